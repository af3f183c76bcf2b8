"""`drift`: what was changed by hand is seen, and nothing else."""

from pathlib import Path

import pytest

from install.support import Database, edit, put
from tradekeel.applier import ApplyError, DriftRow, apply, drift, read_tree, rebaseline
from tradekeel.applier.drift import find_drift
from tradekeel.applier.session import Session

# What somebody does by hand -> one row of what drift says.
BY_HAND = [
    (
        (
            "create or replace function ledger.note_count(p_user_id uuid) returns bigint"
            " language sql stable set search_path = '' as 'select 0::bigint'"
        ),
        ("function", "ledger.note_count(p_user_id uuid)", "definition"),
    ),
    (
        "alter function engine.fn_add_note security invoker",
        ("function", "engine.fn_add_note(p_user_id uuid, p_body text)", "definition"),
    ),
    (
        "alter function engine.fn_add_note owner to postgres",
        ("function", "engine.fn_add_note(p_user_id uuid, p_body text)", "definition"),
    ),
    (
        "grant execute on function engine.fn_add_note to anon",
        ("function", "engine.fn_add_note(p_user_id uuid, p_body text)", "grants"),
    ),
    (
        "drop function ledger.note_count",
        ("function", "ledger.note_count(p_user_id uuid)", "missing"),
    ),
    (
        "create function engine.fn_mine() returns int language sql as 'select 1'",
        ("function", "engine.fn_mine()", "unexpected"),
    ),
    ("drop policy notes_own on ledger.notes", ("policy", "ledger.notes.notes_own", "missing")),
    (
        "alter policy notes_own on ledger.notes using (true)",
        ("policy", "ledger.notes.notes_own", "definition"),
    ),
    (
        "alter policy notes_own on ledger.notes to public",
        ("policy", "ledger.notes.notes_own", "definition"),
    ),
    (
        "create policy more on ledger.notes using (true)",
        ("policy", "ledger.notes.more", "unexpected"),
    ),
    ("grant select on ledger.notes to anon", ("table", "ledger.notes", "grants")),
    ("grant select (amount) on ledger.notes to anon", ("column", "ledger.notes.amount", "grants")),
    (
        "revoke select (body) on ledger.notes from authenticated",
        ("column", "ledger.notes.body", "grants"),
    ),
    ("alter table ledger.notes owner to postgres", ("table", "ledger.notes", "definition")),
    (
        "alter table ledger.notes disable row level security",
        ("table", "ledger.notes", "definition"),
    ),
    ("alter table ledger.notes force row level security", ("table", "ledger.notes", "definition")),
    ("alter table ledger.notes set (fillfactor = 50)", ("table", "ledger.notes", "definition")),
    (
        "alter table ledger.notes add column extra text",
        ("column", "ledger.notes.extra", "unexpected"),
    ),
    (
        "alter table ledger.notes drop column amount cascade",
        ("column", "ledger.notes.amount", "missing"),
    ),
    (
        "alter table ledger.notes alter body drop not null",
        ("column", "ledger.notes.body", "definition"),
    ),
    (
        "alter table ledger.notes alter body set default 'x'",
        ("column", "ledger.notes.body", "definition"),
    ),
    (
        "alter table ledger.notes drop constraint notes_amount_is_positive",
        ("constraint", "ledger.notes.notes_amount_is_positive", "missing"),
    ),
    (
        "alter table ledger.notes add constraint more check (amount < 1) not valid",
        ("constraint", "ledger.notes.more", "unexpected"),
    ),
    ("drop index ledger.notes_body", ("index", "ledger.notes_body", "missing")),
    (
        "create index notes_more on ledger.notes (amount)",
        ("index", "ledger.notes_more", "unexpected"),
    ),
    ("create table ledger.mine (a int)", ("table", "ledger.mine", "unexpected")),
    (
        (
            "create trigger mine before update on ledger.notes for each row"
            " execute function suppress_redundant_updates_trigger()"
        ),
        ("trigger", "ledger.notes.mine", "unexpected"),
    ),
    (
        "create rule mine as on delete to ledger.notes do instead nothing",
        ("rule", "ledger.notes.mine", "unexpected"),
    ),
    ("alter view api.z_last set (security_invoker = off)", ("view", "api.z_last", "definition")),
    (
        (
            "create or replace view api.a_first with (security_invoker = on) as"
            " select 'x'::text as body"
        ),
        ("view", "api.a_first", "definition"),
    ),
    ("grant select on api.a_first to anon", ("view", "api.a_first", "grants")),
    ("grant select (body) on api.a_first to anon", ("column", "api.a_first.body", "unexpected")),
    ("grant usage on schema ledger to anon", ("schema", "ledger", "grants")),
    ("alter schema ledger owner to postgres", ("schema", "ledger", "definition")),
    ("create type ledger.mine as enum ('a')", ("type", "ledger.mine", "unexpected")),
    (
        "alter sequence ledger.notes_note_id_seq cache 100",
        ("sequence", "ledger.notes_note_id_seq", "definition"),
    ),
    (
        "alter default privileges for role tradekeel_owner grant execute on functions to public",
        ("default_privileges", "tradekeel_owner.f", "missing"),
    ),
    (
        (
            "alter default privileges for role tradekeel_owner in schema api"
            " grant select on tables to anon"
        ),
        ("default_privileges", "tradekeel_owner.api.r", "unexpected"),
    ),
]


def found(database: Database, tree: Path) -> list[tuple[str, str, str]]:
    """Drift as (kind, identity, problem)."""
    return [(row.kind, row.identity, row.problem) for row in drift(database.url, tree)]


def by_hand(database: Database, tree: Path, statement: str) -> list[DriftRow]:
    """Drift while a change is there that is rolled back afterwards."""
    source = read_tree(tree)
    with (
        Session.open(database.admin, purpose="test") as session,
        session.connection.transaction(force_rollback=True),
    ):
        session.connection.execute(statement.encode())
        return find_drift(session, source)


def test_every_change_by_hand_is_seen(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    unseen = []
    for statement, expected in BY_HAND:
        rows = by_hand(database, tree, statement)
        assert all(row.detail and row.remediation for row in rows)
        if expected not in [(row.kind, row.identity, row.problem) for row in rows]:
            unseen.append((statement, expected, rows))
    assert unseen == []
    assert found(database, tree) == []


def test_roles_are_watched(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    for statement, problem in (
        ("alter role tradekeel_owner login", "definition"),
        ("alter role tradekeel_bridge bypassrls", "definition"),
        ("alter role tradekeel_bridge set lock_timeout = 0", "definition"),
        ("grant service_role to tradekeel_bridge", "definition"),
        ("grant tradekeel_engine to anon", "standing_member"),
        ("grant tradekeel_owner to dashboard_user", "standing_member"),
    ):
        rows = by_hand(database, tree, statement)
        assert problem in [row.problem for row in rows], (statement, rows)
    # an operator's login is nothing unusual
    assert by_hand(database, tree, "grant tradekeel_operator to anon") == []


def test_it_can_be_read_without_being_installer(database: Database, tree: Path) -> None:
    """An auditor with select on meta.objects, as a policy file would grant it."""
    put(
        tree,
        "policies/meta.objects.sql",
        "grant select on meta.objects to tradekeel_auditor;",
    )
    put(
        tree,
        "migrations/0003_grant_usage.sql",
        "grant usage on schema meta to tradekeel_auditor;",
    )
    apply(database.url, tree)
    database.run("drop role if exists anna")
    database.run("create role anna login in role tradekeel_auditor")
    anna = database.url.replace("postgres@", "anna@")
    assert drift(anna, tree) == []
    database.run("alter table ledger.notes disable row level security")
    assert [row.identity for row in drift(anna, tree)] == ["ledger.notes"]
    database.run("drop owned by anna; drop role anna")


def test_heal_applies_the_files_of_what_was_changed(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    database.run("drop policy notes_own on ledger.notes")
    database.run("grant select on ledger.notes to anon")
    database.run("alter view api.z_last set (security_invoker = off)")
    database.run("alter function engine.fn_add_note owner to postgres")
    assert apply(database.url, tree).drifted == 4
    assert not apply(database.url, tree).changed
    assert all("--heal" in row.remediation for row in drift(database.url, tree))
    healed = apply(database.url, tree, heal=True)
    assert set(healed.repeatables) == {
        "functions/engine/fn_add_note.sql",
        "policies/ledger.notes.sql",
        "views/api/z_last.sql",
    }
    assert found(database, tree) == []


def test_an_apply_does_not_hide_what_it_did_not_touch(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    database.run("alter table ledger.notes add column extra text")
    database.run("grant usage on schema ledger to anon")
    database.run("grant execute on function ledger.note_count to anon")
    put(tree, "migrations/0003_change_notes.sql", "alter table ledger.notes add column more text;")
    edit(tree, "functions/engine/fn_add_note.sql", "so.'", "such.'")
    assert apply(database.url, tree).drifted == 3
    assert found(database, tree) == [
        ("column", "ledger.notes.extra", "unexpected"),
        ("function", "ledger.note_count(p_user_id uuid)", "grants"),
        ("schema", "ledger", "grants"),
    ]


def test_a_change_by_hand_that_the_tree_adopts_is_no_drift(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    text = (tree / "functions/ledger/note_count.sql").read_text().replace("count(*)", "count(1)")
    database.run(text)
    assert [problem for _, _, problem in found(database, tree)] == ["definition"]
    put(tree, "functions/ledger/note_count.sql", text)
    apply(database.url, tree)
    assert found(database, tree) == []


def test_rebaseline_accepts_what_is_there(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    database.run("alter table ledger.notes add column extra text")
    database.run("drop view api.a_first")
    assert len(found(database, tree)) == 2
    assert rebaseline(database.url) > 20
    assert found(database, tree) == []
    database.run("alter table ledger.notes drop column extra")
    assert found(database, tree) == [("column", "ledger.notes.extra", "missing")]


def test_a_new_major_asks_for_a_new_baseline_instead_of_false_alarms(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    database.run("update meta.objects set server_major = 14, definition_hash = repeat('0', 64)")
    rows = drift(database.url, tree)
    assert [(row.kind, row.problem) for row in rows] == [("server", "new_major")]
    assert "--rebaseline" in rows[0].remediation
    rebaseline(database.url)
    assert found(database, tree) == []


def test_nothing_installed_is_one_line(database: Database, tree: Path) -> None:
    with pytest.raises(ApplyError, match="MTR07"):
        drift(database.url, tree)
