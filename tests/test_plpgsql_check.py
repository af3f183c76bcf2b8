"""plpgsql_check over every function of ours; warnings are errors.

What it says wrongly is listed, with the reason, in ``plpgsql_check_allowed.toml``; an entry that
no longer applies fails too.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.server import ROOT, TEMPLATE

if TYPE_CHECKING:
    from tools.server import Server

ALLOWED = Path(__file__).with_name("plpgsql_check_allowed.toml")
FUNCTIONS = sorted(
    f"{path.parent.name}.{path.stem}" for path in (ROOT / "db/functions").glob("*/*.sql")
)
_CHECK = """
select p.oid::regprocedure::text, c.lineno, c.level, c.sqlstate, c.message, c.detail, c.query
from pg_catalog.pg_proc as p
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
join pg_catalog.pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
cross join lateral checker.plpgsql_check_function_tb(
  p.oid, relid => coalesce(
    (select t.tgrelid from pg_catalog.pg_trigger as t where t.tgfoid = p.oid limit 1), 0),
  fatal_errors => false, other_warnings => true, extra_warnings => true,
  performance_warnings => true, security_warnings => true
) as c
where n.nspname = %s and p.proname = %s
"""


def _allowed() -> list[dict[str, str]]:
    with ALLOWED.open("rb") as file:
        entries: list[dict[str, str]] = tomllib.load(file).get("allowed", [])
    return entries


@pytest.fixture(scope="module")
def findings(server: Server) -> dict[str, list[str]]:
    """What plpgsql_check says, by 'schema.function'; the message is one line."""
    if not server.has_checker:
        pytest.skip("plpgsql_check is not here; Debian's postgresql-15-plpgsql-check has it")
    found: dict[str, list[str]] = {}
    with server.connect(TEMPLATE) as connection:
        for function in FUNCTIONS:
            rows = connection.execute(_CHECK, function.split(".")).fetchall()
            found[function] = [
                " ".join(str(part) for part in (f"line {row[1]}", *row[2:5], row[5] or "")).strip()
                for row in rows
            ]
    return found


@pytest.mark.sql
@pytest.mark.parametrize("function", FUNCTIONS)
def test_function_has_no_warning(function: str, findings: dict[str, list[str]]) -> None:
    """Errors, unused variables, unsanitised SQL, casts that hide an index: none."""
    allowed = [entry["message"] for entry in _allowed() if entry["function"] == function]
    left = [text for text in findings[function] if not any(part in text for part in allowed)]
    assert not left, "\n".join(left)


@pytest.mark.sql
def test_every_allowed_warning_still_occurs(findings: dict[str, list[str]]) -> None:
    """A reason that no longer applies is removed."""
    stale = [
        entry
        for entry in _allowed()
        if not any(entry["message"] in text for text in findings.get(entry["function"], []))
    ]
    assert not stale
