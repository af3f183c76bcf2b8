"""The command: what it prints, its exit codes, errors in one line."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from install.support import ONE_SOURCE, Database
from tradekeel.applier import apply
from tradekeel.postgres import Cluster

BRIDGE = Path(__file__).parents[2] / "bridge"


def run(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """One call of the command, as a shell would make it."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TRADEKEEL_")
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "tradekeel.cli", *arguments],
        cwd=cwd,
        env=environment | {"PYTHONPATH": str(BRIDGE)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def answer(result: subprocess.CompletedProcess[str], code: int = 0) -> Any:
    """The JSON document of a call with this exit code."""
    assert (result.returncode, result.stderr) == (code, "")
    return json.loads(result.stdout)


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """The error of a call that failed as it should."""
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("tradekeel: ")
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


@pytest.fixture
def home(folder: Path) -> Iterator[Path]:
    """A working folder whose private PostgreSQL is gone afterwards."""
    yield folder
    Cluster(folder / ".tradekeel" / "postgres").destroy()


def test_help_is_fast_and_tells_exit_codes(tmp_path: Path) -> None:
    started = time.monotonic()
    result = run("--help", cwd=tmp_path)
    assert time.monotonic() - started < 2  # 0.1 s on a quiet machine
    assert result.returncode == 0
    for command in ("apply", "check", "drift", "db", "version", "Exit codes"):
        assert command in result.stdout


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, tradekeel.cli; heavy = 'psycopg', 'pydantic', 'tenacity', 'ccxt', 'rich';"
        "print([name for name in heavy if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(BRIDGE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["apply", "check", "drift", "version", "db start", "db psql"])
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    result = run(*command.split(), "--help", cwd=tmp_path)
    assert result.returncode == 0
    assert "Exit codes" in result.stdout


def test_without_anything_set_a_private_database_is_used(home: Path) -> None:
    assert answer(run("db", "status", "--json", cwd=home), 1)["running"] is False
    assert not (home / ".tradekeel").exists()
    applied = answer(run("apply", "--json", cwd=home))
    assert applied["migrations"]
    assert applied["drifted"] == 0
    assert answer(run("apply", "--json", cwd=home))["repeatables"] == []
    assert answer(run("check", "--json", cwd=home)) == []
    assert answer(run("drift", "--json", cwd=home)) == []
    status = answer(run("db", "status", "--json", cwd=home))
    assert run("db", "url", cwd=home).stdout.strip() == status["url"]
    with psycopg.connect(status["url"], autocommit=True) as connection:
        connection.execute("create schema by_hand")
        connection.execute("grant usage on schema by_hand to anon")
    asked = run("db", "psql", "-Atc", "select current_user", cwd=home)
    assert (asked.returncode, asked.stdout) == (0, "postgres\n")
    for _ in range(2):
        assert run("db", "stop", cwd=home).returncode == 0
    assert run("db", "status", cwd=home).returncode == 1
    started = run("db", "start", cwd=home)
    assert started.stdout.strip() == status["url"]
    assert (home / ".tradekeel").stat().st_uid == os.geteuid()


def test_home_is_where_it_is_said_to_be(home: Path) -> None:
    status = answer(run("db", "status", "--json", cwd=home, TRADEKEEL_HOME="elsewhere"), 1)
    assert status["folder"] == str(home / "elsewhere" / "postgres")


@ONE_SOURCE
def test_problems_found_are_exit_code_1(database: Database, tmp_path: Path) -> None:
    apply(database.url)
    assert run("drift", cwd=tmp_path, DATABASE_URL=database.url).stdout == "no drift\n"
    database.run("alter table ledger.capital disable row level security")
    result = run("drift", cwd=tmp_path, DATABASE_URL=database.url)
    assert result.returncode == 1
    assert "ledger.capital" in result.stdout
    rows = answer(run("drift", "--json", cwd=tmp_path, DATABASE_URL=database.url), 1)
    assert [row["identity"] for row in rows] == ["ledger.capital"]
    assert answer(run("drift", "--rebaseline", "--json", "--url", database.url, cwd=tmp_path))
    assert run("drift", "--url", database.url, cwd=tmp_path).returncode == 0
    database.run("drop view if exists health.check_isolation_rls_enabled")
    rows = answer(run("check", "--json", cwd=tmp_path, DATABASE_URL=database.url), 1)
    assert rows
    assert run("check", cwd=tmp_path, DATABASE_URL=database.url).returncode == 1


@ONE_SOURCE
def test_refusals_are_one_line(database: Database, tmp_path: Path) -> None:
    said = one_line(run("drift", cwd=tmp_path, DATABASE_URL=database.url))
    assert "MTR07" in said
    said = one_line(run("apply", cwd=tmp_path, DATABASE_URL=database.admin))
    assert "MTR05" in said


@pytest.mark.parametrize("command", ["apply", "check", "drift"])
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/nothing", "Connection refused"),
        ("postgresql://nobody@/nothing?host=/nowhere", "No such file"),
        ("nonsense", "not a PostgreSQL address"),
    ],
)
def test_an_unreachable_database_is_one_line(
    tmp_path: Path, command: str, url: str, said: str
) -> None:
    assert said in one_line(run(command, cwd=tmp_path, DATABASE_URL=url))


def test_a_password_is_never_printed(tmp_path: Path) -> None:
    url = "postgresql://somebody:geheim@127.0.0.1:1/nothing"
    assert "geheim" not in one_line(run("check", cwd=tmp_path, DATABASE_URL=url))


def test_no_postgres_is_one_line(tmp_path: Path) -> None:
    said = one_line(run("db", "start", cwd=tmp_path, TRADEKEEL_PG_BINDIR="/nowhere"))
    assert "/nowhere" in said


def test_wrong_use_is_exit_code_2(tmp_path: Path) -> None:
    assert run("frobnicate", cwd=tmp_path).returncode == 2
    assert run("apply", "--target", "none", cwd=tmp_path).returncode == 2
    assert run("db", "url", cwd=tmp_path).returncode == 2


def test_version(tmp_path: Path) -> None:
    facts = answer(run("version", "--json", cwd=tmp_path))
    assert facts["migration"] >= 1
    assert facts["tradekeel"] in run("version", cwd=tmp_path).stdout
