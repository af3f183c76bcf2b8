"""One rate limiter per exchange and egress address, shared by every account in the process.

ccxt gives each client its own bucket, so ten tenants behind one address would ask ten times as
fast as the exchange allows. Costs and rates stay ccxt's; the bucket is ours. Orders go before
prices, which stops wait for, and prices before listings; each leaves a share to those before it,
and within each lane the accounts take turns.
"""

import asyncio
import contextlib
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum

_FALLBACK_PAUSE_MS = 5_000
_LONGEST_PAUSE_MS = 30 * 60_000

Waiting = tuple[asyncio.Future[None], float]


class Lane(Enum):
    """Priorities, the first first; and the share of the exchange's window that each may fill."""

    ORDERS = 1.0
    PRICES = 0.9
    LISTINGS = 0.8


_reading: ContextVar[Lane] = ContextVar("tradekeel_reading", default=Lane.LISTINGS)


def current_reading() -> Lane:
    """Return the lane that this task's readings take."""
    return _reading.get()


@contextlib.contextmanager
def reading(lane: Lane) -> Iterator[None]:
    """Requests within go by this lane, unless they are orders."""
    token = _reading.set(lane)
    try:
        yield
    finally:
        _reading.reset(token)


class _Queue:
    """Waiting requests of one priority; accounts are served in turn."""

    def __init__(self) -> None:
        self._queues: OrderedDict[str, deque[Waiting]] = OrderedDict()

    def push(self, account: str, future: asyncio.Future[None], cost: float) -> None:
        self._queues.setdefault(account, deque()).append((future, cost))

    def first(self) -> Waiting | None:
        """Return the next request that is still wanted; forget those that are not."""
        while self._queues:
            account, queue = next(iter(self._queues.items()))
            while queue and queue[0][0].done():
                queue.popleft()
            if queue:
                return queue[0]
            del self._queues[account]
        return None

    def take(self) -> None:
        """Remove what first() returned; its account goes to the end of the round."""
        account, queue = self._queues.popitem(last=False)
        queue.popleft()
        if queue:
            self._queues[account] = queue

    def __len__(self) -> int:
        return sum(not future.done() for queue in self._queues.values() for future, _ in queue)


@dataclass
class RateLimiter:
    """Lets requests out as fast as the exchange allows and no faster.

    `interval_ms` is the time that a request of cost 1 takes (ccxt's `rateLimit`). With a window
    (ccxt's `rollingWindowSize`), that many costs may go out at once within any window; without one,
    each request waits until the earlier ones are paid for.
    """

    interval_ms: float
    window_ms: float = 0.0
    now: Callable[[], float] = time.monotonic
    served: int = 0
    pauses: int = 0
    _queues: dict[Lane, _Queue] = field(default_factory=lambda: {lane: _Queue() for lane in Lane})
    _spent: deque[tuple[float, float]] = field(default_factory=deque)
    _free_at: float = 0.0
    _paused_until: float = 0.0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: asyncio.Task[None] | None = None

    async def acquire(self, cost: float, account: str, lane: Lane = Lane.LISTINGS) -> None:
        """Wait for the turn of a request of `cost`; cancelling the wait gives the turn back."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues[lane].push(account, future, cost)
        self._wake.set()
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run(), name="rate-limiter")
        await future

    def pause(self, retry_after_ms: int | None) -> int:
        """Let nothing out for the time the exchange asked for; returns that time in ms."""
        pause_ms = _FALLBACK_PAUSE_MS if retry_after_ms is None else max(0, retry_after_ms)
        pause_ms = min(pause_ms, _LONGEST_PAUSE_MS)
        self._paused_until = max(self._paused_until, self.now() + pause_ms / 1000)
        self.pauses += 1
        return pause_ms

    @property
    def paused_ms(self) -> int:
        """Milliseconds for which nothing goes out, 0 when not paused."""
        return max(0, int((self._paused_until - self.now()) * 1000))

    @property
    def waiting(self) -> int:
        """Requests that wait for their turn."""
        return sum(len(queue) for queue in self._queues.values())

    async def _run(self) -> None:
        while True:
            heads = ((lane, self._queues[lane].first()) for lane in Lane)
            lane, head = next(((lane, head) for lane, head in heads if head), (Lane.ORDERS, None))
            if head is None:
                return
            future, cost = head
            delay = self._delay(cost, lane)
            if delay > 0:  # an order that comes meanwhile may go earlier
                self._wake.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), delay)
                continue
            self._queues[lane].take()
            self._spend(cost)
            future.set_result(None)

    def _delay(self, cost: float, lane: Lane) -> float:
        """Return the seconds until a request of `cost` may go."""
        now = self.now()
        if self._paused_until > now:
            return self._paused_until - now
        if not self.window_ms or not self.interval_ms:
            return self._free_at - now
        while self._spent and self._spent[0][0] <= now - self.window_ms / 1000:
            self._spent.popleft()
        budget = self.window_ms / self.interval_ms * lane.value
        excess = sum(spent for _, spent in self._spent) + cost - budget
        for at, spent in self._spent:
            if excess <= 0:
                break
            excess -= spent
            freed_at = at + self.window_ms / 1000
            if excess <= 0 or at == self._spent[-1][0]:
                return freed_at - now
        return 0.0

    def _spend(self, cost: float) -> None:
        now = self.now()
        self.served += 1
        if self.window_ms and self.interval_ms:
            self._spent.append((now, cost))
        self._free_at = max(self._free_at, now) + cost * self.interval_ms / 1000


class LimiterRegistry:
    """The limiters of this process, one per (exchange, egress address)."""

    def __init__(self) -> None:
        """Start without any."""
        self._limiters: dict[tuple[str, str], RateLimiter] = {}

    def get(
        self, exchange: str, egress: str, interval_ms: float, window_ms: float = 0.0
    ) -> RateLimiter:
        """Return the limiter of an exchange and address; the slowest interval asked for wins."""
        limiter = self._limiters.get((exchange, egress))
        if limiter is None:
            limiter = RateLimiter(interval_ms, window_ms)
            self._limiters[(exchange, egress)] = limiter
        limiter.interval_ms = max(limiter.interval_ms, interval_ms)
        return limiter

    def find(self, exchange: str, egress: str) -> RateLimiter | None:
        """Return a limiter that exists, else None."""
        return self._limiters.get((exchange, egress))
