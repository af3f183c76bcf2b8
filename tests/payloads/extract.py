"""Raw exchange payloads out of the comments of the installed ccxt, and what ccxt makes of them.

ccxt documents its parsers with examples of what exchanges really sent. Nothing of them is kept in
this repository: they are read from the installed package each time.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ccxt

from tradekeel.exchange.json_safe import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

# Which functions' comments are examples of what, and ccxt's parser of one row.
PARSERS = {
    "order": "parse_order",
    "trade": "parse_trade",
    "position": "parse_position",
    "balance": "parse_balance",
}
_SOURCES = {
    "order": (
        "parse_order", "create_order", "edit_order", "cancel_order", "fetch_order", "fetch_orders",
        "fetch_open_orders", "fetch_closed_orders", "fetch_canceled_orders",
    ),
    "trade": ("parse_trade", "fetch_my_trades", "fetch_order_trades"),
    "position": ("parse_position", "fetch_position", "fetch_positions"),
    "balance": ("parse_balance", "fetch_balance"),
}  # fmt: skip


@dataclass(frozen=True)
class Payload:
    """One raw example: where it stands, of what kind, and the parsed JSON."""

    exchange: str
    kind: str
    function: str
    line: int
    raw: Any

    @property
    def place(self) -> str:
        """Where it stands in ccxt's source."""
        return f"{self.exchange}.{self.function}:{self.line}"


def payloads() -> Iterator[Payload]:
    """Every JSON example in the comments of the functions above, over all exchanges."""
    kinds = {function: kind for kind, functions in _SOURCES.items() for function in functions}
    folder = Path(ccxt.__file__).parent
    for exchange in ccxt.exchanges:
        source = (folder / f"{exchange}.py").read_text(encoding="utf-8")
        comments = list(_comments(source))
        for function, first, last in _functions(source):
            if function not in kinds:
                continue
            lines = [(line, text) for line, text in comments if first <= line <= last]
            for line, raw in _examples(lines):
                yield Payload(exchange, kinds[function], function, line, raw)


def unified(payload: Payload) -> list[dict[str, Any]]:
    """What ccxt's own parser makes of a payload, as the bridge hands it on; [] when it cannot.

    A wrapper (an example of a whole reply) gives every row in it that ccxt reads as one. Raises
    FloatInMoneyError when a float reached an amount.
    """
    client = _client(payload.exchange)
    parse = getattr(client, PARSERS[payload.kind])
    candidates = _lists_and_objects(payload.raw)
    found = []
    for candidate in candidates:
        if payload.kind != "balance" and not isinstance(candidate, dict):
            continue
        try:
            row = parse(candidate)
        except Exception:  # noqa: BLE001, S112  # not a row, or not one to read without markets
            continue
        if isinstance(row, dict) and _says_something(payload.kind, row):
            found.append(json_safe(row))
            if payload.kind == "balance":
                break  # inside it there is no second one
    return found


_CLIENTS: dict[str, Any] = {}


def _client(exchange: str) -> Any:
    """A client without markets that computes in text, as the bridge's do."""
    if exchange not in _CLIENTS:
        client = getattr(ccxt, exchange)()
        client.number = str
        _CLIENTS[exchange] = client
    return _CLIENTS[exchange]


def _says_something(kind: str, row: dict[str, Any]) -> bool:
    if kind == "balance":
        return any(isinstance(row.get(part), dict) and row[part] for part in ("free", "total"))
    if kind == "position":
        return row.get("contracts") is not None
    return row.get("id") is not None or row.get("amount") is not None


def _lists_and_objects(raw: Any) -> Iterator[Any]:
    """The example itself, and every list and object inside it."""
    if isinstance(raw, dict | list):
        yield raw
        for value in raw.values() if isinstance(raw, dict) else raw:
            yield from _lists_and_objects(value)


def _functions(source: str) -> Iterator[tuple[str, int, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, node.end_lineno or node.lineno


def _comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string[1:]


def _examples(lines: list[tuple[int, str]]) -> Iterator[tuple[int, Any]]:
    """Each run of comment lines from an opening bracket to where it is JSON."""
    index = 0
    while index < len(lines):
        text = lines[index][1].strip()
        if not text.startswith(("{", "[")):
            index += 1
            continue
        last = _end_of(lines, index)
        if last is None:
            index += 1
            continue
        body = "\n".join(text for _, text in lines[index : last + 1])
        yield lines[index][0], _parse(body)
        index = last + 1


def _end_of(lines: list[tuple[int, str]], first: int) -> int | None:
    """Index of the line that makes the text from `first` on complete JSON, if one does."""
    body = ""
    depth = 0
    for index in range(first, len(lines)):
        if index > first and lines[index][0] != lines[index - 1][0] + 1:
            return None
        text = lines[index][1]
        body += text + "\n"
        depth += sum(text.count(c) for c in "{[") - sum(text.count(c) for c in "}]")
        if depth <= 0:
            try:
                _parse(body)
            except ValueError:
                return None
            return index
    return None


def _parse(text: str) -> Any:
    """JSON as ccxt reads replies: numbers stay text, so that no float comes in."""
    return json.loads(text, parse_float=str, parse_int=str)
