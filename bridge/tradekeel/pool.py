"""A small pool of its own for each part that only asks: no part waits for another's connections."""

from typing import Any, Self

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool


class NotInstalledError(Exception):
    """There is a database, and it has no schema of ours; the text says what to do."""


async def require_installed(url: str) -> None:
    """Ask once, before anything is begun. Raises psycopg.OperationalError, NotInstalledError."""
    async with await AsyncConnection.connect(
        url, autocommit=True, prepare_threshold=None, connect_timeout=5
    ) as connection:
        cursor = await connection.execute("select to_regnamespace('engine') is not null")
        row = await cursor.fetchone()
        if row is None or not row[0]:
            raise NotInstalledError(
                "Tradekeel is not installed in this database: run tradekeel apply first"
            )


class Pooled:
    """Whatever asks through a pool that is open as long as the block lasts."""

    _pool: AsyncConnectionPool[AsyncConnection[Any]]

    def __init__(self, url: str, *, most: int, seconds: int, least: int = 0) -> None:
        """Remember the address; nothing is opened.

        most, least: connections; seconds: how long to wait for one, and for the server.
        """
        self._pool = AsyncConnectionPool(
            url,
            min_size=least,
            max_size=most,
            open=False,
            timeout=seconds,
            kwargs={"autocommit": True, "prepare_threshold": None, "connect_timeout": seconds},
        )

    async def __aenter__(self) -> Self:
        """Open the pool; the database need not be there yet."""
        await self._pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._pool.close()
