"""Numbers that look random and follow from the seed alone.

Every draw is a hash of the seed and of what it is for, so nothing has to be remembered between two
draws: a restarted exchange continues its price paths, and two runs agree to the last byte.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

_SCALE = 2**64


def draw_integer(seed: int, *purpose: str | int) -> int:
    """A number in [0, 2**64) that depends on the seed and the purpose only."""
    label = "/".join(str(part) for part in (seed, *purpose))
    return int.from_bytes(hashlib.sha256(label.encode()).digest()[:8], "big")


def draw_fraction(seed: int, *purpose: str | int) -> Decimal:
    """A number in [0, 1) with nine digits."""
    return Decimal(draw_integer(seed, *purpose) * 10**9 // _SCALE).scaleb(-9)


def draw_text(seed: int, length: int, *purpose: str | int) -> str:
    """``length`` characters of [0-9a-f], at most 64."""
    label = "/".join(str(part) for part in (seed, *purpose))
    return hashlib.sha256(label.encode()).hexdigest()[:length]
