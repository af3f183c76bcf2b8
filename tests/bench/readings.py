"""Readings of accounts: a restart, and the intake of fills."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from bench.conversation import account, as_documents, converse, user
from bench.frame import Figure, in_turns, median, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg

    from bench.frame import Bench

PER_ACCOUNT = 10


def restart(bench: Bench, repeats: int = 3, profiles: int = 1000, orders: int = 10) -> list[Figure]:
    """Seconds of database work when one process takes over every account."""

    def measure() -> float:
        with bench.database() as dbname, bench.connect(dbname) as connection:
            documents = as_documents(rest(bench, connection, profiles, orders))
            connection.execute("update locks.account_leases set expires_at = clock_timestamp()")
            return seconds_of(lambda: take_over(connection, documents))

    runs = in_turns({"ours": measure}, repeats)
    ours = median(runs["ours"])
    return [
        Figure(
            f"restart of {profiles:,} profiles", "s", ours, None, None, "under 5 s", ours < 5, runs
        )
    ]


def intake(bench: Bench, repeats: int = 3, profiles: int = 200, trades: int = 50) -> list[Figure]:
    """Fills a second over two connections, one transaction an account and poll."""

    def measure() -> float:
        with bench.database() as dbname:
            with bench.connect(dbname) as connection:
                listings = rest(bench, connection, profiles, 1)
            polls = [
                (n, Jsonb(rows), Jsonb([trade for row in rows for trade in _trades(row, trades)]))
                for n, rows in _partly_filled(listings, trades)
            ]

            def feed(mine: Iterable[tuple[int, Jsonb, Jsonb]]) -> None:
                with bench.connect(dbname, "tradekeel_bridge") as connection:
                    for n, rows, fills in mine:
                        connection.execute(
                            "select * from engine.fn_apply_exchange_updates("
                            "%s, %s, clock_timestamp(), %s, %s)",
                            [user(n), account(n), rows, fills],
                        )

            with ThreadPoolExecutor(2) as pool:
                seconds = seconds_of(lambda: list(pool.map(feed, (polls[::2], polls[1::2]))))
            with bench.connect(dbname) as connection:
                row = connection.execute("select count(*) from lifecycle.fills").fetchone()
            assert row == (profiles * trades,), f"{row} fills of {profiles * trades}"
            return profiles * trades / seconds

    runs = in_turns({"ours": measure}, repeats)
    ours = median(runs["ours"])
    return [
        Figure("intake of fills", "1/s", ours, None, None, "at least 10,000", ours >= 10_000, runs)
    ]


def take_over(connection: psycopg.Connection[Any], documents: list[tuple[int, str]]) -> None:
    """What a process that starts asks of the database before entries are allowed."""
    instance, token = UUID(int=7), UUID(int=8)
    connection.execute(
        "select * from engine.fn_start_instance(%s, %s, 'bench', 'bench')", [instance, token]
    )
    connection.execute("select * from engine.fn_list_accounts()").fetchall()
    for n, document in documents:
        lease = connection.execute(
            "select is_acquired, term from engine.fn_lease_account(%s, %s, %s, %s, 300)",
            [user(n), account(n), instance, token],
        ).fetchone()
        assert lease == (True, 2)
        converse(connection, [(n, document)], token, 2)
        connection.execute("select * from engine.fn_check_capital(%s, %s)", [user(n), account(n)])


def rest(
    bench: Bench, connection: psycopg.Connection[Any], profiles: int, orders: int
) -> list[tuple[int, list[dict[str, Any]]]]:
    """Profiles with orders that rest; returns what the exchange lists, account by account."""
    make_rest(bench, connection, profiles, orders)
    return connection.execute("select n, rows from bench.documents order by n").fetchall()


def make_rest(
    bench: Bench, connection: psycopg.Connection[Any], profiles: int, orders: int
) -> None:
    """Profiles with orders that rest, written without looking at their foreign keys."""
    bench.load(connection.info.dbname, "resting.sql")
    connection.execute("set session_replication_role = replica")
    connection.execute(f"call bench.make_world({profiles}, {PER_ACCOUNT})")
    connection.execute(f"call bench.rest_orders({PER_ACCOUNT}, {orders})")
    connection.execute("reset session_replication_role")
    connection.execute("vacuum analyze")


def _partly_filled(
    listings: list[tuple[int, list[dict[str, Any]]]], trades: int
) -> list[tuple[int, list[dict[str, Any]]]]:
    return [
        (
            n,
            [
                row
                | {
                    "filled": f"{trades / 1000}",
                    "remaining": f"{1 - trades / 1000}",
                    "cost": f"{trades / 10}",
                    "average": "100",
                }
                for row in listing
            ],
        )
        for n, listing in listings
    ]


def _trades(row: dict[str, Any], count: int) -> list[dict[str, Any]]:
    template = json.dumps(
        {
            "order": row["id"],
            "symbol": row["symbol"],
            "side": "buy",
            "price": "100",
            "amount": "0.001",
            "cost": "0.1",
            "timestamp": row["timestamp"],
            "fee": {"cost": "0.0001", "currency": "USDT"},
        }
    )
    return [json.loads(template) | {"id": f"{row['id']}-{n}"} for n in range(count)]
