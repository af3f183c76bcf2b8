"""Where the paper exchange reads the time: the real clock, or one that tests move by hand."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """A source of time in whole milliseconds since 1970-01-01 UTC."""

    def now_ms(self) -> int:
        """The current time in milliseconds."""
        ...


class RealClock:
    """The clock of this machine."""

    def now_ms(self) -> int:
        """The current time in milliseconds."""
        return time.time_ns() // 1_000_000


class ManualClock:
    """A clock that stands still until it is moved: simulations and byte-equal replays use it."""

    def __init__(self, start_ms: int) -> None:
        self._now_ms = start_ms

    def now_ms(self) -> int:
        """The time it was last moved to, in milliseconds."""
        return self._now_ms

    def advance(self, milliseconds: int) -> None:
        """Move forward. Errors: ValueError when asked to go back."""
        if milliseconds < 0:
            raise ValueError("a clock does not go back")
        self._now_ms += milliseconds
