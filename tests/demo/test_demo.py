"""The demo is the system test: real PostgreSQL, real ccxt, a killed process, a proof at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = "60"


def run_demo(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tradekeel.cli", "demo", *arguments],
        env={
            **os.environ,
            "TRADEKEEL_HOME": str(home),
            "PYTHONPATH": str(ROOT / "bridge"),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_the_demo_trades_heals_three_faults_and_proves_it(tmp_path: Path) -> None:
    """One run; everything the summary says, and nothing left running."""
    run = run_demo(tmp_path, "--json", DEMO_SECONDS=SECONDS)
    assert run.returncode == 0, run.stderr
    summary = json.loads(run.stdout.splitlines()[-1])
    assert summary["entries"] >= 3
    assert summary["exits"] >= 1
    assert summary["fills"] >= summary["entries"] + summary["exits"]
    assert summary["faults_injected"] == 3
    assert summary["mismatches_found"] >= 2  # the lost reply and the killed process
    assert summary["mismatches_open"] == 0
    assert summary["violations"] == 0
    for number in (1, 2, 3):
        assert f"fault {number} healed" in run.stderr
    assert not (tmp_path / "demo" / "postgres" / "data" / "postmaster.pid").exists()
    log = (tmp_path / "demo" / "bridge.log").read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert {"leased", "reconciled", "sent", "recorded"} <= {line["event"] for line in lines}
    recorded = next(line for line in lines if line["event"] == "recorded" and "order" in line)
    assert {"user", "account", "profile", "intent", "attempt", "instance", "ms"} <= recorded.keys()
    assert "secret-" not in log


def test_a_wrong_duration_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """Nothing is started for bad input."""
    run = run_demo(tmp_path, DEMO_SECONDS="soon")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "demo").exists()


def test_up_without_a_reachable_database_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """An unreachable database at start is said, not traced."""
    run = subprocess.run(
        [sys.executable, "-m", "tradekeel.cli", "up"],
        env={
            **os.environ,
            "TRADEKEEL_HOME": str(tmp_path),
            "TRADEKEEL_BRIDGE_URL": "postgresql://tradekeel_bridge@127.0.0.1:1/none",
            "PYTHONPATH": str(ROOT / "bridge"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    lines = run.stderr.strip().splitlines()
    assert lines[-1].startswith("tradekeel: ")
    assert "Traceback" not in run.stderr
