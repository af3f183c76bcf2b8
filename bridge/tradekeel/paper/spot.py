"""Spot trading: locking, matching against the book, fees, cancelling."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tradekeel.paper.book import Level
from tradekeel.paper.errors import (
    DUPLICATE_ORDER,
    INSUFFICIENT_BALANCE,
    WOULD_TAKE,
    WOULD_TRIGGER,
    rejected,
)
from tradekeel.paper.money import SATOSHI, ZERO, ceil_to, floor_to, round_to
from tradekeel.paper.orders import NewOrder, Order, Trade

if TYPE_CHECKING:
    from tradekeel.paper.accounts import Account
    from tradekeel.paper.markets import Market
    from tradekeel.paper.settings import PaperSettings
    from tradekeel.paper.state import State

BNB_DISCOUNT = Decimal("0.75")
CONDITIONAL_TYPES = frozenset({"STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT"})


class SpotEngine:
    """Owns every change of spot wallets and spot orders."""

    def __init__(self, state: State, settings: PaperSettings) -> None:
        self._state = state
        self._settings = settings

    def place(self, account: Account, market: Market, wish: NewOrder, now_ms: int) -> Order:
        """Accept an order and match it.

        Errors, in order: duplicate client id, post-only that would take, stop that would trigger,
        insufficient balance (all -2010).
        """
        previous = self._state.order_of_client_id(account.name, market.key, wish.client_order_id)
        if previous is not None and previous.is_open:
            raise rejected(DUPLICATE_ORDER)
        book = self._state.book(market.key)
        if wish.order_type == "LIMIT_MAKER" and book.crosses(wish.side, wish.price):
            raise rejected(WOULD_TAKE)
        order = self._new_order(account, market, wish, now_ms)
        if wish.order_type in CONDITIONAL_TYPES:
            self._arm(order, wish, book.mid)
        fills = self._plan(order)
        self._lock(account, order, fills)
        self._state.symbols[market.key].next_order_id += 1
        self._state.touch(self._state.symbols[market.key])
        self._state.add_order(order)
        self._state.feed.order(order, now_ms)
        if order.working:
            self._execute(account, order, fills, now_ms)
        return order

    def cancel(self, order: Order, now_ms: int, status: str = "CANCELED") -> None:
        """Close an open order and unlock what it held."""
        account = self._state.accounts[order.account]
        self._unlock(account, order, order.locked)
        order.status = status
        order.updated_ms = now_ms
        self._state.touch(order)
        self._state.touch(account)
        self._state.feed.order(order, now_ms)

    def match_resting(self, market: Market, now_ms: int) -> None:
        """Trigger conditional orders, then fill resting ones that the new book reaches.

        A resting order is the maker: it trades at its own price, up to what the levels offer.
        """
        book = self._state.book(market.key)
        for order in self._state.open_orders(market.key):
            if not order.working and triggers(order, book.mid):
                self._trigger(order, now_ms)
        resting = [order for order in self._state.open_orders(market.key) if order.working]
        resting.sort(key=lambda order: -order.price if order.side == "BUY" else order.price)
        for order in resting:
            fills = book.plan(order.side, order.remaining, order.price)
            if not fills:
                continue
            book.take(order.side, fills)
            quantity = sum((fill.quantity for fill in fills), ZERO)
            account = self._state.accounts[order.account]
            self._fill(account, order, Level(order.price, quantity), True, now_ms)

    def _new_order(self, account: Account, market: Market, wish: NewOrder, now_ms: int) -> Order:
        return Order(
            account=account.name,
            market_type="spot",
            symbol=market.symbol,
            order_id=self._state.symbols[market.key].next_order_id,
            client_order_id=wish.client_order_id,
            side=wish.side,
            order_type=wish.order_type,
            time_in_force=wish.time_in_force,
            price=wish.price,
            quantity=wish.quantity,
            quote_quantity=wish.quote_quantity,
            stop_price=wish.stop_price,
            created_ms=now_ms,
            updated_ms=now_ms,
            visible_ms=now_ms + self._settings.order_lag_ms,
        )

    def _arm(self, order: Order, wish: NewOrder, mid: Decimal) -> None:
        """Make it wait for its stop price, from below or from above."""
        is_stop = wish.order_type.startswith("STOP_LOSS")
        order.rises_to_trigger = (wish.side == "BUY") == is_stop
        order.working = False
        if triggers(order, mid):
            raise rejected(WOULD_TRIGGER)

    def _plan(self, order: Order) -> list[Level]:
        """What the order would trade at once; a fill-or-kill gets all of it or nothing."""
        if not order.working:
            return []
        book = self._state.book(order.key)
        if order.quote_quantity > 0:
            fills = book.plan_spend(order.side, order.quote_quantity)
            order.quantity = sum((fill.quantity for fill in fills), ZERO)
            return fills
        if order.time_in_force == "FOK" and (
            book.available(order.side, order.limit) < order.quantity
        ):
            return []
        return book.plan(order.side, order.quantity, order.limit)

    def _lock(self, account: Account, order: Order, fills: list[Level]) -> None:
        market = self._state.market(order.key)
        if order.side == "SELL":
            asset, needed = market.base, order.quantity
        elif order.limit is not None:
            asset, needed = market.quote, ceil_to(order.price * order.quantity, SATOSHI)
        elif not order.working:
            asset, needed = market.quote, ceil_to(order.stop_price * order.quantity, SATOSHI)
        else:
            asset, needed = market.quote, sum((_cost(fill) for fill in fills), ZERO)
        balance = account.balance(asset)
        if balance.free < needed:
            raise rejected(INSUFFICIENT_BALANCE)
        balance.free -= needed
        balance.locked += needed
        order.locked = needed
        self._state.touch(account)

    def _unlock(self, account: Account, order: Order, amount: Decimal) -> None:
        market = self._state.market(order.key)
        balance = account.balance(market.quote if order.side == "BUY" else market.base)
        balance.locked -= amount
        balance.free += amount
        order.locked -= amount

    def _execute(self, account: Account, order: Order, fills: list[Level], now_ms: int) -> None:
        """Take the planned fills; what does not rest expires."""
        self._state.book(order.key).take(order.side, fills)
        for fill in fills:
            self._fill(account, order, fill, False, now_ms)
        is_resting_kind = order.limit is not None and order.time_in_force == "GTC"
        if order.is_open and not is_resting_kind:
            self.cancel(order, now_ms, status="EXPIRED")

    def _trigger(self, order: Order, now_ms: int) -> None:
        order.working = True
        order.updated_ms = now_ms
        self._state.touch(order)
        account = self._state.accounts[order.account]
        fills = self._plan(order)
        if order.side == "BUY" and order.limit is None:
            spend = sum((_cost(fill) for fill in fills), ZERO)
            missing = spend - order.locked
            balance = account.balance(self._state.market(order.key).quote)
            if missing > balance.free:
                self.cancel(order, now_ms, status="EXPIRED")
                return
            self._unlock(account, order, -missing)
        self._execute(account, order, fills, now_ms)

    def _fill(
        self, account: Account, order: Order, fill: Level, is_maker: bool, now_ms: int
    ) -> None:
        """Book one execution: wallet, fee, order, trade."""
        market = self._state.market(order.key)
        cost = _cost(fill)
        base, quote = account.balance(market.base), account.balance(market.quote)
        spent = cost if order.side == "BUY" else fill.quantity
        paid = quote if order.side == "BUY" else base
        paid.locked -= spent
        order.locked -= spent
        received = base if order.side == "BUY" else quote
        received.free += fill.quantity if order.side == "BUY" else cost
        commission, asset = self._charge(account, market, order, fill, is_maker)
        order.executed += fill.quantity
        order.executed_quote += cost
        order.updated_ms = now_ms
        order.status = "PARTIALLY_FILLED" if order.remaining > 0 else "FILLED"
        self._unlock(account, order, order.locked - self._still_needed(order))
        account.updated_ms = now_ms
        symbol = self._state.symbols[market.key]
        trade = Trade(
            account=account.name,
            market_type="spot",
            symbol=market.symbol,
            trade_id=symbol.next_trade_id,
            order_id=order.order_id,
            side=order.side,
            price=fill.price,
            quantity=fill.quantity,
            quote_quantity=cost,
            commission=commission,
            commission_asset=asset,
            is_maker=is_maker,
            time_ms=now_ms,
            visible_ms=now_ms + self._settings.trade_lag_ms,
        )
        symbol.next_trade_id += 1
        self._state.add_trade(trade)
        self._state.touch(order)
        self._state.touch(account)
        self._state.touch(symbol)
        self._state.feed.order(order, now_ms, trade)

    def _still_needed(self, order: Order) -> Decimal:
        """What must stay locked for the rest of the order."""
        if order.side == "SELL":
            return order.remaining
        if order.limit is not None:
            return ceil_to(order.price * order.remaining, SATOSHI)
        return order.locked if order.remaining > 0 else ZERO

    def _charge(
        self, account: Account, market: Market, order: Order, fill: Level, is_maker: bool
    ) -> tuple[Decimal, str]:
        """Take the fee: in BNB when that is switched on and affordable, else from the proceeds."""
        rate = market.maker_rate if is_maker else market.taker_rate
        cost = _cost(fill)
        if account.bnb_burn:
            price = self._bnb_price(market.quote)
            if price is not None:
                fee = round_to(cost * rate * BNB_DISCOUNT / price, SATOSHI)
                bnb = account.balance("BNB")
                if bnb.free >= fee:
                    bnb.free -= fee
                    return fee, "BNB"
        if order.side == "BUY":
            fee, asset = round_to(fill.quantity * rate, SATOSHI), market.base
        else:
            fee, asset = round_to(cost * rate, SATOSHI), market.quote
        account.balance(asset).free -= fee
        return fee, asset

    def _bnb_price(self, quote: str) -> Decimal | None:
        """The price of one BNB in a quote currency, through USDT when there is no direct market."""
        if quote == "BNB":
            return Decimal(1)
        direct = self._state.mid("spot", f"BNB{quote}")
        if direct is not None:
            return direct
        bnb, other = self._state.mid("spot", "BNBUSDT"), self._state.mid("spot", f"{quote}USDT")
        return bnb / other if bnb is not None and other is not None else None


def triggers(order: Order, mid: Decimal) -> bool:
    """Whether the price has reached the stop price of a waiting order."""
    return mid >= order.stop_price if order.rises_to_trigger else mid <= order.stop_price


def _cost(fill: Level) -> Decimal:
    return floor_to(fill.price * fill.quantity, SATOSHI)
