"""USD-M futures: orders, fills, positions, funding, liquidation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tradekeel.paper.book import Level
from tradekeel.paper.errors import BinanceError
from tradekeel.paper.margin import Exposure, exposure_of, margin_view, order_margin_of
from tradekeel.paper.money import SATOSHI, ZERO, floor_to, round_to
from tradekeel.paper.orders import NewOrder, Order, Trade
from tradekeel.paper.positions import apply_fill

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.accounts import Account, Position
    from tradekeel.paper.markets import Market
    from tradekeel.paper.orders import PositionSide
    from tradekeel.paper.settings import PaperSettings
    from tradekeel.paper.state import State

FUNDING_INTERVAL_MS = 8 * 3_600_000


class UsdmEngine:
    """Owns every change of futures wallets, positions and futures orders."""

    def __init__(self, state: State, settings: PaperSettings) -> None:
        self._state = state
        self._settings = settings

    # Orders.

    def place(self, account: Account, market: Market, wish: NewOrder, now_ms: int) -> Order:
        """Accept an order and match it.

        Errors, in order: -4116 duplicate client id, -4061 position side, -2022 reduce only,
        -5022 post-only that would take, -5021 fill-or-kill that cannot, -2019 margin,
        -2025 too many open orders.
        """
        previous = self._state.order_of_client_id(account.name, market.key, wish.client_order_id)
        if previous is not None and previous.is_open:
            raise BinanceError(-4116, "ClientOrderId is duplicated.")
        if (wish.position_side == "BOTH") == account.hedge_mode:
            raise BinanceError(-4061, "Order's position side does not match user's setting.")
        self._check_closing(account, market, wish)
        book = self._state.book(market.key)
        order = self._new_order(account, market, wish, now_ms)
        if wish.time_in_force == "GTX" and book.crosses(wish.side, wish.price):
            raise BinanceError(
                -5022,
                "Due to the order could not be executed as maker, the Post Only order will be "
                "rejected. The order will not be recorded in the order history",
            )
        if wish.time_in_force == "FOK" and book.available(wish.side, order.limit) < wish.quantity:
            raise BinanceError(
                -5021,
                "Due to the order could not be filled immediately, the FOK order has been "
                "rejected. The order will not be recorded in the order history",
            )
        fills = book.plan(order.side, self._tradable(account, order), order.limit)
        self._check_margin(account, market, order, fills)
        open_now = self._state.open_orders(market.key, account.name)
        if len(open_now) >= self._settings.max_open_orders:
            raise BinanceError(-2025, "Reach max open order limit.")
        self._register(order)
        book.take(order.side, fills)
        for fill in fills:
            self._fill(account, order, fill, False, now_ms)
        rests = order.limit is not None and order.time_in_force in ("GTC", "GTX")
        if order.is_open and not rests:
            self.cancel(order, now_ms, status="EXPIRED")
        self._expire_reduce_only(account, market, now_ms)
        return order

    def cancel(self, order: Order, now_ms: int, status: str = "CANCELED") -> None:
        """Close an open order."""
        order.status = status
        order.updated_ms = now_ms
        self._state.touch(order)
        self._state.feed.order(order, now_ms)

    def match_resting(self, market: Market, now_ms: int) -> None:
        """Fill resting orders that the new book reaches, each at its own price, as maker."""
        book = self._state.book(market.key)
        resting = self._state.open_orders(market.key)
        resting.sort(key=lambda order: -order.price if order.side == "BUY" else order.price)
        for order in resting:
            if not order.is_open:
                continue
            account = self._state.accounts[order.account]
            fills = book.plan(order.side, self._tradable(account, order), order.price)
            if not fills:
                continue
            book.take(order.side, fills)
            quantity = sum((fill.quantity for fill in fills), ZERO)
            self._fill(account, order, Level(order.price, quantity), True, now_ms)
            self._expire_reduce_only(account, market, now_ms)

    # Money and margin.

    def withdrawable(self, account: Account, asset: str) -> Decimal:
        """What may leave the futures wallet."""
        wallet = account.futures.get(asset, ZERO)
        if asset != "USDT":
            return wallet
        return min(wallet, margin_view(self._state, account).available)

    def fund(self, market: Market, now_ms: int) -> None:
        """Exchange funding for every 8-hour mark that passed; the first call only starts it."""
        symbol = self._state.symbols[market.key]
        slot_ms = now_ms - now_ms % FUNDING_INTERVAL_MS
        passed = (slot_ms - symbol.funded_until_ms) // FUNDING_INTERVAL_MS
        if symbol.funded_until_ms and passed > 0:
            for account in self._state.accounts.values():
                for position in account.open_positions():
                    if position.symbol == market.symbol:
                        self._pay_funding(account, position, symbol.funding_rate * passed, now_ms)
        if symbol.funded_until_ms != slot_ms:
            symbol.funded_until_ms = slot_ms
            self._state.touch(symbol)

    def _pay_funding(
        self, account: Account, position: Position, rate: Decimal, now_ms: int
    ) -> None:
        mark = self._state.mid("usdm", position.symbol) or ZERO
        amount = round_to(-position.amount * mark * rate, SATOSHI)
        if account.is_isolated(position.symbol):
            position.isolated_wallet += amount
        self._state.post_income(account, "FUNDING_FEE", amount, position.symbol, now_ms)

    # Liquidation.

    def liquidate_lost(self, now_ms: int) -> None:
        """Close what the mark prices have made untenable, isolated positions first."""
        for account in self._state.accounts.values():
            if not account.open_positions():
                continue
            view = margin_view(self._state, account)
            for item in view.exposures:
                margin = item.position.isolated_wallet + item.unrealized
                if item.is_isolated and margin <= item.maintenance:
                    self.force_close(account, item.position, now_ms)
            view = margin_view(self._state, account)
            if view.cross and view.cross_wallet + view.cross_unrealized <= view.cross_maintenance:
                for item in view.cross:
                    self.force_close(account, item.position, now_ms)

    def force_close(
        self, account: Account, position: Position, now_ms: int, prefix: str = "autoclose-"
    ) -> Order:
        """Close a position against the customer's will, at the mark price, whatever the book holds.

        The order carries the exchange's client id for it: ``autoclose-`` for a liquidation,
        ``adl_autoclose`` for a deleveraging. The insurance fund pays what the wallet cannot.
        """
        market = self._state.market(("usdm", position.symbol))
        for order in self._state.open_orders(market.key, account.name):
            self.cancel(order, now_ms)
        mark = self._state.symbols[market.key].mid
        number = self._state.symbols[market.key].next_order_id
        wish = NewOrder(
            side="SELL" if position.amount > 0 else "BUY",
            order_type="LIMIT",
            client_order_id=f"{prefix}{now_ms}{number % 10_000:04d}",
            quantity=abs(position.amount),
            price=mark,
            time_in_force="IOC",
            position_side=position.side,
        )
        isolated_share = position.isolated_wallet
        is_isolated = account.is_isolated(position.symbol)
        order = self._new_order(account, market, wish, now_ms)
        self._register(order)
        before = account.futures.get("USDT", ZERO)
        self._fill(account, order, Level(mark, order.quantity), False, now_ms)
        lost = before - account.futures.get("USDT", ZERO)
        limit = isolated_share if is_isolated else before
        if lost > limit:
            self._state.post_income(account, "INSURANCE_CLEAR", lost - limit, market.symbol, now_ms)
        return order

    # Inside.

    def _new_order(self, account: Account, market: Market, wish: NewOrder, now_ms: int) -> Order:
        return Order(
            account=account.name,
            market_type="usdm",
            symbol=market.symbol,
            order_id=self._state.symbols[market.key].next_order_id,
            client_order_id=wish.client_order_id,
            side=wish.side,
            order_type=wish.order_type,
            time_in_force=wish.time_in_force,
            price=wish.price,
            quantity=wish.quantity,
            created_ms=now_ms,
            updated_ms=now_ms,
            visible_ms=now_ms + self._settings.order_lag_ms,
            position_side=wish.position_side,
            reduce_only=wish.reduce_only,
            close_position=wish.close_position,
        )

    def _register(self, order: Order) -> None:
        symbol = self._state.symbols[order.key]
        symbol.next_order_id += 1
        self._state.touch(symbol)
        self._state.add_order(order)
        self._state.feed.order(order, order.created_ms)

    def _check_closing(self, account: Account, market: Market, wish: NewOrder) -> None:
        held = account.held(market.symbol, wish.position_side).amount
        against = held > 0 if wish.side == "SELL" else held < 0
        if wish.position_side == "BOTH":
            refused = wish.reduce_only and not against
        else:
            closes = (wish.position_side == "LONG") == (wish.side == "SELL")
            refused = closes and wish.quantity > abs(held)
        if refused:
            raise BinanceError(-2022, "ReduceOnly Order is rejected.")

    def _tradable(self, account: Account, order: Order) -> Decimal:
        """How much of an order may execute now: a closing one never more than is held."""
        side = order.position_side
        closes_hedge = (side, order.side) in (("LONG", "SELL"), ("SHORT", "BUY"))
        if not order.reduce_only and not closes_hedge:
            return order.remaining
        held = account.held(order.symbol, side).amount
        closable = held if order.side == "SELL" else -held
        return max(ZERO, min(order.remaining, closable))

    def _check_margin(
        self, account: Account, market: Market, order: Order, fills: list[Level]
    ) -> None:
        """The order must fit in the available margin, with the fee of what trades at once."""
        others = self._state.open_orders(market.key, account.name)
        before = order_margin_of(self._state, account, market, others)
        price = order.price
        if order.limit is None:
            price = max((fill.price for fill in fills), default=ZERO)
        priced = replace(order, price=price)
        needed = order_margin_of(self._state, account, market, [*others, priced]) - before
        fees = sum((fill.price * fill.quantity for fill in fills), ZERO) * market.taker_rate
        if needed > 0 and needed + fees > margin_view(self._state, account).available:
            raise BinanceError(-2019, "Margin is insufficient.")

    def _fill(
        self, account: Account, order: Order, fill: Level, is_maker: bool, now_ms: int
    ) -> None:
        """Book one execution: position, realized profit, fee, order, trade."""
        market = self._state.market(order.key)
        symbol = self._state.symbols[market.key]
        cost = floor_to(fill.price * fill.quantity, SATOSHI)
        commission = round_to(
            cost * (market.maker_rate if is_maker else market.taker_rate), SATOSHI
        )
        position = account.position(market.symbol, order.position_side)
        leverage = account.leverage(market.symbol) if account.is_isolated(market.symbol) else None
        realized = apply_fill(position, order.side, fill.quantity, cost, leverage)
        position.updated_ms = now_ms
        trade = Trade(
            account=account.name,
            market_type="usdm",
            symbol=market.symbol,
            trade_id=symbol.next_trade_id,
            order_id=order.order_id,
            side=order.side,
            price=fill.price,
            quantity=fill.quantity,
            quote_quantity=cost,
            commission=commission,
            commission_asset=market.quote,
            is_maker=is_maker,
            time_ms=now_ms,
            visible_ms=now_ms + self._settings.trade_lag_ms,
            position_side=order.position_side,
            realized_pnl=realized,
        )
        symbol.next_trade_id += 1
        order.executed += fill.quantity
        order.executed_quote += cost
        order.updated_ms = now_ms
        order.status = "PARTIALLY_FILLED" if order.remaining > 0 else "FILLED"
        self._state.add_trade(trade)
        self._state.touch(order)
        self._state.touch(symbol)
        for kind, amount in (("REALIZED_PNL", realized), ("COMMISSION", -commission)):
            self._state.post_income(
                account, kind, amount, market.symbol, now_ms, trade_id=str(trade.trade_id)
            )
        self._state.touch(account)
        self._state.feed.order(order, now_ms, trade)

    def _expire_reduce_only(self, account: Account, market: Market, now_ms: int) -> None:
        """Reduce-only orders with nothing left to reduce expire."""
        for order in self._state.open_orders(market.key, account.name):
            closing = order.reduce_only or order.position_side != "BOTH"
            if closing and self._tradable(account, order) == 0:
                self.cancel(order, now_ms, status="EXPIRED")

    def exposure(self, account: Account, symbol: str, side: PositionSide) -> Exposure:
        """A position, open or flat, with its numbers."""
        return exposure_of(self._state, account, account.held(symbol, side))
