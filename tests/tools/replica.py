"""A real streaming replica of a test cluster, to be cut off and promoted."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.server import SETTINGS, SUPERUSER, Server, locate
from tradekeel.postgres import Cluster, PostgresError

if TYPE_CHECKING:
    import psycopg

    from tradekeel.postgres.serveruser import ServerUser

PATIENCE_SECONDS = 30.0
# What a replica must have as its primary has it.
_ALIKE = ("max_connections",)


class Standby(Cluster):
    """A cluster whose data folder is a base backup of another one that runs."""

    def __init__(self, folder: Path, primary: Server) -> None:
        """Remember; nothing is copied yet."""
        binaries = locate(primary.name)
        settings = dict(SETTINGS)
        with primary.connect("postgres") as connection:
            for name in _ALIKE:
                row = connection.execute("select current_setting(%s)", [name]).fetchone()
                settings[name] = row[0] if row else ""
        super().__init__(folder, binaries, preload=["plpgsql"], settings=settings)
        self._primary = primary

    def _initdb(self, user: ServerUser, bindir: Path, seen: Path, descriptor: int) -> None:
        """Copy the primary instead, with what it takes to follow it (`-R`)."""
        answer = user.run(
            [
                bindir / "pg_basebackup",
                *("-D", seen / "data.new", "-d", self._primary.url("postgres")),
                *("-R", "--checkpoint=fast", "--wal-method=stream", "--no-sync", "--no-manifest"),
            ],
            timeout_seconds=PATIENCE_SECONDS,
            keep=(descriptor,),
        )
        if answer.returncode != 0:
            raise PostgresError(f"pg_basebackup failed: {answer.stderr.strip()}")
        (self.folder / "data.new").rename(self.data)


class Replica:
    """Follows a primary until it is cut off; what the primary writes afterwards it never hears."""

    def __init__(self, primary: Server) -> None:
        """Copy the primary and begin to follow it."""
        self._primary = primary
        self._folder = tempfile.mkdtemp(prefix="tkre-")
        self.cluster = Standby(Path(self._folder) / "pg", primary)
        self.cluster.start()

    def server(self) -> Server:
        """As a server to connect to."""
        return Server(self._primary.name, self.cluster, SUPERUSER)

    def cut_off(self) -> None:
        """Take in all that is committed by now, and nothing more."""
        with self._primary.connect("postgres", synchronous_commit="on") as connection:
            connection.execute("select pg_logical_emit_message(true, 'tests', 'here')")
            row = connection.execute("select pg_current_wal_flush_lsn()::text").fetchone()
        with self.server().connect("postgres") as connection:
            _until(connection, f"select pg_last_wal_replay_lsn() >= '{row and row[0]}'")
            connection.execute("alter system set primary_conninfo = ''")
            connection.execute("select pg_reload_conf()")
            _until(connection, "select not exists (select from pg_stat_wal_receiver)")

    def promote(self) -> None:
        """Make it a primary of its own, on the next timeline."""
        with self.server().connect("postgres") as connection:
            connection.execute("select pg_promote(true)")
            _until(connection, "select not pg_is_in_recovery()")

    def destroy(self) -> None:
        """Stop it and remove its folder."""
        self.cluster.destroy()
        shutil.rmtree(self._folder, ignore_errors=True)


def _until(connection: psycopg.Connection[Any], question: str) -> None:
    """Ask until the answer is yes; what is asked for needs no more than the server's own time."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        row = connection.execute(question.encode()).fetchone()
        if row is not None and row[0]:
            return
        time.sleep(0.005)
    raise AssertionError(f"never true: {question}")
