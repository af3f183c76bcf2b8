"""What goes in and out of the exchange: a request, its parameters, a reply and its delivery."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from tradekeel.paper.errors import BinanceError, missing
from tradekeel.paper.money import decimal_places, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

JSON_TYPE = "application/json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One HTTP request, already read. Header names are lower-case; ``host`` has no port."""

    method: str
    path: str
    query: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    peer: str = "127.0.0.1"


class Delivery(StrEnum):
    """What the server does with a reply."""

    SEND = "send"
    DROP = "drop"
    """Close the connection without a byte."""
    TRUNCATE = "truncate"
    """Announce the whole body, send half of it, close."""
    HOLD = "hold"
    """Answer nothing for ``hold_seconds``, then close."""
    RESTART = "restart"
    """Close this and every other connection."""


@dataclass(frozen=True, slots=True)
class ApiReply:
    """One HTTP reply. ``hold_seconds`` is text because it is handed to the event loop as given."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON_TYPE
    delivery: Delivery = Delivery.SEND
    hold_seconds: int = 0


def encode(value: object) -> bytes:
    """JSON as the exchange writes it: compact. Errors: TypeError for anything but plain data."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def error_reply(error: BinanceError, headers: Mapping[str, str] | None = None) -> ApiReply:
    """A refusal as the exchange sends it."""
    body = encode({"code": error.code, "msg": error.message})
    return ApiReply(error.status, body, headers or {})


class Parameters:
    """The parameters of a call, from query string and form body, with typed access.

    Every getter raises -1102 for a value that is missing or malformed.
    """

    def __init__(self, request: ApiRequest) -> None:
        self._values: dict[str, str] = {}
        for source in (request.query, request.body):
            self._values.update(parse_qsl(source, keep_blank_values=True))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> str | None:
        """The text, None when it was not sent."""
        return self._values.get(name)

    def required(self, name: str) -> str:
        """The text. Errors: -1102 when it was not sent or is empty."""
        value = self._values.get(name)
        if not value:
            raise missing(name)
        return value

    def integer(self, name: str) -> int | None:
        """A non-negative whole number, None when it was not sent."""
        value = self._values.get(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 19):
            raise missing(name)
        return int(value)

    def boolean(self, name: str, default: bool = False) -> bool:
        """``true`` or ``false`` in any case."""
        value = self._values.get(name)
        if value is None:
            return default
        if value.lower() not in ("true", "false"):
            raise missing(name)
        return value.lower() == "true"

    def amount(self, name: str, max_places: int = 8) -> Decimal | None:
        """A non-negative decimal. Errors: -1102 malformed, -1111 more places than the asset has."""
        value = self._values.get(name)
        if value is None:
            return None
        try:
            amount = parse_amount(value)
        except ValueError:
            raise missing(name) from None
        if decimal_places(amount) > max_places:
            raise BinanceError(-1111, f"Parameter '{name}' has too much precision.")
        return amount

    def limit(self, default: int, maximum: int) -> int:
        """The page size: the default when absent, capped."""
        value = self.integer("limit")
        if value == 0:
            raise missing("limit")
        return min(value or default, maximum)
