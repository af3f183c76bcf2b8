"""An order arrives at each exchange as it was meant; what cannot be said there is not sent."""

from typing import Any

import ccxt
import pytest

from exchange.conftest import Setup, Stage
from exchange.fake import FakeExchange
from exchange.venues import CLIENT_TEXT
from tradekeel.exchange import AccountRef, Credentials
from tradekeel.exchange.client_ids import CLIENT_IDS

PLACES = [
    ("binance", None), ("binanceusdm", None), ("bybit", None), ("bybit", "swap"),
    ("okx", None), ("okx", "swap"), ("kraken", None),
]  # fmt: skip
# What of an order -> what the request must say, by exchange.
SAID: dict[str, tuple[dict[str, Any], dict[str, dict[str, Any]]]] = {
    "post only": (
        {"post_only": True},
        {
            "binance": {"type": "LIMIT_MAKER"}, "binanceusdm": {"timeInForce": "GTX"},
            "bybit": {"timeInForce": "PostOnly"}, "okx": {"ordType": "post_only"},
            "kraken": {"oflags": "post"},
        },
    ),
    "immediate or cancel": (
        {"time_in_force": "IOC"},
        {
            "binance": {"timeInForce": "IOC"}, "binanceusdm": {"timeInForce": "IOC"},
            "bybit": {"timeInForce": "IOC"}, "okx": {"ordType": "ioc"},
            "kraken": {"timeinforce": "IOC"},
        },
    ),
    "market": (
        {"order_type": "market", "price": None},
        {
            "binance": {"type": "MARKET", "price": None},
            "binanceusdm": {"type": "MARKET", "price": None},
            "bybit": {"orderType": "Market", "price": None},
            "okx": {"ordType": "market", "px": None},
            "kraken": {"ordertype": "market", "price": None},
        },
    ),
    "limit": (
        {},
        {
            "binance": {"type": "LIMIT", "price": "100", "quantity": "0.5", "side": "BUY"},
            "binanceusdm": {"type": "LIMIT", "price": "100", "quantity": "0.5", "side": "BUY"},
            "bybit": {"orderType": "Limit", "price": "100", "qty": "0.5", "side": "Buy"},
            "okx": {"ordType": "limit", "px": "100", "sz": "0.5", "side": "buy"},
            "kraken": {"ordertype": "limit", "price": "100", "volume": "0.5", "type": "buy"},
        },
    ),
}  # fmt: skip
# A sell that waits until the price has fallen to 90: endpoint, and what it must say.
STOPPED: dict[tuple[str, str | None], tuple[str, dict[str, Any]]] = {
    ("binance", None): ("/api/v3/order", {
        "type": "STOP_LOSS", "stopPrice": "90", "newClientOrderId": CLIENT_TEXT}),
    ("binanceusdm", None): ("/fapi/v1/algoOrder", {
        "type": "STOP_MARKET", "triggerPrice": "90", "clientAlgoId": CLIENT_TEXT}),
    ("bybit", None): ("/v5/order/create", {
        "orderFilter": "StopOrder", "triggerPrice": "90", "orderLinkId": CLIENT_TEXT}),
    ("bybit", "swap"): ("/v5/order/create", {
        "triggerDirection": 2, "triggerPrice": "90", "orderLinkId": CLIENT_TEXT}),
    ("okx", None): ("/api/v5/trade/order-algo", {
        "ordType": "trigger", "triggerPx": "90", "algoClOrdId": CLIENT_TEXT}),
    ("okx", "swap"): ("/api/v5/trade/order-algo", {
        "ordType": "trigger", "triggerPx": "90", "algoClOrdId": CLIENT_TEXT}),
    ("kraken", None): ("/0/private/AddOrder", {
        "ordertype": "stop-loss", "price": "90", "cl_ord_id": CLIENT_TEXT}),
}  # fmt: skip


def _take_algo_orders(fake: FakeExchange) -> None:
    algo = {"algoId": "5", "algoClOrdId": CLIENT_TEXT, "sCode": "0"}
    row = {**algo, "instId": "BTC-USDT", "state": "live", "side": "sell", "ordType": "trigger",
           "sz": "1"}  # fmt: skip
    fake.on("POST", "/api/v5/trade/order-algo", {"code": "0", "data": [algo]})
    fake.on("POST", "/api/v5/trade/cancel-algos", {"code": "0", "data": [algo]})
    fake.on("GET", "/api/v5/trade/order-algo", {"code": "0", "data": [row]})
    taken = {"algoId": 5, "clientAlgoId": CLIENT_TEXT, "symbol": "BTCUSDT"}
    for method in ("POST", "GET", "DELETE"):
        fake.on(method, "/fapi/v1/algoOrder", taken)


async def _arrived(stage: Stage, **changes: Any) -> dict[str, Any]:
    answer = await stage.account.send(stage.intent(**changes))
    assert answer["outcome"] == "accepted", answer
    return stage.fake.requests[-1].values


@pytest.mark.parametrize(("name", "market_type"), PLACES)
@pytest.mark.parametrize("what", SAID)
async def test_what_is_meant_is_said(setup: Setup, name: str, market_type: Any, what: str) -> None:
    stage = await setup(name, market_type=market_type)
    changes, expected = SAID[what]
    values = await _arrived(stage, **changes)
    said = {key: values.get(key) for key in expected[name]}
    assert said == expected[name]
    assert CLIENT_TEXT in values.values()


@pytest.mark.parametrize(("name", "market_type"), STOPPED)
async def test_a_stop_order_waits(setup: Setup, name: str, market_type: Any) -> None:
    """An exchange's ignored trigger price would be an order that is carried out at once."""
    stage = await setup(name, market_type=market_type)
    _take_algo_orders(stage.fake)
    path, expected = STOPPED[name, market_type]
    values = await _arrived(
        stage, side="sell", order_type="stop", price=None, trigger_price="90.00"
    )
    assert stage.fake.requests[-1].path == path
    assert {key: values.get(key) for key in expected} == expected
    before = len(stage.fake.requests)
    found = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT, is_conditional=True)
    assert found["outcome"] == "found", found
    if path.lower().endswith(("algoorder", "order-algo")):
        assert stage.fake.requests[before].path == path, "not asked where such orders are"
    gone = await stage.account.cancel(stage.venue.symbol, None, CLIENT_TEXT, is_conditional=True)
    assert gone["outcome"] == "accepted", gone
    assert CLIENT_TEXT in str(stage.fake.requests[-1].values)


async def test_a_stop_to_buy_waits_for_a_rise(setup: Setup) -> None:
    stage = await setup("bybit", market_type="swap")
    values = await _arrived(stage, order_type="stop", price=None, trigger_price="110.00")
    assert values["triggerDirection"] == 1


@pytest.mark.parametrize(
    "changes", [{"order_type": "stop_limit", "trigger_price": "90.00"}, {"position_side": "LONG"}]
)
async def test_what_cannot_be_said_is_not_sent(setup: Setup, changes: dict[str, str]) -> None:
    stage = await setup("binance")
    account = stage.hub.account(AccountRef("coinbase", "spot", Credentials("k", "s")))
    account.client.set_markets_from_exchange(_like(stage, "coinbase"))
    answer = await account.send(stage.intent(**changes))
    assert answer["outcome"] == "not_sent", answer
    assert answer["error"] is not None
    assert answer["error"]["error_class"] == "OrderAlteredError"


def _like(stage: Stage, exchange: str) -> Any:
    client = getattr(ccxt, exchange)()
    client.set_markets([dict(stage.venue.market)])
    return client


async def test_the_position_side_of_hedge_mode_is_said(setup: Setup) -> None:
    stage = await setup("binanceusdm")
    assert (await _arrived(stage, position_side="LONG"))["positionSide"] == "LONG"


@pytest.mark.parametrize("key", [key for key, rule in CLIENT_IDS.items() if rule.conditional])
def test_ccxt_knows_the_trigger_that_we_use(key: tuple[str, str]) -> None:
    exchange, market_type = key
    features = getattr(ccxt, exchange)().features
    mine = features["spot"] if market_type == "spot" else features["swap"]["linear"]
    template = CLIENT_IDS[key].conditional or {}
    (name,) = [field for field, value in template.items() if value == "{trigger}"]
    assert mine["createOrder"][name] is True


async def test_a_leverage_that_is_set_already_is_no_failure(setup: Setup) -> None:
    stage = await setup("bybit", market_type="swap")
    unchanged = {"retCode": 110043, "retMsg": "Set leverage not modified", "result": {}}
    stage.fake.on("POST", "/v5/position/set-leverage", unchanged)
    await _arrived(stage, leverage=3)
    assert len(stage.fake.asked("POST", "/v5/position/set-leverage")) == 1
