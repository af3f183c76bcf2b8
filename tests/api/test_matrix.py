"""Who may do what with which object: all of the catalog, held against ``matrix.csv``.

Every role tries every command on every table and view, and every function, in a transaction that
is rolled back. What succeeds, or fails for another reason than a missing right, is allowed; so is
what the catalog says a role holds on single columns. A difference to the file fails, in either
direction, and so does an object that the file does not know. After a change that is meant:

    TRADEKEEL_ACCEPT_MATRIX=1 pytest tests/api/test_matrix.py

writes the file. Read its difference before committing it: it is the assertion.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import psycopg.types.json
import pytest
from psycopg import errors, sql

from api.platform import claims_of, user_id
from api.test_clients import VIEWS

if TYPE_CHECKING:
    from tools.server import Server

FILE = Path(__file__).with_name("matrix.csv")
SCHEMAS = [
    "api", "engine", "ops",
    "tenancy", "ledger", "lifecycle", "locks", "reconciliation", "health", "meta",
]  # fmt: skip
# Roles of the house's owners are left out: they own the objects, and nobody logs in as one.
ROLES = [
    "anon", "authenticated", "service_role", "authenticator", "tradekeel_bridge",
    "tradekeel_monitor", "tradekeel_operator", "tradekeel_auditor",
]  # fmt: skip
NOBODY = "nobody"
# What policies and PostgREST call as the tenant.
HELPERS = ("tenancy.current_user_id", "tenancy.render_amount")
Row = tuple[str, str, str, str]


@pytest.mark.sql
def test_every_right_is_in_the_file_and_nothing_else(server: Server, filled: str) -> None:
    """The catalog and what was tried equal the file."""
    with server.connect(filled) as connection:
        found = [*_relations(connection), *_functions(connection)]
    if os.environ.get("TRADEKEEL_ACCEPT_MATRIX"):
        FILE.write_text(_written(found), encoding="utf-8")
    with FILE.open(encoding="utf-8", newline="") as file:
        kept = [tuple(row) for row in csv.reader(file)][1:]
    more, less = sorted({*found} - {*kept}), sorted({*kept} - {*found})
    told = [*(f"not in the file: {row}" for row in more), *(f"only there: {row}" for row in less)]
    assert not told, "\n".join([*told, (__doc__ or "").partition("\n\n")[2]])


@pytest.mark.sql
def test_the_file_allows_no_tenant_to_write_and_no_stranger_anything(filled: str) -> None:
    """Whoever accepts a new file by mistake is stopped here."""
    assert filled
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    for kind, name, role, allowed in rows:
        if role in ("anon", "service_role", "authenticator"):
            assert name.startswith("tenancy.render_amount"), (kind, name, role, allowed)
        if role == "authenticated":
            assert allowed.startswith("select") or (
                kind == "function" and name.startswith(("api.fn_", *HELPERS))
            ), (kind, name, role, allowed)
        if role.startswith("tradekeel_") and kind == "table":
            raise AssertionError((kind, name, role, allowed))


@pytest.mark.sql
@pytest.mark.parametrize("number", [1, 2])
def test_in_psql_too_each_tenant_reads_exactly_his_rows(
    server: Server, filled: str, number: int
) -> None:
    """Every view, and every table below with a right on a column."""
    with server.connect(filled) as connection:
        tables = [
            (schema, name)
            for schema, name in connection.execute(
                "select n.nspname, c.relname from pg_class as c"
                " join pg_namespace as n on n.oid = c.relnamespace"
                " where n.nspname = any(%s) and c.relkind in ('r', 'p', 'v')"
                # A case, because the planner may ask of other relations first.
                " and case when exists (select from pg_attribute as a"
                "   where a.attrelid = c.oid and a.attname = 'user_id')"
                " then has_column_privilege('authenticated', c.oid, 'user_id', 'select')"
                " else false end",
                [SCHEMAS],
            )
        ]
        assert {name for schema, name in tables if schema == "api"} == set(VIEWS)
        # A tenant may name the tables below only where he may use the schema; here he may.
        connection.execute("begin")
        for schema in SCHEMAS:
            connection.execute(
                sql.SQL("grant usage on schema {} to authenticated").format(sql.Identifier(schema))
            )
        for schema, name in tables:
            query = sql.SQL("select count(*), bool_and(user_id = {}) from {}").format(
                user_id(number), sql.Identifier(schema, name)
            )
            wanted = connection.execute(
                query + sql.SQL(" where user_id = {}").format(user_id(number))
            ).fetchone()
            _become(connection, "authenticated", number)
            assert connection.execute(query).fetchone() == wanted, (schema, name)
            if schema == "api":
                assert wanted is not None
                assert wanted[0] > 0, name
            connection.execute("reset role")
        connection.execute("rollback")


def _relations(connection: psycopg.Connection[Any]) -> list[Row]:
    found: list[Row] = []
    relations = connection.execute(
        "select c.oid, n.nspname, c.relname, c.relkind in ('v', 'm'),"
        "  array(select a.attname::text from pg_attribute as a where a.attrelid = c.oid"
        "    and a.attnum > 0 and not a.attisdropped order by a.attname)"
        " from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
        " where n.nspname = any(%s) and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 2, 3",
        [SCHEMAS],
    ).fetchall()
    for oid, schema, name, is_view, columns in relations:
        kind = "view" if is_view else "table"
        mine = []
        for role in ROLES:
            allowed = _allowed(connection, role, oid, sql.Identifier(schema, name), columns)
            if allowed:
                mine.append((kind, f"{schema}.{name}", role, allowed))
        found.extend(mine or [(kind, f"{schema}.{name}", NOBODY, "")])
    return found


def _allowed(
    connection: psycopg.Connection[Any],
    role: str,
    oid: int,
    name: sql.Identifier,
    columns: list[str],
) -> str:
    """Like ``select(a b), insert``; columns only where they are not all."""
    held: dict[str, list[str]] = {}
    for command in ("select", "insert", "update", "references"):
        rows = connection.execute(
            "select a from unnest(%s::text[]) as a"
            " where has_column_privilege(%s, %s::oid, a, %s) order by a",
            [columns, role, oid, command],
        )
        held[command] = [column for (column,) in rows]
    for command in ("delete", "truncate", "trigger"):
        row = connection.execute(
            "select has_table_privilege(%s, %s::oid, %s)", [role, oid, command]
        ).fetchone()
        assert row is not None
        held[command] = columns if row[0] else []
    first = sql.Identifier(columns[0])
    attempts = {
        "select": sql.SQL("select 1 from {} limit 1").format(name),
        "insert": sql.SQL("insert into {} default values").format(name),
        "update": sql.SQL("update {} set {} = null").format(name, first),
        "delete": sql.SQL("delete from {}").format(name),
        "truncate": sql.SQL("truncate {}").format(name),
    }
    for command, attempt in attempts.items():
        if _succeeds(connection, role, attempt):
            held[command] = held[command] or columns
    return ", ".join(
        command if len(having) == len(columns) else f"{command}({' '.join(having)})"
        for command, having in held.items()
        if having
    )


def _functions(connection: psycopg.Connection[Any]) -> list[Row]:
    found: list[Row] = []
    functions = connection.execute(
        "select p.oid::bigint, n.nspname || '.' || p.proname, n.nspname, p.proname,"
        "  array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as u (t, i)"
        "    order by i)"
        " from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace"
        " where n.nspname = any(%s) order by 2",
        [SCHEMAS],
    ).fetchall()
    for oid, full_name, schema, name, types in functions:
        call = sql.SQL("select {}({})").format(
            sql.Identifier(schema, name),
            sql.SQL(", ").join(sql.SQL("null::" + kind) for kind in types),
        )
        mine = []
        for role in ROLES:
            row = connection.execute(
                "select has_function_privilege(%s, %s::oid, 'execute')", [role, oid]
            ).fetchone()
            assert row is not None
            if row[0] or _succeeds(connection, role, call):
                mine.append(("function", full_name, role, "execute"))
        found.extend(mine or [("function", full_name, NOBODY, "")])
    return found


def _succeeds(connection: psycopg.Connection[Any], role: str, statement: sql.Composed) -> bool:
    """Whether it was not refused for a missing right; nothing stays of it."""
    connection.execute("begin")
    try:
        _become(connection, role, 1)
        connection.execute(statement)
    except (
        errors.InsufficientPrivilege,
        # said of a view or a generated column before rights are looked at; nobody can
        errors.WrongObjectType,
        errors.ObjectNotInPrerequisiteState,
        errors.FeatureNotSupported,
        errors.GeneratedAlways,
    ):
        return False
    except psycopg.Error:
        # It got further than the check of rights, which comes first.
        return True
    finally:
        connection.execute("rollback")
    return True


def _become(connection: psycopg.Connection[Any], role: str, number: int) -> None:
    claims = psycopg.types.json.Json(claims_of(number))
    connection.execute("select set_config('request.jwt.claims', %s::jsonb::text, true)", [claims])
    connection.execute("select set_config('role', %s, true)", [role])


def _written(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("kind", "object", "role", "allowed"))
    writer.writerows(rows)
    return text.getvalue()
