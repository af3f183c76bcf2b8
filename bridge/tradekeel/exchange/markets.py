"""Markets: loaded once per exchange and market type, shared by all accounts, refreshed by age."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ccxt.base.errors import BadResponse

DEFAULT_MAX_AGE_SECONDS = 3600.0


@dataclass
class MarketsCache:
    """The markets of one exchange and market type, read by a client without credentials."""

    client: Any
    market_type: str
    max_age_seconds: float = DEFAULT_MAX_AGE_SECONDS
    _loaded_at: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def age_seconds(self) -> float | None:
        """Seconds since the last successful load, None before it."""
        return None if self._loaded_at is None else time.monotonic() - self._loaded_at

    async def ensure(self, *, force: bool = False) -> None:
        """Load the markets if they are missing or too old; a failed refresh keeps the old ones."""
        async with self._lock:
            age = self.age_seconds
            if not force and age is not None and age < self.max_age_seconds:
                return
            await self._load()
            self._loaded_at = time.monotonic()

    async def _load(self) -> None:
        """Fetch everything before anything is replaced; ccxt's own load replaces it regardless."""
        has_currencies = self.client.has.get("fetchCurrencies") is True
        currencies = await self.client.fetch_currencies() if has_currencies else None
        markets = await self.client.fetch_markets()
        if not markets:
            raise BadResponse(f"{self.client.id} has no markets")
        self.client.set_markets(markets, currencies)

    def share_with(self, client: Any) -> None:
        """Give an account's client the same market objects."""
        client.set_markets_from_exchange(self.client)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows that SQL keeps, sorted by symbol. Amounts are text, absent ones None."""
        markets = self.client.markets or {}
        wanted = (market_row(market) for market in markets.values())
        return sorted(
            (row for row in wanted if row["type"] == self.market_type), key=lambda r: r["symbol"]
        )


def market_row(market: Mapping[str, Any]) -> dict[str, Any]:
    """Return one market as SQL keeps it; limits that the exchange does not state are None.

    `is_linear` is None on spot. A swap may also have `max_quantity` for market orders only; the
    smaller of both is not taken here, SQL decides.
    """
    precision = market.get("precision") or {}
    limits = market.get("limits") or {}
    amount, cost = limits.get("amount") or {}, limits.get("cost") or {}
    return {
        "symbol": market["symbol"],
        "base": market.get("base"),
        "quote": market.get("quote"),
        "settle": market.get("settle"),
        "type": market.get("type"),
        "is_linear": market.get("linear"),
        "contract_size": _text(market.get("contractSize")),
        "price_tick": _text(precision.get("price")),
        "quantity_step": _text(precision.get("amount")),
        "min_quantity": _text(amount.get("min")),
        "max_quantity": _text(amount.get("max")),
        "min_cost": _text(cost.get("min")),
        "is_active": market.get("active") is not False,
    }


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"market amount {value!r} is a {type(value).__name__}, expected text")
    return str(value)
