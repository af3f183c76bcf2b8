"""The bridge's door to the database: one method per function of schema `engine`.

Autocommit, one round trip a call, `select * from engine.fn_x(...)`. Amounts are Decimal or text,
documents are JSON that has passed `exchange.json_safe`. Nothing here decides anything: catalogued
errors come out as `engine_errors.EngineError`, and only lost connections are repeated, with the
same arguments.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self, TypeVar
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import class_row, scalar_row
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool
from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_random_exponential

from tradekeel.engine_errors import engine_error, is_repeatable
from tradekeel.events import EventTally

T = TypeVar("T")
Document = dict[str, Any] | list[Any]
# meta.require_rows refuses more.
ROWS_A_CALL = 1000


@dataclass(frozen=True)
class Instance:
    """Answer of fn_start_instance. `is_same_life`: not restored, promoted or cloned."""

    epoch: int
    is_same_life: bool
    server_now: datetime
    protocol: int


@dataclass(frozen=True)
class Account:
    """One account that a bridge may drive."""

    user_id: UUID
    account_id: UUID
    exchange: str
    market_type: str
    position_mode: str
    credentials_ref: str
    exchange_uid: str | None
    state: str
    profile_count: int


@dataclass(frozen=True)
class Lease:
    """Answer of fn_lease_account; `holder` and `retry_after_ms` say who has it otherwise."""

    is_acquired: bool
    term: int
    epoch: int
    expires_at: datetime
    is_ready: bool
    holder: UUID | None
    retry_after_ms: int


@dataclass(frozen=True)
class EntryLock:
    """Answer of fn_acquire_entry_lock."""

    is_acquired: bool
    term: int
    expires_at: datetime
    held_since: datetime
    retry_after_ms: int


@dataclass(frozen=True)
class ClosedRequest:
    """What a tenant asked for beside trading: `applied`, or the code it was refused with."""

    request_id: str
    profile_id: UUID
    kind: str
    outcome: str


@dataclass(frozen=True)
class LifecycleStep:
    """One event of a profile; without `event`, where the profile stands. Payload as in the outbox.

    `since_begin_ms`: how long after the begin of its intent, None for what has no intent.
    """

    profile_id: UUID
    event_seq: int
    event: str | None
    payload: dict[str, Any] | None
    since_begin_ms: int | None


@dataclass(frozen=True)
class Signal:
    """One request of a tenant that this process is to carry out."""

    signal_id: UUID
    profile_id: UUID
    kind: str
    symbol: str
    side: str
    order_type: str
    quantity: Decimal | None
    limit_price: Decimal | None
    trigger_price: Decimal | None
    time_in_force: str | None
    is_post_only: bool
    leverage: Decimal
    valid_until: datetime


@dataclass(frozen=True)
class ExitWish:
    """What is to be exited; quantity None is all that is free, a market order has no price."""

    symbol: str
    position_side: str
    reason: str
    order_type: str = "market"
    quantity: Decimal | None = None
    limit_price: Decimal | None = None
    trigger_price: Decimal | None = None
    time_in_force: str | None = None
    is_post_only: bool = False
    signal_id: UUID | None = None


@dataclass(frozen=True)
class Attempt:
    """One attempt as fn_begin_entry and fn_begin_exit hand it out. `may_send`: this process may,
    once, within `send_remaining_ms` of the call."""

    intent_id: UUID
    attempt_id: UUID
    attempt_no: int
    kind: str
    symbol: str
    side: str
    position_side: str
    order_type: str
    quantity: Decimal
    limit_price: Decimal | None
    trigger_price: Decimal | None
    time_in_force: str | None
    is_post_only: bool
    leverage: Decimal
    is_reduce_only: bool
    client_order_id: UUID
    client_order_text: str
    attempt_state: str
    may_send: bool
    send_remaining_ms: int
    send_deadline: datetime
    reserved: Decimal
    is_replay: bool


@dataclass(frozen=True)
class Action:
    """What a fired protection needs: cancel an order, or exit what is free."""

    action: str
    protection_id: UUID
    profile_id: UUID
    symbol: str
    position_side: str
    request_id: str | None
    order_id: UUID | None
    reason: str


@dataclass(frozen=True)
class Cancel:
    """Answer of fn_begin_cancel; without `may_send` the order has ended."""

    cancel_id: UUID | None
    symbol: str
    exchange_order_id: str
    client_order_text: str | None
    is_conditional: bool
    may_send: bool
    send_remaining_ms: int
    is_replay: bool


@dataclass(frozen=True)
class Persisted:
    """What the persist calls answer. `filled` in base (contracts on swaps), `cost` in quote."""

    order_id: UUID
    attempt_state: str
    order_status: str
    filled: Decimal
    cost: Decimal
    position_id: UUID | None
    is_settled: bool
    is_replay: bool


@dataclass(frozen=True)
class Applied:
    """What fn_apply_exchange_updates did with one set of rows."""

    orders_changed: int
    orders_unchanged: int
    fills_recorded: int
    rows_unknown: int
    rows_refused: int

    def __add__(self, more: "Applied") -> "Applied":
        """Both together."""
        pairs = zip(astuple(self), astuple(more), strict=True)
        return Applied(*(one + other for one, other in pairs))


@dataclass(frozen=True)
class Heard:
    """What fn_apply_stream_events did; `is_caught_up`: a full reading since the connection."""

    orders_changed: int
    orders_unchanged: int
    fills_recorded: int
    rows_unknown: int
    rows_refused: int
    is_caught_up: bool


@dataclass(frozen=True)
class Incomes:
    """What fn_record_incomes did with the lines of a statement."""

    recorded: int
    known: int
    unattributed: int
    ignored: int
    refused: int

    def __add__(self, more: "Incomes") -> "Incomes":
        """Both together."""
        pairs = zip(astuple(self), astuple(more), strict=True)
        return Incomes(*(one + other for one, other in pairs))


@dataclass(frozen=True)
class LateFees:
    """What fn_price_fees closed, and what still waits."""

    priced: int
    unpriced: int


@dataclass(frozen=True)
class Run:
    """Answer of fn_begin_reconciliation: what proves the run, and what to fetch."""

    run_id: UUID
    lock_term: int
    started_at: datetime
    plan: dict[str, Any]


@dataclass(frozen=True)
class Step:
    """Answer of fn_reconcile: profiles to handle, look-ups to make."""

    state: str
    is_complete: bool
    profiles: list[UUID]
    lookups: list[dict[str, Any]]


@dataclass(frozen=True)
class Handled:
    """Answer of fn_handle_profile."""

    orders_changed: int
    fills_recorded: int
    mismatches_healed: int
    rows_refused: int


@dataclass(frozen=True)
class Answered:
    """Answer of fn_answer_lookups: how many were taken, which are still open."""

    answered: int
    lookups: list[dict[str, Any]]


@dataclass(frozen=True)
class Finished:
    """Answer of fn_finish_reconciliation."""

    state: str
    is_ready: bool
    mismatches_found: int
    mismatches_healed: int
    mismatches_open: int


class Engine:
    """Calls the functions of schema `engine` as role `tradekeel_bridge`."""

    def __init__(self, url: str, *, connections: int = 8, give_up_seconds: float = 15) -> None:
        """Remember the address; nothing is opened. A lost call is repeated `give_up_seconds`."""
        self._give_up_seconds = give_up_seconds
        self.tally = EventTally()
        self._pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            open=False,
            timeout=give_up_seconds,
            kwargs={"autocommit": True, "prepare_threshold": None, "connect_timeout": 5},
        )

    async def __aenter__(self) -> Self:
        """Open the pool and wait for one connection. Raises psycopg.OperationalError."""
        await self._pool.open(wait=True, timeout=self._give_up_seconds)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._pool.close()

    # -- this process -----------------------------------------------------------------------------

    async def start_instance(
        self, instance_id: UUID, owner_token: UUID, version: str, host: str
    ) -> Instance:
        """Register this process."""
        return await self._one(
            Instance, "fn_start_instance", instance_id, owner_token, version, host
        )

    async def stop_instance(self, instance_id: UUID, owner_token: UUID) -> None:
        """Record a graceful stop; every lease of this process is given back."""
        await self._value("fn_stop_instance", instance_id, owner_token)

    async def rotate_broadcasts(self) -> bool:
        """Empty the slot of the outbox that the next day writes to; whether that was due."""
        return bool(await self._value("fn_rotate_broadcasts"))

    async def heartbeat(
        self,
        instance_id: UUID,
        owner_token: UUID,
        user_id: UUID,
        account_id: UUID,
        loop: str,
        phase: str,
        interval_seconds: float,
        error: str | None = None,
    ) -> None:
        """Say that a loop of an account began (started) or ended (succeeded, failed)."""
        await self._value(
            "fn_heartbeat", user_id, account_id, instance_id, owner_token, loop, phase,
            str(interval_seconds), error,
        )  # fmt: skip

    async def fold_counters(self) -> int:
        """Fold counter deltas; returns how many."""
        return int(await self._value("fn_fold_counters"))

    async def report_events(self, instance_id: UUID, owner_token: UUID) -> int:
        """Hand over what this process counted; what could not be is counted again."""
        events = self.tally.take()
        try:
            return int(
                await self._value("fn_report_events", instance_id, owner_token, _json(events))
            )
        except BaseException:
            self.tally.put_back(events)
            raise

    async def read_health(self) -> dict[str, Any]:
        """The health document."""
        return dict(await self._value("fn_read_health"))

    async def list_checks(self) -> list[str]:
        """Names of the check views."""
        return list(await self._call(scalar_row, "fn_list_checks", ()))

    async def measure_check(self, check: str, max_age_seconds: float) -> int | None:
        """Have a check view read and kept; None while another process does."""
        count = await self._value("fn_measure_check", check, str(max_age_seconds))
        return None if count is None else int(count)

    async def seal_audit(self) -> int | None:
        """Seal what operators recorded meanwhile; how many lines, None while another one seals."""
        sealed = await self._value("fn_seal_audit")
        return None if sealed is None else int(sealed)

    async def record_samples(self) -> int:
        """Have the present figures kept for looking back on; 0 when another process just did."""
        return int(await self._value("fn_record_samples"))

    # -- accounts ---------------------------------------------------------------------------------

    async def list_accounts(self) -> list[Account]:
        """Every account that a bridge may drive."""
        return await self._rows(Account, "fn_list_accounts")

    async def list_steps(
        self, user_id: UUID, account_id: UUID, known: dict[UUID, int]
    ) -> list[LifecycleStep]:
        """What happened to an account's profiles after these numbers. Raises EngineError."""
        return await self._rows(
            LifecycleStep, "fn_list_steps", user_id, account_id, list(known), list(known.values())
        )

    async def read_vault(self, user_id: UUID, account_id: UUID) -> str:
        """Read the credentials of an account whose reference is vault:NAME."""
        return str(await self._value("fn_read_vault", user_id, account_id))

    async def lease_account(
        self,
        user_id: UUID,
        account_id: UUID,
        instance_id: UUID,
        owner_token: UUID,
        ttl_seconds: float,
    ) -> Lease:
        """Lease an account, or renew."""
        return await self._one(
            Lease, "fn_lease_account", user_id, account_id, instance_id, owner_token,
            str(ttl_seconds),
        )  # fmt: skip

    async def check_exchange_uid(self, user_id: UUID, account_id: UUID, exchange_uid: str) -> bool:
        """Compare the exchange's own account number with the one on record."""
        return bool(await self._value("fn_check_exchange_uid", user_id, account_id, exchange_uid))

    async def report_exchange(
        self,
        user_id: UUID,
        account_id: UUID,
        owner_token: UUID,
        error_class: str | None,
        latency_ms: int | None,
        clock_skew_ms: int | None,
    ) -> bool:
        """Say how the exchange answered; returns whether the driver was heard."""
        return bool(
            await self._value(
                "fn_report_exchange", user_id, account_id, owner_token, error_class, latency_ms,
                clock_skew_ms,
            )
        )  # fmt: skip

    async def refresh_markets(self, user_id: UUID, account_id: UUID, markets: Document) -> int:
        """Hand in the markets; returns how many are active."""
        return int(await self._value("fn_refresh_markets", user_id, account_id, _json(markets)))

    async def record_prices(self, user_id: UUID, account_id: UUID, prices: list[Any]) -> int:
        """Hand in unified tickers, so many a call; returns how many were taken."""
        taken = 0
        for first in range(0, max(len(prices), 1), ROWS_A_CALL):
            part = _json(prices[first : first + ROWS_A_CALL])
            taken += int(await self._value("fn_record_prices", user_id, account_id, part))
        return taken

    async def record_incomes(
        self, user_id: UUID, account_id: UUID, incomes: list[Any], read_until: datetime | None
    ) -> Incomes:
        """Hand in lines of the account's statement; read_until moves its cursor there.

        A call takes so many rows at most; the last one moves the cursor.
        """
        total = Incomes(0, 0, 0, 0, 0)
        for first in range(0, max(len(incomes), 1), ROWS_A_CALL):
            is_last = first + ROWS_A_CALL >= len(incomes)
            total += await self._one(
                Incomes, "fn_record_incomes", user_id, account_id,
                _json(incomes[first : first + ROWS_A_CALL]), read_until if is_last else None,
            )  # fmt: skip
        return total

    async def price_fees(self, user_id: UUID, account_id: UUID) -> LateFees:
        """Book fees and incomes that had no price and have one by now."""
        return await self._one(LateFees, "fn_price_fees", user_id, account_id)

    async def check_capital(self, user_id: UUID, account_id: UUID) -> int:
        """Rebuild every profile of the account; returns how many differ."""
        return int(await self._value("fn_check_capital", user_id, account_id))

    # -- entries and exits ------------------------------------------------------------------------

    async def apply_requests(
        self, user_id: UUID, account_id: UUID, owner_token: UUID, lease_term: int, limit: int
    ) -> list[ClosedRequest]:
        """Do what the tenant asked for beside trading: pauses, cancels of signals, stops."""
        return await self._rows(
            ClosedRequest, "fn_apply_requests", user_id, account_id, owner_token, lease_term, limit
        )

    async def claim_signals(
        self, user_id: UUID, account_id: UUID, owner_token: UUID, lease_term: int, limit: int
    ) -> list[Signal]:
        """Take the account's open signals; what was taken and not closed comes again."""
        return await self._rows(
            Signal, "fn_claim_signals", user_id, account_id, owner_token, lease_term, limit
        )

    async def refuse_signal(
        self, user_id: UUID, signal_id: UUID, owner_token: UUID, sqlstate: str
    ) -> str:
        """Say why a signal could not be carried out; SQL decides whether it is closed."""
        return str(await self._value("fn_refuse_signal", user_id, signal_id, owner_token, sqlstate))

    async def acquire_entry_lock(
        self, user_id: UUID, profile_id: UUID, symbol: str, owner_token: UUID, ttl_seconds: float
    ) -> EntryLock:
        """Take the entry lock, or learn who has it."""
        return await self._one(
            EntryLock, "fn_acquire_entry_lock", user_id, profile_id, symbol, owner_token,
            str(ttl_seconds),
        )  # fmt: skip

    async def release_entry_lock(
        self, user_id: UUID, profile_id: UUID, symbol: str, owner_token: UUID, term: int
    ) -> None:
        """Give the entry lock back."""
        await self._value("fn_release_entry_lock", user_id, profile_id, symbol, owner_token, term)

    async def begin_entry(
        self,
        user_id: UUID,
        profile_id: UUID,
        request_id: str,
        attempt_no: int,
        signal: Signal,
        owner_token: UUID,
        lock_term: int,
        lease_term: int,
        epoch: int,
    ) -> Attempt:
        """Write the attempt of an entry before it is sent."""
        return await self._one(
            Attempt, "fn_begin_entry", user_id, profile_id, request_id, attempt_no, signal.symbol,
            signal.side, signal.order_type, signal.quantity, signal.limit_price,
            signal.trigger_price, signal.time_in_force, signal.is_post_only, signal.leverage,
            signal.signal_id, owner_token, lock_term, lease_term, epoch,
        )  # fmt: skip

    async def begin_exit(
        self,
        user_id: UUID,
        profile_id: UUID,
        request_id: str,
        attempt_no: int,
        wish: ExitWish,
        owner_token: UUID,
        lease_term: int,
    ) -> Attempt:
        """Write the attempt of an exit before it is sent."""
        return await self._one(
            Attempt, "fn_begin_exit", user_id, profile_id, request_id, attempt_no, wish.symbol,
            wish.position_side, wish.order_type, wish.quantity, wish.limit_price,
            wish.trigger_price, wish.time_in_force, wish.is_post_only, wish.reason, wish.signal_id,
            owner_token, lease_term,
        )  # fmt: skip

    async def evaluate_protections(
        self, user_id: UUID, account_id: UUID, owner_token: UUID, lease_term: int
    ) -> list[Action]:
        """Fire what is due; returns what fired protections still need."""
        return await self._rows(
            Action, "fn_evaluate_protections", user_id, account_id, owner_token, lease_term
        )

    async def begin_cancel(
        self, user_id: UUID, order_id: UUID, reason: str, owner_token: UUID, lease_term: int
    ) -> Cancel:
        """Write that an order is to be cancelled, before it is sent."""
        return await self._one(
            Cancel, "fn_begin_cancel", user_id, order_id, reason, owner_token, lease_term
        )

    async def record_cancel(
        self, user_id: UUID, cancel_id: UUID, owner_token: UUID, outcome: str, error: Document
    ) -> str:
        """Record what became of sending a cancel; the order ends by a reading only."""
        return str(
            await self._value(
                "fn_record_cancel", user_id, cancel_id, owner_token, outcome, _json(error)
            )
        )

    async def persist_entry_lifecycle(
        self, user_id: UUID, attempt_id: UUID, order: Document, trades: Document
    ) -> Persisted:
        """Record that an entry is on the exchange."""
        return await self._one(
            Persisted, "fn_persist_entry_lifecycle", user_id, attempt_id, _json(order),
            _json(trades),
        )  # fmt: skip

    async def persist_exit_lifecycle(
        self, user_id: UUID, attempt_id: UUID, order: Document, trades: Document
    ) -> Persisted:
        """Record that an exit is on the exchange."""
        return await self._one(
            Persisted, "fn_persist_exit_lifecycle", user_id, attempt_id, _json(order),
            _json(trades),
        )  # fmt: skip

    async def record_rejected(
        self, user_id: UUID, attempt_id: UUID, owner_token: UUID, error: Document
    ) -> str:
        """Record that an attempt was certainly not taken."""
        return str(
            await self._value("fn_record_rejected", user_id, attempt_id, owner_token, _json(error))
        )

    async def record_unknown(
        self, user_id: UUID, attempt_id: UUID, owner_token: UUID, error: Document
    ) -> str:
        """Record that nobody knows whether an attempt was taken."""
        return str(
            await self._value("fn_record_unknown", user_id, attempt_id, owner_token, _json(error))
        )

    # -- readings ---------------------------------------------------------------------------------

    async def plan_monitoring(self, user_id: UUID, account_id: UUID) -> dict[str, Any]:
        """What the monitor should read now."""
        return dict(await self._value("fn_plan_monitoring", user_id, account_id))

    async def apply_exchange_updates(
        self,
        user_id: UUID,
        account_id: UUID,
        read_started_at: str,
        orders: list[Any],
        trades: list[Any],
    ) -> Applied:
        """Hand in orders and trades, in any order and any number of times.

        A call takes so many rows at most; what is more goes in with further calls.
        """
        total = Applied(0, 0, 0, 0, 0)
        for first in range(0, max(len(orders), len(trades), 1), ROWS_A_CALL):
            part = slice(first, first + ROWS_A_CALL)
            total += await self._one(
                Applied, "fn_apply_exchange_updates", user_id, account_id, read_started_at,
                _json(orders[part]), _json(trades[part]),
            )  # fmt: skip
        return total

    # -- streams ----------------------------------------------------------------------------------

    async def open_stream(
        self, user_id: UUID, account_id: UUID, owner_token: UUID, lease_term: int, reason: str
    ) -> int:
        """Say that the stream is heard from now on (connected), or with a gap (overflow)."""
        return int(
            await self._value(
                "fn_open_stream", user_id, account_id, owner_token, lease_term, reason
            )
        )

    async def close_stream(
        self, user_id: UUID, account_id: UUID, owner_token: UUID, lease_term: int, error_class: str
    ) -> bool:
        """Say that the stream is not heard; returns whether the driver was heard."""
        return bool(
            await self._value(
                "fn_close_stream", user_id, account_id, owner_token, lease_term, error_class
            )
        )

    async def apply_stream_events(
        self,
        user_id: UUID,
        account_id: UUID,
        owner_token: UUID,
        lease_term: int,
        orders: list[Any],
        trades: list[Any],
    ) -> Heard:
        """Hand in what the exchange told by itself, at most 1000 rows of each kind."""
        return await self._one(
            Heard, "fn_apply_stream_events", user_id, account_id, owner_token, lease_term,
            _json(orders), _json(trades),
        )  # fmt: skip

    # -- reconciliation ---------------------------------------------------------------------------

    async def begin_reconciliation(
        self,
        user_id: UUID,
        account_id: UUID,
        owner_token: UUID,
        lease_term: int,
        ttl_seconds: float,
    ) -> Run:
        """Begin a run and learn what to fetch."""
        return await self._one(
            Run, "fn_begin_reconciliation", user_id, account_id, owner_token, lease_term,
            str(ttl_seconds),
        )  # fmt: skip

    async def reconcile(
        self, user_id: UUID, run_id: UUID, owner_token: UUID, lock_term: int, document: Document
    ) -> Step:
        """Hand in what was read."""
        return await self._one(
            Step, "fn_reconcile", user_id, run_id, owner_token, lock_term, _json(document)
        )

    async def handle_profile(
        self, user_id: UUID, run_id: UUID, owner_token: UUID, lock_term: int, profile_id: UUID
    ) -> Handled:
        """Bring a run's reading into one profile."""
        return await self._one(
            Handled, "fn_handle_profile", user_id, run_id, owner_token, lock_term, profile_id
        )

    async def answer_lookups(
        self, user_id: UUID, run_id: UUID, owner_token: UUID, lock_term: int, answers: Document
    ) -> Answered:
        """Answer look-ups of a run."""
        return await self._one(
            Answered, "fn_answer_lookups", user_id, run_id, owner_token, lock_term, _json(answers)
        )

    async def finish_reconciliation(
        self, user_id: UUID, run_id: UUID, owner_token: UUID, lock_term: int
    ) -> Finished:
        """Close a run."""
        return await self._one(
            Finished, "fn_finish_reconciliation", user_id, run_id, owner_token, lock_term
        )

    # -- the one way ------------------------------------------------------------------------------

    async def _one(self, row: type[T], function: str, *arguments: object) -> T:
        rows = await self._rows(row, function, *arguments)
        return rows[0]

    async def _rows(self, row: type[T], function: str, *arguments: object) -> list[T]:
        return await self._call(class_row(row), function, arguments)

    async def _value(self, function: str, *arguments: object) -> Any:
        rows: list[Any] = await self._call(scalar_row, function, arguments)
        return rows[0]

    async def _call(self, rows: Any, function: str, arguments: Sequence[object]) -> list[Any]:
        query = sql.SQL("select * from engine.{}({})").format(
            sql.Identifier(function), sql.SQL(", ").join([sql.Placeholder()] * len(arguments))
        )
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(is_repeatable),
            stop=stop_after_delay(self._give_up_seconds),
            wait=wait_random_exponential(multiplier=0.05, max=1),
            reraise=True,
        ):
            with attempt:
                try:
                    async with self._pool.connection() as connection:
                        cursor = connection.cursor(row_factory=rows)
                        await cursor.execute(query, arguments)
                        return await cursor.fetchall()
                except psycopg.Error as error:
                    self.tally.count_failure(error)
                    known = engine_error(error)
                    if known is None:
                        raise
                    raise known from None
        raise AssertionError("tenacity ends with a result or an exception")


def _json(document: Document) -> Jsonb:
    return Jsonb(document, dumps=_dumps)


def _dumps(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)
