"""Raw exchange payloads out of the comments of the installed ccxt, and what ccxt makes of them.

ccxt documents its parsers with examples of what exchanges really sent. Nothing of them is kept in
this repository: they are read from the installed package each time.
"""

from __future__ import annotations

import ast
import asyncio
import copy
import io
import re
import tokenize
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ccxt

from tradekeel.exchange.guard import GuardMixin, guarded
from tradekeel.exchange.json_safe import FloatInMoneyError, json_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    """What the bridge would hand on of a payload; [] when ccxt makes nothing of it.

    Raises FloatInMoneyError when a float reached an amount.
    """
    return read(payload).rows


@dataclass
class Reading:
    """What became of one payload: the rows, and why objects in it gave none."""

    payload: Payload
    rows: list[dict[str, Any]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def why_nothing(self) -> str:
        """The first failure, without what differs from example to example."""
        return re.sub(r"[0-9]+|'[^']*'", "_", self.failures[0]) if self.failures else "says nothing"


def read(payload: Payload) -> Reading:
    """Run ccxt's parser over a payload and over every object in it that could be a row.

    A wrapper (an example of a whole reply) gives every row in it that ccxt reads as one. Raises
    FloatInMoneyError when a float reached an amount.
    """
    client = _client(payload.exchange)
    parse = getattr(client, PARSERS[payload.kind])
    reading = Reading(payload)
    for candidate in _lists_and_objects(payload.raw):
        if payload.kind != "balance" and not isinstance(candidate, dict):
            continue
        try:
            row = parse(candidate)
        except Exception as error:  # noqa: BLE001  # counted and reported
            reading.failures.append(f"{type(error).__name__}: {error}")
            continue
        if isinstance(row, dict) and _says_something(payload.kind, row):
            reading.rows.append(json_safe(row))
            if payload.kind == "balance":
                return reading  # inside it there is no second one
    if payload.kind == "balance" and not reading.rows:
        _read_as_reply(client, reading)
    return reading


# Accounts that fetch_balance tells apart; the example does not say which it belongs to.
_ACCOUNTS: tuple[dict[str, str], ...] = (
    {}, {"type": "swap"}, {"type": "spot"}, {"type": "margin"}, {"type": "funding"},
    {"marginMode": "isolated"},
)  # fmt: skip


def _read_as_reply(client: Any, reading: Reading) -> None:
    """Let fetch_balance itself read the example, as if the exchange had just answered it."""

    async def answer(*_: Any, **__: Any) -> Any:
        return copy.deepcopy(reading.payload.raw)

    client.fetch2 = answer
    try:
        for account in _ACCOUNTS:
            try:
                row = asyncio.run(client.fetch_balance(dict(account)))
            except Exception as error:  # noqa: BLE001  # counted and reported
                reading.failures.append(f"{type(error).__name__}: {error}")
                continue
            if isinstance(row, dict) and _says_something("balance", row):
                reading.rows.append(json_safe(row))
                return
    finally:
        del client.fetch2


_CLIENTS: dict[str, Any] = {}


def _client(exchange: str) -> Any:
    """The client that the bridge uses, with keys that are none and without markets."""
    if exchange not in _CLIENTS:
        client = guarded(exchange)()
        for name, is_required in client.requiredCredentials.items():
            if is_required:
                setattr(client, name, "0" * 32)
        client.set_markets([], {})
        client.safe_market = _market_without_size(client.safe_market)
        _CLIENTS[exchange] = client
    return _CLIENTS[exchange]


def _market_without_size(safe_market: Callable[..., Any]) -> Callable[..., Any]:
    """Give markets that nobody knows a contract of one unit, or amounts cannot be computed."""

    def complete(*arguments: Any, **options: Any) -> Any:
        market = safe_market(*arguments, **options)
        if market.get("contractSize") is None:
            market = {**market, "contractSize": "1"}
        return market

    return complete


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
    """JSON as the bridge reads replies: decimals stay text, so that no float comes in."""
    return GuardMixin.on_json_response(text)


def report() -> str:
    """How many examples there are, how many gave rows, and why the others did not."""
    totals: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], list[str]] = {}
    for payload in payloads():
        totals[payload.kind] += 1
        try:
            reading = read(payload)
        except FloatInMoneyError as error:
            reason = f"refused: {error}"
        else:
            rows[payload.kind] += len(reading.rows)
            if reading.rows:
                continue
            reason = reading.why_nothing
        reasons[payload.kind, reason] += 1
        places.setdefault((payload.kind, reason), []).append(payload.place)
    lines = [f"{kind}: {totals[kind]} examples, {rows[kind]} rows" for kind in totals]
    for (kind, reason), count in reasons.most_common():
        shown = ", ".join(places[kind, reason][:3])
        lines.append(f"{count:4} {kind} without a row: {reason[:90]} ({shown})")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
