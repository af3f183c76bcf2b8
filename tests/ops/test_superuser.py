"""What a superuser could still do, and what shows it: checks for rows, drift for the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tradekeel.applier import drift

if TYPE_CHECKING:
    import psycopg

    from tools.server import Server

# Rows written past the functions, and the check views that then have rows.
ROWS = [
    ("update ledger.capital set allocated = allocated + 1", {"capital_fold_equals_row"}),
    (
        "update ledger.entries set realized_pnl_delta = realized_pnl_delta + 1 where seq = 2",
        {"capital_fold_equals_row", "capital_journal_is_chained"},
    ),
    ("delete from ledger.entries where seq = 2", {"capital_journal_is_chained"}),
    ("truncate ledger.entries cascade", {"capital_fold_equals_row"}),
    ("update lifecycle.positions set quantity = quantity * 2", {"lifecycle_positions_derive"}),
    (
        "truncate lifecycle.executions cascade",
        {"capital_derivation_equals_row", "lifecycle_positions_derive"},
    ),
    (
        "update lifecycle.orders set posted_cost = posted_cost + 1",
        {"lifecycle_orders_are_booked"},
    ),
    ("delete from tenancy.claims", {"exclusivity_holdings_are_claimed"}),
    (
        "update ledger.capital set realized_pnl = -1e6, trading_state = 'paused'",
        {"capital_fold_equals_row", "capital_derivation_equals_row"},
    ),
    ("update meta.installation set timeline = timeline + 1", {"durability_same_life"}),
    ("grant update on ledger.entries to tradekeel_engine", {"hands_append_only_rights"}),
    ("grant truncate on lifecycle.fills to service_role", {"hands_append_only_rights"}),
    ("alter table lifecycle.fills disable row level security", {"isolation_rls_enabled"}),
    ("update ops.audit set operator = 'somebody'", {"hands_record_is_chained"}),
    ("truncate ops.audit cascade", {"hands_record_is_chained"}),
    (
        "update meta.objects set grants_hash = 'x' where identity = 'ledger.entries'",
        {"hands_drift_record_is_kept"},
    ),
]
# Changes of the schema, and what drift then names.
SCHEMA = [
    ("drop policy tenant_reads on ledger.capital", "tenant_reads"),
    ("alter table ledger.capital drop constraint capital_available_when_active",
     "capital_available_when_active"),
    ("alter function ops.fn_create_user(uuid) security invoker", "fn_create_user"),
    ("create rule hidden as on delete to ledger.entries do instead nothing", "hidden"),
    ("grant insert on ledger.entries to service_role", "ledger.entries"),
    ("create table ledger.shadow (x integer)", "ledger.shadow"),
    ("alter role tradekeel_bridge createdb", "tradekeel_bridge"),
]  # fmt: skip


def red(door: psycopg.Connection[tuple[object, ...]]) -> set[str]:
    """Check views that have rows."""
    names = [str(row[0]) for row in door.execute("select * from engine.fn_list_checks()")]
    return {
        name
        for name in names
        if door.execute(f"select 1 from health.check_{name} limit 1".encode()).fetchone()
    }


def test_rows_that_a_superuser_writes_are_seen_by_the_checks(server: Server, database: str) -> None:
    """Each in a transaction that is taken back; before each of them all is well."""
    with server.connect(database, search_path="tap,public") as door:
        door.execute("select fixture.stage(1)")
        door.execute("select fixture.hold(1, 'r', 0.01)")
        door.execute("select fixture.hold(1, 'q', 0.001)")
        door.autocommit = False
        for statement, expected in ROWS:
            assert red(door) == set(), statement
            door.execute(statement.encode())
            assert expected <= red(door), (statement, red(door))
            door.rollback()


@pytest.mark.parametrize(("statement", "named"), SCHEMA, ids=[named for _, named in SCHEMA])
def test_what_a_superuser_changes_of_the_schema_is_drift(
    server: Server, database: str, statement: str, named: str
) -> None:
    """Named by its object."""
    try:
        with server.connect(database) as door:
            door.execute(statement.encode())
        rows = drift(server.url(database))
        assert any(named in f"{row.identity} {row.detail}" for row in rows), rows
    finally:
        with server.connect(database) as door:  # roles are the whole server's
            door.execute("alter role tradekeel_bridge nocreatedb")
