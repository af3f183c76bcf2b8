"""Live updates through the real gateway: unmodified clients, and sockets that try what is wrong.

One address has PostgREST, the sign-in and two gateways, as processes of their own.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import time
import uuid
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio
import supabase
from websockets.asyncio.client import connect

from api.conftest import Platform, _fill
from api.live import figures, running_live
from api.npm import installed
from api.platform import (
    AUDIENCE,
    PASSWORD,
    PUBLISHABLE_KEY,
    SECRET,
    profile_id,
    running_gateway,
    sign,
    token_of,
    user_id,
)
from api.postgrest import PostgrestMissingError, running_postgrest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from websockets.asyncio.client import ClientConnection

    from tools.server import Server

OWN = f"realtime:user:{user_id(1)}"


@pytest.fixture(scope="module")
def live(server: Server) -> Iterator[Platform]:
    """Two tenants, PostgREST, sign-in and two gateways behind one address."""
    database = server.create_database()
    try:
        _fill(server, database)
        with contextlib.ExitStack() as stack:
            try:
                postgrest = stack.enter_context(
                    running_postgrest(server.url(database, "authenticator"), SECRET, AUDIENCE)
                )
            except PostgrestMissingError as missing:
                pytest.skip(str(missing))
            front = stack.enter_context(running_gateway(postgrest))
            url = server.url(database, "tradekeel_bridge")
            front.live += [stack.enter_context(running_live(url))[0] for _ in range(2)]
            http = stack.enter_context(httpx.Client(base_url=front.address, trust_env=False))
            yield Platform(front.address, server, database, http, front)
    finally:
        server.drop_database(database)


def happen(live: Platform, number: int, times: int = 1) -> list[int]:
    """Things happen to tenant n; the numbers of the events."""
    with live.server.connect(live.database, search_path="tap,public") as connection:
        before = _position(live, number)
        for _ in range(times):
            connection.execute("select fixture.broadcast(%s, %s)", [number, f"test {uuid.uuid4()}"])
    return list(range(before + 1, _position(live, number) + 1))


def _position(live: Platform, number: int) -> int:
    return int(
        live.sql("select event_seq from ledger.capital where user_id = %s", user_id(number))[0][0]
    )


class Raw:
    """A socket that speaks the protocol, version 2, as it is told."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[list[Any]] = []

    async def send(self, topic: str, event: str, payload: Any, ref: str = "1") -> None:
        """One frame."""
        await self.connection.send(json.dumps([ref, ref, topic, event, payload]))

    async def join(self, token: Any, topic: str = OWN, **config: Any) -> dict[str, Any]:
        """Join, and what is answered."""
        ref = uuid.uuid4().hex
        payload = {"config": {"private": True, **config}, "access_token": token}
        await self.send(topic, "phx_join", payload, ref)
        frame = await self.until(lambda f: f[3] == "phx_reply" and f[1] == ref)
        answer: dict[str, Any] = frame[4]
        return answer

    async def until(self, wanted: Any, seconds: float = 10) -> list[Any]:
        """The next frame that is wanted; every frame is kept."""
        async with asyncio.timeout(seconds):
            while True:
                frame = json.loads(await self.connection.recv())
                self.frames.append(frame)
                if wanted(frame):
                    return list(frame)

    def seqs(self) -> list[int]:
        """Numbers of the events so far."""
        return [
            f[4]["payload"]["event_seq"]
            for f in self.frames
            if f[3] == "broadcast" and f[4]["event"] != "synced"
        ]

    async def has(self, seq: int) -> None:
        """Wait for an event."""
        if seq not in self.seqs():
            await self.until(lambda f: seq in self.seqs())


@contextlib.asynccontextmanager
async def raw(address: str) -> AsyncIterator[Raw]:
    """A socket on an address."""
    url = address.replace("http", "ws") + f"/realtime/v1/websocket?vsn=2.0.0&apikey={'x' * 10}"
    async with connect(url, max_size=None) as connection:
        yield Raw(connection)


@pytest_asyncio.fixture
async def socket(live: Platform) -> AsyncIterator[Raw]:
    """A socket behind the one address."""
    async with raw(live.address) as one:
        yield one


async def _client(live: Platform, number: int) -> supabase.AsyncClient:
    client = await supabase.acreate_client(
        live.address, PUBLISHABLE_KEY, supabase.AsyncClientOptions(schema="api")
    )
    await client.auth.sign_in_with_password(
        {"email": f"user{number}@example.org", "password": PASSWORD}
    )
    session = await client.auth.get_session()
    assert session is not None
    await client.realtime.set_auth(session.access_token)
    return client


async def _until(condition: Any, seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - some conditions are rows in the database
            await asyncio.sleep(0.02)


async def test_supabase_py_hears_its_own_and_nothing_else(live: Platform) -> None:
    """Subscribed to one's own topic, refused at another's; what was asked by REST is heard of."""
    client = await _client(live, 1)
    heard: list[dict[str, Any]] = []
    states: dict[int, list[str]] = {1: [], 2: []}
    for number in (1, 2):
        channel = client.channel(f"user:{user_id(number)}", {"config": {"private": True}})
        channel.on_broadcast("*", heard.append)
        await channel.subscribe(lambda state, _, n=number: states[n].append(state.value))
    await _until(lambda: states[1] and states[2])
    assert states[1] == ["SUBSCRIBED"]
    assert states[2][0] == "CHANNEL_ERROR"
    await _until(lambda: [e for e in heard if e["event"] == "synced"])
    asked = f"asked {uuid.uuid4()}"
    await client.rpc(
        "fn_resume_profile",
        {"p_user_id": user_id(1), "p_profile_id": profile_id(1), "p_request_id": asked},
    ).execute()
    happen(live, 2, 3)
    with live.server.connect(live.database, search_path="tap,public") as connection:
        connection.execute("select fixture.call_apply(1)")
    await _until(lambda: [e for e in heard if e["payload"].get("request_id") == asked])
    assert {e["payload"]["user_id"] for e in heard} == {user_id(1)}
    await client.realtime.close()


def test_supabase_js_hears_its_own_and_nothing_else(live: Platform) -> None:
    """The same in node, version 2 of the protocol; the token is refreshed on the way."""
    with subprocess.Popen(
        [
            "node", "live.mjs", live.address, PUBLISHABLE_KEY, "user2@example.org", PASSWORD,
            user_id(2), user_id(1),
        ],
        cwd=installed("js"), stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        joined = json.loads(process.stdout.readline())
        assert joined == {"own": "SUBSCRIBED", "other": "CHANNEL_ERROR"}
        happen(live, 1, 3)
        wanted = happen(live, 2, 3)
        heard = json.loads(process.stdout.readline())
        process.wait(20)
    assert heard["users"] == [user_id(2)]
    assert heard["seqs"] == wanted


SPELLINGS = [
    "user:{other}", "USER:{other}", "user:{OTHER}", "user:{other} ", " user:{other}",
    "user:{other}\n", "user:{bare}", "user:{{{other}}}", "user:urn:uuid:{other}", "user::{other}",
    "user:{own}:{other}", "user:{own},user:{other}", "user:*", "user:%", "user:", "*", "user",
    "realtime:user:{other}", "user:{other}\u200b", "user%3A{other}", "user:{other}%00",
    "user:{other}#", "user:{other}/../{own}", "us\u0435r:{other}", "user:' or true --",
    "user:{OWN}", "user:{own} ", "user:{own}\u0000", "\ud800", "user:{other}" + "x" * 600,
    "phoenix", "",
]  # fmt: skip


async def test_another_users_topic_is_refused_in_every_spelling(live: Platform) -> None:
    """No join, no event, and a record of each; all at once, since a refusal takes a second."""
    names = {
        "own": user_id(1), "OWN": f"{{{user_id(1)}}}", "other": user_id(2),
        "OTHER": user_id(2).upper(), "bare": user_id(2).replace("-", ""),
    }  # fmt: skip
    topics = [spelling.format(**names) for spelling in SPELLINGS]
    before = live.sql("select count(*) from tenancy.breaches")[0][0]

    async def attempt(topic: str) -> Raw:
        async with raw(live.address) as one:
            wire = f"realtime:{topic}"
            answer = await one.join(token_of(1), wire)
            assert answer["status"] == "error", topic
            await one.send("phoenix", "heartbeat", {}, "9")
            await one.until(lambda f: f[1] == "9")
            return one

    tried = await asyncio.gather(*map(attempt, topics))
    assert not [one.seqs() for one in tried if one.seqs()]
    recorded = live.sql(
        "select entry_point, named_user_id::text from tenancy.breaches"
        " where entry_point = 'engine.fn_join_topic' and user_id = %s", user_id(1),
    )  # fmt: skip
    assert ("engine.fn_join_topic", user_id(2)) in recorded
    after = live.sql("select count(*) from tenancy.breaches")[0][0]
    # a topic that no text of the database can hold, and what is too long for one, are refused alike
    assert after - before >= len(topics) - 4


async def test_a_token_that_is_no_tenants_joins_nothing(live: Platform) -> None:
    """Refused with a reason that names no token; all at once, since a refusal takes a second."""
    tokens: list[Any] = [
        token_of(1, exp=int(time.time()) - 60),
        sign({"sub": user_id(1), "role": "authenticated", "exp": time.time() + 60}, "y" * 40),
        token_of(1, aud="x"), token_of(1, role="service_role"), token_of(1, role="anon"),
        token_of(1, role="tradekeel_bridge"), token_of(1, sub=None), token_of(1, sub="x"), None, 7,
        "", "a.b.c",
    ]  # fmt: skip

    async def attempt(token: Any) -> None:
        async with raw(live.address) as one:
            answer = await one.join(token)
            assert answer["status"] == "error", token
            assert answer["response"]["reason"].startswith(("InvalidJWTToken", "Unauthorized"))

    await asyncio.gather(*map(attempt, tokens))


async def test_a_token_ends_its_channel_when_it_expires_and_a_new_one_keeps_it(
    live: Platform,
) -> None:
    """Cut at the token's end with a word; refreshed in time, it stays and hears."""
    soon = int(time.time()) + 2
    async with raw(live.address) as left, raw(live.address) as kept:
        for one in (left, kept):
            assert (await one.join(token_of(1, exp=soon)))["status"] == "ok"
        await kept.send(OWN, "access_token", {"access_token": token_of(1)})
        said = await left.until(lambda f: f[3] == "system")
        assert said[4]["status"] == "error"
        assert "expired" in said[4]["message"]
        await left.until(lambda f: f[3] == "phx_close")
        assert time.time() >= soon
        wanted = happen(live, 1)
        await kept.has(wanted[-1])
        await left.send("phoenix", "heartbeat", {}, "9")
        await left.until(lambda f: f[1] == "9")
        assert wanted[-1] not in left.seqs()


async def test_a_token_of_somebody_else_ends_the_channel(live: Platform, socket: Raw) -> None:
    """After the swap nothing more comes, of neither user."""
    assert (await socket.join(token_of(1)))["status"] == "ok"
    await socket.send(OWN, "access_token", {"access_token": token_of(2)})
    await socket.until(lambda f: f[3] == "phx_close")
    wanted = happen(live, 1) + happen(live, 2)
    await socket.send("phoenix", "heartbeat", {}, "9")
    await socket.until(lambda f: f[1] == "9")
    assert not set(wanted) & set(socket.seqs())


async def test_a_revoked_user_is_cut_off_until_he_is_restored(live: Platform, socket: Raw) -> None:
    """Live channels within seconds, joins at once."""
    topic = f"realtime:user:{user_id(2)}"
    assert (await socket.join(token_of(2), topic))["status"] == "ok"
    live.sql("select ops.fn_revoke_user(%s, 'test')", user_id(2))
    try:
        said = await socket.until(lambda f: f[3] == "system")
        assert "revoked" in said[4]["message"]
        assert (await socket.join(token_of(2), topic))["status"] == "error"
    finally:
        live.sql("select ops.fn_restore_user(%s, 'test')", user_id(2))
    assert (await socket.join(token_of(2), topic))["status"] == "ok"


async def test_nobody_but_the_database_speaks(live: Platform, socket: Raw) -> None:
    """A client's broadcast, public channels and changes of tables are refused."""
    assert (await socket.join(token_of(1)))["status"] == "ok"
    await socket.send(
        OWN, "broadcast", {"type": "broadcast", "event": "order_changed", "payload": {}}, "7"
    )
    async with raw(live.address) as one, raw(live.address) as two:
        said, public, changes = await asyncio.gather(
            socket.until(lambda f: f[1] == "7"),
            one.join(token_of(1), private=False),
            two.join(token_of(1), postgres_changes=[{"event": "*"}]),
        )
    assert said[4]["status"] == public["status"] == changes["status"] == "error"


async def test_both_gateways_bring_everything_in_order(live: Platform) -> None:
    """A client on each: no number is missing or out of order on either."""
    first, second = live.front.live
    async with raw(first) as one, raw(second) as two:
        for socket in (one, two):
            assert (await socket.join(token_of(1)))["status"] == "ok"
        wanted = happen(live, 1, 300)
        for socket in (one, two):
            await socket.has(wanted[-1])
            assert socket.seqs()[-300:] == wanted


async def test_what_an_operator_does_to_capital_is_told(live: Platform, socket: Raw) -> None:
    """Allocated, paused, resumed: each with the amounts and the state, numbered with the others."""
    assert (await socket.join(token_of(1)))["status"] == "ok"
    with live.server.connect(live.database) as connection:
        for call in (
            "allocate_capital(%s, %s, gen_random_uuid(), 1.5)",
            "pause_profile(%s, %s, 'x')",
            "resume_profile(%s, %s, 'x')",
        ):
            connection.execute(f"select ops.fn_{call}".encode(), [user_id(1), profile_id(1)])
        row = connection.execute(
            "select available::text, event_seq from ledger.capital where profile_id = %s",
            [profile_id(1)],
        ).fetchone()
    assert row is not None
    await socket.has(row[1])
    heard = [f[4] for f in socket.frames if f[3] == "broadcast"]
    told = [e["payload"] for e in heard if e["event"] == "capital_changed"][-3:]
    assert [(t["cause"], t["trading_state"]) for t in told] == [
        ("allocate", "active"), ("pause", "paused"), ("resume", "active"),
    ]  # fmt: skip
    assert {t["available"] for t in told} == {row[0]}
    assert [t["event_seq"] for t in told] == [row[1] - 2, row[1] - 1, row[1]]


async def test_a_gateway_that_is_killed_makes_nobody_miss_anything(live: Platform) -> None:
    """supabase-py joins again by itself and hears what happened meanwhile, replayed."""
    url = live.server.url(live.database, "tradekeel_bridge")
    others, heard = live.front.live[:], []
    client = await _client(live, 1)
    client.realtime.initial_backoff = 0.2
    try:
        with running_live(url) as (address, process):
            live.front.live[:] = [address]
            channel = client.channel(f"user:{user_id(1)}", {"config": {"private": True}})
            channel.on_broadcast("*", heard.append)
            await channel.subscribe()
            await _until(lambda: [e for e in heard if e["event"] == "synced"])
            first = happen(live, 1, 2)
            await _until(lambda: _seqs(heard) >= {*first})
            process.kill()
            process.wait()
            live.front.live.clear()
            missed = happen(live, 1, 5)
        with running_live(url) as (address, _):
            live.front.live[:] = [address]
            await _until(lambda: _seqs(heard) >= {*missed}, 30)
            later = happen(live, 1, 2)
            await _until(lambda: _seqs(heard) >= {*later})
            await client.realtime.close()
    finally:
        live.front.live[:] = others
    synced = [e for e in heard if e["event"] == "synced"][-1]
    assert synced["payload"]["profiles"][0]["event_seq"] == missed[-1]


def _seqs(heard: list[dict[str, Any]]) -> set[int]:
    return {e["payload"].get("event_seq", 0) for e in heard}


async def test_an_event_of_another_user_is_refused_and_its_profile_stops(
    live: Platform, socket: Raw
) -> None:
    """Somebody changes the outbox past every rule: not sent, on record, entries stop."""
    assert (await socket.join(token_of(1)))["status"] == "ok"
    with live.server.connect(live.database) as connection, connection.transaction():
        connection.execute(
            "alter table tenancy.broadcasts drop constraint broadcasts_payload_names_its_user"
        )
        connection.execute(
            "insert into tenancy.broadcasts"
            " (user_id, profile_id, event_seq, slot, event, payload, epoch)"
            " select user_id, profile_id, event_seq + 1, 0, 'order_changed',"
            "        jsonb_build_object('user_id', %s::text, 'event_seq', event_seq + 1), 1"
            "   from ledger.capital where user_id = %s",
            [user_id(2), user_id(1)],
        )
        connection.execute(
            "update ledger.capital set event_seq = event_seq + 1 where user_id = %s",
            [user_id(1)],
        )
    wrong = _position(live, 1)
    wanted = happen(live, 1)
    await socket.has(wanted[-1])
    assert wrong not in socket.seqs()
    await _until(
        lambda: live.sql(
            "select named_user_id::text from tenancy.breaches"
            " where entry_point = 'tenancy.broadcast'"
        ) == [(user_id(2),)]
    )  # fmt: skip
    state = live.sql("select trading_state from ledger.capital where user_id = %s", user_id(1))
    assert state == [("paused",)]
    assert live.sql(
        "select level from health.incidents where kind = 'broadcast_refused' and state = 'open'"
    ) == [("critical",)]


def test_the_figures_of_a_gateway_say_what_it_did(live: Platform) -> None:
    """Counted per process, without a user's name."""
    told = [figures(address) for address in live.front.live]
    assert sum(one["events_sent_total"] for one in told) > 300
    assert sum(one['refused_total{reason="topic"}'] for one in told) > 0
    assert sum(one['dropped_total{reason="revoked"}'] for one in told) == 1
    assert all(one["read_age_seconds"] < 5 for one in told)
