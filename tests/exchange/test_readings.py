"""Readings go to the last page, and say so when they did not."""

from collections.abc import Callable
from typing import Any

import pytest

from exchange.conftest import Setup, Stage
from exchange.fake import Fault, Request, Status
from exchange.venues import CLIENT_TEXT, ORDER_ID
from tradekeel.exchange.listings import DAY_MS, SCOPES, NoScopeError, scope_for
from tradekeel.exchange.reading import Part, joined

OTHER_TEXT = "ffffffffffffffffffffffffffffffff"


def _slice(rows: list[dict[str, Any]], start: int, limit: int) -> list[dict[str, Any]]:
    return rows[start : start + limit]


def _bybit_pages(stage: Stage, total: int) -> Callable[[Request], Any]:
    rows = [stage.venue.order_row(orderId=str(i), orderLinkId=f"c{i}") for i in range(total)]

    def answer(request: Request) -> Any:
        start = int(request.values.get("cursor") or 0)
        limit = int(request.values.get("limit") or 20)
        page = _slice(rows, start, limit)
        more = str(start + limit) if start + limit < total else ""
        result = {"list": page, "nextPageCursor": more}
        return {"retCode": 0, "retMsg": "OK", "result": result}

    return answer


@pytest.mark.parametrize("total", [0, 1, 50, 51, 120])
async def test_bybit_cursors_are_followed_to_the_end(setup: Setup, total: int) -> None:
    stage = await setup("bybit")
    stage.fake.on(*stage.venue.open_orders, _bybit_pages(stage, total))
    part = await stage.account.read_open_orders()
    assert part["is_complete"], part["error"]
    assert [row["id"] for row in part["rows"]] == [str(i) for i in range(total)]


def _okx_pages(stage: Stage, total: int) -> Callable[[Request], Any]:
    newest_first = [
        stage.venue.order_row(ordId=str(1000 - i), clOrdId=f"c{i}", cTime="1700000000000")
        for i in range(total)
    ]

    def answer(request: Request) -> Any:
        after = request.values.get("after")
        rows = [r for r in newest_first if after is None or int(r["ordId"]) < int(after)]
        return {"code": "0", "msg": "", "data": _slice(rows, 0, int(request.values["limit"]))}

    return answer


@pytest.mark.parametrize("total", [0, 99, 100, 250])
async def test_okx_pages_are_followed_by_the_last_id(setup: Setup, total: int) -> None:
    stage = await setup("okx")
    stage.fake.on(*stage.venue.open_orders, _okx_pages(stage, total))
    part = await stage.account.read_open_orders()
    assert part["is_complete"], part["error"]
    assert len(part["rows"]) == total


async def test_okx_conditional_orders_are_part_of_the_open_set(setup: Setup) -> None:
    stage = await setup("okx")
    asked: list[str] = []

    def algo(request: Request) -> Any:
        kind = request.values["ordType"]
        asked.append(kind)
        rows = [{"algoId": "9", "algoClOrdId": "x", "instId": "BTC-USDT", "ordType": kind,
                 "sz": "1", "side": "sell", "state": "live", "cTime": "1700000000000",
                 "triggerPx": "90"}] if kind == "trigger" else []  # fmt: skip
        return {"code": "0", "msg": "", "data": rows}

    stage.fake.on("GET", "/api/v5/trade/orders-algo-pending", algo)
    part = await stage.account.read_open_orders()
    assert part["is_complete"], part["error"]
    assert sorted(asked) == sorted(
        ("conditional", "oco", "trigger", "move_order_stop", "iceberg", "twap")
    )
    assert [row.get("isConditional", False) for row in part["rows"]] == [False, True]


async def test_one_failing_listing_makes_the_whole_reading_incomplete(setup: Setup) -> None:
    stage = await setup("binanceusdm")
    stage.fake.fail("GET", "/fapi/v1/openAlgoOrders", Fault("html"))
    part = await stage.account.read_open_orders()
    assert not part["is_complete"]
    assert "BadResponse" in (part["error"] or "")
    assert [row["id"] for row in part["rows"]] == [ORDER_ID], "what was read is still shown"


async def test_binance_conditional_orders_are_part_of_the_open_set(setup: Setup) -> None:
    stage = await setup("binanceusdm")
    algo = {"algoId": 5, "clientAlgoId": "x", "symbol": "BTCUSDT", "side": "SELL",
            "orderType": "STOP_MARKET", "quantity": "1", "algoStatus": "NEW",
            "triggerPrice": "90.00", "createTime": 1700000000000}  # fmt: skip
    stage.fake.on("GET", "/fapi/v1/openAlgoOrders", [algo])
    part = await stage.account.read_open_orders()
    assert part["is_complete"], part["error"]
    assert [row.get("isConditional", False) for row in part["rows"]] == [False, True]


async def test_a_page_that_comes_twice_is_not_the_end(setup: Setup) -> None:
    stage = await setup("bybit")
    rows = [stage.venue.order_row()]
    result = {"list": rows, "nextPageCursor": "again"}
    stage.fake.on(*stage.venue.open_orders, {"retCode": 0, "retMsg": "OK", "result": result})
    part = await stage.account.read_open_orders()
    assert not part["is_complete"]
    assert "same page twice" in (part["error"] or "")


async def test_a_row_without_an_id_makes_the_reading_incomplete(setup: Setup) -> None:
    stage = await setup("binance")
    row = stage.venue.order_row()
    del row["orderId"]
    stage.fake.on(*stage.venue.open_orders, [stage.venue.order_row(), row])
    part = await stage.account.read_open_orders()
    assert not part["is_complete"]
    assert "has no id" in (part["error"] or "")


async def test_a_row_that_ccxt_drops_makes_the_reading_incomplete(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on(*stage.venue.open_orders, [stage.venue.order_row()] * 2)
    parse = stage.account.client.parse_orders
    stage.account.client.parse_orders = lambda *a, **k: parse(*a, **k)[:1]
    part = await stage.account.read_open_orders()
    assert not part["is_complete"]
    assert "ccxt read 1 of 2 rows" in (part["error"] or "")


def _trade(number: int, order: str = ORDER_ID, at: int = 1_700_000_000_000) -> dict[str, Any]:
    return {"symbol": "BTCUSDT", "id": number, "orderId": int(order), "price": "100.00",
            "qty": "0.001", "quoteQty": "0.1", "commission": "0.0001", "commissionAsset": "BNB",
            "time": at + number, "isBuyer": True, "buyer": True, "isMaker": False,
            "maker": False, "side": "BUY"}  # fmt: skip


def _binance_trades(rows: list[dict[str, Any]], window_ms: int) -> Callable[[Request], Any]:
    """Answer as Binance does: a window of at most `window_ms`, or everything from an id on."""

    def answer(request: Request) -> Any:
        values = request.values
        limit = int(values.get("limit", 500))
        if "fromId" in values:
            assert "startTime" not in values
            assert "endTime" not in values
            return _slice([r for r in rows if r["id"] >= int(values["fromId"])], 0, limit)
        start = int(values.get("startTime", 0))
        end = int(values.get("endTime", start + window_ms))
        assert end - start <= window_ms
        return _slice([r for r in rows if start <= r["time"] <= end], 0, limit)

    return answer


@pytest.mark.parametrize(
    ("name", "path", "window_ms"),
    [
        ("binance", "/api/v3/myTrades", DAY_MS),
        ("binanceusdm", "/fapi/v1/userTrades", 7 * DAY_MS),
    ],
)
@pytest.mark.parametrize("total", [0, 3, 1000, 2300])
async def test_binance_trades_across_windows_and_pages(
    setup: Setup, name: str, path: str, window_ms: int, total: int
) -> None:
    stage = await setup(name)
    now = stage.account.client.exchange_now_ms()
    rows = [_trade(i, at=now - 5 * window_ms // 2) for i in range(total)]
    stage.fake.on("GET", path, _binance_trades(rows, window_ms))
    since = now - 4 * window_ms + 60_000
    cursor = {"symbol": stage.venue.symbol, "since_ms": since}
    part = await stage.account.read_trades([cursor])
    assert part["is_complete"], part["error"]
    assert [row["id"] for row in part["rows"]] == [str(i) for i in range(total)]


async def test_trades_keep_exact_text_and_ids(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on("GET", "/api/v3/myTrades", [_trade(1)])
    part = await stage.account.read_trades([{"symbol": "BTC/USDT", "since_ms": None}])
    row = part["rows"][0]
    assert (row["order"], row["amount"], row["price"]) == (ORDER_ID, "0.001", "100.00")
    assert row["fee"] == {"cost": "0.0001", "currency": "BNB"}


async def test_kraken_pages_by_offset_and_numbers_keep_their_digits(setup: Setup) -> None:
    stage = await setup("kraken")
    rows = {
        f"T{i:03}": {"ordertxid": "O1", "pair": "XBTUSDT", "time": 1700000000.123456 + i,
                     "type": "buy", "ordertype": "limit", "price": "100.0", "cost": "0.1",
                     "fee": "0.0001", "vol": "0.001", "margin": "0", "trade_id": i}
        for i in range(120)
    }  # fmt: skip

    def answer(request: Request) -> Any:
        start = int(request.values.get("ofs") or 0)
        page = dict(list(rows.items())[start : start + 50])
        return {"error": [], "result": {"trades": page, "count": len(rows)}}

    stage.fake.on(*stage.venue.trades, answer)
    part = await stage.account.read_trades([{"symbol": "BTC/USDT", "since_ms": None}])
    assert part["is_complete"], part["error"]
    assert len(part["rows"]) == 120
    assert part["request_count"] == 3


async def test_a_json_number_is_kept_as_the_exchange_wrote_it(setup: Setup) -> None:
    stage = await setup("binance")
    text = '{"uid":1,"balances":[{"asset":"USDT","free":0.12345678901234567890,"locked":1e-8}]}'
    stage.fake.on(*stage.venue.balance, Status(200, text))
    part = await stage.account.read_balances()
    assert part["rows"][0]["free"]["USDT"] == "0.12345678901234567890"
    assert part["rows"][0]["used"]["USDT"] in ("1e-8", "0.00000001")
    assert part["rows"][0]["total"]["USDT"] == "0.1234567990123456789"


@pytest.mark.parametrize(
    ("name", "path", "field"),
    [("binance", "/api/v3/ticker/price", "price"), ("okx", "/api/v5/market/tickers", "last")],
)
async def test_prices(setup: Setup, name: str, path: str, field: str) -> None:
    stage = await setup(name)
    row = {"symbol": "BTCUSDT", "price": "100.01", "time": 1700000000000,
           "instId": "BTC-USDT", "last": "100.01", "ts": "1700000000000"}  # fmt: skip
    good: Any = {"code": "0", "msg": "", "data": [row]} if name == "okx" else [row]
    empty: Any = {"code": "0", "msg": "", "data": []} if name == "okx" else []
    stage.fake.on("GET", path, good)
    part = await stage.account.read_prices(["BTC/USDT"])
    assert part["is_complete"], part["error"]
    assert [(r["symbol"], r[field]) for r in part["rows"]] == [("BTC/USDT", "100.01")]
    stage.fake.on("GET", path, empty)
    part = await stage.account.read_prices(["BTC/USDT"])
    assert (part["is_complete"], part["error"]) == (False, "no price for BTC/USDT")


@pytest.mark.parametrize(
    ("name", "uid"), [("binance", "77"), ("bybit", "77"), ("okx", "77"), ("kraken", None)]
)
async def test_the_account_s_uid(setup: Setup, name: str, uid: str | None) -> None:
    stage = await setup(name)
    assert await stage.account.exchange_uid() == uid


# -- look-ups -------------------------------------------------------------------------------------

NOT_FOUND = {
    "binance": (("GET", "/api/v3/order"), Status(400, {"code": -2013, "msg": "No such order."})),
    "binanceusdm": (
        ("GET", "/fapi/v1/order"),
        Status(400, {"code": -2013, "msg": "Order does not exist."}),
    ),
    "okx": (
        ("GET", "/api/v5/trade/order"),
        Status(200, {"code": "51603", "msg": "Order does not exist", "data": []}),
    ),
}


def _hide(stage: Stage) -> None:
    """Let the exchange know no order at all."""
    if stage.venue.exchange in NOT_FOUND:
        endpoint, answer = NOT_FOUND[stage.venue.exchange]
        stage.fake.on(*endpoint, answer)
    stage.fake.on(*stage.venue.open_orders, stage.venue.open_reply([]))


@pytest.mark.parametrize("name", ["binance", "binanceusdm", "bybit", "okx", "kraken"])
async def test_not_found_needs_every_listing(setup: Setup, name: str) -> None:
    stage = await setup(name)
    _hide(stage)
    answer = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT)
    assert (answer["outcome"], answer["is_complete"]) == ("not_found", True), answer
    for endpoint in (stage.venue.open_orders, stage.venue.trades):
        assert stage.fake.asked(*endpoint), endpoint


@pytest.mark.parametrize("name", ["binance", "binanceusdm", "bybit", "okx", "kraken"])
@pytest.mark.parametrize("part", ["open", "trades"])
async def test_could_not_ask_is_not_not_found(setup: Setup, name: str, part: str) -> None:
    stage = await setup(name)
    _hide(stage)
    endpoint = stage.venue.open_orders if part == "open" else stage.venue.trades
    stage.fake.fail(*endpoint, Fault("empty"))
    answer = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT)
    assert (answer["outcome"], answer["is_complete"]) == ("failed", False), answer
    assert answer["error"]


@pytest.mark.parametrize("name", NOT_FOUND)
async def test_a_look_up_that_fails_is_not_not_found(setup: Setup, name: str) -> None:
    stage = await setup(name)
    endpoint, _ = NOT_FOUND[name]
    stage.fake.on(*endpoint, Status(500, "oops"))
    answer = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT)
    assert answer["outcome"] == "failed", answer


async def test_an_order_with_another_client_id_is_not_ours(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on("GET", "/api/v3/order", stage.venue.order_row(clientOrderId=OTHER_TEXT))
    answer = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT)
    assert answer["outcome"] == "failed", answer
    found = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT, ORDER_ID)
    assert found["outcome"] == "found", "it was asked for by its own id"


async def test_a_closed_order_is_found_in_the_closed_listing_with_its_trades(setup: Setup) -> None:
    stage = await setup("bybit")
    closed = stage.venue.order_row(orderStatus="Filled", cumExecQty="0.5")
    stage.fake.on(*stage.venue.open_orders, stage.venue.open_reply([]))
    stage.fake.on("GET", "/v5/order/history", stage.venue.open_reply([closed]))
    trade = {"symbol": "BTCUSDT", "orderId": ORDER_ID, "orderLinkId": CLIENT_TEXT, "side": "Buy",
             "execId": "e1", "execPrice": "100", "execQty": "0.5", "execValue": "50",
             "execFee": "0.0005", "feeCurrency": "BTC", "execTime": "1700000000001",
             "isMaker": False, "orderType": "Limit"}  # fmt: skip
    other = {**trade, "orderId": "7", "execId": "e2"}
    stage.fake.on(*stage.venue.trades, stage.venue.open_reply([trade, other]))
    answer = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT, since_ms=1)
    assert answer["outcome"] == "found", answer
    assert answer["order"] is not None
    assert answer["order"]["filled"] == "0.5"
    assert answer["order"]["rawStatus"] == "Filled"
    assert [row["id"] for row in answer["trades"]] == ["e1"]
    narrowed = stage.fake.asked("GET", "/v5/order/history")[0].values
    assert narrowed["orderLinkId"] == CLIENT_TEXT


# -- the pieces -----------------------------------------------------------------------------------


def test_joined_parts_count_a_row_once_and_keep_every_error() -> None:
    row = {"symbol": "A", "id": "1"}
    good = Part(is_complete=True, rows=[row], error=None, request_count=1)
    bad = Part(
        is_complete=False, rows=[row, {"symbol": "A", "id": "2"}], error="x", request_count=2
    )
    whole = joined([good, bad, bad])
    assert [r["id"] for r in whole["rows"]] == ["1", "2"]
    assert (whole["is_complete"], whole["error"], whole["request_count"]) == (False, "x", 5)


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(NoScopeError):
        scope_for("coinspot", "spot")
    assert scope_for("binance", "spot") is SCOPES[("binance", "spot")]


async def test_bybit_swap_is_asked_in_every_kind_and_only_where_a_symbol_belongs(
    setup: Setup,
) -> None:
    stage = await setup("bybit", market_type="swap")
    stage.fake.on(*stage.venue.open_orders, stage.venue.open_reply([]))
    part = await stage.account.read_open_orders()
    assert part["is_complete"], part["error"]
    asked = [r.values for r in stage.fake.asked(*stage.venue.open_orders)]
    assert [(v["category"], v.get("settleCoin")) for v in asked] == [
        ("linear", "USDT"), ("linear", "USDC"), ("inverse", None),
    ]  # fmt: skip
    await stage.account.read_positions()
    asked = [r.values for r in stage.fake.asked("GET", "/v5/position/list")]
    assert [(v["category"], v.get("settleCoin"), v.get("limit")) for v in asked] == [
        ("linear", "USDT", "200"), ("linear", "USDC", "200"), ("inverse", None, "200"),
    ]  # fmt: skip
    part = await stage.account.read_trades([{"symbol": "BTC/USDT:USDT", "since_ms": None}])
    assert part["is_complete"], part["error"]
    asked = [r.values for r in stage.fake.asked(*stage.venue.trades)]
    assert [(v["category"], v["symbol"]) for v in asked] == [("linear", "BTCUSDT")]


@pytest.mark.parametrize("name", ["binance", "binanceusdm", "bybit", "okx", "kraken"])
async def test_single_orders_are_read_by_their_id(setup: Setup, name: str) -> None:
    stage = await setup(name)
    rows = {ORDER_ID: stage.venue.order_row()}
    stage.fake.on("POST", "/0/private/QueryOrders", {"error": [], "result": rows})
    ids = {"symbol": stage.venue.symbol, "exchange_order_id": ORDER_ID, "client_order_text": "x"}
    part = await stage.account.read_orders([ids])
    assert part["is_complete"], part["error"]
    assert [(r["id"], r["clientOrderId"]) for r in part["rows"]] == [(ORDER_ID, CLIENT_TEXT)]


async def test_a_single_order_that_bybit_does_not_list_is_not_there(setup: Setup) -> None:
    stage = await setup("bybit")
    stage.fake.on(*stage.venue.open_orders, stage.venue.open_reply([]))
    ids = {"symbol": "BTC/USDT", "exchange_order_id": ORDER_ID, "client_order_text": "x"}
    part = await stage.account.read_orders([ids])
    assert (part["is_complete"], part["rows"]) == (False, [])
    assert stage.fake.asked(*stage.venue.open_orders)[0].values["orderId"] == ORDER_ID
    assert stage.fake.asked("GET", "/v5/order/history")[0].values["orderId"] == ORDER_ID
