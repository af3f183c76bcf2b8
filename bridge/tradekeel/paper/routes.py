"""The table of endpoints: who may call, what it weighs, who answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tradekeel.paper import (
    algo_rest,
    sapi_rest,
    spot_rest,
    streams,
    usdm_account_rest,
    usdm_rest,
)

if TYPE_CHECKING:
    from tradekeel.paper.calls import Handler
    from tradekeel.paper.markets import MarketType


class Access(StrEnum):
    """What a caller has to prove."""

    PUBLIC = "public"
    KEYED = "keyed"
    """The API key, and no signature."""
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint. ``weight_all`` counts when the call names no symbol."""

    method: str
    path: str
    handler: Handler
    weight: int = 1
    weight_all: int | None = None
    access: Access = Access.SIGNED
    counts_as_order: bool = False

    @property
    def market_type(self) -> MarketType:
        """Whose limits and permissions apply; /sapi belongs to spot."""
        return "usdm" if self.path.startswith("/fapi/") else "spot"

    def weight_of(self, names_symbol: bool) -> int:
        """The request weight of a call."""
        return self.weight if names_symbol or self.weight_all is None else self.weight_all


HOSTS = {
    "api.binance.com": ("/api/", "/sapi/"),
    "fapi.binance.com": ("/fapi/",),
    "dapi.binance.com": ("/dapi/",),
    "eapi.binance.com": ("/eapi/",),
    "papi.binance.com": ("/papi/",),
    "ws-api.binance.com": ("/ws-api/",),
    "fstream.binance.com": ("/ws", "/private/"),
}
"""The real hosts that clients are redirected from, and what each one serves."""

_SPOT = [
    Route("GET", "/api/v3/ping", spot_rest.ping, access=Access.PUBLIC),
    Route("GET", "/api/v3/time", spot_rest.time, access=Access.PUBLIC),
    Route("GET", "/api/v3/exchangeInfo", spot_rest.exchange_info, 20, access=Access.PUBLIC),
    Route("GET", "/api/v3/ticker/price", spot_rest.ticker_price, 2, 4, Access.PUBLIC),
    Route("GET", "/api/v3/ticker/bookTicker", spot_rest.ticker_book, 2, 4, Access.PUBLIC),
    Route("GET", "/api/v3/ticker/24hr", spot_rest.ticker_day, 2, 80, Access.PUBLIC),
    Route("GET", "/api/v3/depth", spot_rest.depth, 5, access=Access.PUBLIC),
    Route("GET", "/api/v3/account", spot_rest.account, 20),
    Route("POST", "/api/v3/order", spot_rest.order_create, counts_as_order=True),
    Route("POST", "/api/v3/order/test", spot_rest.order_test),
    Route("GET", "/api/v3/order", spot_rest.order_query, 4),
    Route("DELETE", "/api/v3/order", spot_rest.order_cancel),
    Route("GET", "/api/v3/openOrders", spot_rest.orders_open, 6, 80),
    Route("DELETE", "/api/v3/openOrders", spot_rest.orders_cancel_all),
    Route("GET", "/api/v3/allOrders", spot_rest.orders_all, 20),
    Route("GET", "/api/v3/myTrades", spot_rest.my_trades, 20),
]

_SAPI = [
    Route("GET", "/sapi/v1/system/status", sapi_rest.system_status, access=Access.PUBLIC),
    Route("GET", "/sapi/v1/capital/config/getall", sapi_rest.coins, 10),
    Route("GET", "/sapi/v1/margin/allPairs", sapi_rest.no_rows),
    Route("GET", "/sapi/v1/margin/isolated/allPairs", sapi_rest.no_rows, 10),
    Route("POST", "/sapi/v1/asset/get-funding-asset", sapi_rest.no_rows),
    Route("GET", "/sapi/v1/bnbBurn", sapi_rest.bnb_burn_read),
    Route("POST", "/sapi/v1/bnbBurn", sapi_rest.bnb_burn_write),
    Route("POST", "/sapi/v1/asset/transfer", sapi_rest.asset_transfer),
]

_USDM = [
    Route("GET", "/fapi/v1/ping", spot_rest.ping, access=Access.PUBLIC),
    Route("GET", "/fapi/v1/time", spot_rest.time, access=Access.PUBLIC),
    Route("GET", "/fapi/v1/exchangeInfo", usdm_rest.exchange_info, access=Access.PUBLIC),
    Route("GET", "/fapi/v1/ticker/price", usdm_rest.ticker_price, 1, 2, Access.PUBLIC),
    Route("GET", "/fapi/v2/ticker/price", usdm_rest.ticker_price, 1, 2, Access.PUBLIC),
    Route("GET", "/fapi/v1/ticker/bookTicker", usdm_rest.ticker_book, 2, 5, Access.PUBLIC),
    Route("GET", "/fapi/v1/ticker/24hr", usdm_rest.ticker_day, 1, 40, Access.PUBLIC),
    Route("GET", "/fapi/v1/premiumIndex", usdm_rest.premium_index, 1, 10, Access.PUBLIC),
    Route("GET", "/fapi/v1/depth", usdm_rest.depth, 2, access=Access.PUBLIC),
    Route("POST", "/fapi/v1/order", usdm_rest.order_create, counts_as_order=True),
    Route("GET", "/fapi/v1/order", usdm_rest.order_query),
    Route("DELETE", "/fapi/v1/order", usdm_rest.order_cancel),
    Route("DELETE", "/fapi/v1/allOpenOrders", usdm_rest.orders_cancel_all),
    Route("GET", "/fapi/v1/openOrder", usdm_rest.order_open),
    Route("GET", "/fapi/v1/openOrders", usdm_rest.orders_open, 1, 40),
    Route("GET", "/fapi/v1/allOrders", usdm_rest.orders_all, 5),
    Route("GET", "/fapi/v1/userTrades", usdm_rest.user_trades, 5),
    Route("GET", "/fapi/v1/forceOrders", usdm_rest.force_orders, 20, 50),
    Route("POST", "/fapi/v1/algoOrder", algo_rest.algo_create, counts_as_order=True),
    Route("GET", "/fapi/v1/algoOrder", algo_rest.algo_query),
    Route("DELETE", "/fapi/v1/algoOrder", algo_rest.algo_cancel),
    Route("DELETE", "/fapi/v1/algoOpenOrders", algo_rest.algos_cancel_all),
    Route("GET", "/fapi/v1/openAlgoOrders", algo_rest.algos_open, 1, 40),
    Route("GET", "/fapi/v1/allAlgoOrders", algo_rest.algos_all, 5),
    Route("GET", "/fapi/v2/balance", usdm_account_rest.balance, 5),
    Route("GET", "/fapi/v3/balance", usdm_account_rest.balance, 5),
    Route("GET", "/fapi/v2/account", usdm_account_rest.account_v2, 5),
    Route("GET", "/fapi/v3/account", usdm_account_rest.account_v3, 5),
    Route("GET", "/fapi/v2/positionRisk", usdm_account_rest.position_risk_v2, 5),
    Route("GET", "/fapi/v3/positionRisk", usdm_account_rest.position_risk_v3, 5),
    Route("POST", "/fapi/v1/leverage", usdm_account_rest.leverage_set),
    Route("POST", "/fapi/v1/marginType", usdm_account_rest.margin_type_set),
    Route("GET", "/fapi/v1/positionSide/dual", usdm_account_rest.position_mode, 30),
    Route("POST", "/fapi/v1/positionSide/dual", usdm_account_rest.position_mode_set),
    Route("GET", "/fapi/v1/leverageBracket", usdm_account_rest.leverage_brackets),
    Route("GET", "/fapi/v1/symbolConfig", usdm_account_rest.symbol_config, 5),
    Route("GET", "/fapi/v1/commissionRate", usdm_account_rest.commission_rate, 20),
    Route("GET", "/fapi/v1/income", usdm_account_rest.income, 30),
    Route("POST", "/fapi/v1/listenKey", streams.listen_key_create, access=Access.KEYED),
    Route("PUT", "/fapi/v1/listenKey", streams.listen_key_keep, access=Access.KEYED),
    Route("DELETE", "/fapi/v1/listenKey", streams.listen_key_close, access=Access.KEYED),
]

_ELSEWHERE = [
    Route("GET", "/dapi/v1/exchangeInfo", sapi_rest.no_symbols, access=Access.PUBLIC),
    Route("GET", "/eapi/v1/exchangeInfo", sapi_rest.no_symbols, access=Access.PUBLIC),
]

ROUTES = {(route.method, route.path): route for route in (*_SPOT, *_SAPI, *_USDM, *_ELSEWHERE)}


def find_route(method: str, host: str, path: str) -> Route | None:
    """The endpoint, None when it does not exist or the named host does not serve it."""
    prefixes = HOSTS.get(host)
    if prefixes is not None and not path.startswith(prefixes):
        return None
    return ROUTES.get((method, path))
