"""Resolve a credentials reference. The database knows the reference, never the secret.

env:NAME     environment variable; JSON object, or KEY:SECRET, or KEY:SECRET:PASSWORD
file:PATH    the same text in a file that only its owner can read
vault:NAME   Supabase Vault; the database reads it out to the bridge (engine.fn_read_vault)
"""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class CredentialsError(Exception):
    """A reference cannot be resolved. The message names the reference and never its content."""


@dataclass(frozen=True)
class Credentials:
    """Keys of one exchange account; `repr` shows none of them."""

    api_key: str = field(repr=False)
    secret: str = field(repr=False)
    password: str | None = field(default=None, repr=False)
    uid: str | None = field(default=None, repr=False)
    wallet_address: str | None = field(default=None, repr=False)
    private_key: str | None = field(default=None, repr=False)

    def secrets(self) -> tuple[str, ...]:
        """Return every value that must not appear in a log, longest first."""
        values = (self.api_key, self.secret, self.password, self.uid, self.private_key)
        return tuple(sorted((v for v in values if v), key=len, reverse=True))

    def as_ccxt(self) -> dict[str, str]:
        """Return the constructor arguments ccxt understands, without empty ones."""
        pairs = {
            "apiKey": self.api_key,
            "secret": self.secret,
            "password": self.password,
            "uid": self.uid,
            "walletAddress": self.wallet_address,
            "privateKey": self.private_key,
        }
        return {name: value for name, value in pairs.items() if value}


_JSON_NAMES = {
    "api_key": "api_key",
    "apiKey": "api_key",
    "key": "api_key",
    "secret": "secret",
    "api_secret": "secret",
    "password": "password",
    "passphrase": "password",
    "uid": "uid",
    "wallet_address": "wallet_address",
    "walletAddress": "wallet_address",
    "private_key": "private_key",
    "privateKey": "private_key",
}


def is_in_vault(reference: str) -> bool:
    """Whether the database has to be asked for what `reference` stands for."""
    return reference.startswith("vault:")


def resolve_credentials(
    reference: str,
    *,
    environment: Mapping[str, str] | None = None,
    vault: str | None = None,
) -> Credentials:
    """Resolve `reference` to credentials. `vault` is what the vault holds there, when it is asked.

    Raises CredentialsError.
    """
    kind, _, name = reference.partition(":")
    if not name:
        raise CredentialsError(f"credentials reference {reference!r} is not env:, file: or vault:")
    if kind == "env":
        text = (os.environ if environment is None else environment).get(name)
        if not text:
            raise CredentialsError(f"environment variable {name} is not set")
    elif kind == "file":
        text = _read_private_file(Path(name))
    elif kind == "vault":
        if vault is None:
            raise CredentialsError(f"{reference} was not read from Supabase Vault")
        text = vault
    else:
        raise CredentialsError(f"credentials reference {reference!r} is not env:, file: or vault:")
    return _parse(text.strip(), reference)


def _read_private_file(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise CredentialsError(f"{path} can be read by others; chmod 600 it")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CredentialsError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CredentialsError(f"{path} is not text") from None


def _parse(text: str, reference: str) -> Credentials:
    if text.startswith("{"):
        values = _parse_json(text, reference)
    else:
        parts = text.split(":", 2)
        if len(parts) < 2 or "\n" in text:
            raise CredentialsError(f"{reference} holds neither a JSON object nor KEY:SECRET")
        values = dict(zip(("api_key", "secret", "password"), parts, strict=False))
    if not (values.get("api_key") and values.get("secret")) and not values.get("private_key"):
        raise CredentialsError(f"{reference} lacks a key or a secret")
    return Credentials(**{"api_key": "", "secret": "", **values})


def _parse_json(text: str, reference: str) -> dict[str, str]:
    try:
        document = json.loads(text)
    except ValueError:
        # The decoder's message quotes the document, so it is not chained.
        raise CredentialsError(f"{reference} is not valid JSON") from None
    values: dict[str, str] = {}
    for name, value in document.items():
        field_name = _JSON_NAMES.get(name)
        if field_name is None:
            raise CredentialsError(f"{reference} has the unknown field {name!r}")
        if not isinstance(value, str):
            raise CredentialsError(f"{reference} has a field {name!r} that is not text")
        values[field_name] = value
    return values
