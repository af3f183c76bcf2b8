"""Very many database sessions that are let go at the same moment.

Each session is told its statement, which first waits for a table that the gate holds. The gate
opens when the server itself shows every session waiting there, so that nothing depends on sleeps.
One thread does it all: libpq sends, and the server's processes do the work side by side.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from psycopg import pq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg.pq.abc import PGconn

    from tools.server import Server

BRIDGE = "tradekeel_bridge"
ARRIVAL_SECONDS = 60.0
# Whoever waits at the gate may wait longer than the bridge's role is allowed to; behind it not.
_GATE = (
    f"set local lock_timeout = '{ARRIVAL_SECONDS:.0f}s'; set local statement_timeout = 0;"
    " select from fixture.gate;"
    " set local lock_timeout to default; set local statement_timeout to default;"
)
_TOO_LATE = {"55P03", "57014"}
_BAD = {pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE}


class NotThereError(Exception):
    """A session did not arrive at the gate in time, or could not be opened."""


@dataclass(frozen=True)
class Outcome:
    """What became of one session's statement: the SQLSTATE it was refused with, or its value."""

    refused: str | None
    value: str | None


class Crowd:
    """Sessions of the bridge in one database, opened once and used for one rush after another."""

    def __init__(self, server: Server, database: str, size: int) -> None:
        """Open `size` sessions. Raises NotThereError."""
        self._watch = server.connect(database)
        self._gate = server.connect(database)
        self._watch.execute("create table if not exists fixture.gate ()")
        self._watch.execute("grant select on fixture.gate to tradekeel_bridge")
        self.sessions: list[PGconn] = []
        for _ in range(size):
            session = pq.PGconn.connect(server.url(database, BRIDGE).encode())
            if session.status != pq.ConnStatus.OK:
                raise NotThereError(session.get_error_message())
            self.sessions.append(session)

    def __enter__(self) -> Self:
        """The crowd itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every session."""
        for session in self.sessions:
            session.finish()
        self._gate.close()
        self._watch.close()

    def rush(self, statements: Sequence[str]) -> list[Outcome]:
        """Run each statement in a session of its own, all released at once; answers in order.

        A statement is one transaction with the look at the gate before it. One that took
        longer than the role's lock_timeout or statement_timeout is repeated, as the bridge does.
        A refusal is an outcome; which one is allowed is for the test to say.
        """
        crew = self.sessions[: len(statements)]
        if len(crew) < len(statements):
            raise NotThereError(f"{len(crew)} sessions for {len(statements)} statements")
        with self._gate.transaction():
            self._gate.execute("lock table fixture.gate in access exclusive mode")
            for session, statement in zip(crew, statements, strict=True):
                session.send_query(f"{_GATE} {statement}".encode())
            self._await_arrival(len(crew))
        outcomes = [_outcome(session) for session in crew]
        while late := [n for n, outcome in enumerate(outcomes) if outcome.refused in _TOO_LATE]:
            for n in late:
                crew[n].send_query(statements[n].encode())
            for n in late:
                outcomes[n] = _outcome(crew[n])
        return outcomes

    def _await_arrival(self, count: int) -> None:
        """Until the server shows `count` sessions waiting for the gate. Raises NotThereError."""
        until = time.monotonic() + ARRIVAL_SECONDS
        while time.monotonic() < until:
            row: Any = self._watch.execute(
                "select count(*) from pg_catalog.pg_locks"
                " where relation = 'fixture.gate'::regclass and not granted"
            ).fetchone()
            if row[0] == count:
                return
        raise NotThereError(f"{row[0]} of {count} sessions wait at the gate")


def _outcome(session: PGconn) -> Outcome:
    """Read a session's answers to the end: the refusal if there is one, else the last value."""
    refused: str | None = None
    value: str | None = None
    while (result := session.get_result()) is not None:
        if result.status in _BAD:
            state = result.error_field(pq.DiagnosticField.SQLSTATE)
            refused = state.decode() if state else session.get_error_message()
        elif result.ntuples and result.nfields:
            cell = result.get_value(0, 0)
            value = cell.decode() if cell is not None else None
    return Outcome(refused, value)
