"""The stand-in for Supabase: enough of it that what works here works there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import errors

from install.support import Database
from tradekeel.postgres import PostgresError, apply_local

if TYPE_CHECKING:
    from tradekeel.postgres.local import DefaultPrivileges

CLAIMS = '{"sub": "00000000-0000-4000-8000-000000000001", "role": "authenticated"}'


def test_postgres_owns_the_database_and_is_no_superuser(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        row = connection.execute(
            "select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles"
            " where rolname = current_user"
        ).fetchone()
        assert row == (False, True, True, True)
        connection.execute("create schema of_mine")


@pytest.mark.parametrize(
    ("regimes", "granted"),
    [(["none"], False), (["legacy"], True), (["legacy", "none"], False), (["legacy"] * 2, True)],
)
def test_both_regimes_of_default_privileges(
    database: Database, regimes: "list[DefaultPrivileges]", granted: bool
) -> None:
    for regime in regimes:
        apply_local(database.admin, default_privileges=regime)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("create table public.things (a int)")
        for role in ("anon", "authenticated", "service_role"):
            row = connection.execute(
                "select has_table_privilege(%s, 'public.things', 'select')", [role]
            ).fetchone()
            assert row == (granted,), role


def test_it_is_refused_to_who_is_no_superuser(database: Database) -> None:
    with pytest.raises(PostgresError, match="superuser"):
        apply_local(database.url)


def test_an_unknown_regime_is_refused(database: Database) -> None:
    with pytest.raises(PostgresError, match="not legacy or none"):
        apply_local(database.admin, default_privileges="all")  # type: ignore[arg-type]  # on purpose


def test_claims_are_read_as_on_a_hosted_project(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        assert connection.execute("select auth.uid(), auth.jwt()").fetchone() == (None, None)
        connection.execute("select set_config('request.jwt.claims', '', true)")
        assert connection.execute("select auth.uid()").fetchone() == (None,)
        connection.execute("select set_config('request.jwt.claims', %s, true)", [CLAIMS])
        connection.execute("set local role authenticated")
        row = connection.execute("select auth.uid()::text, auth.role()").fetchone()
        assert row == ("00000000-0000-4000-8000-000000000001", "authenticated")


def test_a_role_of_ours_cannot_use_schema_auth_even_when_granted(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute("create role stranger")
        connection.execute("grant stranger to postgres")
        connection.execute("grant usage on schema auth to stranger")  # only warns, as hosted
        connection.execute("set local role stranger")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("select auth.uid()")
        connection.rollback()


def test_postgres_may_write_policies_on_realtime_messages(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(
            "create policy own_topic on realtime.messages for select to authenticated"
            " using ((select realtime.topic()) = 'user:' || (select auth.uid())::text)"
        )
        connection.execute("select realtime.send('{\"a\": 1}', 'e', 'user:x')")
    assert database.run("select payload->>'a', private, extension from realtime.messages") == [
        ("1", True, "broadcast")
    ]


def test_send_swallows_errors_as_the_real_one_does(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("set role authenticated")
        connection.execute("select realtime.send('{}', 'e', 't')")
    assert database.run("select count(*) from realtime.messages") == [(0,)]


def test_it_may_be_repeated_and_two_databases_prepared_at_once(
    new_database: Callable[[], Database],
) -> None:
    database = new_database()
    before = database.run("select count(*) from pg_default_acl")
    apply_local(database.admin)
    assert database.run("select count(*) from pg_default_acl") == before
    assert database.run("select count(*) from auth.users") == [(0,)]
