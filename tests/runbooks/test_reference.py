"""The reference is what `make reference` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.reference import FOLDER, pages

if TYPE_CHECKING:
    from tools.server import Server


def test_the_reference_is_not_stale(server: Server, database: str) -> None:
    """Run `make reference` and commit what it writes."""
    with server.connect(database) as connection:
        wanted = pages(connection)
    there = {page.name: page.read_text() for page in FOLDER.glob("*.md")}
    stale = sorted(n for n in wanted.keys() | there.keys() if wanted.get(n) != there.get(n))
    assert not stale, f"stale, run make reference: {stale}"
