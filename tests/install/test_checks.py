"""`check`: reads every view health.check_*, and says what it could not read."""

from pathlib import Path

import pytest

from install.support import Database, edit, put
from tradekeel.applier import ApplyError, apply, check

CHECK = "checks/001_sample_short_notes.sql"


def test_an_empty_view_is_healthy_and_a_row_is_told_whole(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    assert check(database.url, tree) == []
    database.run("select engine.fn_add_note('00000000-0000-4000-8000-000000000001', 'a')")
    (row,) = check(database.url, tree)
    assert (row.check_name, row.promise, row.severity) == ("short_notes", "sample", "warning")
    assert str(row.user_id) == "00000000-0000-4000-8000-000000000001"
    assert (row.subject, row.detail) == ("1", {"body": "a"})
    assert (row.remediation, row.runbook) == ("Write more.", "notes.md")


def test_a_superuser_sees_the_same(plain_database: Database, tree: Path) -> None:
    apply(plain_database.url, tree)
    plain_database.run("select engine.fn_add_note('00000000-0000-4000-8000-000000000001', 'a')")
    assert [row.check_name for row in check(plain_database.url, tree)] == ["short_notes"]


def test_a_view_that_is_not_there_is_a_row(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    database.run("drop view health.check_sample_short_notes")
    assert [(row.check_name, row.severity) for row in check(database.url, tree)] == [
        ("check_sample_short_notes", "error")
    ]


def test_a_view_that_takes_too_long_is_unmeasured_and_the_others_are_read(
    database: Database, tree: Path
) -> None:
    put(tree, "checks/002_sample_slow.sql", (tree / CHECK).read_text())
    edit(tree, "checks/002_sample_slow.sql", "sample_short_notes", "sample_slow")
    edit(tree, "checks/002_sample_slow.sql", "length(n.body) < 2", "pg_sleep(60) is not null")
    apply(database.url, tree)
    database.run("select engine.fn_add_note('00000000-0000-4000-8000-000000000001', 'a')")
    rows = check(database.url, tree, timeout_seconds=0.2)
    assert [(row.check_name, row.severity) for row in rows] == [
        ("short_notes", "warning"),
        ("check_sample_slow", "unmeasured"),
    ]
    assert rows[1].detail == {"reason": "took longer than 0.2 s"}


def test_of_many_rows_a_thousand_are_shown_and_that_there_are_more(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    database.run("insert into ledger.notes (user_id, body)"
                 " select '00000000-0000-4000-8000-000000000001', 'a'"
                 " from generate_series(1, 1000)")  # fmt: skip
    assert {row.subject for row in check(database.url, tree)} >= {"1", "1000"}
    assert len(check(database.url, tree)) == 1000
    database.run("select engine.fn_add_note('00000000-0000-4000-8000-000000000001', 'a')")
    rows = check(database.url, tree)
    assert (len(rows), rows[-1].subject, rows[-1].detail) == (1001, "and more", {"shown": 1000})


def test_the_full_form_is_read_only_on_demand(database: Database, tree: Path) -> None:
    put(tree, "checks/003_sample_short_notes_full.sql", (tree / CHECK).read_text())
    path = "checks/003_sample_short_notes_full.sql"
    edit(tree, path, "check_sample_short_notes", "check_sample_short_notes_full")
    edit(tree, path, "'short_notes'::text", "'short_notes_full'::text")
    apply(database.url, tree)
    database.run("select engine.fn_add_note('00000000-0000-4000-8000-000000000001', 'a')")
    assert [row.check_name for row in check(database.url, tree)] == ["short_notes"]
    assert [row.check_name for row in check(database.url, tree, full=True)] == [
        "short_notes",
        "short_notes_full",
    ]


def test_nothing_installed_is_one_line(database: Database, tree: Path) -> None:
    with pytest.raises(ApplyError, match="MTR07"):
        check(database.url, tree)
