"""`tradekeel status` and `watch`: what they show, to whom, and in which form."""

from __future__ import annotations

import json
import time
import uuid
from typing import TYPE_CHECKING

from ops.processes import command, once
from tradekeel.status import bar

if TYPE_CHECKING:
    from pathlib import Path

    from tools.server import Server


def _halted_tenant(server: Server, database: str) -> str:
    user, account, profile = (str(uuid.uuid4()) for _ in range(3))
    with server.connect(database) as connection:
        for statement, arguments in (
            ("select ops.fn_create_user(%s)", (user,)),
            (
                (
                    "select ops.fn_create_account(%s, %s, 'binance', 'spot', 'one_way', 'env:X',"
                    " 'report')"
                ),
                (user, account),
            ),
            (
                "select ops.fn_create_profile(%s, %s, %s, 'slow', 'USDT', 5, 100, 1)",
                (user, profile, account),
            ),
            ("select ops.fn_allocate_capital(%s, %s, %s, 1000)", (user, profile, profile)),
            ("select ops.fn_pause_account(%s, %s, 'test')", (user, account)),
            (
                (
                    "select health.open_incident(%s, 'late_truth', 'critical', 's',"
                    " 'lifecycle-incident', '{}')"
                ),
                (user,),
            ),
        ):
            connection.execute(statement.encode(), arguments)
    return profile


def test_status_shows_everything_on_one_screen(server: Server, database: str) -> None:
    """No process runs although there is an account: at risk, exit code 1."""
    profile = _halted_tenant(server, database)
    done = once("status", "--url", server.url(database))
    assert done.returncode == 1, done.stderr
    assert "Tradekeel at risk" in done.stdout
    assert "observability: no process of the bridge runs (runbook loop-health)" in done.stdout
    assert f"slow {profile[:8]}" in done.stdout
    assert "1000 USDT" in done.stdout
    assert "incident late_truth" in done.stdout
    assert "tradekeel look incidents" in done.stdout
    assert "tradekeel look stopped" in done.stdout
    assert len(done.stdout.splitlines()) < 32
    done = once("status", "--json", "--url", server.url(database))
    document = json.loads(done.stdout)
    assert document["status"] == "at_risk"
    assert document["profiles"][0]["available"] == "1000"


def test_a_new_installation_is_well(server: Server, database: str) -> None:
    """Exit code 0."""
    done = once("status", "--url", server.url(database))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tradekeel ok" in done.stdout


def test_a_login_that_may_not_is_told_so(server: Server, database: str) -> None:
    """The bridge is no operator."""
    done = once("status", "--url", server.url(database, "tradekeel_bridge"))
    assert done.returncode == 2
    assert done.stderr.startswith("tradekeel: the database refused: 42501")


def test_watch_reads_again_and_again(server: Server, database: str, tmp_path: Path) -> None:
    """One document a line."""
    log = tmp_path / "watch.log"
    with command(log, "watch", "--json", "--seconds", "0.2", "--url", server.url(database)):
        deadline = time.monotonic() + 30
        while log.read_text().count("\n") < 3:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
    lines = log.read_text().splitlines()
    assert all(json.loads(line)["status"] == "ok" for line in lines[:3])


def test_a_bar_shows_shares() -> None:
    """Positions, orders, the rest; never longer than it is."""
    assert bar("250", "500", "1000") == "########oooo...."
    assert bar("0", "0", "0") == " " * 16
    assert bar("900", "900", "1000") == "#" * 14 + "oo"
