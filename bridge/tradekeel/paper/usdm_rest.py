"""Futures endpoints for market data and orders under /fapi/v1."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tradekeel.paper.calls import (
    DAY_MS,
    Window,
    find_order,
    list_orders,
    list_trades,
    market_of,
    markets_of,
    page,
    sees_order,
)
from tradekeel.paper.errors import BinanceError, missing, no_such_order, unknown_order
from tradekeel.paper.money import text
from tradekeel.paper.spot_rest import Json, one_or_all, rate_limit
from tradekeel.paper.usdm import FUNDING_INTERVAL_MS
from tradekeel.paper.usdm_orders import (
    ALGO_TYPES,
    CAP,
    FLOOR,
    PLAIN_TYPES,
    TIMES_IN_FORCE,
    read_new_order,
)

if TYPE_CHECKING:
    from tradekeel.paper.calls import Call, Core
    from tradekeel.paper.markets import Market
    from tradekeel.paper.orders import Order, Trade

WEEK_MS = 7 * DAY_MS
VANISHES_AFTER_MS = 3 * DAY_MS
"""An order that ended without any fill cannot be queried longer than this."""
PERPETUAL_DELIVERY_MS = 4_133_404_800_000
SUCCESS: Json = {"code": 200, "msg": "success"}


def exchange_info(core: Core, call: Call) -> object:
    """GET /fapi/v1/exchangeInfo."""
    settings = core.settings
    return {
        "timezone": "UTC",
        "serverTime": call.server_ms,
        "futuresType": "U_MARGINED",
        "rateLimits": [
            rate_limit("REQUEST_WEIGHT", "MINUTE", 1, settings.usdm_weight_limit),
            rate_limit("ORDERS", "MINUTE", 1, settings.order_limit_minute),
        ],
        "exchangeFilters": [],
        "assets": [{"asset": "USDT", "marginAvailable": True, "autoAssetExchange": "-10000"}],
        "symbols": [_listing(core, market) for market in core.state.markets.of_type("usdm")],
    }


def _listing(core: Core, market: Market) -> Json:
    step, tick = str(market.step_size), str(market.tick_size)
    limits = {"minQty": step, "maxQty": str(market.max_quantity), "stepSize": step}
    return {
        "symbol": market.symbol,
        "pair": market.symbol,
        "contractType": "PERPETUAL",
        "deliveryDate": PERPETUAL_DELIVERY_MS,
        "onboardDate": 1_569_398_400_000,
        "status": "TRADING",
        "maintMarginPercent": "2.5000",
        "requiredMarginPercent": "5.0000",
        "baseAsset": market.base,
        "quoteAsset": market.quote,
        "marginAsset": market.quote,
        "pricePrecision": market.price_places + 1,
        "quantityPrecision": market.quantity_places,
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "underlyingType": "COIN",
        "underlyingSubType": [],
        "triggerProtect": "0.0500",
        "liquidationFee": "0.012500",
        "marketTakeBound": "0.05",
        "filters": [
            {
                "filterType": "PRICE_FILTER",
                "minPrice": tick,
                "maxPrice": "4529764",
                "tickSize": tick,
            },
            {"filterType": "LOT_SIZE", **limits},
            {"filterType": "MARKET_LOT_SIZE", **limits},
            {"filterType": "MAX_NUM_ORDERS", "limit": core.settings.max_open_orders},
            {"filterType": "MIN_NOTIONAL", "notional": str(market.min_notional)},
            {
                "filterType": "PERCENT_PRICE",
                "multiplierUp": str(CAP),
                "multiplierDown": str(FLOOR),
                "multiplierDecimal": "4",
            },
        ],
        "orderTypes": [*PLAIN_TYPES, *ALGO_TYPES],
        "timeInForce": list(TIMES_IN_FORCE),
    }


# Prices.


def ticker_price(core: Core, call: Call) -> object:
    """GET /fapi/v1/ticker/price."""
    rows: list[Json] = [
        {
            "symbol": market.symbol,
            "price": text(core.state.symbols[market.key].mid, market.price_places),
            "time": call.server_ms,
        }
        for market in markets_of(core, call, "usdm")
    ]
    return one_or_all(call, rows)


def ticker_book(core: Core, call: Call) -> object:
    """GET /fapi/v1/ticker/bookTicker."""
    rows: list[Json] = []
    for market in markets_of(core, call, "usdm"):
        book, places = core.state.book(market.key), market.price_places
        rows.append(
            {
                "symbol": market.symbol,
                "bidPrice": text(book.best_bid.price, places),
                "bidQty": text(book.best_bid.quantity, market.quantity_places),
                "askPrice": text(book.best_ask.price, places),
                "askQty": text(book.best_ask.quantity, market.quantity_places),
                "time": call.server_ms,
            }
        )
    return one_or_all(call, rows)


def ticker_day(core: Core, call: Call) -> object:
    """GET /fapi/v1/ticker/24hr. The day has no history: it opened at the market's start price."""
    rows: list[Json] = []
    for market in markets_of(core, call, "usdm"):
        mid, start, places = (
            core.state.symbols[market.key].mid,
            market.start_price,
            market.price_places,
        )
        rows.append(
            {
                "symbol": market.symbol,
                "priceChange": text(mid - start, places),
                "priceChangePercent": text((mid - start) / start * 100, 3),
                "weightedAvgPrice": text((mid + start) / 2, places),
                "lastPrice": text(mid, places),
                "lastQty": str(market.step_size),
                "openPrice": text(start, places),
                "highPrice": text(max(mid, start), places),
                "lowPrice": text(min(mid, start), places),
                "volume": "0",
                "quoteVolume": "0",
                "openTime": call.server_ms - DAY_MS,
                "closeTime": call.server_ms,
                "firstId": -1,
                "lastId": -1,
                "count": 0,
            }
        )
    return one_or_all(call, rows)


def premium_index(core: Core, call: Call) -> object:
    """GET /fapi/v1/premiumIndex: mark and index price are the mid price."""
    rows: list[Json] = []
    for market in markets_of(core, call, "usdm"):
        symbol = core.state.symbols[market.key]
        next_ms = call.now_ms - call.now_ms % FUNDING_INTERVAL_MS + FUNDING_INTERVAL_MS
        rows.append(
            {
                "symbol": market.symbol,
                "markPrice": text(symbol.mid),
                "indexPrice": text(symbol.mid),
                "estimatedSettlePrice": text(symbol.mid),
                "lastFundingRate": text(symbol.funding_rate),
                "interestRate": "0.00010000",
                "nextFundingTime": next_ms,
                "time": call.server_ms,
            }
        )
    return one_or_all(call, rows)


def depth(core: Core, call: Call) -> object:
    """GET /fapi/v1/depth."""
    market = market_of(core, call, "usdm")
    book, places = core.state.book(market.key), market.price_places
    bids, asks = (
        [
            [text(level.price, places), text(level.quantity, market.quantity_places)]
            for level in side
        ]
        for side in (book.bids, book.asks)
    )
    return {
        "lastUpdateId": core.state.symbols[market.key].tick + 1,
        "E": call.server_ms,
        "T": call.server_ms,
        "bids": bids,
        "asks": asks,
    }


# Orders.


def order_create(core: Core, call: Call) -> object:
    """POST /fapi/v1/order. The ACK answer, which is the default, says NEW whatever happened."""
    market = market_of(core, call, "usdm")
    wish = read_new_order(core, call, market)
    kind = call.parameters.get("newOrderRespType") or "ACK"
    if kind not in ("ACK", "RESULT"):
        raise BinanceError(-1136, "Invalid newOrderRespType.")
    order = core.usdm.place(call.account, market, wish, call.now_ms)
    reply = shown(core, order)
    reply.pop("time")
    if kind == "ACK":
        zero = text(Decimal(0), market.quantity_places)
        reply.update(status="NEW", executedQty=zero, cumQty=zero, cumQuote="0", avgPrice="0.00")
    else:
        reply["cumQty"] = reply["executedQty"]
    return reply


def shown(core: Core, order: Order) -> Json:
    """An order as queries show it."""
    market = core.state.market(order.key)
    places = market.price_places
    return {
        "orderId": order.order_id,
        "symbol": order.symbol,
        "status": order.status,
        "clientOrderId": order.client_order_id,
        "price": text(order.price, places),
        "avgPrice": text(order.average_price, 5),
        "origQty": text(order.quantity, market.quantity_places),
        "executedQty": text(order.executed, market.quantity_places),
        "cumQuote": text(order.executed_quote, 5),
        "timeInForce": order.time_in_force,
        "type": order.order_type,
        "reduceOnly": order.reduce_only,
        "closePosition": order.close_position,
        "side": order.side,
        "positionSide": order.position_side,
        "stopPrice": "0",
        "workingType": "CONTRACT_PRICE",
        "priceProtect": False,
        "origType": order.orig_type or order.order_type,
        "priceMatch": "NONE",
        "selfTradePreventionMode": "NONE",
        "goodTillDate": 0,
        "time": order.created_ms,
        "updateTime": order.updated_ms,
    }


def order_query(core: Core, call: Call) -> object:
    """GET /fapi/v1/order. Errors: -2013 no such order, not visible yet, or ended long ago."""
    order = find_order(core, call, market_of(core, call, "usdm"))
    if order is None or not sees_order(call, order) or _has_vanished(call, order):
        raise no_such_order()
    return shown(core, order)


def _has_vanished(call: Call, order: Order) -> bool:
    ended_empty = order.status in ("CANCELED", "EXPIRED") and not order.executed
    return ended_empty and order.created_ms + VANISHES_AFTER_MS < call.now_ms


def order_cancel(core: Core, call: Call) -> object:
    """DELETE /fapi/v1/order. Errors: -2011 no open order of that name."""
    order = find_order(core, call, market_of(core, call, "usdm"))
    if order is None or not order.is_open:
        raise unknown_order()
    core.usdm.cancel(order, call.now_ms)
    reply = shown(core, order)
    reply["cumQty"] = reply["executedQty"]
    return reply


def orders_cancel_all(core: Core, call: Call) -> object:
    """DELETE /fapi/v1/allOpenOrders."""
    market = market_of(core, call, "usdm")
    for order in core.state.open_orders(market.key, call.account.name):
        core.usdm.cancel(order, call.now_ms)
    return {"code": 200, "msg": "The operation of cancel all open order is done."}


def orders_open(core: Core, call: Call) -> object:
    """GET /fapi/v1/openOrders, of one symbol or of all."""
    return page(
        call,
        [
            shown(core, order)
            for market in markets_of(core, call, "usdm")
            for order in core.state.open_orders(market.key, call.account.name)
            if sees_order(call, order)
        ],
    )


def order_open(core: Core, call: Call) -> object:
    """GET /fapi/v1/openOrder. Errors: -2013 when it is not open."""
    order = find_order(core, call, market_of(core, call, "usdm"))
    if order is None or not order.is_open or not sees_order(call, order):
        raise no_such_order()
    return shown(core, order)


def orders_all(core: Core, call: Call) -> object:
    """GET /fapi/v1/allOrders."""
    market = market_of(core, call, "usdm")
    return [
        shown(core, order)
        for order in list_orders(core, call, market, week_window(call))
        if not _has_vanished(call, order)
    ]


def user_trades(core: Core, call: Call) -> object:
    """GET /fapi/v1/userTrades."""
    market = market_of(core, call, "usdm")
    window = week_window(call)
    return [_trade(market, trade) for trade in list_trades(core, call, market, window)]


def week_window(call: Call) -> Window:
    """At most seven days: around what was sent, or the last seven. Errors: -4165 longer."""
    start, end = call.parameters.integer("startTime"), call.parameters.integer("endTime")
    if start is not None and end is not None and end < start:
        raise missing("endTime")
    if start is not None and end is not None and end - start > WEEK_MS:
        raise BinanceError(-4165, "Invalid time interval: maximum time interval is 7 days.")
    if start is None and end is None:
        return Window(call.now_ms - WEEK_MS, None)
    if start is None and end is not None:
        return Window(end - WEEK_MS, end)
    if start is not None and end is None:
        return Window(start, start + WEEK_MS)
    return Window(start, end)


def _trade(market: Market, trade: Trade) -> Json:
    return {
        "symbol": trade.symbol,
        "id": trade.trade_id,
        "orderId": trade.order_id,
        "side": trade.side,
        "price": text(trade.price, market.price_places),
        "qty": text(trade.quantity, market.quantity_places),
        "realizedPnl": text(trade.realized_pnl),
        "quoteQty": text(trade.quote_quantity),
        "commission": text(trade.commission),
        "commissionAsset": trade.commission_asset,
        "time": trade.time_ms,
        "buyer": trade.side == "BUY",
        "maker": trade.is_maker,
        "positionSide": trade.position_side,
    }


def force_orders(core: Core, call: Call) -> object:
    """GET /fapi/v1/forceOrders: what was closed against the customer's will."""
    kinds = {"LIQUIDATION": ("autoclose-",), "ADL": ("adl_autoclose",)}
    prefixes = kinds.get(call.parameters.get("autoCloseType") or "", ("autoclose-", "adl_"))
    return page(
        call,
        [
            shown(core, order)
            for market in markets_of(core, call, "usdm")
            for order in core.state.account_orders(market.key, call.account.name)
            if order.client_order_id.startswith(prefixes)
        ],
    )
