"""Fixtures: one account whose driver is real, whose exchange is paper, whose database is fresh."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

from tools.server import Server
from tradekeel.driver import AccountDriver, Identity
from tradekeel.engine import Engine
from tradekeel.exchange import AccountRef, Credentials, ExchangeHub
from tradekeel.paper import PaperExchange, PaperServer, RealClock
from tradekeel.paper.markets import MarketType

KEY = "paper-key-driving"
PHRASE = "-".join(("paper", "phrase", "driving"))
USER = UUID("00000000-0000-4000-8000-0000000000d1")
ACCOUNT = UUID("00000000-0000-4000-8000-0000000000d2")
PROFILE = UUID("00000000-0000-4000-8000-0000000000d3")


@dataclass
class Place:
    """One profile with 10000 USDT on one account, driven by this test step by step."""

    exchange: PaperExchange
    driver: AccountDriver
    database: psycopg.AsyncConnection[dict[str, Any]]
    symbol: str
    price: Decimal
    is_swap: bool
    hub: ExchangeHub
    reference: AccountRef
    engine: Engine
    identity: Identity

    @property
    def market(self) -> MarketType:
        """As the paper exchange calls it."""
        return "usdm" if self.is_swap else "spot"

    async def rows(self, query: str, *arguments: object) -> list[dict[str, Any]]:
        """What the database says, seen by its superuser."""
        cursor = await self.database.execute(query.encode(), arguments)
        return await cursor.fetchall() if cursor.description else []

    async def one(self, query: str, *arguments: object) -> dict[str, Any]:
        """The one row that is expected."""
        (row,) = await self.rows(query, *arguments)
        return row

    async def ask(self, kind: str, side: str, order_type: str, **terms: Any) -> str:
        """Ask as the tenant does; returns the signal, which is the request id."""
        names = ("quantity", "limit_price", "trigger_price", "time_in_force")
        shared = [None if terms.get(name) is None else str(terms[name]) for name in names]
        shared.append(str(terms.get("is_post_only", False)).lower())
        await self.database.execute(
            "select set_config('request.jwt.claims', %s, false)", (json.dumps({"sub": str(USER)}),)
        )
        places = "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s"
        leverage = "'1', " if kind == "entry" else ""
        row = await self.one(
            f"select api.fn_request_{kind}({places}, {leverage}'60') as signal",
            str(USER), str(PROFILE), str(uuid4()), self.symbol, side, order_type, *shared,
        )  # fmt: skip
        return str(row["signal"])

    async def enter(self, order_type: str, side: str = "buy", **terms: Any) -> str:
        """Ask for an entry of 0.02 and carry it out as the trading loop does."""
        signal = await self.ask("entry", side, order_type, **{"quantity": "0.02", **terms})
        await self.driver.trade()
        return signal

    async def leave(self, order_type: str, side: str = "sell", **terms: Any) -> str:
        """Ask for an exit of all and carry it out."""
        signal = await self.ask("exit", side, order_type, **terms)
        await self.driver.trade()
        return signal

    async def settle(self, readings: int = 4) -> None:
        """Read until nothing more is to come of what has ended."""
        for _ in range(readings):
            await self.driver.monitor()

    async def move(self, factor: str) -> Decimal:
        """Move the market to a multiple of its first price, and let the driver see it."""
        price = self.at(factor)
        name = self.symbol.split(":")[0].replace("/", "")
        self.exchange.set_price("usdm" if self.is_swap else "spot", name, price)
        await self.driver.monitor()
        return price

    def at(self, factor: str) -> Decimal:
        """A price as a multiple of the first one, on the tick of both markets."""
        return Decimal(format(self.price * Decimal(factor), ".0f"))

    async def intent(self, signal: str) -> dict[str, Any]:
        """The intent of a signal."""
        return await self.one(
            "select i.*, (select count(*) from lifecycle.orders as o"
            "  where o.intent_id = i.intent_id) as order_count,"
            " (select coalesce(sum(o.posted_quantity), 0) from lifecycle.orders as o"
            "  where o.intent_id = i.intent_id) as filled"
            " from lifecycle.intents as i where i.request_id = %s",
            signal,
        )

    async def capital(self) -> dict[str, Any]:
        """The capital row."""
        return await self.one("select * from ledger.capital")

    async def violations(self) -> list[dict[str, Any]]:
        """What check views say."""
        return await self.rows("select * from fixture.violations()")


MakePlace = Callable[..., Awaitable[Place]]


@pytest.fixture
async def make_place(server: Server, database: str) -> AsyncIterator[MakePlace]:
    """Return a function that opens a place on `binance` or `binanceusdm`; all is closed after."""
    async with AsyncExitStack() as stack:

        async def make(name: str, limits: str = "{}", fresh: bool = False) -> Place:
            is_swap = name == "binanceusdm"
            where = server.create_database() if fresh else database
            if fresh:
                stack.callback(server.drop_database, where)
            admin = await psycopg.AsyncConnection.connect(
                server.url(where), autocommit=True, row_factory=dict_row
            )
            await stack.enter_async_context(admin)
            for call, arguments in (
                ("fn_change_setting('missing_grace_ms', 0)", ()),  # positions are judged at once
                ("fn_create_user(%s)", (USER,)),
                ("fn_create_account(%s, %s, %s, %s, 'one_way', 'env:X', 'report')",
                 (USER, ACCOUNT, name, "swap" if is_swap else "spot")),
                ("fn_create_profile(%s, %s, %s, 'driving', 'USDT', 3, 5000, 1)",
                 (USER, PROFILE, ACCOUNT)),
                ("fn_change_profile(%s, %s, %s::jsonb)", (USER, PROFILE, limits)),
                ("fn_allocate_capital(%s, %s, %s, 10000)", (USER, PROFILE, PROFILE)),
            ):  # fmt: skip
                await admin.execute(f"select ops.{call}".encode(), arguments)
            exchange = PaperExchange(seed=11, clock=RealClock())
            money = {"USDT": Decimal(20_000)}
            exchange.create_account("dora", KEY, PHRASE, spot=money, usdm=money)
            paper = await stack.enter_async_context(PaperServer(exchange))
            hub = await stack.enter_async_context(
                ExchangeHub(redirects=paper.redirects, extra_ca=paper.ca_pem_path)
            )
            reference = AccountRef(name, "swap" if is_swap else "spot", Credentials(KEY, PHRASE))
            account = hub.account(reference)
            limiter = hub.limiter(name)
            assert limiter is not None
            limiter.interval_ms = 0
            engine = await stack.enter_async_context(
                Engine(server.url(where, "tradekeel_bridge"), connections=2, give_up_seconds=5)
            )
            identity = Identity(uuid4(), uuid4())
            await engine.start_instance(identity.instance_id, identity.owner_token, "t", "t")
            (row,) = await engine.list_accounts()
            driver = AccountDriver(engine, account, row, identity, 60)
            await driver.hold()
            assert (await driver.reconcile()).is_ready
            await driver.hold()
            symbol = "BTC/USDT:USDT" if is_swap else "BTC/USDT"
            prices = await account.read_prices([symbol])
            await engine.record_prices(USER, ACCOUNT, prices["rows"])
            price = Decimal(prices["rows"][0]["price"])
            return Place(
                exchange, driver, admin, symbol, price, is_swap, hub, reference, engine, identity
            )

        yield make
