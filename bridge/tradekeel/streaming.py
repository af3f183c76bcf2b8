"""The stream loop of one account: what the exchange tells by itself, carried to SQL at once.

It holds no rule. What is heard waits in a queue with an end; when that is full all of it is dropped
and SQL is told, as if the connection had been lost. After either a full reading is asked for.
Everything works without this loop.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import structlog
from ccxt.base.errors import BaseError as CcxtError

from tradekeel.driver import AccountDriver, NotDrivingError
from tradekeel.engine_errors import EngineError
from tradekeel.exchange.streams import UserStream

log = structlog.get_logger(__name__)

# So many rows wait at most, and so many go in with one call.
ROWS_WAITING = 2000
ROWS_A_CALL = 500
# A dead lease is noticed at least so often, while nothing is heard.
BEAT_SECONDS = 10.0

Open = Callable[[], Awaitable[UserStream | None]]
Beat = Callable[[], Awaitable[None]]


class EventQueue:
    """What was heard and is not in the database yet, up to a number of rows.

    `put` never waits: whoever listens must not. One row too many empties it.
    """

    def __init__(self, rows: int = ROWS_WAITING) -> None:
        self._most = rows
        self._orders: list[dict[str, Any]] = []
        self._trades: list[dict[str, Any]] = []
        self.dropped = 0
        self.news = asyncio.Event()

    def put(self, orders: list[dict[str, Any]], trades: list[dict[str, Any]]) -> None:
        """Keep rows in the order in which they came."""
        self._orders += orders
        self._trades += trades
        waiting = len(self._orders) + len(self._trades)
        if waiting > self._most:
            self.dropped += waiting
            self._orders, self._trades = [], []
        self.news.set()

    def take(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
        """The oldest rows, and how many were dropped since the last time."""
        orders, self._orders = self._orders[:ROWS_A_CALL], self._orders[ROWS_A_CALL:]
        trades, self._trades = self._trades[:ROWS_A_CALL], self._trades[ROWS_A_CALL:]
        dropped, self.dropped = self.dropped, 0
        if not self._orders and not self._trades:
            self.news.clear()
        return orders, trades, dropped


class StreamLoop:
    """Listens for one account as long as its driver drives it."""

    def __init__(self, driver: AccountDriver, open_stream: Open, idle_seconds: float) -> None:
        """Remember; nothing is opened yet."""
        self._driver = driver
        self._open = open_stream
        self._idle_seconds = idle_seconds
        self._term: int | None = None

    async def run(self, beat: Beat) -> bool:
        """Open one connection and listen until it ends; False where streams are not known.

        `beat` is awaited every BEAT_SECONDS while it is heard. Raises StreamEndedError,
        NotDrivingError, EngineError when the lease was taken, and what the database raises.
        """
        stream: UserStream | None = None
        try:
            stream = await self._open()
            if stream is None:
                return False
            await self._listen(stream, beat)
        except (EngineError, psycopg.Error):
            raise
        except (CcxtError, OSError, TimeoutError) as error:
            with contextlib.suppress(EngineError, psycopg.Error):
                await self._driver.close_stream(type(error).__name__)
            raise
        finally:
            if stream is not None:
                await stream.close()
        return True

    async def _listen(self, stream: UserStream, beat: Beat) -> None:
        queue = EventQueue()
        self._term = None

        async def connected() -> None:
            await self._driver.open_stream("connected")
            self._term = self._driver.lease_term

        listening = asyncio.ensure_future(stream.listen(queue.put, connected, self._idle_seconds))
        carrying = asyncio.ensure_future(self._carry(queue, beat))
        try:
            done, _ = await asyncio.wait({listening, carrying}, return_when=asyncio.FIRST_COMPLETED)
            await (listening if listening in done else carrying)
        finally:
            for task in (listening, carrying):
                task.cancel()
            await asyncio.gather(listening, carrying, return_exceptions=True)

    async def _carry(self, queue: EventQueue, beat: Beat) -> None:
        """Hand in what waits, as it comes."""
        loop = asyncio.get_running_loop()
        beat_at = loop.time() + BEAT_SECONDS
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(beat_at):
                    await queue.news.wait()
            if loop.time() >= beat_at:
                if self._term not in (None, self._driver.lease_term):
                    raise NotDrivingError
                await self._driver.hear([], [])
                await beat()
                beat_at = loop.time() + BEAT_SECONDS
            orders, trades, dropped = queue.take()
            if dropped:
                log.warning("stream overflowed", account=str(self._driver.ids[1]), rows=dropped)
                await self._driver.open_stream("overflow", dropped)
            if orders or trades:
                await self._driver.hear(orders, trades)
