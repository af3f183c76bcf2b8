"""The spot endpoints under /api/v3: what each answers, in the exchange's format."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tradekeel.paper.calls import (
    DAY_MS,
    Call,
    Core,
    Window,
    find_order,
    list_orders,
    list_trades,
    market_of,
    markets_of,
    page,
    sees_order,
)
from tradekeel.paper.draws import draw_text
from tradekeel.paper.errors import BinanceError, missing, no_such_order, unknown_order
from tradekeel.paper.money import text
from tradekeel.paper.spot_orders import ORDER_TYPES, PRICE_BAND, read_new_order

if TYPE_CHECKING:
    from tradekeel.paper.book import Level
    from tradekeel.paper.markets import Market
    from tradekeel.paper.orders import Order, Trade

Json = dict[str, object]


def ping(core: Core, call: Call) -> object:
    """GET /api/v3/ping."""
    return {}


def time(core: Core, call: Call) -> object:
    """GET /api/v3/time."""
    return {"serverTime": call.server_ms}


def exchange_info(core: Core, call: Call) -> object:
    """GET /api/v3/exchangeInfo."""
    settings = core.settings
    return {
        "timezone": "UTC",
        "serverTime": call.server_ms,
        "rateLimits": [
            rate_limit("REQUEST_WEIGHT", "MINUTE", 1, settings.spot_weight_limit),
            rate_limit("ORDERS", "SECOND", 10, settings.order_limit_10_seconds),
        ],
        "exchangeFilters": [],
        "symbols": [_listing(core, market) for market in markets_of(core, call, "spot")],
    }


def rate_limit(kind: str, interval: str, number: int, limit: int) -> Json:
    """One entry of ``rateLimits``."""
    return {
        "rateLimitType": kind,
        "interval": interval,
        "intervalNum": number,
        "limit": limit,
    }


def _listing(core: Core, market: Market) -> Json:
    return {
        "symbol": market.symbol,
        "status": "TRADING",
        "baseAsset": market.base,
        "baseAssetPrecision": 8,
        "quoteAsset": market.quote,
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "baseCommissionPrecision": 8,
        "quoteCommissionPrecision": 8,
        "orderTypes": list(ORDER_TYPES),
        "icebergAllowed": False,
        "ocoAllowed": False,
        "otoAllowed": False,
        "quoteOrderQtyMarketAllowed": True,
        "allowTrailingStop": False,
        "cancelReplaceAllowed": False,
        "amendAllowed": False,
        "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": False,
        "filters": [
            {
                "filterType": "PRICE_FILTER",
                "minPrice": text(market.tick_size),
                "maxPrice": text(Decimal(1_000_000)),
                "tickSize": text(market.tick_size),
            },
            {
                "filterType": "LOT_SIZE",
                "minQty": text(market.min_quantity),
                "maxQty": text(market.max_quantity),
                "stepSize": text(market.step_size),
            },
            {
                "filterType": "MARKET_LOT_SIZE",
                "minQty": text(Decimal(0)),
                "maxQty": text(market.max_quantity),
                "stepSize": text(Decimal(0)),
            },
            {
                "filterType": "PERCENT_PRICE_BY_SIDE",
                "bidMultiplierUp": str(PRICE_BAND),
                "bidMultiplierDown": str(1 / PRICE_BAND),
                "askMultiplierUp": str(PRICE_BAND),
                "askMultiplierDown": str(1 / PRICE_BAND),
                "avgPriceMins": 0,
            },
            {
                "filterType": "NOTIONAL",
                "minNotional": text(market.min_notional),
                "applyMinToMarket": True,
                "maxNotional": text(Decimal(9_000_000)),
                "applyMaxToMarket": False,
                "avgPriceMins": 0,
            },
            {"filterType": "MAX_NUM_ORDERS", "maxNumOrders": core.settings.max_open_orders},
        ],
        "permissions": [],
        "permissionSets": [["SPOT"]],
        "defaultSelfTradePreventionMode": "NONE",
        "allowedSelfTradePreventionModes": ["NONE"],
    }


# Prices.


def ticker_price(core: Core, call: Call) -> object:
    """GET /api/v3/ticker/price."""
    rows: list[Json] = [
        {"symbol": market.symbol, "price": text(core.state.symbols[market.key].mid)}
        for market in markets_of(core, call, "spot")
    ]
    return one_or_all(call, rows)


def ticker_book(core: Core, call: Call) -> object:
    """GET /api/v3/ticker/bookTicker."""
    return one_or_all(call, [_best(core, market) for market in markets_of(core, call, "spot")])


def _best(core: Core, market: Market) -> Json:
    book = core.state.book(market.key)
    return {
        "symbol": market.symbol,
        "bidPrice": text(book.best_bid.price),
        "bidQty": text(book.best_bid.quantity),
        "askPrice": text(book.best_ask.price),
        "askQty": text(book.best_ask.quantity),
    }


def ticker_day(core: Core, call: Call) -> object:
    """GET /api/v3/ticker/24hr. The day has no history: it opened at the market's start price."""
    rows = []
    for market in markets_of(core, call, "spot"):
        mid, start = core.state.symbols[market.key].mid, market.start_price
        row = _best(core, market)
        row.update(
            priceChange=text(mid - start),
            priceChangePercent=text((mid - start) / start * 100, 3),
            weightedAvgPrice=text((mid + start) / 2),
            prevClosePrice=text(start),
            lastPrice=text(mid),
            lastQty=text(market.step_size),
            openPrice=text(start),
            highPrice=text(max(mid, start)),
            lowPrice=text(min(mid, start)),
            volume=text(Decimal(0)),
            quoteVolume=text(Decimal(0)),
            openTime=call.server_ms - DAY_MS,
            closeTime=call.server_ms,
            firstId=-1,
            lastId=-1,
            count=0,
        )
        rows.append(row)
    return one_or_all(call, rows)


def depth(core: Core, call: Call) -> object:
    """GET /api/v3/depth."""
    market = market_of(core, call, "spot")
    book = core.state.book(market.key)
    return {
        "lastUpdateId": core.state.symbols[market.key].tick + 1,
        "bids": [_row(level) for level in book.bids],
        "asks": [_row(level) for level in book.asks],
    }


def _row(level: Level) -> list[str]:
    return [text(level.price), text(level.quantity)]


def one_or_all(call: Call, rows: list[Json]) -> object:
    """A single object when the call names a symbol, the list otherwise."""
    return rows[0] if call.parameters.get("symbol") else rows


# The account.


def account(core: Core, call: Call) -> object:
    """GET /api/v3/account."""
    owner = call.account
    return {
        "makerCommission": 10,
        "takerCommission": 10,
        "buyerCommission": 0,
        "sellerCommission": 0,
        "commissionRates": {
            "maker": "0.00100000",
            "taker": "0.00100000",
            "buyer": "0.00000000",
            "seller": "0.00000000",
        },
        "canTrade": owner.can_spot,
        "canWithdraw": False,
        "canDeposit": False,
        "brokered": False,
        "requireSelfTradePrevention": False,
        "preventSor": False,
        "updateTime": owner.updated_ms,
        "accountType": "SPOT",
        "balances": page(
            call,
            [
                {"asset": asset, "free": text(balance.free), "locked": text(balance.locked)}
                for asset, balance in sorted(owner.spot.items())
            ],
        ),
        "permissions": ["SPOT"],
        "uid": owner.uid,
    }


# Orders.


def order_create(core: Core, call: Call) -> object:
    """POST /api/v3/order."""
    market = market_of(core, call, "spot")
    wish = read_new_order(core, call, market)
    kind = call.parameters.get("newOrderRespType")
    if kind not in (None, "ACK", "RESULT", "FULL"):
        raise BinanceError(-1136, "Invalid newOrderRespType.")
    order = core.spot.place(call.account, market, wish, call.now_ms)
    if kind is None:
        kind = "FULL" if wish.order_type in ("MARKET", "LIMIT") else "ACK"
    return _created(core, order, kind)


def order_test(core: Core, call: Call) -> object:
    """POST /api/v3/order/test: checks the parameters and does nothing."""
    read_new_order(core, call, market_of(core, call, "spot"))
    return {}


def _created(core: Core, order: Order, kind: str) -> Json:
    reply: Json = {
        "symbol": order.symbol,
        "orderId": order.order_id,
        "orderListId": -1,
        "clientOrderId": order.client_order_id,
        "transactTime": order.updated_ms,
    }
    if kind == "ACK":
        return reply
    reply.update(_amounts(order), workingTime=order.created_ms)
    if order.stop_price:
        reply.update(stopPrice=text(order.stop_price), workingTime=-1)
    if kind == "FULL":
        reply["fills"] = [
            {
                "price": text(trade.price),
                "qty": text(trade.quantity),
                "commission": text(trade.commission),
                "commissionAsset": trade.commission_asset,
                "tradeId": trade.trade_id,
            }
            for trade in core.state.account_trades(order.key, order.account)
            if trade.order_id == order.order_id
        ]
    reply["selfTradePreventionMode"] = "NONE"
    return reply


def _amounts(order: Order) -> Json:
    return {
        "price": text(order.price),
        "origQty": text(order.quantity),
        "executedQty": text(order.executed),
        "origQuoteOrderQty": text(order.quote_quantity),
        "cummulativeQuoteQty": text(order.executed_quote),
        "status": order.status,
        "timeInForce": order.time_in_force,
        "type": order.order_type,
        "side": order.side,
    }


def _shown(order: Order) -> Json:
    return {
        "symbol": order.symbol,
        "orderId": order.order_id,
        "orderListId": -1,
        "clientOrderId": order.client_order_id,
        **_amounts(order),
        "stopPrice": text(order.stop_price),
        "icebergQty": text(Decimal(0)),
        "time": order.created_ms,
        "updateTime": order.updated_ms,
        "isWorking": order.working,
        "workingTime": order.created_ms if order.working else -1,
        "selfTradePreventionMode": "NONE",
    }


def order_query(core: Core, call: Call) -> object:
    """GET /api/v3/order. Errors: -2013 no such order, or not visible yet."""
    order = find_order(core, call, market_of(core, call, "spot"))
    if order is None or not sees_order(call, order):
        raise no_such_order()
    return _shown(order)


def order_cancel(core: Core, call: Call) -> object:
    """DELETE /api/v3/order. Errors: -2011 no open order of that name."""
    order = find_order(core, call, market_of(core, call, "spot"))
    if order is None or not order.is_open:
        raise unknown_order()
    core.spot.cancel(order, call.now_ms)
    return _cancelled(core, call, order)


def _cancelled(core: Core, call: Call, order: Order) -> Json:
    """The cancel has a client id of its own; the order's one is ``origClientOrderId``."""
    made_up = draw_text(core.state.seed, 22, "cancel-id", *order.key, order.order_id)
    return {
        "symbol": order.symbol,
        "origClientOrderId": order.client_order_id,
        "orderId": order.order_id,
        "orderListId": -1,
        "clientOrderId": call.parameters.get("newClientOrderId") or made_up,
        "transactTime": order.updated_ms,
        **_amounts(order),
        "selfTradePreventionMode": "NONE",
    }


def orders_cancel_all(core: Core, call: Call) -> object:
    """DELETE /api/v3/openOrders. Errors: -2011 when nothing is open."""
    market = market_of(core, call, "spot")
    orders = core.state.open_orders(market.key, call.account.name)
    if not orders:
        raise unknown_order()
    for order in orders:
        core.spot.cancel(order, call.now_ms)
    return [_cancelled(core, call, order) for order in orders]


def orders_open(core: Core, call: Call) -> object:
    """GET /api/v3/openOrders, of one symbol or of all."""
    return page(
        call,
        [
            _shown(order)
            for market in markets_of(core, call, "spot")
            for order in core.state.open_orders(market.key, call.account.name)
            if sees_order(call, order)
        ],
    )


def orders_all(core: Core, call: Call) -> object:
    """GET /api/v3/allOrders."""
    market = market_of(core, call, "spot")
    return [_shown(order) for order in list_orders(core, call, market, _window(call))]


def my_trades(core: Core, call: Call) -> object:
    """GET /api/v3/myTrades."""
    market = market_of(core, call, "spot")
    return [_trade(trade) for trade in list_trades(core, call, market, _window(call))]


def _window(call: Call) -> Window:
    """At most 24 hours; with a start alone, the 24 hours after it.

    Errors: -1127 for a longer span.
    """
    start, end = call.parameters.integer("startTime"), call.parameters.integer("endTime")
    if start is not None and end is not None and end < start:
        raise missing("endTime")
    if start is not None and end is not None and end - start > DAY_MS:
        raise BinanceError(-1127, "More than 24 hours between startTime and endTime.")
    if start is not None and end is None:
        end = start + DAY_MS
    return Window(start, end)


def _trade(trade: Trade) -> Json:
    return {
        "symbol": trade.symbol,
        "id": trade.trade_id,
        "orderId": trade.order_id,
        "orderListId": -1,
        "price": text(trade.price),
        "qty": text(trade.quantity),
        "quoteQty": text(trade.quote_quantity),
        "commission": text(trade.commission),
        "commissionAsset": trade.commission_asset,
        "time": trade.time_ms,
        "isBuyer": trade.side == "BUY",
        "isMaker": trade.is_maker,
        "isBestMatch": True,
    }
