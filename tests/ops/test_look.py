"""`tradekeel look`: everything that operators may read, as they read it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import psycopg
import pytest
from rich.console import Console
from typer.testing import CliRunner

from ops.processes import once
from tradekeel.cli import app, one_line
from tradekeel.looking import THINGS, read, screen, usage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.server import Server

OPERATOR = "lena_of_looks"
IDS = """
select fixture.user_id(1)::text, fixture.profile_id(1)::text, fixture.account_id(1)::text,
       a.client_order_text from fixture.attempt(1) as a
"""
# Shown by `status`, and by the console.
ELSEWHERE = {"ops.fn_read_health", "ops.fn_read_status", "ops.fn_read_history"}


@pytest.fixture(scope="module")
def known(server: Server) -> Iterator[tuple[str, dict[str, str]]]:
    """An operator's address of a database where an entry is under way, and its ids."""
    database = server.create_database()
    with server.connect(database) as connection:
        connection.execute(f"create role {OPERATOR} login in role tradekeel_operator".encode())
        connection.execute("select fixture.stage(1)")
        connection.execute("select fixture.begin_entry(1, 'r1', 0.001)")
        ids = connection.execute(IDS).fetchone() or ()
    try:
        names = ("user", "profile", "account", "order")
        yield (
            server.url(database, OPERATOR),
            dict(zip(names, ids, strict=True))
            | {"check": "capital_row_is_sound", "lines": "0", "head": ""},
        )
    finally:
        server.drop_database(database)
        with server.connect("postgres") as connection:
            connection.execute(f"drop role {OPERATOR}".encode())


@pytest.mark.parametrize("name", THINGS)
def test_an_operator_sees_it(known: tuple[str, dict[str, str]], name: str) -> None:
    """As rows, and on a terminal of any width."""
    url, ids = known
    rows = read(url, name, [ids[wanted] for wanted in THINGS[name].names], None, 10)
    assert rows or name in {"check", "incidents", "mismatches", "breaches", "changes", "loops",
                            "stopped", "prices"}  # fmt: skip
    for width in (40, 80, 4000):
        page = io.StringIO()
        Console(file=page, width=width, highlight=False, soft_wrap=True).print(screen(rows, width))
        for row in rows:
            for value in row.get("item", row).values():
                if isinstance(value, str):
                    assert value in page.getvalue()


def test_everything_that_auditors_may_read_is_there(server: Server, database: str) -> None:
    with server.connect(database) as connection:
        readable = {
            name
            for (name,) in connection.execute(
                "select f.name from fixture.our_functions as f where f.schema = 'ops'"
                " and has_function_privilege('tradekeel_auditor', f.function_oid, 'execute')"
            )
        }
    assert {thing.call.split("(")[0] for thing in THINGS.values()} == readable - ELSEWHERE


def test_amounts_stay_what_they_are(known: tuple[str, dict[str, str]]) -> None:
    """A number of a document never becomes a float."""
    url, ids = known
    done = once("look", "profile", ids["user"], ids["profile"], "--json", "--url", url)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    capital = next(row["item"] for row in rows if row["part"] == "capital")
    assert capital["allocated"] == "1000"
    assert ".0" not in capital["allocated"]


def test_what_is_wrong_is_one_line(known: tuple[str, dict[str, str]]) -> None:
    """And without arguments it says what there is."""
    url, ids = known
    run = CliRunner().invoke
    assert run(app, ["look"]).stdout.splitlines() == usage().splitlines()
    for arguments, line in (
        (["nonsense"], "there is no nonsense to look at: one of installation, stopped"),
        (["profile", ids["user"]], "this is wanted: tradekeel look profile USER PROFILE"),
    ):
        done = run(app, ["look", *arguments])
        assert (done.exit_code, done.stdout) == (2, "")
        assert line in done.stderr
    # A refused look at a user is on record, one at everybody is not.
    for arguments, line in (
        (["profiles", ids["account"]], "TNR01 there is no such object: user="),
        (["profiles", "bert"], "22P02"),
        (["locks", "--limit", "0"], "limit=0 wanted=1 to 1000"),
    ):
        done = run(app, ["look", *arguments, "--url", url])
        assert isinstance(done.exception, Exception)
        assert line in str(one_line(done.exception))
    refused = [
        (str(row["user_id"]), row["entry_point"], row["result"]["refused"])
        for row in read(url, "audit", [], None, 1000)
        if "refused" in row["result"]
    ]
    nobody = "00000000-0000-0000-0000-000000000000"
    assert refused == [
        (nobody, "ops.fn_list_profiles", "22P02"),
        (ids["account"], "ops.fn_list_profiles", "TNR01"),
    ]


def test_a_look_that_is_rolled_back_is_in_the_log(
    server: Server, known: tuple[str, dict[str, str]]
) -> None:
    """Its row is gone; the line is not, and who looks cannot keep the server from writing it."""
    url, ids = known
    log: Path | None = getattr(server.cluster, "log", None)
    if log is None:
        pytest.skip("the server's log is not here")
    looks = "select count(*) from ops.fn_read_audit(null, 1000) where arguments ->> 'order' = 'r1'"
    with psycopg.connect(url, autocommit=True) as login:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute("set log_min_messages = panic")
        with login.transaction(force_rollback=True):
            login.execute("select * from ops.fn_read_order(%s::uuid, null, 'r1', 7)", [ids["user"]])
        assert login.execute(looks).fetchone() == (0,)
    line = f"tradekeel: {OPERATOR} reads ops.fn_read_order of user {ids['user']}"
    assert [one for one in log.read_text().splitlines() if line in one and '"limit": 7' in one]


def test_a_bridge_may_not(known: tuple[str, dict[str, str]]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        read(known[0].replace(OPERATOR, "tradekeel_bridge"), "stopped", [], None, 10)
