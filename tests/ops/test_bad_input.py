"""Wrong settings, secrets, databases, ports: one clear line with what to do, and nothing else."""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import structlog

from ops.processes import once
from tradekeel.cli import main
from tradekeel.logs import configure_logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.server import Server

NOWHERE = "postgresql://nobody@127.0.0.1:1/x"
SECRET = "a-secret-of-the-tests-of-more-than-32-characters"  # noqa: S105 - of these tests
IDS = ("11111111-0000-4000-8000-000000000009", "22222222-0000-4000-8000-000000000009")
GOOD = {"TRADEKEEL_HTTP_ADDRESS": "127.0.0.1:0", "TRADEKEEL_JWT_SECRET": SECRET}
# What is set wrongly, and what has to be in the line.
WRONG = [
    ({"DATABASE_URL": "not an address"}, ("DATABASE_URL", "postgresql://")),
    ({"TRADEKEEL_BRIDGE_URL": "mysql://x"}, ("TRADEKEEL_BRIDGE_URL", "postgresql://")),
    ({"TRADEKEEL_LEASE_SECONDS": "soon"}, ("TRADEKEEL_LEASE_SECONDS", "number")),
    ({"TRADEKEEL_LEASE_SECONDS": "0"}, ("TRADEKEEL_LEASE_SECONDS", "1")),
    ({"TRADEKEEL_LOG_FORMAT": "xml"}, ("TRADEKEEL_LOG_FORMAT", "json")),
    ({"TRADEKEEL_HTTP_TOKEN": "short"}, ("TRADEKEEL_HTTP_TOKEN", "16")),
    ({"TRADEKEEL_JWT_SECRET": "short"}, ("TRADEKEEL_JWT_SECRET", "32")),
    ({"TRADEKEEL_CONSOLE_TOKEN": "short"}, ("TRADEKEEL_CONSOLE_TOKEN", "32")),
    ({"TRADEKEEL_JWKS_FILE": "/nowhere/keys"}, ("/nowhere/keys", "No such file")),
    ({"TRADEKEEL_HTTP_ADDRESS": "nonsense"}, ("nonsense", "give host:port")),
    ({"TRADEKEEL_HTTP_ADDRESS": "0.0.0.0:0"}, ("set TRADEKEEL_HTTP_TOKEN",)),
    ({"DATABASE_URL": NOWHERE}, ("Connection refused", "check the address")),
]


OneLine = Callable[..., str]


@pytest.fixture
def one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[OneLine]:
    """Run a command as its program does; the only line that it said before it ended with 2."""

    def run(*arguments: str, **environment: str) -> str:
        for name in [name for name in os.environ if name.startswith(("TRADEKEEL_", "DATABASE_"))]:
            monkeypatch.delenv(name)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["tradekeel", *arguments])
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, ""), (arguments, said)
        lines = said.err.strip().splitlines()
        assert len(lines) == 1, said.err
        assert lines[0].startswith("tradekeel: ")
        return lines[0]

    handlers = list(logging.getLogger().handlers)
    yield run
    logging.getLogger().handlers = handlers
    structlog.reset_defaults()


@pytest.fixture
def before(server: Server, database: str) -> Iterator[str]:
    """A database's address; what is in it must be the same afterwards."""
    with server.connect(database) as door:
        digest = door.execute("select fixture.digest()").fetchone()
        yield server.url(database)
        assert door.execute("select fixture.digest()").fetchone() == digest


def test_what_is_set_wrongly_is_named_and_nothing_begins(before: str, one_line: OneLine) -> None:
    """By the command that runs longest; each line names the setting and what it takes."""
    for changed, said in WRONG:
        line = one_line("up", **{"DATABASE_URL": before, **GOOD, **changed})
        for words in said:
            assert words in line, (changed, line)
        for value in changed.values():
            assert "SECRET" not in value or value not in line


def test_a_secret_that_is_not_set_is_named(before: str, one_line: OneLine) -> None:
    """A gateway without a key for tokens would let nobody in."""
    line = one_line("gateway", DATABASE_URL=before, TRADEKEEL_HTTP_ADDRESS="127.0.0.1:0")
    assert "set TRADEKEEL_JWT_SECRET or TRADEKEEL_JWKS_FILE" in line


@pytest.mark.parametrize("command", ["up", "gateway", "exporter"])
def test_a_port_in_use_is_said_before_anything_begins(
    before: str, one_line: OneLine, command: str
) -> None:
    """With the setting that chooses another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        environment = {"DATABASE_URL": before, **GOOD, "TRADEKEEL_HTTP_ADDRESS": address}
        line = one_line(command, **environment)
    assert f"cannot serve at {address}: Address already in use; set TRADEKEEL_HTTP_ADDRESS" in line


@pytest.mark.parametrize("command", ["up", "gateway", "status", "check", "plan"])
def test_a_database_without_our_schema_is_told_what_to_run(
    server: Server, one_line: OneLine, command: str
) -> None:
    """`tradekeel apply`, whoever finds out."""
    name = server.create_database("template0")
    try:
        arguments = (command, *IDS) if command == "plan" else (command,)
        line = one_line(*arguments, DATABASE_URL=server.url(name), **GOOD)
    finally:
        with server.connect("postgres") as door:
            door.execute(f"drop database {name} with (force)".encode())
    assert "run tradekeel apply" in line


def test_commands_about_one_thing_say_what_is_wrong_with_it(before: str, one_line: OneLine) -> None:
    """An account that is not there, a document that is none, a login that may not."""
    assert "TNR01" in one_line("plan", *IDS, DATABASE_URL=before)
    assert "account=" in one_line("plan", *IDS, DATABASE_URL=before)
    line = one_line("plan", *IDS, "--document", "/nowhere/x", DATABASE_URL=before)
    assert line == "tradekeel: cannot read /nowhere/x: No such file or directory"
    bridge = before.replace("supabase_admin@", "tradekeel_bridge@")
    assert "docs/operating.md" in one_line("status", DATABASE_URL=bridge)
    assert "the login that applied" in one_line("check", DATABASE_URL=bridge)
    assert "the login that applied" in one_line("drift", DATABASE_URL=bridge)
    for command in ("status", "watch", "validate", "check"):
        assert any(
            word in one_line(command, "--url", NOWHERE) for word in ("check the address", "MTR07")
        ), command
        assert "not a PostgreSQL address" in one_line(command, "--url", "x y"), command


def test_what_the_program_prints_is_that_line(before: str) -> None:
    """The same from outside, as its user sees it."""
    done = once("status", DATABASE_URL=before, TRADEKEEL_LOG_FORMAT="xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tradekeel: TRADEKEEL_LOG_FORMAT: Input should be 'console' or 'json'\n"


def test_what_a_library_says_is_one_line_of_the_log_and_not_again_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A pool that cannot connect would say so every second, in three lines, with the address."""
    handlers = list(logging.getLogger().handlers)
    try:
        configure_logs("json")
        for _ in range(3):
            logging.getLogger("psycopg.pool").warning(
                "error connecting: postgresql://a:hunter2222@h/x refused\n\tIs the server running?"
            )
        logging.getLogger("other").error("token=abcdefgh is wrong")
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    finally:
        logging.getLogger().handlers = handlers
        structlog.reset_defaults()
    assert [line["level"] for line in lines] == ["warning", "error"]
    assert lines[0]["event"] == "the database cannot be reached"
    assert "runbook database-outage" in lines[0]["next"]
    assert "hunter2222" not in str(lines)
    assert "abcdefgh" not in str(lines)
