"""Checking a new spot order: parameters, filters, notional; in the order the exchange does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tradekeel.paper.calls import Call, Core, client_order_id
from tradekeel.paper.errors import BinanceError, filter_failure, missing
from tradekeel.paper.money import ZERO, is_multiple
from tradekeel.paper.orders import NewOrder

if TYPE_CHECKING:
    from tradekeel.paper.markets import Market

CLIENT_ID_PATTERN = "^[a-zA-Z0-9-_]{1,36}$"
ORDER_TYPES = (
    "LIMIT",
    "LIMIT_MAKER",
    "MARKET",
    "STOP_LOSS",
    "STOP_LOSS_LIMIT",
    "TAKE_PROFIT",
    "TAKE_PROFIT_LIMIT",
)
LIMIT_TYPES = frozenset({"LIMIT", "LIMIT_MAKER", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"})
TIMED_TYPES = LIMIT_TYPES - {"LIMIT_MAKER"}
STOP_TYPES = frozenset(ORDER_TYPES[3:])
PRICE_BAND = Decimal(5)
"""A limit may be at most this many times above or below the market."""


def read_new_order(core: Core, call: Call, market: Market) -> NewOrder:
    """The order a call wishes for, proved against the market's filters.

    Errors, in order: -1117 side, -1116 type, -1100 client id, -1102 mandatory parameter,
    -1106 parameter not required, -1115 time in force, -1111 precision, then -1013 filters:
    PRICE_FILTER, PERCENT_PRICE_BY_SIDE, LOT_SIZE, MARKET_LOT_SIZE, NOTIONAL, MAX_NUM_ORDERS.
    """
    parameters = call.parameters
    side, order_type = parameters.required("side"), parameters.required("type")
    if side not in ("BUY", "SELL"):
        raise BinanceError(-1117, "Invalid side.")
    if order_type not in ORDER_TYPES:
        raise BinanceError(-1116, "Invalid orderType.")
    wish = NewOrder(
        side="BUY" if side == "BUY" else "SELL",
        order_type=order_type,
        client_order_id=client_order_id(
            core, call, market, "newClientOrderId", CLIENT_ID_PATTERN, None
        ),
    )
    _read_amounts(call, wish)
    _read_time_in_force(call, wish)
    _check_price(core, market, wish)
    _check_quantity(market, wish)
    _check_notional(core, market, wish)
    open_now = core.state.open_orders(market.key, call.account.name)
    if len(open_now) >= core.settings.max_open_orders:
        raise filter_failure("MAX_NUM_ORDERS")
    return wish


def _read_amounts(call: Call, wish: NewOrder) -> None:
    parameters = call.parameters
    quantity = parameters.amount("quantity")
    quote_quantity = parameters.amount("quoteOrderQty")
    price = parameters.amount("price")
    stop_price = parameters.amount("stopPrice")
    if wish.order_type != "MARKET" and quote_quantity is not None:
        raise _not_required("quoteOrderQty")
    if (quantity is None) == (quote_quantity is None):
        if quantity is None:
            raise missing("quantity")
        raise BinanceError(-1128, "Combination of optional parameters invalid.")
    _demand("price", price, wish.order_type in LIMIT_TYPES)
    _demand("stopPrice", stop_price, wish.order_type in STOP_TYPES)
    if quantity is not None and quantity == 0:
        raise BinanceError(-1013, "Invalid quantity.")
    if price is not None and price == 0:
        raise BinanceError(-1013, "Invalid price.")
    wish.quantity, wish.quote_quantity = quantity or ZERO, quote_quantity or ZERO
    wish.price, wish.stop_price = price or ZERO, stop_price or ZERO


def _demand(name: str, value: Decimal | None, needed: bool) -> None:
    if needed and value is None:
        raise missing(name)
    if not needed and value is not None:
        raise _not_required(name)


def _not_required(name: str) -> BinanceError:
    return BinanceError(-1106, f"Parameter '{name}' sent when not required.")


def _read_time_in_force(call: Call, wish: NewOrder) -> None:
    sent = call.parameters.get("timeInForce")
    if wish.order_type in TIMED_TYPES:
        if not sent:
            raise missing("timeInForce")
        if sent not in ("GTC", "IOC", "FOK"):
            raise BinanceError(-1115, "Invalid timeInForce.")
        wish.time_in_force = sent
    elif sent is not None:
        raise _not_required("timeInForce")


def _check_price(core: Core, market: Market, wish: NewOrder) -> None:
    for price in (wish.price, wish.stop_price):
        if price and not is_multiple(price, market.tick_size):
            raise filter_failure("PRICE_FILTER")
    mid = core.state.symbols[market.key].mid
    if wish.price and not mid / PRICE_BAND <= wish.price <= mid * PRICE_BAND:
        raise filter_failure("PERCENT_PRICE_BY_SIDE")


def _check_quantity(market: Market, wish: NewOrder) -> None:
    if wish.quote_quantity:
        return
    quantity = wish.quantity
    if not market.min_quantity <= quantity <= market.max_quantity or not is_multiple(
        quantity, market.step_size
    ):
        raise filter_failure("LOT_SIZE")


def _check_notional(core: Core, market: Market, wish: NewOrder) -> None:
    price = wish.price or core.state.symbols[market.key].mid
    notional = wish.quote_quantity or price * wish.quantity
    if notional < market.min_notional:
        raise filter_failure("NOTIONAL")
