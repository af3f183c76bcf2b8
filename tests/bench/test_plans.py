"""No entry point reads a tenant table from end to end, at a million orders.

One tenant's day (``sql/story.sql``) is played by the entry points; its rows, with five hundred
orders, become those of two thousand tenants. Then other tenants live the same day, under plans
made for each call and under generic ones, and after every step the counters of sequential scans
are read: they also see what a function calls inside, what a foreign key asks, and what a policy
adds.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from bench.frame import SQL
from bench.reads import QUERIES, sequential_scans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

ORDERS = int(os.environ.get("TRADEKEEL_PLAN_ORDERS") or 1_000_000)
ORDERS_PER_TENANT = 500
TENANTS = ORDERS // ORDERS_PER_TENANT
# Every step that may read more than one tenant's rows, and why.
WHOLE_INSTALLATION = {
    "engine.fn_list_accounts": "lists every account; a bridge asks when it starts",
    "engine.fn_fold_counters": "takes every delta that was not folded yet",
    "engine.fn_read_health": "counts live profiles, leases, locks and what is open",
    "ops.fn_read_health": "the same document",
    "ops.fn_read_status": "the same for a person",
    "ops.fn_list_stopped": "looks at every live user, account and profile",
    "ops.fn_list_accounts": "the same, of accounts",
    "ops.fn_list_incidents": "what is open, of all",
    "ops.fn_list_mismatches": "what is open, of all",
    "ops.fn_list_unresolved_attempts": "what is open, of all",
    "ops.fn_list_locks": "what is held, of all",
    "ops.fn_list_instances": "counts the leases of each process",
    "ops.fn_list_loops": "has five rows for each account",
    "ops.fn_list_prices": "groups open positions by symbol",
    "engine.fn_record_samples": "sums what profiles have; one process each ten seconds",
    "ops.fn_prove_audit": "computes the chain from its first line; a person asks",
    "engine.fn_measure_check": "a check view looks at every row; one process at a time runs it",
}
# What grows with time and not with the number of live profiles: only a check may read all of it.
HISTORY = {
    "ledger.entries",
    "ledger.reservations",
    "lifecycle.signals",
    "lifecycle.intents",
    "lifecycle.attempts",
    "lifecycle.orders",
    "lifecycle.fills",
    "lifecycle.executions",
    "lifecycle.trade_history",
    "reconciliation.runs",
    "tenancy.broadcasts",
    "tenancy.breaches",
    "ops.audit",
    "ops.audit_seals",
}
UUID = "'[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})'"


@pytest.fixture(scope="module")
def crowd(server: Server) -> Iterator[str]:
    """A database with a million orders."""
    name = server.create_database()
    try:
        with server.connect(name) as connection:
            connection.execute("create role bob login superuser")
            _name_the_user(connection)
            _play(server, name, connection, 1)
            _multiply(connection)
            connection.execute(f"alter database {name} set track_functions = 'all'")
        yield name
    finally:
        server.drop_database(name)
        with server.connect("postgres") as connection:
            connection.execute("drop role bob")


@pytest.mark.parametrize(("mode", "tenant"), [("custom", 2), ("generic", 3)])
def test_no_entry_point_reads_a_tenant_table_from_end_to_end(
    server: Server, crowd: str, mode: str, tenant: int
) -> None:
    """Broken by: drop index lifecycle.orders_intent_idx."""
    settings = {"plan_cache_mode": f"force_{mode}_plan", "track_functions": "all"}
    with server.connect(crowd, **settings) as connection:
        connection.execute("select pg_stat_reset()")
        found = _play(server, crowd, connection, tenant)
        uncalled = connection.execute(
            "select f.name from fixture.our_functions as f"
            "  left join pg_stat_user_functions as s on s.funcid = f.function_oid"
            " where f.schema in ('engine', 'api', 'ops') and coalesce(s.calls, 0) = 0"
        ).fetchall()
    assert not found, "\n".join(found)
    # A call that was refused is not counted by the server.
    refused = re.findall(r"^refused .{5}: select (\S+?)\(", _story(tenant), re.MULTILINE)
    assert {name for (name,) in uncalled} == set(refused)


@pytest.mark.parametrize("name", QUERIES)
def test_no_usual_read_of_a_tenant_reads_a_table_from_end_to_end(
    server: Server, crowd: str, name: str
) -> None:
    """Through the views, under row level security. Broken by: drop index orders_newest_idx."""
    with server.connect(crowd) as connection:
        assert not sequential_scans(connection, QUERIES[name])


def _play(server: Server, name: str, connection: psycopg.Connection[Any], n: int) -> list[str]:
    """Live one tenant's day; what it read from end to end, by step."""
    found = []
    before = _scans(connection)
    for step in _story(n).split("\n\n")[1:]:
        match = re.fullmatch(r"(as bob: )?(?:refused (.{5}): )?(.*)", step.strip(), re.DOTALL)
        assert match is not None
        if match[1]:
            with server.connect(name, "bob") as other:
                other.execute(match[3])
        elif match[2]:
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(match[3])
            assert caught.value.sqlstate == match[2]
        else:
            connection.execute(match[3])
        after = _scans(connection)
        is_on_purpose = re.search("fn_(measure_check|prove_audit)[(]", step)
        is_whole = any(f"{function}(" in step for function in WHOLE_INSTALLATION)
        found += [
            f"{table}, {count - before.get(table, 0)} times: {step}"
            for table, count in after.items()
            if count > before.get(table, 0)
            and not (is_whole and (table not in HISTORY or is_on_purpose))
        ]
        before = after
    return found


def _story(n: int) -> str:
    return (SQL / "story.sql").read_text().replace("{n}", str(n)).replace("{m}", str(n + 500))


def _scans(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Sequential scans so far, by tenant table."""
    connection.execute("select pg_stat_force_next_flush()")
    return dict(
        connection.execute(
            "select t.name, s.seq_scan from fixture.our_tables as t"
            "  join pg_stat_user_tables as s on s.relid = t.table_oid"
            " where t.is_tenant and t.name !~ '_[0-9]$'"
        ).fetchall()
    )


def _multiply(connection: psycopg.Connection[Any]) -> None:
    """Two thousand tenants with the rows of the one that is there, and 500 orders each.

    The first eight digits of every id become the tenant's number, in columns and inside texts.
    """
    connection.execute("set session_replication_role = replica")
    connection.execute(
        "insert into lifecycle.orders select (jsonb_populate_record(o, jsonb_build_object("
        "  'order_id', gen_random_uuid(), 'exchange_order_id', 'old-' || n,"
        "  'first_seen_at', o.first_seen_at - make_interval(hours => n),"
        "  'settled_at', o.settled_at - make_interval(hours => n)))).*"
        "  from lifecycle.orders as o,"
        "       generate_series(1, %s - (select count(*)::integer from lifecycle.orders)) as n"
        " where o.order_id = (select order_id from lifecycle.orders"
        "                      where settled_at is not null limit 1)",
        [ORDERS_PER_TENANT],
    )
    tables = connection.execute(
        "select t.name from fixture.our_tables as t where t.is_tenant and t.name !~ '_[0-9]$'"
    ).fetchall()
    for (table,) in tables:
        columns = connection.execute(
            "select a.attname, format_type(a.atttypid, null) from pg_attribute as a"
            " where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped"
            "   and a.attgenerated = '' order by a.attnum",
            [table],
        ).fetchall()
        values = []
        for column, kind in columns:
            value = f"t.{column}"
            if kind == "uuid":
                value = f"overlay({value}::text placing n.digits from 1 for 8)::uuid"
            elif kind in ("text", "jsonb") and _has_id(connection, table, column):
                value = f"regexp_replace({value}::text, {UUID}, n.digits || '\\1', 'g')::{kind}"
            values.append(value)
        connection.execute(
            f"insert into {table} ({', '.join(column for column, _ in columns)})"
            f" select {', '.join(values)} from {table} as t, (select lpad(to_hex(i), 8, '0') as"
            f" digits from generate_series(1, {TENANTS - 1}) as i) as n"
        )
        row = connection.execute(f"select count(*) from {table}").fetchone()
        assert row is not None
        assert row[0] >= TENANTS, f"the story leaves no row in {table}"
    connection.execute("reset session_replication_role")
    connection.execute("analyze")


def _name_the_user(connection: psycopg.Connection[Any]) -> None:
    """The suites' helpers look for ids alone, which is well among ten rows. Here they name the
    user, so that what is counted is what entry points read."""
    functions = connection.execute(
        "select pg_get_functiondef(p.oid) from pg_proc as p"
        " where p.pronamespace = 'fixture'::regnamespace and p.prosrc ~ 'p_n'"
    ).fetchall()
    for (text,) in functions:
        changed = re.sub(
            r"(\w+)\.(profile_id|account_id) = fixture\.\2\(p_n\)",
            r"\1.user_id = fixture.user_id(p_n) and \g<0>",
            text,
        )
        changed = re.sub(
            r"(\w+)\.attempt_id = (v_id|a\.attempt_id)\b",
            r"\1.user_id = fixture.user_id(p_n) and \g<0>",
            changed,
        )
        changed = changed.replace(
            "(fixture.intent(p_n, p_request_id)).user_id", "fixture.user_id(p_n)"
        ).replace(
            "= (fixture.intent(p_n, p_request_id)).intent_id",
            "= (select (fixture.intent(p_n, p_request_id)).intent_id)",
        )
        if changed != text:
            connection.execute(changed)


def _has_id(connection: psycopg.Connection[Any], table: str, column: str) -> bool:
    query = sql.SQL("select exists (select from {} where {}::text ~ {})").format(
        sql.SQL(table), sql.Identifier(column), sql.SQL(UUID)
    )
    row = connection.execute(query).fetchone()
    return row is not None and bool(row[0])
