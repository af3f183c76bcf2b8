"""Which symbols are listed, their filters, fees and the shape of their synthetic order book.

Numbers follow the real listings closely enough that code which respects them here respects them
there: tick and step sizes, minimum notional, fee rates, maintenance margin brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from tradekeel.paper.money import decimal_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MarketType = Literal["spot", "usdm"]
MarketKey = tuple[MarketType, str]


@dataclass(frozen=True, slots=True)
class Bracket:
    """One step of the maintenance margin ladder. Amounts are notional in the quote currency."""

    floor: Decimal
    cap: Decimal
    max_leverage: int
    maintenance_rate: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class Market:
    """One listed symbol. Prices are in quote per base, quantities in base, rates are fractions."""

    market_type: MarketType
    base: str
    quote: str
    start_price: Decimal
    tick_size: Decimal
    step_size: Decimal
    min_quantity: Decimal
    max_quantity: Decimal
    min_notional: Decimal
    level_quantity: Decimal
    """Base quantity offered on average at one price level of the synthetic book."""
    levels: int = 10
    half_spread_ticks: int = 1
    level_gap_ticks: int = 5
    step_basis_points: int = 10
    """The largest move of one tick of the random walk, in hundredths of a percent."""
    maker_rate: Decimal = Decimal("0.001")
    taker_rate: Decimal = Decimal("0.001")
    brackets: tuple[Bracket, ...] = ()

    @property
    def symbol(self) -> str:
        """The exchange's own name, such as BTCUSDT."""
        return self.base + self.quote

    @property
    def key(self) -> MarketKey:
        """What tells BTCUSDT on spot from BTCUSDT on futures."""
        return (self.market_type, self.symbol)

    @property
    def price_places(self) -> int:
        """Digits after the point of a price."""
        return decimal_places(self.tick_size)

    @property
    def quantity_places(self) -> int:
        """Digits after the point of a quantity."""
        return decimal_places(self.step_size)


class MarketSet:
    """The listed markets, in listing order."""

    def __init__(self, markets: Iterable[Market]) -> None:
        self._markets = {market.key: market for market in markets}

    def __iter__(self) -> Iterator[Market]:
        return iter(self._markets.values())

    def find(self, market_type: MarketType, symbol: str) -> Market | None:
        """The market, or None when it is not listed."""
        return self._markets.get((market_type, symbol))

    def of_type(self, market_type: MarketType) -> list[Market]:
        """All markets of one type, in listing order."""
        return [market for market in self if market.market_type == market_type]

    def assets(self) -> list[str]:
        """Every currency that is base or quote of a market, sorted."""
        return sorted({asset for market in self for asset in (market.base, market.quote)})


def _spot(
    base: str, quote: str, price: str, tick: str, step: str, level: str, notional: str = "5"
) -> Market:
    return Market(
        market_type="spot",
        base=base,
        quote=quote,
        start_price=Decimal(price),
        tick_size=Decimal(tick),
        step_size=Decimal(step),
        min_quantity=Decimal(step),
        max_quantity=Decimal(900_000),
        min_notional=Decimal(notional),
        level_quantity=Decimal(level),
    )


def _ladder(*steps: tuple[int, int, str]) -> tuple[Bracket, ...]:
    """Build brackets from (cap, leverage, rate); the cumulative part keeps the curve unbroken."""
    brackets: list[Bracket] = []
    floor, cumulative, previous_rate = Decimal(0), Decimal(0), Decimal(0)
    for cap, leverage, rate_text in steps:
        rate = Decimal(rate_text)
        cumulative += floor * (rate - previous_rate)
        brackets.append(Bracket(floor, Decimal(cap), leverage, rate, cumulative))
        floor, previous_rate = Decimal(cap), rate
    return tuple(brackets)


def _usdm(
    base: str, price: str, tick: str, step: str, level: str, notional: str, rate: str
) -> Market:
    first = Decimal(rate)
    return Market(
        market_type="usdm",
        base=base,
        quote="USDT",
        start_price=Decimal(price),
        tick_size=Decimal(tick),
        step_size=Decimal(step),
        min_quantity=Decimal(step),
        max_quantity=Decimal(100_000),
        min_notional=Decimal(notional),
        level_quantity=Decimal(level),
        maker_rate=Decimal("0.0002"),
        taker_rate=Decimal("0.0005"),
        brackets=_ladder(
            (300_000, 125, str(first)),
            (3_000_000, 75, str(first + Decimal("0.001"))),
            (30_000_000, 20, str(first + Decimal("0.02"))),
            (1_000_000_000, 2, str(first + Decimal("0.24"))),
        ),
    )


DEFAULT_MARKETS = MarketSet(
    [
        _spot("BTC", "USDT", "60000", "0.01", "0.00001", "0.5"),
        _spot("ETH", "USDT", "3000", "0.01", "0.0001", "8"),
        _spot("SOL", "USDT", "150", "0.01", "0.001", "150"),
        _spot("BNB", "USDT", "600", "0.01", "0.001", "40"),
        _spot("XRP", "USDT", "0.6", "0.0001", "0.1", "40000"),
        _spot("ETH", "BTC", "0.05", "0.00001", "0.0001", "8", "0.0001"),
        _usdm("BTC", "60000", "0.1", "0.001", "1", "100", "0.004"),
        _usdm("ETH", "3000", "0.01", "0.001", "20", "20", "0.004"),
        _usdm("SOL", "150", "0.01", "0.01", "400", "5", "0.005"),
    ]
)
