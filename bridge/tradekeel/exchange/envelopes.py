"""What a successful reply must contain before ccxt may read anything out of it.

ccxt's parsers answer an unexpected but valid JSON reply, such as `{}`, with an empty list: a
reconciler would take that for "you have no orders". Each rule names an endpoint and the paths that
its reply must have. A reply without them is a BadResponse, hence unknown, never empty.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from tradekeel.exchange.shapes import dig

Kind = Literal["list", "dict", "value"]


@dataclass(frozen=True)
class Envelope:
    """`needs` are (dotted path, kind) pairs; the path "" is the reply itself, "0" an index."""

    method: str
    path: re.Pattern[str]
    needs: tuple[tuple[str, Kind], ...]


def _rule(method: str, path: str, *needs: tuple[str, Kind]) -> Envelope:
    return Envelope(method, re.compile(path), needs)


_ANY = "*"
_LIST: tuple[str, Kind] = ("", "list")

_BINANCE = (
    _rule("GET", r"/(openOrders|allOrders|myTrades|openAlgoOrders|allAlgoOrders)$", _LIST),
    _rule("POST", r"/api/v3/order/test$", ("", "dict")),
    _rule(_ANY, r"/api/v3/order$", ("orderId", "value"), ("symbol", "value")),
    _rule("GET", r"/api/v3/account$", ("balances", "list")),
    _rule("GET", r"/userTrades$", _LIST),
    _rule(_ANY, r"/fapi/v\d/order$", ("orderId", "value"), ("symbol", "value")),
    _rule(_ANY, r"/fapi/v\d/algoOrder$", ("algoId", "value")),
    _rule("GET", r"/fapi/v\d/account$", ("assets", "list"), ("positions", "list")),
    _rule("GET", r"/fapi/v\d/(balance|positionRisk|leverageBracket|income)$", _LIST),
    _rule("GET", r"/exchangeInfo$", ("symbols", "list")),
    _rule("GET", r"/time$", ("serverTime", "value")),
)
_BYBIT = (
    _rule("GET", r"/v5/order/(realtime|history)$", ("result.list", "list")),
    _rule("GET", r"/v5/(execution|position)/list$", ("result.list", "list")),
    _rule("GET", r"/v5/account/wallet-balance$", ("result.list.0.coin", "list")),
    _rule("POST", r"/v5/order/(create|cancel|amend)$", ("result.orderId", "value")),
    _rule(_ANY, r"/v5/", ("retCode", "value"), ("result", "dict")),
)
_OKX = (
    _rule("POST", r"/trade/(order|batch-orders|cancel-order)$", ("data.0.ordId", "value")),
    _rule("GET", r"/trade/order$", ("data.0.ordId", "value")),
    _rule("GET", r"/account/balance$", ("data.0.details", "list")),
    _rule(_ANY, r"/api/v5/", ("code", "value"), ("data", "list")),
)
_KRAKEN = (
    _rule("POST", r"/private/OpenOrders$", ("result.open", "dict")),
    _rule("POST", r"/private/ClosedOrders$", ("result.closed", "dict")),
    _rule("POST", r"/private/TradesHistory$", ("result.trades", "dict")),
    _rule("POST", r"/private/AddOrder$", ("result.txid", "list")),
    _rule("POST", r"/private/CancelOrder$", ("result.count", "value")),
    _rule(_ANY, r"/0/", ("error", "list"), ("result", "dict")),
)
ENVELOPES: dict[str, tuple[Envelope, ...]] = {
    "binance": _BINANCE,
    "binanceus": _BINANCE,
    "binanceusdm": _BINANCE,
    "bybit": _BYBIT,
    "okx": _OKX,
    "kraken": _KRAKEN,
    "krakenfutures": (
        _rule("GET", r"/openorders$", ("openOrders", "list")),
        _rule("GET", r"/openpositions$", ("openPositions", "list")),
        _rule("GET", r"/fills$", ("fills", "list")),
        _rule("GET", r"/accounts$", ("accounts", "dict")),
        _rule("POST", r"/sendorder$", ("sendStatus", "dict")),
    ),
    "coinbase": (
        _rule("GET", r"/orders/historical/batch$", ("orders", "list")),
        _rule("GET", r"/orders/historical/fills$", ("fills", "list")),
        _rule("GET", r"/brokerage/accounts$", ("accounts", "list")),
    ),
    "kucoin": (_rule(_ANY, r"/api/", ("code", "value"), ("data", "value")),),
    "bitget": (_rule(_ANY, r"/api/", ("code", "value"), ("data", "value")),),
    "gate": (
        _rule("GET", r"/(orders|open_orders|my_trades|positions|price_orders)$", _LIST),
        _rule("POST", r"/orders$", ("id", "value")),
    ),
    "mexc": (
        _rule("GET", r"/api/v3/(openOrders|allOrders|myTrades)$", _LIST),
        _rule(_ANY, r"/api/v3/order$", ("orderId", "value")),
        _rule("GET", r"/api/v3/account$", ("balances", "list")),
        _rule(_ANY, r"/api/v1/private/", ("success", "value"), ("data", "value")),
    ),
    "deribit": (_rule(_ANY, r"/api/v2/", ("result", "value")),),
    "htx": (_rule("GET", r"/v1/order/(openOrders|matchresults)$", ("data", "list")),),
    "cryptocom": (_rule(_ANY, r"/private/", ("code", "value"), ("result", "value")),),
}

_EMPTY_IS_FINE = re.compile(r"/(ping|listenKey|userDataStream)$")


def missing_part(exchange: str, method: str, path: str, reply: Any) -> str | None:
    """Return what a reply lacks, or None when it has what its endpoint must have.

    `path` is the URL's path without the query. The first rule that matches decides. A reply that
    is an empty object is refused on every exchange, known or not.
    """
    if reply == {} and isinstance(reply, dict) and not _EMPTY_IS_FINE.search(path):
        return "anything at all"
    for rule in ENVELOPES.get(exchange, ()):
        if rule.method in (_ANY, method.upper()) and rule.path.search(path):
            for needed, kind in rule.needs:
                if not _is_kind(dig(reply, needed), kind):
                    return f"{needed or 'a'} {kind}".strip()
            return None
    return None


def _is_kind(value: Any, kind: Kind) -> bool:
    if kind == "list":
        return isinstance(value, list)
    if kind == "dict":
        return isinstance(value, dict)
    return value is not None and value != ""
