"""Futures margin: how much of a wallet is bound, when a position is lost, what is still free.

Everything is in USDT. The mark price is the mid price of the paper market.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradekeel.paper.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.accounts import Account, Position
    from tradekeel.paper.markets import Bracket, Market
    from tradekeel.paper.orders import Order
    from tradekeel.paper.state import State


@dataclass(frozen=True, slots=True)
class Exposure:
    """One position with its numbers at the current mark price."""

    position: Position
    market: Market
    mark: Decimal
    leverage: int
    is_isolated: bool

    @property
    def notional(self) -> Decimal:
        """Signed value at the mark price."""
        return self.position.amount * self.mark

    @property
    def unrealized(self) -> Decimal:
        """Profit if closed at the mark price."""
        return self.position.unrealized(self.mark) if self.position.amount else ZERO

    @property
    def initial_margin(self) -> Decimal:
        """What the position binds."""
        return abs(self.notional) / self.leverage

    @property
    def bracket(self) -> Bracket:
        """The step of the maintenance ladder its size falls into."""
        return bracket_of(self.market, abs(self.notional))

    @property
    def maintenance(self) -> Decimal:
        """Below this margin the position is liquidated."""
        if not self.position.amount:
            return ZERO
        return abs(self.notional) * self.bracket.maintenance_rate - self.bracket.cumulative


def bracket_of(market: Market, notional: Decimal) -> Bracket:
    """The bracket of a notional; the last one is open at the top."""
    for bracket in market.brackets:
        if notional < bracket.cap:
            return bracket
    return market.brackets[-1]


@dataclass(frozen=True, slots=True)
class MarginView:
    """One account's futures wallet at the current mark prices."""

    wallet: Decimal
    exposures: tuple[Exposure, ...]
    order_margin: Decimal

    @property
    def unrealized(self) -> Decimal:
        """Profit of all open positions."""
        return sum((item.unrealized for item in self.exposures), ZERO)

    @property
    def cross(self) -> tuple[Exposure, ...]:
        """Positions that share the wallet."""
        return tuple(item for item in self.exposures if not item.is_isolated)

    @property
    def cross_wallet(self) -> Decimal:
        """The wallet without what isolated positions hold."""
        return self.wallet - sum((item.position.isolated_wallet for item in self.exposures), ZERO)

    @property
    def cross_unrealized(self) -> Decimal:
        """Profit of the positions that share the wallet."""
        return sum((item.unrealized for item in self.cross), ZERO)

    @property
    def position_margin(self) -> Decimal:
        """Initial margin of all positions."""
        return sum((item.initial_margin for item in self.exposures), ZERO)

    @property
    def maintenance(self) -> Decimal:
        """Maintenance margin of all positions."""
        return sum((item.maintenance for item in self.exposures), ZERO)

    @property
    def cross_maintenance(self) -> Decimal:
        """Maintenance margin of the positions that share the wallet."""
        return sum((item.maintenance for item in self.cross), ZERO)

    @property
    def available(self) -> Decimal:
        """What new orders may bind, never below zero."""
        bound = sum((item.initial_margin for item in self.cross), ZERO) + self.order_margin
        return max(ZERO, self.cross_wallet + self.cross_unrealized - bound)

    def liquidation_price(self, exposure: Exposure) -> Decimal:
        """The mark price at which this position alone would be lost, zero when there is none."""
        amount = exposure.position.amount
        bracket = exposure.bracket
        if exposure.is_isolated:
            wallet = exposure.position.isolated_wallet
        else:
            others_maintenance = self.cross_maintenance - exposure.maintenance
            others_unrealized = self.cross_unrealized - exposure.unrealized
            wallet = self.cross_wallet - others_maintenance + others_unrealized
        direction = 1 if amount > 0 else -1
        size = abs(amount)
        numerator = wallet + bracket.cumulative - direction * exposure.position.entry_cost
        price = numerator / (size * bracket.maintenance_rate - direction * size)
        return max(ZERO, price)


def exposure_of(state: State, account: Account, position: Position) -> Exposure:
    """A position with its market and settings."""
    return Exposure(
        position=position,
        market=state.market(("usdm", position.symbol)),
        mark=state.mid("usdm", position.symbol) or ZERO,
        leverage=account.leverage(position.symbol),
        is_isolated=account.is_isolated(position.symbol),
    )


def margin_view(state: State, account: Account) -> MarginView:
    """The account's wallet, positions and bound margin now."""
    exposures = tuple(exposure_of(state, account, item) for item in account.open_positions())
    order_margin = sum(
        (
            order_margin_of(state, account, market, state.open_orders(market.key, account.name))
            for market in state.markets.of_type("usdm")
        ),
        ZERO,
    )
    return MarginView(account.futures.get("USDT", ZERO), exposures, order_margin)


def order_margin_of(state: State, account: Account, market: Market, orders: list[Order]) -> Decimal:
    """What the open orders of one symbol bind beyond the margin of its position.

    In one-way mode orders against the position bind nothing until they would turn it around.
    """
    leverage = account.leverage(market.symbol)
    buying = selling = ZERO
    for order in orders:
        if order.reduce_only or _closes_hedge(order):
            continue
        value = order.remaining * order.price
        buying, selling = (
            (buying + value, selling) if order.side == "BUY" else (buying, selling + value)
        )
    if account.hedge_mode:
        return (buying + selling) / leverage
    mark = state.mid("usdm", market.symbol) or ZERO
    held = account.held(market.symbol, "BOTH").amount * mark
    worst = max(abs(held + buying), abs(held - selling), abs(held))
    return (worst - abs(held)) / leverage


def _closes_hedge(order: Order) -> bool:
    return (order.position_side, order.side) in (("LONG", "SELL"), ("SHORT", "BUY"))
