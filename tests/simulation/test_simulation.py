"""Histories: whatever goes wrong, database and exchange agree when all is quiet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulation.database import build_template
from simulation.history import play
from simulation.plan import draw_plan

if TYPE_CHECKING:
    from tools.server import Server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEPT = tomllib.loads((HERE / "kept_seeds.toml").read_text())["kept"]
PROCESSES = 2
SEEDS = int(os.environ.get("TRADEKEEL_SEEDS", "300"))
LONG_SEEDS = 3000


def play_many(server: Server, seeds: list[int], *more: str) -> list[dict[str, Any]]:
    """Play seeds in two processes on the same server; one result a seed."""
    build_template(server)
    address = server.url("DATABASE", "USER")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'bridge'}:{ROOT / 'tests'}"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "simulation", "--json", "--server", address, *more,
             *map(str, seeds[number::PROCESSES])],
            stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
        )
        for number in range(PROCESSES)
    ]  # fmt: skip
    outputs = [process.communicate()[0] for process in running]
    return [json.loads(line) for output in outputs for line in output.splitlines()]


def require_convergence(server: Server, seeds: list[int]) -> None:
    """Fail with every seed that did not converge, what differs, and how to see it again."""
    results = play_many(server, seeds)
    assert sorted(r["seed"] for r in results) == sorted(seeds)
    failed = [r for r in results if r["differences"]]
    lines = [
        f"seed {r['seed']}, again: PYTHONPATH=bridge:tests .venv/bin/python -m simulation -v"
        f" {r['seed']}\n  " + "\n  ".join(r["differences"])
        for r in failed
    ]
    assert not failed, f"{len(failed)} of {len(seeds)} seeds\n" + "\n".join(lines)


def test_seeds_that_once_failed_converge(server: Server) -> None:
    require_convergence(server, sorted({row["seed"] for row in KEPT}))


def test_every_seed_converges(server: Server) -> None:
    require_convergence(server, list(range(1, SEEDS + 1)))


@pytest.mark.long
def test_thousands_of_seeds_converge(server: Server) -> None:
    require_convergence(server, list(range(10_001, 10_001 + LONG_SEEDS)))


def test_the_same_seed_gives_the_same_history(server: Server) -> None:
    build_template(server)
    here = play(server, draw_plan(7))
    again = play(server, draw_plan(7))
    assert again.log == here.log
    assert again.digest == here.digest
    elsewhere = play_many(server, [7])[0]
    assert elsewhere["digest"] == here.digest


def test_other_seeds_give_other_histories(server: Server) -> None:
    build_template(server)
    assert play(server, draw_plan(7)).digest != play(server, draw_plan(8)).digest


def test_the_histories_meet_every_kind_of_event() -> None:
    """A plan that never kills, lies or stalls would prove nothing."""
    plans = [draw_plan(number) for number in range(1, 301)]
    kinds = {event.kind for plan in plans for event in plan.events}
    rules = {e.details["rule"].kind for p in plans for e in p.events if e.kind == "fault"}
    assert kinds == {
        "start_bridge", "entry", "exit", "website_cancel", "jump", "fault", "exchange_down",
        "database_fault", "kill", "pause", "stop", "pause_profile", "manual_trade",
        "manual_order", "withdrawal", "liquidation",
    }  # fmt: skip
    assert len(rules) > 25
    assert 50 < sum(plan.burns_bnb for plan in plans) < 130
