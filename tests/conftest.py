"""Collection and fixtures shared by every test.

One cluster and one template database per run, started when the first test asks. pgTAP files and
isolation specs are tests of their own. Under ``CI`` a skipped test fails the run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tools.coverage import CoverageReport, required_percent
from tools.isolation import (
    IsolationFailureError,
    allowed_leftovers,
    find_isolationtester,
    run_spec,
    violations,
)
from tools.server import TEMPLATE, Server, ServerMissingError, start_server
from tools.tap import TapFailureError, TapSkippedError, run_tap_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

# The same examples in every run, so that CI does not fail by luck; make test-long looks further.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile(
    "explore", deadline=None, max_examples=1000, print_blob=True, derandomize=False
)
hypothesis.settings.load_profile(os.environ.get("TRADEKEEL_HYPOTHESIS") or "steady")

SERVER = pytest.StashKey[Server | Exception]()
TAP_CONNECTION = pytest.StashKey["psycopg.Connection[Any]"]()
COVERAGE = pytest.StashKey[CoverageReport]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two switches of our own."""
    group = parser.getgroup("tradekeel")
    group.addoption(
        "--plpgsql-coverage",
        action="store_true",
        help="report PL/pgSQL statement coverage and fail below pyproject.toml's floor",
    )
    group.addoption(
        "--accept-isolation",
        action="store_true",
        help="write what isolation specs print as their expected output; read the difference",
    )


def pytest_report_header() -> str:
    """Which server was asked for."""
    return f"postgres: {os.environ.get('TRADEKEEL_TEST_PG') or 'system'}"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """pgTAP: tests/pgtap/<folder>/<sentence>.sql. Isolation: tests/isolation/<sentence>.spec."""
    folders = [folder.name for folder in file_path.parents]
    if file_path.suffix == ".sql" and folders[1] == "pgtap" and not folders[0].startswith("_"):
        return SentenceFile.from_parent(parent, path=file_path)
    if file_path.suffix == ".spec" and folders[0] == "isolation":
        return SentenceFile.from_parent(parent, path=file_path)
    return None


class SentenceFile(pytest.File):
    """A file that is one test, named by its sentence."""

    def collect(self) -> Iterator[pytest.Item]:
        """The one test."""
        kind = TapItem if self.path.suffix == ".sql" else SpecItem
        yield kind.from_parent(self, name=self.path.stem.replace("_", " "))


class SentenceItem(pytest.Item):
    """What pgTAP files and isolation specs have in common."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.add_marker(pytest.mark.sql)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> str:
        """What failed, without a Python traceback."""
        if isinstance(excinfo.value, TapFailureError | IsolationFailureError):
            return f"{self.path.relative_to(self.config.rootpath)}\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Folder and sentence."""
        return self.path, None, f"{self.path.parent.name}: {self.name}"


class TapItem(SentenceItem):
    """Runs the file on the session's connection to one copy of the template."""

    def runtest(self) -> None:
        """Run and judge; a lost connection is replaced for the next file."""
        try:
            run_tap_file(_tap_connection(self.config), self.path)
        except TapSkippedError as reason:
            pytest.skip(str(reason))


class SpecItem(SentenceItem):
    """Runs the spec in a database of its own."""

    def runtest(self) -> None:
        """Compare the output, then look whether every check view is empty."""
        tester = find_isolationtester()
        if tester is None:
            pytest.skip("isolationtester is not here; Debian's postgresql-15 has it")
        server = _server(self.config)
        name = server.create_database()
        try:
            accept = bool(self.config.getoption("--accept-isolation"))
            run_spec(tester, self.path, server.url(name), accept=accept)
            with server.connect(name) as connection:
                found = violations(connection)
        finally:
            server.drop_database(name)
        unexpected = found.keys() - allowed_leftovers(self.path)
        if unexpected:
            lines = [f"{view}: {row}" for view in sorted(unexpected) for row in found[view]]
            raise IsolationFailureError("check views are not empty:\n" + "\n".join(lines))


def _server(config: pytest.Config) -> Server:
    """The session's cluster, started when the first test asks for it."""
    if SERVER not in config.stash:
        try:
            config.stash[SERVER] = start_server()
        except Exception as error:  # noqa: BLE001 - told once for every test, tried once
            config.stash[SERVER] = error
    server = config.stash[SERVER]
    if isinstance(server, ServerMissingError):
        pytest.skip(str(server))
    if isinstance(server, Exception):
        pytest.fail(f"no database to test on: {type(server).__name__}: {server}", pytrace=False)
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


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Judge coverage and, under CI, skips."""
    config = session.config
    server = config.stash.get(SERVER, None)
    failed = False
    if config.getoption("--plpgsql-coverage") and isinstance(server, Server):
        failed = not _measure_coverage(config, server)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        failed = True
    if failed and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _measure_coverage(config: pytest.Config, server: Server) -> bool:
    """Whether there is enough of it; where it cannot be measured, only CI minds."""
    if not server.has_checker:
        return not os.environ.get("CI")
    tap_connection = config.stash.get(TAP_CONNECTION, None)
    if tap_connection is not None and not tap_connection.closed:
        server.coverage.collect(tap_connection)
    with server.connect(TEMPLATE) as connection:
        report = config.stash[COVERAGE] = server.coverage.report(connection)
    return report.percent >= required_percent(config.rootpath / "pyproject.toml")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """The server that was used, the coverage table, and why a run of passes may still fail."""
    server = config.stash.get(SERVER, None)
    if isinstance(server, Server):
        terminalreporter.write_line(
            f"PostgreSQL {server.version} ({server.name}), pgTAP from {server.pgtap_source}"
        )
        if config.getoption("--plpgsql-coverage") and not server.has_checker:
            terminalreporter.write_line("left out: coverage, plpgsql_check is not on this server")
    if COVERAGE in config.stash:
        report = config.stash[COVERAGE]
        for line in report.lines():
            terminalreporter.write_line(line)
        floor = required_percent(config.rootpath / "pyproject.toml")
        if report.percent < floor:
            terminalreporter.write_line(f"coverage is below {floor:g}%", red=True)
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("tests were skipped, which CI does not accept", red=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the cluster, whatever happened."""
    server = config.stash.get(SERVER, None)
    if isinstance(server, Server):
        server.destroy()


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
