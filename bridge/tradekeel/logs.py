"""Structured logs: one line per step, JSON or for a console, to standard error.

Secrets are redacted where they arise, and again here: every value that was registered, everything
named like a secret, and the password of an address never reach a line.
"""

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, Literal

import structlog

_REDACTED = "[redacted]"
_PASSWORD_IN_ADDRESS = re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@]+(?=@)")
_NAMED = re.compile(
    r"(?i)(\b(?:api[-_]?key|apikey|secret|signature|passphrase|password|authorization|token|"
    r"private_?key)\b[\"']?\s*[:=]\s*[\"']?)[^\s\"'&,;}]+"
)
_SECRET_KEY = re.compile(
    r"(?i)^(api_?key|secret|signature|passphrase|password|authorization|token|private_?key)$"
)
_secrets: set[str] = set()


def register_secrets(values: Iterable[str]) -> None:
    """Never show these values in a line of this process."""
    _secrets.update(value for value in values if len(value) >= 4)


def configure_logs(log_format: Literal["console", "json"]) -> None:
    """Set up structlog once per process. Times are UTC."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact_event,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def redact_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Redact every text of one event; a processor of structlog."""
    for key, value in event.items():
        if _SECRET_KEY.match(key):
            event[key] = _REDACTED
        elif isinstance(value, str):
            event[key] = _redacted(value)
    return event


def _redacted(text: str) -> str:
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, _REDACTED)
    text = _PASSWORD_IN_ADDRESS.sub(rf"\1{_REDACTED}", text)
    return _NAMED.sub(rf"\1{_REDACTED}", text)
