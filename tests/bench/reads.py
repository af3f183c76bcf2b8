"""What row level security costs a tenant who reads, beside the same query of the owner.

The tenant reads the views of `api` in a transaction with role and claims, as PostgREST would have
him, without a filter of his own; the owner, whom no policy concerns, reads the same views with the
filter written out. Only the query itself is timed, both in turns, tenant after tenant, and both in
the same two forms: as plain text, planned each time, and as PostgREST sends it, prepared, with the
rows made into one JSON text and amounts rendered exactly. The first shows the policies' planning,
the second is what a dashboard pays. And no plan of the tenant may read a table from end to end.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import psycopg

from bench.conversation import user
from bench.frame import Figure, median

if TYPE_CHECKING:
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
            forms = {"": query, ", as PostgREST sends it": as_postgrest(connection, query)}
            for form, sent in forms.items():
                runs = _in_turns(connection, sent, bool(form), repeats * tenants, profiles)
                ours, floor = median(runs["tenant"]), median(runs["owner"])
                figures.append(
                    Figure(f"{name}, {profiles * orders:,} orders{form}", "µs", ours, floor,
                           ours / floor, f"at most {WANTED}", ours / floor <= WANTED, runs)
                )  # fmt: skip
        return figures


def as_postgrest(connection: psycopg.Connection[Any], query: str) -> str:
    """The query as PostgREST wraps it: its rows as one JSON text, amounts rendered exactly."""
    view = query.split(" from ", 1)[1].split(" ", 1)[0]
    columns = connection.execute(
        "select string_agg(case when a.atttypid = 'tenancy.amount'::regtype then"
        "   format('tenancy.render_amount(%%1$I) as %%1$I', a.attname)"
        "   else quote_ident(a.attname) end, ', ' order by a.attnum)"
        "  from pg_catalog.pg_attribute as a where a.attrelid = %s::regclass and a.attnum > 0",
        [view],
    ).fetchone()
    assert columns is not None
    source = query.replace("select *", f"select {columns[0]}", 1)
    return (
        f"with pgrst_source as ({source})"
        " select null::bigint as total_result_set, count(_postgrest_t) as page_total,"
        " coalesce(json_agg(_postgrest_t), '[]') as body,"
        " nullif(current_setting('response.headers', true), '') as response_headers,"
        " nullif(current_setting('response.status', true), '') as response_status"
        " from (select * from pgrst_source) as _postgrest_t"
    )


def _in_turns(
    connection: psycopg.Connection[Any], query: str, is_prepared: bool, count: int, profiles: int
) -> dict[str, list[float]]:
    runs: dict[str, list[float]] = {"tenant": [], "owner": []}
    for n in range(count):
        chosen = n * 97 % profiles
        # Once for the pages, then both, each first as often as the other.
        _owner(connection, query, is_prepared, chosen)
        contenders = [("tenant", _tenant), ("owner", _owner)]
        for who, read in contenders if n % 2 else reversed(contenders):
            runs[who].append(read(connection, query, is_prepared, chosen))
    return runs


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


def _tenant(connection: psycopg.Connection[Any], query: str, is_prepared: bool, n: int) -> float:
    with connection.transaction():
        become(connection, n)
        return _timed(connection, as_tenant(query), {}, is_prepared)


def _owner(connection: psycopg.Connection[Any], query: str, is_prepared: bool, n: int) -> float:
    with connection.transaction():
        connection.execute("select set_config('role', 'tradekeel_owner', true)")
        return _timed(connection, as_owner(query), {"user": user(n)}, is_prepared)


def _timed(
    connection: psycopg.Connection[Any], query: str, values: dict[str, Any], is_prepared: bool
) -> float:
    """Microseconds of one query: prepared, or as one text with its values written out.

    Text of both contenders goes by the simple protocol: with parameters it would be the extended
    one, which costs more, and only the owner has a parameter.
    """
    cursor = connection.cursor() if is_prepared else psycopg.ClientCursor(connection)
    began = time.perf_counter()
    cursor.execute(query.encode(), values, prepare=is_prepared or None).fetchall()
    return (time.perf_counter() - began) * 1e6
