"""`tradekeel exporter`: serves health alone, as a login that may do nothing else.

Meant for a login in role `tradekeel_monitor`; an operator's or auditor's will do too. It writes
nothing and drives nothing, so it may run anywhere and any number of times. With
TRADEKEEL_CONSOLE_URL it serves the console as well.
"""

import asyncio
import contextlib
import signal
from collections.abc import Mapping
from typing import Any, LiteralString

import structlog
from psycopg.rows import scalar_row

from tradekeel.console import opened_console
from tradekeel.health_server import HealthPage, bind, serving
from tradekeel.pool import Pooled
from tradekeel.settings import Settings, start_embedded

log = structlog.get_logger(__name__)

_DOORS: Mapping[bool, LiteralString] = {
    True: "select ops.fn_read_health()",
    False: "select engine.fn_read_health()",
}


class HealthReader(Pooled):
    """Reads health by whichever of its two doors the login may use, at most two at a time."""

    def __init__(self, url: str) -> None:
        """Remember the address; nothing is opened."""
        super().__init__(url, most=2, seconds=3)

    async def read(self) -> Mapping[str, Any]:
        """The health document. Raises psycopg.Error, PoolTimeout."""
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=scalar_row)
            await cursor.execute("select has_schema_privilege('ops', 'usage')")
            await cursor.execute(_DOORS[bool(await cursor.fetchone())])
            document: Mapping[str, Any] | None = await cursor.fetchone()
            return document or {}


def _private(settings: Settings) -> str:
    return start_embedded(settings).url(user="tradekeel_bridge")


async def run_exporter(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM. Raises AddressError, TokenError."""
    bound = bind(settings.http_address, settings.http_token)
    url = settings.monitor_url or settings.database_url or _private(settings)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with HealthReader(url) as reader:
        page = HealthPage(reader.read, settings.http_token)
        async with contextlib.AsyncExitStack() as stack:
            routes = []
            if settings.console_url:
                routes = await stack.enter_async_context(opened_console(settings))
            await stack.enter_async_context(serving(page.application(routes), bound))
            log.info("serving", address=settings.http_address)
            await stopping.wait()
