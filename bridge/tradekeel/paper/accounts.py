"""Accounts: API credentials, the spot wallet, the futures wallet with its positions."""

# ruff: noqa: TC001, TC003 - the codec reads these annotations at run time

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tradekeel.paper.money import ZERO
from tradekeel.paper.orders import PositionSide

DEFAULT_LEVERAGE = 20


@dataclass(slots=True)
class Balance:
    """One currency of the spot wallet."""

    free: Decimal = ZERO
    locked: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Everything the account owns of it."""
        return self.free + self.locked


@dataclass(slots=True)
class Position:
    """One futures position. ``amount`` is negative for a short; ``entry_cost`` is never negative.

    The cost is kept instead of an average price so that realized profit adds up exactly.
    """

    symbol: str
    side: PositionSide
    amount: Decimal = ZERO
    entry_cost: Decimal = ZERO
    isolated_wallet: Decimal = ZERO
    updated_ms: int = 0

    @property
    def entry_price(self) -> Decimal:
        """Average entry price, zero when flat."""
        return self.entry_cost / abs(self.amount) if self.amount else ZERO

    def unrealized(self, mark: Decimal) -> Decimal:
        """Profit at this mark price, in quote."""
        direction = 1 if self.amount > 0 else -1
        return direction * (abs(self.amount) * mark - self.entry_cost)


@dataclass(slots=True)
class Income:
    """One line of the futures ledger: what changed the wallet, and by how much."""

    account: str
    income_type: str
    asset: str
    amount: Decimal
    symbol: str
    time_ms: int
    transaction_id: int
    trade_id: str = ""


@dataclass(slots=True)
class Account:
    """One customer. Spot and futures wallets are separate, as on the exchange."""

    name: str
    api_key: str
    secret: str
    created_ms: int
    uid: int
    can_spot: bool = True
    can_usdm: bool = True
    bnb_burn: bool = False
    spot: dict[str, Balance] = field(default_factory=dict)
    futures: dict[str, Decimal] = field(default_factory=dict)
    """Wallet balance by asset; only USDT is margin."""
    positions: dict[str, Position] = field(default_factory=dict)
    leverages: dict[str, int] = field(default_factory=dict)
    isolated_symbols: list[str] = field(default_factory=list)
    hedge_mode: bool = False
    updated_ms: int = 0
    next_transaction_id: int = 1

    def balance(self, asset: str) -> Balance:
        """The spot balance, created empty on first use."""
        return self.spot.setdefault(asset, Balance())

    def position(self, symbol: str, side: PositionSide) -> Position:
        """The position of that symbol and side, created flat on first use."""
        return self.positions.setdefault(f"{symbol}:{side}", Position(symbol, side))

    def held(self, symbol: str, side: PositionSide) -> Position:
        """The position of that symbol and side to look at; a flat one is not kept."""
        return self.positions.get(f"{symbol}:{side}") or Position(symbol, side)

    def leverage(self, symbol: str) -> int:
        """The leverage set for a symbol."""
        return self.leverages.get(symbol, DEFAULT_LEVERAGE)

    def open_positions(self) -> list[Position]:
        """Positions that are not flat."""
        return [position for position in self.positions.values() if position.amount]

    def is_isolated(self, symbol: str) -> bool:
        """Whether positions of the symbol have a margin of their own."""
        return symbol in self.isolated_symbols
