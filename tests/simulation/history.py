"""Plays a plan against a world, waits until all is quiet, and has it judged."""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

import structlog

from simulation.clock import Clock, VirtualLoop
from simulation.database import TEMPLATE, Database, create
from simulation.digest import state_of
from simulation.judge import Judge
from simulation.world import PROFILES, World, market_name
from tradekeel.paper.errors import BinanceError
from tradekeel.paper.orders import NewOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulation.lives import Backup
    from simulation.plan import Event, Plan
    from simulation.process import Process
    from tools.server import Server

QUIET_SECONDS = 400.0
LOOK_SECONDS = 10.0
# How long a person waits before deciding what evidence cannot.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Result:
    """How a history ended. No differences: the database is what the exchange is."""

    plan: Plan
    differences: list[str]
    digest: str
    log: list[str]
    elapsed: float
    counts: dict[str, int]
    state: dict[str, list[str]]
    gates: list[str]
    answers: dict[str, Any]
    # What the other life says to the same questions, if there is one.
    others: dict[str, Any]


def play(
    server: Server,
    plan: Plan,
    *,
    spoil: Callable[[World], None] | None = None,
    template: str = TEMPLATE,
) -> Result:
    """Play one history in a database of its own. `spoil` breaks something on purpose first."""
    name = create(server, template)
    clock = Clock()
    database = Database(server, name, plan.seed)
    before = structlog.get_config()
    loop = VirtualLoop(clock)
    try:
        with clock.installed():
            world = World(plan, database, clock)
            structlog.configure(processors=[world.on_log])
            if spoil is not None:
                spoil(world)
            try:
                return loop.run_until_complete(_play(world))
            finally:
                loop.run_until_complete(_bury(world))
    finally:
        loop.close()
        structlog.configure(**before)
        database.drop()


async def _bury(world: World) -> None:
    """End every task, also those of the dead, without a word reaching anybody."""
    for process in world.processes:
        process.is_over = True
    for _ in range(10):
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if not others:
            break
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    world.close()


async def _play(world: World) -> Result:
    world.create_tenants()
    ticking = asyncio.get_running_loop().create_task(_tick(world))
    player = Player(world)
    for event in world.plan.events:
        await asyncio.sleep(max(event.at - world.clock.elapsed, 0))
        player.play(event)
    await asyncio.sleep(1)
    ticking.cancel()
    player.calm()
    judge = Judge(world)
    differences = ["never judged"]
    until = world.clock.elapsed + QUIET_SECONDS
    while differences and world.clock.elapsed < until:
        await asyncio.sleep(LOOK_SECONDS)
        differences = judge.differences()
        if differences and world.plan.has_strangers:
            player.decide(world.clock.elapsed - until + QUIET_SECONDS)
    world.note("judge", "end", str(differences))
    return Result(
        plan=world.plan,
        differences=differences,
        digest=world.digest(),
        log=world.log,
        elapsed=world.clock.elapsed,
        counts=player.counts,
        state=state_of(world),
        gates=_gates(world),
        answers=world.answers(),
        others=_others(world),
    )


def _gates(world: World) -> list[str]:
    """What the process that is killed, or may be, has passed."""
    number = world.plan.killed_process
    return world.processes[number - 1].passed if len(world.processes) >= number else []


def _others(world: World) -> dict[str, Any]:
    if world.other is None:
        return {}
    with world.looking_at(world.other):
        return world.answers()


async def _tick(world: World) -> None:
    while True:
        await asyncio.sleep(world.plan.tick_seconds)
        world.exchange.tick()


class Player:
    """Makes the events of a plan happen."""

    def __init__(self, world: World) -> None:
        """Remember."""
        self._world = world
        self._draws = random.Random(f"{world.plan.seed}/player")
        self.counts: dict[str, int] = {}
        self._backup: Backup = {}

    def play(self, event: Event) -> None:
        """One event; one that is not possible now does not happen."""
        self._world.note("event", event.kind, str(event.details))
        self.counts[event.kind] = self.counts.get(event.kind, 0) + 1
        getattr(self, f"_{event.kind}")(**event.details)

    def calm(self) -> None:
        """From now on nothing goes wrong."""
        world = self._world
        world.note("event", "calm", "")
        world.exchange.faults.remove(None)
        world.is_exchange_down = False
        world.database_faults.clear()
        for process in world.processes:
            process.is_slow = False
            process.paused_until = 0.0
        if not world.living:
            world.start_bridge(is_slow=False)

    def decide(self, quiet_seconds: float) -> None:
        """What a person does about attempts that a stranger's trade of that side may have been.

        Trades carry no client id, so such an attempt stays unknown; a person sees on the
        exchange's pages whether the order is there.
        """
        if quiet_seconds < PATIENCE_SECONDS:
            return
        world = self._world
        placed = {
            order.client_order_id
            for orders in world.exchange.state.orders.values()
            for order in orders.values()
        }
        for row in world.ask(
            "select user_id, attempt_id, client_order_text from lifecycle.attempts"
            " where state in ('submitting', 'unknown')"
        ):
            if row["client_order_text"] not in placed:
                world.note("person", "decides", str(row["attempt_id"]))
                world.ask(
                    "select ops.fn_decide_not_placed(%s, %s, 'not on the exchange')",
                    row["user_id"], row["attempt_id"],
                )  # fmt: skip

    def _later(self, seconds: float, do: Callable[[], object]) -> None:
        asyncio.get_running_loop().call_later(seconds, do)

    def _nothing(self) -> None:
        """The plan is not over yet."""

    # -- bridges ----------------------------------------------------------------------------------

    def _start_bridge(self) -> None:
        world = self._world
        if len(world.living) < 3:
            world.start_bridge(is_slow=world.plan.is_slow)

    def _chosen(self, which: int) -> Process | None:
        living = self._world.living
        return living[which % len(living)] if living else None

    def _kill(self, which: int, seconds: float) -> None:
        process = self._chosen(which)
        if process is not None:
            process.kill()
            self._world.note(process.name, "killed", "")
            self._later(seconds, self._start_bridge)

    def _stop(self, which: int, seconds: float) -> None:
        process = self._chosen(which)
        if process is not None:
            self._world.bridges[process.name][1].stop()
            self._world.note(process.name, "told to stop", "")
            self._later(seconds, self._start_bridge)

    def _pause(self, which: int, seconds: float) -> None:
        process = self._chosen(which)
        if process is not None:
            process.pause(seconds)

    def _hold(self, which: int, where: str, seconds: float) -> None:
        """The process will be held up where it next comes to a call of that name."""
        process = self._chosen(which)
        if process is not None:
            process.holds[where] = seconds

    # -- lives of the database --------------------------------------------------------------------

    def _keep_backup(self) -> None:
        self._backup = self._world.database.keep()

    def _restore(self) -> None:
        """The server is gone with all its bridges; what was kept runs on another one."""
        for process in self._world.living:
            process.kill()
        self._world.database.bring_back(self._backup)

    def _clone(self) -> None:
        """Somebody copies the database and starts a bridge on the copy, with the same keys."""
        world = self._world
        world.add_life(world.database.copy(f"{world.plan.seed}/clone"))
        assert world.other is not None
        with world.looking_at(world.other):
            self._start_bridge()

    def _follow(self) -> None:
        """A replica is set up, and follows."""
        self._world.replica = self._world.database.replica()

    def _cut_off(self) -> None:
        """What the primary commits from now on never reaches the replica."""
        assert self._world.replica is not None
        self._world.replica.cut_off()

    def _promote(self) -> None:
        """The replica becomes the primary; bridges that are begun from now on find it."""
        world = self._world
        assert world.replica is not None
        world.replica.promote()
        world.add_life(world.database.at(world.replica.server(), f"{world.plan.seed}/promoted"))
        self._switch()

    def _lose_server(self) -> None:
        """The server is gone, and its bridges with it."""
        for process in self._world.living:
            process.kill()

    def _on_other(self, kind: str, **details: Any) -> None:
        """Something that happens to the other life."""
        world = self._world
        assert world.other is not None
        with world.looking_at(world.other):
            getattr(self, f"_{kind}")(**details)

    def _switch(self) -> None:
        """From now on the other life is the one that counts."""
        world = self._world
        assert world.other is not None
        world.database, world.other = world.other, world.database

    def _acknowledge(self) -> None:
        self._world.ask("select ops.fn_acknowledge_installation('restored from the backup')")

    def _release(self) -> None:
        """A person takes in what the database lost, after having looked at the exchange."""
        for row in self._world.ask(
            "select user_id, mismatch_id from reconciliation.mismatches where state = 'open'"
            " and kind = 'order_missing_in_database' and subject like 'exchange:%'"
            " order by first_seen_at, mismatch_id"
        ):
            self._world.ask(
                "select ops.fn_release_quarantine(%s, %s, 'lost by the restore')",
                row["user_id"], row["mismatch_id"],
            )  # fmt: skip

    def _resume(self) -> None:
        for row in self._world.ask(
            "select user_id, account_id from tenancy.exchange_accounts where state = 'halted'"
        ):
            self._world.ask(
                "select ops.fn_resume_account(%s, %s, 'released')",
                row["user_id"], row["account_id"],
            )  # fmt: skip

    # -- what tenants and operators do ------------------------------------------------------------

    def _entry(
        self, profile: int, symbol: int, is_short: bool, share: Decimal, offset: str | None
    ) -> None:
        owner = PROFILES[profile]
        name = owner.symbols[symbol]
        side = "sell" if is_short and owner.is_swap else "buy"
        limit = None
        if offset is not None:
            market = self._world.exchange.find_market(owner.market_type, market_name(name))
            mid = self._world.exchange.state.symbols[market.key].mid
            rate = Decimal(offset) * (1 if side == "buy" else -1)
            tick = market.tick_size
            limit = (mid * (1 + rate) / tick).to_integral_value(ROUND_DOWN) * tick
        self._world.request_entry(owner, name, side, limit, share)

    def _exit(self, profile: int, symbol: int) -> None:
        owner = PROFILES[profile]
        name = owner.symbols[symbol]
        for row in self._world.ask(
            "select side from lifecycle.positions where profile_id = %s and symbol = %s"
            " and state <> 'closed'",
            owner.profile_id, name,
        ):  # fmt: skip
            self._world.request_exit(owner, name, "sell" if row["side"] == "long" else "buy")

    def _pause_profile(self, profile: int, symbol: int) -> None:
        owner = PROFILES[profile]
        function = "ops.fn_pause_profile" if symbol else "ops.fn_resume_profile"
        with contextlib.suppress(Exception):
            self._world.ask(
                f"select {function}(%s, %s, 'simulation')", owner.user_id, owner.profile_id
            )

    # -- the exchange -----------------------------------------------------------------------------

    def _jump(self, profile: int, symbol: int, rate: str) -> None:
        owner = PROFILES[profile]
        name = market_name(owner.symbols[symbol])
        market = self._world.exchange.find_market(owner.market_type, name)
        mid = self._world.exchange.state.symbols[market.key].mid
        self._world.exchange.set_price(owner.market_type, name, mid * (1 + Decimal(rate) / 1000))

    def _website_cancel(self, profile: int, symbol: int) -> None:
        owner = PROFILES[profile]
        name = market_name(owner.symbols[symbol])
        orders = self._world.exchange.state.orders[owner.market_type, name].values()
        ours = [o for o in orders if o.account == owner.account and o.is_open]
        if ours:
            order = self._draws.choice(ours)
            self._world.exchange.cancel_order(owner.market_type, name, order.order_id)

    def _fault(self, rule: Any) -> None:
        self._world.exchange.inject(rule)

    def _exchange_down(self, seconds: float) -> None:
        self._world.is_exchange_down = True
        for connection in self._world.connections:
            connection.break_off()
        self._world.connections.clear()
        self._later(seconds, lambda: setattr(self._world, "is_exchange_down", False))

    def _database_fault(self, fault: str, seconds: float) -> None:
        self._world.database_faults.append(fault)
        self._later(seconds, lambda: self._world.end_database_fault(fault))

    def _manual_trade(self, profile: int, symbol: int, side: Any) -> None:
        owner = PROFILES[profile]
        name = market_name(owner.symbols[symbol])
        market = self._world.exchange.find_market(owner.market_type, name)
        mid = self._world.exchange.state.symbols[market.key].mid
        step = market.step_size
        quantity = (Decimal(50) / mid / step).to_integral_value(ROUND_DOWN) * step
        with contextlib.suppress(BinanceError):
            self._world.exchange.manual_trade(
                owner.account, owner.market_type, name, side, max(quantity, step)
            )

    def _manual_order(self, profile: int, symbol: int, side: Any) -> None:
        """An order that rests, placed on the website."""
        owner = PROFILES[profile]
        name = market_name(owner.symbols[symbol])
        world = self._world
        market = world.exchange.find_market(owner.market_type, name)
        mid = world.exchange.state.symbols[market.key].mid
        rate = Decimal("0.95") if side == "BUY" else Decimal("1.05")
        price = (mid * rate / market.tick_size).to_integral_value(ROUND_DOWN) * market.tick_size
        quantity = (Decimal(150) / mid / market.step_size).to_integral_value(ROUND_DOWN)
        core = world.exchange.core
        engine = core.spot if owner.market_type == "spot" else core.usdm
        wish = NewOrder(
            side, "LIMIT", f"web_{self._draws.getrandbits(64):016x}",
            quantity=max(quantity, Decimal(1)) * market.step_size, price=price,
        )  # fmt: skip
        with contextlib.suppress(BinanceError):
            engine.place(
                world.exchange.find_account(owner.account), market, wish, world.clock.now_ms()
            )

    def _withdrawal(self, profile: int, symbol: int) -> None:
        owner = PROFILES[profile]
        self._world.exchange.adjust_balance(
            owner.account, owner.market_type, "USDT", Decimal(-500 if symbol else 700)
        )

    def _liquidation(self, profile: int, symbol: int) -> None:
        owner = PROFILES[2]
        with contextlib.suppress(ValueError):
            self._world.exchange.force_liquidation(
                owner.account, market_name(owner.symbols[symbol]), is_adl=profile == 0
            )
