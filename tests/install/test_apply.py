"""`apply`: what it does, what it refuses, what it leaves behind."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from install.support import FILES, ONE_SOURCE, USER, Database, edit, put, refused, state
from tradekeel.applier import ApplyError, ApplyResult, Event, apply, check, drift
from tradekeel.applier.session import ADVISORY_KEY
from tradekeel.dbtree import database_folder
from tradekeel.postgres import Cluster
from tradekeel.postgres.cluster import SUPERUSER


def check_result(database: Database, result: ApplyResult) -> None:
    """What a first apply of the sample has to give, whoever did it."""
    assert result.migrations == (
        "migrations/0001_create_roles_and_schemas.sql",
        "migrations/0002_create_notes.sql",
    )
    assert result.repeatables == FILES
    assert result.drifted == 0
    assert database.run("select engine.fn_add_note(%s, 'a')", USER) == [(1,)]
    assert database.run("select ledger.note_count(%s)", USER) == [(1,)]
    assert database.run("select user_id::text from health.check_sample_short_notes") == [(USER,)]
    assert database.run("select word from meta.words order by 1") == [("one",), ("two",)]
    owners = "select proname, proowner::regrole::text from pg_proc where proname in ({}) order by 1"
    assert database.run(owners.format("'fn_add_note', 'note_count'")) == [
        ("fn_add_note", "tradekeel_engine"),
        ("note_count", "tradekeel_owner"),
    ]


def standing(database: Database) -> list[tuple[object, ...]]:
    """Who could act as one of the two owners, or create in a schema as the engine."""
    usable = "and (m.set_option or m.inherit_option)" if database.major >= 16 else ""
    return [
        *database.run(
            "select m.roleid::regrole::text, m.member::regrole::text from pg_auth_members as m"
            " where m.roleid in ('tradekeel_owner'::regrole, 'tradekeel_engine'::regrole)" + usable
        ),
        *database.run(
            "select nspname from pg_namespace"
            " where has_schema_privilege('tradekeel_engine', oid, 'create')"
        ),
    ]


def test_as_supabases_postgres(database: Database, tree: Path) -> None:
    check_result(database, apply(database.url, tree))
    assert standing(database) == []


def test_under_the_old_default_privileges(
    new_database: Callable[[str], Database], tree: Path
) -> None:
    database = new_database("legacy")
    check_result(database, apply(database.url, tree))
    assert drift(database.url, tree) == []


def test_as_superuser_of_a_plain_server(plain_database: Database, tree: Path) -> None:
    check_result(plain_database, apply(plain_database.url, tree))
    assert standing(plain_database) == []
    assert drift(plain_database.url, tree) == []


def test_nobody_can_write_without_a_visible_grant(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    with psycopg.connect(database.url, autocommit=True) as connection:
        for statement in (
            "set role tradekeel_owner",
            "set role tradekeel_engine",
            "insert into ledger.notes (user_id) values (gen_random_uuid())",
            "alter function ledger.note_count(uuid) rename to note_counter",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_the_second_time_nothing_is_done(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    before = state(database)
    events: list[Event] = []
    result = apply(database.url, tree, report=events.append)
    assert not result.changed
    assert events == []
    assert state(database) == before


def test_only_what_changed_is_applied_again(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    edit(tree, "functions/ledger/note_count.sql", "count(*)", "count(*) + 1")
    assert apply(database.url, tree).repeatables == ("functions/ledger/note_count.sql",)
    assert database.run("select ledger.note_count(%s)", USER) == [(1,)]
    assert drift(database.url, tree) == []
    assert standing(database) == []


def test_line_ends_are_no_change(database: Database, tree: Path) -> None:
    apply(database.url, tree)
    for path in tree.rglob("*.sql"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not apply(database.url, tree).changed


def test_a_file_is_the_whole_truth_about_grants_and_policies(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    database.run("grant all on ledger.notes to anon")
    database.run("grant update (body) on ledger.notes to service_role")
    database.run("create policy extra on ledger.notes for all to public using (true)")
    database.run("grant execute on function engine.fn_add_note to public, anon")
    database.run("grant select on api.z_last to public")
    policies = tree / "policies/ledger.notes.sql"
    text = policies.read_text().replace("create policy notes_own", "create policy notes_mine")
    policies.write_text(text)
    for path in ("functions/engine/fn_add_note.sql", "views/api/z_last.sql"):
        (tree / path).write_text((tree / path).read_text() + "\n-- changed\n")
    apply(database.url, tree)
    assert database.run("select polname from pg_policy order by 1") == [
        ("notes_engine",),
        ("notes_mine",),
    ]
    for role, what in (
        ("anon", "has_any_column_privilege('anon', 'ledger.notes', 'select, insert, update')"),
        ("service_role", "has_any_column_privilege('service_role', 'ledger.notes', 'update')"),
        ("anon", "has_function_privilege('anon', 'engine.fn_add_note(uuid, text)', 'execute')"),
        ("anon", "has_table_privilege('anon', 'api.z_last', 'select')"),
    ):
        assert database.run(f"select {what}") == [(False,)], (role, what)
    assert database.run("select has_table_privilege('authenticated', 'api.z_last', 'select')") == [
        (True,)
    ]
    assert drift(database.url, tree) == []


def test_an_object_that_a_migration_made_anew_gets_its_files_again(
    database: Database, tree: Path
) -> None:
    """Its grants and policies are gone with the old one, though no file has changed."""
    apply(database.url, tree)
    put(
        tree,
        "migrations/0003_rebuild_notes.sql",
        "drop table ledger.notes cascade;\n"
        + (tree / "migrations/0002_create_notes.sql").read_text().split("create table meta")[0],
    )
    result = apply(database.url, tree)
    assert set(result.repeatables) == {
        "views/api/z_last.sql",
        "views/api/a_first.sql",
        "policies/ledger.notes.sql",
        "checks/001_sample_short_notes.sql",
    }
    assert database.run("select count(*) from pg_policy") == [(2,)]
    assert drift(database.url, tree) == []


def test_a_failing_statement_names_file_line_and_state_and_leaves_nothing(
    database: Database, tree: Path
) -> None:
    put(
        tree,
        "migrations/0003_create_more.sql",
        "create table meta.more (a int);\n\nselect 1/0;\ncreate table meta.even_more (a int);",
    )
    failure = refused(database, tree, "MTR08")
    assert "migrations/0003_create_more.sql" in str(failure)
    assert "22012 division by zero" in str(failure)
    assert database.run("select max(version) from meta.migrations") == [(2,)]
    assert database.run("select count(*) from pg_class where relname like '%%more'") == [(0,)]
    assert standing(database) == []
    put(tree, "migrations/0003_create_more.sql", "create table meta.more (\n  a nonsense\n);")
    assert "0003_create_more.sql:2:" in str(refused(database, tree, "MTR08"))


def test_target_runs_migrations_only_up_to_a_number(database: Database, tree: Path) -> None:
    put(tree, "migrations/0003_comment_words.sql", "comment on table meta.words is 'Words.';")
    first = apply(database.url, tree, target=2)
    assert (len(first.migrations), first.repeatables) == (2, ())
    second = apply(database.url, tree)
    assert (len(second.migrations), second.repeatables) == (1, FILES)


def test_a_changed_file_waits_for_a_reader_and_lets_other_readers_through(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    edit(tree, "policies/ledger.notes.sql", "notes_own", "notes_mine")
    retried = threading.Event()
    results: list[ApplyResult | BaseException] = []

    def report(event: Event) -> None:
        if event.action == "retrying":
            retried.set()

    def run() -> None:
        try:
            results.append(apply(database.url, tree, report=report))
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            results.append(error)

    applying = threading.Thread(target=run)
    with psycopg.connect(database.admin) as reader:
        reader.execute("select count(*) from ledger.notes")
        applying.start()
        try:
            assert retried.wait(30), "the applier did not give way"
            assert results == []
            # what was there is still in force
            assert database.run("select polname from pg_policy order by 1") == [
                ("notes_engine",),
                ("notes_own",),
            ]
        finally:
            reader.rollback()
            applying.join()
    assert isinstance(results[0], ApplyResult), results
    assert results[0].repeatables == ("policies/ledger.notes.sql",)


def test_parallel_applies_of_a_fresh_database_do_the_work_once(
    database: Database, tree: Path
) -> None:
    results: list[ApplyResult | BaseException] = []
    together = threading.Barrier(3)

    def run() -> None:
        together.wait()
        try:
            results.append(apply(database.url, tree))
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [result for result in results if isinstance(result, ApplyResult)]
    assert len(done) == 3, results
    assert sorted(result.changed for result in done) == [False, False, True]
    assert drift(database.url, tree) == []
    assert standing(database) == []


def test_parallel_applies_of_two_databases_of_one_cluster(
    new_database: Callable[[], Database], tree: Path
) -> None:
    """Roles and memberships belong to the cluster, so the two meet there."""
    databases = [new_database(), new_database()]
    results: list[ApplyResult | BaseException] = []

    def run(database: Database) -> None:
        try:
            results.append(apply(database.url, tree))
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            results.append(error)

    threads = [threading.Thread(target=run, args=[database]) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(result, ApplyResult) for result in results), results
    assert standing(databases[0]) == []


def test_whom_it_waits_for_is_told(database: Database, tree: Path) -> None:
    told = threading.Event()
    events: list[Event] = []

    def report(event: Event) -> None:
        events.append(event)
        if event.action == "waiting":
            told.set()

    applying = threading.Thread(target=apply, args=[database.url, tree], kwargs={"report": report})
    with psycopg.connect(database.url, autocommit=True) as other:
        other.execute("select pg_advisory_lock(%s)", [ADVISORY_KEY])
        applying.start()
        try:
            assert told.wait(30)
            assert str(other.info.backend_pid) in events[0].detail
            assert database.run("select count(*) from pg_namespace where nspname = 'meta'") == [
                (0,)
            ]
        finally:
            other.execute("select pg_advisory_unlock_all()")
            applying.join()
    assert database.run("select max(version) from meta.migrations") == [(2,)]


def test_an_apply_that_is_cut_off_leaves_whole_files_and_goes_on_next_time(
    database: Database, tree: Path
) -> None:
    def cut(event: Event) -> None:
        if event.path == "views/api/z_last.sql":
            database.run(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where application_name = 'tradekeel apply' and datname = current_database()"
            )

    with pytest.raises(psycopg.OperationalError):
        apply(database.url, tree, report=cut)
    assert database.run("select path from meta.repeatables order by 1") == [
        ("functions/engine/fn_add_note.sql",),
        ("functions/ledger/note_count.sql",),
    ]
    assert standing(database) == []
    assert apply(database.url, tree).repeatables == FILES[2:]
    assert drift(database.url, tree) == []


def test_a_login_that_becomes_the_installer(database: Database, tree: Path) -> None:
    """As Supabase's command line does: another login that is set to role postgres."""
    database.run("drop role if exists cli_login")
    database.run("create role cli_login login in role postgres")
    url = database.url.replace("postgres@", "cli_login@") + "&options=-c%20role%3Dpostgres"
    check_result(database, apply(url, tree))
    assert not apply(database.url, tree).changed
    assert standing(database) == []
    assert drift(url, tree) == []


def test_an_ordinary_role_that_may_create_roles(scratch: Cluster, tree: Path) -> None:
    """No superuser and no Supabase; on a cluster that has no roles of ours yet."""
    with psycopg.connect(scratch.url(user=SUPERUSER), autocommit=True) as connection:
        connection.execute("create role keeper login createrole")
        connection.execute("create database kept owner keeper")
    major = scratch.binaries.major
    database = Database(scratch.url("kept", "keeper"), scratch.url("kept", SUPERUSER), major)
    check_result(database, apply(database.url, tree))
    assert standing(database) == []
    assert drift(database.url, tree) == []


def test_the_wrong_role_is_refused(database: Database, tree: Path) -> None:
    with pytest.raises(ApplyError, match=r"MTR05.*connect as postgres"):
        apply(database.admin, tree)
    assert database.run("select count(*) from pg_namespace where nspname = 'meta'") == [(0,)]


def test_a_role_without_rights_is_refused(plain_database: Database, tree: Path) -> None:
    apply(plain_database.url, tree)
    plain_database.run("drop role if exists clerk")
    plain_database.run("create role clerk login")
    clerk = plain_database.url.replace("supabase_admin@", "clerk@")
    with pytest.raises(ApplyError, match="MTR05"):
        apply(clerk, tree)
    with pytest.raises(ApplyError, match="MTR05"):
        drift(clerk, tree)


def test_a_membership_granted_by_hand_does_not_survive_an_apply(
    database: Database, tree: Path
) -> None:
    apply(database.url, tree)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("grant tradekeel_owner to postgres")
    assert [row.problem for row in drift(database.url, tree)] == ["standing_member"]
    put(tree, "migrations/0003_comment_words.sql", "comment on table meta.words is 'Words.';")
    apply(database.url, tree)
    assert standing(database) == []


def test_an_installer_file_runs_as_the_connected_role(database: Database, tree: Path) -> None:
    put(
        tree,
        "migrations/0003_create_topic_policy.sql",
        "-- run as: installer\n"
        "create policy tradekeel_topic on realtime.messages for select to authenticated"
        " using (extension = 'broadcast');\n"
        "create schema outside;\n",
    )
    apply(database.url, tree)
    assert database.run(
        "select nspowner::regrole::text from pg_namespace where nspname = 'outside'"
    ) == [("postgres",)]
    assert drift(database.url, tree) == []
    database.run("drop policy tradekeel_topic on realtime.messages")
    assert [(row.kind, row.problem) for row in drift(database.url, tree)] == [("policy", "missing")]


def test_postgrest_is_told_when_something_changed(database: Database, tree: Path) -> None:
    with psycopg.connect(database.url, autocommit=True) as listener:
        listener.execute("listen pgrst")
        apply(database.url, tree)
        listener.execute("select 1")
        assert [note.payload for note in listener.notifies(timeout=0)] == ["reload schema"]
        apply(database.url, tree)
        listener.execute("select 1")
        assert list(listener.notifies(timeout=0)) == []


@pytest.fixture
def real_tree(tmp_path: Path) -> Path:
    """The tree as it is now: somebody may be working on it."""
    return shutil.copytree(database_folder(), tmp_path / "real")


def test_the_real_tree_applies_without_drift_and_with_empty_checks(
    database: Database, real_tree: Path
) -> None:
    assert apply(database.url, real_tree).drifted == 0
    assert not apply(database.url, real_tree).changed
    assert drift(database.url, real_tree) == []
    assert check(database.url, real_tree, full=True) == []
    assert standing(database) == []


@ONE_SOURCE
def test_the_real_tree_applies_to_a_plain_server(plain_database: Database, real_tree: Path) -> None:
    assert apply(plain_database.url, real_tree).drifted == 0
    assert not apply(plain_database.url, real_tree).changed
