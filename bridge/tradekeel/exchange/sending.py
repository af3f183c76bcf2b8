"""What one order-placing call may still do, and what of it has left the process.

A `Sending` is opened around one `create_order` or `cancel_order` and travels in a context
variable, so that three places far apart can ask it: the signer (is the deadline over?), the
transport at the instant before the first byte (is it over now? did this go out already?), and the
classifier afterwards (did anything leave?).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from tradekeel.exchange.moments import Moment


class SendDeadlinePassedError(Exception):
    """The send deadline was over before the request was signed or written. Nothing was sent."""


class ResendRefusedError(Exception):
    """Something below us (a redirect, a retry) tried to write the same order a second time."""


# Exchanges whose GET endpoints never place or change an order. For all others any private request
# counts as one that may. Deribit places orders by GET, so it is deliberately absent.
_GET_ONLY_READS = frozenset(
    {
        "binance", "binancecoinm", "binanceus", "binanceusdm", "bitget", "bybit", "coinbase",
        "gate", "htx", "krakenfutures", "kucoin", "kucoinfutures", "mexc", "okx",
    }
)  # fmt: skip
# Exchanges where reads are POSTs too: the path decides. An entry is a part of the path of every
# endpoint that places, changes or cancels something.
_PLACING_PATHS: dict[str, tuple[str, ...]] = {
    "deribit": ("/private/buy", "/private/sell", "/private/edit", "/private/cancel",
                "/private/close"),
    "kraken": ("/AddOrder", "/EditOrder", "/AmendOrder", "/CancelOrder", "/CancelAll"),
    "hyperliquid": ("/exchange",),
    "cryptocom": ("/create-", "/cancel-", "/close-", "/amend-"),
}  # fmt: skip


def may_place(exchange: str, method: str, path: str) -> bool:
    """Tell whether a request can place, change or cancel an order. When in doubt: yes."""
    parts = _PLACING_PATHS.get(exchange)
    if parts is not None:
        return any(part in path for part in parts)
    return not (exchange in _GET_ONLY_READS and method.upper() == "GET")


@dataclass
class Sending:
    """One order-placing call: its deadline, and the placing requests written so far."""

    exchange: str
    deadline: Moment
    written: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_sent(self) -> bool:
        """True once a request that may place an order was handed to the socket."""
        return bool(self.written)

    def remaining_ms(self) -> int:
        """Milliseconds until the deadline, negative when it is over."""
        return int(self.deadline.remaining() * 1000)

    def check_deadline(self) -> None:
        """Raise SendDeadlinePassedError when the deadline is over."""
        late_ms = -self.remaining_ms()
        if late_ms >= 0:
            raise SendDeadlinePassedError(
                f"send deadline passed {late_ms} ms ago, nothing was sent"
            )

    def about_to_write(self, method: str, path: str) -> None:
        """Note a request whose first byte is written next.

        Raises SendDeadlinePassedError when it is too late for it, ResendRefusedError when the
        same request was written before within this call.
        """
        if not may_place(self.exchange, method, path):
            return
        if (method, path) in self.written:
            raise ResendRefusedError(f"{method} {path} was already sent within this call")
        self.check_deadline()
        self.written.append((method, path))


_current: ContextVar[Sending | None] = ContextVar("tradekeel_sending", default=None)


def current_sending() -> Sending | None:
    """Return the sending this task is in, if any."""
    return _current.get()


@contextmanager
def sending(exchange: str, deadline: Moment) -> Iterator[Sending]:
    """Open a sending for the calls made inside the block."""
    state = Sending(exchange=exchange, deadline=deadline)
    token = _current.set(state)
    try:
        yield state
    finally:
        _current.reset(token)
