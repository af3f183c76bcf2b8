"""`tradekeel plan`: what a reconciliation of one account would do, without doing it.

`ops.fn_plan_reconciliation` says everything; nothing is judged here. Amounts are shown as the exact
text that they come in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from rich.console import Console, Group, RenderableType
from rich.text import Text

Row = Mapping[str, Any]


def read_plan(
    url: str, user_id: str, account_id: str, document: Mapping[str, Any] | None
) -> list[dict[str, Any]]:
    """One row about the run, then one a mismatch, read by an operator's login.

    `document`: a reading as `engine.fn_reconcile` takes it; None is the newest stored one.
    Raises psycopg.Error: RCC03 when no complete reading is stored, TNR01, RCR01.
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=5, row_factory=dict_row) as door:
        return door.execute(
            "select * from ops.fn_plan_reconciliation(%s::uuid, %s::uuid, %s)",
            [user_id, account_id, None if document is None else Jsonb(document)],
        ).fetchall()


def has_findings(rows: Sequence[Row]) -> bool:
    """Whether a run would do more than end."""
    return any(row["kind"] != "run" for row in rows)


def screen(rows: Sequence[Row]) -> RenderableType:
    """The run, then each mismatch with what would become of it."""
    parts: list[RenderableType] = []
    for row in rows:
        owner = "" if row["profile_id"] is None else f" profile {str(row['profile_id'])[:8]}"
        parts.append(Text(f"{row['kind']} {row['subject']}{owner}", "bold"))
        parts.append(Text(f"  {row['action']}"))
        for name, style in (("evidence", "dim"), ("ledger", "yellow"), ("positions", "yellow")):
            parts += [Text(f"  {name}: {_line(one)}", style) for one in _several(row[name])]
    if not has_findings(rows):
        parts.append(Text("nothing differs"))
    return Group(*parts)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _line(value: Any) -> str:
    """A document on one line, without what says nothing."""
    if not isinstance(value, Mapping):
        return str(value)
    return ", ".join(
        f"{key} {_line(inner) if isinstance(inner, Mapping) else inner}"
        for key, inner in value.items()
        if inner not in (None, "", [], {})
    )


def show(rows: Sequence[Row]) -> None:
    """Print it; without colours where they would be lost."""
    Console(highlight=False, soft_wrap=True).print(screen(rows))
