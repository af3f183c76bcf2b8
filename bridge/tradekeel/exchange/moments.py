"""Instants by two clocks, for deadlines that must hold also when the machine was asleep.

`time.monotonic()` stands still while a laptop or a virtual machine is suspended, so a deadline by
it alone lets a process that wakes up send an order of yesterday. The boot clock goes on. Where a
platform has none, and where a virtual machine was frozen together with all its clocks and its wall
clock was set right afterwards, the wall clock tells: a deadline is over when either says so. A wall
clock that is set back changes nothing; one that is set forward only forbids.
"""

import time
from typing import NamedTuple, Self

_BOOT_CLOCK: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Moment(NamedTuple):
    """One instant: seconds of the boot clock, and seconds since 1970 by the wall clock."""

    boot: float
    wall: float

    @classmethod
    def now(cls) -> Self:
        """Return the present instant."""
        return cls(time.clock_gettime(_BOOT_CLOCK), time.time())

    def plus(self, seconds: float) -> "Moment":
        """Return the instant `seconds` later, before when negative."""
        return Moment(self.boot + seconds, self.wall + seconds)

    def remaining(self) -> float:
        """Return the seconds until this instant by the clock that is ahead; below 0 it is over."""
        now = Moment.now()
        return min(self.boot - now.boot, self.wall - now.wall)

    def elapsed(self) -> float:
        """Return the seconds since this instant by the boot clock."""
        return Moment.now().boot - self.boot
