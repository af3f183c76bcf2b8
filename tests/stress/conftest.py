"""What the tests of this folder share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stress.crowd import Crowd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

CROWD_SIZE = 200


@pytest.fixture
def crowd(server: Server, database: str) -> Iterator[Crowd]:
    """Two hundred sessions of the bridge in the test's own database."""
    with Crowd(server, database, CROWD_SIZE) as crowd:
        yield crowd
