"""One limiter per exchange and address; accounts take turns; refusals of the exchange count."""

import asyncio
import random
import time

import pytest

from exchange.conftest import Setup, give_markets
from tradekeel.exchange import AccountRef, Credentials
from tradekeel.exchange.limiter import Lane, LimiterRegistry, RateLimiter


async def _served(limiter: RateLimiter, wanted: list[tuple[str, Lane]]) -> list[str]:
    order: list[str] = []

    async def one(account: str, lane: Lane) -> None:
        await limiter.acquire(1, account, lane)
        order.append(account)

    await asyncio.gather(*(one(account, lane) for account, lane in wanted))
    return order


async def test_accounts_take_turns() -> None:
    limiter = RateLimiter(interval_ms=0.1)
    order = await _served(limiter, [("a", Lane.LISTINGS)] * 4 + [("b", Lane.LISTINGS)] * 2)
    assert order == ["a", "b", "a", "b", "a", "a"]


async def test_orders_go_before_prices_and_prices_before_listings() -> None:
    limiter = RateLimiter(interval_ms=0.1)
    wanted = [("lister", Lane.LISTINGS)] * 3 + [("stop", Lane.PRICES), ("sender", Lane.ORDERS)]
    assert await _served(limiter, wanted) == ["sender", "stop", "lister", "lister", "lister"]


async def test_listings_leave_prices_a_share_and_both_leave_orders_one() -> None:
    clock = Clock()
    limiter = RateLimiter(interval_ms=100, window_ms=1_000, now=clock)
    assert [_goes(limiter, 1) for _ in range(8)] == [0.0] * 8
    assert _goes(limiter, 1) > 0
    assert _goes(limiter, 1, Lane.PRICES) == 0
    assert _goes(limiter, 1, Lane.PRICES) > 0
    assert _goes(limiter, 1, Lane.ORDERS) == 0
    assert _goes(limiter, 1, Lane.ORDERS) > 0


async def test_the_prices_of_stops_go_before_listings_that_wait(setup: Setup) -> None:
    stage = await setup("binance")
    limiter = stage.hub.limiter("binance")
    assert limiter is not None
    limiter.interval_ms, limiter.window_ms = 2, 0
    done: list[str] = []

    async def read(what: str) -> None:
        await (
            stage.account.read_balances()
            if what == "balances"
            else stage.account.read_prices(["BTC/USDT"])
        )
        done.append(what)

    await asyncio.gather(*(read(what) for what in ("balances", "balances", "balances", "prices")))
    assert done[0] == "prices"


async def test_costs_add_up_to_the_exchange_s_rate() -> None:
    limiter = RateLimiter(interval_ms=10)
    started = time.monotonic()
    for cost in (1, 4, 1):  # the next one waits for what the earlier ones cost
        await limiter.acquire(cost, "a")
    assert 0.050 <= time.monotonic() - started < 0.2


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def _goes(limiter: RateLimiter, cost: float, lane: Lane = Lane.LISTINGS) -> float:
    """Spend `cost` if it may go now; return how many seconds it has to wait otherwise."""
    delay = limiter._delay(cost, lane)
    if delay <= 0:
        limiter._spend(cost)
    return delay


def test_a_window_allows_a_burst_and_no_more_than_its_budget() -> None:
    clock = Clock()
    limiter = RateLimiter(interval_ms=50, window_ms=1_000, now=clock)  # 20 within a second
    assert [_goes(limiter, 8) for _ in range(2)] == [0, 0]
    assert _goes(limiter, 1) == pytest.approx(1.0), "reads leave orders a fifth"
    assert _goes(limiter, 4, Lane.ORDERS) == 0
    assert _goes(limiter, 1, Lane.ORDERS) == pytest.approx(1.0)
    clock.seconds += 0.4
    assert _goes(limiter, 1, Lane.ORDERS) == pytest.approx(0.6)
    clock.seconds += 0.6
    assert _goes(limiter, 16) == 0


def test_no_window_holds_more_than_the_exchange_allows() -> None:
    """Whatever is asked for, in any second at most 20 went out."""
    clock = Clock()
    limiter = RateLimiter(interval_ms=50, window_ms=1_000, now=clock)
    chance = random.Random(4)
    sent: list[tuple[float, float]] = []
    for _ in range(3_000):
        cost = chance.choice([0.2, 1, 2, 5, 10])
        if _goes(limiter, cost, chance.choice(list(Lane))) <= 0:
            sent.append((clock.seconds, cost))
        clock.seconds += chance.choice([0, 0, 0.01, 0.05])
        assert len(limiter._spent) <= 100, "what is over is forgotten"
    assert len(sent) > 300
    for start, _ in sent:
        assert sum(cost for at, cost in sent if start <= at < start + 0.999) <= 20.0001


def test_a_request_that_costs_more_than_the_budget_waits_for_an_empty_window() -> None:
    clock = Clock()
    limiter = RateLimiter(interval_ms=100, window_ms=1_000, now=clock)
    assert _goes(limiter, 50) == 0
    assert _goes(limiter, 50) == pytest.approx(1.0)
    clock.seconds += 1.0
    assert _goes(limiter, 50) == 0


async def test_an_order_does_not_wait_behind_a_read_that_waits() -> None:
    limiter = RateLimiter(interval_ms=100, window_ms=1_000)
    await limiter.acquire(8, "reader")
    reading = asyncio.create_task(limiter.acquire(1, "reader"))  # for a second
    await asyncio.sleep(0.01)
    started = time.monotonic()
    await limiter.acquire(1, "sender", Lane.ORDERS)
    assert time.monotonic() - started < 0.2
    assert not reading.done()
    reading.cancel()


async def test_a_pause_holds_everything_back() -> None:
    limiter = RateLimiter(interval_ms=0)
    assert limiter.pause(80) == 80
    started = time.monotonic()
    await limiter.acquire(1, "a", Lane.ORDERS)
    assert time.monotonic() - started >= 0.079
    assert limiter.pause(None) == 5_000
    assert limiter.pause(10**9) == 30 * 60_000


async def test_a_cancelled_wait_costs_nothing() -> None:
    limiter = RateLimiter(interval_ms=50)
    await limiter.acquire(1, "a")
    waiting = asyncio.create_task(limiter.acquire(100, "a"))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    started = time.monotonic()
    await asyncio.gather(limiter.acquire(1, "b"), limiter.acquire(1, "c"))
    assert time.monotonic() - started < 0.3
    assert limiter.waiting == 0


async def test_the_registry_keeps_exchanges_and_addresses_apart() -> None:
    registry = LimiterRegistry()
    limiter = registry.get("binance", "10.0.0.1", 50)
    assert registry.get("binance", "10.0.0.1", 40) is limiter
    assert limiter.interval_ms == 50
    assert registry.get("binance", "10.0.0.2", 50) is not limiter
    assert registry.get("okx", "10.0.0.1", 110) is not limiter
    assert registry.find("kraken", "10.0.0.1") is None


@pytest.mark.parametrize("accounts", [1, 3])
async def test_more_accounts_do_not_ask_faster(setup: Setup, accounts: int) -> None:
    """Six balance requests take the same time from one account as from three."""
    stage = await setup("binance")
    members = [stage.account]
    for number in range(1, accounts):
        ref = AccountRef("binance", "spot", Credentials(f"key{number}", "s"), label=str(number))
        member = stage.hub.account(ref)
        give_markets(member, stage.venue)
        members.append(member)
    limiter = stage.hub.limiter("binance")
    assert limiter is not None
    limiter.interval_ms, limiter.window_ms = 2, 0
    await stage.account.client.throttle(1)
    started = time.monotonic()
    await asyncio.gather(*(members[i % accounts].read_balances() for i in range(6)))
    # account costs 4 (x 2 ms); the sixth starts when five were paid for
    assert time.monotonic() - started >= 0.040
    assert limiter.served == 7
