"""One call of the bridge's door is one statement on the wire, whatever the database answers."""

from __future__ import annotations

import contextlib
import inspect
import re
import tempfile
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_type_hints
from uuid import UUID

import psycopg

from tradekeel.engine import Engine
from tradekeel.engine_errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.server import Server

NOBODY = UUID(int=1)
# By the first word of a parameter's type.
ARGUMENTS: dict[str, Any] = {
    "UUID": NOBODY, "str": "x", "int": 1, "float": 1.0, "bool": False, "Decimal": Decimal(1),
    "datetime": datetime(2026, 1, 1, tzinfo=UTC), "list": [], "dict": {}, "Document": [],
}  # fmt: skip


def _argument(kind: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _argument(hints[field.name]) for field in fields(kind)})
    name = kind.__name__ if isinstance(kind, type) else str(kind)
    for word, value in ARGUMENTS.items():
        if re.match(rf"([a-z]+\.)*{word}\b", name):
            return value
    raise AssertionError(f"no argument for {kind}")


def _methods() -> dict[str, Callable[..., Any]]:
    return {
        name: method
        for name, method in inspect.getmembers(Engine, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }


async def test_one_call_is_one_round_trip(server: Server, database: str) -> None:
    """Broken by: a transaction around the call, a pool that asks first, a second statement."""
    counts: dict[str, int] = {}
    async with Engine(server.url(database, "tradekeel_bridge"), connections=1) as engine:
        for name, method in _methods().items():
            kinds = get_type_hints(method)
            arguments = {
                key: _argument(kinds[key])
                for key, parameter in inspect.signature(method).parameters.items()
                if key != "self" and parameter.default is inspect.Parameter.empty
            }
            with tempfile.TemporaryFile("w+") as wire:
                async with engine._pool.connection() as connection:
                    pgconn = connection.pgconn
                pgconn.trace(wire.fileno())
                with contextlib.suppress(EngineError, psycopg.Error, IndexError):
                    await method(engine, **arguments)
                pgconn.untrace()
                wire.seek(0)
                words = [line.strip().split("\t") for line in wire]
            said = [word[3] for word in words if len(word) > 3 and word[1] == "F"]
            counts[name] = said.count("Sync") + said.count("Query")
    assert len(counts) > 30
    assert counts == dict.fromkeys(counts, 1)
