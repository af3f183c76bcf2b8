"""What is alive in the database: the ids, terms and names that an argument can take.

Everything is listed in an order that does not depend on generated ids, so that a seed picks the
same things in every world that is built anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

    import psycopg

TENANTS = (1, 2)


@dataclass(frozen=True)
class Subject:
    """One attempt with everything that belongs to it; what a call is about."""

    profile_id: str
    symbol: str
    attempt_id: str
    request_id: str
    kind: str
    side: str
    quantity: Decimal
    client_order_text: str
    order_id: str | None
    exchange_order_id: str | None
    lock_term: int | None


@dataclass(frozen=True)
class Lock:
    """An entry lock that is held."""

    profile_id: str
    symbol: str
    term: int


@dataclass(frozen=True)
class Holding:
    """A position of which something is held."""

    profile_id: str
    symbol: str
    side: str


@dataclass
class World:
    """The ids of both tenants, by tenant and by parameter name where they go by one."""

    users: dict[int, str] = field(default_factory=dict)
    accounts: dict[int, str] = field(default_factory=dict)
    profiles: dict[int, list[str]] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)
    lease_terms: dict[int, int] = field(default_factory=dict)
    runs: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    lookups: dict[int, list[str]] = field(default_factory=dict)
    subjects: dict[int, list[Subject]] = field(default_factory=dict)
    signals: dict[int, list[str]] = field(default_factory=dict)
    cancels: dict[int, list[str]] = field(default_factory=dict)
    changes: dict[int, list[str]] = field(default_factory=dict)
    incidents: dict[int, list[str]] = field(default_factory=dict)
    mismatches: dict[int, list[str]] = field(default_factory=dict)
    locks: dict[int, list[Lock]] = field(default_factory=dict)
    holdings: dict[int, list[Holding]] = field(default_factory=dict)
    settings: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    epoch: int = 1
    now_ms: int = 0


def build(connection: psycopg.Connection[Any]) -> None:
    """Make the world in a fresh database, through the entry points."""
    connection.execute(Path(__file__).with_name("world.sql").read_bytes())


_SUBJECTS = """
select a.profile_id::text, i.symbol, a.attempt_id::text, i.request_id, i.kind, i.side, i.quantity,
       a.client_order_text, o.order_id::text, o.exchange_order_id, l.term
  from lifecycle.attempts as a
  join lifecycle.intents as i on i.user_id = a.user_id and i.intent_id = a.intent_id
  left join lifecycle.orders as o on o.user_id = a.user_id and o.attempt_id = a.attempt_id
  left join locks.entry_locks as l
    on l.user_id = a.user_id and l.profile_id = a.profile_id and l.symbol = i.symbol
 where a.user_id = fixture.user_id(%s)
 order by a.profile_id, i.request_id, a.attempt_no, o.exchange_order_id
 limit 60
"""
_LISTS = {
    "signals": "select signal_id from lifecycle.signals where user_id = %s"
    " order by created_at, request_id limit 30",
    "cancels": "select cancel_id from lifecycle.cancels where user_id = %s"
    " order by created_at limit 30",
    "changes": "select change_id from ops.change_requests where user_id = %s"
    " order by requested_at limit 30",
    "incidents": "select incident_id from health.incidents where user_id = %s"
    " order by opened_at limit 30",
    "mismatches": "select mismatch_id from reconciliation.mismatches where user_id = %s"
    " order by kind, first_seen_at limit 30",
    "lookups": "select lookup_id from reconciliation.lookups where user_id = %s"
    " order by asked_at limit 30",
}


def look(connection: psycopg.Connection[Any], now_ms: int) -> World:
    """Read what is there now; moments in documents are told from now_ms."""
    world = World(now_ms=now_ms)
    for n in TENANTS:
        ids = connection.execute(
            "select fixture.user_id(%(n)s)::text, fixture.account_id(%(n)s)::text,"
            " fixture.token(%(n)s)::text",
            {"n": n},
        ).fetchone()
        assert ids is not None
        user, world.accounts[n], world.tokens[n] = ids
        world.users[n] = user
        world.profiles[n] = [
            row[0]
            for row in connection.execute(
                "select profile_id::text from tenancy.profiles where user_id = %s"
                " and profile_id::text like '3333%%' order by profile_id",
                (user,),
            )
        ]
        term = connection.execute(
            "select term from locks.account_leases where account_id = %s", (world.accounts[n],)
        ).fetchone()
        world.lease_terms[n] = term[0] if term else 1
        world.runs[n] = [
            (str(row[0]), row[1])
            for row in connection.execute(
                "select run_id, lock_term from reconciliation.runs where user_id = %s"
                " order by started_at desc limit 3",
                (user,),
            )
        ]
        world.subjects[n] = [Subject(*row) for row in connection.execute(_SUBJECTS, (n,))]
        world.locks[n] = [
            Lock(*row)
            for row in connection.execute(
                "select profile_id::text, symbol, term from locks.entry_locks where user_id = %s"
                " and owner_token is not null order by profile_id, symbol",
                (user,),
            )
        ]
        world.holdings[n] = [
            Holding(*row)
            for row in connection.execute(
                "select profile_id::text, symbol, side from lifecycle.positions"
                " where user_id = %s and quantity > 0 order by profile_id, symbol, side",
                (user,),
            )
        ]
        for name, query in _LISTS.items():
            getattr(world, name)[n] = [str(row[0]) for row in connection.execute(query, (user,))]
    world.settings = _column(connection, "select key from meta.settings order by 1")
    world.codes = _column(connection, "select code from meta.error_codes order by 1")
    world.checks = _column(
        connection,
        "select substr(relname, 7) from pg_catalog.pg_class"
        " where relnamespace = 'health'::regnamespace and relkind = 'v'"
        "   and relname ~ '^check_' order by 1",
    )
    return world


def _column(connection: psycopg.Connection[Any], query: str) -> list[str]:
    return [row[0] for row in connection.execute(query)]
