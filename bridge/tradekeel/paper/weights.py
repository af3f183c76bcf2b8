"""Rate limits: request weight per address and minute, new orders per account, bans.

Binance counts in fixed windows of the clock. Going on after a 429 earns a 418, which is a ban.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradekeel.paper.errors import BinanceError

if TYPE_CHECKING:
    from tradekeel.paper.markets import MarketType
    from tradekeel.paper.settings import PaperSettings

MINUTE_MS = 60_000


class TooManyError(BinanceError):
    """A 429 or 418, with the seconds to wait."""

    def __init__(self, code: int, message: str, status: int, wait_ms: int) -> None:
        super().__init__(code, message, status)
        self.retry_after_seconds = max(1, -(-wait_ms // 1000))


@dataclass(slots=True)
class _Window:
    number: int = 0
    used: int = 0
    strikes: int = 0

    def roll(self, number: int) -> None:
        if number != self.number:
            self.number, self.used, self.strikes = number, 0, 0


class RateLimiter:
    """Counts of the running windows. They start empty after a restart of the process."""

    def __init__(self, settings: PaperSettings) -> None:
        self._settings = settings
        self._weights: dict[tuple[MarketType, str], _Window] = {}
        self._orders: dict[tuple[MarketType, str], _Window] = {}
        self._banned_until_ms: dict[str, int] = {}

    def spend(self, market_type: MarketType, address: str, weight: int, now_ms: int) -> int:
        """Count a request; returns the weight used in this minute.

        Errors: TooManyError 418 while banned, TooManyError 429 above the limit.
        """
        until = self._banned_until_ms.get(address, 0)
        if until > now_ms:
            raise TooManyError(
                -1003,
                f"Way too much request weight used; IP banned until {until}. Please use WebSocket "
                "Streams for live updates to avoid bans.",
                418,
                until - now_ms,
            )
        window = self._weights.setdefault((market_type, address), _Window())
        window.roll(now_ms // MINUTE_MS)
        window.used += weight
        limit = self._limit(market_type)
        if window.used > limit:
            window.strikes += 1
            if window.strikes > self._settings.strikes_before_ban:
                self._banned_until_ms[address] = now_ms + self._settings.ban_ms
            raise TooManyError(
                -1003,
                f"Too much request weight used; current limit is {limit} request weight per "
                "1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.",
                429,
                MINUTE_MS - now_ms % MINUTE_MS,
            )
        return window.used

    def count_order(self, market_type: MarketType, account: str, now_ms: int) -> int:
        """Count a new order; returns the number in its window. Errors: TooManyError 429 -1015."""
        span_ms, limit, name = 10_000, self._settings.order_limit_10_seconds, "10 SECOND"
        if market_type == "usdm":
            span_ms, limit, name = MINUTE_MS, self._settings.order_limit_minute, "1 MINUTE"
        window = self._orders.setdefault((market_type, account), _Window())
        window.roll(now_ms // span_ms)
        if window.used >= limit:
            raise TooManyError(
                -1015,
                f"Too many new orders; current limit is {limit} orders per {name}.",
                429,
                span_ms - now_ms % span_ms,
            )
        window.used += 1
        return window.used

    def _limit(self, market_type: MarketType) -> int:
        if market_type == "spot":
            return self._settings.spot_weight_limit
        return self._settings.usdm_weight_limit
