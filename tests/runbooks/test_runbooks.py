"""Runbooks: every page that is named exists, and every SQL block on it runs."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import psycopg
import pytest

from tradekeel.applier.errors import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

FOLDER = Path(__file__).parents[2] / "runbooks"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.stem != "README")
OPERATOR = "otto_of_runbooks"
# Blocks that an operator may not run, by page; each more is somebody who has to be woken.
FOR_A_DBA = ["database-outage"]
# Nothing in the database says that it is over: a gateway's figures are its own.
NO_TABLE = {"live-updates"}
WHOM = ("a second operator", "the DBA", "who runs the bridge's host", "who maintains the program",
        "owners of the accounts", "owner of the account", "compliance")  # fmt: skip
NAMES = ("user", "account", "profile", "symbol", "order", "version")
_UNDER_WAY = """
select fixture.user_id(1)::text, fixture.account_id(1)::text, fixture.profile_id(1)::text,
       x.symbol, x.client_order_text, '1'
  from (select fixture.stage(1)) as s,
       lateral (select (fixture.begin_entry(1, 'r1', 0.001)).* from (select s) as y) as x
"""
PARTS = ("How it shows", "What it means", "How to look", "How to recover", "How to know it is over",
         "When to escalate")  # fmt: skip


def sections(page: Path) -> dict[str, str]:
    """Return the text under each second-level heading."""
    parts = re.split(r"(?m)^## ", page.read_text())[1:]
    return {part.splitlines()[0]: part for part in parts}


def blocks(text: str) -> list[str]:
    """Return the SQL blocks of a text."""
    return re.findall(r"```sql\n(.*?)```", text, re.DOTALL)


def statements(block: str, ids: dict[str, str]) -> list[str]:
    """The statements of a block, what stands in angle brackets replaced."""
    for name, value in ids.items():
        block = block.replace(f"<{name}>", value)
    assert not re.search(r"<[a-z ]+>", block), block
    return [part for part in re.split(r";[^\n]*\n", block) if part.strip()]


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


def test_every_incident_leads_to_a_page_that_explains_it() -> None:
    """Its kind is among how that page shows, and its name is what a function opens it by."""
    shows = {page.stem: sections(page)["How it shows"] for page in PAGES}
    found = set()
    for file in (FOLDER.parent / "db/functions").glob("*/*.sql"):
        for call in re.findall(
            r"perform health.open_incident\((.*?)\);?\n", file.read_text(), re.DOTALL
        ):
            words = re.findall(r"'([a-z_-]+)'", call)
            kind = next(word for word in words if "_" in word)
            found.add((kind, next(word for word in words if word in shows)))
    assert len(found) >= 15
    assert [(kind, page) for kind, page in found if f"`{kind}`" not in shows[page]] == []


def test_every_code_of_the_applier_is_catalogued(server: Server, database: str) -> None:
    """Both ways: the catalogue has what it refuses with, and no other code of that kind."""
    with server.connect(database) as connection:
        there = {
            row[0]
            for row in connection.execute(
                "select code from meta.error_codes where code ~ '^MT(R|T)'"
            )
        }
    assert there == set(get_args(Code))


@pytest.fixture(scope="module")
def operator(server: Server) -> Iterator[tuple[str, dict[str, str]]]:
    """A database where something is under way, with ids in it; its operator is a member of one
    group and of nothing more."""
    database = server.create_database()
    try:
        with server.connect(database) as connection:
            connection.execute(f"create role {OPERATOR} login in role tradekeel_operator".encode())
            row = connection.execute(_UNDER_WAY).fetchone()
            member_of = connection.execute(
                "select array_agg(roleid::regrole::text) from pg_auth_members"
                " where member = %s::regrole", [OPERATOR]
            ).fetchone()  # fmt: skip
        assert row is not None
        assert member_of == (["tradekeel_operator"],)
        yield database, dict(zip(NAMES, row, strict=True))
    finally:
        server.drop_database(database)
        with server.connect("postgres") as connection:
            connection.execute(f"drop role if exists {OPERATOR}".encode())


@pytest.mark.parametrize("page", [*PAGES, FOLDER / "README.md"], ids=lambda page: page.stem)
def test_what_is_there_to_read_is_read_by_an_operator(
    page: Path, server: Server, operator: tuple[str, dict[str, str]]
) -> None:
    """With a login of his own: every block but those that recover."""
    database, ids = operator
    parts = sections(page)
    assert blocks(parts["The first minute" if page.stem == "README" else "How to look"])
    with server.connect(database, OPERATOR) as login:
        for block in [b for name in parts if name != "How to recover" for b in blocks(parts[name])]:
            for statement in statements(block, ids):
                assert statement.lstrip().startswith("select"), statement
                assert login.execute(statement.encode()).description


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_it_says_how_to_know_that_it_is_over(page: Path) -> None:
    """By something to paste that shows no row then: test_states.py sees it before and after."""
    assert bool(blocks(sections(page)["How to know it is over"])) is (page.stem not in NO_TABLE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_it_says_whom_to_call(page: Path) -> None:
    """Somebody of those whom the first page explains."""
    assert any(name in " ".join(sections(page)["When to escalate"].split()) for name in WHOM)
    assert all(name in " ".join((FOLDER / "README.md").read_text().split()) for name in WHOM)


def test_few_blocks_are_for_a_dba_and_say_so(
    server: Server, operator: tuple[str, dict[str, str]]
) -> None:
    """In their first line and in the text above; an operator is really refused."""
    database, _ = operator
    marked = [
        (page.stem, above, block)
        for page in PAGES
        for above, block in re.findall(
            r"([^`]+)```sql\n(-- as a DBA\n.*?)```", page.read_text(), re.DOTALL
        )
    ]
    assert [stem for stem, _, _ in marked] == FOR_A_DBA
    for _, above, block in marked:
        assert "DBA" in above.strip().split("\n\n")[-1]
        with server.connect(database, OPERATOR) as login:
            first = statements(block, {"database": database})[0]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(first.encode())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_recovers_is_there_and_granted_to_operators(
    page: Path, server: Server, operator: tuple[str, dict[str, str]]
) -> None:
    """Blocks run as an operator; on objects that do not exist they are refused by our code."""
    database, _ = operator
    with server.connect(database, OPERATOR) as login:
        for block in blocks(sections(page)["How to recover"]):
            if "_everything(" in block or block.startswith("-- as a DBA"):
                continue  # concerns nobody in particular: see test_states.py
            filled = re.sub(r"<[a-z ]+>", lambda _: str(uuid.uuid4()), block)
            for statement in filter(str.strip, filled.split(";\n")):
                with pytest.raises(psycopg.Error) as refused:
                    login.execute(statement.encode())
                assert refused.value.sqlstate in {"TNR01", "OPC02", "OPC15"}, refused.value


def test_the_page_of_drift_repairs_it(server: Server, database: str) -> None:
    """Its blocks on a restatement, as two operators, end with every check of capital empty."""
    user, account, profile = (str(uuid.uuid4()) for _ in range(3))
    with server.connect(database) as connection:
        connection.execute("create role anna_of_test login in role tradekeel_operator")
        connection.execute("create role otto_of_test login in role tradekeel_operator")
        connection.execute("select ops.fn_create_user(%s)", (user,))
        connection.execute(
            "select ops.fn_create_account(%s, %s, 'binance', 'spot', 'one_way', 'env:X', 'report')",
            (user, account),
        )
        connection.execute(
            "select ops.fn_create_profile(%s, %s, %s, 'drift', 'USDT', 5, 100, 1)",
            (user, profile, account),
        )
        connection.execute(
            "select ops.fn_allocate_capital(%s, %s, %s, 1000)", (user, profile, uuid.uuid4())
        )
        connection.execute("update ledger.capital set allocated = 1001, realized_pnl = -3")
        connection.execute("select engine.fn_check_capital(%s, %s)", (user, account))
        page = blocks(sections(FOLDER / "capital-invariant.md")["How to recover"])
        propose, second_person = page[page.index(_block_with(page, "propose_restatement")) :][:2]
        change = ""
        for person, block in (("anna_of_test", propose), ("otto_of_test", second_person)):
            connection.execute(f"set session authorization {person}".encode())
            filled = block.replace("<user>", user).replace("<profile>", profile)
            for statement in filter(str.strip, filled.replace("<change>", change).split(";\n")):
                row = connection.execute(statement.encode()).fetchone()
                change = change or str(row[0]) if row else change
        connection.execute("reset session authorization")
        assert connection.execute(
            "select trading_state, available from ledger.capital"
        ).fetchall() == [("active", 1000)]
        for view in ("row_is_sound", "fold_equals_row", "derivation_equals_row",
                     "journal_is_chained", "positions_equal_row"):  # fmt: skip
            query = f"select * from health.check_capital_{view}"
            assert connection.execute(query.encode()).fetchall() == []
        connection.execute("drop role anna_of_test, otto_of_test")


def _block_with(page: list[str], word: str) -> str:
    return next(block for block in page if word in block)
