"""What one execution does to one futures position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradekeel.paper.money import SATOSHI, ZERO, floor_to

if TYPE_CHECKING:
    from decimal import Decimal

    from tradekeel.paper.accounts import Position
    from tradekeel.paper.book import Side


def apply_fill(
    position: Position, side: Side, quantity: Decimal, cost: Decimal, leverage: int | None
) -> Decimal:
    """Close first, then open with the rest; returns the realized profit.

    quantity: base; cost: quote of the whole execution; leverage: set for an isolated position,
    whose margin then moves between the wallet and the position.
    """
    direction = 1 if side == "BUY" else -1
    held = abs(position.amount)
    is_against = position.amount * direction < 0
    closing = min(quantity, held) if is_against else ZERO
    closing_cost = cost if closing == quantity else floor_to(cost * closing / quantity, SATOSHI)
    realized = _close(position, closing, closing_cost) if closing else ZERO
    position.amount += direction * quantity
    opening_cost = cost - closing_cost
    position.entry_cost += opening_cost
    if leverage is not None:
        position.isolated_wallet += floor_to(opening_cost / leverage, SATOSHI)
    return realized


def _close(position: Position, quantity: Decimal, proceeds: Decimal) -> Decimal:
    """Take a share of cost and isolated margin out; the last share takes all of them."""
    held = abs(position.amount)
    is_last = quantity == held
    share = position.entry_cost
    margin = position.isolated_wallet
    if not is_last:
        share = floor_to(position.entry_cost * quantity / held, SATOSHI)
        margin = floor_to(position.isolated_wallet * quantity / held, SATOSHI)
    position.entry_cost -= share
    position.isolated_wallet -= margin
    return proceeds - share if position.amount > 0 else share - proceeds
