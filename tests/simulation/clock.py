"""Virtual time: an event loop that never waits, and a clock that everything reads.

The loop jumps to the next moment at which something is due. `time.time`, `time.monotonic` and
`time.time_ns` are replaced while it runs, so that ccxt, the adapter and the paper exchange agree.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Iterator

# 02:00 UTC: far from the funding hours 00, 08 and 16.
START_SECONDS = 1_800_064_800
# By how many seconds the clock of the machine that is running is ahead.
MACHINE_AHEAD: ContextVar[float] = ContextVar("MACHINE_AHEAD", default=0.0)


class NothingDueError(Exception):
    """Every task waits for another one: the simulation has come to a standstill."""


class Clock:
    """Seconds since the simulation began; a Clock of the paper exchange as well."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.elapsed = 0.0

    def monotonic(self) -> float:
        """What time.monotonic() says meanwhile."""
        return 1000.0 + self.elapsed

    def time(self) -> float:
        """What time.time() says meanwhile."""
        return START_SECONDS + self.elapsed

    def boot_time(self, _clock: int) -> float:
        """What time.clock_gettime() says meanwhile of any clock."""
        return self.monotonic()

    def time_ns(self) -> int:
        """What time.time_ns() says meanwhile."""
        return START_SECONDS * 1_000_000_000 + round(self.elapsed * 1_000_000) * 1_000

    def now_ms(self) -> int:
        """Milliseconds since 1970, for the paper exchange."""
        return self.time_ns() // 1_000_000

    def machine_time(self) -> float:
        """What time.time() says on the machine of this task."""
        return self.time() + MACHINE_AHEAD.get()

    def machine_time_ns(self) -> int:
        """What time.time_ns() says on the machine of this task."""
        return self.time_ns() + round(MACHINE_AHEAD.get() * 1_000_000_000)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Have the whole process read this clock."""
        with (
            mock.patch.object(time, "time", self.machine_time),
            mock.patch.object(time, "monotonic", self.monotonic),
            mock.patch.object(time, "time_ns", self.machine_time_ns),
            mock.patch.object(time, "clock_gettime", self.boot_time),
        ):
            yield


class _JumpingSelector(selectors.SelectSelector):
    """Instead of waiting, moves the clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Nothing ever comes from outside."""
        if timeout is None:
            raise NothingDueError
        self._clock.elapsed += max(timeout, 0.0)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio's loop on virtual time; ready callbacks run in the order they became ready."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(_JumpingSelector(clock))
        self._clock = clock

    def time(self) -> float:
        """The loop's time is the clock's."""
        return self._clock.monotonic()
