"""Fixtures: an account on a fake exchange."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from exchange.fake import FakeExchange, fake_exchange
from exchange.venues import CLIENT_TEXT, VENUES, Venue, market
from tradekeel.exchange import AccountRef, Credentials, ExchangeAccount, ExchangeHub, SendIntent
from tradekeel.exchange.adapter import MarketType
from tradekeel.exchange.moments import Moment

API_KEY = "AKIA-test-api-key-0001"
SECRET = base64.b64encode(b"a secret that nobody may see").decode()  # kraken decodes base64
PASSPHRASE = "-".join(("pass", "phrase", "of", "okx"))


@dataclass
class Stage:
    """One account on one fake exchange."""

    venue: Venue
    fake: FakeExchange
    hub: ExchangeHub
    account: ExchangeAccount

    def intent(self, **changes: Any) -> SendIntent:
        """Return a limit order that the venue accepts, with changes."""
        values: dict[str, Any] = {
            "symbol": self.venue.symbol, "side": "buy", "order_type": "limit",
            "quantity": "0.500", "price": "100.00", "client_order_text": CLIENT_TEXT,
            "send_remaining_ms": 20_000, "received_at": Moment.now(), **changes,
        }  # fmt: skip
        return SendIntent(**values)


Setup = Callable[..., Awaitable[Stage]]


@pytest.fixture
async def setup(tmp_path: Path) -> AsyncIterator[Setup]:
    """Return a function that starts a fake exchange with one account, fast and unthrottled."""
    async with AsyncExitStack() as stack:

        async def start(
            name: str,
            *,
            timeout_ms: int = 5_000,
            interval_ms: float = 0,
            market_type: MarketType | None = None,
        ) -> Stage:
            venue = VENUES[name]
            if market_type == "swap":
                swap = f"{venue.symbol}:USDT"
                venue = replace(
                    venue, market_type="swap", symbol=swap, market=market(swap, venue.market["id"])
                )
            fake = await stack.enter_async_context(fake_exchange(tmp_path, venue.host))
            venue.install(fake)
            hub = await stack.enter_async_context(
                ExchangeHub(redirects=fake.redirects(venue.host), extra_ca=fake.ca_pem)
            )
            account = hub.account(
                AccountRef(
                    exchange=venue.exchange,
                    market_type=venue.market_type,
                    credentials=Credentials(API_KEY, SECRET, password=PASSPHRASE),
                    options=venue.options,
                    timeout_ms=timeout_ms,
                )
            )
            give_markets(account, venue)
            limiter = hub.limiter(venue.exchange)
            assert limiter is not None
            limiter.interval_ms = interval_ms
            return Stage(venue, fake, hub, account)

        yield start


def give_markets(account: ExchangeAccount, venue: Venue) -> None:
    """Set the venue's one market, so that nothing has to be loaded."""
    currencies = {
        code: {"id": code, "code": code, "precision": "0.00000001"}
        for code in (venue.market["base"], venue.market["quote"])
    }
    account.client.set_markets([dict(venue.market)], currencies)
