"""Fixtures: a paper exchange that really listens, and unmodified ccxt clients that trade on it."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import aiohttp
import ccxt.async_support as ccxt
import pytest

from tradekeel.exchange.transport import create_session
from tradekeel.paper import (
    FaultRule,
    ManualClock,
    PaperExchange,
    PaperServer,
    PaperSettings,
    PaperStore,
)

SPOT = "BTC/USDT"
SWAP = "BTC/USDT:USDT"
API_KEY = "paper-key-alice"
SECRET = "paper-secret-alice"  # noqa: S105 - made up
# The manual clock stands still while a test runs; ccxt signs with the real one.
PATIENT = PaperSettings(future_tolerance_ms=3_600_000)
TIMEOUT_MS = 400


@dataclass
class Desk:
    """One running exchange with one customer who has both wallets."""

    exchange: PaperExchange
    clock: ManualClock
    server: PaperServer
    session: aiohttp.ClientSession
    spot: Any
    usdm: Any
    clients: list[Any]

    async def close(self) -> None:
        """Close the clients, or ccxt complains."""
        for client in self.clients:
            await client.close()

    def client(self, exchange_id: str, **changes: Any) -> Any:
        """A further ccxt client with the same markets; the constructor's config can be changed."""
        like = self.usdm if exchange_id == "binanceusdm" else self.spot
        made = make_client(exchange_id, self.session, **changes)
        made.set_markets_from_exchange(like)
        self.clients.append(made)
        return made

    def price(self, price: str, market: str = "spot", symbol: str = "BTCUSDT") -> None:
        """Move a market."""
        self.exchange.set_price("spot" if market == "spot" else "usdm", symbol, Decimal(price))

    def liquidity(self, level: str, market: str = "spot", symbol: str = "BTCUSDT") -> None:
        """Fix the quantity of every level of a book."""
        self.exchange.set_liquidity("spot" if market == "spot" else "usdm", symbol, Decimal(level))

    def fault(self, kind: str, endpoint: str = "*", **changes: Any) -> None:
        """Put a fault in force."""
        self.exchange.inject(FaultRule(kind=kind, endpoint=endpoint, **changes))

    def balance(self, asset: str) -> tuple[Any, Any]:
        """Free and locked on spot, as the exchange knows it."""
        found = self.exchange.state.accounts["alice"].balance(asset)
        return found.free, found.locked

    def orders(self, client_id: str) -> list[Any]:
        """The orders with a client id that exist on the exchange."""
        rows = [row for book in self.exchange.state.orders.values() for row in book.values()]
        return [row for row in rows if row.client_order_id == client_id]

    async def admin(self, action: str, body: dict[str, object] | None = None) -> tuple[int, Any]:
        """Call the admin interface over plain HTTP; returns status and answer."""
        url = f"http://127.0.0.1:{self.server.http_port}/_paper/{action}"
        async with aiohttp.ClientSession() as session:
            call = session.get(url) if body is None else session.post(url, json=body)
            async with call as reply:
                return reply.status, json.loads(await reply.read())


def make_client(exchange_id: str, session: aiohttp.ClientSession, **changes: Any) -> Any:
    """An unmodified ccxt client with exact numbers, no throttle and no warnings."""
    options = {
        "fetchMarkets": {"types": ["linear" if exchange_id == "binanceusdm" else "spot"]},
        "warnOnFetchOpenOrdersWithoutSymbol": False,
        "recvWindow": 60_000,
    }
    config: dict[str, Any] = {
        "apiKey": API_KEY,
        "secret": SECRET,
        "session": session,
        "enableRateLimit": False,
        "timeout": TIMEOUT_MS,
        "timeout_on_exit": 0,
        "options": options,
        **changes,
    }
    client = getattr(ccxt, exchange_id)(config)
    client.number = str
    return client


Setup = Callable[..., Awaitable[Desk]]


@pytest.fixture
async def setup() -> AsyncIterator[Setup]:
    """Return a function that starts an exchange; everything is closed after the test."""
    async with AsyncExitStack() as stack:

        async def start(
            *,
            seed: int = 7,
            settings: PaperSettings = PATIENT,
            spot: dict[str, str] | None = None,
            usdm: dict[str, str] | None = None,
            folder: Path | None = None,
            start_ms: int | None = None,
            **account: Any,
        ) -> Desk:
            clock = ManualClock(int(time.time() * 1000) if start_ms is None else start_ms)
            exchange = PaperExchange(seed=seed, clock=clock, settings=settings)
            store = None
            if folder is not None:
                store = PaperStore(folder)
                stack.callback(store.close)
                store.load_into(exchange.state)
            exchange.create_account(
                "alice",
                API_KEY,
                SECRET,
                spot=amounts(spot or {"USDT": "10000", "BTC": "1"}),
                usdm=amounts(usdm or {"USDT": "5000"}),
                **account,
            )
            server = await stack.enter_async_context(PaperServer(exchange, store=store))
            server.save()
            session = create_session(redirects=server.redirects, extra_ca=server.ca_pem_path)
            await stack.enter_async_context(session)
            spot_client = make_client("binance", session)
            usdm_client = make_client("binanceusdm", session)
            clients = [spot_client, usdm_client]
            desk = Desk(exchange, clock, server, session, spot_client, usdm_client, clients)
            stack.push_async_callback(desk.close)
            await desk.spot.load_markets()
            await desk.usdm.load_markets()
            return desk

        yield start


@pytest.fixture
async def desk(setup: Setup) -> Desk:
    """An exchange with the defaults: alice has 10000 USDT and 1 BTC, 5000 USDT on futures."""
    return await setup()


def amounts(texts: dict[str, str]) -> dict[str, Decimal]:
    """Amounts of a wallet."""
    return {asset: Decimal(text) for asset, text in texts.items()}
