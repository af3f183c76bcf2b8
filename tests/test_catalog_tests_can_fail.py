"""Each catalog test fails when what it guards is broken.

Its file says how in its first comment, ``-- broken by: <sql>``. That statement is run after the
file's own ``begin``, and the file must then report a failed assertion, not an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tools.server import ROOT, Server
from tools.tap import TapFailureError, run_tap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

FILES = sorted((ROOT / "tests/pgtap/catalog").glob("*.sql"))


def breaking_sql(text: str) -> str:
    """The statement in the comment that begins the file; empty without one."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("-- broken by:").removeprefix("--").strip())
    return " ".join(lines) if text.startswith("-- broken by:") else ""


@pytest.fixture(scope="module")
def connection(server: Server) -> Iterator[psycopg.Connection[Any]]:
    """A session as pgTAP files have it, in a database of its own."""
    name = server.create_database()
    with server.connect(name, search_path="tap,public", statement_timeout="30s") as connection:
        yield connection
    server.drop_database(name)


@pytest.mark.sql
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_catalog_test_fails_when_broken(path: Path, connection: psycopg.Connection[Any]) -> None:
    """With its breaking statement, the file has a failed assertion."""
    text = path.read_text(encoding="utf-8")
    breaking = breaking_sql(text)
    assert breaking, "the file does not say what breaks it"
    with pytest.raises(TapFailureError, match=r"^not ok"):
        run_tap(connection, text.replace("begin;", f"begin;\n{breaking}", 1))
