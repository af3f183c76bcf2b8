"""What the adapter says after each thing that a network or an exchange can do to an order."""

import asyncio
import socket
from dataclasses import dataclass
from typing import Any

import pytest

from exchange.conftest import Setup, Stage
from exchange.fake import Fault, Status
from exchange.venues import CLIENT_TEXT, VENUES
from tradekeel.exchange.adapter import outcome_of
from tradekeel.exchange.moments import Moment

HANG_TIMEOUT_MS = 400


async def _before(setup: Setup, name: str, fault: Fault) -> Stage:
    """Return a stage whose client has asked what it asks once, and whose fault comes next.

    Only where the server never answers does the client give up soon; anywhere else a slow machine
    must not look like a fault.
    """
    stage = await setup(name)
    await stage.account.read_balances()
    if fault.kind == "hang":
        stage.account.client.timeout = HANG_TIMEOUT_MS
    return stage


@dataclass(frozen=True)
class Case:
    """A fault and the only right outcome; `error_class` where one class is certain."""

    fault: Fault
    outcome: str
    error_class: str | None = None


def _status(code: int, body: Any = "", **headers: str) -> Fault:
    return Fault("status", has_effect=code < 400, status=Status(code, body, headers))


CASES = {
    "no answer, not taken": Case(Fault("hang"), "unknown", "RequestTimeout"),
    "no answer, taken": Case(Fault("hang", has_effect=True), "unknown", "RequestTimeout"),
    "dropped, not taken": Case(Fault("drop"), "unknown", "ExchangeNotAvailable"),
    "dropped, taken": Case(Fault("drop", has_effect=True), "unknown", "ExchangeNotAvailable"),
    "cut body": Case(Fault("truncate", has_effect=True), "unknown", "ExchangeError"),
    "html with 200": Case(Fault("html", has_effect=True), "unknown", "BadResponse"),
    "empty with 200": Case(Fault("empty", has_effect=True), "unknown", "NullResponse"),
    "cut JSON with 200": Case(Fault("cut_json", has_effect=True), "unknown", "BadResponse"),
    "500": Case(_status(500, "oops"), "unknown", "ExchangeNotAvailable"),
    "502": Case(_status(502, "<html>bad gateway</html>"), "unknown", "ExchangeNotAvailable"),
    "503 with a refusal": Case(
        _status(503, {"code": -1007, "msg": "Timeout waiting for response from backend server."}),
        "unknown",
    ),
    "504": Case(_status(504, ""), "unknown", "RequestTimeout"),
    "403": Case(_status(403, "<html>forbidden</html>"), "unknown", "ExchangeNotAvailable"),
    "429": Case(_status(429, "slow down"), "rate_limited"),
    "418": Case(_status(418, "banned"), "rate_limited"),
    "307 to itself": Case(_status(307, "", Location="?again=1"), "unknown", "ResendRefusedError"),
}

# Bybit answers 403 to an address that asks too often.
OTHERWISE = {("403", "bybit"): Case(CASES["403"].fault, "rate_limited", "RateLimitExceeded")}


@pytest.mark.parametrize("name", VENUES)
@pytest.mark.parametrize("case", CASES)
async def test_create_order(setup: Setup, name: str, case: str) -> None:
    stage = await _before(setup, name, CASES[case].fault)
    stage.fake.fail(*stage.venue.create, CASES[case].fault)
    answer = await stage.account.send(stage.intent())
    expected = OTHERWISE.get((case, name), CASES[case])
    assert answer["outcome"] == expected.outcome, answer
    assert answer["is_sent"]
    assert answer["order"] is None
    assert answer["error"] is not None
    if expected.error_class is not None:
        assert answer["error"]["error_class"] == expected.error_class
    assert len(stage.fake.asked(*stage.venue.create)) == 1, "the order was sent more than once"


@pytest.mark.parametrize("name", VENUES)
async def test_an_empty_object_is_not_an_answer(setup: Setup, name: str) -> None:
    """Bybit, okx and kraken refuse `{}` themselves; either way it stays unknown."""
    stage = await setup(name)
    stage.fake.fail(*stage.venue.create, Fault("object", has_effect=True))
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "unknown", answer


@pytest.mark.parametrize("name", VENUES)
async def test_connection_refused_is_not_sent(setup: Setup, name: str) -> None:
    stage = await setup(name)
    stage.account.client.session.connector._resolver._redirects[stage.venue.host] = (
        "127.0.0.1",
        _closed_port(),
    )
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "not_sent", answer
    assert not answer["is_sent"]


async def test_a_host_without_address_is_not_sent(setup: Setup) -> None:
    stage = await setup("binance")
    resolver = stage.account.client.session.connector._resolver

    async def no_address(*_: object) -> None:
        raise OSError(-2, "Name or service not known")

    resolver.resolve = no_address
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "not_sent", answer


async def test_an_untrusted_certificate_is_not_sent(setup: Setup) -> None:
    stage = await setup("binance")
    resolver = stage.account.client.session.connector._resolver
    resolver._redirects["fapi.binance.com"] = resolver._redirects["api.binance.com"]
    stage.account.client.urls["api"]["private"] = "https://fapi.binance.com/api/v3"
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "not_sent", answer
    assert stage.fake.requests == []


@pytest.mark.parametrize("name", VENUES)
async def test_cancellation_is_unknown_once_the_order_was_written(setup: Setup, name: str) -> None:
    stage = await setup(name)
    stage.fake.fail(*stage.venue.create, Fault("hang", has_effect=True))
    task = asyncio.create_task(stage.account.send(stage.intent()))
    async with asyncio.timeout(5):
        await stage.fake.hangs.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError) as caught:
        await task
    outcome = outcome_of(caught.value)
    assert outcome is not None
    assert (outcome.kind, outcome.is_sent) == ("unknown", True)


async def test_cancellation_while_waiting_for_the_turn_is_not_sent(setup: Setup) -> None:
    stage = await setup("binance", interval_ms=60_000)
    await stage.account.read_balances()  # takes the turn for a minute
    task = asyncio.create_task(stage.account.send(stage.intent()))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError) as caught:
        await task
    outcome = outcome_of(caught.value)
    assert outcome is not None
    assert (outcome.kind, outcome.is_sent) == ("not_sent", False)
    assert stage.fake.asked(*stage.venue.create) == []


_NO_FUNDS = "Account has insufficient balance for requested action."
REFUSALS = {
    ("binance", "insufficient funds"): (
        Status(400, {"code": -2010, "msg": _NO_FUNDS}),
        "not_placed", "InsufficientFunds", "-2010",
    ),
    ("binance", "filter"): (
        Status(400, {"code": -1013, "msg": "Filter failure: NOTIONAL"}),
        "not_placed", "BadRequest", "-1013",
    ),
    ("binance", "duplicate"): (
        Status(400, {"code": -2010, "msg": "Duplicate order sent."}),
        "unknown", "InvalidOrder", "-2010",
    ),
    ("binance", "clock skew"): (
        Status(400, {"code": -1021, "msg": "Timestamp is outside of the recvWindow."}),
        "not_placed", "InvalidNonce", "-1021",
    ),
    ("binance", "bad key"): (
        Status(401, {"code": -2015, "msg": "Invalid API-key, IP, or permissions for action."}),
        "auth", "AuthenticationError", "-2015",
    ),
    ("binance", "unmapped code"): (
        Status(400, {"code": -9999, "msg": "something new"}),
        "unknown", "ExchangeError", "-9999",
    ),
    ("binanceusdm", "duplicate"): (
        Status(400, {"code": -4116, "msg": "ClientOrderId is duplicated."}),
        "unknown", "InvalidOrder", "-4116",
    ),
    ("binanceusdm", "margin"): (
        Status(400, {"code": -2019, "msg": "Margin is insufficient."}),
        "not_placed", "InsufficientFunds", "-2019",
    ),
    ("bybit", "duplicate"): (
        Status(200, {"retCode": 170141, "retMsg": "Duplicate clientOrderId.", "result": {}}),
        "unknown", "InvalidOrder", "170141",
    ),
    ("bybit", "insufficient funds"): (
        Status(200, {"retCode": 170131, "retMsg": "Balance insufficient", "result": {}}),
        "not_placed", "InsufficientFunds", "170131",
    ),
    ("okx", "duplicate"): (
        Status(200, {"code": "1", "msg": "", "data": [{"sCode": "51016", "sMsg": "Duplicate"}]}),
        "unknown", "InvalidOrder", "51016",
    ),
    ("okx", "insufficient funds"): (
        Status(200, {"code": "1", "msg": "", "data": [{"sCode": "51008", "sMsg": "Insufficient"}]}),
        "not_placed", "InsufficientFunds", "51008",
    ),
    ("okx", "timed out inside"): (
        Status(200, {"code": "50004", "msg": "Endpoint request timeout", "data": []}),
        "unknown", "RequestTimeout", "50004",
    ),
    ("kraken", "insufficient funds"): (
        Status(200, {"error": ["EOrder:Insufficient funds"]}),
        "not_placed", "InsufficientFunds", "EOrder:Insufficient funds",
    ),
    ("kraken", "unmapped"): (
        Status(200, {"error": ["EOrder:Something new"]}),
        "unknown", "ExchangeError", "EOrder:Something new",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "what"), REFUSALS)
async def test_refusals_of_an_order(setup: Setup, name: str, what: str) -> None:
    stage = await setup(name)
    status, outcome, error_class, code = REFUSALS[(name, what)]
    stage.fake.on(*stage.venue.create, status)
    answer = await stage.account.send(stage.intent())
    assert answer["error"] is not None
    assert (answer["outcome"], answer["error"]["error_class"]) == (outcome, error_class), answer
    if code is not None:
        assert answer["error"]["code"] == code


async def test_a_refusal_on_a_resend_is_unknown(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on(
        *stage.venue.create, Status(400, {"code": -1013, "msg": "Filter failure: NOTIONAL"})
    )
    answer = await stage.account.send(stage.intent(is_resend=True))
    assert answer["outcome"] == "unknown", answer


async def test_retry_after_reaches_the_caller_and_the_limiter(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on(*stage.venue.create, Status(429, "slow down", {"Retry-After": "7"}))
    answer = await stage.account.send(stage.intent())
    assert answer["error"] is not None
    assert (answer["error"]["http_status"], answer["error"]["retry_after_ms"]) == (429, 7000)
    limiter = stage.hub.limiter("binance")
    assert limiter is not None
    assert 6_000 < limiter.paused_ms <= 7_000


async def test_a_failure_after_a_good_answer_is_unknown(setup: Setup) -> None:
    """The order was taken; that ccxt cannot read the answer says nothing else."""
    stage = await setup("binance")

    def unreadable(*_: object) -> None:
        raise ValueError("no such market")

    stage.account.client.parse_order = unreadable
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "unknown", answer
    assert stage.fake.effects[stage.venue.create] == 1


@pytest.mark.parametrize("name", VENUES)
@pytest.mark.parametrize("case", ["no answer, taken", "dropped, taken", "cut body", "500", "429"])
async def test_cancel_order(setup: Setup, name: str, case: str) -> None:
    stage = await _before(setup, name, CASES[case].fault)
    stage.fake.fail(*stage.venue.cancel, CASES[case].fault)
    answer = await stage.account.cancel(stage.venue.symbol, "424242", CLIENT_TEXT)
    assert answer["outcome"] == CASES[case].outcome, answer
    assert len(stage.fake.asked(*stage.venue.cancel)) == 1, "the cancel was sent more than once"


async def test_cancel_of_an_order_that_is_gone_is_unknown(setup: Setup) -> None:
    stage = await setup("binance")
    stage.fake.on(*stage.venue.cancel, Status(400, {"code": -2011, "msg": "Unknown order sent."}))
    answer = await stage.account.cancel(stage.venue.symbol, None, CLIENT_TEXT)
    assert answer["outcome"] == "unknown"
    assert answer["error"] is not None
    assert answer["error"]["error_class"] == "OrderNotFound"


@pytest.mark.parametrize("name", VENUES)
@pytest.mark.parametrize("kind", ["html", "empty", "cut_json", "object", "drop", "truncate"])
async def test_no_reading_turns_a_bad_answer_into_an_empty_set(
    setup: Setup, name: str, kind: str
) -> None:
    stage = await setup(name)
    venue = stage.venue
    readings = {
        venue.open_orders: stage.account.read_open_orders,
        venue.balance: stage.account.read_balances,
    }
    if venue.positions is not None:
        readings[venue.positions] = stage.account.read_positions
    for endpoint, read in readings.items():
        stage.fake.fail(*endpoint, Fault(kind))
        part = await read()
        assert not part["is_complete"], (endpoint, part)
        assert part["rows"] == []
        assert part["error"]
    stage.fake.fail(*venue.trades, Fault(kind))
    part = await stage.account.read_trades([{"symbol": venue.symbol, "since_ms": None}])
    assert not part["is_complete"], part


@pytest.mark.parametrize("name", VENUES)
async def test_json_of_another_shape_is_not_an_empty_set(setup: Setup, name: str) -> None:
    stage = await setup(name)
    for odd in ({"hello": "world"}, {"code": "0", "retCode": 0, "error": []}, [{}], [None]):
        stage.fake.on(*stage.venue.open_orders, odd)
        part = await stage.account.read_open_orders()
        assert not part["is_complete"], (odd, part)


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def test_the_deadline_counts_from_when_sql_was_asked(setup: Setup) -> None:
    stage = await setup("binance")
    late = stage.intent(send_remaining_ms=500, received_at=Moment.now().plus(-1))
    answer = await stage.account.send(late)
    assert answer["outcome"] == "not_sent"
    assert stage.fake.asked(*stage.venue.create) == []
