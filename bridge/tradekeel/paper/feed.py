"""What the exchange tells a customer by itself: the events of his user-data stream.

Engines call it after each change; nothing is made while nobody listens. Amounts are text, as in the
REST replies, moments milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradekeel.paper.money import ZERO, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradekeel.paper.accounts import Account
    from tradekeel.paper.markets import MarketType
    from tradekeel.paper.orders import AlgoOrder, Order, Trade
    from tradekeel.paper.state import State

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class UserEvent:
    """One event of one customer. ``name`` is Binance's word for its kind."""

    account: str
    market_type: MarketType
    name: str
    symbol: str
    at_ms: int
    payload: Json


class Feed:
    """Makes events out of changes and hands them to whoever listens."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.listeners: list[Callable[[UserEvent], None]] = []

    def order(self, order: Order, now_ms: int, trade: Trade | None = None) -> None:
        """An order was accepted, or ended (``trade`` None), or traded."""
        if not self.listeners:
            return
        execution = "TRADE" if trade is not None else order.status
        is_spot = order.market_type == "spot"
        name = "executionReport" if is_spot else "ORDER_TRADE_UPDATE"
        body = self._spot_order if is_spot else self._usdm_order
        self._tell(
            UserEvent(
                order.account, order.market_type, name, order.symbol, now_ms,
                body(order, execution, trade, now_ms),
            )
        )  # fmt: skip
        if trade is not None or is_spot:
            account = self._state.accounts[order.account]
            self._wallet(account, order.market_type, order.symbol, now_ms)

    def algo(self, algo: AlgoOrder, now_ms: int) -> None:
        """A conditional futures order was accepted, triggered, or ended."""
        if not self.listeners:
            return
        market = self._state.market(("usdm", algo.symbol))
        places = market.price_places
        fields = {
            "caid": algo.client_algo_id,
            "aid": algo.algo_id,
            "at": "CONDITIONAL",
            "o": algo.order_type,
            "s": algo.symbol,
            "S": algo.side,
            "ps": algo.position_side,
            "f": algo.time_in_force,
            "q": text(algo.quantity, market.quantity_places),
            "X": algo.status,
            "ai": str(algo.actual_order_id) if algo.actual_order_id else "",
            "ap": "0.00000",
            "aq": "0.00000",
            "act": "0",
            "tp": text(algo.trigger_price, places),
            "p": text(algo.price, places),
            "V": "NONE",
            "wt": "CONTRACT_PRICE",
            "pm": "NONE",
            "cp": algo.close_position,
            "pP": False,
            "R": algo.reduce_only,
            "tt": algo.triggered_ms,
            "gtd": 0,
            "rm": "",
        }
        payload: Json = {"e": "ALGO_UPDATE", "T": now_ms, "E": now_ms, "o": fields}
        self._tell(UserEvent(algo.account, "usdm", "ALGO_UPDATE", algo.symbol, now_ms, payload))

    def _tell(self, event: UserEvent) -> None:
        for listener in list(self.listeners):
            listener(event)

    def _spot_order(
        self, order: Order, execution: str, trade: Trade | None, now_ms: int
    ) -> Json:  # fmt: skip
        is_canceled = order.status == "CANCELED"
        return {
            "e": "executionReport",
            "E": now_ms,
            "s": order.symbol,
            "c": f"cancel_{order.order_id}" if is_canceled else order.client_order_id,
            "S": order.side,
            "o": order.order_type,
            "f": order.time_in_force,
            "q": text(order.quantity),
            "p": text(order.price),
            "P": text(order.stop_price),
            "F": text(ZERO),
            "g": -1,
            "C": order.client_order_id if is_canceled else "",
            "x": execution,
            "X": order.status,
            "r": "NONE",
            "i": order.order_id,
            "l": text(trade.quantity if trade else ZERO),
            "z": text(order.executed),
            "L": text(trade.price if trade else ZERO),
            "n": text(trade.commission) if trade else "0",
            "N": trade.commission_asset if trade else None,
            "T": now_ms,
            "t": trade.trade_id if trade else -1,
            "I": order.order_id * 2,
            "w": order.is_open and order.working,
            "m": trade.is_maker if trade else False,
            "M": False,
            "O": order.created_ms,
            "Z": text(order.executed_quote),
            "Y": text(trade.quote_quantity if trade else ZERO),
            "Q": text(order.quote_quantity),
            "W": order.created_ms,
            "V": "NONE",
        }

    def _usdm_order(
        self, order: Order, execution: str, trade: Trade | None, now_ms: int
    ) -> Json:  # fmt: skip
        market = self._state.market(order.key)
        places, quantity_places = market.price_places, market.quantity_places
        fields: Json = {
            "s": order.symbol,
            "c": order.client_order_id,
            "S": order.side,
            "o": order.order_type,
            "f": order.time_in_force,
            "q": text(order.quantity, quantity_places),
            "p": text(order.price, places),
            "ap": text(order.average_price, 5),
            "sp": text(order.stop_price, places),
            "x": execution,
            "X": order.status,
            "i": order.order_id,
            "l": text(trade.quantity if trade else ZERO, quantity_places),
            "z": text(order.executed, quantity_places),
            "L": text(trade.price if trade else ZERO, places),
            "T": now_ms,
            "t": trade.trade_id if trade else 0,
            "b": "0",
            "a": "0",
            "m": trade.is_maker if trade else False,
            "R": order.reduce_only,
            "wt": "CONTRACT_PRICE",
            "ot": order.orig_type or order.order_type,
            "ps": order.position_side,
            "cp": order.close_position,
            "rp": text(trade.realized_pnl) if trade else "0",
            "pP": False,
            "si": 0,
            "ss": 0,
        }
        if trade is not None:
            fields["N"], fields["n"] = trade.commission_asset, text(trade.commission)
        return {"e": "ORDER_TRADE_UPDATE", "E": now_ms, "T": now_ms, "o": fields}

    def _wallet(self, account: Account, market_type: MarketType, symbol: str, now_ms: int) -> None:
        if market_type == "spot":
            market = self._state.market(("spot", symbol))
            rows: list[Json] = [
                {"a": asset, "f": text(account.balance(asset).free),
                 "l": text(account.balance(asset).locked)}
                for asset in (market.base, market.quote)
            ]  # fmt: skip
            payload: Json = {
                "e": "outboundAccountPosition", "E": now_ms, "u": now_ms, "B": rows,
            }  # fmt: skip
            name = "outboundAccountPosition"
        else:
            positions: list[Json] = [
                {"s": held.symbol, "pa": text(held.amount), "ep": text(held.entry_price),
                 "cr": "0", "up": "0", "mt": "cross", "iw": text(held.isolated_wallet),
                 "ps": held.side}
                for held in account.positions.values() if held.symbol == symbol
            ]  # fmt: skip
            wallet = text(account.futures.get("USDT", ZERO))
            update: Json = {
                "m": "ORDER", "B": [{"a": "USDT", "wb": wallet, "cw": wallet, "bc": "0"}],
                "P": positions,
            }  # fmt: skip
            payload = {"e": "ACCOUNT_UPDATE", "E": now_ms, "T": now_ms, "a": update}
            name = "ACCOUNT_UPDATE"
        self._tell(UserEvent(account.name, market_type, name, symbol, now_ms, payload))
