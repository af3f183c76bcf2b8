"""Make an error message safe to log, to store and to show.

ccxt puts whole URLs into its messages, and signed URLs carry the key's account, the signature and
every parameter. What remains is the host, the path and what the exchange said.
"""

import re
from collections.abc import Iterable

_LONGEST = 400
_QUERY = re.compile(r"((?:https?|wss?)://[^\s?\"'<>]+)\?[^\s\"'<>]*")
_NAMED = re.compile(
    r"(?i)([\"']?\b(?:x-[a-z]+-)*(?:api[-_]?key|apikey|access[-_]?key|signature|sign|secret|"
    r"passphrase|password|authorization|bearer|token|listenkey|privatekey|private_key)\b[\"']?"
    r"\s*[:=]\s*[\"']?)[^\s\"'&,;}]+"
)
_LONG_TOKEN = re.compile(
    r"\b(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{40,}={0,2}"
)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return `text` without query strings, named secrets, the given secrets and long tokens."""
    for secret in secrets:
        if len(secret) >= 4:
            text = text.replace(secret, "[redacted]")
    text = _QUERY.sub(r"\1?[redacted]", text)
    text = _NAMED.sub(r"\1[redacted]", text)
    text = _LONG_TOKEN.sub("[redacted]", text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
