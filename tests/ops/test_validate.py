"""`tradekeel validate`: every line of it can turn red, and only the right one does."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from ops.processes import once
from tradekeel.metrics import exported_names
from tradekeel.validate import PHASES, as_html, as_json, as_markdown, validate
from tradekeel.validate.run import _verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tools.server import Server
    from tradekeel.validate import Criterion

ROOT = Path(__file__).parents[2]
# The clusters of the suites do not wait for the disk, which the report rightly minds.
OF_THE_SUITE = {"commits wait for the disk"}


def red(server: Server, database: str, **options: object) -> set[str]:
    """Criteria that do not hold, but for the one of the suite's own server."""
    findings = validate(server.url(database), **options)  # type: ignore[arg-type]
    assert len(findings) == sum(len(phase.criteria) for phase in PHASES)
    return {f.criterion for f in findings if not f.holds} - OF_THE_SUITE


SABOTAGE = [
    ("drop policy tenant_reads on ledger.capital", {"a tenant reads capital by a policy"}),
    (
        "alter table ledger.capital drop constraint capital_available_when_active",
        {
            "available is not negative when active",
            "probe: an active row below zero cannot be written",
        },
    ),
    (
        "alter table lifecycle.fills disable row level security",
        {
            "row level security is on for every table with user_id",
            "check view of row level security is empty",
        },
    ),
    (
        "grant update on ledger.entries to tradekeel_engine",
        {"our own functions cannot rewrite the journal", "append only is append only"},
    ),
    (("grant insert on lifecycle.fills to tradekeel_bridge;"
     " grant usage on schema lifecycle to tradekeel_bridge"),
     {"append only is append only", "nobody outside may write a table of ours, nor empty one"}),
    ("drop index lifecycle.intents_entry_slot_key", {"an unsettled entry holds its slot"}),
    (
        "drop policy tradekeel_tenant_listens on realtime.messages",
        {"probe: one listens to one's own topic and to no other"},
    ),
    (
        "grant truncate on lifecycle.orders to service_role",
        {"nobody outside may write a table of ours, nor empty one", "append only is append only"},
    ),
    (
        "alter table reconciliation.mismatches drop constraint mismatches_stopped_has_profile",
        {"what keeps returning stops a profile"},
    ),
    (
        "grant execute on function ops.fn_pause_everything to tradekeel_monitor",
        {"monitoring may read health and nothing else"},
    ),
    (
        (
            "do $$ begin execute replace(pg_get_functiondef("
            "'ops.fn_create_user(uuid)'::regprocedure), 'begin', 'begin -- by hand'); end $$"
        ),
        set(),
    ),
    ("drop view health.check_capital_fold_equals_row", {"capital_fold_equals_row is empty"}),
    (
        "update meta.installation set timeline = timeline + 1",
        {"the database lives the acknowledged life", "check view of the life is empty"},
    ),
]  # fmt: skip


def drifted(statement: str) -> set[str]:
    """What is changed of the schema, and not of a row, is drift as well."""
    return set() if statement.startswith("update") else {"the schema is what was applied"}


def test_a_sound_database_is_green_and_each_sabotage_turns_its_line_red(
    server: Server, database: str
) -> None:
    """Each on a fresh copy."""
    assert red(server, database) == set()
    for statement, expected in SABOTAGE:
        name = server.create_database()
        try:
            with server.connect(name) as connection:
                connection.execute(statement.encode())
            assert red(server, name) == expected | drifted(statement), statement
        finally:
            server.drop_database(name)


# What takes away that for which a line looks; the rest follows from its text or its role.
# fmt: off
SPOILED = {
    "row level security is on for every table with user_id":
        "alter table lifecycle.orders disable row level security",
    "every policy for tenants compares the caller's user id":
        "create policy all_read on lifecycle.orders for select to authenticated using (true)",
    "a tenant reads capital by a policy": "drop policy tenant_reads on ledger.capital",
    "nobody outside may write a table of ours, nor empty one":
        "grant truncate on lifecycle.fills to service_role",
    "probe: of two tenants each reads one":
        "create policy all_read on tenancy.profiles for select to authenticated using (true)",
    "probe: another's profile is answered as if it were not there":
        "create or replace function tenancy.is_own(p_entry_point text, p_user_id uuid, p_kind text,"
        " p_object_id uuid, p_profile_id uuid) returns boolean language sql as 'select true'",
    "probe: an argument that cannot be read is refused under its name":
        "create or replace function meta.require_type(p_name text, p_value text, p_type text)"
        " returns text language sql as 'select p_value'",
    "probe: one listens to one's own topic and to no other":
        "drop policy tradekeel_tenant_listens on realtime.messages",
    "the database lives the acknowledged life":
        "update meta.installation set timeline = timeline + 1",
    "commits wait for the disk": "",
    "probe: who holds no lease carries out nothing":
        "update meta.error_codes set code = 'LKC09' where code = 'LKC01'",
    "probe: more than is available is not reserved":
        "update meta.error_codes set code = 'LGR09' where code = 'LGR01'",
    "probe: an active row below zero cannot be written":
        "alter table ledger.capital drop constraint capital_available_when_active",
    "probe: a fact that breaks it is recorded and stops the profile":
        "alter table ledger.entries add constraint entries_no_fee check (kind <> 'fee')",
    "probe: of two processes one gets the lock, the other is told when":
        "alter table locks.entry_locks disable row level security;"
        " revoke all on locks.entry_locks from tradekeel_engine",
    "probe: nobody approves what he proposed":
        "update meta.error_codes set code = 'OPR09' where code = 'OPR02'",
    "the schema is what was applied":
        "create table ledger.shadow (x integer)",
    "the bridge's role limits how long it waits":
        "alter role tradekeel_bridge reset lock_timeout",
    "nobody is a standing member of the owners": "grant tradekeel_owner to postgres",
    "monitoring may read health and nothing else":
        "grant execute on function ops.fn_pause_everything to tradekeel_monitor",
    "counters begin at zero": "delete from health.counters",
    "the head of their record": "delete from ops.audit_head",
    "every operator call is recorded and stays so":
        "grant update on ops.audit to tradekeel_engine",
}
# fmt: on


def spoil(criterion: Criterion) -> str:
    """A statement after which the line may not hold."""
    if criterion.name in SPOILED:
        return SPOILED[criterion.name]
    if criterion.kind == "refused":
        return f"alter role {criterion.role} superuser"
    looked_for = re.search(r"(?:to_regproc\(|conname = |relname = )'([a-z_.]+)'", criterion.text)
    view = re.search(r"health\.(check_\w+)", criterion.text)
    if view is not None:
        return f"drop view health.{view[1]}"
    assert looked_for is not None, criterion
    name = looked_for[1]
    if "pg_proc" in criterion.text:
        return f"drop function {name}"
    if "pg_constraint" in criterion.text:
        return (
            "do $$ declare r record; begin for r in select conrelid::regclass as t from"
            f" pg_constraint where conname = '{name}' and conparentid = 0"
            " loop execute"
            f" format('alter table %s drop constraint if exists {name}', r.t); end loop; end $$"
        )
    return (
        "do $$ declare r record; begin for r in select c.oid::regclass as i, k.conname,"
        " k.conrelid::regclass as t from pg_class as c left join pg_constraint as k"
        f" on k.conindid = c.oid and k.contype in ('u', 'p') where c.relname = '{name}' loop"
        " if r.conname is null then execute format('drop index %s', r.i); else execute"
        " format('alter table %s drop constraint %I cascade', r.t, r.conname); end if;"
        " end loop; end $$"
    )


def test_each_line_that_asks_the_database_turns_red_without_what_it_looks_for(
    server: Server, database: str
) -> None:
    """One by one, in a transaction that is taken back."""
    pages = ROOT / "runbooks"
    with server.connect(database) as connection:
        connection.autocommit = False
        for criterion in (c for phase in PHASES for c in phase.criteria):
            if criterion.kind in ("metric", "runbook") or criterion.name in OF_THE_SUITE:
                continue
            assert _verify(connection, criterion, pages, set())[0], criterion.name
            connection.rollback()
            connection.execute(spoil(criterion).encode())
            with contextlib.suppress(psycopg.Error):  # which is red as well
                holds, evidence = _verify(connection, criterion, pages, set())
                assert not holds, (criterion.name, evidence)
            connection.rollback()


def test_nothing_is_left_out(server: Server, database: str) -> None:
    """Every check view and every runbook has its line."""
    lines = [c for phase in PHASES for c in phase.criteria]
    with server.connect(database) as connection:
        views = {
            name
            for (name,) in connection.execute(
                "select viewname from pg_views where schemaname = 'health'"
                " and viewname like 'check\\_%'"
            )
        }
    named = {name for c in lines for name in re.findall(r"health\.(check_\w+)", c.text)}
    assert named == views
    pages = {page.stem for page in (ROOT / "runbooks").glob("*.md")} - {"README"}
    assert {c.text for c in lines if c.kind == "runbook"} == pages
    assert len({c.name for c in lines}) == len(lines)


def test_a_missing_metric_and_a_missing_runbook_are_red(
    server: Server, database: str, tmp_path: Path
) -> None:
    """Names of the program, pages of the folder."""
    metrics = exported_names() - {"tradekeel_loop_stuck"}
    assert red(server, database, metrics=metrics) == {"metric tradekeel_loop_stuck is exported"}
    shutil.copytree(ROOT / "runbooks", tmp_path / "runbooks")
    (tmp_path / "runbooks" / "kill-switch.md").unlink()
    assert red(server, database, runbooks=tmp_path / "runbooks") == {"runbook kill-switch is there"}


def test_nothing_is_written(server: Server, database: str) -> None:
    """What has to be refused is tried and rolled back."""
    digest = "select fixture.digest()"
    with server.connect(database) as connection:
        before = connection.execute(digest).fetchone()
        validate(server.url(database))
        assert connection.execute(digest).fetchone() == before


def test_who_applied_the_schema_is_enough(server: Server, database: str) -> None:
    """Without being a superuser, and without keeping a role."""
    findings = validate(server.url(database, "postgres"))
    assert {f.criterion for f in findings if not f.holds} == OF_THE_SUITE
    with server.connect(database, "postgres") as connection:
        row = connection.execute("select pg_has_role('tradekeel_engine', 'usage')").fetchone()
        assert row == (False,)


def test_a_login_that_may_not_says_so_line_by_line(server: Server, database: str) -> None:
    """A bridge cannot prove what it may not try."""
    findings = validate(server.url(database, "tradekeel_bridge"))
    reds = [f.evidence for f in findings if not f.holds and f.criterion not in OF_THE_SUITE]
    assert reds
    assert all(evidence.startswith("could not be verified: ") for evidence in reds)


def test_the_three_forms_say_the_same(server: Server, database: str) -> None:
    """Markdown, HTML and JSON, with what is guaranteed and what is not."""
    findings = validate(server.url(database))
    report = as_json(findings, "test")
    assert [phase["title"] for phase in report["phases"]] == [phase.title for phase in PHASES]
    assert len(report["phases"]) == 7
    markdown, page = as_markdown(findings, "test"), as_html(findings, "test <b>")
    for finding in findings:
        assert finding.criterion in markdown
    assert "## Not guaranteed" in markdown
    assert "test &lt;b&gt;" in page
    assert "http" not in page


DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


@pytest.fixture
def waits_for_the_disk(server: Server, database: str) -> Iterator[Callable[..., None]]:
    """The suite's server as one in production is, or with some of it off; put back afterwards."""
    with server.connect(database) as door:

        def durable(*without: str) -> None:
            for name in DURABLE:
                value = "off" if name in without else "on"
                door.execute(f"alter system set {name} = {value}".encode())
            door.execute("select pg_reload_conf()")
            for name in DURABLE:  # a reload is a signal, and arrives soon
                wanted = (("off" if name in without else "on"),)
                while door.execute(f"show {name}".encode()).fetchone() != wanted:
                    pass

        yield durable
        for name in DURABLE:
            door.execute(f"alter system reset {name}".encode())
        door.execute("select pg_reload_conf()")


def test_a_server_that_waits_for_the_disk_is_green_from_end_to_end(
    server: Server, database: str, waits_for_the_disk: Callable[..., None]
) -> None:
    """Every line of the report in all three forms, and 0; each setting turns one line red."""
    waits_for_the_disk()
    url = server.url(database, "postgres")
    done = {form: once("validate", *form, "--url", url) for form in ((), ("--json",), ("--html",))}
    assert {(d.returncode, d.stderr) for d in done.values()} == {(0, "")}, done
    report = json.loads(done[("--json",)].stdout)
    lines = [line for phase in report["phases"] for line in phase["criteria"]]
    assert report["holds"]
    assert all(phase["holds"] for phase in report["phases"])
    assert len(lines) == sum(len(phase.criteria) for phase in PHASES)
    assert all(line["holds"] and line["evidence"] for line in lines)
    for line in lines:
        assert line["criterion"] in done[()].stdout
    assert "| **NO** |" not in done[()].stdout
    assert "<td class=no>" not in done[("--html",)].stdout
    (line,) = (c for phase in PHASES for c in phase.criteria if c.name in OF_THE_SUITE)
    for name in DURABLE:
        waits_for_the_disk(name)
        with server.connect(database) as connection:
            assert not _verify(connection, line, ROOT / "runbooks", set())[0], name


@pytest.mark.parametrize("form", ["--json", "--html"])
def test_the_command_says_by_its_exit_code(server: Server, database: str, form: str) -> None:
    """The suite's server does not wait for the disk: 1."""
    done = once("validate", form, "--url", server.url(database))
    assert done.returncode == 1, done.stderr
    if form == "--json":
        report = json.loads(done.stdout)
        assert not report["holds"]
        assert [p["title"] for p in report["phases"] if not p["holds"]] == ["Restart durability"]
    else:
        assert done.stdout.startswith("<!doctype html>")
