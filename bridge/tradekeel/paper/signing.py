"""Who is calling: API key, HMAC-SHA256 signature, timestamp and receive window."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING

from tradekeel.paper.errors import BinanceError, missing

if TYPE_CHECKING:
    from tradekeel.paper.accounts import Account
    from tradekeel.paper.messages import ApiRequest, Parameters
    from tradekeel.paper.state import State

DEFAULT_RECV_WINDOW_MS = 5000
MAX_RECV_WINDOW_MS = 60000
_KEY_FORMAT = re.compile(r"[A-Za-z0-9_-]{8,128}", re.ASCII)
_SIGNATURE = re.compile(r"(?:^|&)signature=([0-9a-fA-F]*)")


def account_of(request: ApiRequest, state: State) -> Account:
    """The account of the API key. Errors: -2014 no or malformed key, -2015 unknown key."""
    key = request.headers.get("x-mbx-apikey", "")
    if _KEY_FORMAT.fullmatch(key) is None:
        raise BinanceError(-2014, "API-key format invalid.", status=401)
    account = state.account_of_key(key)
    if account is None:
        raise not_permitted()
    return account


def not_permitted() -> BinanceError:
    """Unknown key, or one without the right to do this."""
    return BinanceError(-2015, "Invalid API-key, IP, or permissions for action.", status=401)


def check_signed(
    request: ApiRequest, parameters: Parameters, account: Account, now_ms: int, tolerance_ms: int
) -> None:
    """Prove the signature and the time of a call.

    The signed text is query string and body, joined, without the signature itself.
    Errors, in order: -1102 timestamp or signature missing, -1131 window too large,
    -1021 clock ahead or request too old, -1022 signature wrong.
    """
    timestamp = parameters.integer("timestamp")
    if timestamp is None:
        raise missing("timestamp")
    window = parameters.integer("recvWindow")
    window = DEFAULT_RECV_WINDOW_MS if window is None else window
    if window > MAX_RECV_WINDOW_MS:
        raise BinanceError(-1131, "recvWindow must be less than 60000.")
    if timestamp > now_ms + tolerance_ms:
        raise BinanceError(
            -1021,
            f"Timestamp for this request was {tolerance_ms}ms ahead of the server's time.",
        )
    if now_ms - timestamp > window:
        raise BinanceError(-1021, "Timestamp for this request is outside of the recvWindow.")
    signature = parameters.get("signature")
    if not signature:
        raise missing("signature")
    signed = _SIGNATURE.sub("", request.query) + _SIGNATURE.sub("", request.body)
    expected = hmac.new(account.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature.lower()):
        raise BinanceError(-1022, "Signature for this request is not valid.")
