"""One line of the log for each step of a lifecycle, taken from the outbox.

Whatever brought a step about, a send, a reading, a look-up or an operator, it wrote one event in
its own transaction; so the log has each once, from whoever drives the account. The driver's own
lines (begun, sent, recorded) say what this process did and how long it took.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from typing import Any
from uuid import UUID

import psycopg
import structlog

from tradekeel.engine import Engine, LifecycleStep
from tradekeel.engine_errors import EngineError

log = structlog.get_logger(__name__)

SECONDS = 1.0
FAILURES = (EngineError, psycopg.Error, OSError, TimeoutError)
# What a line names of an event, under the log's own words.
NAMES = {
    "intent_id": "intent", "attempt_id": "attempt", "order_id": "order",
    "position_id": "position", "request_id": "request", "kind": "kind", "symbol": "symbol",
    "side": "side", "state": "state", "status": "status", "outcome": "outcome",
    "quantity": "quantity", "filled": "filled",
}  # fmt: skip

Accounts = Callable[[], Collection[tuple[UUID, UUID]]]


class Teller:
    """Remembers how far each profile was told; what came before it began is not told."""

    def __init__(self, engine: Engine, instance_id: UUID) -> None:
        """Nothing is asked yet."""
        self._engine = engine
        self._instance = str(instance_id)
        self._told: dict[tuple[UUID, UUID], dict[UUID, int]] = {}

    async def tell(self, accounts: Collection[tuple[UUID, UUID]]) -> None:
        """Write what came since the last time. Raises EngineError, psycopg.Error."""
        for gone in self._told.keys() - set(accounts):
            del self._told[gone]
        for ids in accounts:
            told = self._told.setdefault(ids, {})
            for step in await self._engine.list_steps(*ids, told):
                told[step.profile_id] = step.event_seq
                if step.event is not None:
                    self._write(*ids, step)

    def _write(self, user_id: UUID, account_id: UUID, step: LifecycleStep) -> None:
        payload: dict[str, Any] = step.payload or {}
        log.info(
            "step",
            step=step.event,
            user=str(user_id),
            account=str(account_id),
            profile=str(step.profile_id),
            instance=self._instance,
            seq=step.event_seq,
            **{name: payload[key] for key, name in NAMES.items() if payload.get(key) is not None},
            ms=step.since_begin_ms,
        )


@contextlib.asynccontextmanager
async def telling(engine: Engine, instance_id: UUID, accounts: Accounts) -> AsyncIterator[None]:
    """Tell of the accounts that this process drives as long as the block lasts."""
    teller = Teller(engine, instance_id)

    async def repeat() -> None:
        while True:
            try:
                await teller.tell(accounts())
            except FAILURES as error:  # nothing is lost: it is told the next time
                log.warning("steps could not be read", error=str(error).split("\n")[0])
            await asyncio.sleep(SECONDS)

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        with contextlib.suppress(*FAILURES):
            await teller.tell(accounts())
