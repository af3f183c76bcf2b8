"""What can be set on a paper exchange apart from markets, accounts and faults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """Times are milliseconds, limits are Binance's request weights per minute."""

    order_lag_ms: int = 0
    """How long a new order cannot be seen by queries and listings."""
    trade_lag_ms: int = 0
    """How long a trade cannot be seen by trade listings."""
    spot_weight_limit: int = 6000
    usdm_weight_limit: int = 2400
    order_limit_10_seconds: int = 100
    """New orders per account in ten seconds (spot) ..."""
    order_limit_minute: int = 1200
    """... and in a minute (futures)."""
    strikes_before_ban: int = 10
    """Requests sent in spite of 429 until the address is banned with 418."""
    ban_ms: int = 120_000
    future_tolerance_ms: int = 1000
    """How far a request's timestamp may be ahead of the exchange."""
    max_open_orders: int = 200
    """Open orders per account and symbol."""
