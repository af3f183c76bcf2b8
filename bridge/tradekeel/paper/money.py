"""Exact decimal arithmetic: parsing what a client sent, rounding to steps, rendering as text.

Nothing here or elsewhere in the package touches a float. Amounts are ``Decimal``; text that leaves
the exchange has a fixed number of places, because that is how the real one writes it.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
SATOSHI = Decimal("0.00000001")
BASIS_POINT = Decimal("0.0001")

_PLAIN_DECIMAL = re.compile(r"[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)


def parse_amount(text: str) -> Decimal:
    """Read a plain non-negative decimal such as ``12.5``. Errors: ValueError for anything else."""
    if _PLAIN_DECIMAL.fullmatch(text) is None:
        raise ValueError(f"not a plain decimal: {text!r}")
    return Decimal(text)


def decimal_places(value: Decimal) -> int:
    """How many places after the point carry digits: 0.00100 has three."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def floor_to(value: Decimal, step: Decimal) -> Decimal:
    """The largest multiple of ``step`` that is not above ``value``."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def ceil_to(value: Decimal, step: Decimal) -> Decimal:
    """The smallest multiple of ``step`` that is not below ``value``."""
    return (value / step).to_integral_value(ROUND_CEILING) * step


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """The multiple of ``step`` that is nearest to ``value``, halves away from zero."""
    return (value / step).to_integral_value(ROUND_HALF_UP) * step


def is_multiple(value: Decimal, step: Decimal) -> bool:
    """Whether ``value`` is a whole number of steps."""
    return value % step == 0


def text(value: Decimal, places: int = 8) -> str:
    """Render with exactly ``places`` digits after the point, never in exponent form."""
    rounded = round_to(value, Decimal(1).scaleb(-places)) + ZERO
    return f"{rounded:.{places}f}"
