"""Who asks: an operator by a token of the installation or of the issuer, a tenant by the issuer's.

Nothing is remembered between requests and no cookie is set, so that no other page can make a
browser ask on somebody's behalf.
"""

import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tradekeel.tokens import TENANT, Bearer, TokenError, Verifier

OPERATORS = frozenset({"tradekeel_operator", "tradekeel_auditor"})


@dataclass(frozen=True)
class Caller:
    """Who is let in. `bearer`: what the issuer said, None for the installation's own token."""

    kind: Literal["operator", "tenant"]
    bearer: Bearer | None = None


class Gatekeeper:
    """Decides who a request comes from, by its bearer token alone."""

    def __init__(self, operator_token: str | None, verifier: Verifier) -> None:
        """Without either, nobody is let in."""
        self._operator_token = operator_token
        self._verifier = verifier

    def admit(self, authorization: str) -> Caller:
        """The caller. Raises TokenError with one line on what to do."""
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise TokenError("a token is needed")
        if self._operator_token is not None and hmac.compare_digest(
            token.encode(), self._operator_token.encode()
        ):
            return Caller("operator")
        if not self._verifier.can_verify:
            raise TokenError("the token is not the operators' token")
        bearer = self._verifier.verify(token)
        if bearer.role == TENANT:
            return Caller("tenant", bearer)
        if bearer.role in OPERATORS:
            return Caller("operator", bearer)
        raise TokenError("the token's role may not use the console")


def private_token(home: Path) -> str:
    """The operators' token of a private installation: made once, in a file only its owner reads."""
    file = home / "console.token"
    if file.is_file():
        token = file.read_text(encoding="ascii").strip()
        if len(token) >= 32:
            return token
        file.unlink()
    home.mkdir(parents=True, exist_ok=True)
    token = secrets.token_urlsafe(32)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as made:
        made.write(token + "\n")
    return token
