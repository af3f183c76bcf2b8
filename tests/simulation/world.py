"""The world of one history: a database, an exchange, bridges, and what happens to them."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import hashlib
import os
import random
import uuid
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

import structlog

from simulation.clock import MACHINE_AHEAD
from simulation.database import Database, SimulatedEngine
from simulation.process import Process
from simulation.wire import Connection, Session
from tradekeel.driver import Identity
from tradekeel.exchange import ExchangeHub
from tradekeel.exchange.limiter import LimiterRegistry, RateLimiter
from tradekeel.paper import PaperExchange
from tradekeel.paper.settings import PaperSettings
from tradekeel.settings import Settings
from tradekeel.up import Bridge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulation.clock import Clock
    from simulation.plan import Plan
    from tools.replica import Replica
    from tradekeel.paper.markets import MarketType
    from tradekeel.paper.orders import Order

NAMES = uuid.UUID("5b0c1a8e-6f0d-4f7e-8a55-0d4fb0a7c111")
SETTINGS = {
    "send_window_ms": "3000",
    "clock_skew_ms": "1000",
    "missing_grace_ms": "1500",
    "settlement_window_seconds": "20",
}
START_BALANCE = Decimal(20_000)
# Of the bridge's own log lines: what is in every line, or differs between two runs.
_LEFT_OUT = (
    "exc_info",
    "ms",
    "user",
    "exchange",
    "intent",
    "attempt",
    "instance",
    "run",
    "profile",
)


@dataclass(frozen=True)
class Profile:
    """One strategy. Amounts are quote currency."""

    user: str
    account: str
    name: str
    symbols: tuple[str, ...]
    allocated: int
    cost: int
    leverage: int = 1

    @property
    def is_swap(self) -> bool:
        """Whether it trades futures."""
        return self.account.endswith("usdm")

    @property
    def market_type(self) -> MarketType:
        """As the paper exchange calls it."""
        return "usdm" if self.is_swap else "spot"

    @property
    def user_id(self) -> uuid.UUID:
        """The user's id."""
        return uuid.uuid5(NAMES, self.user)

    @property
    def account_id(self) -> uuid.UUID:
        """The account's id."""
        return uuid.uuid5(NAMES, self.account)

    @property
    def profile_id(self) -> uuid.UUID:
        """The profile's id."""
        return uuid.uuid5(NAMES, f"{self.account}/{self.name}")


# Two profiles of one account want the same coin; a second user trades futures.
PROFILES = (
    Profile("ada", "ada-spot", "majors", ("BTC/USDT", "ETH/USDT"), 2000, 300),
    Profile("ada", "ada-spot", "alts", ("ETH/USDT", "SOL/USDT"), 1500, 250),
    Profile("bob", "bob-usdm", "perps", ("BTC/USDT:USDT", "ETH/USDT:USDT"), 2500, 600, 3),
)


class _Limiters(LimiterRegistry):
    """Limiters that read the virtual clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def get(
        self, exchange: str, egress: str, interval_ms: float, window_ms: float = 0.0
    ) -> RateLimiter:
        """As the parent, on the virtual clock."""
        limiter = super().get(exchange, egress, interval_ms, window_ms)
        limiter.now = self._clock.monotonic
        return limiter


class World:
    """Everything of one history. `log` is what happened, the same for the same seed."""

    def __init__(self, plan: Plan, database: Database, clock: Clock) -> None:
        """Make exchange and accounts; nothing runs yet."""
        self.plan = plan
        self.clock = clock
        self.database = database
        self.log: list[str] = []
        self.draws = random.Random(f"{plan.seed}/world")
        self.exchange = PaperExchange(
            seed=plan.number,
            clock=clock,
            settings=PaperSettings(order_lag_ms=plan.order_lag_ms, trade_lag_ms=plan.trade_lag_ms),
        )
        self.is_exchange_down = False
        self.database_faults: list[str] = []
        # The same installation once more: a clone, or what a replica was promoted to.
        self.other: Database | None = None
        self.replica: Replica | None = None
        self._copies: list[Database] = []
        self.processes: list[Process] = []
        self.hubs: list[ExchangeHub] = []
        self.connections: list[Connection] = []
        self.bridges: dict[str, tuple[Process, Bridge, asyncio.Task[None]]] = {}
        self._settings = Settings.model_construct(
            trading_seconds=plan.trading_seconds,
            monitor_seconds=plan.monitor_seconds,
            reconciliation_seconds=plan.reconciliation_seconds,
            capital_watchdog_seconds=20.0,
            lease_seconds=plan.lease_seconds,
            streams=plan.has_streams,
            stream_idle_seconds=20.0,
        )
        self.accounts = tuple(dict.fromkeys(PROFILES[n].account for n in plan.profiles))
        # What was wrong at a moment, though it may look right at the end.
        self.wrongs: list[str] = []
        self._incomplete_runs: set[Any] = set()
        self._advanced: dict[Any, tuple[Decimal, bool]] = {}
        self._requests = 0
        for profile in PROFILES:
            os.environ[key_of(profile.account)] = f"key-{profile.account}:{profile.account}-secret"

    # -- what everybody sees ----------------------------------------------------------------------

    def note(self, who: str, what: str, outcome: str) -> None:
        """One line of the history."""
        self.log.append(f"{self.clock.elapsed:10.4f} {who:6} {what}: {outcome}")

    def database_at(self) -> float:
        """What the database's clock says, in seconds since the beginning."""
        return self.clock.elapsed + self.plan.database_skew_seconds

    def database_fault(self) -> str | None:
        """What happens to the next call of the database."""
        return self.database_faults[-1] if self.database_faults else None

    def end_database_fault(self, fault: str) -> None:
        """One of the database's faults is over."""
        if fault in self.database_faults:
            self.database_faults.remove(fault)

    @staticmethod
    def is_foreign(order: Order) -> bool:
        """Whether an order on the exchange was placed by somebody else."""
        return order.client_order_id.startswith(("web_", "autoclose-", "adl_autoclose"))

    def ask(self, query: str, *arguments: object) -> list[dict[str, Any]]:
        """Ask the database as the judge."""
        return self.database.ask(query, *arguments, at=self.database_at())

    def answers(self) -> dict[str, Any]:
        """What the plan asks at the end."""
        return {name: self.ask(query) for name, query in self.plan.questions.items()}

    def digest(self) -> str:
        """A hash over the history."""
        return hashlib.sha256("\n".join(self.log).encode()).hexdigest()

    def observe(self, function: str, arguments: Sequence[Any], answer: list[Any]) -> None:
        """Look at what a call said and did, for what would be healed before the end."""
        if function == "fn_reconcile":
            document = arguments[-1].obj
            if not all(part["is_complete"] for part in document.values()):
                self._incomplete_runs.add(arguments[1])
        elif function == "fn_finish_reconciliation":
            if answer[0].is_ready and arguments[1] in self._incomplete_runs:
                self.wrongs.append("a run was finished that had not read everything")
        elif function == "fn_begin_entry":
            if not answer[0].is_replay and self.ask(
                "select a.attempt_id from lifecycle.attempts as a join locks.account_leases as l"
                " on l.user_id = a.user_id and l.account_id = a.account_id"
                " where a.attempt_id = %s and l.ready_term is distinct from l.term",
                answer[0].attempt_id,
            ):
                self.wrongs.append("an entry began on an account that is not reconciled")
        elif function == "fn_apply_stream_events":
            self._observe_orders()
        elif function == "fn_answer_lookups":
            self._observe_verdicts()

    def _observe_verdicts(self) -> None:
        """What was judged not placed is not on the exchange."""
        placed = {
            order.client_order_id
            for orders in self.exchange.state.orders.values()
            for order in orders.values()
        }
        for row in self.ask(
            "select client_order_text as id from lifecycle.attempts where state = 'not_placed'"
        ):
            if row["id"] in placed:
                self.wrongs.append(f"{row['id']} is on the exchange, judged not placed")

    def _observe_orders(self) -> None:
        """After events: what an order had filled, and that it had ended, stays so."""
        for row in self.ask(
            "select order_id, filled, status <> 'open' as over from lifecycle.orders"
        ):
            filled, is_over = self._advanced.get(row["order_id"], (Decimal(0), False))
            if row["filled"] < filled or (is_over and not row["over"]):
                self.wrongs.append(f"what {row['order_id']} had done was taken back")
            self._advanced[row["order_id"]] = (row["filled"], row["over"])

    # -- the beginning ----------------------------------------------------------------------------

    def create_tenants(self) -> None:
        """Users, accounts at the exchange and here, profiles with capital."""
        settings = {**SETTINGS, **self.plan.settings}
        for key, value in settings.items():
            self.ask("select ops.fn_change_setting(%s, %s)", key, value)
        for number in self.plan.profiles:
            self._create_profile(PROFILES[number])
        for name in self.accounts:
            wallet = {"USDT": START_BALANCE}
            is_spot = name.endswith("spot")
            self.exchange.create_account(
                name,
                f"key-{name}",
                f"{name}-secret",
                spot=wallet if is_spot else {},
                usdm=None if is_spot else wallet,
                bnb_burn=self.plan.burns_bnb,
            )
        if self.plan.burns_bnb:
            self.exchange.adjust_balance("ada-spot", "spot", "BNB", Decimal("0.02"))
        for symbol in self.exchange.state.symbols:
            self.exchange.set_liquidity(*symbol, self.plan.liquidity.get(symbol[1]))

    def _create_profile(self, profile: Profile) -> None:
        is_swap = profile.is_swap
        self.ask("select ops.fn_create_user(%s)", profile.user_id)
        self.ask(
            "select ops.fn_create_account(%s, %s, %s, %s, 'one_way', %s, %s)",
            profile.user_id,
            profile.account_id,
            "binanceusdm" if is_swap else "binance",
            "swap" if is_swap else "spot",
            f"env:{key_of(profile.account)}",
            self.plan.foreign_order_policy,
        )
        self.ask(
            "select ops.fn_create_profile(%s, %s, %s, %s, 'USDT', 2, 2000, %s)",
            profile.user_id,
            profile.profile_id,
            profile.account_id,
            profile.name,
            profile.leverage,
        )
        if self.plan.has_protection:
            self.ask(
                "select ops.fn_change_profile(%s, %s, %s::jsonb)",
                profile.user_id,
                profile.profile_id,
                '{"stop_loss_rate": "0.004", "take_profit_rate": "0.006"}',
            )
        self.ask(
            "select ops.fn_allocate_capital(%s, %s, %s, %s)",
            profile.user_id,
            profile.profile_id,
            profile.profile_id,
            profile.allocated,
        )

    # -- bridges ----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def looking_at(self, database: Database) -> Iterator[None]:
        """Whoever asks, or is started, within the block has to do with that database."""
        before, self.database = self.database, database
        try:
            yield
        finally:
            self.database = before

    def start_bridge(self, *, is_slow: bool = True) -> Process:
        """Start one more process of the bridge."""
        number = len(self.processes) + 1
        kill_at = self.plan.kill_at if number == self.plan.killed_process else None
        draws = random.Random(f"{self.plan.seed}/process/{number}")
        process = Process(f"up{number}", draws, is_slow, kill_at=kill_at)
        self.processes.append(process)
        hub = ExchangeHub(limiters=_Limiters(self.clock))
        hub._session = Session(self, process)  # type: ignore[assignment]
        hub._stream_session = hub._session
        self.hubs.append(hub)
        identity = Identity(
            uuid.uuid5(NAMES, f"{self.plan.seed}/instance/{number}"),
            uuid.uuid5(NAMES, f"{self.plan.seed}/owner/{number}"),
        )
        bridge = Bridge(self._settings, SimulatedEngine(self, process), hub, identity)
        machine = contextvars.copy_context()
        machine.run(MACHINE_AHEAD.set, dict(enumerate(self.plan.machines, 1)).get(number, 0.0))
        task = asyncio.get_running_loop().create_task(
            bridge.run(), name=process.name, context=machine
        )
        self.bridges[process.name] = (process, bridge, task)
        self.note(process.name, "start", "")
        return process

    @property
    def living(self) -> list[Process]:
        """Processes that run."""
        return [p for p, _, task in self.bridges.values() if not p.is_dead and not task.done()]

    def crashes(self) -> list[str]:
        """Bridges that ended by an error which they do not survive."""
        return [
            f"{name} crashed: {describe(task.exception())}"
            for name, (_, _, task) in self.bridges.items()
            if task.done() and not task.cancelled() and task.exception() is not None
        ]

    def add_life(self, database: Database) -> None:
        """Remember another life of the installation, to be removed at the end."""
        self._copies.append(database)
        self.other = database

    def close(self) -> None:
        """Remove what was made on the way: lives of the database, and a replica.

        And take the sessions away from ccxt's clients, which complain about them otherwise."""
        for hub in self.hubs:
            for client in hub._clients:
                client.session = None
        for database in self._copies:
            database.drop()
        if self.replica is not None:
            self.replica.destroy()

    # -- tenants ----------------------------------------------------------------------------------

    def request_id(self) -> str:
        """The next request's id."""
        self._requests += 1
        return f"request-{self._requests}"

    def request_entry(
        self, profile: Profile, symbol: str, side: str, limit: Decimal | None, share: Decimal
    ) -> None:
        """Ask for an entry of a share of the profile's usual cost."""
        market = self.exchange.find_market(profile.market_type, market_name(symbol))
        price = limit or self.exchange.state.symbols[market.key].mid
        step = market.step_size
        steps = (profile.cost * share / price / step).to_integral_value(ROUND_DOWN)
        quantity = max(steps, Decimal(1)) * step
        self._request(
            profile,
            "fn_request_entry(%s, %s, %s, %s, %s, %s, %s, %s, null, null, 'false', %s, '30')",
            (self.request_id(), symbol, side, "limit" if limit else "market", quantity, limit,
             profile.leverage),
        )  # fmt: skip

    def request_exit(self, profile: Profile, symbol: str, side: str) -> None:
        """Ask to leave a position whole."""
        self._request(
            profile,
            "fn_request_exit(%s, %s, %s, %s, %s, 'market', null, null, null, null, 'false', '30')",
            (self.request_id(), symbol, side),
        )

    def _request(self, profile: Profile, call: str, arguments: tuple[object, ...]) -> None:
        answer = self.database.ask_as_tenant(
            str(profile.user_id),
            f"api.{call}",
            profile.user_id,
            profile.profile_id,
            *arguments,
            at=self.database_at(),
        )
        self.note(profile.name, call[:16], f"{arguments} -> {answer}")

    def on_log(self, _logger: object, level: str, event: dict[str, Any]) -> Any:
        """The bridge's own log becomes part of the history."""
        words = {k: v for k, v in event.items() if k not in _LEFT_OUT}
        self.note("log", level, str(words)[:300])
        raise structlog.DropEvent


def describe(error: BaseException | None) -> str:
    """An error and what is inside it."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(describe(inner) for inner in error.exceptions)
    return f"{type(error).__name__} {error}"


def key_of(account: str) -> str:
    """The environment variable with an account's key."""
    return "TRADEKEEL_SIMULATION_" + account.upper().replace("-", "_")


def market_name(symbol: str) -> str:
    """BTC/USDT:USDT as the exchange calls it."""
    return symbol.partition(":")[0].replace("/", "")
