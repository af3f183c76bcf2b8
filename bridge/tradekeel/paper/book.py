"""The synthetic order book of one symbol during one tick, and the price path that moves it.

Each tick of the path gives a new mid price and a fresh book: levels at fixed gaps on both sides,
each with a limited quantity. Orders of all accounts consume the same levels until the next tick.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

from tradekeel.paper.draws import draw_fraction
from tradekeel.paper.money import BASIS_POINT, ONE, ZERO, floor_to, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradekeel.paper.markets import Market

Side = Literal["BUY", "SELL"]


class PricePath(Protocol):
    """Where the mid price goes next."""

    def next_price(self, market: Market, tick: int, current: Decimal) -> Decimal:
        """The mid price of tick number ``tick`` (1 is the first move)."""
        ...


class RandomWalk:
    """A seeded walk: each tick moves by at most ``market.step_basis_points``, up or down.

    Spot and futures of one pair share their draws, so they move together.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def next_price(self, market: Market, tick: int, current: Decimal) -> Decimal:
        """The current price moved by this tick's draw, at least one hundred price steps."""
        swing = draw_fraction(self._seed, "price", market.symbol, tick) * 2 - ONE
        moved = current * (ONE + swing * market.step_basis_points * BASIS_POINT)
        return max(round_to(moved, market.tick_size), market.tick_size * 100)


class ListedPath:
    """A given list of prices; after the last one the price stays."""

    def __init__(self, prices: Sequence[Decimal]) -> None:
        if not prices:
            raise ValueError("a listed path needs at least one price")
        self._prices = tuple(prices)

    def next_price(self, market: Market, tick: int, current: Decimal) -> Decimal:
        """The price of that place in the list, on the market's price grid."""
        listed = self._prices[min(tick, len(self._prices)) - 1]
        return round_to(listed, market.tick_size)


@dataclass(slots=True)
class Level:
    """A price and the base quantity that is still offered there."""

    price: Decimal
    quantity: Decimal


class Book:
    """Both sides of the market during one tick."""

    def __init__(
        self, market: Market, mid: Decimal, seed: int, tick: int, fixed: Decimal | None
    ) -> None:
        """``fixed`` sets the quantity of every level; without it each level draws 50 to 150 %."""
        self.market = market
        self.mid = mid
        self.bids: list[Level] = []
        self.asks: list[Level] = []
        for number in range(market.levels):
            offset = market.tick_size * (market.half_spread_ticks + number * market.level_gap_ticks)
            for side, levels, price in (
                ("ask", self.asks, mid + offset),
                ("bid", self.bids, mid - offset),
            ):
                quantity = fixed
                if quantity is None:
                    share = draw_fraction(seed, "depth", market.symbol, tick, side, number)
                    quantity = market.level_quantity * (share + Decimal("0.5"))
                quantity = floor_to(quantity, market.step_size)
                if price > 0 and quantity > 0:
                    levels.append(Level(price, quantity))

    def opposite(self, side: Side) -> list[Level]:
        """The levels an order of this side trades against, best first."""
        return self.asks if side == "BUY" else self.bids

    def crosses(self, side: Side, limit: Decimal) -> bool:
        """Whether an order at this limit would trade at once."""
        return any(_reaches(side, limit, level.price) for level in self.opposite(side)[:1])

    def available(self, side: Side, limit: Decimal | None) -> Decimal:
        """The quantity an order could take now."""
        return sum((level.quantity for level in self._within(side, limit)), ZERO)

    def plan(self, side: Side, quantity: Decimal, limit: Decimal | None) -> list[Level]:
        """The fills an order of this size would get, best price first; the book is unchanged."""
        fills: list[Level] = []
        for level in self._within(side, limit):
            if quantity <= 0:
                break
            taken = min(quantity, level.quantity)
            fills.append(Level(level.price, taken))
            quantity -= taken
        return fills

    def plan_spend(self, side: Side, amount: Decimal) -> list[Level]:
        """The fills for ``amount`` of quote currency, each quantity on the market's grid."""
        fills: list[Level] = []
        for level in self.opposite(side):
            affordable = floor_to(amount / level.price, self.market.step_size)
            taken = min(affordable, level.quantity)
            if taken <= 0:
                break
            fills.append(Level(level.price, taken))
            amount -= taken * level.price
        return fills

    def take(self, side: Side, fills: Sequence[Level]) -> None:
        """Remove planned fills from the book."""
        levels = self.opposite(side)
        for fill in fills:
            for level in levels:
                if level.price == fill.price:
                    level.quantity -= fill.quantity
        levels[:] = [level for level in levels if level.quantity > 0]

    @property
    def best_bid(self) -> Level:
        """The best bid; the mid price with nothing behind it when the side is empty."""
        return self.bids[0] if self.bids else Level(self.mid, ZERO)

    @property
    def best_ask(self) -> Level:
        """The best ask; the mid price with nothing behind it when the side is empty."""
        return self.asks[0] if self.asks else Level(self.mid, ZERO)

    def _within(self, side: Side, limit: Decimal | None) -> list[Level]:
        levels = self.opposite(side)
        if limit is None:
            return levels
        return [level for level in levels if _reaches(side, limit, level.price)]


def _reaches(side: Side, limit: Decimal, price: Decimal) -> bool:
    return price <= limit if side == "BUY" else price >= limit
