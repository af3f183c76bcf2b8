"""What one process of the bridge does for all: samples to look back on, drift, the record's seals.

All are kept in the database, once, whichever process is first; health and its metrics read them
there. What cannot be measured is counted, not zero.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import psycopg
import structlog
from psycopg.rows import tuple_row
from psycopg.types.json import Jsonb

from tradekeel.applier.catalog import Hashes, our_schemas, read_objects, standing_members
from tradekeel.applier.drift import DriftRow, differences
from tradekeel.applier.records import RecordedObject
from tradekeel.applier.tree import read_tree
from tradekeel.engine import Engine
from tradekeel.engine_errors import EngineError

log = structlog.get_logger(__name__)

SAMPLE_SECONDS = 10.0
SEAL_SECONDS = 60.0
FINDINGS_KEPT = 20
LIMIT_MS = 30_000
FAILURES = (EngineError, psycopg.Error, OSError, TimeoutError)


def measure_drift(url: str, max_age_seconds: float) -> list[DriftRow] | None:
    """Compare the live catalog with what was applied, as the bridge, and report the count.

    None when another process did within `max_age_seconds`, or when the applier never ran here.
    One transaction that writes one row, so that it works on a pooler too; about 100 ms.
    Raises psycopg.Error.
    """
    with (
        psycopg.connect(
            url, connect_timeout=5, prepare_threshold=None, autocommit=True, row_factory=tuple_row
        ) as connection,
        connection.transaction(),
    ):
        for name, value in (("search_path", ""), ("statement_timeout", str(LIMIT_MS))):
            connection.execute("select pg_catalog.set_config(%s, %s, true)", [name, value])
        recorded = {
            (kind, identity): RecordedObject(Hashes(definition, grants), path, major)
            for kind, identity, definition, grants, path, major in connection.execute(
                "select kind, identity, definition_hash, grants_hash, path, server_major"
                " from engine.fn_list_objects(%s::numeric)",
                [str(max_age_seconds)],
            )
        }
        if not recorded:
            return None
        major = connection.info.server_version // 10000
        schemas = {identity for kind, identity in recorded if kind == "schema"}
        live = read_objects(connection, sorted(schemas | set(our_schemas(connection))))
        members = standing_members(connection, major)
        rows = differences(recorded, live, members, major, read_tree())
        findings = [f"{row.problem}: {row.detail}"[:300] for row in rows[:FINDINGS_KEPT]]
        connection.execute(
            "select * from engine.fn_report_drift(%s, %s)", [len(rows), Jsonb(findings)]
        )
        return rows


@contextlib.asynccontextmanager
async def watching(engine: Engine, url: str, drift_seconds: float) -> AsyncIterator[None]:
    """Measure both at their intervals as long as the block lasts."""

    async def drift() -> None:
        rows = await asyncio.to_thread(measure_drift, url, drift_seconds / 2)
        if rows:
            log.error("the schema differs from what was applied", count=len(rows),
                      first=rows[0].detail)  # fmt: skip

    tasks = [
        asyncio.create_task(_repeat(engine, "samples", SAMPLE_SECONDS, engine.record_samples)),
        asyncio.create_task(_repeat(engine, "seals", SEAL_SECONDS, engine.seal_audit)),
        asyncio.create_task(_repeat(engine, "drift", drift_seconds, drift)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(
    engine: Engine, what: str, seconds: float, step: Callable[[], Awaitable[object]]
) -> None:
    while True:
        try:
            await step()
        except FAILURES as error:
            engine.tally.count("unmeasured", what)
            log.warning("could not be measured", what=what, error=str(error).split("\n")[0])
        await asyncio.sleep(seconds)
