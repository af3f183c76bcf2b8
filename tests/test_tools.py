"""The runners themselves: what they must refuse, they refuse."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tools.house_lint import all_problems
from tools.isolation import IsolationFailureError, find_isolationtester, run_spec
from tools.sql_style import statements_of_body
from tools.statements import split_statements, without_comments
from tools.tap import TapFailureError, TapResult, TapSkippedError, run_tap

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tools.server import Server

FUNCTION = """\
create or replace function ledger.sum_up(p_user_id uuid) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return 1;
end;
$$;
alter function ledger.sum_up(uuid) owner to tradekeel_owner;
revoke all on function ledger.sum_up(uuid) from public;
comment on function ledger.sum_up(uuid) is 'Sum up.';
"""


def test_statements_are_split_only_at_their_own_semicolons() -> None:
    """Not in strings, comments, identifiers or dollar quotes; lines are the file's."""
    sql = "-- a;b\nselect ';', e'\\';', \";\";\n\n/* ; /* ; */ ; */ do $x$ begin; $$ end $x$;\n"
    found = split_statements(sql)
    assert [(s.line, s.text.split()[0]) for s in found] == [(2, "select"), (4, "do")]


def test_an_unclosed_quote_is_an_error() -> None:
    """Rather than a file that silently ends early."""
    with pytest.raises(ValueError, match="line 2: unclosed dollar quote"):
        split_statements("select 1;\ndo $$ begin")


def test_comments_are_blanked_in_place() -> None:
    """Lines and columns stay."""
    assert without_comments("a -- b\n/* c\n */ d") == "a     \n    \n    d"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["ok 1 - fine"], "no plan"),
        (["1..2", "ok 1 - fine"], "planned 2 assertions, made 1"),
        (["1..1", "not ok 1 - bad"], "not ok 1 - bad"),
        (["1..1"], "nothing was asserted"),
        (["1..1", "ok 1 - later # TODO some day"], "TODO is not accepted"),
        (["1..1", "not ok 1 - later # TODO some day"], "TODO is not accepted"),
        (["1..1", "ok 2 - fine"], "assertion 2 came as number 1"),
        (["1..1", "1..1", "ok 1 - fine"], "planned twice"),
        (["1..1", "ok 1 - fine", "Bail out! gone"], "Bail out"),
    ],
)
def test_tap_that_is_not_all_well_fails(lines: list[str], problem: str) -> None:
    """Each way in which a file can be wrong without raising."""
    result = TapResult()
    for line in lines:
        result.read(line)
    with pytest.raises(TapFailureError, match=problem):
        result.judge()


def test_tap_that_is_all_well_passes_and_a_skip_is_no_pass() -> None:
    """The counterpart."""
    good, skipped = TapResult(), TapResult()
    for line in ("1..1", "ok 1 - fine"):
        good.read(line)
    good.judge()
    for line in ("1..1", "ok 1 # SKIP not here"):
        skipped.read(line)
    with pytest.raises(TapSkippedError):
        skipped.judge()


@pytest.fixture
def connection(server: Server, database: str) -> Iterator[psycopg.Connection[Any]]:
    """As pgTAP files have it."""
    with server.connect(database, search_path="tap,public") as connection:
        yield connection


@pytest.mark.sql
@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("select 1;", "must be begin"),
        ("begin; select plan(1); select ok(true); rollback;", "finish"),
        ("begin; select plan(1); commit; select * from finish(); rollback;", "not commit"),
        (
            "begin;\nselect plan(1);\nselect 1 / 0;\nselect * from finish();\nrollback;",
            "line 3: 22012",
        ),
        (
            "begin; select plan(1); select ok(false, 'no'); select * from finish(); rollback;",
            "not ok 1 - no",
        ),
        (
            "begin; select plan(2); select ok(true, 'yes'); select * from finish(); rollback;",
            "planned 2",
        ),
    ],
)
def test_tap_file_that_is_not_all_well_fails(
    connection: psycopg.Connection[Any], sql: str, problem: str
) -> None:
    """And the connection is as good as new afterwards."""
    with pytest.raises(TapFailureError, match=problem):
        run_tap(connection, sql)
    run_tap(connection, "begin; select plan(1); select ok(true); select * from finish(); rollback;")


@pytest.mark.sql
@pytest.mark.parametrize(
    "role", ["tradekeel_bridge", "tradekeel_operator", "authenticated", "anon", "service_role"]
)
def test_every_role_can_assert(connection: psycopg.Connection[Any], role: str) -> None:
    """pgTAP's schema and its temporary tables are open to whoever a file switches to."""
    run_tap(
        connection,
        f"begin; select plan(2); set local role {role}; select ok(true, 'as the role');"
        " select throws_ok('select 1/0', '22012', null, 'also an error');"
        " select * from finish(); rollback;",
    )


@pytest.mark.sql
def test_spec_whose_output_differs_fails(tmp_path: Path, server: Server, database: str) -> None:
    """And so does one without expected output, or without the teardown that looks at checks."""
    tester = find_isolationtester()
    if tester is None:
        pytest.skip("isolationtester is not here; Debian's postgresql-15 has it")
    spec = tmp_path / "one.spec"
    spec.write_text(
        "teardown { select fixture.end_permutation(); }\n"
        "session s\nstep one { select 1 as one; }\npermutation one\n"
    )
    (tmp_path / "expected").mkdir()
    with pytest.raises(IsolationFailureError, match="is missing"):
        run_spec(tester, spec, server.url(database))
    run_spec(tester, spec, server.url(database), accept=True)
    run_spec(tester, spec, server.url(database))
    spec.write_text(spec.read_text().replace("select 1 as", "select 2 as"))
    with pytest.raises(IsolationFailureError, match=r"-  1\n"):
        run_spec(tester, spec, server.url(database))
    spec.write_text("session s\nstep one { select 1; }\npermutation one\n")
    with pytest.raises(IsolationFailureError, match="teardown"):
        run_spec(tester, spec, server.url(database))


def test_a_killed_run_leaves_no_server_behind() -> None:
    """Even by SIGKILL: neither process nor folder."""
    script = (
        "import sys; from tools.server import *; from tools.server import _watch\n"
        "from tradekeel.postgres import Cluster\n"
        "import tempfile; folder = Path(tempfile.mkdtemp(prefix='tkpg-')); _ = _watch(folder)\n"
        "Cluster(folder / 'pg').start(); print(folder, flush=True); sys.stdin.read()\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    folder = Path(run.stdout.readline().strip())
    pid = int((folder / "pg/data/postmaster.pid").read_text().split()[0])
    assert _is_running(pid)
    run.kill()
    run.communicate()
    deadline = time.monotonic() + 10
    while (folder.exists() or _is_running(pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    answer = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(answer.stdout.strip()) and not answer.stdout.startswith("Z")


def _lint(root: Path, name: str, text: str) -> list[str]:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return [problem.removeprefix(f"{name}:") for problem in all_problems(root)]


def test_a_function_file_in_the_house_style_is_clean(tmp_path: Path) -> None:
    """Otherwise the next test shows nothing."""
    assert _lint(tmp_path, "db/functions/ledger/sum_up.sql", FUNCTION) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("language plpgsql ", "", "1: language is not stated"),
        (" stable", "", "1: volatility is not stated"),
        (" security invoker", "", "1: security definer or invoker is not stated"),
        ("set search_path = ''\n", "", "1: set search_path = '' is not stated"),
        (" owner to tradekeel_owner", " cost 1", "1: owner is missing"),
        ("from public", "from anon", "1: revoke from public is missing"),
        ("comment on function", "comment on table", "1: comment is missing"),
        ("'Sum up.'", "'Sum up'", "11: the comment is whole sentences"),
        ("ledger.sum_up", "ledger.add_up", "1: a file holds the function it is named after"),
        ("p_user_id uuid", "p_user_id uuid default null", "1: no default parameters"),
        ("  return 1;", "  perform meta.raise_error('LGR01', '');", "does not name error LGR01"),
        ("  return 1;", "exception when others then", "6: when others: "),
        ("  return 1;", "  perform pg_notify('a', 'b');", "6: pg_notify: "),
        ("  return 1;", "  perform pg_advisory_xact_lock(1);", "6: pg_advisory_xact_lock: "),
        ("  return 1;", "  raise sqlstate '40001';", "6: 40001: "),
        ("  return 1;", "  perform from a for update;", "6: for update: "),
        ("  return 1;", "  return auth.uid();", "6: auth.: "),
        ("  return 1;", "  return 1::real;", "6: real: "),
        ("  return 1;", "  return 1;\n" * 80, "lines of body, 70 are the most"),
        ("  return 1;", "  RETURN 1;", "6: RETURN: keywords are lower case"),
        ("  return 1;", "\treturn 1;", "6: tab"),
        ("  return 1;", "  return 1; ", "6: blank at the end of the line"),
        ("  return 1;", "  return 1; --" + "-" * 100, "columns, 100 are the most"),
        ("'Sum up.';\n", "'Sum up.';", "the file ends with one newline"),
    ],
)
def test_a_function_file_out_of_style_is_refused(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    """Each rule, by breaking it."""
    found = _lint(tmp_path, "db/functions/ledger/sum_up.sql", FUNCTION.replace(old, new))
    assert any(problem in line for line in found), found


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("db/functions/engine/sum_up.sql", FUNCTION, "entry points (api, engine, ops) are named"),
        ("db/views/api/a.sql", "create or replace view api.a as\nselect 1;\n", "security_invoker"),
        ("db/policies/a.b.sql", "create policy p on a.b using (true);\n", "a policy says to whom"),
        (
            "db/policies/a.b.sql",
            "create policy p on a.b to authenticated using (u = tenancy.current_user_id());\n",
            "wrap it",
        ),
        (
            "db/policies/a.b.sql",
            "create policy p on a.b to authenticated using (u = current_setting('a')::uuid);\n",
            "wrap it",
        ),
        ("db/migrations/0001_create_a.sql", "create type a.b as enum ('c');\n", "no enums"),
        ("db/migrations/0001_create_a.sql", "create trigger t before insert on a;\n", "triggers"),
        ("db/migrations/0002_create_a.sql", "select 1;\n", "number 0001 is expected"),
        ("tests/pgtap/ledger.nothing/a_b.sql", "begin;\nrollback;\n", "the folder is named after"),
        ("tests/pgtap/catalog/a_b.sql", "select pass('x');\n", "pass() cannot fail"),
        ("tests/isolation/a_b.spec", "session s\n", "no expected output"),
    ],
)
def test_another_file_out_of_style_is_refused(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    """Views, policies, migrations, tests."""
    assert any(problem in line for line in _lint(tmp_path, name, text))


def test_the_sql_of_a_body_is_taken_out_on_its_own_lines() -> None:
    """Without PL/pgSQL's words, so that sqlfluff can read it."""
    body = (
        "as $$\nbegin\n  select a into strict v_a from t;\n  if v_a then\n    perform f(1);\n"
        "  end if;\n  for r in\n    select b from t\n  loop\n    insert into t values (1)"
        " returning a into v_a;\n  end loop;\n  for r in select c from t loop\n    delete from t;\n"
        "  end loop;\nend;\n$$;\n"
    )
    lines = statements_of_body(body).splitlines()
    assert [(n, text) for n, text in enumerate(lines, 1) if text.strip()] == [
        (3, "select a from t;"),
        (5, "select f(1);"),
        (8, "select b from t;"),
        (10, "insert into t values (1) returning a;"),
        (12, "select c from t;"),
        (13, "delete from t;"),
    ]
