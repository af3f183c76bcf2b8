"""`tradekeel look`: what operators read of the database, as tables.

Each thing is one call of schema `ops`; nothing is judged here, and what the call says of its
arguments is what the user is told. Amounts are shown as the exact text that they come in.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, LiteralString

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import set_json_loads
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from tradekeel.calling import is_answer, record_refusal

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Thing:
    """What can be looked at: the call, the names it wants, and what one sees."""

    call: LiteralString
    about: str
    names: tuple[str, ...] = ()

    def usage(self, name: str) -> str:
        """The command that shows it, as `look profile USER PROFILE`."""
        return " ".join((f"look {name}", *(wanted.upper() for wanted in self.names)))


_USER = "%(user)s::uuid"
_ROWS = "%(limit)s"
THINGS: Mapping[str, Thing] = {
    "installation": Thing("ops.fn_read_installation()", "which life, release, is it read only"),
    "stopped": Thing(f"ops.fn_list_stopped({_ROWS})", "who takes no entries, and the way on"),
    "incidents": Thing(f"ops.fn_list_incidents({_ROWS})", "open incidents, worst first"),
    "mismatches": Thing(f"ops.fn_list_mismatches({_ROWS})", "open differences, oldest first"),
    "attempts": Thing(f"ops.fn_list_unresolved_attempts({_ROWS})", "sends with unknown outcome"),
    "accounts": Thing(f"ops.fn_list_accounts({_ROWS})", "exchange accounts, in trouble first"),
    "loops": Thing(f"ops.fn_list_loops({_ROWS})", "loops, those that stand still first"),
    "instances": Thing(f"ops.fn_list_instances({_ROWS})", "processes of the bridge"),
    "locks": Thing(f"ops.fn_list_locks({_ROWS})", "what processes hold, lapsed first"),
    "prices": Thing(f"ops.fn_list_prices({_ROWS})", "prices that stops wait for, oldest first"),
    "breaches": Thing(f"ops.fn_list_breaches({_ROWS})", "who named what is another's"),
    "checks": Thing("ops.fn_list_checks()", "check views as they were read last"),
    "check": Thing(f"ops.fn_read_check(%(check)s, {_ROWS})", "one check view, now", ("check",)),
    "audit": Thing(f"ops.fn_read_audit(null, {_ROWS})", "what operators did, newest first"),
    "proof": Thing(
        "ops.fn_prove_audit(%(lines)s::bigint, %(head)s)",
        "whether the record is what was witnessed", ("lines", "head"),
    ),
    "profiles": Thing(f"ops.fn_list_profiles({_USER}, {_ROWS})", "a user's profiles", ("user",)),
    "profile": Thing(
        f"ops.fn_read_profile({_USER}, %(profile)s::uuid, {_ROWS})",
        "capital, positions, what is under way, the newest entries", ("user", "profile"),
    ),
    "why": Thing(
        f"ops.fn_explain_profile({_USER}, %(profile)s::uuid)",
        "why it does not trade, most important first", ("user", "profile"),
    ),
    "capital": Thing(
        f"ops.fn_compare_capital({_USER}, %(profile)s::uuid)",
        "row, journal and facts side by side", ("user", "profile"),
    ),
    "account": Thing(
        f"ops.fn_read_account({_USER}, %(account)s::uuid, {_ROWS})",
        "its driver, contacts, runs, differences", ("user", "account"),
    ),
    "order": Thing(
        f"ops.fn_read_order({_USER}, %(symbol)s, %(order)s, {_ROWS})",
        "one order by any of its ids, and all that became of it", ("user", "order"),
    ),
    "changes": Thing(f"ops.fn_list_changes({_USER})", "repairs that wait", ("user",)),
}  # fmt: skip


def usage() -> str:
    """Every thing with what one sees, a line each."""
    lines = [(thing.usage(name), thing.about) for name, thing in THINGS.items()]
    width = max(len(command) for command, _ in lines)
    return "\n".join(f"{command:<{width}}  {about}" for command, about in lines)


def read(
    url: str, name: str, names: Sequence[str], symbol: str | None, limit: int
) -> list[dict[str, Any]]:
    """The rows of one thing, read by an operator's or auditor's login.

    `names`: one for each of the thing's names, in their order. Raises KeyError for another thing,
    ValueError when names are missing or too many, psycopg.Error with TNR01 when there is no such
    object, LCR01 when an argument is not usable; a refused look at one user is put on record.
    """
    thing = THINGS[name]
    arguments = dict(zip(thing.names, names, strict=True))
    with psycopg.connect(url, autocommit=True, connect_timeout=5, row_factory=dict_row) as door:
        set_json_loads(partial(json.loads, parse_float=Decimal), door)
        try:
            return door.execute(
                f"select * from {thing.call}",  # noqa: S608 - one of the literals above
                {**arguments, "symbol": symbol, "limit": limit},
            ).fetchall()
        except psycopg.Error as error:
            if "user" in arguments and is_answer(error):
                _record(door, thing, arguments, error)
            raise


def _record(
    door: psycopg.Connection[Any], thing: Thing, arguments: Mapping[str, str], error: psycopg.Error
) -> None:
    """Put a refused look at a user on record; an auditor, and a database without writes, cannot."""
    name = thing.call.removeprefix("ops.").split("(")[0]
    named = {"p_order" if wanted == "order" else f"p_{wanted}_id": value
             for wanted, value in arguments.items()}  # fmt: skip
    with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction):
        record_refusal(door, name, named, error)


def screen(rows: Sequence[Row], width: int) -> RenderableType:
    """A table, or a block for each row where that is too wide; things of a kind together."""
    if not rows:
        return Text("nothing is shown")
    if set(rows[0]) != {"part", "item"}:
        return _shown(rows, width)
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["part"], []).append(row["item"])
    return Group(*(
        piece
        for kind, items in kinds.items()
        for piece in (Text(f"{kind} ({len(items)})", "bold"), _shown(items, width))
    ))  # fmt: skip


def _shown(rows: Sequence[Row], width: int) -> RenderableType:
    columns = list(dict.fromkeys(
        name for row in rows for name, value in row.items() if value is not None
    ))  # fmt: skip
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(_text(row.get(name))) for name in columns))
    if Console(width=10_000).measure(table).maximum <= width:
        return table
    longest = max(len(name) for name in columns)
    return Group(*(Group(*_block(row, longest), Text()) for row in rows))


def _block(row: Row, longest: int) -> list[Text]:
    return [
        Text.assemble((f"  {name:<{longest}}  ", "dim"), _text(value))
        for name, value in row.items()
        if value is not None
    ]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping | list):
        return json.dumps(value, default=str, ensure_ascii=False)
    return str(value)


def show(rows: Sequence[Row]) -> None:
    """Print it; without colours where they would be lost."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(screen(rows, console.width))
