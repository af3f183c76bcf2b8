"""`tradekeel call`: what operators ask by name, one clear line for each refusal, and its record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from ops.processes import once
from tradekeel.calling import CallError, call, list_functions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

OPERATORS = ("olga_of_calls", "otto_of_calls")
MONITOR = "mona_of_calls"


class Desk:
    """A tenant who trades, two operators, and what their program says."""

    def __init__(self, server: Server, database: str, door: psycopg.Connection[Any]) -> None:
        self.urls = {who: server.url(database, who) for who in (*OPERATORS, MONITOR)}
        self.door = door
        self.ids = {
            name: str(self.value(f"select fixture.{name}(1)"))
            for name in ("user_id", "profile_id", "account_id")
        }

    def value(self, query: str) -> Any:
        """The first column of the first row."""
        row = self.door.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]

    def refused(self, name: str, who: str = OPERATORS[0], **arguments: str) -> str:
        """The only line that the program says; the record has it, and nothing else changed."""
        lines, before = self.value("select count(*) from ops.audit"), self.state()
        done = once("call", name, *(f"{k}={v}" for k, v in arguments.items()), "--url",
                    self.urls[who])  # fmt: skip
        assert (done.returncode, done.stdout) == (2, ""), done
        assert done.stderr.count("\n") == 1
        assert self.state() == before
        assert self.value("select count(*) from ops.audit") == lines + 1
        row = self.door.execute(
            "select operator, entry_point, arguments, result ->> 'refused' from ops.audit"
            " order by recorded_at desc limit 1"
        ).fetchone()
        assert row is not None
        assert row[:2] == (who, f"ops.fn_{name}")
        assert {f"p_{key}": value or None for key, value in arguments.items()} == row[2]
        assert row[3] in done.stderr
        return str(done.stderr).removeprefix("tradekeel: ").strip()

    def state(self) -> Any:
        """Everything but the record."""
        self.door.execute("begin")
        try:
            self.door.execute("delete from ops.audit_seals")
            self.door.execute("delete from ops.audit")
            self.door.execute("delete from ops.audit_head")
            return self.value("select fixture.digest()")
        finally:
            self.door.execute("rollback")


@pytest.fixture
def desk(server: Server, database: str) -> Iterator[Desk]:
    """Logins are the whole server's, so they go again."""
    with server.connect(database) as door:
        for who in OPERATORS:
            door.execute(f"create role {who} login in role tradekeel_operator".encode())
        door.execute(f"create role {MONITOR} login in role tradekeel_monitor".encode())
        door.execute("select fixture.make_tenant(1)")
        try:
            yield Desk(server, database, door)
        finally:
            for who in (*OPERATORS, MONITOR):
                door.execute(f"drop role {who}".encode())


def test_a_call_is_made_by_name_and_shown(desk: Desk) -> None:
    """With and without what is spelled the same everywhere; amounts as the text that they are."""
    url = desk.urls[OPERATORS[0]]
    asked = [f"{key}={desk.ids[key]}" for key in ("user_id", "profile_id")]
    done = once("call", "pause_profile", *asked, "reason=a look", "--url", url)
    assert (done.returncode, done.stdout) == (0, "fn_pause_profile: paused\n"), done
    request = "12121212-0000-4000-8000-000000000001"
    done = once("call", "ops.fn_allocate_capital", *asked, f"p_request_id={request}", "amount=1.10",
                "--url", url, "--json")  # fmt: skip
    assert json.loads(done.stdout)[0]["fn_allocate_capital"].endswith(".10"), done
    listed = once("call", "--url", url).stdout
    assert "fn_close_incident user_id= incident_id= reason=\n    Close an incident" in listed
    assert {f.name for f in list_functions(desk.urls[MONITOR])} == {"fn_read_health"}


def test_each_refusal_is_one_line_and_one_on_record(desk: Desk) -> None:
    """Closing twice, one's own request, a stale one, an unknown profile, an unusable argument."""
    user = desk.ids["user_id"]
    about = {"user_id": user, "profile_id": desk.ids["profile_id"]}
    stranger = "99999999-0000-4000-8000-000000000009"
    line = desk.refused("pause_profile", user_id=user, profile_id=stranger, reason="a look")
    assert line.startswith("the database refused: TNR01")
    assert f"profile={stranger}" in line
    assert "OPR01" in desk.refused("pause_profile", **about, reason="")
    line = desk.refused("pause_profile", user_id=user, profile_id="me", reason="z")
    assert line == '22P02 invalid input syntax for type uuid: "me": profile_id wants uuid'

    desk.value(
        "select health.open_incident(fixture.user_id(1), 'x', 'warning', 'y', 'loop-health', '{}')"
    )
    incident = desk.value("select incident_id from health.incidents where kind = 'x'")
    closing = {"user_id": user, "incident_id": str(incident), "reason": "over"}
    call(desk.urls[OPERATORS[0]], "close_incident", closing)
    assert "closed already" in desk.refused("close_incident", **closing)

    def proposed() -> dict[str, str]:
        given = {**about, "realized_pnl": "1", "reason": "a gift"}
        row = call(desk.urls[OPERATORS[0]], "propose_correction", given)[0]
        return {"user_id": user, "change_id": str(row.get("change_id") or next(iter(row.values())))}

    change = proposed()
    assert "a request of one's own" in desk.refused("approve_change", **change)
    call(desk.urls[OPERATORS[1]], "approve_change", change)
    desk.door.execute("select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1),"
                      " gen_random_uuid(), 1)")  # fmt: skip
    assert "moved since" in desk.refused("apply_change", **change)


def test_what_cannot_be_called_is_said_without_asking(desk: Desk) -> None:
    """Names close to the one that is wrong; what the function takes; who may."""
    url = desk.urls[OPERATORS[0]]
    lines = desk.value("select count(*) from ops.audit")
    with pytest.raises(CallError, match=r"no pause_profil .*did you mean fn_pause_profile"):
        call(url, "pause_profil", {})
    with pytest.raises(
        CallError, match=r"lacks profile_id, reason; write: .*call fn_pause_profile"
    ):
        call(url, "pause_profile", {"user_id": "x"})
    with pytest.raises(CallError, match="does not take reasons"):
        call(url, "pause_profile", {"reasons": "x"})
    with pytest.raises(CallError, match="no pause_profile for this login"):
        call(desk.urls[MONITOR], "pause_profile", {})
    done = once("call", "pause_profile", "reason", "--url", url)
    assert (done.returncode, done.stderr) == (
        2, "tradekeel: arguments are written name=value: reason is not\n",
    )  # fmt: skip
    assert desk.value("select count(*) from ops.audit") == lines


def test_the_servers_log_has_what_psql_refused_and_no_operator_can_turn_that_off(
    server: Server, desk: Desk
) -> None:
    """The statement with its arguments; the settings that would hide it are a superuser's."""
    with psycopg.connect(desk.urls[OPERATORS[0]], autocommit=True) as door:
        for setting in ("log_min_error_statement", "log_min_messages"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                door.execute(f"set {setting} = 'panic'".encode())
        with pytest.raises(psycopg.Error) as refused:
            door.execute("select ops.fn_pause_user(null, 'marked 7f3a')")
    assert refused.value.sqlstate in ("OPR01", "TNR01")
    log = server.cluster.log.read_text(errors="replace")
    assert "STATEMENT:  select ops.fn_pause_user(null, 'marked 7f3a')" in log
