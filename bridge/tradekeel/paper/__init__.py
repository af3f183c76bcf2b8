"""The paper exchange: a local Binance spot and USD-M futures that unmodified ccxt trades on.

``PaperExchange`` is the pure state machine (no sockets, no files, no wall clock of its own);
``PaperServer`` puts it behind HTTPS on loopback. ``docs/paper-exchange.md`` is the guide.
"""

from tradekeel.paper.clock import Clock, ManualClock, RealClock
from tradekeel.paper.exchange import PaperExchange
from tradekeel.paper.faults import FaultRule
from tradekeel.paper.markets import DEFAULT_MARKETS, Market, MarketSet
from tradekeel.paper.persistence import PaperStore
from tradekeel.paper.server import PaperServer, run_paper
from tradekeel.paper.settings import PaperSettings

__all__ = [
    "DEFAULT_MARKETS",
    "Clock",
    "FaultRule",
    "ManualClock",
    "Market",
    "MarketSet",
    "PaperExchange",
    "PaperServer",
    "PaperSettings",
    "PaperStore",
    "RealClock",
    "run_paper",
]
