"""Nothing is sent twice, and nothing is sent after its deadline."""

import asyncio
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from exchange.conftest import Setup
from exchange.fake import Fault, Request, Status, fake_exchange
from exchange.venues import VENUES
from tradekeel.exchange import moments, transport
from tradekeel.exchange.moments import Moment
from tradekeel.exchange.sending import (
    ResendRefusedError,
    SendDeadlinePassedError,
    may_place,
    sending,
)
from tradekeel.exchange.transport import TransportUnsafeError, create_session
from tradekeel.exchange.windows import WINDOWS, has_window, window_instant, window_option

HOST = "api.example.com"


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "POST"])
@pytest.mark.parametrize("is_guarded", [True, False])
async def test_a_dropped_keep_alive_connection_is_not_asked_again(
    tmp_path: Path, method: str, is_guarded: bool
) -> None:
    """The second half shows that plain aiohttp does ask again, so the first half can fail."""
    async with fake_exchange(tmp_path, HOST) as fake:
        fake.on(method, "/thing", {"ok": True})
        fake.on("GET", "/warm", {"ok": True})
        session = create_session(redirects=fake.redirects(HOST), extra_ca=fake.ca_pem)
        if not is_guarded:
            session._retry_connection = True
        async with session:
            async with session.get(f"https://{HOST}/warm") as reply:
                assert (await reply.json()) == {"ok": True}
            fake.fail(method, "/thing", Fault("drop", has_effect=True))
            try:
                async with session.request(method, f"https://{HOST}/thing"):
                    pass
            except aiohttp.ClientError:
                pass
        expected = 2 if not is_guarded and method != "POST" else 1
        assert len(fake.asked(method, "/thing")) == expected


async def test_an_aiohttp_without_the_switch_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_RESEND_SWITCH", "_renamed_by_a_release")
    with pytest.raises(TransportUnsafeError, match="_renamed_by_a_release"):
        create_session()


@pytest.mark.parametrize("name", VENUES)
async def test_an_order_that_waits_longer_than_its_deadline_is_not_sent(
    setup: Setup, name: str
) -> None:
    """ccxt signs after the wait for the rate limiter; by then it is too late."""
    stage = await setup(name, interval_ms=1)
    await stage.account.send(stage.intent())  # whatever is asked once per client is asked now
    before = len(stage.fake.requests)
    limiter = stage.hub.limiter(name)
    assert limiter is not None
    limiter.pause(150)
    answer = await stage.account.send(stage.intent(send_remaining_ms=60))
    assert answer["outcome"] == "not_sent", answer
    assert answer["error"] is not None
    assert answer["error"]["error_class"] == "SendDeadlinePassedError"
    assert len(stage.fake.requests) == before


async def test_an_order_signed_in_time_but_without_a_connection_is_not_sent(setup: Setup) -> None:
    """The last look at the deadline is when the connection is there and the first byte is not."""
    stage = await setup("binance")
    resolver = stage.account.client.session.connector._resolver
    plain = resolver.resolve

    async def slow(*arguments: Any) -> Any:
        await asyncio.sleep(0.15)
        return await plain(*arguments)

    resolver.resolve = slow
    answer = await stage.account.send(stage.intent(send_remaining_ms=100))
    assert answer["outcome"] == "not_sent", answer
    assert stage.fake.requests == []
    resolver.resolve = plain
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "accepted", "the connection pool must survive the refusal"


async def test_retries_of_ccxt_are_off_however_they_are_asked_for(setup: Setup) -> None:
    stage = await setup("binance")
    client = stage.account.client
    client.options["maxRetriesOnFailure"] = 3
    client.options["order"] = {"maxRetriesOnFailure": 3}
    stage.fake.on(*stage.venue.create, Status(500, "oops"))
    await stage.account.send(stage.intent())
    with pytest.raises(Exception, match="500"):
        await client.create_order(
            "BTC/USDT", "limit", "buy", "0.5", "100.00", {"maxRetriesOnFailure": 3}
        )
    requests = stage.fake.asked(*stage.venue.create)
    assert len(requests) == 2
    assert "maxRetriesOnFailure" not in requests[1].values


def test_a_sending_refuses_the_same_request_twice() -> None:
    with sending("binance", Moment.now().plus(10)) as state:
        state.about_to_write("GET", "/api/v3/account")
        assert not state.is_sent
        state.about_to_write("POST", "/api/v3/order")
        assert state.is_sent
        with pytest.raises(ResendRefusedError):
            state.about_to_write("POST", "/api/v3/order")


def test_a_sending_refuses_everything_after_its_deadline() -> None:
    with sending("binance", Moment.now().plus(-0.001)) as state:
        with pytest.raises(SendDeadlinePassedError):
            state.about_to_write("POST", "/api/v3/order")
        assert not state.is_sent


@pytest.mark.parametrize(
    ("exchange", "method", "path", "expected"),
    [
        ("binance", "GET", "/api/v3/order", False),
        ("binance", "POST", "/api/v3/order", True),
        ("binance", "DELETE", "/api/v3/order", True),
        ("deribit", "GET", "/api/v2/private/buy", True),
        ("deribit", "GET", "/api/v2/private/get_positions", False),
        ("kraken", "POST", "/0/private/AddOrder", True),
        ("kraken", "POST", "/0/private/OpenOrders", False),
        ("hyperliquid", "POST", "/exchange", True),
        ("hyperliquid", "POST", "/info", False),
        ("never heard of", "GET", "/x", True),
    ],
)
def test_which_requests_may_place_an_order(
    exchange: str, method: str, path: str, expected: bool
) -> None:
    assert may_place(exchange, method, path) is expected


async def _sent(setup: Setup, name: str, remaining_ms: int) -> Request:
    stage = await setup(name)
    answer = await stage.account.send(stage.intent(send_remaining_ms=remaining_ms))
    assert answer["outcome"] == "accepted", answer
    return stage.fake.asked(*stage.venue.create)[0]


@pytest.mark.parametrize("name", ["binance", "binanceusdm"])
async def test_binance_is_told_the_remaining_time(setup: Setup, name: str) -> None:
    request = await _sent(setup, name, 1_500)
    assert 500 < int(request.values["recvWindow"]) <= 1_500


async def test_bybit_is_told_the_remaining_time(setup: Setup) -> None:
    request = await _sent(setup, "bybit", 1_500)
    assert 500 < int(request.headers["X-BAPI-RECV-WINDOW"]) <= 1_500


async def test_okx_is_told_the_instant(setup: Setup) -> None:
    request = await _sent(setup, "okx", 1_500)
    left_ms = int(request.headers["expTime"]) - time.time() * 1000
    assert 0 < left_ms <= 1_500


async def test_kraken_is_told_the_instant_when_it_is_far_enough(setup: Setup) -> None:
    request = await _sent(setup, "kraken", 10_000)
    left = datetime.fromisoformat(request.values["deadline"]).timestamp() - time.time()
    assert 8 < left <= 10


async def test_kraken_is_told_nothing_when_it_would_refuse(setup: Setup) -> None:
    assert "deadline" not in (await _sent(setup, "kraken", 3_000)).values


async def test_the_configured_window_is_never_widened_and_comes_back(setup: Setup) -> None:
    stage = await setup("binance")
    stage.account.client.options["recvWindow"] = 4_000
    await stage.account.send(stage.intent(send_remaining_ms=20_000))
    assert stage.fake.asked(*stage.venue.create)[0].values["recvWindow"] == "4000"
    await stage.account.send(stage.intent(send_remaining_ms=1_000))
    assert stage.account.client.options["recvWindow"] == 4_000


def test_windows_are_clamped_and_written_as_the_exchange_wants() -> None:
    binance, kraken, okx = WINDOWS["binance"], WINDOWS["kraken"], WINDOWS["okx"]
    assert window_option(binance, None, 500_000) == 60_000
    assert window_option(binance, 5_000, 0) == 1
    assert window_instant(kraken, 1_700_000_000_000, 1_500) == "2023-11-14T22:13:21.500Z"
    assert window_instant(okx, 1_700_000_000_000, 1_500) == "1700000001500"
    assert has_window("binance")
    assert not has_window("coinbase")


def _clocks(monkeypatch: pytest.MonkeyPatch, boot: float, wall: float) -> None:
    """Let this much time have passed by each clock."""
    then = (time.clock_gettime(time.CLOCK_MONOTONIC), time.time())
    monkeypatch.setattr(moments.time, "clock_gettime", lambda _: then[0] + boot)
    monkeypatch.setattr(moments.time, "time", lambda: then[1] + wall)


@pytest.mark.parametrize(
    ("boot", "wall", "is_over"),
    [
        (4.0, 4.0, False),
        (60.0, 60.0, True),  # the machine slept, the boot clock did not
        (0.0, 60.0, True),  # it was frozen with all its clocks, then the wall clock was set right
        (60.0, 0.0, True),  # the wall clock was set back meanwhile
        (4.0, -3600.0, False),
    ],
)
def test_a_deadline_is_over_when_either_clock_says_so(
    monkeypatch: pytest.MonkeyPatch, boot: float, wall: float, *, is_over: bool
) -> None:
    _clocks(monkeypatch, 0, 0)
    with sending("binance", moments.Moment.now().plus(5)) as state:
        _clocks(monkeypatch, boot, wall)
        if is_over:
            with pytest.raises(SendDeadlinePassedError):
                state.about_to_write("POST", "/api/v3/order")
        else:
            state.about_to_write("POST", "/api/v3/order")
    assert state.is_sent is not is_over


def test_the_boot_clock_is_used_where_there_is_one() -> None:
    assert getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC) == moments._BOOT_CLOCK
