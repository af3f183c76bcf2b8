"""Orders and trades as the exchange keeps them."""

# ruff: noqa: TC001, TC003 - the codec reads these annotations at run time

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tradekeel.paper.book import Side
from tradekeel.paper.markets import MarketKey, MarketType
from tradekeel.paper.money import ZERO

PositionSide = Literal["BOTH", "LONG", "SHORT"]

OPEN_STATUSES = frozenset({"NEW", "PARTIALLY_FILLED"})


@dataclass(slots=True)
class NewOrder:
    """A checked wish for an order. ``quantity`` is base; ``quote_quantity`` spends quote (spot)."""

    side: Side
    order_type: str
    client_order_id: str
    quantity: Decimal = ZERO
    quote_quantity: Decimal = ZERO
    price: Decimal = ZERO
    stop_price: Decimal = ZERO
    time_in_force: str = "GTC"
    position_side: PositionSide = "BOTH"
    reduce_only: bool = False
    close_position: bool = False


@dataclass(slots=True)
class Order:
    """One order. Ids are unique within (market type, symbol) only; times are milliseconds."""

    account: str
    market_type: MarketType
    symbol: str
    order_id: int
    client_order_id: str
    side: Side
    order_type: str
    time_in_force: str
    price: Decimal
    quantity: Decimal
    created_ms: int
    updated_ms: int
    visible_ms: int
    quote_quantity: Decimal = ZERO
    stop_price: Decimal = ZERO
    executed: Decimal = ZERO
    executed_quote: Decimal = ZERO
    locked: Decimal = ZERO
    """Spot: what is still locked for it, in quote for a buy and in base for a sell."""
    status: str = "NEW"
    working: bool = True
    """False while a conditional spot order waits for its trigger."""
    rises_to_trigger: bool = False
    position_side: PositionSide = "BOTH"
    reduce_only: bool = False
    close_position: bool = False
    orig_type: str = ""

    @property
    def key(self) -> MarketKey:
        """The market it is on."""
        return (self.market_type, self.symbol)

    @property
    def remaining(self) -> Decimal:
        """The base quantity not executed yet."""
        return self.quantity - self.executed

    @property
    def is_open(self) -> bool:
        """Whether it can still trade."""
        return self.status in OPEN_STATUSES

    @property
    def limit(self) -> Decimal | None:
        """The worst acceptable price, None for market orders."""
        return self.price if self.price > 0 else None

    @property
    def average_price(self) -> Decimal:
        """Quote per base over everything executed, zero when nothing was."""
        return self.executed_quote / self.executed if self.executed else ZERO


@dataclass(slots=True)
class Trade:
    """One execution. Trade ids are unique within (market type, symbol) only."""

    account: str
    market_type: MarketType
    symbol: str
    trade_id: int
    order_id: int
    side: Side
    price: Decimal
    quantity: Decimal
    quote_quantity: Decimal
    commission: Decimal
    commission_asset: str
    is_maker: bool
    time_ms: int
    visible_ms: int
    position_side: PositionSide = "BOTH"
    realized_pnl: Decimal = ZERO

    @property
    def key(self) -> MarketKey:
        """The market it happened on."""
        return (self.market_type, self.symbol)


@dataclass(slots=True)
class AlgoOrder:
    """A conditional futures order: it waits, and becomes a plain order when it triggers."""

    account: str
    symbol: str
    algo_id: int
    client_algo_id: str
    side: Side
    order_type: str
    time_in_force: str
    quantity: Decimal
    price: Decimal
    trigger_price: Decimal
    rises_to_trigger: bool
    created_ms: int
    updated_ms: int
    visible_ms: int
    status: str = "NEW"
    position_side: PositionSide = "BOTH"
    reduce_only: bool = False
    close_position: bool = False
    actual_order_id: int = 0
    triggered_ms: int = 0
