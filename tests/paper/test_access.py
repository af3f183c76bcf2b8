"""Who may call: keys, signatures, time, permissions, rate limits, hosts."""

from dataclasses import replace
from decimal import Decimal

import aiohttp
import ccxt.async_support as ccxt
import pytest

from paper.conftest import API_KEY, PATIENT, SECRET, SPOT, SWAP, Desk, Setup
from paper.signed import answer, call, sign
from tradekeel.paper import ManualClock, PaperExchange, PaperSettings
from tradekeel.paper.messages import ApiRequest

START_MS = 1_800_000_000_000


def still_exchange(settings: PaperSettings | None = None) -> PaperExchange:
    """An exchange without a server, whose clock stands at the start of a minute."""
    exchange = PaperExchange(seed=1, clock=ManualClock(START_MS), settings=settings)
    exchange.create_account("alice", API_KEY, SECRET, spot={"USDT": Decimal(10_000)}, usdm={})
    return exchange


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"secret": "wrong"}, ccxt.AuthenticationError),  # -1022
        ({"apiKey": "unknown-key-0001"}, ccxt.AuthenticationError),  # -2015
        ({"apiKey": "short"}, ccxt.AuthenticationError),  # -2014
    ],
)
async def test_a_stranger_is_refused(
    desk: Desk, change: dict[str, str], error: type[Exception]
) -> None:
    stranger = desk.client("binance", **change)
    with pytest.raises(error):
        await stranger.create_order(SPOT, "limit", "buy", "0.01", "59000")
    assert not desk.exchange.state.orders["spot", "BTCUSDT"]


async def test_an_account_without_futures_may_not_use_them(desk: Desk) -> None:
    desk.exchange.create_account("bob", "paper-key-bob", "bobs", spot={"USDT": Decimal(10)})
    bob = desk.client("binanceusdm", apiKey="paper-key-bob", secret="bobs")  # noqa: S106 - made up
    with pytest.raises(ccxt.AuthenticationError, match="-2015"):
        await bob.fetch_open_orders(SWAP)


def test_every_part_of_the_signed_text_counts() -> None:
    exchange = still_exchange()
    good = call(exchange, "GET", "/api/v3/account")
    assert good.status == 200
    signed = f"timestamp={START_MS}&signature={'0' * 64}"
    for query in (signed, signed.replace("0" * 64, ""), f"timestamp={START_MS}"):
        reply = exchange.handle(
            ApiRequest("GET", "/api/v3/account", query=query, headers={"x-mbx-apikey": API_KEY})
        )
        assert answer(reply)["code"] in (-1022, -1102)


def test_the_signature_covers_query_and_body_together() -> None:
    exchange = still_exchange()
    query = "symbol=BTCUSDT&side=BUY&type=MARKET"
    body = f"quantity=0.001&timestamp={START_MS}"
    signature = sign(query + body)
    for sent, status in ((body, 200), (body.replace("0.001", "0.002"), 400)):
        reply = exchange.handle(
            ApiRequest(
                "POST",
                "/api/v3/order",
                query=query,
                body=f"{sent}&signature={signature}",
                headers={"x-mbx-apikey": API_KEY},
            )
        )
        assert reply.status == status
    assert len(exchange.state.orders["spot", "BTCUSDT"]) == 1


@pytest.mark.parametrize(
    ("timestamp", "window", "code"),
    [
        (START_MS, "", None),
        (START_MS + 1000, "", None),
        (START_MS + 1001, "", -1021),
        (START_MS - 5000, "", None),
        (START_MS - 5001, "", -1021),
        (START_MS - 60_000, "60000", None),
        (START_MS, "60001", -1131),
        (START_MS - 2, "1", -1021),
        ("", "", -1102),
        ("soon", "", -1102),
    ],
)
def test_the_receive_window(timestamp: int | str, window: str, code: int | None) -> None:
    exchange = still_exchange()
    extra = {"recvWindow": window} if window else {}
    reply = call(exchange, "GET", "/api/v3/account", timestamp=str(timestamp), **extra)
    assert answer(reply).get("code") == code


def test_weight_is_counted_limited_and_a_stubborn_client_is_banned() -> None:
    exchange = still_exchange(
        PaperSettings(spot_weight_limit=50, strikes_before_ban=2, ban_ms=120_000)
    )
    clock = exchange.clock
    assert isinstance(clock, ManualClock)
    first = call(exchange, "GET", "/api/v3/account")
    assert first.headers["X-MBX-USED-WEIGHT-1M"] == "20"
    clock.advance(10_000)
    assert call(exchange, "GET", "/api/v3/account").status == 200
    refused = call(exchange, "GET", "/api/v3/account")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "50")
    assert answer(refused)["code"] == -1003
    clock.advance(50_000)  # the next minute
    assert call(exchange, "GET", "/api/v3/account").status == 200
    statuses = [call(exchange, "GET", "/api/v3/account").status for _ in range(5)]
    assert statuses == [200, 429, 429, 429, 418]
    banned = call(exchange, "GET", "/api/v3/ping")
    assert (banned.status, banned.headers["Retry-After"]) == (418, "120")
    clock.advance(120_000)
    assert call(exchange, "GET", "/api/v3/account").status == 200


def test_spot_and_futures_weights_are_separate() -> None:
    exchange = still_exchange(PaperSettings(spot_weight_limit=20))
    assert call(exchange, "GET", "/api/v3/account").status == 200
    assert call(exchange, "GET", "/api/v3/time").status == 429
    assert call(exchange, "GET", "/fapi/v1/time").status == 200


def test_new_orders_are_limited_per_account() -> None:
    exchange = still_exchange(PaperSettings(order_limit_10_seconds=2))
    order = {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.001"}
    replies = [call(exchange, "POST", "/api/v3/order", **order) for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 429]
    assert replies[1].headers["X-MBX-ORDER-COUNT-10S"] == "2"
    assert answer(replies[2])["code"] == -1015
    assert len(exchange.state.orders["spot", "BTCUSDT"]) == 2


async def test_ccxt_sees_a_rate_limit(setup: Setup) -> None:
    desk = await setup(settings=replace(PATIENT, spot_weight_limit=150))
    weights = []
    with pytest.raises(ccxt.DDoSProtection):  # noqa: PT012 - the last one of several
        while True:
            await desk.spot.fetch_balance()
            weights.append(int(desk.spot.last_response_headers["X-MBX-USED-WEIGHT-1M"]))
    assert weights[-1] > 130
    assert len(weights) >= 2


async def test_each_host_serves_its_own_paths(desk: Desk) -> None:
    async def status(url: str) -> int:
        async with desk.session.get(url) as reply:
            return reply.status

    assert await status("https://api.binance.com/api/v3/time") == 200
    assert await status("https://fapi.binance.com/fapi/v1/time") == 200
    assert await status("https://api.binance.com/fapi/v1/time") == 404
    assert await status("https://fapi.binance.com/api/v3/time") == 404
    assert await status("https://api.binance.com/api/v3/nonsense") == 404
    assert await status("https://papi.binance.com/papi/v1/ping") == 404
    assert await status(f"http://127.0.0.1:{desk.server.http_port}/api/v3/time") == 200


async def test_the_certificate_is_not_trusted_by_anyone_else(desk: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await session.get(f"https://127.0.0.1:{desk.server.port}/api/v3/time")


async def test_ccxt_with_its_default_options_loads_every_market(desk: Desk) -> None:
    client = desk.client("binance", options={"adjustForTimeDifference": True})
    await client.load_markets(True)
    assert {SPOT, SWAP, "ETH/BTC"} <= set(client.markets)
    spot, swap = client.markets[SPOT], client.markets[SWAP]
    assert (spot["precision"]["amount"], spot["precision"]["price"]) == ("0.00001000", "0.01000000")
    assert (swap["precision"]["price"], swap["limits"]["cost"]["min"]) == ("0.1", "100")
    assert {"BTC", "USDT", "BNB"} <= set(client.currencies)
    assert (await client.fetch_status())["status"] == "ok"
