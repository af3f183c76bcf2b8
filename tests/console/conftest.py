"""One bridge with a console over a database in the middle of trading, and one browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from api.platform import SECRET
from console.browser import Browser, running_browser
from console.world import drop_login, fill, make_login
from ops.processes import command, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.server import Server

TOKEN = "operators-token-of-more-than-32-characters"  # noqa: S105 - of these tests


@dataclass
class Console:
    """Where it is served, and the database behind it."""

    address: str
    server: Server
    database: str
    log: Path

    def sql(self, query: str, *arguments: object) -> None:
        """As the superuser."""
        with self.server.connect(self.database, search_path="tap,public") as connection:
            connection.execute(query.encode(), arguments)


@pytest.fixture(scope="package")
def console(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """`tradekeel up` as documented: a login of its own, an operators' token, a secret."""
    database = server.create_database()
    log = tmp_path_factory.mktemp("console") / "up.log"
    try:
        fill(server, database)
        address = f"127.0.0.1:{free_port()}"
        with command(
            log, "up", TRADEKEEL_BRIDGE_URL=server.url(database, "tradekeel_bridge"),
            TRADEKEEL_CONSOLE_URL=make_login(server, database), TRADEKEEL_CONSOLE_TOKEN=TOKEN,
            TRADEKEEL_JWT_SECRET=SECRET, TRADEKEEL_HTTP_ADDRESS=address,
        ):  # fmt: skip
            wait_for(f"http://{address}/internal/health", log)
            yield Console(f"http://{address}", server, database, log)
    finally:
        server.drop_database(database)
        drop_login(server)


@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Started once; each test opens its page afresh."""
    with running_browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running
