"""Runbooks in the state they are for: how it shows, their blocks as operators, that it ends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from ops.processes import command, free_port, get, once, wait_for
from tradekeel.watching import measure_drift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

FOLDER = Path(__file__).parents[2] / "runbooks"
OPERATOR = "olga_of_runbooks"


@pytest.fixture
def door(server: Server, database: str) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to a tenant who trades, with an operator's login beside it."""
    with server.connect(database) as connection:
        connection.execute(f"create role {OPERATOR} login in role tradekeel_operator".encode())
        connection.execute("select fixture.make_tenant(1)")
        connection.execute("select fixture.make_ready(1)")
        yield connection
        connection.execute("reset session authorization")
        connection.execute(f"drop role {OPERATOR}".encode())


def health(door: psycopg.Connection[Any]) -> dict[str, Any]:
    """The health document."""
    row = door.execute("select engine.fn_read_health()").fetchone()
    assert row is not None
    return dict(row[0])


def reasons(door: psycopg.Connection[Any], key: str = "degraded") -> str:
    """Why health is not well, as one text."""
    return "; ".join(found["reason"] for found in health(door)[key])


def follow(
    door: psycopg.Connection[Any], page: str, word: str, part: str = "How to recover", **ids: str
) -> list[Any]:
    """Run the block of a part of the page that has a word in it, as an operator."""
    text = (FOLDER / f"{page}.md").read_text().split(f"## {part}")[1].split("\n## ")[0]
    block = next(b for b in re.findall(r"```sql\n(.*?)```", text, re.DOTALL) if word in b)
    known = {"user": fixture(door, "user_id"), "account": fixture(door, "account_id"),
             "profile": fixture(door, "profile_id"), **ids}  # fmt: skip
    for name, value in known.items():
        block = block.replace(f"<{name}>", value)
    assert "<" not in block, block
    door.execute(f"set session authorization {OPERATOR}".encode())
    try:
        return [
            door.execute(statement.encode()).fetchall()
            for statement in filter(str.strip, block.split(";\n"))
        ]
    finally:
        door.execute("reset session authorization")


def still_there(door: psycopg.Connection[Any], page: str, **ids: str) -> list[Any]:
    """What the statements of "How to know it is over" show an operator: nothing when it is."""
    text = (FOLDER / f"{page}.md").read_text().split("## How to know it is over")[1]
    (block,) = re.findall(r"```sql\n(.*?)```", text.split("\n## ")[0], re.DOTALL)
    known = {"user": fixture(door, "user_id"), "account": fixture(door, "account_id"),
             "profile": fixture(door, "profile_id"), **ids}  # fmt: skip
    for name, value in known.items():
        block = block.replace(f"<{name}>", value)
    door.execute(f"set session authorization {OPERATOR}".encode())
    try:
        return [
            row
            for statement in filter(str.strip, block.split(";\n"))
            for row in door.execute(statement.encode()).fetchall()
        ]
    finally:
        door.execute("reset session authorization")


def fixture(door: psycopg.Connection[Any], name: str) -> str:
    """An id of the first tenant."""
    row = door.execute(f"select fixture.{name}(1)::text".encode()).fetchone()
    assert row is not None
    return str(row[0])


def only(door: psycopg.Connection[Any], query: str) -> Any:
    """One value."""
    row = door.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def violations(door: psycopg.Connection[Any]) -> list[Any]:
    """Every row of every check view."""
    return door.execute("select * from fixture.violations()").fetchall()


def test_kill_switch(door: psycopg.Connection[Any]) -> None:
    """Stop everything and go on again."""
    follow(door, "kill-switch", "fn_pause_everything")
    assert "all entries are stopped by an operator" in reasons(door)
    assert still_there(door, "kill-switch")
    with pytest.raises(Exception, match="stopped all entries"):
        door.execute("select fixture.begin_entry(1, 'r', 0.001)")
    follow(door, "kill-switch", "fn_resume_everything")
    assert "stopped" not in reasons(door)
    assert not still_there(door, "kill-switch")
    door.execute("select fixture.begin_entry(1, 'r', 0.001)")


def test_lock_contention(door: psycopg.Connection[Any]) -> None:
    """A holder that is gone: refused while it holds, freed once it expired."""
    door.execute("select fixture.take_lock(1, 'BTC/USDT')")
    assert health(door)["locks"]["held"] == 1
    with pytest.raises(Exception, match="the lock is held"):
        follow(door, "lock-contention", "fn_unlock_account")
    door.execute("update locks.account_leases set expires_at = clock_timestamp()")
    door.execute("update locks.entry_locks set expires_at = clock_timestamp()")
    assert health(door)["locks"]["expired"] == 1
    assert still_there(door, "lock-contention")
    assert follow(door, "lock-contention", "fn_unlock_account") == [[("expired",)]]
    assert follow(door, "lock-contention", "fn_unlock_entry") == [[("expired",)]]
    assert health(door)["locks"]["expired"] == 0
    assert not still_there(door, "lock-contention")


def test_reconciliation(door: psycopg.Connection[Any]) -> None:
    """A halted account is resumed, a difference with a known cause accepted."""
    user, account = fixture(door, "user_id"), fixture(door, "account_id")
    door.execute("select tenancy.halt_account(%s, %s, 'mass_missing', '{}')", (user, account))
    door.execute(
        "select reconciliation.note_mismatch(%s, %s, null, null, 'order_foreign', 's', '{}')",
        (user, account),
    )
    assert "are halted" in reasons(door)
    assert health(door)["reconciliationMismatchCount"] == 1
    assert still_there(door, "reconciliation")
    follow(door, "reconciliation", "fn_resume_account")
    mismatch = only(door, "select mismatch_id::text from reconciliation.mismatches")
    follow(door, "reconciliation", "fn_accept_mismatch", mismatch=mismatch)
    door.execute("select fixture.make_ready(1)")
    assert "are halted" not in reasons(door)
    assert health(door)["reconciliationMismatchCount"] == 0
    assert not still_there(door, "reconciliation")


def test_lifecycle_incident(door: psycopg.Connection[Any]) -> None:
    """Acknowledged, then closed; entries stopped meanwhile."""
    door.execute(
        "select health.open_incident("
        "  %s, 'late_truth', 'critical', 's', 'lifecycle-incident', '{}')",
        (fixture(door, "user_id"),),
    )
    incident = only(door, "select incident_id::text from health.incidents")
    assert health(door)["incidents"]["open"]["critical"] == 1
    assert still_there(door, "lifecycle-incident")
    follow(door, "lifecycle-incident", "fn_pause_profile")
    follow(door, "lifecycle-incident", "fn_acknowledge_incident", incident=incident)
    assert health(door)["incidents"]["unacknowledged"] == 0
    follow(door, "lifecycle-incident", "fn_close_incident", incident=incident)
    assert health(door)["incidents"]["open"]["critical"] == 0
    assert not still_there(door, "lifecycle-incident")


def test_an_attempt_that_a_person_decides(door: psycopg.Connection[Any]) -> None:
    """The page shows what it waits for, and its block decides it."""
    door.execute("select fixture.begin_entry(1, 'r', 0.001)")
    door.execute("update meta.exchanges set lookup = 'none', lag_ms = 0")
    door.execute(
        "update lifecycle.attempts set send_deadline = now() - interval '1 minute',"
        " horizon_at = now() - interval '1 minute', lag_ms = 0"
    )
    assert still_there(door, "lifecycle-incident")
    attempt = only(door, "select attempt_id::text from ops.fn_list_unresolved_attempts(1)"
                   " where waits_for like 'a person%'")  # fmt: skip
    decided = follow(door, "lifecycle-incident", "fn_decide_not_placed", attempt=attempt)
    assert decided == [[("not_placed",)]]
    assert not still_there(door, "lifecycle-incident")


def test_restart_recovery(door: psycopg.Connection[Any]) -> None:
    """Read again from the beginning; what keeps the profile is said meanwhile."""
    follow(door, "restart-recovery", "fn_rerun_reconciliation")
    assert "are not reconciled" in reasons(door)
    assert still_there(door, "restart-recovery")
    why = follow(door, "restart-recovery", "fn_explain_profile", "How to look")[0]
    assert why[0][1] == "LKT01"
    door.execute("select fixture.make_ready(1)")
    assert "are not reconciled" not in reasons(door)
    assert not still_there(door, "restart-recovery")


def test_restore_from_backup(door: psycopg.Connection[Any]) -> None:
    """Another life is at risk until it is acknowledged; then everything reconciles."""
    door.execute("update meta.installation set timeline = timeline + 1")
    assert "the database lives another life" in reasons(door, "atRisk")
    assert still_there(door, "restore-from-backup")
    follow(door, "restore-from-backup", "fn_acknowledge_installation")
    assert "another life" not in reasons(door, "atRisk")
    assert only(door, "select meta.is_same_life()") is True
    door.execute("update meta.installation set acknowledged_at = now() - interval '1 minute'")
    door.execute("select fixture.make_ready(1), fixture.make_ready(1)")
    assert health(door)["reconciliation"]["accountsReady"] == 1
    assert not still_there(door, "restore-from-backup")


def test_capital_invariant(door: psycopg.Connection[Any]) -> None:
    """A breached profile is topped up and resumed."""
    door.execute("select fixture.fill_and_settle(fixture.begin_entry(1, 'r', 0.01), 'x1')")
    door.execute(
        "select ledger.post(%s, %s, 'fee', 'income:' || %s, 0, 0, 0, -520, true,"
        " clock_timestamp(), '{}')",
        (fixture(door, "user_id"), fixture(door, "profile_id"), fixture(door, "user_id")),
    )
    assert health(door)["capital"]["breachedProfiles"] == 1
    assert health(door)["capitalInvariantViolations"] == 1
    assert still_there(door, "capital-invariant")
    request = fixture(door, "token")
    follow(door, "capital-invariant", "fn_allocate_capital", request=request)
    assert only(door, "select trading_state from ledger.capital") == "active"
    assert not still_there(door, "capital-invariant")


def test_exchange_outage(door: psycopg.Connection[Any]) -> None:
    """Entries of the account wait until the exchange is back."""
    report = "select engine.fn_report_exchange(%s, %s, %s, %s, 10, 0)"
    ids = (fixture(door, "user_id"), fixture(door, "account_id"), fixture(door, "token"))
    door.execute(report.encode(), (*ids, "ExchangeNotAvailable"))
    assert "cannot be reached" in reasons(door)
    assert still_there(door, "exchange-outage")
    follow(door, "exchange-outage", "fn_pause_account")
    door.execute(report.encode(), (*ids, None))
    follow(door, "exchange-outage", "fn_resume_account")
    assert "cannot be reached" not in reasons(door)
    assert only(door, "select state from tenancy.exchange_accounts") == "active"
    assert still_there(door, "exchange-outage")  # it reconciles first
    door.execute("select fixture.make_ready(1)")
    assert not still_there(door, "exchange-outage")


def test_credential_compromise(door: psycopg.Connection[Any]) -> None:
    """Stopped, pointed at the new key, resumed, reconciled."""
    for step in ("fn_pause_account", "fn_rotate_credentials", "fn_resume_account"):
        follow(door, "credential-compromise", step)
    assert only(door, "select credentials_ref from engine.fn_list_accounts()") == "vault:new-key"
    with pytest.raises(Exception, match="not reconciled"):
        door.execute("select fixture.begin_entry(1, 'r', 0.001)")
    assert still_there(door, "credential-compromise")
    door.execute("select fixture.make_ready(1)")
    assert not still_there(door, "credential-compromise")
    door.execute("select fixture.begin_entry(1, 'r', 0.001)")
    assert violations(door) == []


def test_tenant_isolation(door: psycopg.Connection[Any]) -> None:
    """The caller's entries are stopped; the breach is counted."""
    door.execute("select fixture.make_tenant(2)")
    door.execute(
        "select tenancy.record_breach(%s, 'api.fn_request_entry', null, 'profile')",
        (fixture(door, "user_id"),),
    )
    assert health(door)["tenants"]["breaches"] == 1
    follow(door, "tenant-isolation", "fn_pause_user")
    with pytest.raises(Exception, match="user is suspended"):
        door.execute("select fixture.begin_entry(1, 'r', 0.001)")
    assert not still_there(door, "tenant-isolation")
    door.execute("alter table ledger.capital disable row level security")
    assert still_there(door, "tenant-isolation")


def test_loop_health(door: psycopg.Connection[Any]) -> None:
    """A loop that stands still is at risk; the page's first look shows it; turning ends it."""
    beat = ("select engine.fn_heartbeat(%s, %s, %s, %s, 'trading', 'succeeded', 1, null)",
            (fixture(door, "user_id"), fixture(door, "account_id"), fixture(door, "token"),
             fixture(door, "token")))  # fmt: skip
    door.execute(*beat)
    door.execute("update health.loops set succeeded_at = now() - interval '1 hour'")
    door.execute("update locks.account_leases set acquired_at = now() - interval '1 hour'")
    assert "loop trading is stuck" in reasons(door, "atRisk")
    text = (FOLDER / "loop-health.md").read_text()
    look = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)[0]
    assert door.execute(look.encode()).fetchall()[0][0] == "trading"
    assert still_there(door, "loop-health")
    door.execute(*beat)
    assert "loop trading is stuck" not in reasons(door, "atRisk")
    assert not still_there(door, "loop-health")


def test_database_outage(
    door: psycopg.Connection[Any], server: Server, database: str, tmp_path: Path
) -> None:
    """Read only by a setting: seen, taken back by the page's block; gone and back: seen as well."""
    address = f"127.0.0.1:{free_port()}"
    url = f"http://{address}/internal/health"
    log = tmp_path / "exporter.log"
    with command(log, "exporter", TRADEKEEL_MONITOR_URL=server.url(database, "tradekeel_bridge"),
                 TRADEKEEL_HTTP_ADDRESS=address):  # fmt: skip
        assert '"isWritable":true' in wait_for(url, log)[1]
        door.execute(f"alter database {database} set default_transaction_read_only = on".encode())
        _end_sessions_but_ours(door)
        until(url, 503, "the database is not writable")
        with (
            server.connect(database, "tradekeel_bridge") as bridge,
            pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
        ):
            bridge.execute("select engine.fn_fold_counters()")
        with server.connect(database, OPERATOR) as login:
            facts = dict(login.execute("select * from ops.fn_read_installation()").fetchall())
        assert facts["is_read_only"] == "true"
        text = (FOLDER / "database-outage.md").read_text().split("## How to recover")[1]
        block = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)[0]
        assert block.startswith("-- as a DBA")
        for statement in filter(str.strip, block.replace("<database>", database).split(";\n")):
            door.execute(statement.encode())
        _end_sessions_but_ours(door)
        until(url, 200, '"isWritable":true')
        with server.connect(database, "tradekeel_bridge") as bridge:
            bridge.execute("select engine.fn_fold_counters()")
        assert not still_there(door, "database-outage")
        door.execute(f"alter database {database} connection limit 0".encode())
        _end_sessions_but_ours(door)
        until(url, 503, "the database could not be asked")
        door.execute(f"alter database {database} connection limit -1".encode())
        until(url, 200, '"isWritable":true')


def _end_sessions_but_ours(door: psycopg.Connection[Any]) -> None:
    door.execute(
        "select pg_terminate_backend(a.pid) from pg_stat_activity as a"
        " where a.datname = current_database() and a.pid <> pg_backend_pid()"
    )


def until(url: str, status: int, text: str) -> None:
    """Ask until it is answered so."""
    for _ in range(200):
        found = get(url)
        if found[0] == status and text in found[1]:
            return
    raise AssertionError(found)


def test_upgrade(door: psycopg.Connection[Any], server: Server, database: str) -> None:
    """From a database that lacks a file of this release: the page's commands in their order."""
    door.execute("delete from meta.repeatables where path like '%fn_read_history.sql'")
    door.execute("delete from meta.objects where identity like 'ops.fn_read_history(%'")
    door.execute("drop function ops.fn_read_history(text)")
    door.execute("select meta.record_apply('rebaseline', '{}')")  # nobody rewrote anything here
    follow(door, "kill-switch", "fn_pause_everything")
    text = (FOLDER / "upgrade.md").read_text().split("## How to recover")[1].split("\n## ")[0]
    said = []
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            program, *arguments = line.split()
            assert program == "tradekeel"
            done = once(*arguments, DATABASE_URL=server.url(database, "postgres"))
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            said.append(done.stdout.strip())
    follow(door, "kill-switch", "fn_resume_everything")
    assert still_there(door, "upgrade", version="another")
    assert not still_there(door, "upgrade", version="fixture")
    assert said[0].startswith("tradekeel ")
    assert "0 migrations and 1 files applied" in said[1]
    assert said[2:] == ["every check is empty", "no drift"]
    assert only(door, "select ops.fn_read_history('day') ->> 'grain'") == "day"


def test_schema_drift(door: psycopg.Connection[Any], server: Server, database: str) -> None:
    """A policy dropped by hand: counted by the bridge, named by the page's block, healed."""
    door.execute("drop policy tenant_reads on ledger.capital")
    measure_drift(server.url(database, "tradekeel_bridge"), 0)
    assert "objects differ from what was applied" in reasons(door)
    look = re.findall(r"```sql\n(.*?)```", (FOLDER / "schema-drift.md").read_text(), re.DOTALL)[0]
    assert "tenant_reads is gone" in door.execute(look.encode()).fetchall()[0][0]
    assert still_there(door, "schema-drift")
    done = once("apply", "--heal", DATABASE_URL=server.url(database, "postgres"))
    assert done.returncode == 0, done.stderr
    assert measure_drift(server.url(database, "tradekeel_bridge"), 0) == []
    assert "differ" not in reasons(door)
    assert not still_there(door, "schema-drift")


def test_audit_record(door: psycopg.Connection[Any], server: Server, database: str) -> None:
    """A line rewritten by hand is named; put back, the head that was witnessed is proved."""
    text = (FOLDER / "audit-record.md").read_text()
    look = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)[0].split(";")[0]
    assert door.execute(look.encode()).fetchall() == []
    lines, head = (only(door, f"select {name} from ops.audit_head") for name in
                   ("row_count", "head_hash"))  # fmt: skip
    prove = f"select p.is_proved from ops.fn_prove_audit({lines}, '{head}') as p"
    parts = [int(head[at : at + 13], 16) for at in range(0, 64, 13)]
    formula = text.split("put together:\n`")[1].split("`")[0].replace("... || ", "".join(
        f"lpad(to_hex(part{n}), 13, '0') || " for n in (2, 3)))  # fmt: skip
    for number, part in enumerate(parts, 1):
        formula = formula.replace(f"part{number}", f"{part}::bigint")
    assert only(door, f"select {formula}") == head
    line = "(select user_id, audit_id from ops.audit_seals order by seq desc limit 1)"
    door.execute("update ops.audit set operator = 'x' where (user_id, audit_id) in " + line)
    assert [row[1]["problem"] for row in door.execute(look.encode()).fetchall()] == [
        "the line or one before it was changed"
    ]
    assert once("check", DATABASE_URL=server.url(database, "postgres")).returncode == 1
    door.execute(
        "update ops.audit set operator = session_user where (user_id, audit_id) in " + line
    )
    assert door.execute(look.encode()).fetchall() == []
    assert only(door, prove) is True


def test_live_updates(door: psycopg.Connection[Any], server: Server, database: str) -> None:
    """The policy that lets tenants listen is gone: every join is refused, and drift names it."""
    ask = (
        "select j.is_allowed from tenancy.users as u cross join engine.fn_join_topic("
        " jsonb_build_object('sub', u.user_id, 'role', 'authenticated'), 'user:' || u.user_id) as j"
        " limit 1"
    )
    assert only(door, ask) is True
    door.execute("drop policy tradekeel_tenant_listens on realtime.messages")
    assert only(door, ask) is False
    done = once("drift", DATABASE_URL=server.url(database, "postgres"))
    assert done.returncode == 1
    assert "tradekeel_tenant_listens" in done.stdout


def test_the_first_minute(door: psycopg.Connection[Any]) -> None:
    """A bot that does not trade, and why: by what the first page gives to paste."""
    door.execute("select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'x')")
    door.execute(
        "select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), 1, 'x')"
    )
    text = (FOLDER / "README.md").read_text()
    for name in ("user", "profile"):
        text = text.replace(f"<{name}>", fixture(door, f"{name}_id"))
    blocks = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    door.execute(f"set session authorization {OPERATOR}".encode())
    (stopped, *_), profiles_and_why, repairs_and_record = (
        [door.execute(line.encode()).fetchall() for line in re.split(r";\n", block) if line.strip()]
        for block in blocks
    )
    door.execute("reset session authorization")
    assert [row[5] for row in stopped] == ["paused"]
    assert [row[5] for row in profiles_and_why[0]] == ["paused"]
    assert profiles_and_why[1][0][1] == "LGR02"
    assert all(repairs_and_record)
    looked = [row[2] for row in repairs_and_record[1] if row[1] == OPERATOR]
    assert looked == [
        "ops.fn_list_changes", "ops.fn_explain_profile", "ops.fn_list_profiles"
    ]  # fmt: skip


def test_every_page_has_its_state_here() -> None:
    """None is left to reading."""
    elsewhere = {"README"}
    here = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    assert {page.stem for page in FOLDER.glob("*.md")} - elsewhere <= here
