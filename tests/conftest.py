"""Fixtures and collection shared by every test: one cluster per run, pgTAP files as tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tools.server import Server, ServerMissing, start_server
from tools.tap import TapFailure, TapSkipped, run_tap_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

SERVER = pytest.StashKey[Server | ServerMissing]()
TAP_CONNECTION = pytest.StashKey["psycopg.Connection[Any]"]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Every tests/pgtap/<folder>/<sentence>.sql is one test, named by its sentence."""
    if file_path.suffix != ".sql" or file_path.parent.name.startswith("_"):
        return None
    if file_path.parent.parent.name != "pgtap":
        return None
    return TapFile.from_parent(parent, path=file_path)


class TapFile(pytest.File):
    """One pgTAP file."""

    def collect(self) -> Iterator[pytest.Item]:
        """The file is its only test."""
        yield TapItem.from_parent(self, name=self.path.stem.replace("_", " "))


class TapItem(pytest.Item):
    """Runs the file on the session's connection to the template's copy."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.add_marker(pytest.mark.sql)

    def runtest(self) -> None:
        """Run and judge; a lost connection is replaced for the next file."""
        try:
            run_tap_file(_tap_connection(self.config), self.path)
        except TapSkipped as reason:
            pytest.skip(str(reason))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> str:  # type: ignore[override]  # pytest's second parameter has a private type
        """The assertions that failed, without a Python traceback."""
        if isinstance(excinfo.value, TapFailure):
            return f"{self.path.relative_to(self.config.rootpath)}\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Folder and sentence."""
        return self.path, None, f"{self.path.parent.name}: {self.name}"


def _server(config: pytest.Config) -> Server:
    """The session's cluster, started when the first test asks for it."""
    if SERVER not in config.stash:
        try:
            config.stash[SERVER] = start_server()
        except ServerMissing as missing:
            config.stash[SERVER] = missing
    server = config.stash[SERVER]
    if isinstance(server, ServerMissing):
        pytest.skip(str(server))
    return server


def _tap_connection(config: pytest.Config) -> psycopg.Connection[Any]:
    connection = config.stash.get(TAP_CONNECTION, None)
    if connection is None or connection.closed:
        server = _server(config)
        connection = server.connect(
            server.create_database(), search_path="tap,public", statement_timeout="30s"
        )
        config.stash[TAP_CONNECTION] = connection
    return connection


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the cluster, whatever happened."""
    server = config.stash.get(SERVER, None)
    if isinstance(server, Server):
        server.cluster.destroy()


def pytest_report_header(config: pytest.Config) -> str:
    """Which server was asked for."""
    import os

    return f"postgres: {os.environ.get('TRADEKEEL_TEST_PG') or 'system'}"


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """The cluster of this run, with the template database built."""
    return _server(request.config)


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """Name of a fresh database with everything applied, for a test that commits."""
    name = server.create_database()
    yield name
    server.drop_database(name)


@pytest.fixture
def database_url(server: Server, database: str) -> str:
    """Superuser's URL of that fresh database."""
    return server.url(database)
