"""The conditional order endpoints under /fapi/v1: algoOrder and its listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradekeel.paper.calls import market_of, markets_of, page
from tradekeel.paper.errors import BinanceError, missing, no_such_order, unknown_order
from tradekeel.paper.money import ZERO, text
from tradekeel.paper.usdm_orders import ALGO_TYPES, check_filters, check_price_grid, read_common
from tradekeel.paper.usdm_rest import week_window

if TYPE_CHECKING:
    from tradekeel.paper.calls import Call, Core
    from tradekeel.paper.markets import Market
    from tradekeel.paper.orders import AlgoOrder, NewOrder
    from tradekeel.paper.spot_rest import Json


def algo_create(core: Core, call: Call) -> object:
    """POST /fapi/v1/algoOrder."""
    market = market_of(core, call, "usdm")
    wish = _read(core, call, market)
    return _shown(core, core.algo.place(call.account, market, wish, call.now_ms))


def _read(core: Core, call: Call, market: Market) -> NewOrder:
    """Errors, in order: -1130 algo type, -1116 type, those of a plain order, -4006 trigger,
    -4137 and -4138 close position.
    """
    parameters = call.parameters
    if parameters.required("algoType") != "CONDITIONAL":
        raise BinanceError(-1130, "Data sent for parameter 'algoType' is not valid.")
    order_type = parameters.required("type")
    if order_type not in ALGO_TYPES:
        raise BinanceError(-1116, "Invalid orderType.")
    wish = read_common(core, call, market, order_type, "clientAlgoId")
    trigger = parameters.amount("triggerPrice", 18)
    if trigger is None:
        raise missing("triggerPrice")
    if trigger <= 0:
        raise BinanceError(-4006, "Stop price less than zero.")
    check_price_grid(market, trigger)
    wish.stop_price = trigger
    wish.close_position = parameters.boolean("closePosition")
    if wish.close_position:
        if wish.quantity or wish.price:
            raise BinanceError(-4137, "Quantity must be zero with closePosition equals true.")
        if "reduceOnly" in parameters:
            raise BinanceError(-1106, "Parameter 'reduceonly' sent when not required.")
        return wish
    check_filters(core, market, wish)
    return wish


def _shown(core: Core, algo: AlgoOrder) -> Json:
    market = core.state.market(("usdm", algo.symbol))
    places = market.price_places
    order = core.state.orders[market.key].get(algo.actual_order_id)
    status = algo.status
    if status == "TRIGGERED" and order is not None and not order.is_open:
        status = "FINISHED"
    return {
        "algoId": algo.algo_id,
        "clientAlgoId": algo.client_algo_id,
        "algoType": "CONDITIONAL",
        "orderType": algo.order_type,
        "symbol": algo.symbol,
        "side": algo.side,
        "positionSide": algo.position_side,
        "timeInForce": algo.time_in_force,
        "quantity": text(algo.quantity, market.quantity_places),
        "algoStatus": status,
        "actualOrderId": str(algo.actual_order_id) if algo.actual_order_id else "",
        "actualPrice": text(order.average_price if order else ZERO, 5),
        "triggerPrice": text(algo.trigger_price, places),
        "price": text(algo.price, places),
        "icebergQuantity": None,
        "selfTradePreventionMode": "NONE",
        "workingType": "CONTRACT_PRICE",
        "priceMatch": "NONE",
        "closePosition": algo.close_position,
        "priceProtect": False,
        "reduceOnly": algo.reduce_only,
        "createTime": algo.created_ms,
        "updateTime": algo.updated_ms,
        "triggerTime": algo.triggered_ms,
        "goodTillDate": 0,
    }


def _find(core: Core, call: Call) -> AlgoOrder | None:
    """The order that ``algoId`` or ``clientAlgoId`` names; of several the newest."""
    algo_id = call.parameters.integer("algoId")
    client_id = call.parameters.get("clientAlgoId")
    if algo_id is None and not client_id:
        raise missing("algoId")
    for algo in reversed(core.state.account_algos(call.account.name)):
        if algo_id == algo.algo_id or (algo_id is None and client_id == algo.client_algo_id):
            return algo
    return None


def algo_query(core: Core, call: Call) -> object:
    """GET /fapi/v1/algoOrder. Errors: -2013 no such order, or not visible yet."""
    algo = _find(core, call)
    if algo is None or not _is_visible(call, algo):
        raise no_such_order()
    return _shown(core, algo)


def algo_cancel(core: Core, call: Call) -> object:
    """DELETE /fapi/v1/algoOrder. Errors: -2011 none waits under that name."""
    algo = _find(core, call)
    if algo is None or algo.status != "NEW":
        raise unknown_order()
    core.algo.cancel(algo, call.now_ms)
    return {
        "algoId": algo.algo_id,
        "clientAlgoId": algo.client_algo_id,
        "code": "200",
        "msg": "success",
    }


def algos_cancel_all(core: Core, call: Call) -> object:
    """DELETE /fapi/v1/algoOpenOrders."""
    market = market_of(core, call, "usdm")
    for algo in core.state.waiting_algos(market.symbol, call.account.name):
        core.algo.cancel(algo, call.now_ms)
    return {"code": 200, "msg": "The operation of cancel all open order is done."}


def algos_open(core: Core, call: Call) -> object:
    """GET /fapi/v1/openAlgoOrders, of one symbol or of all."""
    return page(
        call,
        [
            _shown(core, algo)
            for market in markets_of(core, call, "usdm")
            for algo in core.state.waiting_algos(market.symbol, call.account.name)
            if _is_visible(call, algo)
        ],
    )


def algos_all(core: Core, call: Call) -> object:
    """GET /fapi/v1/allAlgoOrders: from ``algoId`` on, or within a week."""
    market, limit = market_of(core, call, "usdm"), call.parameters.limit(500, 1000)
    first, window = call.parameters.integer("algoId"), week_window(call)
    algos = [
        algo
        for algo in core.state.account_algos(call.account.name)
        if algo.symbol == market.symbol and _is_visible(call, algo)
    ]
    if first is not None:
        algos = [algo for algo in algos if algo.algo_id >= first][:limit]
    else:
        algos = [algo for algo in algos if window.holds(algo.created_ms)][-limit:]
    return page(call, [_shown(core, algo) for algo in algos])


def _is_visible(call: Call, algo: AlgoOrder) -> bool:
    hidden_ms = call.conditions.orders_hidden_ms
    return algo.visible_ms <= call.now_ms and algo.created_ms <= call.now_ms - hidden_ms
