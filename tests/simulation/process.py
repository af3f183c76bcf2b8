"""A simulated process: everything it does to the world passes through one gate.

At the gate it is delayed, paused or killed. A killed process is one whose next word is never
heard: its coroutines wait for ever, no handler of it runs.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

# Seconds a step takes at most, and the share of steps that take much longer.
STEP_SECONDS = 0.03
SLOW_SHARE = 0.01
SLOW_SECONDS = 4.0


@dataclass
class Process:
    """One process of the bridge."""

    name: str
    draws: random.Random
    is_slow: bool = True
    is_dead: bool = False
    is_over: bool = False
    paused_until: float = 0.0
    kill_at: int | None = None
    # Where it will be held up once, and for how many seconds.
    holds: dict[str, float] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def kill(self) -> None:
        """From now on nothing that it does is heard."""
        self.is_dead = True

    def pause(self, seconds: float) -> None:
        """Stop the process for a while; its clock goes on."""
        self.paused_until = asyncio.get_running_loop().time() + seconds

    async def gate(self, what: str) -> None:
        """Wait for the process's turn; `what` is about to happen, or has and comes back."""
        if self.is_over:
            raise asyncio.CancelledError
        await asyncio.sleep(self._delay())
        await asyncio.sleep(max(self.paused_until - asyncio.get_running_loop().time(), 0))
        for word in [word for word in self.holds if word in what]:
            await asyncio.sleep(self.holds.pop(word))
        if self.kill_at is not None and len(self.passed) == self.kill_at:
            self.is_dead = True
        self.passed.append(what)
        if self.is_dead:
            await asyncio.get_running_loop().create_future()

    def _delay(self) -> float:
        if self.is_slow and self.draws.random() < SLOW_SHARE:
            return self.draws.uniform(0.3, SLOW_SECONDS)
        return self.draws.uniform(0.001, STEP_SECONDS)
