"""What a REST handler works with: the shared engines, the call, and the rules of listings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tradekeel.paper.draws import draw_text
from tradekeel.paper.errors import BinanceError, illegal, invalid_symbol, missing

if TYPE_CHECKING:
    from tradekeel.paper.accounts import Account
    from tradekeel.paper.algo import AlgoEngine
    from tradekeel.paper.faults import Conditions
    from tradekeel.paper.markets import Market, MarketType
    from tradekeel.paper.messages import Parameters
    from tradekeel.paper.orders import Order, Trade
    from tradekeel.paper.settings import PaperSettings
    from tradekeel.paper.spot import SpotEngine
    from tradekeel.paper.state import State
    from tradekeel.paper.usdm import UsdmEngine

DAY_MS = 86_400_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Core:
    """The parts that every call shares."""

    state: State
    settings: PaperSettings
    spot: SpotEngine
    usdm: UsdmEngine
    algo: AlgoEngine


@dataclass(frozen=True, slots=True)
class Call:
    """One accepted request. ``now_ms`` is true time, ``server_ms`` what the exchange claims."""

    parameters: Parameters
    now_ms: int
    server_ms: int
    conditions: Conditions
    signed_in: Account | None = None

    @property
    def account(self) -> Account:
        """Who calls. Errors: RuntimeError on a public route, which has no caller."""
        if self.signed_in is None:
            raise RuntimeError("this route has no account")
        return self.signed_in


Handler = Callable[[Core, Call], object]


def market_of(core: Core, call: Call, market_type: MarketType) -> Market:
    """The market the call names. Errors: -1102 not named, -1121 not listed."""
    market = core.state.markets.find(market_type, call.parameters.required("symbol"))
    if market is None:
        raise invalid_symbol()
    return market


def markets_of(core: Core, call: Call, market_type: MarketType) -> list[Market]:
    """The market the call names, or all of that type when it names none."""
    if call.parameters.get("symbol"):
        return [market_of(core, call, market_type)]
    return core.state.markets.of_type(market_type)


def client_order_id(
    core: Core, call: Call, market: Market, name: str, pattern: str, error: BinanceError | None
) -> str:
    """The client order id that was sent, or one made up as the exchange does.

    Errors: ``error``, or -1100 when there is none, for an id outside the pattern.
    """
    sent = call.parameters.get(name)
    if sent is None:
        number = core.state.symbols[market.key].next_order_id
        return draw_text(core.state.seed, 22, "client-id", *market.key, number)
    if re.fullmatch(pattern, sent) is None:
        raise error or illegal(name, pattern)
    return sent


def sees_order(call: Call, order: Order) -> bool:
    """Whether queries and listings show an order yet."""
    return (
        order.visible_ms <= call.now_ms
        and order.created_ms <= call.now_ms - call.conditions.orders_hidden_ms
    )


def sees_trade(call: Call, trade: Trade) -> bool:
    """Whether listings show a trade yet."""
    return (
        trade.visible_ms <= call.now_ms
        and trade.time_ms <= call.now_ms - call.conditions.trades_hidden_ms
    )


def page(call: Call, rows: Iterable[Item]) -> list[Item]:
    """The rows of a listing, as the conditions in force leave them."""
    conditions = call.conditions
    listed = list(rows)
    if conditions.are_rows_repeated:
        listed = [row for row in listed for _ in range(2)]
    if conditions.are_rows_reversed:
        listed.reverse()
    return listed if conditions.max_rows is None else listed[: conditions.max_rows]


def find_order(core: Core, call: Call, market: Market) -> Order | None:
    """The order that ``orderId`` or ``origClientOrderId`` names, if the account has it."""
    order_id = call.parameters.integer("orderId")
    client_id = call.parameters.get("origClientOrderId")
    if order_id is not None:
        order = core.state.orders[market.key].get(order_id)
        return order if order is not None and order.account == call.account.name else None
    if not client_id:
        raise missing("origClientOrderId")
    return core.state.order_of_client_id(call.account.name, market.key, client_id)


def visible_orders(core: Core, call: Call, market: Market) -> list[Order]:
    """All orders of the account on a market that can be seen, by id."""
    return [
        order
        for order in core.state.account_orders(market.key, call.account.name)
        if sees_order(call, order)
    ]


@dataclass(frozen=True, slots=True)
class Window:
    """The time span of a listing; both ends inclusive, None is open."""

    start_ms: int | None
    end_ms: int | None

    def holds(self, time_ms: int) -> bool:
        """Whether a time is inside."""
        after = self.start_ms is None or time_ms >= self.start_ms
        return after and (self.end_ms is None or time_ms <= self.end_ms)


def list_orders(core: Core, call: Call, market: Market, window: Window) -> list[Order]:
    """Orders from ``orderId`` on, or within the window, or the newest; at most ``limit``."""
    limit = call.parameters.limit(500, 1000)
    orders = visible_orders(core, call, market)
    first_id = call.parameters.integer("orderId")
    if first_id is not None:
        return page(call, [order for order in orders if order.order_id >= first_id][:limit])
    orders = [order for order in orders if window.holds(order.created_ms)]
    return page(call, orders[:limit] if window.start_ms is not None else orders[-limit:])


def list_trades(core: Core, call: Call, market: Market, window: Window) -> list[Trade]:
    """Trades from ``fromId`` on, or within the window, or the newest; at most ``limit``.

    Errors: -1128 when ``fromId`` comes with a time.
    """
    parameters = call.parameters
    limit = parameters.limit(500, 1000)
    order_id, from_id = parameters.integer("orderId"), parameters.integer("fromId")
    trades = [
        trade
        for trade in core.state.account_trades(market.key, call.account.name)
        if sees_trade(call, trade) and (order_id is None or trade.order_id == order_id)
    ]
    if from_id is not None:
        if "startTime" in parameters or "endTime" in parameters:
            raise BinanceError(-1128, "Combination of optional parameters invalid.")
        return page(call, [trade for trade in trades if trade.trade_id >= from_id][:limit])
    trades = [trade for trade in trades if window.holds(trade.time_ms)]
    from_start = window.start_ms is not None and "startTime" in parameters
    return page(call, trades[:limit] if from_start else trades[-limit:])
