"""Logs: no secret reaches a line, whatever carries it there."""

from __future__ import annotations

import json

import pytest

from tradekeel.logs import configure_logs, redact_event, register_secrets

SECRET = "s3cr3t-of-the-exchange-key"  # noqa: S105 - of this test


@pytest.mark.parametrize(
    "event",
    [
        {"error": f"refused {SECRET} by the exchange"},
        {"error": 'POST {"apiKey": "another-key-value", "x": 1}'},
        {"error": "signature=deadbeef&symbol=BTC"},
        {"error": "cannot reach postgresql://bridge:hunter2222@db.example/x"},
        {"authorization": "Bearer abcdefgh"},
        {"password": "hunter2222"},
        {"exception": f"Traceback ...\n  key={SECRET}\nAuthError: {SECRET}"},
    ],
)
def test_a_secret_is_redacted(event: dict[str, str]) -> None:
    """Registered values, names of secrets, passwords in addresses."""
    register_secrets([SECRET, "abc"])
    text = json.dumps(redact_event(None, "info", dict(event)))
    for secret in (SECRET, "another-key-value", "deadbeef", "hunter2222", "abcdefgh"):
        assert secret not in text
    assert "[redacted]" in text


def test_what_is_no_secret_stays() -> None:
    """Ids, symbols and short words are for people."""
    event = {"event": "sent", "intent": "0a1b2c3d-0000-4000-8000-000000000001", "ms": 12}
    assert redact_event(None, "info", dict(event)) == event


def test_an_exception_with_a_secret_is_redacted_in_the_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As the bridge logs it, whole."""
    import structlog  # noqa: PLC0415 - configured by the test

    register_secrets([SECRET])
    try:
        configure_logs("json")
        try:
            raise ValueError(SECRET)
        except ValueError:
            structlog.get_logger("test").exception("crashed", user="u")
        line = capsys.readouterr().err
        assert SECRET not in line
        assert json.loads(line)["user"] == "u"
    finally:
        structlog.reset_defaults()
