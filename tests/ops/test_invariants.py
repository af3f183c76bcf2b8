"""The table of docs/invariants.md, held against what there is, in both directions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ops.test_alerts import rules
from tradekeel.metrics import PROMISES, exported_names

if TYPE_CHECKING:
    from tools.server import Server

ROOT = Path(__file__).parents[2]
KINDS = ("enforced by", "check views", "metrics", "alerts", "runbooks", "tests")


def table() -> dict[str, dict[str, str]]:
    """Promise -> kind -> text."""
    text = (ROOT / "docs" / "invariants.md").read_text()
    found = {}
    for part in re.split(r"(?m)^### Table [0-9] ", text)[1:]:
        promise, _, rest = part.partition("\n")
        body = rest.split("\n\n")[0].replace("\n  ", " ")
        pairs = (line.removeprefix("- ").partition(": ") for line in body.splitlines() if line)
        found[promise] = {kind: value for kind, _, value in pairs}
    return found


def names(text: str) -> set[str]:
    """What stands in backquotes."""
    return set(re.findall(r"`([^`]+)`", text))


def test_the_table_has_every_promise_with_everything() -> None:
    """In the order of the promises."""
    assert tuple(table()) == PROMISES
    for promise, row in table().items():
        assert tuple(row) == KINDS, promise


def test_check_views_are_those_of_the_catalog(server: Server, database: str) -> None:
    """Each in the row of its promise, none missing."""
    with server.connect(database) as connection:
        there = {
            str(row[0])
            for row in connection.execute(
                "select c.relname from pg_class as c where c.relkind = 'v'"
                " and c.relnamespace = 'health'::regnamespace and c.relname ~ '^check_'"
            )
        }
    said = {p: names(row["check views"]) for p, row in table().items()}
    assert set.union(*said.values()) == there
    for promise, views in said.items():
        assert all(view.split("_")[1] == promise for view in views), promise


def test_what_enforces_exists(server: Server, database: str) -> None:
    """Constraints, indexes and functions, by name."""
    with server.connect(database) as connection:
        there = {
            row[0]
            for row in connection.execute(
                "select conname::text from pg_catalog.pg_constraint"
                " union select relname::text from pg_catalog.pg_class where relkind = 'i'"
                " union select n.nspname || '.' || p.proname from pg_catalog.pg_proc as p"
                " join pg_catalog.pg_namespace as n on n.oid = p.pronamespace"
            )
        }
    for promise, row in table().items():
        assert names(row["enforced by"]), promise
        assert names(row["enforced by"]) <= there, promise


def test_metrics_are_exported() -> None:
    """At least one a promise."""
    for promise, row in table().items():
        assert names(row["metrics"]), promise
        assert names(row["metrics"]) <= exported_names(), promise


def test_alerts_are_those_of_the_rules() -> None:
    """Each in the row of its promise, none missing."""
    there: dict[str, set[str]] = {promise: set() for promise in PROMISES}
    for rule in rules():
        there[rule["labels"]["promise"]].add(rule["alert"])
    assert {promise: names(row["alerts"]) for promise, row in table().items()} == there


def test_runbooks_are_those_that_the_alerts_lead_to_and_name_them() -> None:
    """A page says how trouble shows: by its alerts."""
    for promise, row in table().items():
        led = {
            Path(rule["annotations"]["runbook_url"]).stem
            for rule in rules()
            if rule["labels"]["promise"] == promise
        }
        assert set(row["runbooks"].split(", ")) == led, promise
    for rule in rules():
        page = (ROOT / rule["annotations"]["runbook_url"]).read_text()
        assert f"`{rule['alert']}`" in page, rule["alert"]


def test_tests_exist() -> None:
    """Folders with something in them."""
    for promise, row in table().items():
        for name in names(row["tests"]):
            assert any((ROOT / name).iterdir()), (promise, name)
