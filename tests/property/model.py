"""Predicts the reply of every entry point, and what is true after it.

A method is named after the entry point it predicts and takes its arguments. ``reply`` is what the
database answered: only names that the database chooses are taken from it (ids of new rows).
Refusals are raised in the documented order.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from property.booking import Book
from property.money import ZERO, book, buy_price, reservation, sell_price
from property.state import (
    Account,
    Adoption,
    Attempt,
    Cancel,
    Intent,
    Lock,
    Market,
    Order,
    Position,
    Profile,
    Refused,
    Terms,
)

if TYPE_CHECKING:
    from property.exchange import Income, Reading, Trade

SEND_WINDOW = 30.0
HORIZON = 60.0
LAG = 20.0
UNRESOLVED_IS_OLD = 600.0
MISSING_GRACE = 600.0
MISSING_COUNT = 3

Reply = dict[str, Any]


def _require_amount(amount: Decimal | None) -> None:
    """Above 0, at most 1e20, at most 18 decimals."""
    if amount is None or not amount.is_finite() or not 0 < amount <= Decimal("1e20"):
        raise Refused("LGR03")
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -18:
        raise Refused("LGR03")


class Model(Book):
    """One user as the database should have it."""

    def __init__(self) -> None:
        super().__init__()
        self.attempts: dict[str, Attempt] = {}
        self.cancels: dict[str, Cancel] = {}
        self.accepted: set[str] = set()

    def tick(self) -> float:
        """A moment after all before it; nothing of ours takes a second."""
        self.now += 0.001
        return self.now

    def _profile(self, profile_id: str) -> Profile:
        profile = self.profiles.get(profile_id)
        if profile is None:
            raise Refused("TNR01")
        return profile

    # Capital

    def allocate_capital(
        self, profile_id: str, request_id: str, amount: Decimal, reply: Reply
    ) -> Reply:
        """Replays change nothing."""
        return self._change(profile_id, request_id, "allocate", amount)

    def withdraw_capital(
        self, profile_id: str, request_id: str, amount: Decimal, reply: Reply
    ) -> Reply:
        """Never what is reserved, nor more than was allocated."""
        return self._change(profile_id, request_id, "withdraw", -amount)

    def _change(self, profile_id: str, request_id: str, kind: str, amount: Decimal) -> Reply:
        _require_amount(abs(amount))
        profile = self._profile(profile_id)
        if not self._is_known(profile, kind, request_id, ("", "", amount)):
            if profile.allocated + amount < 0:
                raise Refused("LGR01")
            self.post(profile, amount, is_fact=False)
            profile.requests[kind, request_id] = ("", "", amount)
        return {"value": profile.available}

    @staticmethod
    def _is_known(
        profile: Profile, kind: str, request_id: str, asked: tuple[str, str, Decimal]
    ) -> bool:
        """Whether it was done already; the same id for something else is a conflict."""
        known = profile.requests.get((kind, request_id))
        if known is not None and known != asked:
            raise Refused("OPC01")
        return known is not None

    def transfer_capital(
        self, from_id: str, to_id: str, request_id: str, amount: Decimal, reply: Reply
    ) -> Reply:
        """Both or none."""
        if from_id == to_id:
            raise Refused("OPR01")
        _require_amount(amount)
        giver, taker = self._profile(from_id), self._profile(to_id)
        asked = (from_id, to_id, amount)
        self._is_known(taker, "transfer_in", request_id, asked)
        if not self._is_known(giver, "transfer_out", request_id, asked):
            if giver.allocated < amount:
                raise Refused("LGR01")
            self.post(giver, -amount, is_fact=False)
            self.post(taker, amount, is_fact=False)
            giver.requests["transfer_out", request_id] = asked
            taker.requests["transfer_in", request_id] = asked
        return {"value": giver.available}

    def pause_profile(self, profile_id: str, reply: Reply) -> Reply:
        """Stops entries."""
        profile = self._profile(profile_id)
        if profile.trading_state == "active":
            profile.trading_state = "paused"
        return {"value": profile.trading_state}

    def resume_profile(self, profile_id: str, reply: Reply) -> Reply:
        """Only when nothing is missing."""
        profile = self._profile(profile_id)
        if profile.available < 0:
            raise Refused("LGR01")
        profile.trading_state = "active"
        return {"value": profile.trading_state}

    # Locks and leases

    def lease_account(self, account_id: str, token: str, reply: Reply) -> Reply:
        """The holder renews; a lapsed or released lease begins a new term."""
        account = self.accounts[account_id]
        if account.owner is None or account.owner == token or account.is_lapsed:
            if not account.is_driven_by(token):
                account.term += 1
            account.owner, account.is_lapsed = token, False
        return {
            "is_acquired": account.owner == token,
            "term": account.term,
            "is_ready": account.ready_term == account.term,
        }

    def release_account(self, account_id: str, token: str, term: int, reply: Reply) -> Reply:
        """Owner and term are proved."""
        account = self.accounts[account_id]
        if account.owner != token or account.term != term:
            raise Refused("LKC01")
        account.owner, account.is_lapsed = None, True
        return {}

    def acquire_entry_lock(self, profile_id: str, symbol: str, token: str, reply: Reply) -> Reply:
        """The driver of the account takes over at once, with a new term."""
        profile = self._profile(profile_id)
        key = (profile_id, symbol)
        lock = self.locks.setdefault(key, Lock(None, 0, True))
        is_holder = lock.owner == token and not lock.is_lapsed
        if lock.owner in (None, token) or lock.is_lapsed or profile.account.is_driven_by(token):
            lock.term += not is_holder
            lock.owner, lock.is_lapsed = token, False
        return {"is_acquired": lock.owner == token, "term": lock.term}

    def renew_entry_lock(
        self, profile_id: str, symbol: str, token: str, term: int, reply: Reply
    ) -> Reply:
        """Only what has not lapsed."""
        self._prove_lock(profile_id, symbol, token, term)
        return {}

    def release_entry_lock(
        self, profile_id: str, symbol: str, token: str, term: int, reply: Reply
    ) -> Reply:
        """Owner and term are proved."""
        lock = self.locks.get((profile_id, symbol))
        if lock is None or lock.owner != token or lock.term != term:
            raise Refused("LKC02")
        lock.owner, lock.is_lapsed = None, True
        return {}

    def _prove_lock(self, profile_id: str, symbol: str, token: str, term: int) -> None:
        lock = self.locks.get((profile_id, symbol))
        if lock is None or lock.owner != token or lock.term != term or lock.is_lapsed:
            raise Refused("LKC02")

    def _prove_lease(self, account: Account, token: str, term: int) -> None:
        if not account.is_driven_by(token) or account.term != term:
            raise Refused("LKC01")

    # Begin

    def _require_capital(self, profile: Profile, amount: Decimal) -> None:
        """What is left must be the cushion at least."""
        if profile.available - amount < book(profile.allocated * profile.cushion):
            raise Refused("LGR01")

    def begin_entry(
        self,
        *,
        profile_id: str,
        request_id: str,
        attempt_no: int,
        symbol: str,
        side: str,
        order_type: str,
        quantity: Decimal,
        limit_price: Decimal | None,
        trigger_price: Decimal | None,
        time_in_force: str | None,
        is_post_only: bool,
        leverage: Decimal,
        token: str,
        lock_term: int,
        lease_term: int,
        reply: Reply,
    ) -> Reply:
        """Before anything is sent: slot, claim and capital are taken, or nothing is."""
        terms = Terms(order_type, limit_price, trigger_price, time_in_force, is_post_only)
        self._check_terms(terms, leverage)
        for amount in (quantity, limit_price, trigger_price):
            if amount is not None:
                _require_amount(amount)
        profile = self._profile(profile_id)
        asked = ("entry", symbol, side, quantity, terms, leverage)
        intent = self._intent(profile, request_id, asked)
        known = self._attempt_of(intent, attempt_no)
        if known is not None:
            return self._describe(known, token, is_replay=True)
        account = profile.account
        self._prove_lease(account, token, lease_term)
        if account.ready_term != account.term or account.is_ready_old:
            raise Refused("LKT01")
        self._prove_lock(profile_id, symbol, token, lock_term)
        if profile.trading_state != "active":
            raise Refused("LGR02")
        market = account.markets.get(symbol)
        if market is None:
            raise Refused("LCR02")
        self._check_entry(profile, symbol, side, leverage)
        amount = self._reservation(profile, market, side, quantity, terms, leverage)
        self._require_slot(profile, symbol)
        if not self.may_claim(profile, symbol):
            raise Refused("LCC03")
        self._require_next(intent, attempt_no)
        self._require_capital(profile, amount)
        self.hold_claim(profile, symbol)
        if intent is None:
            intent = self._write_intent(
                profile, request_id, asked, symbol, side, quantity, terms, leverage, reply
            )
        intent.outcome = None
        attempt = self._write_attempt(intent, attempt_no, token, lock_term, reply)
        attempt.amount = amount
        self.post(profile, for_orders=amount, is_fact=False)
        return self._describe(attempt, token, is_replay=False)

    def _intent(
        self, profile: Profile, request_id: str, asked: tuple[object, ...]
    ) -> Intent | None:
        for intent in self.intents:
            if intent.profile is profile and intent.request_id == request_id:
                if intent.asked != asked:
                    raise Refused("LCC01")
                return intent
        return None

    def _attempt_of(self, intent: Intent | None, attempt_no: int) -> Attempt | None:
        attempts = intent.attempts if intent else []
        return next((attempt for attempt in attempts if attempt.number == attempt_no), None)

    def _check_entry(self, profile: Profile, symbol: str, side: str, leverage: Decimal) -> None:
        is_swap = profile.account.is_swap
        if leverage > profile.max_leverage or (not is_swap and leverage != 1):
            raise Refused("LCR12")
        if not is_swap and side == "sell":
            raise Refused("LCR13")
        if self.open_position(profile, symbol, "short" if side == "buy" else "long"):
            raise Refused("LCR14")

    @staticmethod
    def _check_terms(terms: Terms, leverage: Decimal) -> None:
        """A price where the type has a use for it and nowhere else; so the rest."""
        kind, force = terms.order_type, terms.time_in_force
        has_limit = kind in ("limit", "stop_limit", "take_profit_limit")
        has_trigger = kind not in ("market", "limit")
        may_rest = kind == "limit" and force in (None, "GTC")
        if (
            (terms.limit is not None) != has_limit
            or (terms.trigger is not None) != has_trigger
            or (force is not None and not has_limit)
            or (terms.is_post_only and not may_rest)
            or not 1 <= leverage <= 200
        ):
            raise Refused("LCR01")

    @staticmethod
    def _check_trigger(market: Market, side: str, terms: Terms, mark: Decimal | None) -> None:
        """On the tick, and not passed already: rising for buying stops and selling targets."""
        if terms.trigger is None:
            return
        if terms.trigger % market.tick:
            raise Refused("LCR03")
        rises = (side == "buy") == terms.order_type.startswith("stop")
        if mark is not None and not (terms.trigger > mark if rises else terms.trigger < mark):
            raise Refused("LCR19")

    def _reservation(
        self,
        profile: Profile,
        market: Market,
        side: str,
        quantity: Decimal,
        terms: Terms,
        leverage: Decimal,
    ) -> Decimal:
        mark = self.fresh_price(profile.account, market.symbol)
        if mark is None and (terms.limit is None or terms.trigger is not None or side == "sell"):
            raise Refused("LCT01")
        self._check_trigger(market, side, terms, mark)
        self._check_steps(market, quantity, terms.limit, terms.trigger or mark)
        if side == "sell":
            assert mark is not None
            price = sell_price(terms.limit, terms.trigger, mark, profile.price_buffer)
        else:
            price = buy_price(terms.limit, terms.trigger, mark, profile.price_buffer)
        notional = quantity * market.contract_size * price
        if notional > profile.max_order_cost:
            raise Refused("LCR05")
        return reservation(notional, leverage, profile.fee_buffer)

    def _check_steps(
        self, market: Market, quantity: Decimal, limit: Decimal | None, mark: Decimal | None
    ) -> None:
        if quantity % market.step or (limit is not None and limit % market.tick):
            raise Refused("LCR03")
        if not market.min_quantity <= quantity <= market.max_quantity:
            raise Refused("LCR04")
        price = limit if limit is not None else mark
        if price is not None and quantity * market.contract_size * price < market.min_cost:
            raise Refused("LCR04")

    def _require_slot(self, profile: Profile, symbol: str) -> None:
        taken = [i for i in self.unsettled_intents(profile, symbol) if i.kind == "entry"]
        working = [o for o in self.unsettled_orders(profile, symbol) if o.intent.kind == "entry"]
        if taken or working:
            raise Refused("LCC02")
        others = {
            position.symbol
            for position in self.positions
            if position.profile is profile and position.state != "closed"
        } | {
            intent.symbol
            for intent in self.intents
            if intent.profile is profile and intent.kind == "entry" and intent.outcome is None
        }
        if len(others - {symbol}) >= profile.max_open_positions:
            raise Refused("LCR06")

    def _require_next(self, intent: Intent | None, attempt_no: int) -> None:
        """Attempt n needs all before it to be not placed or rejected."""
        attempts = intent.attempts if intent else []
        absent = [a for a in attempts if a.state in ("not_placed", "rejected")]
        if not 1 <= attempt_no <= 100 or attempt_no != len(absent) + 1:
            raise Refused("LCC05")

    def _write_intent(
        self,
        profile: Profile,
        request_id: str,
        asked: tuple[object, ...],
        symbol: str,
        side: str,
        quantity: Decimal,
        terms: Terms,
        leverage: Decimal,
        reply: Reply,
    ) -> Intent:
        kind = str(asked[0])
        is_long = (side == "buy") == (kind == "entry")
        intent = Intent(
            reply["intent_id"],
            profile,
            kind,
            request_id,
            asked,
            symbol,
            side,
            "long" if is_long else "short",
            quantity,
            leverage,
            terms,
        )
        self.intents.append(intent)
        return intent

    def _write_attempt(
        self, intent: Intent, number: int, token: str, lock_term: int | None, reply: Reply
    ) -> Attempt:
        attempt = Attempt(
            reply["attempt_id"],
            intent,
            number,
            token,
            lock_term,
            reply["client_order_text"],
            self.now,
            self.now + SEND_WINDOW,
            self.now + HORIZON,
        )
        intent.attempts.append(attempt)
        self.attempts[attempt.attempt_id] = attempt
        return attempt

    def _describe(self, attempt: Attempt, token: str, *, is_replay: bool) -> Reply:
        intent = attempt.intent
        may_send = (
            attempt.state == "submitting"
            and attempt.owner == token
            and self.now < attempt.deadline
            and not any(early.state == "confirmed" for early in intent.attempts)
        )
        return {
            "intent_id": intent.intent_id,
            "attempt_id": attempt.attempt_id,
            "attempt_no": attempt.number,
            "kind": intent.kind,
            "symbol": intent.symbol,
            "side": intent.side,
            "quantity": intent.quantity,
            "order_type": intent.terms.order_type,
            "limit_price": intent.terms.limit,
            "trigger_price": intent.terms.trigger,
            "time_in_force": intent.terms.time_in_force,
            "is_post_only": intent.terms.is_post_only,
            "leverage": intent.leverage,
            "is_reduce_only": intent.kind == "exit" and intent.profile.account.is_swap,
            "client_order_text": attempt.client_id,
            "attempt_state": attempt.state,
            "may_send": may_send,
            "reserved": attempt.amount or ZERO,
            "is_replay": is_replay,
        }

    def begin_exit(
        self,
        *,
        profile_id: str,
        request_id: str,
        attempt_no: int,
        symbol: str,
        position_side: str,
        order_type: str,
        quantity: Decimal | None,
        limit_price: Decimal | None,
        trigger_price: Decimal | None,
        time_in_force: str | None,
        is_post_only: bool,
        token: str,
        lease_term: int,
        reply: Reply,
    ) -> Reply:
        """In every trading state; at most what is held and not working already."""
        terms = Terms(order_type, limit_price, trigger_price, time_in_force, is_post_only)
        self._check_terms(terms, Decimal(1))
        for amount in (quantity, limit_price, trigger_price):
            if amount is not None:
                _require_amount(amount)
        profile = self._profile(profile_id)
        side = "sell" if position_side == "long" else "buy"
        asked = ("exit", symbol, side, quantity, terms, Decimal(1))
        intent = self._intent(profile, request_id, asked)
        known = self._attempt_of(intent, attempt_no)
        if known is not None:
            return self._describe(known, token, is_replay=True)
        self._prove_lease(profile.account, token, lease_term)
        market = profile.account.markets.get(symbol)
        if market is None:
            raise Refused("LCR02")
        position = self.open_position(profile, symbol, position_side)
        if position is None:
            raise Refused("LCR10")
        free = position.held.quantity - self.working_quantity(position)
        wanted = intent.quantity if intent else quantity
        if wanted is None:
            wanted = free - free % market.step
        if wanted > free or wanted <= 0 or (intent and intent.position is not position):
            raise Refused("LCR10")
        mark = self.fresh_price(profile.account, symbol)
        self._check_trigger(market, side, terms, mark)
        self._check_steps(market, wanted, limit_price, trigger_price or mark)
        self._require_no_exit(profile, symbol)
        self._require_next(intent, attempt_no)
        if intent is None:
            intent = self._write_intent(
                profile, request_id, asked, symbol, side, wanted, terms, Decimal(1), reply
            )
            intent.position = position
        intent.outcome = None
        attempt = self._write_attempt(intent, attempt_no, token, None, reply)
        return self._describe(attempt, token, is_replay=False)

    def _require_no_exit(self, profile: Profile, symbol: str) -> None:
        for attempt in self.attempts.values():
            intent = attempt.intent
            is_exit = intent.kind == "exit" and attempt.is_unresolved
            if is_exit and intent.profile is profile and intent.symbol == symbol:
                raise Refused("LCC06")

    def working_quantity(self, position: Position) -> Decimal:
        """What of a position is being sold already."""
        total = ZERO
        for intent in self.intents:
            if intent.kind != "exit" or intent.position is not position:
                continue
            for order in intent.orders:
                if not order.is_settled:
                    total += max(ZERO, order.quantity - order.posted.quantity)
            total += sum(
                (intent.quantity for attempt in intent.attempts if attempt.is_unresolved), ZERO
            )
        return total

    # Record

    def persist_lifecycle(
        self, kind: str, attempt_id: str, reading: Reading, trades: list[Trade], reply: Reply
    ) -> Reply:
        """An attempt is an order on the exchange. Truth is accepted from anyone, also late."""
        attempt = self._find(attempt_id)
        if attempt.intent.kind != kind:
            raise Refused("TNR01")
        is_replay = attempt.state == "confirmed"
        order = self.persist(attempt, reading, trades, attempt.created)
        order.order_id = order.order_id or reply.get("order_id")
        position = attempt.intent.position
        return {
            "order_id": order.order_id,
            "attempt_state": "confirmed",
            "order_status": order.status,
            "filled": order.posted.quantity,
            "cost": order.posted.cost,
            "has_position": position is not None,
            "is_settled": order.is_settled,
            "is_replay": is_replay,
        }

    def _find(self, attempt_id: str) -> Attempt:
        attempt = self.attempts.get(attempt_id)
        if attempt is None:
            raise Refused("TNR01")
        return attempt

    def order_of(self, account: Account, symbol: str, exchange_id: str | None) -> Order | None:
        """The order that the database should know by that name."""
        return next(
            (
                order
                for order in self.orders
                if order.account is account
                and order.intent.symbol == symbol
                and order.exchange_id == exchange_id
            ),
            None,
        )

    def persist(
        self, attempt: Attempt, reading: Reading, trades: list[Trade], started: float
    ) -> Order:
        """Confirm the attempt, write the order once, apply the reading."""
        intent = attempt.intent
        if reading.order_id is None:
            raise Refused("LCR09")
        is_ours = reading.client_id in (None, attempt.client_id)
        if not is_ours or reading.symbol != intent.symbol or reading.side != intent.side:
            raise Refused("LCR08")
        order = self.order_of(intent.profile.account, intent.symbol, reading.order_id)
        if order is not None and order.attempt is not attempt:
            raise Refused("LCR08")
        if attempt.state != "confirmed":
            attempt.is_late = not attempt.is_unresolved
            if attempt.is_late and intent.kind == "entry":
                self.hold_claim(intent.profile, intent.symbol)
            attempt.state = "confirmed"
        if order is None:
            order = Order(reading.order_id, attempt, intent.quantity, intent.terms.limit, self.now)
            intent.orders.append(order)
            self.orders.append(order)
        self.apply(order, reading, trades, started)
        self.drop_lock(attempt)
        return order

    def record_rejected(self, attempt_id: str, token: str, reply: Reply) -> Reply:
        """Only the process that began it can know; unknown never becomes rejected."""
        attempt = self._find(attempt_id)
        if attempt.owner != token:
            raise Refused("LKC04")
        if attempt.state in ("rejected", "not_placed"):
            return {"value": attempt.state}
        if attempt.state != "submitting":
            raise Refused("LCC04")
        attempt.state = "rejected"
        self.settle_intent(attempt.intent)
        self.drop_lock(attempt)
        return {"value": "rejected"}

    def record_unknown(self, attempt_id: str, token: str, reply: Reply) -> Reply:
        """From the process that began it, or from anyone past the deadline."""
        attempt = self._find(attempt_id)
        if attempt.owner != token and self.now < attempt.deadline:
            raise Refused("LKC04")
        if attempt.state == "submitting":
            attempt.state = "unknown"
        return {"value": attempt.state}

    # Cancels

    def begin_cancel(self, order_id: str, token: str, lease_term: int, reply: Reply) -> Reply:
        """One live cancel an order."""
        order = next((o for o in self.orders if o.order_id == order_id), None)
        if order is None:
            raise Refused("TNR01")
        self._prove_lease(order.account, token, lease_term)
        live = None
        for cancel in self.cancels.values():
            if cancel.order is order and cancel.state == "submitting":
                if cancel.deadline <= self.now:
                    cancel.state = "unknown"
                else:
                    live = cancel
        if live is not None and live.owner != token:
            raise Refused("LCC08")
        is_replay = live is not None
        if live is None and order.status == "open":
            live = Cancel(reply["cancel_id"], order, token, self.now + SEND_WINDOW)
            self.cancels[live.cancel_id] = live
        return {
            "cancel_id": live.cancel_id if live else None,
            "exchange_order_id": order.exchange_id,
            "may_send": live is not None and order.status == "open",
            "is_replay": is_replay,
        }

    def record_cancel(self, cancel_id: str, token: str, outcome: str, reply: Reply) -> Reply:
        """It ends the cancel, never the order."""
        cancel = self.cancels.get(cancel_id)
        if cancel is None:
            raise Refused("TNR01")
        if cancel.owner != token:
            raise Refused("LKC04")
        if cancel.state == "submitting":
            cancel.state = outcome
        return {"value": cancel.state}

    # News

    def apply_exchange_updates(
        self,
        account_id: str,
        started: float,
        readings: list[Reading],
        trades: list[Trade],
        order_ids: dict[str, str],
        reply: Reply,
        only: Profile | None = None,
    ) -> Reply:
        """Any order, any number of times. order_ids: in which order the database goes."""
        account = self.accounts[account_id]
        known = {order.exchange_id: len(order.fills) for order in self.orders}
        adopted = []
        for reading in readings:
            attempt = self._by_client_id(account, reading)
            if attempt is None or self.order_of(account, reading.symbol, reading.order_id):
                continue
            if only is None or attempt.intent.profile is only:
                adopted.append((attempt.intent.profile.profile_id, attempt.attempt_id, reading))
        for _, attempt_id, reading in sorted(adopted, key=lambda a: a[:2]):
            self.persist(self.attempts[attempt_id], reading, [], started)
        self._adopt_exits(account, started, readings, only)
        return self._apply_matched(account, started, readings, trades, order_ids, known, only)

    # Orders that we did not send

    def adopt_order(
        self,
        profile_id: str,
        symbol: str,
        position_side: str,
        exchange_order_id: str,
        reply: Reply,
    ) -> Reply:
        """An operator names an order that closed a position; nothing is booked by it."""
        profile = self._profile(profile_id)
        adoptions, key = profile.account.adoptions, (symbol, exchange_order_id)
        if key in adoptions:
            known = adoptions[key]
            if known.position.profile is not profile or known.kind != "external":
                raise Refused("OPC01")
            return {}
        position = self.open_position(profile, symbol, position_side)
        if position is None:
            raise Refused("LCR10")
        if self.order_of(profile.account, symbol, exchange_order_id) is not None:
            raise Refused("OPC01")
        adoptions[key] = Adoption(position, "external", "asked")
        return {}

    # Orders of ours of which the database lost the attempt

    def release_quarantine(
        self, mismatch_id: str, profile_id: str, reading: Reading, reply: Reply
    ) -> Reply:
        """Into the profile that the client id names, as unknown; what it can cost is reserved."""
        profile = self._profile(profile_id)
        known = self._by_client_id(profile.account, reading)
        if known is not None:
            return {"attempt_id": known.attempt_id}
        if mismatch_id in self.accepted:
            raise Refused("OPC13")
        symbol, side = reading.symbol, reading.side
        position = self.open_position(profile, symbol, "long" if side == "sell" else "short")
        unsettled = self.unsettled_intents(profile, symbol)
        if position is None:
            if not profile.account.is_swap and side == "sell":
                raise Refused("LCR10")
            if any(intent.kind == "entry" for intent in unsettled):
                raise Refused("LCC02")
            if not self.may_claim(profile, symbol):
                raise Refused("LCC03")
            amount = self._lost_reservation(profile, reading)
            self._require_capital(profile, amount)
            self.hold_claim(profile, symbol)
        else:
            self._require_no_exit(profile, symbol)
        kind = "entry" if position is None else "exit"
        is_long = (side == "buy") == (kind == "entry")
        terms = Terms("limit" if reading.price else "market", reading.price, None, None, False)
        intent = Intent(
            "lost", profile, kind, "lost", (), symbol, side, "long" if is_long else "short",
            reading.amount, Decimal(1), terms, position,
        )  # fmt: skip
        attempt = Attempt(
            reply["attempt_id"], intent, 1, "another life", None, reading.client_id or "",
            self.now, self.now, self.now + HORIZON - SEND_WINDOW, "unknown",
        )  # fmt: skip
        intent.attempts.append(attempt)
        self.intents.append(intent)
        self.attempts[attempt.attempt_id] = attempt
        if position is None:
            attempt.amount = amount
            self.post(profile, for_orders=amount, is_fact=False)
        return {"attempt_id": attempt.attempt_id}

    def _lost_reservation(self, profile: Profile, reading: Reading) -> Decimal:
        """By the latest price, however old: the order is there."""
        most = buy_price if reading.side == "buy" else sell_price
        mark = self.price(profile.account, reading.symbol)
        size = profile.account.markets[reading.symbol].contract_size
        price = most(reading.price, None, mark, profile.price_buffer)
        return reservation(reading.amount * size * price, Decimal(1), profile.fee_buffer)

    def accept_mismatch(self, mismatch_id: str, reply: Reply) -> Reply:
        """A person leaves the order where it is."""
        self.accepted.add(mismatch_id)
        return {}

    def resume_account(self, account_id: str, reply: Reply) -> Reply:
        """It has to be read completely first."""
        self.accounts[account_id].ready_term = None
        return {}

    def _adopt_exits(
        self, account: Account, started: float, readings: list[Reading], only: Profile | None
    ) -> None:
        """Those that were named, and forced ones that can only mean one position."""
        found = []
        for reading in readings:
            if self.order_of(account, reading.symbol, reading.order_id) is None:
                position = self._position_meant(account, reading)
                if position is not None and only in (None, position.profile):
                    found.append((position.profile.profile_id, reading.order_id, position, reading))
        for _, _, position, reading in sorted(found, key=lambda f: f[:2]):
            self._adopt_exit(account, position, reading, started)

    def _position_meant(self, account: Account, reading: Reading) -> Position | None:
        adoption = account.adoptions.get((reading.symbol, reading.order_id or ""))
        if adoption is not None:
            return adoption.position if adoption.state == "asked" else None
        if not reading.is_forced:
            return None
        side = "long" if reading.side == "sell" else "short"
        meant = [
            position
            for position in self.positions
            if position.profile.account is account
            and (position.symbol, position.side) == (reading.symbol, side)
            and position.state != "closed"
        ]
        return meant[0] if len(meant) == 1 else None

    def _adopt_exit(
        self, account: Account, position: Position, reading: Reading, started: float
    ) -> None:
        """As if we had sent it as an exit of that position, whatever it makes of the capital."""
        key = (reading.symbol, reading.order_id or "")
        asked = account.adoptions.get(key)
        if (reading.side == "sell") != (position.side == "long"):
            assert asked is not None
            asked.state = "refused"
            return
        kind = "liquidation" if asked is None else "external"
        account.adoptions[key] = Adoption(position, kind, "adopted")
        name = f"adopted:{reading.symbol}:{reading.order_id}"
        terms = Terms("market", None, None, None, False)
        intent = Intent(
            name, position.profile, "exit", name, (), reading.symbol, reading.side, position.side,
            reading.amount, Decimal(1), terms, position,
        )  # fmt: skip
        attempt = Attempt(
            name, intent, 1, "nobody", None, name, self.now, self.now, self.now, "confirmed"
        )
        intent.attempts.append(attempt)
        self.intents.append(intent)
        self.attempts[name] = attempt
        self.persist(attempt, replace(reading, client_id=None), [], started)

    def _by_client_id(self, account: Account, reading: Reading) -> Attempt | None:
        return next(
            (
                attempt
                for attempt in self.attempts.values()
                if attempt.client_id == reading.client_id
                and attempt.intent.profile.account is account
                and attempt.intent.symbol == reading.symbol
            ),
            None,
        )

    def _apply_matched(
        self,
        account: Account,
        started: float,
        readings: list[Reading],
        trades: list[Trade],
        order_ids: dict[str, str],
        known: dict[str, int],
        only: Profile | None,
    ) -> Reply:
        latest = {
            id(order): (order, reading)
            for reading in readings
            if (order := self.order_of(account, reading.symbol, reading.order_id))
        }
        unknown = sum(self.order_of(account, row.symbol, row.order_id) is None for row in readings)
        matched: dict[int, list[Trade]] = {key: [] for key in latest}
        touched = {key: order for key, (order, _) in latest.items()}
        for trade in trades:
            order = self.order_of(account, trade.symbol, trade.order_id)
            if order is None:
                unknown += 1
                continue
            touched[id(order)] = order
            matched.setdefault(id(order), []).append(trade)
        changed = unchanged = fills = 0
        for order in touched.values():
            order.order_id = order.order_id or order_ids.get(order.exchange_id)
        for order in sorted(
            touched.values(), key=lambda o: (o.intent.profile.profile_id, o.order_id or "")
        ):
            if only is not None and order.intent.profile is not only:
                continue
            reading = latest[id(order)][1] if id(order) in latest else None
            if self.apply(order, reading, matched.get(id(order), []), started):
                changed += 1
            else:
                unchanged += 1
            fills += len(order.fills) - known.get(order.exchange_id, 0)
        return {
            "orders_changed": changed,
            "orders_unchanged": unchanged,
            "fills_recorded": fills,
            "rows_unknown": unknown,
            "rows_refused": 0,
        }

    def record_incomes(self, account_id: str, incomes: list[Income], reply: Reply) -> Reply:
        """Each once by the exchange's id; what has no owner or no price moves nothing."""
        account = self.accounts[account_id]
        counts = {"recorded": 0, "known": 0, "unattributed": 0}
        for income in incomes:
            counts[self._record_income(account, income)] += 1
        return counts

    def _record_income(self, account: Account, income: Income) -> str:
        owner = self._income_owner(account, income.symbol)
        rate = self.rate(account, income.currency)
        subject = f"income:{income.kind}:{income.income_id}"
        if (income.kind, income.income_id) in account.incomes:
            return "known"
        if owner is None or rate is None:
            account.pending[subject] = income
            return "unattributed"
        account.pending.pop(subject, None)
        account.incomes.add((income.kind, income.income_id))
        self.post(owner, profit=book(income.amount * rate))
        return "recorded"

    def price_late(self, account_id: str, reply: Reply) -> Reply:
        """What had no price is tried again: fees of trades and statements, and incomes."""
        account = self.accounts[account_id]
        waiting: list[tuple[tuple[str, str], Order | None, str]] = []
        for order, trade_id in self.unpriced(account):
            key = (order.intent.profile.profile_id, self.subject_of(order, trade_id))
            waiting.append((key, order, trade_id or ""))
        for subject, income in account.pending.items():
            owner = self._income_owner(account, income.symbol)
            waiting.append(((owner.profile_id if owner else "~", subject), None, subject))
        counts = {"priced": 0, "unpriced": 0}
        for _, late, name in sorted(waiting, key=lambda w: w[0]):
            if late is None:
                is_closed = self._record_income(account, account.pending[name]) == "recorded"
            else:
                is_closed = self._price_order(late, name)
            counts["priced" if is_closed else "unpriced"] += 1
        return counts

    def _price_order(self, order: Order, trade_id: str) -> bool:
        if trade_id:
            self.price_fill(order, order.fills[trade_id])
        else:
            self.price_statement(order)
            self.note_statement(order)
        self.apply(order, None, [], 0)
        return order.fills[trade_id].is_priced if trade_id else not order.is_statement_open

    def _income_owner(self, account: Account, symbol: str) -> Profile | None:
        on_symbol = [
            position
            for position in self.positions
            if position.profile.account is account and position.symbol == symbol
        ]
        still = [position for position in on_symbol if position.state != "closed"]
        if on_symbol:
            return (still or on_symbol)[-1].profile
        profiles = [p for p in self.profiles.values() if p.account is account]
        return profiles[0] if len(profiles) == 1 else None
