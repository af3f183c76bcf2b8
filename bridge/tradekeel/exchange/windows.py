"""The exchange's own expiry of a signed request, where it has one.

A request that is on the wire when its deadline passes must die at the exchange. Each entry says
how an exchange is told: by shrinking the receive window that ccxt signs anyway, by a header that is
not part of the signature, or by a parameter that is. Exchanges without an entry have no such
window: an order that was written but not answered may still be taken later.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Window:
    """How one exchange is told when a request expires.

    option: `name` is the ccxt option holding the window in ms.
    header: `name` is a header with the absolute instant in ms of the exchange's clock.
    parameter: `name` is a request parameter of the paths in `paths`; `style` ms or rfc3339.
    `minimum_ms`: shorter than this the exchange refuses the value, so it is left out.
    """

    how: Literal["option", "header", "parameter"]
    name: str
    paths: tuple[str, ...] = ()
    style: Literal["ms", "rfc3339"] = "ms"
    minimum_ms: int = 1


WINDOWS: dict[str, Window] = {
    "binance": Window("option", "recvWindow"),
    "binanceus": Window("option", "recvWindow"),
    "binanceusdm": Window("option", "recvWindow"),
    "binancecoinm": Window("option", "recvWindow"),
    "bybit": Window("option", "recvWindow"),
    "mexc": Window("option", "recvWindow"),
    "okx": Window("header", "expTime"),
    "gate": Window("header", "x-gate-exptime"),
    # Kraken refuses a deadline nearer than 2 to 5 s; 6 s leaves room for the way there.
    "kraken": Window("parameter", "deadline", ("AddOrder",), "rfc3339", 6_000),
    "krakenfutures": Window("parameter", "processBefore", ("sendorder",), "rfc3339"),
    "deribit": Window("parameter", "valid_until", ("buy", "sell", "edit")),
}

# The widest window exchanges of the option kind accept, in ms.
_WIDEST_OPTION_MS = 60_000


def has_window(exchange: str) -> bool:
    """Tell whether orders on this exchange die by themselves after their deadline."""
    return exchange in WINDOWS


def window_option(window: Window, current: Any, remaining_ms: int) -> int:
    """Return the receive window in ms: what is left, never more than is configured."""
    configured = current if isinstance(current, int) and current > 0 else _WIDEST_OPTION_MS
    return max(window.minimum_ms, min(configured, remaining_ms, _WIDEST_OPTION_MS))


def window_instant(window: Window, exchange_now_ms: int, remaining_ms: int) -> str | int:
    """Return the absolute expiry in the exchange's clock, as the exchange wants it written."""
    instant_ms = exchange_now_ms + remaining_ms
    if window.style == "rfc3339":
        moment = datetime.fromtimestamp(instant_ms / 1000, UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return str(instant_ms) if window.how == "header" else instant_ms
