"""Sixteen processes fight for ten symbols while they are killed and paused.

Each process runs the real driver for both accounts, over the real database and an exchange that
loses replies (`venue.py`). Two tenants keep asking for entries and exits, from two profiles an
account that want the same coins. Every moment a process is killed (SIGKILL) and another begins in
its place, or one is stopped for longer than its lease and goes on as if nothing had been. Beside
each driver a second owner token repeats what it does. Then all are killed, one driver brings
everything to rest, and what the exchange has is compared with what the database has.

Seen to fail: with `may_send` always true in `lifecycle.describe_attempt` the ghosts send, and half
a minute has seven orders sent twice.

TRADEKEEL_FIGHT_SECONDS is how long they fight (60), TRADEKEEL_FIGHT_SEED what chance follows.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import tempfile
import time
import uuid
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from stress.venue import EXPIRY_SECONDS, Venue
from stress.worker import SURVIVABLE, HauntedEngine, Plan, make_driver, run_worker
from tools.server import ROOT, Server
from tradekeel.driver import Identity

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

FIGHT_SECONDS = float(os.environ.get("TRADEKEEL_FIGHT_SECONDS") or 60)
SEED = int(os.environ.get("TRADEKEEL_FIGHT_SEED") or 1)
WORKERS = 16
SYMBOLS = tuple(f"COIN{n}/USDT" for n in range(10))
TENANTS = (1, 2)
LEASE_SECONDS = 1.5
LONGEST_REST_SECONDS = 90
SETTINGS = {
    "send_window_ms": 500, "clock_skew_ms": 0, "missing_grace_ms": 300,
    "settlement_window_seconds": 5, "price_max_age_ms": 600000,
}  # fmt: skip

# One row a name of what is not at rest yet.
UNREST = """
select 'attempts', count(*) from lifecycle.attempts where state in ('submitting', 'unknown')
union all select 'intents', count(*) from lifecycle.intents where settled_at is null
union all select 'orders', count(*) from lifecycle.orders where settled_at is null
union all select 'signals', count(*) from lifecycle.signals where state <> 'closed'
union all select 'mismatches', count(*) from reconciliation.mismatches where state = 'open'
"""
COUNTED = """
select counter, sum(n)::bigint from (
  select counter, delta as n from health.counter_deltas
  union all select counter, total from health.counters) as c group by counter
"""


class Fight:
    """The processes, and who kills them."""

    def __init__(self, plan: Plan, seed: int) -> None:
        """Nobody fights yet."""
        # Forked from a server process that has everything imported: a start costs little.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["stress.worker"])
        self._plan = plan
        self._seed = seed
        self._dice = random.Random(seed)
        self._started = 0
        self.events: Counter[str] = Counter()
        self.workers: list[BaseProcess] = []

    def start(self) -> None:
        """One more process."""
        self._started += 1
        plan = Plan(**{**vars(self._plan), "seed": self._seed * 1000 + self._started})
        worker = self._context.Process(target=run_worker, args=(plan,), daemon=True)
        worker.start()
        self.workers.append(worker)

    async def disturb(self, until: float) -> None:
        """Kill one and start another, or pause one for longer than a lease, until it is over."""
        pauses: set[asyncio.Task[None]] = set()
        while time.monotonic() < until:
            await asyncio.sleep(self._dice.uniform(0.2, 0.8))
            victim = self._dice.choice(self.workers)
            if not victim.is_alive():
                self.events[f"died with {victim.exitcode}"] += 1
                self._bury(victim)
            elif self._dice.random() < 0.6:
                self.events["killed"] += 1
                self._bury(victim)
            else:
                self.events["paused"] += 1
                pauses.add(asyncio.create_task(self._pause(victim)))
        await asyncio.gather(*pauses)

    def _bury(self, victim: BaseProcess) -> None:
        self.workers.remove(victim)
        victim.kill()
        self.start()

    async def _pause(self, victim: BaseProcess) -> None:
        """Stop a process and let it go on after its lease is over."""
        with suppress(ProcessLookupError):
            os.kill(victim.pid or 0, signal.SIGSTOP)
            await asyncio.sleep(LEASE_SECONDS + self._dice.uniform(0.2, 1))
            os.kill(victim.pid or 0, signal.SIGCONT)

    def kill_all(self) -> None:
        """The end: nobody says goodbye."""
        for worker in self.workers:
            worker.kill()
        for worker in self.workers:
            worker.join(10)


@pytest.mark.parametrize(
    ("seconds", "seed"),
    [(FIGHT_SECONDS, SEED), pytest.param(600.0, SEED + 1, marks=pytest.mark.long)],
)
async def test_what_is_on_the_exchange_is_in_the_database(
    server: Server, database: str, seconds: float, seed: int
) -> None:
    """Fight, kill all, come to rest, compare."""
    os.environ["PYTHONPATH"] = f"{ROOT / 'bridge'}:{ROOT / 'tests'}"
    with server.connect(database) as connection:
        _prepare(connection)
    with tempfile.TemporaryDirectory() as folder:
        venue = Venue(seed, list(SYMBOLS))
        path = Path(folder) / "venue"
        plan = Plan(server.url(database, "tradekeel_bridge"), str(path), SYMBOLS, 0, LEASE_SECONDS)
        fight = Fight(plan, seed)
        async with (
            await venue.serve(path),
            await psycopg.AsyncConnection.connect(
                server.url(database), autocommit=True
            ) as connection,
        ):
            for _ in range(WORKERS):
                fight.start()
            until = time.monotonic() + seconds
            try:
                await asyncio.gather(fight.disturb(until), _ask(connection, venue, until, seed))
            finally:
                fight.kill_all()
            venue.is_faulty = False
            unrest = await _come_to_rest(plan, connection)
    with server.connect(database) as connection:
        story = _story(connection, fight, venue)
        print(story)
        assert venue.wrongs == []
        assert unrest == {}, "nothing is left open"
        assert _differences(venue, connection) == []
        assert connection.execute("select * from fixture.violations()").fetchall() == []
    _assert_it_was_a_fight(story, seconds)


def _prepare(connection: psycopg.Connection[Any]) -> None:
    """Two tenants with two profiles each, short windows, and an exchange that expires requests."""
    for key, value in SETTINGS.items():
        connection.execute("select ops.fn_change_setting(%s, %s)", (key, str(value)))
    connection.execute(
        "update meta.exchanges set expiry_window_ms = %s, lag_ms = 200 where exchange = 'binance'",
        (int(EXPIRY_SECONDS * 1000),),
    )
    for tenant in TENANTS:
        connection.execute("select fixture.make_tenant(%s::integer)", (tenant,))
        connection.execute(
            "select fixture.add_profile(%s::integer, %s::integer)", (tenant, tenant + 10)
        )


async def _ask(
    connection: psycopg.AsyncConnection[Any], venue: Venue, until: float, seed: int
) -> None:
    """The tenants ask for entries and exits, as clients of schema api."""
    dice = random.Random(seed + 1)
    accounts = {n: await _value(connection, "fixture.account_id(%s::integer)", n) for n in TENANTS}
    while time.monotonic() < until:
        await asyncio.sleep(dice.uniform(0.02, 0.12))
        tenant, symbol = dice.choice(TENANTS), dice.choice(SYMBOLS)
        profile = tenant + dice.choice([0, 10])
        held = venue.held(str(accounts[tenant]), symbol)
        async with connection.transaction():
            await connection.execute("select fixture.act_as_tenant(%s::integer)", (tenant,))
            if held and dice.random() < 0.7:
                part = (held / 2).quantize(Decimal("0.0001")) if dice.random() < 0.3 else None
                await connection.execute(
                    "select api.fn_request_exit(fixture.user_id(%s::integer)::text,"
                    " fixture.profile_id(%s::integer)::text, %s, %s, 'sell', 'market',"
                    " %s::numeric::text, null, null, null, 'false', '10')",
                    (tenant, profile, str(uuid.UUID(int=dice.getrandbits(128))), symbol, part),
                )
            else:
                limit = Decimal(125) if dice.random() < 0.5 else None
                await connection.execute(
                    "select api.fn_request_entry(fixture.user_id(%s::integer)::text,"
                    " fixture.profile_id(%s::integer)::text, %s, %s, 'buy', %s,"
                    " %s::numeric::text, %s::numeric::text, null, null, 'false', '1', '10')",
                    (
                        tenant, profile, str(uuid.UUID(int=dice.getrandbits(128))), symbol,
                        "limit" if limit else "market",
                        Decimal(dice.randint(5, 20)) / 10, limit,
                    ),
                )  # fmt: skip


async def _come_to_rest(plan: Plan, connection: psycopg.AsyncConnection[Any]) -> dict[str, int]:
    """One driver an account until nothing is open; returns what is after the longest wait."""
    identity = Identity(uuid.uuid4(), uuid.uuid4())
    async with HauntedEngine(plan.database_url) as engine:
        await engine.start_instance(identity.instance_id, identity.owner_token, "stress", "rest")
        drivers = [make_driver(engine, plan, a, identity) for a in await engine.list_accounts()]
        until = time.monotonic() + LONGEST_REST_SECONDS
        while time.monotonic() < until:
            for driver in drivers:
                with suppress(*SURVIVABLE):
                    await driver.hold()
                    await driver.reconcile()
                    await driver.monitor()
                    await driver.trade()
                    await driver.watch_capital()
            cursor = await connection.execute(UNREST.encode())
            unrest = {name: count for name, count in await cursor.fetchall() if count}
            if not unrest and all(driver.is_driving for driver in drivers):
                return {}
            await asyncio.sleep(0.1)
        return unrest or {"drivers": 1}


async def _value(
    connection: psycopg.AsyncConnection[Any], expression: str, *arguments: object
) -> Any:
    cursor = await connection.execute(f"select {expression}".encode(), arguments)
    row = await cursor.fetchone()
    assert row is not None
    return row[0]


def _differences(venue: Venue, connection: psycopg.Connection[Any]) -> list[str]:
    """What the exchange has and the database has not, or the other way round, in words."""

    def rows(query: str) -> set[tuple[Any, ...]]:
        return set(connection.execute(query.encode()).fetchall())

    def compare(name: str, there: set[tuple[Any, ...]], here: set[tuple[Any, ...]]) -> list[str]:
        return [f"{name} only on the exchange: {row}" for row in there - here] + [
            f"{name} only in the database: {row}" for row in here - there
        ]

    accounts = sorted({order.account for order in venue.orders})
    found = compare(
        "order",
        {(o.account, o.order_id, o.request["client"], o.filled) for o in venue.orders},
        rows(
            "select account_id::text, exchange_order_id, client_order_text, posted_quantity"
            " from lifecycle.orders"
        ),
    )
    found += compare(
        "trade",
        {
            (o.account, o.order_id, t["id"], Decimal(t["amount"]), Decimal(t["cost"]))
            for o in venue.orders
            for t in o.trades
        },
        rows(
            "select account_id::text, exchange_order_id, trade_id, quantity, cost"
            " from lifecycle.fills"
        ),
    )
    found += compare(
        "holding",
        {(a, s, venue.held(a, s)) for a in accounts for s in SYMBOLS if venue.held(a, s)},
        rows(
            "select account_id::text, symbol, sum(quantity) from lifecycle.positions"
            " where state <> 'closed' group by 1, 2 having sum(quantity) <> 0"
        ),
    )
    doubled = rows(
        "select i.request_id from lifecycle.intents as i join lifecycle.orders as o"
        " using (user_id, intent_id) where o.posted_quantity > 0 group by 1 having count(*) > 1"
    )
    found += [f"request filled twice: {row[0]}" for row in doubled]
    rebuilt = rows(
        "select c.profile_id from ledger.capital as c"
        " cross join lateral ledger.fold_entries(c.user_id, c.profile_id) as f"
        " cross join lateral ledger.derive_capital(c.user_id, c.profile_id) as d"
        " where (c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl)"
        "   is distinct from (f.allocated, f.reserved_for_orders, f.reserved_for_positions,"
        "     f.realized_pnl)"
        " or (c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl)"
        "   is distinct from (d.allocated, d.reserved_for_orders, d.reserved_for_positions,"
        "     d.realized_pnl)"
    )
    return found + [f"capital does not rebuild: {row[0]}" for row in rebuilt]


def _story(connection: psycopg.Connection[Any], fight: Fight, venue: Venue) -> Counter[str]:
    """How hard the fight was, in counts."""
    story: Counter[str] = Counter(fight.events)
    story.update({f"exchange {name}": count for name, count in venue.events.items()})
    story.update(dict(connection.execute(COUNTED).fetchall()))
    one: Any = connection.execute(
        "select (select sum(term) - count(*) from locks.account_leases),"
        " (select count(*) from lifecycle.orders where kind = 'entry' and posted_quantity > 0),"
        " (select count(*) from lifecycle.orders where kind = 'exit' and posted_quantity > 0),"
        " (select count(*) from lifecycle.attempts where state = 'not_placed')"
    ).fetchone()
    names = ("takeovers", "entries", "exits", "not placed")
    story.update({name: int(count or 0) for name, count in zip(names, one, strict=True)})
    return story


def _assert_it_was_a_fight(story: Counter[str], seconds: float) -> None:
    """A fight in which little happens would prove little; the floors are a minute's."""
    share = seconds / 60
    floors = {
        "killed": 30, "paused": 15, "takeovers": 10, "attempts_unknown": 5, "entries": 20,
        "exits": 10, "lease_contention": 50, "lock_contention": 5,
    }  # fmt: skip
    weak = {n: story[n] for n, floor in floors.items() if story[n] < floor * share}
    assert weak == {}, f"too little happened: {story}"
    assert not [name for name in story if name.startswith("died")], story
