"""Every entry point has a suite that shows who may call it and that bad input writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fuzz.calls import entry_points
from tools.server import ROOT

if TYPE_CHECKING:
    from tools.server import Server

# Nothing to give wrongly: no arguments.
WITHOUT_ARGUMENTS = {
    "engine.fn_fold_counters",
    "engine.fn_list_accounts",
    "engine.fn_list_checks",
    "engine.fn_read_health",
    "engine.fn_record_samples",
    "engine.fn_rotate_broadcasts",
    "ops.fn_list_checks",
    "engine.fn_seal_audit",
    "ops.fn_read_health",
    "ops.fn_read_installation",
    "ops.fn_read_status",
}
# They write nothing whatever they are given.
READ_ONLY = {"engine.fn_plan_monitoring"}


@pytest.mark.sql
def test_every_entry_point_shows_who_may_call_it_and_that_bad_input_writes_nothing(
    server: Server, database: str
) -> None:
    with server.connect(database) as connection:
        points = entry_points(connection)
        volatile = {
            row[0]
            for row in connection.execute(
                "select n.nspname || '.' || p.proname from pg_catalog.pg_proc as p"
                " join pg_catalog.pg_namespace as n on n.oid = p.pronamespace"
                " where p.provolatile = 'v' and n.nspname in ('api', 'engine', 'ops')"
            )
        }
    missing = []
    for point in points:
        folder = ROOT / "tests" / "pgtap" / point.name
        texts = [path.read_text() for path in folder.glob("*.sql")]
        if not any("roles_that_may" in text or "42501" in text for text in texts):
            missing.append(f"{point.name}: who may call it")
        if point.name in WITHOUT_ARGUMENTS:
            assert not point.parameters, point.name
        elif point.name in READ_ONLY:
            assert point.name not in volatile, point.name
        elif not any("fixture.digest()" in text for text in texts):
            missing.append(f"{point.name}: bad input writes nothing")
    assert not missing, "\n".join(missing)
