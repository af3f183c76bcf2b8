"""Random histories of every operation: each reply and each amount is predicted by a model.

A failure prints the history as a program; ``@reproduce_failure`` with the printed blob runs it
again. What the model knows of money is in money.py and booking.py, of refusals in model.py.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from property.comparing import differences, expected_state, take_ids
from property.driver import Driver, Moment
from property.exchange import Amendment, ExchangeOrder, Income, Reading, Trade
from property.runs import Reconciler, Run
from property.state import Account, Attempt, Refused
from property.world import PRICES, World, make_world, set_prices, set_up_installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tools.server import Server

# Mostly the one that drives the account, which session that is.
SESSIONS = st.sampled_from(["driver", "driver", "driver", "driver", "driver", "other"])
PICK = st.integers(0, 60)
FEES = st.sampled_from(["none", "quote", "quote", "base", "BNB", "XYZ", "rebate", "base rebate"])
ACTIONS: dict[str, tuple[int, Callable[[Any], Any], st.SearchStrategy[dict[str, Any]]]] = {}
# How far an attempt gets at once; the rest is left to other steps.
SENT = st.sampled_from(
    ["not sent", "sent", "sent", "filled", "filled", "done", "done", "part done", "done unseen"]
)
SHARES = st.sampled_from([Decimal(1), Decimal(1), Decimal("0.5"), Decimal(1) / 3])


# Terms of an order, mostly such as there are; prices in ticks from the latest.
TYPES = ["market", "limit", "stop", "stop_limit", "take_profit", "take_profit_limit"]
TERMS = st.fixed_dictionaries(
    {
        "order_type": st.sampled_from([*TYPES, "market", "market", "limit", "limit"]),
        "limit": st.integers(-300, 300),
        "trigger": st.integers(1, 400),
        "is_passed": st.sampled_from([False] * 9 + [True]),
        "time_in_force": st.sampled_from([None, None, "GTC", "IOC", "FOK"]),
        "is_post_only": st.sampled_from([False, False, False, True]),
        "wrong": st.sampled_from([None] * 60 + ["limit", "trigger", "time_in_force"]),
    }
)


def terms_at(drawn: dict[str, Any], side: str, price: Decimal, tick: Decimal) -> dict[str, Any]:
    """Terms as arguments of a call, prices around this one; now and then one too many or few."""
    kind, wrong = drawn["order_type"], drawn["wrong"]
    is_above = ((side == "buy") == kind.startswith("stop")) != drawn["is_passed"]
    trigger = drawn["trigger"] if is_above else -drawn["trigger"]
    has_limit = ("limit" in kind) != (wrong == "limit")
    has_trigger = (kind not in ("market", "limit")) != (wrong == "trigger")
    has_force = "limit" in kind or wrong == "time_in_force"
    return {
        "order_type": kind,
        "limit_price": price + tick * drawn["limit"] if has_limit else None,
        "trigger_price": price + tick * trigger if has_trigger else None,
        "time_in_force": drawn["time_in_force"] if has_force else None,
        "is_post_only": drawn["is_post_only"] and kind == "limit",
    }


class Names(dict[str, Any]):
    """Names that the database chose; a model that expected a row gets a wrong one, and says so."""

    def __missing__(self, key: str) -> str:
        return f"no {key}"


def pick(items: list[Any], number: int) -> Any:
    """One of them; small numbers are the newest."""
    return items[-1 - number % len(items)]


def action(
    weight: int, when: Callable[[Any], Any] = bool, **strategies: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """One kind of step, how often it is chosen, and when it can be."""

    def register(step: Callable[..., None]) -> Callable[..., None]:
        ACTIONS[step.__name__] = (weight, when, st.fixed_dictionaries(strategies))
        return step

    return register


def subject_of(lookup: dict[str, Any]) -> str:
    """What a look-up is about: an order's name on the exchange, or an attempt's client id."""
    return str(lookup["exchange_order_id"] or lookup["client_order_text"])


class Lifecycle(RuleBasedStateMachine):
    """One history."""

    driver: ClassVar[Driver]
    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.tally["histories"] += 1
        self.model = Reconciler()
        self.world: World = make_world(self.driver, self.model)
        self.exchange: list[ExchangeOrder] = []
        self.calls: list[tuple[int, str, dict[str, Any]]] = []
        self.serial = 0

    # Calling and comparing

    def next(self, word: str) -> str:
        """A name that was not used in this history."""
        self.serial += 1
        return f"{word}-{self.serial}"

    def next_uuid(self) -> str:
        """A request id of an operator."""
        self.serial += 1
        return f"00000000-0000-4000-8000-{self.serial:012d}"

    def do(self, session: int, name: str, **arguments: Any) -> dict[str, Any]:
        """Call, predict, compare; returns the reply, or nothing when it was refused."""
        self.calls.append((session, name, arguments))
        return self.do_once(session, name, arguments, arguments)

    def do_once(
        self, session: int, name: str, arguments: dict[str, Any], known: dict[str, Any]
    ) -> dict[str, Any]:
        """The same for a call that nobody repeats; known is what the model is told."""
        self.model.tick()
        actual = self.driver.call(session, name, arguments)
        state = self.driver.snapshot()
        expected = self.predict(name, known, actual, state)
        if isinstance(actual, dict) and name == "reconcile":
            actual["profiles"] = [str(profile) for profile in actual["profiles"]]
            actual["asked"] = sorted(subject_of(lookup) for lookup in actual["lookups"])
        if isinstance(expected, Refused) or isinstance(actual, Refused):
            assert actual == expected, f"{name}: model {expected}, database {actual}"
        else:
            shown = {key: actual[key] for key in expected}
            assert shown == expected, f"{name}: model {expected}, database {shown}"
        self.compare(state)
        self.tally[f"{name} {actual.code if isinstance(actual, Refused) else 'ok'}"] += 1
        return {} if isinstance(actual, Refused) else actual

    def predict(
        self, name: str, arguments: dict[str, Any], actual: Any, state: dict[str, Any]
    ) -> dict[str, Any] | Refused:
        """What the model says to a call."""
        values = {
            key: value.model if isinstance(value, Moment) else value
            for key, value in arguments.items()
        }
        if name in ("apply_exchange_updates", "handle_profile"):
            values["order_ids"] = {key: row[0] for key, row in state["orders"].items()}
        if name.startswith("persist_"):
            values["kind"] = name.removeprefix("persist_")
            name = "persist_lifecycle"
        names = Names({} if isinstance(actual, Refused) else actual)
        try:
            reply: dict[str, Any] = getattr(self.model, name)(**values, reply=names)
        except Refused as refused:
            return refused
        return reply

    def compare(self, state: dict[str, Any]) -> None:
        """Everything that is true, in both."""
        take_ids(self.model, state)
        lines = differences(expected_state(self.model), state)
        assert not lines, "\n".join(lines)

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        """One action, by weight: hypothesis alone would leave whole histories without an entry."""
        names = [
            name for name, (weight, when, _) in ACTIONS.items() if when(self) for _ in range(weight)
        ]
        name = data.draw(st.sampled_from(names), label="action")
        getattr(self, name)(**data.draw(ACTIONS[name][2], label=name))

    def check_quietly(self) -> None:
        """Compare after something that was no call."""
        self.compare(self.driver.snapshot())

    def teardown(self) -> None:
        """What is not about one user; what this history came to is counted."""
        for profile in self.model.profiles.values():
            self.tally[f"profile {profile.trading_state}"] += 1
        for position in self.model.positions:
            self.tally[f"position {position.side} {position.state}"] += 1
        for intent in self.model.intents:
            self.tally[f"{intent.kind} {intent.outcome or 'unsettled'}"] += 1
        for order in self.model.orders:
            for fill in order.fills.values():
                self.tally["trade contradicted"] += fill.is_contradicted
        for account in self.model.accounts.values():
            for adoption in account.adoptions.values():
                self.tally[f"adoption {adoption.kind} {adoption.state}"] += 1
        for attempt in self.model.attempts.values():
            self.tally[f"attempt {attempt.state}{' late' if attempt.is_late else ''}"] += 1
        assert self.driver.violations_of_installation() == []

    # Sessions, leases, locks, time

    def session_of(self, account: Account, who: str) -> int:
        """The session that drives an account (the first when none does), or the other one."""
        owner = account.owner
        driver = self.world.tokens.index(owner) if owner and not account.is_lapsed else 0
        return driver if who == "driver" else 1 - driver

    @initialize(amounts=st.tuples(*[st.integers(200, 2000)] * 3))
    def begin(self, amounts: tuple[int, ...]) -> None:
        """Capital for each profile; the first session drives both accounts."""
        for profile, amount in zip(self.world.profiles, amounts, strict=True):
            self.do(
                0,
                "allocate_capital",
                profile_id=profile.profile_id,
                request_id=self.next_uuid(),
                amount=Decimal(amount),
            )
        for account in (self.world.spot, self.world.swap):
            self.do(0, "lease_account", account_id=account.account_id, token=self.world.tokens[0])
            self.make_ready(account)

    def make_ready(self, account: Account) -> None:
        """As if a complete reconciliation had ended under the present lease."""
        self.driver.make_ready(account.account_id)
        account.ready_term, account.is_ready_old = account.term, False
        self.check_quietly()

    @action(
        3,
        who=SESSIONS,
        which=PICK,
        what=st.sampled_from(["renew", "renew", "lapse", "hand over", "give back", "forget"]),
    )
    def lease(self, who: str, which: int, what: str) -> None:
        """Leases are renewed, lapse, are given back and taken over; readiness grows old."""
        account = pick([self.world.spot, self.world.swap], which)
        account_id = account.account_id
        session = self.session_of(account, who)
        token = self.world.tokens[session]
        if what == "give back":
            self.do(
                session, "release_account", account_id=account_id, token=token, term=account.term
            )
        elif what == "forget":
            self.driver.age_readiness(account_id)
            account.is_ready_old = True
            self.check_quietly()
            return
        elif what != "renew":
            self.driver.lapse_lease(account_id)
            account.is_lapsed = True
            session = 1 - session if what == "hand over" else session
        self.do(
            session,
            "lease_account",
            account_id=account_id,
            token=self.world.tokens[session],
        )
        if account.ready_term != account.term and what == "hand over":
            self.make_ready(account)

    @action(
        3,
        when=lambda self: self.model.locks,
        who=SESSIONS,
        which=PICK,
        what=st.sampled_from(["lapse", "renew", "release", "take"]),
        stale=st.integers(0, 1),
    )
    def lock(self, who: str, which: int, what: str, stale: int) -> None:
        """Entry locks lapse, are renewed, given back and taken, also with an old term."""
        profile_id, symbol = pick(list(self.model.locks), which)
        lock = self.model.locks[profile_id, symbol]
        session = self.session_of(self.model.profiles[profile_id].account, who)
        if what == "lapse":
            self.driver.lapse_lock(profile_id, symbol)
            lock.is_lapsed = True
            self.check_quietly()
        elif what == "take":
            self.lock_of(profile_id, symbol, session)
        else:
            self.do(
                session,
                f"{what}_entry_lock",
                profile_id=profile_id,
                symbol=symbol,
                token=self.world.tokens[session],
                term=lock.term - stale,
            )

    @action(4, seconds=st.sampled_from([90, 90, 2000]), old=PICK, move=st.integers(-40, 40))
    def time_passes(self, seconds: int, old: int, move: int) -> None:
        """Deadlines, horizons, then the settlement window; prices move or grow old."""
        self.driver.pass_time(seconds)
        self.model.now += seconds
        account = pick([self.world.spot, self.world.swap], old)
        factor = 1 + Decimal(move) / 1000
        moved = {base: round(price * factor, 2) for base, price in PRICES.items()}
        set_prices(self.driver, self.model, account, moved)
        if old % 6 == 0:
            thirds = ["BNB/USDT:USDT" if account.is_swap else "BNB/USDT"]
            symbol = pick(sorted(account.markets) + thirds, old // 6)
            price = self.model.price(account, symbol)
            assert price is not None
            self.driver.age_price(account.exchange, symbol)
            self.model.prices[account.exchange, symbol] = (price, False)
        self.check_quietly()

    # Reconciliation

    @action(
        9,
        which=PICK,
        who=SESSIONS,
        reads=st.sampled_from(["all", "all", "all", "no orders", "no trades"]),
        hides=st.sampled_from(["nothing", "nothing", "trades", "trades", "an order", "orders"]),
        lies=st.booleans(),
        waits=st.lists(st.sampled_from([0, 90]), min_size=1, max_size=3),
        doubt=st.booleans(),
        behind=st.integers(0, 1),
    )
    def reconcile(
        self,
        which: int,
        who: str,
        reads: str,
        hides: str,
        lies: bool,
        waits: list[int],
        doubt: bool,
        behind: int,
    ) -> None:
        """Some runs; listings may lag, and look-ups may miss what exists."""
        account = pick([self.world.spot, self.world.swap], which)
        waiting = [
            attempt
            for attempt in self.model.attempts.values()
            if attempt.state == "submitting" and attempt.intent.profile.account is account
        ]
        if doubt and waiting:
            attempt = waiting[-1]
            session = self.world.tokens.index(attempt.owner)
            self.do(
                session,
                "record_unknown",
                attempt_id=attempt.attempt_id,
                token=attempt.owner,
            )
        for wait in waits:
            if wait or any(order.absent_at for order in self.model.orders):
                self.driver.pass_time(90)
                self.model.now += 90
            self.run_once(account, who, reads, hides, lies, behind)

    def run_once(
        self, account: Account, who: str, reads: str, hides: str, lies: bool, behind: int
    ) -> None:
        """A whole run, as the bridge does it."""
        session = self.session_of(account, who)
        proof: dict[str, Any] = {
            "token": self.world.tokens[session],
            "lease_term": account.term,
        }
        begun = self.do(session, "begin_reconciliation", account_id=account.account_id, **proof)
        if not begun:
            return
        run = Run(begun["run_id"], account, proof["token"], account.term, self.model.now)
        proof = {"run_id": run.run_id, "token": run.token, "lock_term": begun["lock_term"]}
        self.read_for(run, reads, hides, behind)
        told = {"run": run}
        reply = self.do_once(
            session, "reconcile", proof | {"document": run.document(self.model)}, told
        )
        for profile_id in reply["profiles"]:
            about = {"profile_id": profile_id}
            self.do_once(session, "handle_profile", proof | about, told | about)
        answers = [self.look_up(lookup, lies) for lookup in reply["lookups"]]
        documents = [
            {
                "lookup_id": lookup_id,
                "outcome": "not_found" if reading is None else "found",
                "order": reading.document() if reading else None,
                "trades": [trade.document() for trade in trades],
            }
            for lookup_id, _, reading, trades in answers
        ]
        if answers:
            self.do_once(
                session,
                "answer_lookups",
                proof | {"answers": documents},
                told | {"answers": answers},
            )
        self.do_once(session, "finish_reconciliation", proof, told)

    def read_for(self, run: Run, reads: str, hides: str, behind: int) -> None:
        """What a run sees of the exchange."""
        here = [o for o in self.exchange if o.account_id == run.account.account_id]
        listed = [order for order in here if order.status == "open"]
        run.are_orders_read = reads != "no orders"
        run.are_trades_read = reads != "no trades"
        run.are_positions_read = not any(
            p.state == "disputed" and p.profile.account is run.account for p in self.model.positions
        )
        if hides == "an order":
            listed = listed[1:]
        elif hides == "orders":
            listed = []
        run.orders = [order.read(behind) for order in listed]
        if hides != "trades":
            run.trades = [trade for order in here for trade in order.trades]

    def look_up(
        self, lookup: dict[str, Any], lies: bool
    ) -> tuple[str, str, Reading | None, list[Trade]]:
        """What the exchange says of one order."""
        name = subject_of(lookup)
        order = next((o for o in self.exchange if name in (o.order_id, o.client_id)), None)
        if order is None or lies:
            return lookup["lookup_id"], name, None, []
        return lookup["lookup_id"], name, order.read(0), order.trades

    # Entries and exits

    def lock_of(self, profile_id: str, symbol: str, session: int) -> int:
        """Take the entry lock and say its term."""
        reply = self.do(
            session,
            "acquire_entry_lock",
            profile_id=profile_id,
            symbol=symbol,
            token=self.world.tokens[session],
        )
        return int(reply["term"])

    @action(
        14,
        session=SESSIONS,
        who=PICK,
        where=PICK,
        steps=st.integers(1, 1000),
        side=st.sampled_from(["buy", "sell"]),
        terms=TERMS,
        leverage=st.sampled_from([1, 2, 3, 7, 20]),
        sent=SENT,
        fee=FEES,
    )
    def begin_entry(
        self,
        session: str,
        who: int,
        where: int,
        steps: int,
        side: str,
        terms: dict[str, Any],
        leverage: int,
        sent: str,
        fee: str,
    ) -> None:
        """A new request, perhaps sent and filled at once."""
        profile = pick(self.world.profiles, who)
        account = profile.account
        as_session = self.session_of(account, session)
        token = self.world.tokens[as_session]
        if not account.is_swap and steps % 10:
            side = "buy"
        market = account.markets[pick(sorted(account.markets), where)]
        quantity = market.step * (steps if not account.is_swap else 1 + steps % 40)
        price = self.model.price(account, market.symbol)
        assert price is not None
        reply = self.do(
            as_session,
            "begin_entry",
            profile_id=profile.profile_id,
            request_id=self.next("entry"),
            attempt_no=1,
            symbol=market.symbol,
            side=side,
            quantity=quantity,
            **terms_at(terms, side, price, market.tick),
            leverage=Decimal(leverage if account.is_swap or steps % 11 == 0 else 1),
            token=token,
            lock_term=self.lock_of(profile.profile_id, market.symbol, as_session),
            lease_term=account.term,
        )
        self.follow(reply, sent, fee)

    def follow(self, reply: dict[str, Any], sent: str, fee: str) -> None:
        """What the exchange does with an attempt at once."""
        if reply:
            self.begin_twice(sent)
        if reply and sent != "not sent":
            self.take(self.model.attempts[reply["attempt_id"]])
            if sent != "sent":
                share = Decimal("0.4") if sent == "part done" else Decimal(1)
                self.exchange_fills(which=0, share=share, move=7, fee=fee)
            if "done" in sent:
                missing = int(sent == "done unseen")
                self.exchange_ends(which=0, status="canceled")
                self.read_completely("driver", 0, 3, True, False, missing)

    def begin_twice(self, sent: str) -> None:
        """The reply was lost, or the other session asks the same: one of them may send."""
        session, name, arguments = self.calls[-1]
        if sent == "not sent":
            token = self.world.tokens[1 - session]
            self.do(1 - session, name, **(arguments | {"token": token}))
        elif sent == "sent":
            self.do(session, name, **arguments)

    @action(
        9,
        when=lambda self: self.model.positions,
        session=SESSIONS,
        which=PICK,
        share=st.sampled_from([None, None, Decimal(1), Decimal("0.5"), Decimal("0.3")]),
        terms=TERMS,
        sent=SENT,
        fee=FEES,
    )
    def begin_exit(
        self,
        session: str,
        which: int,
        share: Decimal | None,
        terms: dict[str, Any],
        sent: str,
        fee: str,
    ) -> None:
        """A part or all of a position."""
        held = [p for p in self.model.positions if p.state != "closed"]
        position = pick(held or self.model.positions, which)
        as_session = self.session_of(position.profile.account, session)
        account = position.profile.account
        market = account.markets[position.symbol]
        price = self.model.price(account, market.symbol)
        assert price is not None
        quantity = None
        if share is not None:
            quantity = max(position.held.quantity * share // market.step, 1) * market.step
        reply = self.do(
            as_session,
            "begin_exit",
            profile_id=position.profile.profile_id,
            request_id=self.next("exit"),
            attempt_no=1,
            symbol=position.symbol,
            position_side=position.side,
            quantity=quantity,
            **terms_at(terms, "sell" if position.side == "long" else "buy", price, market.tick),
            token=self.world.tokens[as_session],
            lease_term=account.term,
        )
        self.follow(reply, sent, fee)

    @action(
        4,
        when=lambda self: self.begun(),
        who=SESSIONS,
        which=PICK,
        number=st.sampled_from([1, 2, 2, 2, 3]),
        other=PICK,
    )
    def begin_again(self, who: str, which: int, number: int, other: int) -> None:
        """A further attempt of a request, by whoever drives; or its id with other input."""
        intent = pick([i for i in self.model.intents if i.attempts[0].is_begun], which)
        profile = intent.profile
        account = profile.account
        session = self.session_of(account, who)
        _, name, arguments = next(
            call
            for call in self.calls
            if call[1] == f"begin_{intent.kind}" and call[2]["request_id"] == intent.request_id
        )
        change: dict[str, Any] = {
            "attempt_no": number,
            "token": self.world.tokens[session],
            "lease_term": account.term,
        }
        if intent.kind == "entry":
            change["lock_term"] = self.lock_of(profile.profile_id, intent.symbol, session)
        if other % 5 == 0:
            market = account.markets[intent.symbol]
            change["quantity"] = intent.quantity + market.step
        self.do(session, name, **(arguments | change))

    @action(
        6,
        when=lambda self: self.begun(),
        who=SESSIONS,
        which=PICK,
        outcome=st.sampled_from(["rejected", "unknown", "unknown"]),
        elsewhere=st.booleans(),
    )
    def record_outcome(self, who: str, which: int, outcome: str, elsewhere: bool) -> None:
        """What a process says of an attempt, its own or (mostly in vain) another's."""
        waiting = [a for a in self.model.attempts.values() if a.state == "submitting"]
        attempts = self.begun()
        attempt = pick(attempts if elsewhere or not waiting else waiting, which)
        token = attempt.owner
        if who == "other":
            token = next(other for other in self.world.tokens if other != token)
        self.do(
            self.world.tokens.index(token),
            f"record_{outcome}",
            attempt_id=attempt.attempt_id,
            token=token,
        )

    # The exchange

    def sent(self) -> list[Attempt]:
        """Attempts that the exchange has not got."""
        known = {order.client_id for order in self.exchange}
        return [
            attempt
            for attempt in self.model.attempts.values()
            if attempt.client_id not in known and attempt.is_begun
        ]

    def ours(self) -> list[ExchangeOrder]:
        """Orders on the exchange that we sent."""
        return [order for order in self.exchange if order.is_ours]

    def begun(self) -> list[Attempt]:
        """Attempts that somebody began."""
        return [a for a in self.model.attempts.values() if a.is_begun]

    @action(
        4,
        which=PICK,
        where=PICK,
        side=st.sampled_from(["buy", "buy", "sell"]),
        steps=st.integers(1, 1000),
        ticks=st.integers(-300, 300),
        fee=FEES,
        fills=st.sampled_from([None, Decimal("0.4"), Decimal(1)]),
    )
    def finds_lost(
        self,
        which: int,
        where: int,
        side: str,
        steps: int,
        ticks: int,
        fee: str,
        fills: Decimal | None,
    ) -> None:
        """An order with our tag rests at the exchange, and no attempt of it is on record.

        It is found by a run, which halts the account; a person releases it, or leaves it alone
        where it cannot be released, and resumes the account.
        """
        profile = pick(self.world.profiles, which)
        account = profile.account
        market = account.markets[pick(sorted(account.markets), where)]
        price = self.model.price(account, market.symbol)
        assert price is not None
        client_id = self.driver.lost_client_id(profile.profile_id, self.next("lost"))
        order = ExchangeOrder(
            self.next("order"),
            client_id,
            account.account_id,
            market.symbol,
            side,
            market.step * (steps if not account.is_swap else 1 + steps % 40),
            market.contract_size,
            price + market.tick * ticks,
        )
        self.exchange.append(order)
        self.run_once(account, "driver", "all", "nothing", lies=False, behind=0)
        mismatch_id = self.driver.quarantine_of(order.symbol, order.order_id)
        if mismatch_id is None:  # nobody could read
            self.exchange.remove(order)
            return
        reply = self.do(
            0,
            "release_quarantine",
            mismatch_id=mismatch_id,
            profile_id=profile.profile_id,
            reading=order.read(0),
        )
        self.do_once(0, "resume_account", *[{"account_id": account.account_id}] * 2)
        if not reply:
            self.exchange.remove(order)
            self.do_once(0, "accept_mismatch", *[{"mismatch_id": mismatch_id}] * 2)
        elif fills is not None:
            self.exchange_fills(0, fills, 0, fee)

    @action(
        5,
        when=lambda self: [p for p in self.model.positions if p.state != "closed"],
        which=PICK,
        share=st.sampled_from([Decimal(1), Decimal(1), Decimal("0.5"), Decimal("1.5")]),
        worth=st.integers(40, 130),
        fee=FEES,
        who=st.sampled_from(["forced", "forced", "named", "named", "named late", "named wrongly"]),
        is_heard=st.booleans(),
    )
    def others_close(
        self, which: int, share: Decimal, worth: int, fee: str, who: str, is_heard: bool
    ) -> None:
        """The exchange liquidates, or somebody sells by hand; it may be named, and be heard of."""
        position = pick([p for p in self.model.positions if p.state != "closed"], which)
        profile, account = position.profile, position.profile.account
        market = account.markets[position.symbol]
        closes = "sell" if position.side == "long" else "buy"
        opens = "buy" if closes == "sell" else "sell"
        order = ExchangeOrder(
            self.next("other"),
            self.next("autoclose" if who == "forced" else "web"),
            account.account_id,
            position.symbol,
            opens if who == "named wrongly" else closes,
            max(position.held.quantity * share // market.step, 1) * market.step,
            market.contract_size,
            is_ours=False,
            is_forced=who == "forced",
        )
        self.exchange.append(order)
        name = {
            "profile_id": profile.profile_id,
            "symbol": position.symbol,
            "position_side": position.side,
            "exchange_order_id": order.order_id,
        }
        if who.startswith("named") and who != "named late":
            self.do(0, "adopt_order", **name)
        self.exchange_fills(0, Decimal(1), 0, fee, Decimal(worth) / 100)
        if is_heard:
            self.read_completely("driver", 0, 3, True, False, which % 2)
        if who == "named late":
            self.do(0, "adopt_order", **name)
            self.read_completely("driver", 0, 2, True, False)

    @action(4, when=lambda self: self.sent(), which=PICK)
    def exchange_takes(self, which: int) -> None:
        """The order was taken, whatever is believed about it."""
        self.take(pick(self.sent(), which))

    def take(self, attempt: Attempt) -> None:
        """An order of it on the exchange."""
        intent = attempt.intent
        account = intent.profile.account
        self.exchange.append(
            ExchangeOrder(
                self.next("order"),
                attempt.client_id,
                account.account_id,
                intent.symbol,
                intent.side,
                intent.quantity,
                account.markets[intent.symbol].contract_size,
                intent.terms.limit,
            )
        )

    @action(
        3,
        when=lambda self: self.exchange,
        which=PICK,
        factor=st.sampled_from([Decimal("0.5"), Decimal(1), Decimal("1.5"), Decimal(3)]),
        ticks=st.integers(-500, 500),
    )
    def exchange_amends(self, which: int, factor: Decimal, ticks: int) -> None:
        """A resting limit is changed there, by hand, to more or less, dearer or cheaper."""
        resting = [o for o in self.exchange if o.status == "open" and o.first_price is not None]
        if not resting:
            return
        order = pick(resting, which)
        market = self.model.accounts[order.account_id].markets[order.symbol]
        amount = max(order.filled + market.step, order.amount * factor // market.step * market.step)
        price = order.read(0).price
        assert price is not None
        self.tally["order amended"] += 1
        order.events.append(Amendment(amount, price + market.tick * ticks))

    @action(
        9,
        when=lambda self: self.exchange,
        which=PICK,
        share=SHARES,
        move=st.integers(-200, 200),
        fee=FEES,
    )
    def exchange_fills(
        self, which: int, share: Decimal, move: int, fee: str, worth: Decimal = Decimal(1)
    ) -> None:
        """A trade; canceled orders may still have filled."""
        order = pick(self.exchange, which)
        account = self.model.accounts[order.account_id]
        market = account.markets[order.symbol]
        rest = order.amount - order.filled
        quantity = max((rest * share) // market.step, 1) * market.step
        if rest < market.step:
            return
        price = self.model.price(account, order.symbol)
        assert price is not None
        price = price * worth // market.tick * market.tick + market.tick * move
        cost = quantity * price * market.contract_size
        fees = {
            "none": (),
            "quote": (("USDT", round(cost * Decimal("0.00075"), 8)),),
            "base": ((market.base, round(quantity * Decimal("0.001"), 9)),),
            "BNB": (("BNB", round(cost / 612 * Decimal("0.00075"), 8)),),
            "XYZ": (("XYZ", Decimal("0.5")),),
            "rebate": (("USDT", -round(cost * Decimal("0.0002"), 8)),),
            "base rebate": ((market.base, -round(quantity * Decimal("0.0002"), 9)),),
        }[fee]
        order.events.append(
            Trade(
                self.next("trade"),
                order.order_id,
                order.symbol,
                order.side,
                quantity,
                price,
                cost,
                fees,
            )
        )
        if order.filled == order.amount and order.status == "open":
            order.events.append("closed")

    @action(
        4,
        when=lambda self: self.exchange,
        which=PICK,
        status=st.sampled_from(["canceled", "expired", "rejected"]),
    )
    def exchange_ends(self, which: int, status: str) -> None:
        """It ends without being filled."""
        order = pick(self.exchange, which)
        if order.status == "open":
            order.events.append(status)

    # News

    @action(
        8,
        when=lambda self: self.ours(),
        session=SESSIONS,
        which=PICK,
        behind=st.sampled_from([0, 0, 0, 1, 2, 5]),
        missing=st.integers(0, 3),
        embeds=st.booleans(),
        says_fees=st.booleans(),
        says_cost=st.booleans(),
    )
    def persist(
        self,
        session: str,
        which: int,
        behind: int,
        missing: int,
        embeds: bool,
        says_fees: bool,
        says_cost: bool,
    ) -> None:
        """The reply to a send, or a look-up's answer."""
        order = pick(self.ours(), which)
        attempt = next(a for a in self.model.attempts.values() if a.client_id == order.client_id)
        self.do(
            self.session_of(attempt.intent.profile.account, session),
            f"persist_{attempt.intent.kind}",
            attempt_id=attempt.attempt_id,
            reading=order.read(behind, says_cost=says_cost, says_fees=says_fees, embeds=embeds),
            trades=order.trades[missing:],
        )

    @action(
        10,
        when=lambda self: self.exchange,
        session=SESSIONS,
        which=PICK,
        times=st.sampled_from([1, 2, 2]),
        says_cost=st.booleans(),
        says_fees=st.booleans(),
        missing=st.sampled_from([0, 0, 0, 1]),
        tells_fees=st.sampled_from([True, True, True, False]),
    )
    def read_completely(
        self,
        session: str,
        which: int,
        times: int,
        says_cost: bool,
        says_fees: bool,
        missing: int = 0,
        tells_fees: bool = True,
    ) -> None:
        """Reading and trades as they are, once or twice; trades or their fees may be missing."""
        order = pick(self.exchange, which)
        trades = [t if tells_fees else replace(t, fees=()) for t in order.trades[missing:]]
        for _ in range(times):
            self.update(
                order.account_id,
                session,
                0,
                [order.read(0, says_cost=says_cost, says_fees=says_fees)],
                trades,
            )

    @action(
        10,
        when=lambda self: self.exchange,
        who=SESSIONS,
        picks=st.lists(
            st.tuples(PICK, st.sampled_from([0, 0, 1, 2, 4]), st.integers(0, 7)),
            min_size=1,
            max_size=3,
        ),
        ago=st.sampled_from([0, 0, 45, 135, 4000]),
        says=st.tuples(st.booleans(), st.booleans(), st.booleans()),
        which=PICK,
    )
    def hear(
        self,
        who: str,
        picks: list[tuple[int, int, int]],
        ago: float,
        says: tuple[bool, bool, bool],
        which: int,
    ) -> None:
        """Readings and trades of some orders: old, late, in any order, some twice, some missing."""
        account = self.model.accounts[pick(self.exchange, which).account_id]
        here = [order for order in self.exchange if order.account_id == account.account_id]
        readings: dict[tuple[str, int], Reading] = {}
        trades: list[Trade] = []
        for number, behind, parts in picks:
            order = pick(here, number)
            is_known = self.model.order_of(account, order.symbol, order.order_id) is not None
            if parts & 1 and (is_known or not any(key[0] == order.order_id for key in readings)):
                readings[order.order_id, len(readings)] = order.read(
                    behind, says_cost=says[0], says_fees=says[1], embeds=says[2]
                )
            if parts & 2:
                trades += reversed(order.trades)
            if parts & 4 and order.trades:
                trades.append(pick(order.trades, number))
        self.update(account.account_id, who, ago, list(readings.values()), trades)

    @action(
        4,
        when=lambda self: any(order.trades for order in self.exchange),
        who=SESSIONS,
        which=PICK,
        trade=PICK,
        what=st.sampled_from(["price", "quantity", "cost", "fees", "no fees", "no fees", "truth"]),
    )
    def tell_otherwise(self, who: str, which: int, trade: int, what: str) -> None:
        """A trade with other content than before; one that is not on record only without fees."""
        order = pick([order for order in self.exchange if order.trades], which)
        true = pick(order.trades, trade)
        account = self.model.accounts[order.account_id]
        known = self.model.order_of(account, order.symbol, order.order_id)
        is_recorded = known is not None and true.trade_id in known.fills
        if known is not None and what == "no fees":
            unknown = [one for one in order.trades if one.trade_id not in known.fills]
            true = pick([one for one in unknown if one.fees] or order.trades, trade)
        told = {
            "price": replace(true, price=true.price * 2),
            "quantity": replace(true, quantity=true.quantity / 2),
            "cost": replace(true, cost=true.cost + 1),
            "fees": replace(true, fees=(*true.fees, ("USDT", Decimal("0.75")))),
            "no fees": replace(true, fees=()),
        }.get(what, true)
        if is_recorded or what == "no fees":
            self.tally[f"told otherwise: {what}"] += 1
            self.update(order.account_id, who, 0, [], [told])

    def update(
        self,
        account_id: str,
        who: str,
        ago: float,
        readings: list[Reading],
        trades: list[Trade],
    ) -> None:
        """Apply readings that began some seconds ago."""
        self.do(
            self.session_of(self.model.accounts[account_id], who),
            "apply_exchange_updates",
            account_id=account_id,
            started=self.driver.moment(self.model.tick(), ago),
            readings=readings,
            trades=trades,
        )

    @action(
        4,
        when=lambda self: self.model.orders,
        who=SESSIONS,
        which=PICK,
        outcome=st.sampled_from(["accepted", "not_open", "refused", "unknown"]),
        ends=st.booleans(),
    )
    def cancel(self, who: str, which: int, outcome: str, ends: bool) -> None:
        """Begin one, perhaps say what became of it; only a reading ends the order."""
        working = [order for order in self.model.orders if order.status == "open"]
        order = pick(working or self.model.orders, which)
        session = self.session_of(order.account, who)
        reply = self.do(
            session,
            "begin_cancel",
            order_id=order.order_id,
            token=self.world.tokens[session],
            lease_term=order.account.term,
        )
        if ends and reply.get("cancel_id"):
            self.do(
                session,
                "record_cancel",
                cancel_id=reply["cancel_id"],
                token=self.world.tokens[session],
                outcome=outcome,
            )

    @action(
        2,
        which=PICK,
        kind=st.sampled_from(["funding", "interest", "rebate", "fee", "liquidation"]),
        amount=st.integers(-900_000, 300_000),
        currency=st.sampled_from(["USDT", "USDT", "BNB", "XYZ"]),
    )
    def income(self, which: int, kind: str, amount: int, currency: str) -> None:
        """Money without an order."""
        account = pick([self.world.swap, self.world.spot], which)
        symbol = pick(sorted(account.markets), which)
        money = Decimal(amount) / (10_000 if currency == "USDT" else 1_000_000)
        self.do(
            0,
            "record_incomes",
            account_id=account.account_id,
            incomes=[Income(self.next("income"), kind, symbol, currency, money)],
        )

    @action(3, which=PICK)
    def price_late(self, which: int) -> None:
        """Fees and incomes that had no price are tried again."""
        account = pick([self.world.swap, self.world.spot], which)
        self.do(0, "price_late", account_id=account.account_id)

    @action(
        5,
        which=PICK,
        amount=st.integers(1, 60_000),
        share=st.sampled_from([None, Decimal("0.7"), Decimal(1)]),
        kind=st.sampled_from(["allocate", "withdraw", "withdraw", "transfer", "transfer"]),
        again=st.sampled_from(["no", "same", "more", "elsewhere"]),
    )
    def move_capital(
        self, which: int, amount: int, share: Decimal | None, kind: str, again: str
    ) -> None:
        """Operators allocate, withdraw and transfer, some twice, some with other input."""
        profile = pick(self.world.profiles, which)
        money = Decimal(amount) / 64
        if share and kind != "allocate" and profile.available > 1:
            money = profile.available * share
        other_id = pick(self.world.profiles, which + 1).profile_id
        arguments: dict[str, Any] = {"request_id": self.next_uuid(), "amount": money}
        if kind == "transfer":
            arguments |= {"from_id": profile.profile_id, "to_id": other_id}
        else:
            arguments["profile_id"] = profile.profile_id
        self.do(0, f"{kind}_capital", **arguments)
        if again == "more":
            arguments["amount"] += 1
        elif again == "elsewhere" and kind == "transfer":
            third_id = pick(self.world.profiles, which + 2).profile_id
            arguments |= {"from_id": third_id} if which % 2 else {"to_id": third_id}
        if again != "no":
            self.do(1, f"{kind}_capital", **arguments)

    @action(4, which=PICK, kind=st.sampled_from(["pause", "resume", "resume"]))
    def switch(self, which: int, kind: str) -> None:
        """Operators pause and resume."""
        profile_id = pick(self.world.profiles, which).profile_id
        self.do(0, f"{kind}_profile", profile_id=profile_id)

    @action(
        2,
        when=lambda self: self.ours(),
        which=PICK,
        wrong=st.sampled_from(["client", "side", "no id", "other order", "kind", "stranger"]),
    )
    def persist_wrongly(self, which: int, wrong: str) -> None:
        """What names something else is refused and writes nothing."""
        order = pick(self.ours(), which)
        attempt = next(a for a in self.model.attempts.values() if a.client_id == order.client_id)
        reading, kind = order.read(0), attempt.intent.kind
        attempt_id = attempt.attempt_id
        if wrong == "client":
            reading = replace(reading, client_id="another")
        elif wrong == "side":
            reading = replace(reading, side="sell" if reading.side == "buy" else "buy")
        elif wrong == "no id":
            reading = replace(reading, order_id=None)
        elif wrong == "other order":
            reading = replace(pick(self.exchange, which + 1).read(0), client_id=None)
        elif wrong == "kind":
            kind = "exit" if kind == "entry" else "entry"
        else:
            attempt_id = self.next_uuid()
        arguments = {"attempt_id": attempt_id, "reading": reading, "trades": []}
        self.do(0, f"persist_{kind}", **arguments)

    @action(
        6, when=lambda self: self.calls, session=st.integers(0, 1), which=st.integers(0, 12) | PICK
    )
    def repeat(self, session: int, which: int) -> None:
        """Any call may be repeated, by either session."""
        _, name, arguments = pick(self.calls, which)
        self.do(session, name, **arguments)


@pytest.fixture(scope="module")
def driver(server: Server) -> Iterator[Driver]:
    """Sessions on one database for all histories of this module."""
    database = server.create_database()
    driver = Driver(server, database)
    set_up_installation(driver)
    yield driver
    if os.environ.get("TRADEKEEL_TALLY"):
        print("\n".join(f"{n:6} {what}" for what, n in sorted(Lifecycle.tally.items())))
    driver.close()
    server.drop_database(database)


def run_histories(driver: Driver, count: int, length: int) -> None:
    """Run so many histories of so many steps."""
    phases = (
        (Phase.generate, Phase.shrink) if "TRADEKEEL_TALLY" not in os.environ else (Phase.generate,)
    )
    machine = type("Lifecycle", (Lifecycle,), {"driver": driver})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=count,
            stateful_step_count=length,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.sql
def test_every_reply_and_every_amount_is_predicted(driver: Driver) -> None:
    """200 histories of 50 steps."""
    run_histories(driver, int(os.environ.get("TRADEKEEL_HISTORIES") or 200), 50)


@pytest.mark.sql
@pytest.mark.long
def test_every_reply_and_every_amount_is_predicted_for_longer(driver: Driver) -> None:
    """Thousands."""
    run_histories(driver, 3000, 60)
