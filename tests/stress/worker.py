"""One process of the fight: the real driver for every account, against the test's exchange.

It never ends by itself: it is killed. Beside each driver walks a ghost, a second owner token that
repeats what the driver was asked to do: it takes entry locks and begins the same requests, and
would send whatever it was allowed to.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import psycopg
import structlog

from tradekeel.driver import AccountDriver, Identity, NotDrivingError
from tradekeel.engine import Account, Engine, Signal
from tradekeel.engine_errors import EngineError
from tradekeel.exchange.adapter import CallAnswer, LookupAnswer, SendIntent
from tradekeel.exchange.moments import Moment
from tradekeel.exchange.reading import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from tradekeel.exchange import ExchangeAccount

REPLY_SECONDS = 1.0
RECONCILIATION_SECONDS = 1.5
SURVIVABLE = (EngineError, NotDrivingError, psycopg.Error, OSError, TimeoutError)


@dataclass(frozen=True)
class Plan:
    """What a worker is told."""

    database_url: str
    venue_path: str
    symbols: tuple[str, ...]
    seed: int
    lease_seconds: float


class VenueAccount:
    """What the driver needs of `ExchangeAccount`, spoken with the exchange of the test."""

    def __init__(self, path: str, symbols: Sequence[str], account: str) -> None:
        """Remember; nothing is asked."""
        self._path = path
        self._symbols = symbols
        self._account = account

    async def _ask(self, do: str, **request: Any) -> dict[str, Any]:
        """One question. Raises OSError when no reply comes, TimeoutError when none comes soon."""
        line = json.dumps({"do": do, "account": self._account, **request}).encode() + b"\n"
        async with asyncio.timeout(REPLY_SECONDS):
            reader, writer = await asyncio.open_unix_connection(self._path)
            try:
                writer.write(line)
                reply = await reader.readline()
            finally:
                writer.close()
        if not reply:
            raise ConnectionResetError("no reply")
        return dict(json.loads(reply))

    async def load(self) -> None:
        """Nothing to connect."""

    async def keep_clock(self) -> None:
        """There is one clock."""

    async def close(self) -> None:
        """Nothing to close."""

    async def measure_clock(self) -> int | None:
        """The exchange tells no time."""
        return None

    async def exchange_uid(self) -> str | None:
        """The account's own name."""
        return self._account

    def market_rows(self) -> list[dict[str, Any]]:
        """Every symbol as a market."""
        return [
            {
                "symbol": symbol, "base": symbol.split("/")[0], "quote": "USDT", "settle": "USDT",
                "price_tick": "0.01", "quantity_step": "0.0001", "min_quantity": "0.0001",
                "max_quantity": "9000", "min_cost": "5", "contract_size": "1", "is_active": True,
            }
            for symbol in self._symbols
        ]  # fmt: skip

    async def send(self, intent: SendIntent) -> CallAnswer:
        """Send once, not after the deadline; what is not answered is unknown."""
        if intent.deadline.remaining() < 0:
            return _answered("not_sent", error="deadline")
        try:
            reply = await self._ask(
                "create", symbol=intent.symbol, side=intent.side, type=intent.order_type,
                quantity=intent.quantity, price=intent.price, client=intent.client_order_text,
                signed_at=time.time(),
            )  # fmt: skip
        except (OSError, TimeoutError) as error:
            return _answered("unknown", error=type(error).__name__)
        if "refused" in reply:
            return _answered("not_placed", error=reply["refused"])
        return _answered("accepted", order=reply["order"])

    async def cancel(self, *_: object, **__: object) -> CallAnswer:
        """Nobody cancels in this fight."""
        raise NotImplementedError

    async def lookup_order(
        self,
        symbol: str,
        client_order_text: str,
        exchange_order_id: str | None = None,
        *,
        since_ms: int | None = None,
        is_conditional: bool = False,
    ) -> LookupAnswer:
        """Find an order by its ids, or all that is in its symbol."""
        assert not is_conditional
        try:
            found = await self._ask(
                "order", symbol=symbol, id=exchange_order_id, client=client_order_text
            )
            orders = await self._ask("orders", symbol=symbol)
            trades = await self._ask("trades", symbol=symbol)
        except (OSError, TimeoutError) as error:
            return LookupAnswer(
                outcome="failed", is_complete=False, order=None, orders=[], trades=[],
                since_ms=since_ms or 0, error=type(error).__name__,
            )  # fmt: skip
        order = found["order"]
        own = [trade for trade in trades["rows"] if order and trade["order"] == order["id"]]
        return LookupAnswer(
            outcome="found" if order else "not_found", is_complete=True, order=order,
            orders=[] if order else orders["rows"], trades=own if order else trades["rows"],
            since_ms=since_ms or 0, error=None,
        )  # fmt: skip

    async def read_open_orders(self) -> Part:
        """Every open order."""
        return _part((await self._ask("open"))["rows"])

    async def read_orders(self, wanted: Sequence[Mapping[str, Any]]) -> Part:
        """Single orders."""
        rows = [
            await self._ask(
                "order", symbol=ids["symbol"], id=ids["exchange_order_id"],
                client=ids["client_order_text"],
            )
            for ids in wanted
        ]  # fmt: skip
        return _part([row["order"] for row in rows if row["order"]])

    async def read_positions(self) -> Part:
        """Spot has none."""
        return _part([])

    async def read_balances(self) -> Part:
        """One row of balances."""
        return _part([await self._ask("balances")])

    async def read_trades(self, cursors: Sequence[Mapping[str, Any]]) -> Part:
        """Trades of the named symbols."""
        parts = [await self._ask("trades", symbol=cursor["symbol"]) for cursor in cursors]
        return _part([row for part in parts for row in part["rows"]])

    async def read_history(self, cursors: Sequence[Mapping[str, Any]]) -> Part:
        """Every order of the named symbols."""
        parts = [await self._ask("orders", symbol=cursor["symbol"]) for cursor in cursors]
        return _part([row for part in parts for row in part["rows"]])

    async def read_prices(self, symbols: Sequence[str]) -> Part:
        """Prices of the named symbols."""
        rows = (await self._ask("prices"))["rows"]
        return _part([row for row in rows if row["symbol"] in symbols])


def _part(rows: list[dict[str, Any]]) -> Part:
    return Part(is_complete=True, rows=rows, error=None, request_count=1)


def _answered(outcome: Any, *, order: Any = None, error: str | None = None) -> CallAnswer:
    details = None if error is None else {"error_class": "Venue", "message": error}
    return CallAnswer(outcome=outcome, order=order, error=details, is_sent=outcome != "not_sent")


class HauntedEngine(Engine):
    """Passes on which signals were claimed."""

    def __init__(self, url: str) -> None:
        """Few connections: there are many processes."""
        super().__init__(url, connections=3, give_up_seconds=10)
        self.claimed: asyncio.Queue[tuple[UUID, Signal]] = asyncio.Queue()

    async def claim_signals(
        self, user_id: UUID, account_id: UUID, owner_token: UUID, lease_term: int, limit: int
    ) -> list[Signal]:
        """Claim, and tell the ghost."""
        signals = await super().claim_signals(user_id, account_id, owner_token, lease_term, limit)
        for signal in signals:
            self.claimed.put_nowait((account_id, signal))
        return signals


def make_driver(engine: Engine, plan: Plan, account: Account, identity: Identity) -> AccountDriver:
    """The real driver, with the exchange of the test."""
    exchange = VenueAccount(plan.venue_path, plan.symbols, str(account.account_id))
    return AccountDriver(
        engine, cast("ExchangeAccount", exchange), account, identity, plan.lease_seconds
    )


def run_worker(plan: Plan) -> None:
    """Entry point of the process; it ends when it is killed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    asyncio.run(_work(plan))


async def _work(plan: Plan) -> None:
    dice = random.Random(plan.seed)
    identity, ghost = (Identity(uuid.uuid4(), uuid.uuid4()) for _ in range(2))
    async with HauntedEngine(plan.database_url) as engine:
        await engine.start_instance(identity.instance_id, identity.owner_token, "stress", "here")
        async with asyncio.TaskGroup() as tasks:
            ghosts: dict[UUID, AccountDriver] = {}
            for account in await engine.list_accounts():
                ghosts[account.account_id] = make_driver(engine, plan, account, ghost)
                driver = make_driver(engine, plan, account, identity)
                tasks.create_task(_drive(driver, dice))
            tasks.create_task(_haunt(engine, ghosts, ghost, dice))


async def _drive(driver: AccountDriver, dice: random.Random) -> None:
    """Lease, reconcile, watch, trade, one after the other, so that a slow step loses the lease."""
    due = 0.0
    while True:
        with contextlib.suppress(*SURVIVABLE):
            await driver.hold()
            if driver.is_driving:
                if driver.needs_reconciliation.is_set() or time.monotonic() > due:
                    await driver.reconcile()
                    due = time.monotonic() + RECONCILIATION_SECONDS
                await driver.monitor()
                await driver.trade()
        await asyncio.sleep(dice.uniform(0.02, 0.1 if driver.is_driving else 0.8))


async def _haunt(
    engine: HauntedEngine, ghosts: dict[UUID, AccountDriver], ghost: Identity, dice: random.Random
) -> None:
    """Repeat each claimed entry as another process, with every right that process can get."""
    while True:
        account_id, signal = await engine.claimed.get()
        if signal.kind != "entry":
            continue
        user_id = ghosts[account_id].account.user_id
        await asyncio.sleep(dice.uniform(0, 0.05))
        with contextlib.suppress(*SURVIVABLE):
            asked_at = Moment.now()
            lock = await engine.acquire_entry_lock(
                user_id, signal.profile_id, signal.symbol, ghost.owner_token, 1
            )
            attempt = await engine.begin_entry(
                user_id, signal.profile_id, str(signal.signal_id), 1, signal, ghost.owner_token,
                lock.term, 1, 1,
            )  # fmt: skip
            await ghosts[account_id]._send(attempt, signal.profile_id, asked_at)
