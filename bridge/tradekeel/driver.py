"""Drives one exchange account: leases it, reconciles it, watches its orders, carries out signals.

Every step is a conversation in which SQL asks and the exchange answers. No rule is here: which
signal may be carried out, what an answer means for money, what is missing, and when an account is
ready are decided by the functions that are called.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import psycopg
import structlog
from ccxt.base.errors import BaseError as CcxtError

from tradekeel.engine import (
    Account,
    Action,
    Attempt,
    Engine,
    ExitWish,
    Finished,
    Lease,
    Persisted,
    Signal,
)
from tradekeel.engine_errors import EngineError
from tradekeel.exchange import ExchangeAccount, SendIntent
from tradekeel.exchange.adapter import CallAnswer, outcome_of
from tradekeel.exchange.moments import Moment

log = structlog.get_logger(__name__)

SIGNALS_AT_ONCE = 20
ENTRY_LOCK_SECONDS = 20.0
RUN_SECONDS = 120.0
CONTACT_SECONDS = 10.0
# From what became of a cancel to what is recorded of it; the class of an error comes first.
CANCEL_OUTCOMES = {
    "OrderNotFound": "not_open",
    "accepted": "accepted",
    "not_sent": "refused",
    "not_placed": "refused",
    "auth": "refused",
    "permanent": "refused",
    "rate_limited": "unknown",
    "unknown": "unknown",
}


class NotDrivingError(Exception):
    """Another process drives the account, or nobody could be asked; nothing was done."""


@dataclass(frozen=True)
class Identity:
    """This process: a fresh owner token, and the instance it registered as."""

    instance_id: UUID
    owner_token: UUID


class AccountDriver:
    """One account, as long as this process holds its lease."""

    def __init__(
        self,
        engine: Engine,
        exchange: ExchangeAccount,
        account: Account,
        identity: Identity,
        lease_seconds: float,
    ) -> None:
        """Remember; nothing is asked yet."""
        self._engine = engine
        self._exchange = exchange
        self._account = account
        self._identity = identity
        self._lease_seconds = lease_seconds
        self._lease: Lease | None = None
        self._is_loaded = False
        self._loading = asyncio.Lock()
        self._contact_due = 0.0
        self._is_cut_off = False
        self._is_unreachable = False
        self._plan: Mapping[str, Any] | None = None
        self.needs_reconciliation = asyncio.Event()
        self._log = log.bind(
            user=str(account.user_id),
            account=str(account.account_id),
            exchange=account.exchange,
            instance=str(identity.instance_id),
        )
        # The one table from what became of a send to the call that records it.
        self._recorders: dict[str, Callable[[Attempt, CallAnswer], Awaitable[Persisted | str]]] = {
            "accepted": self._record_accepted,
            "not_sent": self._record_rejected,
            "not_placed": self._record_rejected,
            "auth": self._record_rejected,
            "permanent": self._record_rejected,
            "rate_limited": self._record_unknown,
            "unknown": self._record_unknown,
        }

    @property
    def ids(self) -> tuple[UUID, UUID]:
        """User and account."""
        return self._account.user_id, self._account.account_id

    @property
    def account(self) -> Account:
        """The account as it was when this driver was made."""
        return self._account

    @property
    def is_driving(self) -> bool:
        """Whether this process held the lease when it was last renewed."""
        return self._lease is not None

    @property
    def is_ready(self) -> bool:
        """Whether entries were allowed when the lease was last renewed."""
        return self._lease is not None and self._lease.is_ready

    async def close(self) -> None:
        """Let go of the exchange."""
        await self._exchange.close()

    # -- lease ------------------------------------------------------------------------------------

    async def hold(self) -> Lease:
        """Lease the account or renew the lease.

        A new term asks for a reconciliation, and so does a database that could not be written.
        """
        try:
            lease = await self._engine.lease_account(
                *self.ids,
                self._identity.instance_id,
                self._identity.owner_token,
                self._lease_seconds,
            )
        except psycopg.Error:
            self._is_cut_off = True
            raise
        if not lease.is_acquired:
            if self._lease is not None:
                self._log.warning("lease lost", holder=str(lease.holder))
            self._lease = None
        else:
            if self._lease is None or self._lease.term != lease.term:
                self._log.info("leased", term=lease.term, is_ready=lease.is_ready)
            if not lease.is_ready or self._is_cut_off:
                self.needs_reconciliation.set()
            self._is_cut_off = False
            self._lease = lease
        return lease

    def _held(self) -> Lease:
        if self._lease is None:
            raise NotDrivingError
        return self._lease

    async def _load(self) -> None:
        """Connect to the exchange once: markets, clock, and whose account this is.

        Later only the clock is kept right. Loops that come at once wait for the first of them.
        """
        async with self._loading:
            if self._is_loaded:
                await self._exchange.keep_clock()
                return
            await self._exchange.load()
            await self._engine.refresh_markets(*self.ids, self._exchange.market_rows())
            uid = await self._exchange.exchange_uid()
            if uid is not None:
                await self._engine.check_exchange_uid(*self.ids, uid)
            self._is_loaded = True

    # -- reconciliation ---------------------------------------------------------------------------

    async def reconcile(self) -> Finished:
        """One whole conversation, from the plan to the account being ready."""
        lease, began = self._held(), time.monotonic()
        await self._load()
        token = self._identity.owner_token
        self.needs_reconciliation.clear()
        run = await self._engine.begin_reconciliation(*self.ids, token, lease.term, RUN_SECONDS)
        user_id, proof = self._account.user_id, (run.run_id, token, run.lock_term)
        step = await self._engine.reconcile(user_id, *proof, await self._read(run.plan))
        for profile_id in step.profiles:
            await self._engine.handle_profile(user_id, *proof, profile_id)
        lookups = step.lookups
        while lookups:
            answers = [await self._look_up(lookup) for lookup in lookups]
            lookups = (await self._engine.answer_lookups(user_id, *proof, answers)).lookups
        finished = await self._engine.finish_reconciliation(user_id, *proof)
        if finished.mismatches_found or not finished.is_ready or not lease.is_ready:
            self._log.info(
                "reconciled",
                run=str(run.run_id),
                ms=round((time.monotonic() - began) * 1000),
                state=finished.state,
                found=finished.mismatches_found,
                healed=finished.mismatches_healed,
                open=finished.mismatches_open,
            )
        return finished

    async def _read(self, plan: Mapping[str, Any]) -> dict[str, Any]:
        """Read what the plan names. Trades last: they may not miss what the orders showed."""
        document: dict[str, Any] = {}
        if plan["open_orders"]:
            document["open_orders"] = _part(await self._exchange.read_open_orders())
        if plan["positions"]:
            document["positions"] = _part(await self._exchange.read_positions())
        if plan["balances"]:
            balances = await self._exchange.read_balances()
            rows = balances["rows"][0] if balances["rows"] else {}
            document["balances"] = {"is_complete": balances["is_complete"], "rows": rows}
        if plan["history"]:
            document["history"] = _part(await self._exchange.read_history(plan["history"]))
        document["trades"] = _part(await self._exchange.read_trades(plan["trades"]))
        return document

    async def _look_up(self, lookup: Mapping[str, Any]) -> dict[str, Any]:
        answer = await self._exchange.lookup_order(
            lookup["symbol"],
            lookup["client_order_text"],
            lookup["exchange_order_id"],
            since_ms=lookup["since_ms"],
            is_conditional=lookup["is_conditional"],
        )
        self._log.info(
            "looked up", kind=lookup["kind"], symbol=lookup["symbol"], outcome=answer["outcome"]
        )
        return {"lookup_id": lookup["lookup_id"], **answer}

    # -- monitor ----------------------------------------------------------------------------------

    async def _touch(self) -> None:
        """Ask the exchange for the time now and then: does it answer, how fast, how far off."""
        if time.monotonic() < self._contact_due:
            return
        self._contact_due = time.monotonic() + CONTACT_SECONDS
        began = time.monotonic()
        try:
            await self._load()
            began = time.monotonic()
            skew = await self._exchange.measure_clock()
        except (CcxtError, OSError, TimeoutError) as error:
            self._is_unreachable = True
            self._contact_due = 0.0
            await self._report(type(error).__name__, None, None)
            self._engine.tally.count("unmeasured", "exchange")
            raise
        if self._is_unreachable:
            self._is_unreachable = False
            self.needs_reconciliation.set()
        await self._report(None, round((time.monotonic() - began) * 1000), skew)

    async def _report(self, error: str | None, latency_ms: int | None, skew: int | None) -> None:
        await self._engine.report_exchange(
            *self.ids, self._identity.owner_token, error, latency_ms, skew
        )

    async def monitor(self) -> None:
        """Bring prices, unsettled orders and their trades in."""
        self._held()
        await self._touch()
        try:
            await self._monitor()
        except CcxtError:
            self._contact_due = 0.0  # is it the exchange, or this one request?
            raise

    async def keep_reading(self) -> None:
        """While the database cannot be written: read what was planned last, and log what is there.

        Nothing is kept of it; the first plan afterwards asks for all of it again.
        """
        if self._plan is None:
            return
        prices = await self._exchange.read_prices(self._plan["price_symbols"])
        orders = await self._exchange.read_orders(self._plan["orders"])
        self._log.info(
            "read while the database cannot be written",
            prices=len(prices["rows"]),
            orders=[f"{row.get('id')} {row.get('status')}" for row in orders["rows"]],
        )

    async def _monitor(self) -> None:
        await self._load()
        plan = self._plan = await self._engine.plan_monitoring(*self.ids)
        prices = await self._exchange.read_prices(plan["price_symbols"])
        await self._engine.record_prices(*self.ids, prices["rows"])
        await self.protect()
        if plan["has_unpriced_fees"]:
            await self._engine.price_fees(*self.ids)
        if plan["incomes"]:
            await self._record_incomes(plan["incomes"]["since_ms"])
        if not plan["orders"] and not plan["forced"]:
            return
        orders = await self._exchange.read_orders(plan["orders"])
        rows = list(orders["rows"])
        if plan["forced"]:
            rows += (await self._exchange.read_forced_orders(plan["forced"]))["rows"]
        trades = await self._exchange.read_trades(plan["trades"])
        applied = await self._engine.apply_exchange_updates(
            *self.ids, plan["read_started_at"], rows, trades["rows"]
        )
        if applied.orders_changed or applied.rows_refused:
            self._log.info(
                "orders changed",
                changed=applied.orders_changed,
                fills=applied.fills_recorded,
                refused=applied.rows_refused,
            )

    # -- stream -----------------------------------------------------------------------------------

    @property
    def lease_term(self) -> int:
        """The term of the lease when it was last renewed. Raises NotDrivingError."""
        return self._held().term

    async def open_stream(self, reason: str, dropped: int = 0) -> None:
        """Say that the stream is heard from now on; what came before wants a full reading."""
        if dropped:
            self._engine.tally.count("stream_events", "dropped", dropped)
        term = self._held().term
        await self._engine.open_stream(*self.ids, self._identity.owner_token, term, reason)
        self.needs_reconciliation.set()
        self._log.info("stream open", reason=reason)

    async def close_stream(self, error_class: str) -> None:
        """Say that the stream is not heard."""
        if self._lease is not None:
            await self._engine.close_stream(
                *self.ids, self._identity.owner_token, self._lease.term, error_class
            )

    async def hear(self, orders: list[dict[str, Any]], trades: list[dict[str, Any]]) -> None:
        """Bring in what the exchange told by itself.

        Without rows it is the question whether the account was read whole since the stream is open.
        """
        heard = await self._engine.apply_stream_events(
            *self.ids, self._identity.owner_token, self._held().term, orders, trades
        )
        if not orders and not trades and not heard.is_caught_up:
            self.needs_reconciliation.set()
        if heard.orders_changed or heard.rows_refused:
            self._log.info(
                "orders changed",
                by="stream",
                changed=heard.orders_changed,
                fills=heard.fills_recorded,
                refused=heard.rows_refused,
            )

    async def _record_incomes(self, since_ms: int) -> None:
        """Bring in funding and the like; what was read before a failure counts."""
        statement = await self._exchange.read_incomes(since_ms)
        rows = statement.part["rows"]
        done = await self._engine.record_incomes(*self.ids, rows, statement.read_until)
        if done.recorded or done.unattributed or done.refused or statement.part["error"]:
            self._log.info(
                "incomes",
                recorded=done.recorded,
                unattributed=done.unattributed,
                refused=done.refused,
                error=statement.part["error"],
            )

    async def watch_capital(self) -> None:
        """Have every profile of the account rebuilt and compared."""
        self._held()
        await self._engine.check_capital(*self.ids)

    # -- trading ----------------------------------------------------------------------------------

    async def trade(self) -> None:
        """Do what the tenant asked for, then carry out the account's open signals."""
        lease = self._held()
        for request in await self._engine.apply_requests(
            *self.ids, self._identity.owner_token, lease.term, SIGNALS_AT_ONCE
        ):
            self._log.info(
                "request closed",
                profile=str(request.profile_id),
                request=request.request_id,
                kind=request.kind,
                outcome=request.outcome,
            )
        signals = await self._engine.claim_signals(
            *self.ids, self._identity.owner_token, lease.term, SIGNALS_AT_ONCE
        )
        if signals:  # exits need no reconciliation, but whose account and whose clock it is they do
            await self._load()
        for signal in signals:
            asked_at = Moment.now()
            try:
                await self._carry_out(signal, lease, asked_at)
            except EngineError as error:
                state = await self._engine.refuse_signal(
                    self._account.user_id,
                    signal.signal_id,
                    self._identity.owner_token,
                    error.sqlstate,
                )
                self._log.info(
                    "signal not done",
                    profile=str(signal.profile_id),
                    signal=str(signal.signal_id),
                    kind=signal.kind,
                    symbol=signal.symbol,
                    error=str(error),
                    now=state,
                    ms=round(asked_at.elapsed() * 1000),
                )

    async def _carry_out(self, signal: Signal, lease: Lease, asked_at: Moment) -> None:
        begin = {"entry": self._begin_entry, "exit": self._begin_exit}[signal.kind]
        attempt = await begin(signal, lease)
        if attempt is not None:
            self._log_begun(attempt, signal.profile_id, asked_at)
            await self._send(attempt, signal.profile_id, asked_at)

    def _log_begun(self, attempt: Attempt, profile_id: UUID, asked_at: Moment) -> None:
        self._log.info(
            "begun",
            profile=str(profile_id),
            kind=attempt.kind,
            symbol=attempt.symbol,
            side=attempt.side,
            quantity=_plain(attempt.quantity),
            intent=str(attempt.intent_id),
            attempt=str(attempt.attempt_id),
            ms=round(asked_at.elapsed() * 1000),
        )

    async def _send(self, attempt: Attempt, profile_id: UUID, asked_at: Moment) -> None:
        """Send an attempt if this process may, and record what became of it."""
        if not attempt.may_send:
            return
        intent = SendIntent(
            symbol=attempt.symbol,
            side=_side(attempt.side),
            order_type=attempt.order_type,
            quantity=_plain(attempt.quantity),
            price=None if attempt.limit_price is None else _plain(attempt.limit_price),
            trigger_price=None if attempt.trigger_price is None else _plain(attempt.trigger_price),
            time_in_force=attempt.time_in_force,
            post_only=attempt.is_post_only,
            client_order_text=attempt.client_order_text,
            position_side=(
                attempt.position_side.upper() if self._account.position_mode == "hedge" else None
            ),
            reduce_only=attempt.is_reduce_only,
            leverage=int(attempt.leverage) if self._account.market_type == "swap" else None,
            send_remaining_ms=attempt.send_remaining_ms,
            received_at=asked_at,
        )
        try:
            answer = await self._exchange.send(intent)
        except asyncio.CancelledError as cancelled:
            outcome = outcome_of(cancelled)
            await self._engine.record_unknown(
                self._account.user_id,
                attempt.attempt_id,
                self._identity.owner_token,
                outcome.as_dict() if outcome else {},
            )
            raise
        if answer["outcome"] in ("not_sent", "unknown"):
            self._contact_due = 0.0
        self._engine.tally.count("sends", answer["outcome"])
        self._log.info(
            "sent",
            profile=str(profile_id),
            kind=attempt.kind,
            symbol=attempt.symbol,
            side=attempt.side,
            quantity=intent.quantity,
            intent=str(attempt.intent_id),
            attempt=str(attempt.attempt_id),
            outcome=answer["outcome"],
            ms=round(asked_at.elapsed() * 1000),
        )
        recorded = await self._recorders[answer["outcome"]](attempt, answer)
        self._log.info(
            "recorded",
            profile=str(profile_id),
            intent=str(attempt.intent_id),
            attempt=str(attempt.attempt_id),
            ms=round(asked_at.elapsed() * 1000),
            **_described(recorded),
        )

    async def _begin_entry(self, signal: Signal, lease: Lease) -> Attempt | None:
        lock = await self._engine.acquire_entry_lock(
            self._account.user_id,
            signal.profile_id,
            signal.symbol,
            self._identity.owner_token,
            ENTRY_LOCK_SECONDS,
        )
        if not lock.is_acquired:
            return None
        try:
            return await self._engine.begin_entry(
                self._account.user_id,
                signal.profile_id,
                str(signal.signal_id),
                1,
                signal,
                self._identity.owner_token,
                lock.term,
                lease.term,
                lease.epoch,
            )
        except EngineError:
            await self._engine.release_entry_lock(
                self._account.user_id,
                signal.profile_id,
                signal.symbol,
                self._identity.owner_token,
                lock.term,
            )
            raise

    async def _begin_exit(self, signal: Signal, lease: Lease) -> Attempt | None:
        return await self._engine.begin_exit(
            self._account.user_id,
            signal.profile_id,
            str(signal.signal_id),
            1,
            ExitWish(
                symbol=signal.symbol,
                position_side={"sell": "long", "buy": "short"}[signal.side],
                reason="signal",
                order_type=signal.order_type,
                quantity=signal.quantity,
                limit_price=signal.limit_price,
                trigger_price=signal.trigger_price,
                time_in_force=signal.time_in_force,
                is_post_only=signal.is_post_only,
                signal_id=signal.signal_id,
            ),
            self._identity.owner_token,
            lease.term,
        )

    # -- protection -------------------------------------------------------------------------------

    async def protect(self) -> None:
        """Do what fired protections need, each on its own: one that fails holds up no other."""
        lease = self._held()
        steps = {"cancel": self._cancel, "exit": self._protective_exit}
        for action in await self._engine.evaluate_protections(
            *self.ids, self._identity.owner_token, lease.term
        ):
            try:
                await steps[action.action](action, lease)
            except EngineError as error:
                self._log.warning("protection not done", error=str(error), symbol=action.symbol)

    async def _cancel(self, action: Action, lease: Lease) -> None:
        if action.order_id is None:
            return
        asked_at = Moment.now()
        cancel = await self._engine.begin_cancel(
            self._account.user_id,
            action.order_id,
            action.reason,
            self._identity.owner_token,
            lease.term,
        )
        if not cancel.may_send or cancel.cancel_id is None:
            return
        answer = await self._exchange.cancel(
            cancel.symbol,
            cancel.exchange_order_id,
            cancel.client_order_text,
            is_conditional=cancel.is_conditional,
            remaining_ms=cancel.send_remaining_ms,
        )
        error = answer["error"] or {}
        outcome = CANCEL_OUTCOMES.get(
            error.get("error_class", ""), CANCEL_OUTCOMES[answer["outcome"]]
        )
        await self._engine.record_cancel(
            self._account.user_id, cancel.cancel_id, self._identity.owner_token, outcome, error
        )
        self._log.info(
            "cancel sent",
            profile=str(action.profile_id),
            order=str(action.order_id),
            symbol=cancel.symbol,
            outcome=outcome,
            reason=action.reason,
            ms=round(asked_at.elapsed() * 1000),
        )

    async def _protective_exit(self, action: Action, lease: Lease) -> None:
        asked_at = Moment.now()
        attempt = await self._engine.begin_exit(
            self._account.user_id,
            action.profile_id,
            action.request_id or "",
            1,
            ExitWish(action.symbol, action.position_side, action.reason),
            self._identity.owner_token,
            lease.term,
        )
        self._log_begun(attempt, action.profile_id, asked_at)
        await self._send(attempt, action.profile_id, asked_at)

    async def _record_accepted(self, attempt: Attempt, answer: CallAnswer) -> Persisted | str:
        persist = {
            "entry": self._engine.persist_entry_lifecycle,
            "exit": self._engine.persist_exit_lifecycle,
        }[attempt.kind]
        try:
            return await persist(
                self._account.user_id, attempt.attempt_id, answer["order"] or {}, []
            )
        except EngineError as error:
            self._log.exception("order could not be read", error=str(error))
            return await self._record_unknown(attempt, answer)

    async def _record_rejected(self, attempt: Attempt, answer: CallAnswer) -> str:
        return await self._engine.record_rejected(
            self._account.user_id,
            attempt.attempt_id,
            self._identity.owner_token,
            answer["error"] or {},
        )

    async def _record_unknown(self, attempt: Attempt, answer: CallAnswer) -> str:
        state = await self._engine.record_unknown(
            self._account.user_id,
            attempt.attempt_id,
            self._identity.owner_token,
            answer["error"] or {},
        )
        self.needs_reconciliation.set()
        return state


def _described(recorded: Persisted | str) -> dict[str, Any]:
    if isinstance(recorded, str):
        return {"state": recorded}
    return {
        "state": recorded.attempt_state,
        "order": str(recorded.order_id),
        "status": recorded.order_status,
        "filled": _plain(recorded.filled),
    }


def _part(part: Mapping[str, Any]) -> dict[str, Any]:
    return {"is_complete": part["is_complete"], "rows": part["rows"]}


def _side(side: str) -> Literal["buy", "sell"]:
    return "buy" if side == "buy" else "sell"


def _plain(amount: Any) -> str:
    return format(amount, "f")
