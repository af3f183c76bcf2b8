"""What row level security costs a tenant who reads, beside the same query of the owner.

The tenant reads the views of `api` as PostgREST would have him, in a transaction with role and
claims, without a filter of his own; the owner, whom no policy concerns, reads the same views with
the filter written out. Only the query itself is timed, both in turns, tenant after tenant. And no
plan of the tenant may read a table from end to end.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from bench.conversation import user
from bench.frame import Figure, median

if TYPE_CHECKING:
    import psycopg

    from bench.frame import Bench

WANTED = 1.1
# Name -> the query; {own} is where the owner's filter stands.
QUERIES = {
    "latest 50 orders": "select * from api.orders {own} order by first_seen_at desc limit 50",
    "open positions": "select * from api.positions {own} state = 'open'",
    "history by date": (
        "select * from api.trade_history {own} closed_at >= now() - interval '30 days'"
        " order by closed_at desc limit 100"
    ),
    "capital": "select * from api.capital {own}",
}


def reads(
    bench: Bench, repeats: int = 3, profiles: int = 10_000, orders: int = 100, tenants: int = 100
) -> list[Figure]:
    """Medians over `repeats` times `tenants` reads of each query, in microseconds."""
    with bench.database() as dbname, bench.connect(dbname) as connection:
        bench.load(dbname, "reads.sql")
        connection.execute(f"call bench.make_world({profiles}, 1)")
        connection.execute(f"call bench.look_back({orders}, 23)")
        connection.execute("vacuum analyze")
        figures = []
        for name, query in QUERIES.items():
            found = sequential_scans(connection, query)
            assert profiles < 1000 or not found, f"{name} reads {found} from end to end"
            runs: dict[str, list[float]] = {"tenant": [], "owner": []}
            for n in range(repeats * tenants):
                chosen = n * 97 % profiles
                # Once for the pages, then both, each first as often as the other.
                _owner(connection, query, chosen)
                contenders = [("tenant", _tenant), ("owner", _owner)]
                for who, read in contenders if n % 2 else reversed(contenders):
                    runs[who].append(read(connection, query, chosen))
            ours, floor = median(runs["tenant"]), median(runs["owner"])
            figures.append(
                Figure(f"{name}, {profiles * orders:,} orders", "µs", ours, floor, ours / floor,
                       f"at most {WANTED}", ours / floor <= WANTED, runs)
            )  # fmt: skip
        return figures


def as_tenant(query: str) -> str:
    """Without any filter of whose rows they are."""
    return query.replace("{own} state", "where state").replace(
        "{own} closed_at", "where closed_at"
    ).replace("{own}", "")  # fmt: skip


def as_owner(query: str) -> str:
    """With the filter written out."""
    return query.replace("{own} state", "where user_id = %(user)s and state").replace(
        "{own} closed_at", "where user_id = %(user)s and closed_at"
    ).replace("{own}", "where user_id = %(user)s")  # fmt: skip


def become(connection: psycopg.Connection[Any], n: int) -> None:
    """Role and claims of tenant n, for the transaction that is under way."""
    claims = json.dumps({"sub": str(user(n)), "role": "authenticated"})
    connection.execute(
        "select set_config('role', 'authenticated', true),"
        " set_config('request.jwt.claims', %s, true)",
        [claims],
    )


def sequential_scans(connection: psycopg.Connection[Any], query: str, n: int = 1) -> list[str]:
    """Tables that the tenant's plan reads from end to end."""
    with connection.transaction():
        become(connection, n)
        row = connection.execute(f"explain (format json) {as_tenant(query)}").fetchone()
    assert row is not None
    found: list[str] = []

    def walk(node: dict[str, Any]) -> None:
        if node["Node Type"] == "Seq Scan":
            found.append(node["Relation Name"])
        for child in node.get("Plans", []):
            walk(child)

    walk(row[0][0]["Plan"])
    return found


def _tenant(connection: psycopg.Connection[Any], query: str, n: int) -> float:
    with connection.transaction():
        become(connection, n)
        return _timed(connection, as_tenant(query), {})


def _owner(connection: psycopg.Connection[Any], query: str, n: int) -> float:
    with connection.transaction():
        connection.execute("select set_config('role', 'tradekeel_owner', true)")
        return _timed(connection, as_owner(query), {"user": user(n)})


def _timed(connection: psycopg.Connection[Any], query: str, values: dict[str, Any]) -> float:
    began = time.perf_counter()
    connection.execute(query.encode(), values, prepare=False).fetchall()
    return (time.perf_counter() - began) * 1e6
