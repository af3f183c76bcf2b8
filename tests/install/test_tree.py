"""The tree on disk: a file that is not what it says is refused, whatever the database."""

from hashlib import sha256
from pathlib import Path

import pytest

from install.support import put
from tradekeel.applier import ApplyError, apply, read_tree
from tradekeel.applier.statements import granted_objects, statements, transaction_control


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("functions/ledger/other.sql", "functions/ledger/note_count.sql", "defines ledger.note_co"),
        ("views/api/other.sql", "views/api/z_last.sql", "defines api.z_last"),
        ("functions/ledger/none.sql", "select 1;", "0 times"),
        ("checks/002_sample_short_notes.sql", "checks/001_sample_short_notes.sql", "both define"),
        ("checks/sample.sql", "select 1;", "not named like a check"),
        ("functions/other.sql", "select 1;", "not named like a function"),
        ("migrations/3_x.sql", "select 1;", "not named NNNN_verb_object"),
        ("migrations/0002_other_thing.sql", "select 1;", "two migrations"),
        ("migrations/0003_end_all.sql", "select 1; commit; select 2;", "says 'commit'"),
        ("data/meta.words.sql", "insert into ledger.notes values (1);", "defines ledger.notes"),
        ("policies/ledger.notes.sql", "create policy a on meta.words;", "defines meta.words"),
        ("policies/ledger.notes.sql", "grant select on meta.words to anon;", "grants of meta.word"),
        (
            "views/api/z_last.sql",
            "create view api.z_last as select 1; grant select (a) on ledger.notes to anon;",
            "grants of ledger.notes",
        ),
        ("migrations/0003_grant_more.sql", "grant select on ledger.notes to anon;", "grants of"),
        ("RELEASE", "one", "not one whole number"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_without_a_database(
    tree: Path, path: str, text: str, said: str
) -> None:
    put(tree, path, (tree / text).read_text() if text.endswith(".sql") else text)
    with pytest.raises(ApplyError, match="MTR06") as failure:
        read_tree(tree)
    assert said in str(failure.value)
    with pytest.raises(ApplyError, match="MTR06"):
        apply("postgresql://nobody@127.0.0.1:1/nothing", tree)


def test_a_transaction_mode_pooler_is_refused(tree: Path) -> None:
    with pytest.raises(ApplyError, match="session mode"):
        apply("postgresql://postgres@aws-0-eu.pooler.supabase.com:6543/postgres", tree)


def test_the_real_tree_is_what_it_says() -> None:
    tree = read_tree()
    assert tree.migrations[0].version == 1
    assert {repeatable.kind for repeatable in tree.repeatables} >= {"function", "policy"}


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select 'commit;'; -- commit;\n/* rollback; */ select $$ begin; $$;", None),
        ("do $a$ begin commit; end $a$;", None),
        ("create function f() returns int begin atomic select 1; end;", None),
        ("select e'\\'; commit; --';", None),
        ("select 1;\nCOMMIT;", "commit"),
        ("begin; select 1;", "begin"),
        ("start transaction;", "start transaction"),
    ],
)
def test_transaction_control_is_seen_only_outside_texts(sql: str, found: str | None) -> None:
    assert transaction_control(sql) == found


def test_statements_leave_texts_out() -> None:
    assert statements("select 'a;b' ; comment on table x is 'it''s';") == [
        "select",
        "comment on table x is",
    ]


@pytest.mark.parametrize(
    ("sql", "objects"),
    [
        ("grant select (a, b), update (c) on ledger.a to x", ["ledger.a"]),
        ("revoke all on table ledger.a, ledger.b from public", ["ledger.a", "ledger.b"]),
        ("grant execute on function a.f(uuid, text), a.g() to x", ["a.f", "a.g"]),
        ("grant usage on schema a to x", []),
        ("grant usage on all sequences in schema a to x", ["all sequences"]),
        ("grant one_role to another", []),
        ('grant select on "a"."c" to x', ["a.c"]),
    ],
)
def test_what_a_grant_is_about(sql: str, objects: list[str]) -> None:
    assert granted_objects(sql + ";") == objects


def test_migrations_that_were_released_are_never_edited() -> None:
    """`sha256sum db/migrations/*.sql` goes on record here with each release (db/RELEASE)."""
    recorded = Path(__file__).with_name("released.sha256").read_text().split()
    released = dict(zip(recorded[1::2], recorded[::2], strict=True))
    folder = read_tree().folder / "migrations"
    assert len(released) >= 26
    assert {n: sha256((folder / n).read_bytes()).hexdigest() for n in released} == released
