"""Structured logs: one line per step, JSON or for a console, to standard error.

Secrets are redacted where they arise, and again here: every value that was registered, everything
named like a secret, and the password of an address never reach a line.
"""

import logging
import re
import sys
import time
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
REPEAT_SECONDS = 60.0
UNREACHABLE = (
    "it is tried again; if it lasts, check the address that was given and runbook database-outage"
)


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
    root = logging.getLogger()
    if not any(isinstance(handler, _Others) for handler in root.handlers):
        root.addHandler(_Others(logging.WARNING))


class _Others(logging.Handler):
    """What libraries have to say, in the same form: one line each, the same one once a minute."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._said: dict[tuple[str, str], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        line = next(iter(record.getMessage().strip().splitlines()), "")
        now, key = time.monotonic(), (record.name, line)
        if now - self._said.get(key, -REPEAT_SECONDS) < REPEAT_SECONDS:
            return
        if len(self._said) > 1000:
            self._said.clear()
        self._said[key] = now
        log = structlog.get_logger(record.name)
        if record.name == "psycopg.pool":
            log.warning("the database cannot be reached", error=line, next=UNREACHABLE)
        else:
            log.log(record.levelno, line, logger=record.name, exc_info=record.exc_info)


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
