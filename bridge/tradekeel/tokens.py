"""Tokens of tenants and operators, as Supabase Auth or any other issuer signs them (JWT).

HS256 by the shared secret, ES256 and RS256 by the public keys of a JWKS file; which of them counts
is decided by what we hold, never by the token's header alone. What a token says of its bearer is
handed to the database as claims; the database decides what they may see.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt

LONGEST_TOKEN = 8192
ASYMMETRIC = ("ES256", "RS256")
TENANT = "authenticated"


class TokenError(Exception):
    """A token that is not accepted; the text says why in one line, without the token."""


@dataclass(frozen=True)
class Bearer:
    """Who a verified token names. `claims`: all of it, as JSON text for request.jwt.claims."""

    user_id: UUID
    role: str
    expires_at: int
    claims: str


class Verifier:
    """Verifies tokens; holds the secret and the public keys."""

    def __init__(
        self, secret: str | None, jwks: str | None = None, audience: str = "authenticated"
    ) -> None:
        """`jwks`: text of a JSON Web Key Set. Raises TokenError if it holds no usable key."""
        self._secret = secret
        self._audience = audience
        self._keys: Mapping[str, jwt.PyJWK] = {} if jwks is None else _public_keys(jwks)

    @classmethod
    def reading(cls, secret: str | None, jwks_file: Path | None, audience: str) -> "Verifier":
        """The same with a file. Raises TokenError if it cannot be read."""
        try:
            text = None if jwks_file is None else jwks_file.read_text(encoding="utf-8")
        except OSError as error:
            raise TokenError(f"cannot read the key set {jwks_file}: {error.strerror}") from None
        return cls(secret, text, audience)

    @property
    def can_verify(self) -> bool:
        """Whether any token could be accepted."""
        return self._secret is not None or bool(self._keys)

    def verify(self, token: str) -> Bearer:
        """Who this token names. Raises TokenError: malformed, forged, expired, or not for us."""
        if len(token) > LONGEST_TOKEN:
            raise TokenError("the token is too long")
        try:
            key, algorithm = self._key_for(jwt.get_unverified_header(token))
            claims = jwt.decode(
                token, key, algorithms=[algorithm], audience=self._audience,
                options={"require": ["exp", "sub", "role"]},
            )  # fmt: skip
        except jwt.ExpiredSignatureError:
            raise TokenError("the token has expired: sign in again") from None
        except jwt.InvalidAudienceError:
            raise TokenError("the token is for somebody else") from None
        except jwt.MissingRequiredClaimError as error:
            raise TokenError(f"the token lacks {error.claim}") from None
        except (jwt.PyJWTError, ValueError, TypeError):
            raise TokenError("the token is not signed by who we trust") from None
        return _bearer(claims)

    def _key_for(self, header: Mapping[str, Any]) -> tuple[Any, str]:
        algorithm = header.get("alg")
        if algorithm == "HS256" and self._secret is not None:
            return self._secret, "HS256"
        key = self._keys.get(str(header.get("kid")))
        if key is None or algorithm not in ASYMMETRIC or key.algorithm_name != algorithm:
            raise TokenError("the token is not signed by who we trust")
        return key.key, key.algorithm_name


def _public_keys(text: str) -> dict[str, jwt.PyJWK]:
    try:
        found = {str(key.key_id): key for key in jwt.PyJWKSet.from_json(text).keys}
    except (jwt.PyJWTError, ValueError, AttributeError, TypeError):
        raise TokenError("the key set is no JSON Web Key Set") from None
    usable = {name: key for name, key in found.items() if key.algorithm_name in ASYMMETRIC}
    if not usable:
        raise TokenError("the key set has no key for ES256 or RS256")
    return usable


def _bearer(claims: Mapping[str, Any]) -> Bearer:
    try:
        user_id = UUID(claims["sub"])
        role, expires_at = claims["role"], int(claims["exp"])
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise TokenError("the token names no user") from None
    if not isinstance(role, str):
        raise TokenError("the token names no role")
    return Bearer(user_id, role, expires_at, json.dumps(claims))
