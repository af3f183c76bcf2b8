"""Checking a new futures order: parameters and filters, in the order the exchange does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tradekeel.paper.calls import client_order_id
from tradekeel.paper.errors import BinanceError, missing
from tradekeel.paper.money import ZERO, decimal_places, is_multiple, text
from tradekeel.paper.orders import NewOrder

if TYPE_CHECKING:
    from tradekeel.paper.calls import Call, Core
    from tradekeel.paper.markets import Market
    from tradekeel.paper.orders import PositionSide

CLIENT_ID_PATTERN = r"^[\.A-Z\:/a-z0-9_-]{1,36}$"
PLAIN_TYPES = ("LIMIT", "MARKET")
ALGO_TYPES = ("STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET")
TIMES_IN_FORCE = ("GTC", "IOC", "FOK", "GTX")
CAP = Decimal("1.05")
FLOOR = Decimal("0.95")
"""How far a buy limit may be above and a sell limit below the mark price."""


def read_new_order(core: Core, call: Call, market: Market) -> NewOrder:
    """The plain order a call wishes for.

    Errors, in order: -1117 side, -1116 type, -4120 conditional type, -4015 client id,
    -1102 mandatory parameter, -1115 time in force, -4060 position side, -1106 reduce only,
    then the filters of ``check_filters``.
    """
    order_type = call.parameters.required("type")
    if order_type in ALGO_TYPES or order_type == "TRAILING_STOP_MARKET":
        raise BinanceError(
            -4120,
            "Order type not supported for this endpoint. Please use the Algo Order API endpoints "
            "instead.",
        )
    if order_type not in PLAIN_TYPES:
        raise BinanceError(-1116, "Invalid orderType.")
    wish = read_common(core, call, market, order_type, "newClientOrderId")
    if not wish.quantity:
        raise missing("quantity")
    check_filters(core, market, wish)
    return wish


def read_common(core: Core, call: Call, market: Market, order_type: str, id_name: str) -> NewOrder:
    """What plain and conditional orders share. Errors: see ``read_new_order``."""
    parameters = call.parameters
    side = parameters.required("side")
    if side not in ("BUY", "SELL"):
        raise BinanceError(-1117, "Invalid side.")
    bad_id = BinanceError(-4015, "Client order id is not valid.")
    client_id = client_order_id(core, call, market, id_name, CLIENT_ID_PATTERN, bad_id)
    is_limit = order_type in ("LIMIT", "STOP", "TAKE_PROFIT")
    quantity = _precise(parameters.amount("quantity", 18), market.quantity_places)
    price = _precise(parameters.amount("price", 18), market.price_places + 1)
    if is_limit and price is None:
        raise missing("price")
    time_in_force = parameters.get("timeInForce")
    if order_type == "LIMIT" and time_in_force is None:
        raise missing("timeInForce")
    if time_in_force is not None and time_in_force not in TIMES_IN_FORCE:
        raise BinanceError(-1115, "Invalid timeInForce.")
    position_side = read_position_side(call)
    if position_side != "BOTH" and "reduceOnly" in parameters:
        raise BinanceError(-1106, "Parameter 'reduceonly' sent when not required.")
    return NewOrder(
        side="BUY" if side == "BUY" else "SELL",
        order_type=order_type,
        client_order_id=client_id,
        quantity=quantity or ZERO,
        price=(price or ZERO) if is_limit else ZERO,
        time_in_force=time_in_force or "GTC",
        position_side=position_side,
        reduce_only=parameters.boolean("reduceOnly"),
    )


def read_position_side(call: Call) -> PositionSide:
    """``positionSide``, BOTH when it was not sent. Errors: -4060."""
    match call.parameters.get("positionSide"):
        case None | "BOTH":
            return "BOTH"
        case "LONG":
            return "LONG"
        case "SHORT":
            return "SHORT"
    raise BinanceError(-4060, "Invalid position side.")


def check_filters(core: Core, market: Market, wish: NewOrder) -> None:
    """Errors, in order: -4003, -4004, -4005, -4023 quantity; -4001, -4014 price;
    -4016, -4024 distance from the mark price; -4164 notional.
    """
    quantity, price = wish.quantity, wish.price
    if quantity <= 0:
        raise BinanceError(-4003, "Quantity less than or equal to zero.")
    if quantity < market.min_quantity:
        raise BinanceError(-4004, "Quantity less than min quantity.")
    if quantity > market.max_quantity:
        raise BinanceError(-4005, "Quantity greater than max quantity.")
    if not is_multiple(quantity, market.step_size):
        raise BinanceError(-4023, "Qty not increased by step size.")
    mark = core.state.symbols[market.key].mid
    if wish.order_type in ("LIMIT", "STOP", "TAKE_PROFIT"):
        check_price_grid(market, price)
    if wish.order_type == "LIMIT":
        _check_distance(market, wish, mark)
    if (price or mark) * quantity < market.min_notional and not wish.reduce_only:
        raise BinanceError(
            -4164,
            f"Order's notional must be no smaller than {market.min_notional} "
            "(unless you choose reduce only).",
        )


def check_price_grid(market: Market, price: Decimal) -> None:
    """Errors: -4001 not positive, -4014 between two steps."""
    if price <= 0:
        raise BinanceError(-4001, "Price less than 0.")
    if not is_multiple(price, market.tick_size):
        raise BinanceError(-4014, "Price not increased by tick size.")


def _check_distance(market: Market, wish: NewOrder, mark: Decimal) -> None:
    if wish.side == "BUY" and wish.price > mark * CAP:
        highest = text(mark * CAP, market.price_places)
        raise BinanceError(-4016, f"Limit price can't be higher than {highest}.")
    if wish.side == "SELL" and wish.price < mark * FLOOR:
        lowest = text(mark * FLOOR, market.price_places)
        raise BinanceError(-4024, f"Limit price can't be lower than {lowest}.")


def _precise(value: Decimal | None, places: int) -> Decimal | None:
    if value is not None and decimal_places(value) > places:
        raise BinanceError(-1111, "Precision is over the maximum defined for this asset.")
    return value
