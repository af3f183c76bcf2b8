"""What the console reads: in a read-only transaction, in a role that it takes for it.

One answer is not read-only: why a profile does not trade is about one user, and that somebody
looked is recorded (`ops.audit`, under the console's login).

Its login is a member of `tradekeel_auditor` and `authenticated` and needs no right of its own. A
tenant's rows are read as `authenticated` with the claims of the verified token in the transaction,
so that row level security decides and nothing here could widen it. Amounts are text.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, LiteralString

from psycopg import AsyncConnection
from psycopg.rows import scalar_row

from tradekeel.pool import Pooled
from tradekeel.tokens import TENANT, Bearer

READ_LIMIT_MS = 4000
ROWS = 100
POINTS = 160

# Each is one JSON document under row level security. Bounded by what is open and by `ROWS`; the
# curve reads POINTS entries of a profile's journal by their numbers, which have no gaps.
_PORTFOLIO: Mapping[str, LiteralString] = {
    "profiles": """
select coalesce(jsonb_agg(to_jsonb(x) order by x.name), '[]') from (
  select p.profile_id, left(p.name, 200) as name, p.quote_currency as currency, r.exchange, r.state,
         r.reason, r.reconciled_at, c.allocated::numeric::text as allocated,
         c.available::numeric::text as available,
         c.reserved_for_orders::numeric::text as reserved_for_orders,
         c.reserved_for_positions::numeric::text as reserved_for_positions,
         c.realized_pnl::numeric::text as realized_pnl, c.seq, c.changed_at,
         (c.allocated::numeric + c.realized_pnl::numeric)::text as equity
    from api.profiles as p
    join api.runtime_state as r on r.user_id = p.user_id and r.profile_id = p.profile_id
    join api.capital as c on c.user_id = p.user_id and c.profile_id = p.profile_id
   order by p.name limit %(rows)s
) as x""",
    "positions": """
select coalesce(jsonb_agg(to_jsonb(x) order by x.opened_at desc), '[]') from (
  select o.position_id, o.profile_id, o.symbol, o.side, o.state,
         o.quantity::numeric::text as quantity, o.cost_basis::numeric::text as cost_basis,
         o.notional::numeric::text as notional, o.realized_pnl::numeric::text as realized_pnl,
         o.opened_at
    from api.positions as o where o.state <> 'closed'
   order by o.opened_at desc limit %(rows)s
) as x""",
    "orders": """
select coalesce(jsonb_agg(to_jsonb(x) order by x.changed_at desc), '[]') from (
  select o.order_id, o.profile_id, o.symbol, o.kind, o.side, o.order_type, o.status,
         o.price::numeric::text as price, o.quantity::numeric::text as quantity,
         o.filled::numeric::text as filled, o.average::numeric::text as average, o.changed_at
    from api.orders as o
   order by o.changed_at desc limit %(rows)s
) as x""",
    "incidents": """
select coalesce(jsonb_agg(to_jsonb(x) order by x.opened_at desc), '[]') from (
  select i.incident_id, i.kind, i.level, i.subject, i.occurrence_count, i.opened_at
    from api.incidents as i where i.state = 'open'
   order by i.opened_at desc limit %(rows)s
) as x""",
}
_CURVE: LiteralString = """
select coalesce(jsonb_agg(jsonb_build_array(
         extract(epoch from j.recorded_at)::bigint,
         (j.allocated_after::numeric + j.realized_pnl_after::numeric)::text) order by j.seq), '[]')
  from api.capital as c
  cross join lateral (
    select distinct c.seq - (least(c.seq, %(entries)s::bigint) - 1) * g.step / (%(points)s - 1)
             as seq
      from generate_series(0, %(points)s - 1) as g (step)
  ) as s
  join api.capital_journal as j
    on j.user_id = c.user_id and j.profile_id = c.profile_id and j.seq = s.seq
 where c.profile_id = %(profile)s"""


class ConsoleReader(Pooled):
    """Reads for operators and tenants, at most four at a time."""

    def __init__(self, url: str) -> None:
        """Remember the address; nothing is opened."""
        super().__init__(url, most=4, seconds=2)

    async def status(self) -> Any:
        """The document of ops.fn_read_status. Raises psycopg.Error, PoolTimeout."""
        async with self._reading("tradekeel_auditor") as connection:
            return await _value(connection, "select ops.fn_read_status()", {})

    async def history(self, grain: str) -> Any:
        """Samples of the installation. Raises psycopg.Error, with LCR01 for an unknown grain."""
        async with self._reading("tradekeel_auditor") as connection:
            return await _value(connection, "select ops.fn_read_history(%(grain)s)",
                                {"grain": grain})  # fmt: skip

    async def explain(self, user_id: str, profile_id: str) -> Any:
        """Why a profile is not trading; recorded. Raises psycopg.Error: TNR01 for no such one."""
        async with self._reading("tradekeel_auditor", access="read write") as connection:
            return await _value(
                connection,
                "select jsonb_agg(to_jsonb(e) order by e.rank)"
                " from ops.fn_explain_profile(%(user)s::uuid, %(profile)s::uuid) as e",
                {"user": user_id, "profile": profile_id},
            )

    async def portfolio(self, bearer: Bearer) -> dict[str, Any]:
        """What a tenant has, of one moment. Raises psycopg.Error."""
        async with self._reading(TENANT, bearer.claims) as connection:
            return {
                part: await _value(connection, query, {"rows": ROWS})
                for part, query in _PORTFOLIO.items()
            }

    async def curve(self, bearer: Bearer, profile_id: str, entries: int) -> Any:
        """Equity at cost over the last entries of a profile's journal. Raises psycopg.Error."""
        async with self._reading(TENANT, bearer.claims) as connection:
            arguments = {"profile": profile_id, "entries": entries, "points": POINTS}
            return await _value(connection, _CURVE, arguments)

    @asynccontextmanager
    async def _reading(
        self, role: LiteralString, claims: str = "", access: LiteralString = "read only"
    ) -> AsyncIterator[AsyncConnection[Any]]:
        async with self._pool.connection() as connection, connection.transaction():
            await connection.execute(f"set transaction isolation level repeatable read, {access}")
            for name, value in (
                ("role", role),
                ("request.jwt.claims", claims),
                ("statement_timeout", str(READ_LIMIT_MS)),
            ):
                await connection.execute(
                    "select pg_catalog.set_config(%s, %s, true)", [name, value]
                )
            yield connection


async def _value(
    connection: AsyncConnection[Any], query: LiteralString, arguments: Mapping[str, Any]
) -> Any:
    cursor = connection.cursor(row_factory=scalar_row)
    await cursor.execute(query, arguments)
    return await cursor.fetchone()
