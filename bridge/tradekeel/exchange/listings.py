"""Which requests make up "all open orders" of an account, and how their pages go on.

One entry per (exchange, market type). Anything not stated here is not known to be complete, and a
reading of it says so. `whole` endpoints have no pages; `single` ones give one page, and a full one
is an incomplete reading; the others are walked to the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

How = Literal["whole", "single", "cursor", "after", "offset", "from_id"]

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Paging:
    """How one endpoint continues.

    limit: rows per page. param: the request parameter of the next page. rows: where the raw reply
    holds its rows. next: where it holds the next cursor or the total. key: which part of a raw row
    the next page starts from: the last row's (after), the largest plus one (from_id).
    """

    how: How
    limit: int | None = None
    param: str = ""
    rows: str = ""
    next: str = ""
    key: str = "id"


@dataclass(frozen=True)
class Listing:
    """One unified call, its parameters, its pages and the longest window it may ask for.

    `only`: attributes of a ccxt market; when one symbol is asked for, a listing that does not
    cover its market is left out.
    """

    method: str
    paging: Paging
    params: dict[str, Any] = field(default_factory=dict)
    needs_symbol: bool = False
    window_ms: int | None = None
    only: dict[str, Any] = field(default_factory=dict)

    def covers(self, market: Mapping[str, Any]) -> bool:
        """Tell whether this listing has rows of a market."""
        return all(market.get(name) == value for name, value in self.only.items())


@dataclass(frozen=True)
class Scope:
    """All listings of one (exchange, market type). An empty `positions` means: has none.

    `forced_kinds`: what the exchange calls the kinds of orders that it makes itself, where its list
    of them is known.
    """

    open: tuple[Listing, ...]
    closed: tuple[Listing, ...]
    trades: tuple[Listing, ...]
    positions: tuple[Listing, ...] = ()
    forced_kinds: tuple[str, ...] = ()


_WHOLE = Paging("whole")
_BINANCE_SPOT = Scope(
    open=(Listing("fetch_open_orders", _WHOLE),),
    closed=(
        Listing("fetch_orders", Paging("from_id", 1000, "orderId", key="orderId"),
                needs_symbol=True, window_ms=DAY_MS),
    ),
    trades=(
        Listing("fetch_my_trades", Paging("from_id", 1000, "fromId"), needs_symbol=True,
                window_ms=DAY_MS),
    ),
)  # fmt: skip
_BINANCE_SWAP = Scope(
    open=(
        Listing("fetch_open_orders", _WHOLE),
        Listing("fetch_open_orders", _WHOLE, {"trigger": True}),
    ),
    closed=(
        Listing("fetch_orders", Paging("from_id", 1000, "orderId", key="orderId"),
                needs_symbol=True, window_ms=7 * DAY_MS),
        Listing("fetch_orders", Paging("from_id", 1000, "algoId", key="algoId"),
                {"trigger": True}, needs_symbol=True, window_ms=7 * DAY_MS),
    ),
    trades=(
        Listing("fetch_my_trades", Paging("from_id", 1000, "fromId"), needs_symbol=True,
                window_ms=7 * DAY_MS),
    ),
    positions=(Listing("fetch_positions", _WHOLE),),
    forced_kinds=("LIQUIDATION", "ADL"),
)  # fmt: skip


def _bybit(kinds: tuple[tuple[dict[str, Any], dict[str, Any]], ...]) -> Scope:
    """Return bybit's scope; each kind is (parameters, markets that they cover)."""

    def listings(method: str, limit: int, window_ms: int | None = None) -> tuple[Listing, ...]:
        pages = Paging("cursor", limit, "cursor", "result.list", "result.nextPageCursor")
        return tuple(
            Listing(method, pages, params, window_ms=window_ms, only=only) for params, only in kinds
        )

    is_spot = kinds is _BYBIT_SPOT
    return Scope(
        open=listings("fetch_open_orders", 50),
        closed=listings("fetch_canceled_and_closed_orders", 50, 7 * DAY_MS),
        trades=listings("fetch_my_trades", 100, 7 * DAY_MS),
        positions=() if is_spot else listings("fetch_positions", 200),
    )


_BYBIT_SPOT = (({"type": "spot"}, {"spot": True}),)
_BYBIT_SWAP = (
    ({"type": "swap", "subType": "linear", "settleCoin": "USDT"},
     {"linear": True, "settle": "USDT"}),
    ({"type": "swap", "subType": "linear", "settleCoin": "USDC"},
     {"linear": True, "settle": "USDC"}),
    # ccxt would narrow this one to USDT, in which nothing inverse settles
    ({"type": "swap", "subType": "inverse", "settleCoin": None}, {"inverse": True}),
)  # fmt: skip


def _okx(instrument: str, positions: bool) -> Scope:
    def pages(key: str = "ordId") -> Paging:
        return Paging("after", 100, "after", "data", key=key)

    kind = {"instType": instrument}
    algo_types = ("conditional", "oco", "trigger", "move_order_stop", "iceberg", "twap")
    return Scope(
        open=(
            Listing("fetch_open_orders", pages(), kind),
            *(
                Listing("fetch_open_orders", pages("algoId"),
                        {**kind, "trigger": True, "ordType": algo_type})
                for algo_type in algo_types
            ),
        ),
        closed=(
            Listing("fetch_closed_orders", pages(), kind),
            Listing("fetch_canceled_orders", pages(), kind),
        ),
        trades=(Listing("fetch_my_trades", pages("billId"), kind),),
        positions=(Listing("fetch_positions", _WHOLE, kind),) if positions else (),
    )  # fmt: skip


def _single(
    open_limit: int | None, closed: str, closed_limit: int, trades_limit: int,
    *, symbol: bool = False, positions: bool = False,
) -> Scope:  # fmt: skip
    """Return the scope of an exchange whose pages are not walked: a full page is incomplete."""
    open_pages = _WHOLE if open_limit is None else Paging("single", open_limit)
    return Scope(
        open=(Listing("fetch_open_orders", open_pages, needs_symbol=symbol),),
        closed=(Listing(closed, Paging("single", closed_limit), needs_symbol=symbol),),
        trades=(Listing("fetch_my_trades", Paging("single", trades_limit), needs_symbol=symbol),),
        positions=(Listing("fetch_positions", _WHOLE),) if positions else (),
    )


SCOPES: dict[tuple[str, str], Scope] = {
    ("binance", "spot"): _BINANCE_SPOT,
    ("binance", "swap"): _BINANCE_SWAP,
    ("binanceusdm", "swap"): _BINANCE_SWAP,
    ("bybit", "spot"): _bybit(_BYBIT_SPOT),
    ("bybit", "swap"): _bybit(_BYBIT_SWAP),
    ("okx", "spot"): _okx("SPOT", positions=False),
    ("okx", "swap"): _okx("SWAP", positions=True),
    ("kraken", "spot"): Scope(
        open=(Listing("fetch_open_orders", Paging("whole", rows="result.open")),),
        closed=(Listing("fetch_closed_orders", Paging("offset", 50, "ofs", "result.closed",
                                                      "result.count")),),
        trades=(Listing("fetch_my_trades", Paging("offset", 50, "ofs", "result.trades",
                                                  "result.count")),),
    ),
    ("krakenfutures", "swap"): _single(None, "fetch_closed_orders", 100, 100, positions=True),
    ("coinbase", "spot"): _single(100, "fetch_orders", 100, 100),
    ("kucoin", "spot"): _single(500, "fetch_closed_orders", 500, 500),
    ("kucoin", "swap"): _single(500, "fetch_closed_orders", 500, 500, positions=True),
    ("gate", "spot"): _single(100, "fetch_closed_orders", 100, 1000, symbol=True),
    ("gate", "swap"): _single(100, "fetch_closed_orders", 100, 1000, symbol=True, positions=True),
    ("bitget", "spot"): _single(100, "fetch_canceled_and_closed_orders", 100, 100, symbol=True),
    ("bitget", "swap"): _single(100, "fetch_canceled_and_closed_orders", 100, 100, symbol=True,
                                positions=True),
    ("mexc", "spot"): _single(None, "fetch_orders", 1000, 100, symbol=True),
    ("mexc", "swap"): _single(100, "fetch_orders", 100, 100, symbol=True, positions=True),
    ("hyperliquid", "swap"): _single(None, "fetch_orders", 2000, 2000, positions=True),
    ("hyperliquid", "spot"): _single(None, "fetch_orders", 2000, 2000),
    ("deribit", "swap"): _single(None, "fetch_closed_orders", 100, 100, symbol=True,
                                 positions=True),
    ("htx", "spot"): _single(500, "fetch_orders", 100, 500, symbol=True),
    ("htx", "swap"): _single(50, "fetch_orders", 50, 50, symbol=True, positions=True),
    ("cryptocom", "spot"): _single(None, "fetch_orders", 100, 100),
}  # fmt: skip


class NoScopeError(Exception):
    """It is not known how to read this exchange completely."""


def scope_for(exchange: str, market_type: str) -> Scope:
    """Return the listings of an exchange and market type. Raises NoScopeError."""
    scope = SCOPES.get((exchange, market_type))
    if scope is None:
        raise NoScopeError(f"no listings known for {exchange} {market_type}")
    return scope
