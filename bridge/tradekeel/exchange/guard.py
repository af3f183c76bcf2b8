"""ccxt's exchange classes, held to what an honest unknown needs.

`guarded("binance")` is a subclass of ccxt's own class. It changes no parsing and no signing; it
refuses what must not pass: a reply that is not JSON or lacks its envelope, a signature later than
the send deadline, a retry, a float in a price.
"""

import functools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import ccxt.async_support as ccxt_async
from ccxt.base.errors import (
    BadResponse,
    BaseError,
    DDoSProtection,
    InvalidNonce,
    NullResponse,
    RateLimitExceeded,
)

from tradekeel.exchange.envelopes import missing_part
from tradekeel.exchange.limiter import Lane, RateLimiter, current_reading
from tradekeel.exchange.redaction import redact
from tradekeel.exchange.sending import Sending, current_sending
from tradekeel.exchange.windows import WINDOWS, window_instant, window_option

_KEPT_TEXT = 2_000
ErrorT = TypeVar("ErrorT", bound=Exception)


class UnknownExchangeError(Exception):
    """ccxt has no exchange of that id."""


@dataclass
class Reply:
    """What came back for one request; errors and page walkers read it.

    `text` is the start of the raw body, `body` the decoded JSON of a good reply that is recorded.
    """

    method: str = ""
    path: str = ""
    status: int | None = None
    retry_after_ms: int | None = None
    text: str = ""
    body: Any = None


_reply: ContextVar[Reply | None] = ContextVar("tradekeel_reply", default=None)
_recorded: ContextVar[list[Reply] | None] = ContextVar("tradekeel_recorded", default=None)
_log = logging.getLogger("tradekeel.exchange.ccxt")
# ccxt writes whole requests, keys and signatures included, at level DEBUG.
_log.setLevel(logging.WARNING)


class GuardMixin:
    """The guards; mixed in before ccxt's class, so `super()` is ccxt."""

    # ccxt sets these on the instance or inherits them; named here for the type checker.
    id: str
    options: dict[str, Any]
    number = str
    logger = _log
    timeout_on_exit = 0
    tradekeel_limiter: RateLimiter | None = None
    tradekeel_account: str = "shared"
    is_clock_refused: bool = False

    async def throttle(self, cost: float | None = None) -> None:
        """Wait for the turn at the limiter of this exchange and address, not of this client."""
        limiter = self.tradekeel_limiter
        if limiter is None:
            parent: Any = super()
            await parent.throttle(cost)
            return
        lane = current_reading() if current_sending() is None else Lane.ORDERS
        await limiter.acquire(1.0 if cost is None else float(cost), self.tradekeel_account, lane)

    def handle_option_and_params(
        self, params: Any, method_name: Any, option_name: str, default_value: Any = None
    ) -> Any:
        """Answer every question for ccxt's own retries with "none"."""
        if option_name in ("maxRetriesOnFailure", "maxRetriesOnFailureDelay"):
            names = (option_name, "default" + option_name[0].upper() + option_name[1:])
            if isinstance(params, dict) and any(name in params for name in names):
                params = {k: v for k, v in params.items() if k not in names}
            return [0, params]
        parent: Any = super()
        return parent.handle_option_and_params(params, method_name, option_name, default_value)

    def sign(
        self, path: str, api: Any = "public", method: str = "GET", params: Any = None, *rest: Any
    ) -> Any:
        """Sign, unless the send deadline is over; narrow the exchange's own window to it.

        A question's parameter without a value is left out; ccxt would ask for the text "None".
        """
        arguments = {} if params is None else params
        if method == "GET" and isinstance(arguments, dict):
            arguments = {name: value for name, value in arguments.items() if value is not None}
        state = current_sending()
        if state is None:
            parent: Any = super()
            return parent.sign(path, api, method, arguments, *rest)
        state.check_deadline()
        return self._sign_within(state, path, api, method, arguments, *rest)

    def _sign_within(
        self, state: Sending, path: str, api: Any, method: str, params: Any, *rest: Any
    ) -> Any:
        parent: Any = super()
        window = WINDOWS.get(self.id)
        remaining_ms = state.remaining_ms()
        if window is None or remaining_ms < window.minimum_ms:
            return parent.sign(path, api, method, params, *rest)
        if window.how == "option":
            configured = self.options.get(window.name)
            self.options[window.name] = window_option(window, configured, remaining_ms)
            try:  # signing does not await, so no other request sees the changed option
                return parent.sign(path, api, method, params, *rest)
            finally:
                self.options[window.name] = configured
        instant = window_instant(window, self.exchange_now_ms(), remaining_ms)
        if window.how == "parameter":
            if path in window.paths and isinstance(params, dict):
                params = {**params, window.name: instant}
            return parent.sign(path, api, method, params, *rest)
        request = parent.sign(path, api, method, params, *rest)
        request["headers"] = {**(request.get("headers") or {}), window.name: instant}
        return request

    def exchange_now_ms(self) -> int:
        """Return the exchange's clock in ms, as far as load_time_difference() measured it."""
        difference = self.options.get("timeDifference") or 0
        return int(cast("Any", self).milliseconds()) - int(difference)

    def on_rest_response(
        self,
        code: int,
        reason: Any,
        url: str,
        method: str,
        response_headers: Any,
        response_body: str,
        *rest: Any,
    ) -> Any:
        """Keep the status and Retry-After of this task's request."""
        reply = _reply.get()
        if reply is not None:
            reply.status = code
            reply.text = response_body[:_KEPT_TEXT]
            reply.retry_after_ms = retry_after_ms(response_headers, self.exchange_now_ms())
        parent: Any = super()
        return parent.on_rest_response(
            code, reason, url, method, response_headers, response_body, *rest
        )

    @staticmethod
    def on_json_response(body: str) -> Any:
        """Decode JSON and keep every decimal as the text that the exchange wrote."""
        return json.loads(body, parse_float=str, parse_constant=_refuse_constant)

    def _hide_secrets(self, error: Exception) -> None:
        """Rewrite what an error says and where it comes from, so that it may be logged anywhere.

        ccxt puts the signed URL into its messages, aiohttp into some of its own.
        """
        if not isinstance(error, BaseError):
            return
        client = cast("Any", self)
        names = ("apiKey", "secret", "password", "uid", "privateKey", "token")
        secrets = [value for value in (getattr(client, n, None) for n in names) if value]
        cause = f" ({type(error.__cause__).__name__})" if error.__cause__ else ""
        error.args = (redact(str(error), map(str, secrets)) + cause,)
        error.__cause__ = None
        error.__suppress_context__ = True

    async def fetch(
        self, url: str, method: str = "GET", headers: Any = None, body: Any = None
    ) -> Any:
        """Fetch; anything but JSON with its envelope raises BadResponse."""
        path = urlsplit(url).path
        reply = Reply(method=method, path=path)
        token = _reply.set(reply)
        parent: Any = super()
        try:
            result = await parent.fetch(url, method, headers, body)
        except Exception as error:
            annotate(error, reply)
            self._hide_secrets(error)
            if isinstance(error, InvalidNonce):
                self.is_clock_refused = True
            limited = isinstance(error, (DDoSProtection, RateLimitExceeded))
            if self.tradekeel_limiter and (limited or reply.status in (418, 429)):
                self.tradekeel_limiter.pause(reply.retry_after_ms)
            raise
        finally:
            _reply.reset(token)
        if not isinstance(result, (dict, list)):
            kind = NullResponse if result in (None, "", b"") else BadResponse
            raise annotate(kind(f"{self.id} {method} {path}: {reply.status} without JSON"), reply)
        lacks = missing_part(self.id, method, path, result)
        if lacks is not None:
            raise annotate(
                BadResponse(f"{self.id} {method} {path}: {reply.status} reply lacks {lacks}"), reply
            )
        record = _recorded.get()
        if record is not None:
            reply.body = result
            record.append(reply)
        return result


@contextmanager
def recorded_replies() -> Iterator[list[Reply]]:
    """Collect the good replies of the requests made inside the block, in order."""
    record: list[Reply] = []
    token = _recorded.set(record)
    try:
        yield record
    finally:
        _recorded.reset(token)


def annotate(error: ErrorT, reply: Reply) -> ErrorT:
    """Hang status and Retry-After on the error, for the classifier."""
    error.tradekeel_reply = reply  # type: ignore[attr-defined]  # read back by reply_of()
    return error


def reply_of(error: BaseException) -> Reply | None:
    """Return the request an error came out of, None when it did not come out of a request."""
    found = getattr(error, "tradekeel_reply", None)
    return found if isinstance(found, Reply) else None


def retry_after_ms(headers: Any, now_ms: int) -> int | None:
    """Read Retry-After, in seconds or as a date, into ms from now."""
    value = next((headers[h] for h in headers or () if h.lower() == "retry-after"), None)
    if not value:
        return None
    text = str(value).strip()
    try:
        return max(0, int(float(text) * 1000))
    except (ValueError, OverflowError):
        pass
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() * 1000) - now_ms)
    except (TypeError, ValueError):
        return None


def _refuse_constant(token: str) -> Any:
    raise ValueError(f"JSON constant {token} is not a number")


@functools.cache
def guarded(exchange: str) -> type[Any]:
    """Return the guarded subclass of ccxt's class of that id. Raises UnknownExchangeError."""
    base = getattr(ccxt_async, exchange, None) if exchange in ccxt_async.exchanges else None
    if base is None:
        raise UnknownExchangeError(f"ccxt {ccxt_async.__version__} has no exchange {exchange!r}")
    return type(f"Guarded{exchange.capitalize()}", (GuardMixin, base), {})
