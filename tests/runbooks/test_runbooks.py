"""Runbooks: every page that is named exists, and every SQL block on it runs."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tools.server import Server

FOLDER = Path(__file__).parents[2] / "runbooks"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.stem != "README")
PARTS = ("How it shows", "What it means", "How to look", "How to recover", "How to know it is over",
         "When to escalate")  # fmt: skip


def sections(page: Path) -> dict[str, str]:
    """Return the text under each second-level heading."""
    parts = re.split(r"(?m)^## ", page.read_text())[1:]
    return {part.splitlines()[0]: part for part in parts}


def blocks(text: str) -> list[str]:
    """Return the SQL blocks of a text."""
    return re.findall(r"```sql\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_every_part(page: Path) -> None:
    """In this order, so that a person under stress finds it."""
    assert tuple(sections(page)) == PARTS


def test_every_page_that_the_database_names_exists(server: Server, database: str) -> None:
    """Errors, incidents and check views name their page."""
    with server.connect(database) as connection:
        named = {row[0] for row in connection.execute("select runbook from meta.error_codes")}
    tree = FOLDER.parent / "db"
    for file in [*tree.glob("functions/*/*.sql"), *tree.glob("checks/*.sql")]:
        text = file.read_text()
        named.update(re.findall(r"'([a-z-]+)' as runbook", text))
        for call in re.findall(r"open_incident\((.*?)\);?\n", text, re.DOTALL):
            named.update(word for word in re.findall(r"'([a-z-]+)'", call) if "-" in word)
    assert named - {page.stem for page in PAGES} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_there_to_look_at_can_be_read(page: Path, server: Server, database: str) -> None:
    """Every block reads; a write would fail."""
    found = blocks(sections(page)["How to look"])
    assert found
    with server.connect(database) as connection:
        connection.execute("set default_transaction_read_only = on")
        for block in found:
            connection.execute(block.encode())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_recovers_is_there_and_granted_to_operators(
    page: Path, server: Server, database: str
) -> None:
    """Blocks run as an operator; on objects that do not exist they are refused by our code."""
    with server.connect(database) as connection:
        connection.execute("set role tradekeel_operator")
        for block in blocks(sections(page)["How to recover"]):
            filled = re.sub(r"<[a-z ]+>", lambda _: str(uuid.uuid4()), block)
            for statement in filter(str.strip, filled.split(";\n")):
                with pytest.raises(psycopg.Error) as refused:
                    connection.execute(statement.encode())
                assert refused.value.sqlstate in {"TNR01", "OPC02"}, refused.value
