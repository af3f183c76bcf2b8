"""Conditional futures orders: they wait for a price and then become plain orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradekeel.paper.errors import BinanceError
from tradekeel.paper.money import ZERO
from tradekeel.paper.orders import AlgoOrder, NewOrder

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.accounts import Account
    from tradekeel.paper.markets import Market
    from tradekeel.paper.settings import PaperSettings
    from tradekeel.paper.state import State
    from tradekeel.paper.usdm import UsdmEngine


class AlgoEngine:
    """Owns every change of conditional futures orders."""

    def __init__(self, state: State, settings: PaperSettings, usdm: UsdmEngine) -> None:
        self._state = state
        self._settings = settings
        self._usdm = usdm

    def place(self, account: Account, market: Market, wish: NewOrder, now_ms: int) -> AlgoOrder:
        """Accept a conditional order; it binds no margin while it waits.

        Errors, in order: -4116 duplicate client id, -4061 position side, -2021 would trigger now.
        """
        waiting = self._state.waiting_algos(market.symbol, account.name)
        if any(algo.client_algo_id == wish.client_order_id for algo in waiting):
            raise BinanceError(-4116, "ClientOrderId is duplicated.")
        if (wish.position_side == "BOTH") == account.hedge_mode:
            raise BinanceError(-4061, "Order's position side does not match user's setting.")
        is_stop = wish.order_type in ("STOP", "STOP_MARKET")
        algo = AlgoOrder(
            account=account.name,
            symbol=market.symbol,
            algo_id=self._state.next_algo_id,
            client_algo_id=wish.client_order_id,
            side=wish.side,
            order_type=wish.order_type,
            time_in_force=wish.time_in_force,
            quantity=wish.quantity,
            price=wish.price,
            trigger_price=wish.stop_price,
            rises_to_trigger=(wish.side == "BUY") == is_stop,
            created_ms=now_ms,
            updated_ms=now_ms,
            visible_ms=now_ms + self._settings.order_lag_ms,
            position_side=wish.position_side,
            reduce_only=wish.reduce_only,
            close_position=wish.close_position,
        )
        if _is_reached(algo, self._state.symbols[market.key].mid):
            raise BinanceError(-2021, "Order would immediately trigger.")
        self._state.add_algo(algo)
        self._state.feed.algo(algo, now_ms)
        return algo

    def cancel(self, algo: AlgoOrder, now_ms: int, status: str = "CANCELED") -> None:
        """Close a waiting order."""
        algo.status = status
        algo.updated_ms = now_ms
        self._state.touch(algo)
        self._state.feed.algo(algo, now_ms)

    def trigger_reached(self, market: Market, now_ms: int) -> None:
        """Send the plain orders of everything whose price has come, oldest first."""
        mid = self._state.symbols[market.key].mid
        for algo in self._state.waiting_algos(market.symbol):
            if algo.status == "NEW" and _is_reached(algo, mid):
                self._trigger(algo, market, now_ms)

    def _trigger(self, algo: AlgoOrder, market: Market, now_ms: int) -> None:
        account = self._state.accounts[algo.account]
        algo.triggered_ms = now_ms
        quantity = algo.quantity
        if algo.close_position:
            held = account.held(algo.symbol, algo.position_side).amount
            quantity = max(ZERO, held if algo.side == "SELL" else -held)
            if not quantity:
                self.cancel(algo, now_ms, status="EXPIRED")
                return
        is_limit = algo.price > 0
        is_hedge = algo.position_side != "BOTH"
        wish = NewOrder(
            side=algo.side,
            order_type="LIMIT" if is_limit else "MARKET",
            client_order_id=algo.client_algo_id,
            quantity=quantity,
            price=algo.price,
            time_in_force=algo.time_in_force if is_limit else "GTC",
            position_side=algo.position_side,
            reduce_only=(algo.reduce_only or algo.close_position) and not is_hedge,
            close_position=algo.close_position,
        )
        try:
            order = self._usdm.place(account, market, wish, now_ms)
        except BinanceError:
            self.cancel(algo, now_ms, status="REJECTED")
            return
        order.orig_type = algo.order_type
        self._state.touch(order)
        algo.actual_order_id = order.order_id
        self.cancel(algo, now_ms, status="TRIGGERED")


def _is_reached(algo: AlgoOrder, mid: Decimal) -> bool:
    return mid >= algo.trigger_price if algo.rises_to_trigger else mid <= algo.trigger_price
