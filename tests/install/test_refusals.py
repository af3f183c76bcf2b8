"""What `apply` refuses to do, and that it then changes nothing."""

from pathlib import Path

from install.support import FILES, ONE_SOURCE, USER, Database, edit, put, refused, state
from tradekeel.applier import apply, drift

pytestmark = ONE_SOURCE


def test_an_edited_migration_is_refused(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    edit(tree, "migrations/0002_create_notes.sql", "amount numeric", "amount  numeric")
    refused(database, tree, "MTR01")


def test_a_renumbered_migration_is_refused(database: Database, tree: Path) -> None:
    put(tree, "migrations/0005_comment_words.sql", "comment on table meta.words is 'Words.';")
    apply(database.url, tree)
    moved = tree / "migrations/0004_comment_words.sql"
    (tree / "migrations/0005_comment_words.sql").rename(moved)
    refused(database, tree, "MTR04")
    put(tree, "migrations/0006_comment_notes.sql", "comment on table ledger.notes is 'Notes.';")
    refused(database, tree, "MTR02")


def test_a_missing_or_renamed_migration_is_refused(database: Database, tree: Path) -> None:
    put(tree, "migrations/0003_comment_words.sql", "comment on table meta.words is 'Words.';")
    put(tree, "migrations/0004_comment_notes.sql", "comment on table ledger.notes is 'Notes.';")
    apply(database.url, tree)
    text = (tree / "migrations/0003_comment_words.sql").read_text()
    (tree / "migrations/0003_comment_words.sql").unlink()
    refused(database, tree, "MTR02")
    put(tree, "migrations/0003_comment_other.sql", text)
    refused(database, tree, "MTR02")


def test_a_migration_inserted_before_an_applied_one_is_refused(
    database: Database, tree: Path
) -> None:
    put(tree, "migrations/0004_comment_words.sql", "comment on table meta.words is 'Words.';")
    apply(database.url, tree)
    put(tree, "migrations/0003_comment_notes.sql", "comment on table ledger.notes is 'Notes.';")
    refused(database, tree, "MTR02")


def test_a_chain_changed_by_hand_is_refused(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    database.run("update meta.migrations set chain_hash = repeat('a', 64) where version = 1")
    refused(database, tree, "MTR02")


def test_an_older_tree_is_refused(database: Database, tree: Path) -> None:
    put(tree, "migrations/0003_comment_words.sql", "comment on table meta.words is 'Words.';")
    apply(database.url, tree)
    (tree / "migrations/0003_comment_words.sql").unlink()
    refused(database, tree, "MTR04")


def test_an_older_release_is_refused(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    put(tree, "RELEASE", "2\n")
    edit(tree, "functions/ledger/note_count.sql", "count(*)", "count(*) + 1")
    refused(database, tree, "MTR04")
    assert database.run("select ledger.note_count(%s)", USER) == [(0,)]
    put(tree, "RELEASE", "4\n")
    assert apply(database.url, tree).release == 4


def test_a_file_that_is_gone_is_refused_while_its_object_is_there(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    before = state(database)
    for path in FILES:
        kept = (tree / path).read_text()
        (tree / path).unlink()
        assert path in str(refused(database, tree, "MTR03"))
        put(tree, path, kept)
    assert state(database) == before


def test_a_migration_that_drops_the_object_clears_the_orphan(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    gone = ("functions/ledger/note_count.sql", "views/api/a_first.sql")
    for path in gone:
        (tree / path).unlink()
    put(
        tree,
        "migrations/0003_drop_unused.sql",
        "drop view api.a_first; drop function ledger.note_count(uuid);",
    )
    assert apply(database.url, tree).cleared == gone
    assert not apply(database.url, tree).changed
    assert drift(database.url, tree) == []


def test_an_orphan_is_refused_before_unrelated_migrations_run(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    (tree / "functions/ledger/note_count.sql").unlink()
    put(tree, "migrations/0003_comment_words.sql", "comment on table meta.words is 'Words.';")
    refused(database, tree, "MTR03")
    assert database.run("select max(version) from meta.migrations") == [(2,)]


def test_a_renamed_check_file_is_no_orphan(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    old = tree / "checks/001_sample_short_notes.sql"
    old.rename(old.with_name("007_sample_short_notes.sql"))
    assert apply(database.url, tree).cleared == ("checks/001_sample_short_notes.sql",)


def test_a_second_signature_is_refused(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    edit(tree, "functions/ledger/note_count.sql", "p_user_id uuid)", "p_user_id text)")
    edit(tree, "functions/ledger/note_count.sql", "= p_user_id", "= p_user_id::uuid")
    (tree / "functions/ledger/note_count.sql").write_text(
        (tree / "functions/ledger/note_count.sql").read_text().replace("count(uuid)", "count(text)")
    )
    assert "2 signatures" in str(refused(database, tree, "MTR06"))
    assert database.run("select count(*) from pg_proc where proname = 'note_count'") == [(1,)]


def test_a_check_with_other_columns_is_refused(database: Database, tree: Path) -> None:
    edit(tree, "checks/001_sample_short_notes.sql", "as runbook", "as handbook")
    assert "handbook" in str(refused(database, tree, "MTR06"))


def test_a_file_that_can_never_work_ends_the_retries(database: Database, tree: Path) -> None:
    edit(tree, "views/api/z_last.sql", "ledger.notes", "ledger.nothing")
    assert "ledger.nothing" in str(refused(database, tree, "MTR08"))


def test_an_unqualified_name_is_refused(database: Database, tree: Path) -> None:
    edit(tree, "views/api/z_last.sql", "ledger.notes", "notes")
    database.run("create table public.notes (body text)")
    refused(database, tree, "MTR08")
