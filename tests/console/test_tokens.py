"""Tokens: what is accepted, and everything else refused in one line that does not repeat them."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from api.platform import sign
from tradekeel.tokens import TokenError, Verifier

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "a-secret-of-the-tests-of-more-than-32-characters"  # noqa: S105 - of these tests
USER = "11111111-0000-4000-8000-000000000001"
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def claims(**changes: Any) -> dict[str, Any]:
    """Good ones, but for the changes; None takes one out."""
    found = {"sub": USER, "role": "authenticated", "aud": "authenticated",
             "exp": int(time.time()) + 600, **changes}  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}


def jwks(*keys: Any) -> str:
    """The public side of keys of ours."""
    return json.dumps({"keys": [
        {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())), "kid": f"k{n}",
         "alg": "ES256"} for n, key in enumerate(keys)
    ]})  # fmt: skip


def test_a_good_token_names_its_user_and_keeps_every_claim() -> None:
    """By the secret and by a public key."""
    for bearer in (
        Verifier(SECRET).verify(jwt.encode(claims(), SECRET)),
        Verifier(None, jwks(EC_KEY)).verify(
            jwt.encode(claims(), EC_KEY, "ES256", headers={"kid": "k0"})
        ),
    ):
        assert (str(bearer.user_id), bearer.role) == (USER, "authenticated")
        assert json.loads(bearer.claims)["aud"] == "authenticated"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"exp": 1}, "has expired"),
        ({"exp": None}, "lacks exp"),
        ({"sub": None}, "lacks sub"),
        ({"role": None}, "lacks role"),
        ({"aud": "other"}, "for somebody else"),
        ({"aud": None}, "lacks aud"),
        ({"sub": "me' or true --"}, "names no user"),
        ({"role": {"a": 1}}, "names no role"),
        ({"exp": "soon"}, "not signed by who we trust"),
        ({"nbf": 99999999999}, "not signed by who we trust"),
    ],
)
def test_what_a_token_lacks_is_said(changes: dict[str, Any], said: str) -> None:
    """Everything else about it being right."""
    with pytest.raises(TokenError, match=said):
        Verifier(SECRET).verify(jwt.encode(claims(**changes), SECRET))


def test_forged_tokens_are_refused() -> None:
    """No signature, another secret, a public key used as a secret, a changed body."""
    public = jwks(EC_KEY)
    both = Verifier(SECRET, public)
    other = rsa.generate_private_key(65537, 2048)
    head, _, mac = jwt.encode(claims(), SECRET).split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(sub=USER[:-1] + "2")).encode())
    forged = [
        jwt.encode(claims(), None, "none"),
        jwt.encode(claims(), SECRET[::-1]),
        sign(claims(), public),
        jwt.encode(claims(), EC_KEY, "ES256", headers={"kid": "k1"}),
        jwt.encode(claims(), other, "RS256", headers={"kid": "k0"}),
        jwt.encode(claims(), ec.generate_private_key(ec.SECP256R1()), "ES256",
                   headers={"kid": "k0"}),
        f"{head}.{body.rstrip(b'=').decode()}.{mac}",
        "", "a.b.c", "....", "x" * 9000, "\u0000",
    ]  # fmt: skip
    for token in forged:
        with pytest.raises(TokenError) as refused:
            both.verify(token)
        assert not token or token not in str(refused.value)


def test_without_a_key_nothing_is_accepted(tmp_path: Path) -> None:
    """And a key set that is none is said when the process starts."""
    assert not Verifier(None).can_verify
    with pytest.raises(TokenError):
        Verifier(None).verify(jwt.encode(claims(), SECRET))
    for text in ("{}", "[]", "no", '{"keys": []}', '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}'):
        with pytest.raises(TokenError, match="key set"):
            Verifier(None, text)
    with pytest.raises(TokenError, match="cannot read the key set"):
        Verifier.reading(None, tmp_path / "none.json", "authenticated")
