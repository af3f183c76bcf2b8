"""`tradekeel call`: one operator's call by name, and a line on record when it is refused.

A refusal raises, and what raises leaves nothing behind: no record either. So it is recorded
afterwards, in a transaction of its own, by `ops.fn_record_refusal`. A call made in psql that is
refused is in the server's log alone.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

NOBODY = UUID(int=0)
# What ends a session or a wait is no answer of the function.
_NO_ANSWER = ("08", "53", "57", "58")
_NOT_THERE = ("3F000", "42501", "42883")
_FUNCTIONS = """
select p.proname::text as name, coalesce(p.proargnames[1:p.pronargs], '{}') as parameters,
       (select coalesce(array_agg(format_type(a.type, null) order by a.n), '{}')
          from unnest(p.proargtypes) with ordinality as a (type, n)) as types,
       split_part(coalesce(obj_description(p.oid), ''), '. ', 1) as about
  from pg_catalog.pg_proc as p
 where p.pronamespace = 'ops'::regnamespace and has_function_privilege(p.oid, 'execute')
 order by p.proname
"""


class CallError(Exception):
    """The call cannot be made as it was written; the text says what it takes."""


@dataclass(frozen=True)
class Function:
    """A function of `ops` that the login may execute; `about` is its first sentence."""

    name: str
    parameters: Sequence[str]
    types: Sequence[str]
    about: str

    @property
    def usage(self) -> str:
        """Its name and what it takes, as `tradekeel call` is written."""
        return " ".join([self.name, *(f"{name.removeprefix('p_')}=" for name in self.parameters)])


def list_functions(url: str) -> list[Function]:
    """What this login may call. Raises psycopg.Error."""
    with _connect(url) as door:
        return [Function(**row) for row in door.execute(_FUNCTIONS).fetchall()]


def call(url: str, name: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of the answer. `given`: text by parameter, with or without its `p_`; '' is null.

    Raises CallError when there is no such function or a parameter is missing or unknown;
    psycopg.Error when the database refuses, which then is on record unless it ended the session.
    """
    with _connect(url) as door:
        known = {row["name"]: Function(**row) for row in door.execute(_FUNCTIONS).fetchall()}
        function = _find(known, name)
        arguments = _arguments(function, given)
        statement = sql.SQL("select * from ops.{}({})").format(
            sql.Identifier(function.name),
            sql.SQL(", ").join(
                sql.SQL("{} => {}::{}").format(
                    sql.Identifier(parameter), sql.Literal(arguments[parameter]), sql.SQL(kind)
                )
                for parameter, kind in zip(function.parameters, function.types, strict=True)
            ),
        )
        try:
            return door.execute(statement).fetchall()
        except psycopg.Error as error:
            if is_answer(error):
                record_refusal(door, function.name, arguments, error)
            if (error.sqlstate or "").startswith("22"):
                raise CallError(_unreadable(function, arguments, error)) from error
            raise


def is_answer(error: psycopg.Error) -> bool:
    """Whether the function answered: else the session ended, or it is not there for this login."""
    state = error.sqlstate
    return state is not None and state[:2] not in _NO_ANSWER and state not in _NOT_THERE


def record_refusal(
    door: psycopg.Connection[Any],
    name: str,
    arguments: Mapping[str, str | None],
    error: psycopg.Error,
) -> None:
    """Put a refused call on record, in a transaction of its own. Raises psycopg.Error."""
    door.execute(
        "select ops.fn_record_refusal(%s, %s, %s, %s, %s)",
        [
            _user(arguments.get("p_user_id")),
            f"ops.{name}",
            Jsonb(dict(arguments)),
            error.sqlstate,
            error.diag.message_detail or error.diag.message_primary,
        ],
    )


def _connect(url: str) -> psycopg.Connection[dict[str, Any]]:
    return psycopg.connect(url, autocommit=True, connect_timeout=5, row_factory=dict_row)


def _find(known: Mapping[str, Function], name: str) -> Function:
    wanted = name.removeprefix("ops.")
    for spelled in (wanted, f"fn_{wanted}"):
        if spelled in known:
            return known[spelled]
    if not known:
        raise CallError(
            "this login may call nothing in ops: use one that is a member of tradekeel_operator,"
            " see docs/operating.md; where there is no Tradekeel, run tradekeel apply"
        )
    close = difflib.get_close_matches(f"fn_{wanted.removeprefix('fn_')}", known, 3, 0.5)
    more = f"did you mean {', '.join(close)}? " if close else ""
    raise CallError(
        f"there is no {name} for this login; {more}tradekeel call lists what it may, others need"
        " a member of tradekeel_operator"
    )


def _arguments(function: Function, given: Mapping[str, str]) -> dict[str, str | None]:
    named = {f"p_{name.removeprefix('p_')}": value for name, value in given.items()}
    wrong = [name.removeprefix("p_") for name in named if name not in function.parameters]
    missing = [name.removeprefix("p_") for name in function.parameters if name not in named]
    if wrong or missing:
        problem = f"does not take {', '.join(wrong)}" if wrong else f"lacks {', '.join(missing)}"
        raise CallError(f"{function.name} {problem}; write: tradekeel call {function.usage}")
    return {name: named[name] or None for name in function.parameters}


def _unreadable(
    function: Function, arguments: Mapping[str, str | None], error: psycopg.Error
) -> str:
    """Which argument is not what it has to be; the database names only its text."""
    message = error.diag.message_primary or ""
    named = [
        f"{name.removeprefix('p_')} wants {kind}"
        for name, kind in zip(function.parameters, function.types, strict=True)
        if f'"{arguments[name]}"' in message
    ]
    return f"{error.sqlstate} {message}: {' or '.join(named) or function.usage}"


def _user(text: str | None) -> UUID:
    """Whom the call named; the installation where that is nobody who could be."""
    try:
        return UUID(text or "")
    except ValueError:
        return NOBODY
