"""Predicts reconciliations: what a run asks for, what its answers prove, when it makes ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from property.model import LAG, MISSING_COUNT, MISSING_GRACE, Model, Reply
from property.state import Account, Attempt, Order, Refused

if TYPE_CHECKING:
    from property.exchange import Reading, Trade


@dataclass
class Run:
    """One reading of an account, and what the database should make of it."""

    run_id: str
    account: Account
    token: str
    lease_term: int
    started: float
    orders: list[Reading] = field(default_factory=list)
    trades: list[Trade] = field(default_factory=list)
    are_orders_read: bool = True
    are_trades_read: bool = True
    are_positions_read: bool = True
    complete: dict[str, bool] = field(default_factory=dict)
    profiles: set[str] = field(default_factory=set)
    asked: list[Attempt | Order] = field(default_factory=list)
    asked_at: float = 0.0

    def rows_of_positions(self, model: Model) -> list[dict[str, str]]:
        """What an exchange would say that agrees with us."""
        return [
            {"symbol": p.symbol, "side": p.side, "contracts": format(p.held.quantity, "f")}
            for p in model.positions
            if p.profile.account is self.account and p.state == "open"
        ]

    def document(self, model: Model) -> dict[str, Any]:
        """As the bridge hands it in; balances hold enough of everything."""
        parts: dict[str, Any] = {
            "open_orders": {
                "is_complete": self.are_orders_read,
                "rows": [reading.document() for reading in self.orders],
            },
            "trades": {
                "is_complete": self.are_trades_read,
                "rows": [trade.document() for trade in self.trades],
            },
            "balances": {
                "is_complete": True,
                "rows": {"total": {"USDT": "9000000", "BTC": "9000", "ETH": "9000"}},
            },
        }
        if self.account.is_swap:
            parts["positions"] = {
                "is_complete": self.are_positions_read,
                "rows": self.rows_of_positions(model),
            }
        return parts


class Reconciler(Model):
    """The model with runs."""

    def begin_reconciliation(
        self, account_id: str, token: str, lease_term: int, reply: Reply
    ) -> Reply:
        """Only by who drives the account."""
        self._prove_lease(self.accounts[account_id], token, lease_term)
        return {}

    def reconcile(self, run: Run, reply: Reply) -> Reply:
        """Store, compare whole sets, ask."""
        mine = [order for order in self.orders if order.account is run.account]
        held = [
            p for p in self.positions if p.profile.account is run.account and p.state != "closed"
        ]
        working = [order for order in mine if order.status == "open"]
        self._store(run, "open_orders", run.are_orders_read, len(run.orders), bool(working))
        run.complete["trades"] = run.are_trades_read
        if run.account.is_swap:
            count = len(run.rows_of_positions(self))
            self._store(run, "positions", run.are_positions_read, count, bool(held))
        run.asked_at = self.now
        run.profiles = self._differing(run)
        if run.complete["open_orders"]:
            run.asked += self._missing(run, working)
        run.asked += [
            attempt
            for attempt in self.attempts.values()
            if attempt.intent.profile.account is run.account
            and (
                attempt.state == "unknown"
                or (attempt.state == "submitting" and attempt.deadline < self.now)
            )
        ]
        return {
            "is_complete": all(run.complete.values()),
            "profiles": sorted(run.profiles),
            "asked": sorted(self.subject(asked) for asked in run.asked),
        }

    @staticmethod
    def subject(asked: Attempt | Order) -> str:
        """How a look-up names it."""
        return asked.client_id if isinstance(asked, Attempt) else asked.exchange_id

    @staticmethod
    def _store(run: Run, part: str, is_read: bool, count: int, is_expected: bool) -> None:
        """An unexpected empty set is not believed the first time."""
        known = run.account.empty_counts.get(part, 0)
        empty = 0 if count or not is_expected else known + is_read
        run.account.empty_counts[part] = empty
        run.complete[part] = is_read and empty != 1

    def _differing(self, run: Run) -> set[str]:
        """Profiles into which the reading brings news."""
        profiles = set()
        for reading in run.orders:
            order = self.order_of(run.account, reading.symbol, reading.order_id)
            attempt = self._by_client_id(run.account, reading)
            if order is None:
                if attempt is not None:
                    profiles.add(attempt.intent.profile.profile_id)
            elif (reading.filled or 0) > order.filled or (
                order.status == "open" and reading.status != "open"
            ):
                profiles.add(order.intent.profile.profile_id)
        for trade in run.trades:
            order = self.order_of(run.account, trade.symbol, trade.order_id)
            if order is not None and trade.trade_id not in order.fills:
                profiles.add(order.intent.profile.profile_id)
        return profiles

    def _missing(self, run: Run, working: list[Order]) -> list[Order]:
        """Open orders, long unchanged, that are not listed; each absence is counted."""
        listed = {(reading.symbol, reading.order_id) for reading in run.orders}
        missing = [
            order
            for order in working
            if order.changed_at < run.started - MISSING_GRACE
            and (order.intent.symbol, order.exchange_id) not in listed
        ]
        for order in self.orders:
            if order.account is not run.account or order.is_settled:
                continue
            if order not in missing:
                order.absent_count, order.absent_at = 0, None
            elif order.absent_at is None or order.absent_at <= run.started - 2:
                order.absent_count += 1
                order.absent_at = run.started
        return missing

    def handle_profile(
        self, run: Run, profile_id: str, order_ids: dict[str, str], reply: Reply
    ) -> Reply:
        """By the code that live events use."""
        said = self.apply_exchange_updates(
            run.account.account_id,
            run.started,
            run.orders,
            run.trades,
            order_ids,
            reply,
            self.profiles[profile_id],
        )
        run.profiles.discard(profile_id)
        return {key: said[key] for key in ("orders_changed", "fills_recorded", "rows_refused")}

    def answer_lookups(
        self,
        run: Run,
        answers: list[tuple[str, str, Reading | None, list[Trade]]],
        reply: Reply,
    ) -> Reply:
        """(look-up's id, subject, reading or None when not found, trades) each."""
        by_name = {self.subject(asked): asked for asked in run.asked}
        for _, name, reading, trades in sorted(
            answers, key=lambda a: (self._profile_of(by_name[a[1]]), a[0])
        ):
            asked = by_name[name]
            if reading is None:
                self._note_absence(run, asked)
            elif isinstance(asked, Attempt):
                try:
                    self.persist(asked, reading, trades, run.asked_at)
                except Refused:
                    continue
            else:
                self.apply(asked, reading, trades, run.asked_at)
        return {"answered": len(answers)}

    @staticmethod
    def _profile_of(asked: Attempt | Order) -> str:
        return asked.intent.profile.profile_id

    def _note_absence(self, run: Run, asked: Attempt | Order) -> None:
        if isinstance(asked, Attempt):
            self._note_absent_attempt(run, asked)
        elif asked.status == "open" and asked.absent_count >= MISSING_COUNT:
            asked.status, asked.terminal_at, asked.stable_readings = "canceled", self.now, 2
            asked.changed_at = self.now
            self.settle_order(asked)

    def _note_absent_attempt(self, run: Run, attempt: Attempt) -> None:
        """Evidence only past the horizon, from complete readings without a stray trade."""
        intent = attempt.intent
        stray = any(
            trade.symbol == intent.symbol
            and trade.side == intent.side
            and self.order_of(run.account, trade.symbol, trade.order_id) is None
            for trade in run.trades
        )
        is_evidence = run.complete["open_orders"] and run.complete["trades"] and not stray
        if not attempt.is_unresolved or run.asked_at < attempt.horizon or not is_evidence:
            return
        if attempt.absent_first is None or run.asked_at - attempt.absent_first < LAG:
            attempt.absent_first = attempt.absent_first or run.asked_at
            attempt.state = "unknown"
            return
        attempt.state = "not_placed"
        self.settle_intent(intent)
        self.drop_lock(attempt)

    def finish_reconciliation(self, run: Run, reply: Reply) -> Reply:
        """Ready only when everything was read, handled and answered."""
        is_ready = all(run.complete.values())
        if is_ready:
            run.account.ready_term, run.account.is_ready_old = run.lease_term, False
        return {"is_ready": is_ready, "state": "finished" if is_ready else "incomplete"}
