"""Five exchanges as the fake server plays them: where they answer and what they say.

The replies are written after the formats that the exchanges document; ids and amounts are ours.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from exchange.fake import FakeExchange
from tradekeel.exchange.adapter import MarketType

CLIENT_TEXT = "0123456789abcdef0123456789abcdef"
ORDER_ID = "424242"


@dataclass(frozen=True)
class Venue:
    """One exchange: its host, market, endpoints and good replies."""

    exchange: str
    market_type: MarketType
    host: str
    symbol: str
    market: dict[str, Any]
    create: tuple[str, str]
    cancel: tuple[str, str]
    open_orders: tuple[str, str]
    install: Callable[[FakeExchange], None]
    order_row: Callable[..., dict[str, Any]]
    open_reply: Callable[[list[dict[str, Any]]], Any]
    balance: tuple[str, str]
    trades: tuple[str, str]
    trades_reply: Any
    positions: tuple[str, str] | None = None
    options: dict[str, Any] = field(default_factory=dict)


def market(symbol: str, market_id: str, **extra: Any) -> dict[str, Any]:
    """Return a unified market of ccxt with a tick of 0.01 and a step of 0.001."""
    base, rest = symbol.split("/")
    quote, _, settle = rest.partition(":")
    is_swap = bool(settle)
    return {
        "id": market_id, "symbol": symbol, "base": base, "quote": quote,
        "baseId": base, "quoteId": quote, "settle": settle or None, "settleId": settle or None,
        "type": "swap" if is_swap else "spot", "spot": not is_swap, "margin": False,
        "swap": is_swap, "future": False, "option": False, "contract": is_swap, "active": True,
        "linear": True if is_swap else None, "inverse": False if is_swap else None,
        "contractSize": "1" if is_swap else None,
        "precision": {"amount": "0.001", "price": "0.01"},
        "limits": {"amount": {"min": "0.001", "max": "1000"}, "price": {}, "cost": {"min": "5"},
                   "leverage": {}},
        "info": {"orderTypes": ["LIMIT", "MARKET", "LIMIT_MAKER", "STOP", "STOP_MARKET",
                                "STOP_LOSS", "STOP_LOSS_LIMIT"]}, **extra,
    }  # fmt: skip


def _binance_row(values: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    given = values or {}
    return {
        "symbol": given.get("symbol", "BTCUSDT"), "orderId": int(ORDER_ID), "orderListId": -1,
        "clientOrderId": given.get("newClientOrderId", CLIENT_TEXT),
        "transactTime": 1700000000000, "time": 1700000000000, "updateTime": 1700000000000,
        "price": given.get("price", "100.00"), "origQty": given.get("quantity", "0.500"),
        "executedQty": "0.000", "cummulativeQuoteQty": "0.00", "cumQuote": "0.00",
        "avgPrice": "0.00", "status": "NEW", "timeInForce": "GTC", "type": "LIMIT",
        "side": given.get("side", "BUY"), "fills": [], **extra,
    }  # fmt: skip


def _install_binance(fake: FakeExchange) -> None:
    fake.on("POST", "/api/v3/order", lambda r: _binance_row(r.values))
    fake.on("DELETE", "/api/v3/order", lambda r: _binance_row(r.values, status="CANCELED"))
    fake.on("GET", "/api/v3/order", lambda r: _binance_row(r.values))
    fake.on("GET", "/api/v3/openOrders", [_binance_row()])
    fake.on("GET", "/api/v3/allOrders", [])
    fake.on("GET", "/api/v3/myTrades", [])
    balances = [{"asset": "USDT", "free": "10.5", "locked": "1"}]
    fake.on("GET", "/api/v3/account", {"uid": 77, "balances": balances})


def _install_usdm(fake: FakeExchange) -> None:
    fake.on("POST", "/fapi/v1/order", lambda r: _binance_row(r.values))
    fake.on("DELETE", "/fapi/v1/order", lambda r: _binance_row(r.values, status="CANCELED"))
    fake.on("GET", "/fapi/v1/order", lambda r: _binance_row(r.values))
    fake.on("GET", "/fapi/v1/openOrders", [_binance_row()])
    fake.on("GET", "/fapi/v1/openAlgoOrders", [])
    fake.on("GET", "/fapi/v1/allOrders", [])
    fake.on("GET", "/fapi/v1/allAlgoOrders", [])
    fake.on("GET", "/fapi/v1/userTrades", [])
    for version in ("v2", "v3"):
        fake.on("GET", f"/fapi/{version}/account", {"assets": [], "positions": []})
        fake.on("GET", f"/fapi/{version}/balance", [])
        fake.on("GET", f"/fapi/{version}/positionRisk", [])
    fake.on("GET", "/fapi/v1/leverageBracket", [])


def _bybit_row(values: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    given = values or {}
    return {
        "orderId": ORDER_ID, "orderLinkId": given.get("orderLinkId", CLIENT_TEXT),
        "symbol": "BTCUSDT", "price": "100.00", "qty": "0.500", "side": "Buy",
        "orderStatus": "New", "orderType": "Limit", "timeInForce": "GTC", "cumExecQty": "0",
        "cumExecValue": "0", "leavesQty": "0.5", "createdTime": "1700000000000",
        "updatedTime": "1700000000000", "reduceOnly": False, **extra,
    }  # fmt: skip


def _bybit(result: Any) -> dict[str, Any]:
    return {"retCode": 0, "retMsg": "OK", "result": result, "retExtInfo": {}, "time": 1700000000000}


def _install_bybit(fake: FakeExchange) -> None:
    fake.on("GET", "/v5/user/query-api", _bybit({"userID": "77", "unified": 0, "uta": 1}))
    fake.on("GET", "/v5/account/info", _bybit({"unifiedMarginStatus": 4}))
    ack = {"orderId": ORDER_ID, "orderLinkId": CLIENT_TEXT}
    fake.on("POST", "/v5/order/create", _bybit(ack))
    fake.on("POST", "/v5/order/cancel", _bybit(ack))
    fake.on("GET", "/v5/order/realtime", _bybit({"list": [_bybit_row()], "nextPageCursor": ""}))
    for path in ("/v5/order/history", "/v5/execution/list", "/v5/position/list"):
        fake.on("GET", path, _bybit({"list": [], "nextPageCursor": ""}))
    wallet = {
        "list": [{"accountType": "UNIFIED", "coin": [{"coin": "USDT", "walletBalance": "5"}]}]
    }
    fake.on("GET", "/v5/account/wallet-balance", _bybit(wallet))


def _okx_row(values: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    given = values or {}
    return {
        "ordId": ORDER_ID, "clOrdId": given.get("clOrdId", CLIENT_TEXT), "instId": "BTC-USDT",
        "instType": "SPOT", "px": "100.00", "sz": "0.5", "side": "buy", "state": "live",
        "ordType": "limit", "accFillSz": "0", "avgPx": "", "fee": "0", "feeCcy": "BTC",
        "cTime": "1700000000000", "uTime": "1700000000000", **extra,
    }  # fmt: skip


def _okx(data: list[Any]) -> dict[str, Any]:
    return {"code": "0", "msg": "", "data": data}


def _install_okx(fake: FakeExchange) -> None:
    ack = {"ordId": ORDER_ID, "clOrdId": CLIENT_TEXT, "sCode": "0", "sMsg": ""}
    for path in ("order", "batch-orders", "cancel-order"):
        fake.on("POST", f"/api/v5/trade/{path}", _okx([ack]))
    fake.on("GET", "/api/v5/trade/order", lambda r: _okx([_okx_row(r.values)]))
    fake.on("GET", "/api/v5/trade/orders-pending", _okx([_okx_row()]))
    for path in ("orders-algo-pending", "orders-history", "fills-history", "fills",
                 "orders-history-archive"):  # fmt: skip
        fake.on("GET", f"/api/v5/trade/{path}", _okx([]))
    fake.on("GET", "/api/v5/account/positions", _okx([]))
    details = [{"ccy": "USDT", "availBal": "5", "frozenBal": "1", "eq": "6"}]
    fake.on("GET", "/api/v5/account/balance", _okx([{"details": details}]))
    fake.on("GET", "/api/v5/account/config", _okx([{"uid": "77"}]))


def _kraken_row(values: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    given = values or {}
    return {
        "refid": None, "userref": 0, "cl_ord_id": given.get("cl_ord_id", CLIENT_TEXT),
        "status": "open", "opentm": 1700000000.1234, "vol": "0.5", "vol_exec": "0", "cost": "0",
        "fee": "0", "price": "0", "descr": {"pair": "XBTUSDT", "type": "buy",
        "ordertype": "limit", "price": "100.00", "order": "buy 0.5 XBTUSDT @ limit 100.00"},
        **extra,
    }  # fmt: skip


def _kraken(result: Any) -> dict[str, Any]:
    return {"error": [], "result": result}


def _install_kraken(fake: FakeExchange) -> None:
    taken = {"descr": {"order": "buy 0.5 XBTUSDT @ limit 100.00"}, "txid": [ORDER_ID]}
    fake.on("POST", "/0/private/AddOrder", _kraken(taken))
    fake.on("POST", "/0/private/CancelOrder", _kraken({"count": 1}))
    fake.on("POST", "/0/private/OpenOrders", _kraken({"open": {ORDER_ID: _kraken_row()}}))
    fake.on("POST", "/0/private/ClosedOrders", _kraken({"closed": {}, "count": 0}))
    fake.on("POST", "/0/private/TradesHistory", _kraken({"trades": {}, "count": 0}))
    fake.on("POST", "/0/private/BalanceEx", _kraken({"USDT": {"balance": "6", "hold_trade": "1"}}))
    fake.on("POST", "/0/private/Balance", _kraken({"USDT": "6"}))


VENUES: dict[str, Venue] = {
    "binance": Venue(
        "binance", "spot", "api.binance.com", "BTC/USDT", market("BTC/USDT", "BTCUSDT"),
        ("POST", "/api/v3/order"), ("DELETE", "/api/v3/order"), ("GET", "/api/v3/openOrders"),
        _install_binance, _binance_row, lambda rows: rows,
        ("GET", "/api/v3/account"), ("GET", "/api/v3/myTrades"), [],
    ),
    "binanceusdm": Venue(
        "binanceusdm", "swap", "fapi.binance.com", "BTC/USDT:USDT",
        market("BTC/USDT:USDT", "BTCUSDT"),
        ("POST", "/fapi/v1/order"), ("DELETE", "/fapi/v1/order"), ("GET", "/fapi/v1/openOrders"),
        _install_usdm, _binance_row, lambda rows: rows,
        ("GET", "/fapi/v3/account"), ("GET", "/fapi/v1/userTrades"), [],
        positions=("GET", "/fapi/v3/positionRisk"),
    ),
    "bybit": Venue(
        "bybit", "spot", "api.bybit.com", "BTC/USDT", market("BTC/USDT", "BTCUSDT"),
        ("POST", "/v5/order/create"), ("POST", "/v5/order/cancel"), ("GET", "/v5/order/realtime"),
        _install_bybit, _bybit_row, lambda rows: _bybit({"list": rows, "nextPageCursor": ""}),
        ("GET", "/v5/account/wallet-balance"), ("GET", "/v5/execution/list"),
        _bybit({"list": [], "nextPageCursor": ""}),
    ),
    "okx": Venue(
        "okx", "spot", "www.okx.com", "BTC/USDT", market("BTC/USDT", "BTC-USDT"),
        ("POST", "/api/v5/trade/batch-orders"), ("POST", "/api/v5/trade/cancel-order"),
        ("GET", "/api/v5/trade/orders-pending"),
        _install_okx, _okx_row, _okx,
        ("GET", "/api/v5/account/balance"), ("GET", "/api/v5/trade/fills-history"), _okx([]),
    ),
    "kraken": Venue(
        "kraken", "spot", "api.kraken.com", "BTC/USDT",
        market("BTC/USDT", "XBTUSDT", wsId="XBT/USDT", altname="XBTUSDT"),
        ("POST", "/0/private/AddOrder"), ("POST", "/0/private/CancelOrder"),
        ("POST", "/0/private/OpenOrders"),
        _install_kraken, _kraken_row,
        lambda rows: _kraken({"open": {str(i): row for i, row in enumerate(rows)}}),
        ("POST", "/0/private/BalanceEx"), ("POST", "/0/private/TradesHistory"),
        _kraken({"trades": {}, "count": 0}),
    ),
}  # fmt: skip
