"""Eight sessions bring the same orders in at once, each in an order of its own, again and again.

What an exchange says of an order (open, partly filled, filled, filled once more) reaches the
database through eight sessions: shuffled, some of it twice, one order at a time through
`engine.fn_persist_entry_lifecycle` and `fn_persist_exit_lifecycle`, or sets over two profiles
through `engine.fn_apply_exchange_updates`. Locks and lease have lapsed before. The end must be
that of one session that was told everything once and in order, to the last digit; nothing may
deadlock, and nothing may be refused.

Seen to fail: without the call of `lifecycle.lock_concerned` in `lifecycle.apply_updates` two sets
lock the two profiles in opposite order and deadlock.
"""

from __future__ import annotations

import json
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from tools.server import Server

pytestmark = pytest.mark.sql

SESSIONS = 8
ORDERS = int(os.environ.get("TRADEKEEL_STRESS_ORDERS") or 40)
PROFILES = (1, 11)
SYMBOL = "COIN{}/USDT"
# Waiting for a lock too long; the bridge repeats such a call.
REPEATED = {"55P03", "57014"}
# Everything that is not a clock, a generated id or the number of steps it took.
STATE = """
select 'order', i.profile_id, i.request_id, i.kind, to_jsonb(o) - array[
         'order_id', 'intent_id', 'attempt_id', 'first_seen_at', 'changed_at', 'terminal_at',
         'settled_at', 'last_reading_at', 'stable_readings', 'revision', 'exchange_at'
       ] || jsonb_build_object('is_settled', o.settled_at is not null,
         'attempt', a.state, 'consumed', r.consumed, 'released', r.released)
  from lifecycle.orders as o
  join lifecycle.intents as i using (user_id, intent_id)
  join lifecycle.attempts as a on a.user_id = o.user_id and a.attempt_id = o.attempt_id
  left join ledger.reservations as r on r.user_id = a.user_id and r.attempt_id = a.attempt_id
union all
select 'fill', f.profile_id, f.trade_id, f.side, to_jsonb(f) - array[
         'order_id', 'executed_at', 'recorded_at']
  from lifecycle.fills as f
union all
select 'position', p.profile_id, p.symbol, p.side, to_jsonb(p) - array[
         'position_id', 'opened_at', 'closed_at', 'revision']
  from lifecycle.positions as p
union all
select 'capital', c.profile_id, c.trading_state, '', jsonb_build_object(
         'allocated', c.allocated, 'orders', c.reserved_for_orders,
         'positions', c.reserved_for_positions, 'pnl', c.realized_pnl)
  from ledger.capital as c
union all
select 'claim', x.profile_id, x.exclusivity_key, '', '{}' from tenancy.claims as x
 where x.profile_id is not null
"""


@dataclass(frozen=True)
class Told:
    """One thing that the exchange says: an order and the trades that it shows with it."""

    attempt_id: str
    kind: str
    order: dict[str, Any]
    trades: list[dict[str, Any]]


def test_any_number_of_sessions_end_where_one_ends(server: Server) -> None:
    """The storm against the one quiet session, entries first, then exits of what they bought."""
    ends = []
    for sessions in (1, SESSIONS):
        name = server.create_database()
        try:
            with server.connect(name) as connection:
                _prepare(connection)
                for kind in ("entry", "exit"):
                    told = _begin(connection, kind)
                    connection.execute("update locks.entry_locks set expires_at = acquired_at")
                    connection.execute("update locks.account_leases set expires_at = acquired_at")
                    _tell(server.url(name, "tradekeel_bridge"), told, sessions)
                    _read_twice_more(connection, told)
                    connection.execute("select fixture.make_ready(1)")
                rows = connection.execute(STATE.encode()).fetchall()
                ends.append({row[:4]: row[4] for row in rows})
                assert len(ends[-1]) == len(rows)
                violations = connection.execute("select * from fixture.violations()").fetchall()
                assert violations == []
                deadlocks: Any = connection.execute(
                    "select deadlocks from pg_catalog.pg_stat_database"
                    " where datname = current_database()"
                ).fetchone()
                assert deadlocks[0] == 0
        finally:
            server.drop_database(name)
    quiet, storm = ends
    assert {key: (quiet.get(key), storm.get(key)) for key in quiet.keys() | storm.keys()
            if quiet.get(key) != storm.get(key)} == {}  # fmt: skip
    kinds = [key[0] for key in quiet]
    assert kinds.count("order") == 2 * ORDERS
    assert kinds.count("fill") == 6 * ORDERS


def _prepare(connection: psycopg.Connection[Any]) -> None:
    """A tenant whose two profiles may hold everything."""
    rows = [
        {
            "symbol": SYMBOL.format(n), "base": f"COIN{n}", "quote": "USDT", "settle": "USDT",
            "price_tick": "0.01", "quantity_step": "0.0001", "min_quantity": "0.0001",
            "max_quantity": "9000", "min_cost": "5", "contract_size": "1", "is_active": True,
        }
        for n in range(ORDERS)
    ]  # fmt: skip
    prices = [{"symbol": row["symbol"], "last": "100"} for row in rows]
    ids = "fixture.user_id(1), fixture.account_id(1), %s"
    connection.execute("select ops.fn_change_setting('price_max_age_ms', '600000')")
    connection.execute("select fixture.make_tenant(1)")
    connection.execute("select fixture.add_profile(1, 11)")
    connection.execute(f"select engine.fn_refresh_markets({ids})", (json.dumps(rows),))
    connection.execute(f"select engine.fn_record_prices({ids})", (json.dumps(prices),))
    for profile in PROFILES:
        connection.execute(
            "select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(%s::integer),"
            " gen_random_uuid(), 1000000), ops.fn_change_profile(fixture.user_id(1),"
            " fixture.profile_id(%s::integer), '{\"max_open_positions\": 1000}')",
            (profile, profile),
        )
    connection.execute("select fixture.make_ready(1)")


def _begin(connection: psycopg.Connection[Any], kind: str) -> list[list[Told]]:
    """Begin one attempt a symbol; returns what the exchange will say of each, in its order."""
    for n in range(ORDERS):
        changes = {"request_id": f"{kind}-{n}", "symbol": SYMBOL.format(n)}
        profile = PROFILES[n % 2]
        with connection.transaction():
            row: Any = connection.execute(
                "select fixture.profile_id(%s::integer)::text", (profile,)
            ).fetchone()
            changes["profile_id"] = row[0]
            if kind == "entry":
                changes["quantity"] = "0.7"
                connection.execute(
                    "select engine.fn_acquire_entry_lock(fixture.user_id(1), %s, %s,"
                    " fixture.token(1), 300)",
                    (row[0], changes["symbol"]),
                )
            connection.execute(f"select fixture.call_begin_{kind}(1, %s)", (json.dumps(changes),))
    rows = connection.execute(
        "select a.attempt_id::text, a.client_order_text, i.symbol, i.side, i.request_id, i.quantity"
        " from lifecycle.attempts as a join lifecycle.intents as i using (user_id, intent_id)"
        " where i.kind = %s order by i.request_id",
        (kind,),
    ).fetchall()
    return [_story(kind, *row) for row in rows]


def _story(
    kind: str, attempt: str, client: str, symbol: str, side: str, request: str, quantity: Decimal
) -> list[Told]:
    """Open, a third, two thirds, all: with the trades that each shows."""
    price = Decimal("100.01") if kind == "entry" else Decimal("101.37")
    third = (quantity / 3).quantize(Decimal("0.0001"))
    amounts = [third, third, quantity - 2 * third]
    trades = [
        {
            "id": f"t-{request}-{n}", "order": f"x-{request}", "symbol": symbol, "side": side,
            "price": str(price), "amount": str(amount), "cost": str(amount * price),
            "timestamp": 1_700_000_000_000 + n,
            "fee": {"cost": str(amount * price / 1000), "currency": "USDT"},
        }
        for n, amount in enumerate(amounts)
    ]  # fmt: skip
    told = []
    for count in range(4):
        filled = sum(amounts[:count], Decimal(0))
        order = {
            "id": f"x-{request}", "clientOrderId": client, "symbol": symbol, "side": side,
            "type": "market", "amount": str(quantity), "filled": str(filled),
            "remaining": str(quantity - filled), "cost": str(filled * price),
            "average": str(price) if filled else None,
            "status": "closed" if count == 3 else "open", "timestamp": 1_700_000_000_000,
        }  # fmt: skip
        told.append(Told(attempt, kind, order, trades[:count]))
    return told


def _tell(url: str, told: list[list[Told]], sessions: int) -> None:
    """One session tells all in order; several tell it shuffled and repeated, at once."""
    if sessions == 1:
        _session(url, [[one] for story in told for one in story], threading.Barrier(1))
        return
    start = threading.Barrier(sessions)
    with ThreadPoolExecutor(sessions) as pool:
        futures = [
            pool.submit(_session, url, _shuffled(told, random.Random(number)), start)
            for number in range(sessions)
        ]
        for future in futures:
            future.result()


def _shuffled(told: list[list[Told]], dice: random.Random) -> list[list[Told]]:
    """Everything once or twice, in any order: first in sets of eight, while most orders are not
    known yet and each set makes orders of both profiles, then alone or in smaller sets."""
    single = [one for story in told for one in story]
    single += dice.sample(single, len(single) // 4)
    dice.shuffle(single)
    calls: list[list[Told]] = []
    while single:
        size = 8 if len(calls) < ORDERS // 4 else dice.choice([1, 1, 2, 8])
        calls.append(single[:size])
        single = single[size:]
    return calls


def _session(url: str, calls: list[list[Told]], start: threading.Barrier) -> None:
    """Make the calls one after the other; only a wait that took too long is repeated."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
        start.wait()
        for call in calls:
            while not _is_taken(connection, call):
                pass


def _is_taken(connection: psycopg.Connection[Any], call: list[Told]) -> bool:
    """Make one call. Raises what the database refuses, deadlocks too."""
    try:
        if len(call) == 1:
            one = call[0]
            connection.execute(
                f"select * from engine.fn_persist_{one.kind}_lifecycle("
                "fixture.user_id(1), %s, %s, %s)",
                (one.attempt_id, json.dumps(one.order), json.dumps(one.trades)),
            )
        else:
            _apply(connection, call)
    except psycopg.Error as error:
        if error.sqlstate not in REPEATED:
            raise
        return False
    return True


def _apply(connection: psycopg.Connection[Any], call: list[Told]) -> None:
    row: Any = connection.execute(
        "select rows_refused from engine.fn_apply_exchange_updates(fixture.user_id(1),"
        " fixture.account_id(1), clock_timestamp(), %s, %s)",
        (
            json.dumps([one.order for one in call]),
            json.dumps([trade for one in call for trade in one.trades]),
        ),
    ).fetchone()
    assert row[0] == 0


def _read_twice_more(connection: psycopg.Connection[Any], told: list[list[Told]]) -> None:
    """Two quiet readings of how each order ended, so that all settles in both runs."""
    for _ in range(2):
        _apply(connection, [story[-1] for story in told])
