"""From news of an order to money: totals, executions, positions, settlement, dust, claims."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from property.money import (
    ZERO,
    Held,
    News,
    book,
    buy_price,
    enter,
    leave,
    reservation,
    sell_price,
)
from property.state import (
    Account,
    Attempt,
    Claim,
    Fill,
    Intent,
    Lock,
    Market,
    Order,
    Position,
    Posted,
    Profile,
    Refused,
)

if TYPE_CHECKING:
    from property.exchange import Fees, Reading, Trade

SETTLEMENT_WINDOW = 1035.0


class Book:
    """The state of one user, and what facts do to it. Nothing here is refused."""

    def __init__(self) -> None:
        self.now = 0.0
        self.prices: dict[tuple[str, str], tuple[Decimal, bool]] = {}
        self.profiles: dict[str, Profile] = {}
        self.accounts: dict[str, Account] = {}
        self.locks: dict[tuple[str, str], Lock] = {}
        self.claims: dict[tuple[str, str], Claim] = {}
        self.positions: list[Position] = []
        self.intents: list[Intent] = []
        self.orders: list[Order] = []

    # Prices

    def price(self, account: Account, symbol: str) -> Decimal | None:
        """The latest price, however old."""
        known = self.prices.get((account.exchange, symbol))
        return known[0] if known else None

    def fresh_price(self, account: Account, symbol: str) -> Decimal | None:
        """The latest price, or None when it is old."""
        known = self.prices.get((account.exchange, symbol))
        return known[0] if known and known[1] else None

    def rate(self, account: Account, currency: str) -> Decimal | None:
        """What one of a currency is worth now; None without a fresh price."""
        if currency == "USDT":
            return Decimal(1)
        suffix = ":USDT" if account.is_swap else ""
        return self.fresh_price(account, f"{currency}/USDT{suffix}")

    @staticmethod
    def split_fees(
        account: Account, symbol: str, fees: Fees
    ) -> tuple[Decimal, Decimal, dict[str, Decimal]]:
        """(fee in quote, fee in base, fees in third currencies)."""
        quote = base = ZERO
        others: dict[str, Decimal] = {}
        for currency, cost in fees:
            if currency == "USDT":
                quote += cost
            elif currency == account.markets[symbol].base and not account.is_swap:
                base += cost
            else:
                others[currency] = others.get(currency, ZERO) + cost
        return quote, base, others

    def price_fill(self, order: Order, fill: Fill) -> None:
        """Each third-currency fee is priced once, when there is a fresh price."""
        for currency, cost in fill.others.items():
            rate = self.rate(order.account, currency)
            if currency not in fill.priced and rate is not None:
                fill.priced[currency] = book(cost * rate)

    def price_statement(self, order: Order) -> None:
        """What an order's own third-currency fees are worth, as far as they have a price."""
        rates = {c: self.rate(order.account, c) for c in order.stated_others}
        order.stated_other = sum(
            (book(cost * r) for c, cost in order.stated_others.items() if (r := rates[c])), ZERO
        )
        order.is_stated_priced = None not in rates.values()

    def note_statement(self, order: Order) -> None:
        """Open while trades are missing and the statement has no price."""
        is_explained = order.posted.quantity == order.traded
        order.is_statement_open = not order.is_stated_priced and not is_explained

    def unpriced(self, account: Account) -> list[tuple[Order, str | None]]:
        """Open mismatches of fees: (order, trade or None for the statement), as they are tried."""
        rows: list[tuple[Order, str | None]] = []
        for order in self.orders:
            if order.account is account:
                rows += [(order, t) for t, fill in order.fills.items() if not fill.is_priced]
                rows += [(order, None)] if order.is_statement_open else []
        return sorted(
            rows,
            key=lambda r: (r[0].intent.profile.profile_id, self.subject_of(*r)),
        )

    @staticmethod
    def subject_of(order: Order, trade_id: str | None) -> str:
        """How the mismatch names it."""
        return f"order:{order.order_id}" + ("" if trade_id is None else f":{trade_id}")

    # The four amounts

    def post(
        self,
        profile: Profile,
        allocated: Decimal = ZERO,
        for_orders: Decimal = ZERO,
        for_positions: Decimal = ZERO,
        profit: Decimal = ZERO,
        *,
        is_fact: bool = True,
    ) -> None:
        """One journal entry. What we choose may not break the rule; what happened always counts."""
        change = allocated - for_orders - for_positions + profit
        if not is_fact and change < 0 and profile.available + change < 0:
            raise Refused("LGR01")
        profile.allocated += allocated
        profile.for_orders += for_orders
        profile.for_positions += for_positions
        profile.profit += profit
        profile.seq += 1
        if profile.trading_state == "active" and profile.available < 0:
            profile.trading_state = "breached"

    # One order

    def apply(
        self, order: Order, reading: Reading | None, trades: list[Trade], started: float
    ) -> bool:
        """Bring news into an order; whether money or status moved."""
        was_settled, status = order.is_settled, order.status
        was_priced = order.is_stated_priced
        if reading is not None:
            self._read(order, reading, started)
        for trade in [*trades, *(reading.trades if reading else ())]:
            self._record(order, trade)
        is_booked = self._book(order)
        if not (was_priced and order.is_stated_priced):
            self.note_statement(order)
        if not was_settled:
            self.settle_order(order)
        elif is_booked:
            self.settle_intent(order.intent)
        return is_booked or order.status != status

    def _read(self, order: Order, reading: Reading, started: float) -> None:
        """What is known only grows; a reading that says less is old."""
        status, filled = order.status, order.filled
        if reading.status is not None and (status == "open" or reading.status != "open"):
            order.status = reading.status
        order.filled = max(filled, reading.filled or ZERO)
        order.cost = max(order.cost, reading.cost or ZERO)
        is_old = reading.filled is not None and reading.filled < filled
        if not is_old:
            order.average = reading.average or order.average
            if reading.fees:
                quote, base, others = self.split_fees(order.account, reading.symbol, reading.fees)
                order.stated_quote, order.stated_base = quote, base
                if others != order.stated_others or not order.is_stated_priced:
                    order.stated_others = others
                    self.price_statement(order)
        if order.terminal_at is None or order.status != status or order.filled != filled:
            order.stable_readings = 0
        elif (
            started > max(order.last_reading or 0, order.terminal_at)
            and not is_old
            and reading.status != "open"
        ):
            order.stable_readings += 1
        if order.status != "open" and order.terminal_at is None:
            order.terminal_at = self.now
        if order.status != status or order.filled != filled:
            order.changed_at = self.now
        order.last_reading = max(order.last_reading or started, started)
        order.absent_count, order.absent_at = 0, None
        if order.status == "open":
            self._amend(order, reading)

    def _amend(self, order: Order, reading: Reading) -> None:
        """What now rests for more, or dearer, than was reserved for reserves what it can cost."""
        quantity, price = order.quantity, order.price
        order.price = reading.price or price
        if reading.amount >= order.filled:
            order.quantity = reading.amount
        is_dearer = price is not None and order.price is not None and order.price > price
        if order.quantity <= quantity and not is_dearer:
            return
        attempt, intent = order.attempt, order.intent
        if attempt.amount is None or attempt.is_closed:
            return
        limit = None if intent.terms.limit is None else order.price
        most = buy_price if intent.side == "buy" else sell_price
        mark = self.price(order.account, intent.symbol)
        size = order.account.markets[intent.symbol].contract_size
        notional = (
            order.quantity
            * size
            * most(limit, intent.terms.trigger, mark, intent.profile.price_buffer)
        )
        needed = reservation(notional, intent.leverage, intent.profile.fee_buffer)
        if needed > attempt.amount:
            self.post(intent.profile, for_orders=needed - attempt.amount)
            attempt.amount = needed

    def _record(self, order: Order, trade: Trade) -> None:
        fees = self.split_fees(order.account, trade.symbol, trade.fees)
        fill = order.fills.get(trade.trade_id)
        if fill is None:
            fill = Fill(trade.quantity, book(trade.cost), *fees, trade)
            order.fills[trade.trade_id] = fill
            self.price_fill(order, fill)
            return
        fill.is_contradicted = fill.contradicts(trade)
        if not fill.is_contradicted and not fill.told.fees and trade.fees:
            fill.fee_quote, fill.fee_base, fill.others = fees
            fill.told = replace(fill.told, fees=trade.fees)
            self.price_fill(order, fill)

    def totals(self, order: Order) -> Posted:
        """What an order amounts to: its trades, and one remainder for what it says beyond them."""
        fills = order.fills.values()
        traded = order.traded
        cost = sum((fill.cost for fill in fills), ZERO)
        quote = sum((fill.fee_quote for fill in fills), ZERO)
        other = sum((sum(fill.priced.values(), ZERO) for fill in fills), ZERO)
        base = sum((fill.fee_base for fill in fills), ZERO)
        rest = order.filled - traded
        if rest <= 0:
            return Posted(traded, book(cost), book(quote), base, other)
        if order.cost > cost:
            cost = order.cost
        else:
            size = order.account.markets[order.intent.symbol].contract_size
            price = order.average or order.price
            price = price or self.price(order.account, order.intent.symbol) or ZERO
            cost += rest * size * price
        return Posted(
            order.filled,
            book(cost),
            book(max(quote, order.stated_quote)),
            max(base, order.stated_base),
            max(other, order.stated_other),
        )

    def _book(self, order: Order) -> bool:
        total, posted = self.totals(order), order.posted
        if total == posted:
            return False
        news = News(
            total.quantity - posted.quantity,
            total.cost - posted.cost,
            total.fee_quote - posted.fee_quote,
            total.fee_base - posted.fee_base,
            total.fee_other - posted.fee_other,
        )
        order.posted = total
        for part in self._parts(order, news):
            self._execute(order, part)
        return True

    @staticmethod
    def _parts(order: Order, news: News) -> list[News]:
        """A rebate that comes with a fill is booked by itself: after entries, before exits."""
        is_fill = news.quantity != 0 or news.cost != 0
        if not is_fill or (news.fee_quote >= 0 and news.fee_other >= 0):
            return [news]
        fill = News(
            news.quantity,
            news.cost,
            max(ZERO, news.fee_quote),
            news.fee_base,
            max(ZERO, news.fee_other),
        )
        rebate = News(ZERO, ZERO, min(ZERO, news.fee_quote), ZERO, min(ZERO, news.fee_other))
        return [fill, rebate] if order.intent.kind == "entry" else [rebate, fill]

    def _execute(self, order: Order, news: News) -> None:
        intent, profile = order.intent, order.intent.profile
        position = self._position_of(order, news)
        before, covered = position.held, ZERO
        if intent.kind == "entry":
            held, profit = enter(before, news, intent.leverage, position.direction)
            covered = self._consume(order.attempt, book(news.cost / intent.leverage), news)
        else:
            held, profit = leave(before, news, position.direction)
        self.post(
            profile, for_orders=-covered, for_positions=held.cost - before.cost, profit=profit
        )
        order.last_position = position
        self._move(position, held, profit)

    def _consume(self, attempt: Attempt, margin: Decimal, news: News) -> Decimal:
        """What the reservation still covers of margin and fee."""
        if attempt.is_closed or attempt.amount is None:
            return ZERO
        rest = attempt.amount - attempt.consumed - attempt.released
        covered = max(ZERO, min(margin + news.fee_quote, rest))
        attempt.consumed += covered
        return covered

    # Positions

    def open_position(self, profile: Profile, symbol: str, side: str) -> Position | None:
        """The one that is not closed."""
        return next(
            (
                position
                for position in self.positions
                if position.profile is profile
                and position.symbol == symbol
                and position.side == side
                and position.state != "closed"
            ),
            None,
        )

    def _position_of(self, order: Order, news: News) -> Position:
        """Quantity goes to what is held now; a correction of money stays where its order was."""
        intent = order.intent
        named = order.last_position if news.quantity == 0 else None
        if named is None and intent.kind == "exit":
            named = intent.position
        current = self.open_position(intent.profile, intent.symbol, intent.position_side)
        if named is not None:
            is_quantity = news.quantity != 0 or news.fee_base != 0
            return current if current is not None and is_quantity else named
        if current is None:
            current = Position(intent.profile, intent.symbol, intent.position_side)
            self.positions.append(current)
        intent.position = intent.position or current
        return current

    def _move(self, position: Position, held: Held, profit: Decimal) -> None:
        position.held = held
        position.profit += profit
        position.state = (
            "disputed" if held.quantity < 0 else "open" if held.quantity > 0 else "closed"
        )
        if position.state == "closed":
            self.release_claim(position.profile, position.symbol)
        else:
            self.hold_claim(position.profile, position.symbol)

    # Claims

    def _claim_key(self, profile: Profile, symbol: str) -> tuple[str, str]:
        account = profile.account
        return account.account_id, symbol if account.is_swap else account.markets[symbol].base

    def hold_claim(self, profile: Profile, symbol: str) -> bool:
        """Take or keep it; False when another profile has it."""
        claim = self.claims.setdefault(self._claim_key(profile, symbol), Claim(profile, True))
        if not claim.is_held:
            claim.profile, claim.is_held = profile, True
        return claim.profile is profile

    def may_claim(self, profile: Profile, symbol: str) -> bool:
        """Whether hold_claim would."""
        claim = self.claims.get(self._claim_key(profile, symbol))
        return claim is None or not claim.is_held or claim.profile is profile

    def release_claim(self, profile: Profile, symbol: str) -> None:
        """Give it back once flat and nothing is unsettled."""
        claim = self.claims.get(self._claim_key(profile, symbol))
        if claim is None or claim.profile is not profile:
            return
        if any(self.open_position(profile, symbol, side) for side in ("long", "short")):
            return
        if self.unsettled_intents(profile, symbol) or self.unsettled_orders(profile, symbol):
            return
        claim.is_held = False

    def unsettled_intents(self, profile: Profile, symbol: str) -> list[Intent]:
        """Those without an outcome."""
        return [
            intent
            for intent in self.intents
            if intent.profile is profile and intent.symbol == symbol and intent.outcome is None
        ]

    def unsettled_orders(self, profile: Profile, symbol: str) -> list[Order]:
        """Those of which news may come."""
        return [
            order
            for order in self.orders
            if order.intent.profile is profile
            and order.intent.symbol == symbol
            and not order.is_settled
        ]

    # Settlement

    def settle_order(self, order: Order) -> None:
        """Settle what is terminal, twice unchanged, and explained by trades or long over."""
        if order.is_settled or order.terminal_at is None or order.stable_readings < 2:
            return
        is_explained = order.posted.quantity == order.traded and not any(
            not fill.is_priced for fill in order.fills.values()
        )
        if is_explained or order.terminal_at < self.now - SETTLEMENT_WINDOW:
            order.is_settled = True
            self.settle_intent(order.intent)

    def _outcome(self, intent: Intent) -> str | None:
        if any(attempt.is_unresolved for attempt in intent.attempts):
            return None
        if any(not order.is_settled for order in intent.orders):
            return None
        filled = sum((order.posted.quantity for order in intent.orders), ZERO)
        if filled:
            return "filled" if filled >= intent.quantity else "partial"
        if intent.orders:
            status = intent.orders[-1].status
            return "canceled" if status == "closed" else status
        return max(intent.attempts, key=lambda attempt: attempt.number).state

    def settle_intent(self, intent: Intent) -> None:
        """Give back reservations, slot, dust and, when flat, the claim."""
        outcome = self._outcome(intent)
        if outcome is None:
            return
        for attempt in intent.attempts:
            self._release(attempt)
        intent.outcome = outcome
        if intent.kind == "exit" or outcome == "partial":
            self._write_off_dust(intent)
        self.release_claim(intent.profile, intent.symbol)

    def _release(self, attempt: Attempt) -> None:
        if attempt.amount is None or attempt.is_closed:
            return
        rest = attempt.amount - attempt.consumed - attempt.released
        attempt.released += rest
        attempt.is_closed = True
        if rest:
            self.post(attempt.intent.profile, for_orders=-rest)

    def _write_off_dust(self, intent: Intent) -> None:
        position, profile = intent.position, intent.profile
        if position is None or position.state != "open" or profile.account.is_swap:
            return
        if self.unsettled_intents(profile, intent.symbol) or not intent.orders:
            return
        market: Market = profile.account.markets[intent.symbol]
        price = self.fresh_price(profile.account, intent.symbol)
        quantity = position.held.quantity
        if quantity < max(market.min_quantity, market.step) or (
            price is not None and quantity * price < market.min_cost
        ):
            loss = -position.direction * position.held.notional
            self.post(profile, for_positions=-position.held.cost, profit=loss)
            self._move(position, Held(), loss)

    def drop_lock(self, attempt: Attempt) -> None:
        """Give back the lock an attempt was begun under, if that holding still stands."""
        intent = attempt.intent
        lock = self.locks.get((intent.profile.profile_id, intent.symbol))
        if lock and lock.owner == attempt.owner and lock.term == attempt.lock_term:
            lock.owner, lock.is_lapsed = None, True

    def is_claimed(self, position: Position) -> bool:
        """Whether the position's profile holds its claim."""
        claim = self.claims.get(self._claim_key(position.profile, position.symbol))
        return claim is not None and claim.is_held and claim.profile is position.profile
