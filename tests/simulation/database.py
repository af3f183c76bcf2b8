"""The real database under virtual time, and the bridge's door to it.

In databases of the simulation `clock_timestamp()` and `gen_random_uuid()` are functions of our own
that read two settings of the session; the server's own stay beside them under other names. They
are put in place before the schema is applied, so defaults, views and bodies all use them. Without
the settings they answer as ever.
"""

from __future__ import annotations

import asyncio
import datetime
import os
from typing import TYPE_CHECKING, Any, Self

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from simulation import lives
from simulation.clock import START_SECONDS
from tools.replica import Replica
from tools.server import SUPERUSER, Server, move_in
from tradekeel.applier import apply
from tradekeel.engine import Engine
from tradekeel.engine_errors import engine_error, is_repeatable
from tradekeel.events import EventTally
from tradekeel.postgres import apply_local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulation.process import Process
    from simulation.world import World

TEMPLATE = "tradekeel_simulation"
GIVE_UP_SECONDS = 15.0

_REPLACED = """
alter function pg_catalog.clock_timestamp() rename to clock_timestamp_of_the_machine;
create function pg_catalog.clock_timestamp() returns timestamptz language sql volatile as $$
  select case
    when pg_catalog.current_setting('simulation.now', true) <> ''
      then pg_catalog.current_setting('simulation.now', true)::timestamptz
    else pg_catalog.clock_timestamp_of_the_machine()
  end
$$;
alter function pg_catalog.gen_random_uuid() rename to gen_random_uuid_of_the_machine;
create function pg_catalog.gen_random_uuid() returns uuid language plpgsql volatile as $$
declare
  v_stream constant text := pg_catalog.current_setting('simulation.stream', true);
  v_count bigint;
begin
  if coalesce(v_stream, '') = '' then
    return pg_catalog.gen_random_uuid_of_the_machine();
  end if;
  v_count := coalesce(nullif(pg_catalog.current_setting('simulation.count', true), ''), '0');
  perform pg_catalog.set_config('simulation.count', (v_count + 1)::text, false);
  return pg_catalog.md5(v_stream || '/' || v_count)::uuid;
end;
$$;
"""


def build_template(server: Server) -> None:
    """Make the database that every history copies, once per server."""
    with server.connect("postgres") as connection:
        found = connection.execute("select from pg_database where datname = %s", [TEMPLATE])
        if found.fetchone() is not None:
            return
        connection.execute(f"create database {TEMPLATE}")
    with server.connect(TEMPLATE) as connection:
        connection.execute(_REPLACED.encode())
    apply_local(server.url(TEMPLATE))
    apply(server.url(TEMPLATE, "postgres"))


def create(server: Server, template: str) -> str:
    """Name of a new copy of the template, unlike those of other processes."""
    server.counter += 1
    name = f"tradekeel_history_{os.getpid()}_{server.counter}"
    with server.connect("postgres") as connection:
        connection.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    move_in(server.url(name))
    return name


def drop(server: Server, name: str) -> None:
    """Drop a history's database; what ran there does not count as covered."""
    with server.connect("postgres") as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


class Database:
    """One history's database: a session of the bridge, a session of the judge."""

    def __init__(self, server: Server, name: str, seed: str) -> None:
        """Connect. The streams of ids depend on the seed only."""
        self.name = name
        self._server = server
        # Counting executed statements would cost a third of the time.
        options = {"plpgsql_check.profiler": "off"} if server.has_checker else {}
        self._bridge = server.connect(name, SUPERUSER, **options)
        self._judge = server.connect(name, SUPERUSER, **options)
        for connection, stream in ((self._bridge, "bridge"), (self._judge, "judge")):
            connection.execute(
                "select set_config('simulation.stream', %s, false)", [f"{seed}/{stream}"]
            )
        self._bridge.execute("set session authorization tradekeel_bridge")

    def close(self) -> None:
        """Close both sessions."""
        self._bridge.close()
        self._judge.close()

    def call(self, rows: Any, query: sql.Composed, arguments: Sequence[object], at: float) -> Any:
        """One call of the bridge at a moment (seconds since the beginning), in one round trip."""
        cursor = psycopg.ClientCursor(self._bridge, row_factory=rows)
        clock = sql.SQL("select set_config('simulation.now', {}, false); ").format(_moment(at))
        cursor.execute(clock + query, arguments)
        cursor.nextset()
        return cursor.fetchall()

    def ask(self, query: str, *arguments: object, at: float) -> list[dict[str, Any]]:
        """Ask as the superuser."""
        self._set_clock(self._judge, at)
        cursor = self._judge.cursor(row_factory=dict_row)
        cursor.execute(query.encode(), arguments or None)
        return cursor.fetchall() if cursor.description else []

    def keep(self) -> lives.Backup:
        """A backup of all rows."""
        return lives.keep(self._judge)

    def bring_back(self, backup: lives.Backup) -> None:
        """Restore a backup, on what looks like another server."""
        lives.bring_back(self._judge, backup)
        self._judge.execute("update meta.installation set system_identifier = 1")

    def copy(self, seed: str) -> Database:
        """All rows, in another database of the same server."""
        other = Database(self._server, create(self._server, TEMPLATE), seed)
        lives.bring_back(other._judge, self.keep())
        return other

    def at(self, server: Server, seed: str) -> Database:
        """The database of that name on another server."""
        return Database(server, self.name, seed)

    def replica(self) -> Replica:
        """A streaming replica of the server it is on."""
        return Replica(self._server)

    def drop(self) -> None:
        """Close, and leave nothing behind."""
        self.close()
        drop(self._server, self.name)

    def ask_as_tenant(self, user_id: str, call: str, *arguments: object, at: float) -> Any:
        """Call a function of schema api as PostgREST does."""
        self._set_clock(self._judge, at)
        with self._judge.transaction():
            self._judge.execute("set local role authenticated")
            self._judge.execute(
                "select set_config('request.jwt.claims', %s, true)",
                [f'{{"sub": "{user_id}", "role": "authenticated"}}'],
            )
            texts = [None if argument is None else str(argument) for argument in arguments]
            row = self._judge.execute(f"select {call}".encode(), texts).fetchone()
        return row[0] if row else None

    @staticmethod
    def _set_clock(connection: psycopg.Connection[Any], at: float) -> None:
        connection.execute("select set_config('simulation.now', %s, false)", [_moment(at)])


def _moment(at: float) -> str:
    return datetime.datetime.fromtimestamp(START_SECONDS + at, datetime.UTC).isoformat(" ")


class SimulatedEngine(Engine):
    """The bridge's engine of one process: the same calls, at the gate, with the same repetition."""

    def __init__(self, world: World, process: Process) -> None:
        self._world = world
        self._database = world.database
        self._process = process
        self._beats = 0
        self.tally = EventTally()

    async def __aenter__(self) -> Self:
        """Nothing to open."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing to close."""

    async def heartbeat(self, *arguments: Any, **named: Any) -> None:
        """One in five: they would be a third of all calls, and change nothing else."""
        self._beats += 1
        if self._beats % 5 == 1:
            await super().heartbeat(*arguments, **named)

    async def list_checks(self) -> list[str]:
        """None: the judge reads every check view itself."""
        return []

    async def _call(self, rows: Any, function: str, arguments: Sequence[object]) -> list[Any]:
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + GIVE_UP_SECONDS
        while True:
            try:
                return await self._once(rows, function, arguments)
            except psycopg.Error as error:
                if not is_repeatable(error) or loop.time() >= give_up_at:
                    raise
                await asyncio.sleep(self._process.draws.uniform(0.05, 1.0))

    async def _once(self, rows: Any, function: str, arguments: Sequence[object]) -> list[Any]:
        world, process = self._world, self._process
        await process.gate(f"{function} out")
        fault = world.database_fault()
        if fault == "read_only":
            raise psycopg.errors.ReadOnlySqlTransaction("cannot execute in a read-only transaction")
        if fault in ("down", "lost_before"):
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        query = sql.SQL("select * from engine.{}({})").format(
            sql.Identifier(function), sql.SQL(", ").join([sql.Placeholder()] * len(arguments))
        )
        try:
            answer: list[Any] = self._database.call(rows, query, arguments, world.database_at())
        except psycopg.Error as error:
            known = engine_error(error)
            world.note(process.name, function, error.sqlstate or "lost")
            await process.gate(f"{function} back")
            if known is None:
                raise
            raise known from None
        world.note(process.name, function, str(answer)[:300])
        if self._database is world.database:
            world.observe(function, arguments, answer)
        if fault == "lost_after":
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        await process.gate(f"{function} back")
        return answer
