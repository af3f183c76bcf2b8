"""`tradekeel validate`: every line of it can turn red, and only the right one does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ops.processes import once
from tradekeel.metrics import exported_names
from tradekeel.validate import PHASES, as_html, as_json, as_markdown, validate

if TYPE_CHECKING:
    from tools.server import Server

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
        {"available is not negative when active"},
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
     " grant usage on schema lifecycle to tradekeel_bridge"), {"append only is append only"}),
    ("drop index lifecycle.intents_entry_slot_key", {"an unsettled entry holds its slot"}),
    (
        "grant execute on function ops.fn_pause_everything to tradekeel_monitor",
        {"monitoring may read health and nothing else"},
    ),
    ("drop view health.check_capital_fold_equals_row", {"capital_fold_equals_row is empty"}),
    (
        "update meta.installation set timeline = timeline + 1",
        {"the database lives the acknowledged life", "check view of the life is empty"},
    ),
]  # fmt: skip


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
            assert red(server, name) == expected, statement
        finally:
            server.drop_database(name)


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
