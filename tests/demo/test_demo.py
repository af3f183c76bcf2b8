"""The demo is the system test: real PostgreSQL, real ccxt, a killed process, a proof at the end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from ops.processes import free_port, get, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


@contextmanager
def watched(folder: Path, target: str) -> Iterator[Callable[[str], dict[str, float]]]:
    """Debian's Prometheus with the rules of deploy/, scraping `target` every second.

    Yields how to ask it: name of each series found (its `alertname`, or nothing), and its value.
    """
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("prometheus is not here; Debian's package has it")
    address = f"127.0.0.1:{free_port()}"
    settings = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "scrape_configs": [{"job_name": "tradekeel", "static_configs": [{"targets": [target]}]}],
        "rule_files": [str(ROOT / "deploy" / "prometheus" / "alerts.yml")],
    }
    (folder / "prometheus.yml").write_text(json.dumps(settings))

    def ask(query: str) -> dict[str, float]:
        url = f"http://{address}/api/v1/query?{urlencode({'query': query})}"
        answer = json.loads(get(url)[1])
        assert answer["status"] == "success", answer
        return {
            row["metric"].get("alertname", ""): float(row["value"][1])
            for row in answer["data"]["result"]
        }

    with (
        (folder / "prometheus.log").open("wb") as log,
        subprocess.Popen(
            [program, f"--config.file={folder}/prometheus.yml",
             f"--storage.tsdb.path={folder}/prometheus", f"--web.listen-address={address}"],
            stdout=log, stderr=log,
        ) as process,
    ):  # fmt: skip
        try:
            wait_for(f"http://{address}/-/ready", folder / "prometheus.log")
            yield ask
        finally:
            process.terminate()


def test_the_demo_trades_heals_three_faults_and_proves_it(tmp_path: Path) -> None:
    """One run; everything the summary says, and nothing left running. A Prometheus that scraped it
    all the while saw it trade, lose a process and recover, and raised nothing critical."""
    address = f"127.0.0.1:{free_port()}"
    with watched(tmp_path, address) as ask:
        run = run_demo(tmp_path, "--json", DEMO_SECONDS=SECONDS, TRADEKEEL_HTTP_ADDRESS=address)
        assert run.returncode == 0, run.stderr
        most = "max(max_over_time(tradekeel_{}[10m]))"
        assert ask(most.format("up")) == {"": 1}
        assert ask(most.format("accounts_ready")) == {"": 2}
        assert ask(most.format('sends_total{outcome="accepted"}'))[""] >= 3
        assert ask(most.format("attempts_unresolved"))[""] >= 1, "the reply that was lost"
        assert ask('min(min_over_time(up{job="tradekeel"}[10m]))') == {"": 0}, "and the kill"
        fired = ask('max by (alertname) (max_over_time(ALERTS{alertstate="firing"}[10m]))')
        assert set(fired) <= {"TradekeelLoopCrashes", "TradekeelLoopFailing"}, fired
    summary = json.loads(run.stdout.splitlines()[-1])
    assert summary["entries"] >= 3
    assert summary["exits"] >= 1
    assert summary["fills"] >= summary["entries"] + summary["exits"]
    assert summary["faults_injected"] == 3
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
