"""What the model remembers. Amounts in quote currency; moments in seconds of the model's clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from property.money import ZERO, Held

if TYPE_CHECKING:
    from property.exchange import Fees, Income, Trade


class Refused(Exception):  # noqa: N818 - a refusal is a reply
    """The call is refused with this SQLSTATE and writes nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"Refused({self.code})"


@dataclass(frozen=True)
class Market:
    """A symbol's limits, the same in the database."""

    symbol: str
    base: str
    tick: Decimal
    step: Decimal
    min_quantity: Decimal
    max_quantity: Decimal
    min_cost: Decimal
    contract_size: Decimal = Decimal(1)


@dataclass
class Account:
    """An account and who drives it."""

    account_id: str
    exchange: str
    is_swap: bool
    markets: dict[str, Market]
    owner: str | None = None
    term: int = 0
    is_lapsed: bool = True
    ready_term: int | None = None
    is_ready_old: bool = False
    empty_counts: dict[str, int] = field(default_factory=dict)
    incomes: set[tuple[str, str]] = field(default_factory=set)
    pending: dict[str, Income] = field(default_factory=dict)
    adoptions: dict[tuple[str, str], Adoption] = field(default_factory=dict)

    def is_driven_by(self, token: str) -> bool:
        """Whether the token has the lease now."""
        return self.owner == token and not self.is_lapsed


@dataclass
class Profile:
    """A profile, its limits and its capital."""

    profile_id: str
    account: Account
    max_leverage: Decimal
    max_order_cost: Decimal
    max_open_positions: int
    price_buffer: Decimal = Decimal("0.01")
    fee_buffer: Decimal = Decimal("0.002")
    cushion: Decimal = Decimal("0.001")
    allocated: Decimal = ZERO
    for_orders: Decimal = ZERO
    for_positions: Decimal = ZERO
    profit: Decimal = ZERO
    trading_state: str = "active"
    seq: int = 0
    requests: dict[tuple[str, str], tuple[str, str, Decimal]] = field(default_factory=dict)

    @property
    def available(self) -> Decimal:
        """What may still be reserved."""
        return self.allocated - self.for_orders - self.for_positions + self.profit


@dataclass
class Lock:
    """An entry lock: the row stays, the term only grows."""

    owner: str | None
    term: int
    is_lapsed: bool


@dataclass
class Position:
    """From the first entry fill to flat."""

    profile: Profile
    symbol: str
    side: str
    position_id: str | None = None
    state: str = "open"
    held: Held = field(default_factory=Held)
    profit: Decimal = ZERO

    @property
    def direction(self) -> int:
        """1 when a rising price is a profit."""
        return 1 if self.side == "long" else -1


@dataclass(frozen=True)
class Terms:
    """How an order is to be filled."""

    order_type: str
    limit: Decimal | None
    trigger: Decimal | None
    time_in_force: str | None
    is_post_only: bool


@dataclass
class Intent:
    """An accepted decision."""

    intent_id: str
    profile: Profile
    kind: str
    request_id: str
    asked: tuple[object, ...]
    symbol: str
    side: str
    position_side: str
    quantity: Decimal
    leverage: Decimal
    terms: Terms
    position: Position | None = None
    outcome: str | None = None
    attempts: list[Attempt] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)


@dataclass
class Attempt:
    """One send and, for an entry, its reservation."""

    attempt_id: str
    intent: Intent
    number: int
    owner: str
    lock_term: int | None
    client_id: str
    created: float
    deadline: float
    horizon: float
    state: str = "submitting"
    is_late: bool = False
    absent_first: float | None = None
    amount: Decimal | None = None
    consumed: Decimal = ZERO
    released: Decimal = ZERO
    is_closed: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether a process began it; no: taken in later, of our own life or from others."""
        return self.owner not in ("nobody", "another life")

    @property
    def is_unresolved(self) -> bool:
        """Whether nobody knows yet."""
        return self.state in ("submitting", "unknown")


def _sums(fees: Fees) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for currency, cost in fees:
        sums[currency] = sums.get(currency, ZERO) + cost
    return {currency: cost for currency, cost in sums.items() if cost}


@dataclass
class Fill:
    """A trade as it was recorded; others: fees in third currencies, priced: their worth."""

    quantity: Decimal
    cost: Decimal
    fee_quote: Decimal
    fee_base: Decimal
    others: dict[str, Decimal]
    told: Trade
    is_contradicted: bool = False
    priced: dict[str, Decimal] = field(default_factory=dict)

    def contradicts(self, trade: Trade) -> bool:
        """Whether the same trade is told with other content; fees that one leaves out are none."""
        mine, other = _sums(self.told.fees), _sums(trade.fees)
        return (
            self.told.price != trade.price
            or self.quantity != trade.quantity
            or self.told.cost != trade.cost
            or bool(mine and other and mine != other)
        )

    @property
    def is_priced(self) -> bool:
        """Whether every third-currency fee has a price."""
        return self.others.keys() == self.priced.keys()


@dataclass
class Posted:
    """What of an order is booked."""

    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    fee_quote: Decimal = ZERO
    fee_base: Decimal = ZERO
    fee_other: Decimal = ZERO


@dataclass
class Order:
    """An order as the database should know it."""

    exchange_id: str
    attempt: Attempt
    quantity: Decimal
    price: Decimal | None
    changed_at: float
    order_id: str | None = None
    status: str = "open"
    filled: Decimal = ZERO
    cost: Decimal = ZERO
    average: Decimal | None = None
    stated_quote: Decimal = ZERO
    stated_base: Decimal = ZERO
    stated_other: Decimal = ZERO
    stated_others: dict[str, Decimal] = field(default_factory=dict)
    is_stated_priced: bool = True
    is_statement_open: bool = False
    posted: Posted = field(default_factory=Posted)
    fills: dict[str, Fill] = field(default_factory=dict)
    last_position: Position | None = None
    terminal_at: float | None = None
    last_reading: float | None = None
    stable_readings: int = 0
    is_settled: bool = False
    absent_count: int = 0
    absent_at: float | None = None

    @property
    def intent(self) -> Intent:
        """What it was begun for."""
        return self.attempt.intent

    @property
    def account(self) -> Account:
        """Where it is."""
        return self.attempt.intent.profile.account

    @property
    def traded(self) -> Decimal:
        """The sum of its trades."""
        return sum((fill.quantity for fill in self.fills.values()), ZERO)


@dataclass
class Adoption:
    """An order that we did not send, taken (or to be taken) as an exit of a position."""

    position: Position
    kind: str
    state: str


@dataclass
class Claim:
    """Who owns an asset or swap symbol of an account."""

    profile: Profile
    is_held: bool


@dataclass
class Cancel:
    """One cancel that was begun."""

    cancel_id: str
    order: Order
    owner: str
    deadline: float
    state: str = "submitting"
