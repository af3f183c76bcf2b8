"""The gateway's own bounds, against a door that plays the database: no server is needed.

What the database decides is tested in tests/pgtap, what real clients see in tests/api.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import jwt
import psycopg
import pytest
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tradekeel.gateway import Door, Gateway, Limits, routes
from tradekeel.gateway.door import Answer, Event, Replay
from tradekeel.health_server import bind, serving
from tradekeel.tokens import Verifier

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

SECRET = "a-secret-of-the-tests-of-more-than-32-characters"  # noqa: S105 - signs test tokens only
USER, OTHER, PROFILE = (str(uuid.UUID(int=n)) for n in (1, 2, 3))
QUICK = Limits(poll_seconds=0.005, sweep_seconds=0.02, refusal_seconds=0.01)


@dataclass
class PlayedDoor:
    """An outbox in memory: event_seq of a profile is its place in the list, from 1."""

    outbox: dict[str, list[str]] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    refused: list[Event] = field(default_factory=list)
    failing: int = 0
    before_replay: Callable[[], None] | None = None
    # How long each replay is under way, in seconds: who began first may end last.
    delays: list[float] = field(default_factory=list)

    def happen(self, user: str, text: str = "x") -> int:
        """One event; its number."""
        self.outbox.setdefault(user, []).append(text)
        return len(self.outbox[user])

    def _message(self, user: str, seq: int) -> str:
        text = self.outbox[user][seq - 1]
        payload = {"user_id": user, "event_seq": seq, "text": text}
        return json.dumps({"type": "broadcast", "event": "test", "payload": payload})

    async def join_topic(self, claims: str, topic: str) -> Answer:
        user = json.loads(claims)["sub"]
        return Answer(user, topic == f"user:{user}" and user not in self.revoked)

    async def read(self, users: list[str], positions: Any, limit: int) -> list[Event]:
        if self.failing:
            self.failing -= 1
            raise psycopg.OperationalError("away")
        events = []
        for user in users:
            newest, known = len(self.outbox.get(user, [])), positions.get((user, PROFILE), 0)
            first = 1 if known > newest else known + 1
            for seq in range(first, newest + 1)[:limit]:
                message = self._message(user, seq)
                events.append(Event(user, PROFILE, seq, datetime.now(UTC), message))
        return events

    async def replay(self, user: str, since: datetime | None, limit: int) -> Replay:
        await asyncio.sleep(0)
        seqs = range(1, len(self.outbox.get(user, [])) + 1)
        answer = Replay([PROFILE], [len(seqs)], [self._message(user, seq) for seq in seqs[-limit:]])
        if self.before_replay is not None:
            self.before_replay()
            await asyncio.sleep(self.delays.pop(0) if self.delays else 0.02)
        return answer

    async def refuse(self, event: Event) -> None:
        self.refused.append(event)

    async def list_revoked(self, users: list[str]) -> set[str]:
        return self.revoked & {*users}


def token(user: str = USER, seconds: float = 60, **claims: Any) -> str:
    """A token of a user for so long."""
    body = {"sub": user, "role": "authenticated", "aud": "authenticated"}
    return jwt.encode(body | {"exp": time.time() + seconds} | claims, SECRET, "HS256")


@contextlib.asynccontextmanager
async def served(door: PlayedDoor, limits: Limits = QUICK) -> AsyncIterator[tuple[str, Gateway]]:
    """A gateway on an address of its own."""
    gateway = Gateway(cast("Door", door), Verifier(SECRET), limits)
    bound, stopping = bind("127.0.0.1:0", None), asyncio.Event()
    bound.listen()  # whoever is early waits
    port = bound.getsockname()[1]
    async with serving(Starlette(routes=routes(gateway)), bound):
        task = asyncio.create_task(gateway.run(stopping))
        try:
            yield f"ws://127.0.0.1:{port}/realtime/v1/websocket?vsn=2.0.0", gateway
        finally:
            stopping.set()
            await task


async def join(connection: ClientConnection, user: str = USER, ref: str = "1") -> str:
    """Join a user's topic with his token; the status."""
    payload = {"config": {"private": True}, "access_token": token(user)}
    await connection.send(json.dumps([ref, ref, f"realtime:user:{user}", "phx_join", payload]))
    frame = await until(connection, lambda f: f[3] == "phx_reply")
    return str(frame[4]["status"])


async def until(connection: ClientConnection, wanted: Callable[[list[Any]], bool]) -> list[Any]:
    """The next frame that is wanted."""
    async with asyncio.timeout(10):
        while True:
            frame = json.loads(await connection.recv())
            if wanted(frame):
                return list(frame)


async def drain(connection: ClientConnection) -> None:
    """Read to the end. Raises ConnectionClosed."""
    async with asyncio.timeout(10):
        while True:
            await connection.recv()


async def seqs_until(connection: ClientConnection, last: int) -> list[int]:
    """Numbers of events up to one."""
    seen: list[int] = []
    async with asyncio.timeout(10):
        while last not in seen:
            frame = json.loads(await connection.recv())
            if frame[3] == "broadcast":
                seen.append(frame[4]["payload"]["event_seq"])
    return seen


async def test_who_does_not_read_is_dropped_with_a_reason_and_nobody_waits_for_him() -> None:
    """The queue is bounded; the other client of the same user gets everything."""
    door = PlayedDoor()
    limits = Limits(poll_seconds=0.005, queue_bytes=300_000)
    async with (
        served(door, limits) as (address, gateway),
        connect(address, max_queue=1) as slow,
        connect(address) as quick,
    ):
        assert await join(slow) == await join(quick) == "ok"
        last, received = 0, []
        async with asyncio.timeout(20):
            while gateway.figures()["dropped"]["slow"] == 0:
                last = door.happen(USER, "y" * 50_000)
                received += await seqs_until(quick, last)
        assert received == list(range(1, last + 1))
        assert gateway.figures()["sockets"] == 1
        # What was on its way still comes; then the word why.
        with pytest.raises(ConnectionClosed) as closed:
            await drain(slow)
    assert closed.value.rcvd is None or (
        closed.value.rcvd.code == 1013 and "too slow" in closed.value.rcvd.reason
    )


async def test_what_happens_while_a_client_joins_is_neither_lost_nor_out_of_order() -> None:
    """Events between the replay and the first reading come after what was replayed."""
    door = PlayedDoor()
    door.happen(USER)
    async with served(door) as (address, _), connect(address) as first, connect(address) as second:
        door.before_replay = lambda: [door.happen(USER) for _ in range(3)] and None
        door.delays = [0.2, 0.02]
        joining = [asyncio.create_task(join(one)) for one in (first, second)]
        assert await asyncio.gather(*joining) == ["ok", "ok"]
        door.before_replay = None
        last = door.happen(USER)
        for one in (first, second):
            assert await seqs_until(one, last) == list(range(1, last + 1))


async def test_a_database_that_was_away_makes_nobody_miss_anything() -> None:
    """The readings go on where they were."""
    door = PlayedDoor()
    async with served(door) as (address, gateway), connect(address) as one:
        assert await join(one) == "ok"
        door.failing = 5
        last = [door.happen(USER) for _ in range(10)][-1]
        assert await seqs_until(one, last) == list(range(1, 11))
        assert gateway.figures()["readAgeSeconds"] < 1


async def test_numbers_that_went_back_are_heard_anew() -> None:
    """A restored database counts from an earlier number."""
    door = PlayedDoor()
    for _ in range(5):
        door.happen(USER)
    async with served(door) as (address, _), connect(address) as one:
        assert await join(one) == "ok"
        await seqs_until(one, 5)
        door.outbox[USER] = ["a", "b"]
        assert await seqs_until(one, 2) == [1, 2]


async def test_so_many_sockets_channels_and_frames() -> None:
    """Beyond the bounds there is a reason, and the others go on."""
    door = PlayedDoor()
    limits = Limits(sockets=2, channels_a_socket=1, refusal_seconds=0.01)
    async with (
        served(door, limits) as (address, gateway),
        connect(address) as one,
        connect(address) as two,
    ):
        assert await join(one) == await join(two, OTHER) == "ok"
        async with connect(address) as three:
            with pytest.raises(ConnectionClosed, match="too many connections"):
                await three.recv()
        assert await join(one, OTHER, "2") == "error"
        for _ in range(200):
            await two.send(json.dumps([None, "1", "phoenix", "heartbeat", {}]))
        with pytest.raises(ConnectionClosed, match="too many frames"):
            await drain(two)
        assert await seqs_until(one, door.happen(USER)) == [1]
        assert gateway.figures()["dropped"]["rules"] == 1


@pytest.mark.parametrize(
    "data",
    [
        "x", "{}", "[]", "[1,2,3,4,5]", '[null,null,null,"phx_join",{}]', "1" * 5000, "[" * 3000,
        b"", b"\x03", b"\x00\x01\x02\x03\x04\x05\x06\x07", b"\xff" * 100, "null", "\x00",
    ],
)  # fmt: skip
async def test_what_is_no_frame_ends_the_socket_and_no_other(data: str | bytes) -> None:
    """Closed with a reason; a neighbour still hears."""
    door = PlayedDoor()
    async with served(door) as (address, _), connect(address) as bad, connect(address) as good:
        assert await join(good) == "ok"
        await bad.send(data)
        with pytest.raises(ConnectionClosed, match="not the Realtime protocol"):
            await bad.recv()
        assert await seqs_until(good, door.happen(USER)) == [1]


async def test_a_silent_socket_ends_and_a_stop_sends_everybody_elsewhere() -> None:
    """Heartbeats keep a socket; a gateway that stops says so."""
    limits = Limits(silence_seconds=0.3, sweep_seconds=0.02)
    async with contextlib.AsyncExitStack() as stack:
        address, gateway = await stack.enter_async_context(served(PlayedDoor(), limits))
        silent, alive = await connect(address), await connect(address)
        async with asyncio.timeout(5):
            while gateway.figures()["dropped"]["silent"] == 0:
                await alive.send(json.dumps([None, "1", "phoenix", "heartbeat", {}]))
                await asyncio.sleep(0.1)
        with pytest.raises(ConnectionClosed, match="no heartbeat"):
            await silent.recv()
    with pytest.raises(ConnectionClosed) as closed:
        await drain(alive)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012


async def test_revocation_and_expiry_cut_channels_and_positions_are_forgotten() -> None:
    """Nothing is kept of users whom nobody serves any more."""
    door = PlayedDoor()
    async with served(door) as (address, gateway), connect(address) as one:
        assert await join(one) == "ok"
        await seqs_until(one, door.happen(USER))
        door.revoked.add(USER)
        frame = await until(one, lambda f: f[3] == "system")
        assert frame[4] == {
            "extension": "system", "status": "error", "message": "access was revoked",
            "channel": f"user:{USER}",
        }  # fmt: skip
        await until(one, lambda f: f[3] == "phx_close")
        assert gateway.figures()["channels"] == 0
        assert not gateway._positions
        assert not gateway._ready


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "set TRADEKEEL_JWT_SECRET or TRADEKEEL_JWKS_FILE"),
        ({"TRADEKEEL_JWT_SECRET": "short"}, "TRADEKEEL_JWT_SECRET: "),
        ({"TRADEKEEL_JWKS_FILE": "/nowhere/keys.json"}, "cannot read the key set"),
    ],
)
def test_without_a_key_that_can_be_used_nothing_is_served(
    settings: dict[str, str], said: str
) -> None:
    """One line and exit code 2."""
    done = subprocess.run(
        [sys.executable, "-m", "tradekeel.cli", "gateway"],
        env={"PATH": "/usr/bin:/bin", "TRADEKEEL_HTTP_ADDRESS": "127.0.0.1:0",
             "TRADEKEEL_BRIDGE_URL": "postgresql://127.0.0.1:1/x", **settings},
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
