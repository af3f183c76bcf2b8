"""What trades do to money, in Decimal: written from the rules of money, never from our SQL.

Amounts are in the profile's quote currency, quantities in base (contracts on swaps). Rounding is
half away from zero to 12 decimals, wherever a product or a quotient is booked.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
_UNIT = Decimal("1e-12")


def book(amount: Decimal) -> Decimal:
    """An amount as it is booked."""
    return amount.quantize(_UNIT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Held:
    """What is held: quantity (below zero when over-sold), its margin and its notional."""

    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    notional: Decimal = ZERO


@dataclass(frozen=True)
class News:
    """What an order did beyond what was known.

    Fees in quote, in base, and in third currencies at their price in quote; negative for rebates.
    """

    quantity: Decimal
    cost: Decimal
    fee_quote: Decimal
    fee_base: Decimal
    fee_other: Decimal = ZERO


def buy_price(
    limit: Decimal | None, trigger: Decimal | None, mark: Decimal | None, buffer: Decimal
) -> Decimal:
    """The highest price at which buying to open is reserved: the limit, or what it may run to."""
    if limit is not None:
        return limit
    assert mark is not None
    return max(trigger or ZERO, mark) * (1 + buffer)


def sell_price(
    limit: Decimal | None, trigger: Decimal | None, mark: Decimal | None, buffer: Decimal
) -> Decimal:
    """The price at which selling to open is reserved: the largest of the three, buffered."""
    return max(limit or ZERO, trigger or ZERO, mark or ZERO) * (1 + buffer)


def reservation(notional: Decimal, leverage: Decimal, fee_rate: Decimal) -> Decimal:
    """Margin and a cushion for fees."""
    return book(notional / leverage + notional * fee_rate)


def enter(held: Held, news: News, leverage: Decimal, direction: int) -> tuple[Held, Decimal]:
    """(held, profit) after an entry. What covers an over-sold position is realised at once."""
    net = news.quantity - news.fee_base
    quantity = held.quantity + net
    if quantity <= 0:
        cost = notional = ZERO
    else:
        kept = Decimal(1) if held.quantity >= 0 else quantity / net
        cost = max(ZERO, held.cost + book(book(news.cost / leverage) * kept))
        notional = max(ZERO, held.notional + book(news.cost * kept))
    realised = news.cost - (notional - held.notional)
    return Held(quantity, cost, notional), -news.fee_quote - news.fee_other - direction * realised


def leave(held: Held, news: News, direction: int) -> tuple[Held, Decimal]:
    """(held, profit) after an exit: cost leaves in proportion, the last one takes what is left.

    A fee in base leaves like what was sold, also when it is told later.
    """
    out = news.quantity + news.fee_base
    if out <= 0 or held.quantity <= 0:
        cost = notional = ZERO
    elif out < held.quantity:
        cost = book(held.cost * out / held.quantity)
        notional = book(held.notional * out / held.quantity)
    else:
        cost, notional = held.cost, held.notional
    after = Held(held.quantity - out, held.cost - cost, held.notional - notional)
    return after, direction * (news.cost - notional) - news.fee_quote - news.fee_other
