"""Logs: no secret reaches a line, whatever carries it there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
import structlog

from api.platform import profile_id, user_id
from tradekeel.engine import Engine
from tradekeel.logs import configure_logs, redact_event, register_secrets
from tradekeel.telling import Teller

if TYPE_CHECKING:
    from tools.server import Server

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


async def test_each_step_of_a_lifecycle_is_one_line_that_names_whose_it_is(
    server: Server, database: str
) -> None:
    """Once, in order, whoever brought it about; what came before is not told, nor another's."""
    instance, account = uuid4(), (UUID(user_id(1)), UUID("22222222-0000-4000-8000-000000000001"))
    with server.connect(database, search_path="tap,public") as door:
        door.execute("select fixture.stage(1), fixture.stage(2)")
        door.execute("select fixture.hold(1, 'before', 0.001)")
        before = door.execute(
            "select event_seq from ledger.capital where user_id = fixture.user_id(1)"
        ).fetchone()
        with structlog.testing.capture_logs() as lines:
            async with Engine(server.url(database, "tradekeel_bridge"), connections=1) as engine:
                teller = Teller(engine, instance)
                await teller.tell([account])
                assert lines == []
                door.execute("select fixture.hold(1, 'r', 0.01), fixture.hold(2, 'theirs', 0.01)")
                door.execute(
                    "select fixture.fill_and_settle(fixture.begin_exit(1, 'x', null), 'x')"
                )
                for _ in range(2):
                    await teller.tell([account])
        wanted = door.execute(
            "select b.event, b.event_seq, b.payload ->> 'intent_id', b.payload ->> 'order_id'"
            "  from tenancy.broadcasts as b"
            " where b.user_id = fixture.user_id(1) and b.event_seq > %s order by b.event_seq",
            before,
        ).fetchall()
    told = [(x["step"], x["seq"], x.get("intent"), x.get("order")) for x in lines]
    assert told == wanted
    assert {"order_changed", "intent_settled", "position_closed"} <= {x["step"] for x in lines}
    for line in lines:
        assert (line["user"], line["account"]) == (str(account[0]), str(account[1]))
        assert line["profile"] == profile_id(1)
        assert line["instance"] == str(instance)
        assert line["step"] == "position_closed" or line["ms"] >= 0, line
