"""Supabase's older default privileges give every new object of a schema to the three API roles.

The real tree is applied under them, and who may do what has to be what it is under the newer ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import errors, sql

from api.test_clients import VIEWS
from tradekeel.applier import apply, drift
from tradekeel.postgres import apply_local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

# Every grant to an API role or to everybody, on whatever is ours.
GRANTS = """
select k.kind, k.name, coalesce(r.rolname::text, 'public'), x.privilege_type
  from (
    select 'schema', n.nspname::text, n.oid, n.nspacl from pg_namespace as n
    union all
    select 'relation', c.oid::regclass::text, c.relnamespace, c.relacl from pg_class as c
    union all
    select 'column', c.oid::regclass || '.' || a.attname, c.relnamespace, a.attacl
      from pg_class as c join pg_attribute as a on a.attrelid = c.oid
    union all
    select 'function', p.oid::regprocedure::text, p.pronamespace,
           coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc as p
    union all
    select 'type', t.oid::regtype::text, t.typnamespace, t.typacl from pg_type as t
  ) as k (kind, name, schema_oid, acl)
 cross join lateral aclexplode(k.acl) as x
  left join pg_roles as r on r.oid = x.grantee
 where k.schema_oid::regnamespace::text = any (%s)
   and (x.grantee = 0 or r.rolname in ('anon', 'authenticated', 'service_role'))
"""
OURS = [
    "api", "engine", "ops", "tenancy", "ledger", "lifecycle", "locks", "reconciliation", "health",
    "meta",
]  # fmt: skip


@pytest.fixture(scope="module")
def legacy(server: Server) -> Iterator[str]:
    """A database with the older default privileges, and the real tree in it."""
    name = "tradekeel_test_legacy"
    with server.connect("postgres") as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    try:
        apply_local(server.url(name), default_privileges="legacy")
        with server.connect(name) as connection:
            # as wide as a project can be: not in schema public alone
            connection.execute(
                "alter default privileges for role postgres grant all on tables"
                " to anon, authenticated, service_role"
            )
        apply(server.url(name, "postgres"))
        yield name
    finally:
        # not from the template: nothing was profiled in it
        with server.connect("postgres") as connection:
            connection.execute(
                sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            )


@pytest.mark.sql
def test_the_older_default_privileges_give_nobody_more(
    server: Server, legacy: str, database: str
) -> None:
    """The same grants on the same objects, to the last one, and no drift."""
    assert _grants(server, legacy) == _grants(server, database)
    assert drift(server.url(legacy, "postgres")) == []


@pytest.mark.sql
def test_the_regime_is_the_older_one_and_still_strangers_get_nothing(
    server: Server, legacy: str
) -> None:
    """A table of somebody else is given away by itself, ours are not."""
    with server.connect(legacy, "postgres") as connection:
        connection.execute("create table public.anybodys (n integer)")
        for role in ("anon", "service_role"):
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
            connection.execute("select from public.anybodys")
            for view in VIEWS:
                with pytest.raises(errors.InsufficientPrivilege):
                    connection.execute(sql.SQL("select from api.{}").format(sql.Identifier(view)))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("insert into tenancy.users values (gen_random_uuid())")
            connection.execute("reset role")


def _grants(server: Server, name: str) -> set[tuple[Any, ...]]:
    with server.connect(name) as connection:
        return set(connection.execute(GRANTS, [OURS]).fetchall())
