"""`check`: reads every view that watches a promise. Empty means healthy."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors, sql

from tradekeel.applier import records as meta
from tradekeel.applier.errors import ApplyError, is_lost_connection
from tradekeel.applier.session import Session
from tradekeel.applier.tree import read_tree

TIMEOUT_SECONDS = 10
TIMEOUT_FULL_SECONDS = 600
ROWS_SHOWN = 1000


@dataclass(frozen=True)
class CheckRow:
    """One violation, as the view says it; severity `unmeasured` if a view could not be read."""

    check_name: str
    promise: str
    severity: str
    user_id: UUID | None
    subject: str | None
    detail: dict[str, Any]
    remediation: str | None
    runbook: str | None


def check(
    url: str, tree: Path | None = None, *, full: bool = False, timeout_seconds: float | None = None
) -> list[CheckRow]:
    """Rows of all views health.check_*; [] is healthy.

    Views are found in the catalog and by the files in checks/: a file without its view is a row
    of its own. A view whose name ends in `_full` reads all history and is only asked with `full`.
    Each view has its own transaction and time limit (default 10 s, 600 s with `full`); one that
    takes longer gives a row of severity `unmeasured`. Of each view the first 1000 rows are given,
    then one that says that there are more. Reads only.
    Raises ApplyError MTR05 if the role may read none of them, MTR07 if nothing is installed,
    psycopg.OperationalError if the server is not reachable.
    """
    limit = timeout_seconds or (TIMEOUT_FULL_SECONDS if full else TIMEOUT_SECONDS)
    expected = {r.name: r.path for r in read_tree(tree).repeatables if r.kind == "check"}
    with Session.open(url, purpose="check") as session:
        if not meta.is_installed(session):
            raise ApplyError(
                "MTR07", "Tradekeel is not installed in this database", "run tradekeel apply"
            )
        found = [name for (name,) in session.all(_VIEWS)]
        rows = [_missing(name, path) for name, path in expected.items() if name not in found]
        for name in found:
            if full or not name.endswith("_full"):
                rows.extend(_read(session, name, limit))
        if rows and all("42501" in str(row.detail.get("reason")) for row in rows):
            raise ApplyError(
                "MTR05",
                f"role {session.role} may not read the check views",
                "use the login that applied the schema; operators: tradekeel look checks",
            )
        return rows


_VIEWS = (
    "select c.relname::text from pg_catalog.pg_class as c"
    " where c.relnamespace = to_regnamespace('health') and c.relkind = 'v'"
    r" and c.relname like 'check\_%' order by 1"
)


def _read(session: Session, name: str, limit_seconds: float) -> list[CheckRow]:
    query = sql.SQL(
        "select check_name, promise, severity, user_id, subject, detail, remediation, runbook"
        " from health.{} limit {}"
    ).format(sql.Identifier(name), sql.Literal(ROWS_SHOWN + 1))
    try:
        with session.reading():
            session.connection.execute(
                "select pg_catalog.set_config('statement_timeout', %s, true)",
                [f"{int(limit_seconds * 1000)}ms"],
            )
            rows = [CheckRow(*row) for row in session.connection.execute(query).fetchall()]
            return rows if len(rows) <= ROWS_SHOWN else [*rows[:ROWS_SHOWN], _more(rows[0])]
    except errors.QueryCanceled:
        return [_unmeasured(name, f"took longer than {limit_seconds:g} s")]
    except psycopg.Error as error:
        if is_lost_connection(error):
            raise
        return [_unmeasured(name, f"{error.sqlstate} {error.diag.message_primary}")]


def _more(first: CheckRow) -> CheckRow:
    """Says that a view has more rows than are shown."""
    return replace(first, user_id=None, subject="and more", detail={"shown": ROWS_SHOWN})


def _unmeasured(name: str, why: str) -> CheckRow:
    promise = name.removeprefix("check_").split("_")[0]
    return CheckRow(
        name, promise, "unmeasured", None, None, {"reason": why}, "read the view by hand", None
    )


def _missing(name: str, path: str) -> CheckRow:
    promise = name.removeprefix("check_").split("_")[0]
    return CheckRow(
        name,
        promise,
        "error",
        None,
        f"health.{name}",
        {"reason": f"{path} is not applied here"},
        "tradekeel apply",
        None,
    )
