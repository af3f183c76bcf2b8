"""One rate limiter per exchange and egress address, shared by every account in the process.

ccxt gives each client its own bucket, so ten tenants behind one address would ask ten times as
fast as the exchange allows. Costs stay ccxt's (milliseconds of `rateLimit` times the endpoint's
cost); the bucket is ours. Orders go before reads; within each lane the accounts take turns.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

_FALLBACK_PAUSE_MS = 5_000
_LONGEST_PAUSE_MS = 30 * 60_000


class _Lane:
    """Waiting requests of one priority; accounts are served in turn."""

    def __init__(self) -> None:
        self._queues: OrderedDict[str, deque[tuple[asyncio.Future[None], float]]] = OrderedDict()

    def push(self, account: str, future: asyncio.Future[None], cost: float) -> None:
        self._queues.setdefault(account, deque()).append((future, cost))

    def pop(self) -> tuple[asyncio.Future[None], float] | None:
        """Take the next request that is still wanted, one account after the other."""
        while self._queues:
            account, queue = next(iter(self._queues.items()))
            future, cost = queue.popleft()
            del self._queues[account]
            if queue:
                self._queues[account] = queue  # back to the end of the round
            if not future.done():
                return future, cost
        return None

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._queues.values())


@dataclass
class RateLimiter:
    """A leaky bucket: a request of cost c may start when the debt of earlier ones is paid.

    `interval_ms` is the time that a request of cost 1 takes (ccxt's `rateLimit`).
    """

    interval_ms: float
    now: Callable[[], float] = time.monotonic
    _urgent: _Lane = field(default_factory=_Lane)
    _normal: _Lane = field(default_factory=_Lane)
    _free_at: float = 0.0
    _paused_until: float = 0.0
    _runner: asyncio.Task[None] | None = None
    served: int = 0
    pauses: int = 0

    async def acquire(self, cost: float, account: str, *, is_urgent: bool = False) -> None:
        """Wait for the turn of a request of `cost`; cancelling the wait gives the turn back."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._urgent if is_urgent else self._normal).push(account, future, cost)
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
        return len(self._urgent) + len(self._normal)

    async def _run(self) -> None:
        while self.waiting:
            delay = max(self._free_at, self._paused_until) - self.now()
            if delay > 0:
                await asyncio.sleep(delay)
                continue
            entry = self._urgent.pop() or self._normal.pop()
            if entry is None:
                return
            future, cost = entry
            start = max(self._free_at, self.now())
            self._free_at = start + cost * self.interval_ms / 1000
            self.served += 1
            future.set_result(None)


class LimiterRegistry:
    """The limiters of this process, one per (exchange, egress address)."""

    def __init__(self) -> None:
        self._limiters: dict[tuple[str, str], RateLimiter] = {}

    def get(self, exchange: str, egress: str, interval_ms: float) -> RateLimiter:
        """Return the limiter of an exchange and address; the slowest interval asked for wins."""
        limiter = self._limiters.get((exchange, egress))
        if limiter is None:
            limiter = self._limiters[(exchange, egress)] = RateLimiter(interval_ms)
        limiter.interval_ms = max(limiter.interval_ms, interval_ms)
        return limiter

    def find(self, exchange: str, egress: str) -> RateLimiter | None:
        """Return a limiter that exists, else None."""
        return self._limiters.get((exchange, egress))
