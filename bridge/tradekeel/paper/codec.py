"""Rows to JSON and back: dataclasses of plain values, decimals as text."""

# ruff: noqa: TRY004 - the wrong JSON type is a wrong value, and callers catch one class

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

RowType = TypeVar("RowType")


def to_plain(value: object) -> object:
    """A value as JSON can hold it. Errors: TypeError for what no row contains."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    raise TypeError(f"cannot store {type(value).__name__}")


def from_plain(cls: type[RowType], plain: object) -> RowType:
    """The row that ``to_plain`` wrote. Errors: ValueError when it does not fit the class."""
    built = _build(cls, plain)
    if not isinstance(built, cls):
        raise ValueError(f"not a {cls.__name__}")
    return built


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(wanted: Any, plain: object) -> object:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        inner = [choice for choice in get_args(wanted) if choice is not type(None)]
        return None if plain is None else _build(inner[0], plain)
    if origin is not None:
        return _build_generic(origin, get_args(wanted), plain)
    if is_dataclass(wanted) and isinstance(wanted, type) and isinstance(plain, dict):
        hints = _hints(wanted)
        return wanted(**{name: _build(hints[name], item) for name, item in plain.items()})
    if wanted is Decimal and isinstance(plain, str):
        return Decimal(plain)
    if isinstance(wanted, type) and isinstance(plain, wanted):
        return plain
    raise ValueError(f"{plain!r} is not a {wanted}")


def _build_generic(origin: Any, arguments: tuple[Any, ...], plain: object) -> object:
    if origin is Literal and plain in arguments:
        return plain
    if origin is dict and isinstance(plain, dict):
        return {key: _build(arguments[1], item) for key, item in plain.items()}
    if origin is list and isinstance(plain, list):
        return [_build(arguments[0], item) for item in plain]
    raise ValueError(f"{plain!r} does not fit {origin}{arguments}")
