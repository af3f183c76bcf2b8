"""One table: what each exception says about an order that was being sent.

Kinds
    not_sent      nothing left the process
    not_placed    the exchange answered and certainly did not take it
    unknown       anything may have happened; look it up
    rate_limited  refused for asking too often; not taken, but look it up anyway
    auth          the key is not accepted; not taken; stop the account
    permanent     will never be taken like this; not taken; do not repeat

The table is ordered; the first class that an exception is an instance of decides. It speaks of a
first attempt whose request was written and answered; `classify` moves the answer to the safe side
where less is known.
"""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ccxt.base import errors as ccxt_errors

from tradekeel.exchange.guard import reply_of
from tradekeel.exchange.redaction import redact
from tradekeel.exchange.sending import ResendRefusedError, SendDeadlinePassedError

Kind = Literal["not_sent", "not_placed", "unknown", "rate_limited", "auth", "permanent"]
Operation = Literal["create", "cancel", "read"]


class OrderAlteredError(Exception):
    """ccxt would have sent other numbers than were asked for. Nothing was sent."""


class ReplyUnreadableError(Exception):
    """The exchange answered, but the answer does not say what became of the order."""


TABLE: tuple[tuple[type[BaseException], Kind], ...] = (
    # ours
    (SendDeadlinePassedError, "not_sent"),
    (OrderAlteredError, "not_sent"),
    (ResendRefusedError, "unknown"),
    (ReplyUnreadableError, "unknown"),
    # the key
    (ccxt_errors.AccountNotEnabled, "auth"),
    (ccxt_errors.AccountSuspended, "auth"),
    (ccxt_errors.PermissionDenied, "auth"),
    (ccxt_errors.AuthenticationError, "auth"),
    # never like this
    (ccxt_errors.BadSymbol, "permanent"),
    (ccxt_errors.NotSupported, "permanent"),
    (ccxt_errors.InvalidProxySettings, "permanent"),
    (ccxt_errors.RestrictedLocation, "permanent"),
    # these may mean that the order exists already, or did
    (ccxt_errors.DuplicateOrderId, "unknown"),
    (ccxt_errors.OrderNotFound, "unknown"),
    (ccxt_errors.OrderNotCached, "unknown"),
    # refused
    (ccxt_errors.InsufficientFunds, "not_placed"),
    (ccxt_errors.OrderImmediatelyFillable, "not_placed"),
    (ccxt_errors.OrderNotFillable, "not_placed"),
    (ccxt_errors.ContractUnavailable, "not_placed"),
    (ccxt_errors.InvalidOrder, "not_placed"),
    (ccxt_errors.ArgumentsRequired, "not_placed"),
    (ccxt_errors.BadRequest, "not_placed"),
    (ccxt_errors.MarginModeAlreadySet, "not_placed"),
    (ccxt_errors.NoChange, "not_placed"),
    (ccxt_errors.MarketClosed, "not_placed"),
    (ccxt_errors.ManualInteractionNeeded, "not_placed"),
    (ccxt_errors.OperationRejected, "not_placed"),
    (ccxt_errors.AddressPending, "not_placed"),
    (ccxt_errors.InvalidAddress, "not_placed"),
    (ccxt_errors.ChecksumError, "not_placed"),
    (ccxt_errors.InvalidNonce, "not_placed"),
    # too fast
    (ccxt_errors.RateLimitExceeded, "rate_limited"),
    (ccxt_errors.DDoSProtection, "rate_limited"),
    # nobody knows
    (ccxt_errors.RequestTimeout, "unknown"),
    (ccxt_errors.OnMaintenance, "unknown"),
    (ccxt_errors.ExchangeNotAvailable, "unknown"),
    (ccxt_errors.NetworkError, "unknown"),
    (ccxt_errors.NullResponse, "unknown"),
    (ccxt_errors.BadResponse, "unknown"),
    (ccxt_errors.CancelPending, "unknown"),
    (ccxt_errors.OperationFailed, "unknown"),
    (ccxt_errors.ExchangeClosedByUser, "unknown"),
    (ccxt_errors.ExchangeError, "unknown"),
    (ccxt_errors.UnsubscribeError, "unknown"),
    (ccxt_errors.BaseError, "unknown"),
    # not ccxt's
    (asyncio.CancelledError, "unknown"),
    (BaseException, "unknown"),
)

# A second send of the same order may be refused because the first one was taken.
_AMBIGUOUS_ON_RESEND = (ccxt_errors.InvalidOrder, ccxt_errors.BadRequest)

# ccxt gives these refusals a class that says "invalid order"; they say "I have that id already".
_DUPLICATE = re.compile(
    r"(?i)duplicat|\balready exist|REPEATED_CREATION|"
    r"\"(?:code|retCode|sCode)\"\s*:\s*\"?(?:-4116|110072|170141|12141|51016|126044)\b"
)
_CODE = re.compile(
    r"\"(?:sCode|retCode|ret_code|code|label|err_code|err-code|error_code|errorCode)\"\s*:\s*"
    r"\"?(-?[A-Za-z0-9_.]{1,40})"
)
_KRAKEN_CODE = re.compile(r"\b(E[A-Z][A-Za-z]+:[A-Za-z0-9 _:]{1,60})")
_NO_CODES = frozenset({"0", "1", "2", "200"})  # envelopes that only say "something failed"


@dataclass(frozen=True)
class Outcome:
    """What is known after a failed call. `message` is redacted; times in ms."""

    kind: Kind
    error_class: str
    code: str | None
    message: str
    is_sent: bool
    http_status: int | None = None
    retry_after_ms: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON-safe dict."""
        return asdict(self)


def classify(
    exc: BaseException,
    *,
    sent: bool,
    is_resend: bool = False,
    operation: Operation = "create",
    secrets: Iterable[str] = (),
) -> Outcome:
    """Say what `exc` means. `sent`: a request that may place an order was written to a socket."""
    reply = reply_of(exc)
    status = reply.status if reply else None
    text = str(exc)
    said = f"{text}\n{reply.text}" if reply else text
    return Outcome(
        kind=_kind(exc, said, status, sent, is_resend, operation),
        error_class=type(exc).__name__,
        code=_code(said),
        message=redact(text or type(exc).__name__, secrets),
        is_sent=sent,
        http_status=status,
        retry_after_ms=reply.retry_after_ms if reply else None,
    )


def table_kind(exc: BaseException) -> Kind:
    """Return the kind that the table alone gives."""
    return next(kind for known, kind in TABLE if isinstance(exc, known))


def _kind(
    exc: BaseException,
    text: str,
    status: int | None,
    sent: bool,
    is_resend: bool,
    operation: Operation,
) -> Kind:
    kind = table_kind(exc)
    if not sent:
        return _kind_unsent(kind, status)
    if status in (418, 429):
        return "rate_limited"
    may_be_taken = (
        (status is not None and status >= 500)
        or kind == "not_sent"  # of ours, yet something was written before it
        or (kind == "not_placed" and operation == "cancel")
        or (kind == "not_placed" and _DUPLICATE.search(text) is not None)
        or (is_resend and isinstance(exc, _AMBIGUOUS_ON_RESEND))
    )
    return "unknown" if may_be_taken else kind


def _kind_unsent(kind: Kind, status: int | None) -> Kind:
    if kind == "rate_limited" or status in (418, 429):
        return "rate_limited"
    return kind if kind in ("auth", "permanent") else "not_sent"


def _code(text: str) -> str | None:
    codes: list[str] = _CODE.findall(text)
    specific = [code for code in codes if code not in _NO_CODES]
    if specific:
        return specific[-1]
    kraken = _KRAKEN_CODE.search(text)
    return kraken.group(1) if kraken else (codes[0] if codes else None)
