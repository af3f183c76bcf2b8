"""One limiter per exchange and address; accounts take turns; refusals of the exchange count."""

import asyncio
import time

import pytest

from exchange.conftest import Setup, give_markets
from tradekeel.exchange import AccountRef, Credentials
from tradekeel.exchange.limiter import LimiterRegistry, RateLimiter


async def _served(limiter: RateLimiter, wanted: list[tuple[str, bool]]) -> list[str]:
    order: list[str] = []

    async def one(account: str, is_urgent: bool) -> None:
        await limiter.acquire(1, account, is_urgent=is_urgent)
        order.append(account)

    await asyncio.gather(*(one(account, urgent) for account, urgent in wanted))
    return order


async def test_accounts_take_turns() -> None:
    limiter = RateLimiter(interval_ms=0.1)
    order = await _served(limiter, [("a", False)] * 4 + [("b", False)] * 2)
    assert order == ["a", "b", "a", "b", "a", "a"]


async def test_orders_go_before_readings() -> None:
    limiter = RateLimiter(interval_ms=0.1)
    order = await _served(limiter, [("reader", False)] * 3 + [("sender", True)])
    assert order[0] == "sender"


async def test_costs_add_up_to_the_exchange_s_rate() -> None:
    limiter = RateLimiter(interval_ms=10)
    started = time.monotonic()
    for cost in (1, 4, 1):  # the next one waits for what the earlier ones cost
        await limiter.acquire(cost, "a")
    assert 0.050 <= time.monotonic() - started < 0.2


async def test_a_pause_holds_everything_back() -> None:
    limiter = RateLimiter(interval_ms=0)
    assert limiter.pause(80) == 80
    started = time.monotonic()
    await limiter.acquire(1, "a", is_urgent=True)
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
    stage = await setup("binance", interval_ms=2)
    members = [stage.account]
    for number in range(1, accounts):
        ref = AccountRef("binance", "spot", Credentials(f"key{number}", "s"), label=str(number))
        member = stage.hub.account(ref)
        give_markets(member, stage.venue)
        members.append(member)
    limiter = stage.hub.limiter("binance")
    assert limiter is not None
    limiter.interval_ms = 2
    await stage.account.client.throttle(1)
    started = time.monotonic()
    await asyncio.gather(*(members[i % accounts].read_balances() for i in range(6)))
    # account costs 4 (x 2 ms); the sixth starts when five were paid for
    assert time.monotonic() - started >= 0.040
    assert limiter.served == 7
