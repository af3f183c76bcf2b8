"""The gateway's door to the database: one method per function that it calls, and no rule.

A pool of its own, so that neither sockets nor trading wait for each other's connections.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString, TypeVar

from psycopg.rows import class_row

from tradekeel.pool import Pooled

# Ids are the text that the database gives: they are only compared and handed back.
Profile = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """Answer of fn_join_topic; `user_id` is None when the claims name no user."""

    user_id: str | None
    is_allowed: bool


@dataclass(frozen=True)
class Event:
    """One event of the outbox; `message` is the JSON to send, None when it may not be sent."""

    user_id: str
    profile_id: str
    event_seq: int
    recorded_at: datetime
    message: str | None


@dataclass(frozen=True)
class Replay:
    """Answer of fn_replay_broadcasts: where each profile stands, and what to send."""

    profile_ids: list[str] | None
    event_seqs: list[int] | None
    messages: list[str]


@dataclass(frozen=True)
class _User:
    user_id: str


class Door(Pooled):
    """Calls as a login that may execute these functions: tradekeel_bridge."""

    def __init__(self, url: str, *, connections: int = 4) -> None:
        """Remember the address; nothing is opened."""
        super().__init__(url, most=connections, seconds=5, least=1)

    async def join_topic(self, claims: str, topic: str) -> Answer:
        """Ask whether the holder of verified claims (JSON) may listen. Raises psycopg.Error."""
        rows = await self._rows(
            Answer,
            "select user_id::text, is_allowed from engine.fn_join_topic(%s::jsonb, %s)",
            claims,
            topic,
        )
        return rows[0]

    async def read(
        self, users: Collection[str], positions: Mapping[Profile, int], limit: int
    ) -> list[Event]:
        """What these users' profiles did since these positions, in order of each profile."""
        nulls = ["null"] * len(users)
        return await self._rows(
            Event,
            "select user_id::text, profile_id::text, event_seq, recorded_at, message"
            " from engine.fn_read_broadcasts(%s::uuid[], %s::uuid[], %s::bigint[], %s)",
            _array([*users, *(user for user, _ in positions)]),
            _array([*nulls, *(profile for _, profile in positions)]),
            _array([*nulls, *map(str, positions.values())]),
            limit,
        )

    async def replay(self, user_id: str, since: datetime | None, limit: int) -> Replay:
        """What somebody who joins may have missed."""
        rows = await self._rows(
            Replay,
            "select profile_ids::text[], event_seqs, messages"
            " from engine.fn_replay_broadcasts(%s::uuid, %s, %s)",
            user_id,
            since,
            limit,
        )
        return rows[0]

    async def refuse(self, event: Event) -> None:
        """Report an event that is not its user's."""
        await self._execute(
            "select engine.fn_refuse_broadcast(%s::uuid, %s::uuid, %s)",
            event.user_id,
            event.profile_id,
            event.event_seq,
        )

    async def list_revoked(self, users: Collection[str]) -> set[str]:
        """Which of these users may not listen any more."""
        rows = await self._rows(
            _User,
            "select user_id::text from engine.fn_list_revoked(%s::uuid[])",
            _array(users),
        )
        return {row.user_id for row in rows}

    async def _rows(self, row: type[T], query: LiteralString, *arguments: object) -> list[T]:
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(row))
            await cursor.execute(query, arguments)
            return await cursor.fetchall()

    async def _execute(self, query: LiteralString, *arguments: object) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(query, arguments)


def _array(items: Collection[str]) -> str:
    """An array of ids or numbers as text; quicker than a list of objects, many times a second."""
    return f"{{{','.join(items)}}}"
