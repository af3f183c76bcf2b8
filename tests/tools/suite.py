"""``make test``: lint, every test on this machine's PostgreSQL, the SQL suites on the wheel's two.

Simulation, stress and installs run beside the rest, which waits more than it computes; so do the
tests that watch whole programs, and then the SQL suites on the wheel's servers. What they print
comes when they are done. Says in one line each what it had to leave out and why; under ``CI``
leaving out is failing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools.isolation import find_isolationtester
from tools.server import ROOT, ServerMissingError, locate

SQL_SUITES = ["tests/pgtap", "tests/isolation", "tests/property"]
# Minutes of histories, fights and upgrades, which need no coverage: they run beside the rest too.
LONG_STORIES = ["tests/simulation", "tests/stress", "tests/install"]
# Whole programs, watched from outside: the demo, a browser, the model checker, paper exchanges.
PROGRAMS = ["tests/demo", "tests/console", "tests/model", "tests/exchange", "tests/paper"]


@dataclass
class Suite:
    """What has been run and what was left out."""

    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)

    def step(
        self, name: str, command: list[str], *, is_shown: bool = True, **variables: str
    ) -> None:
        """Run one command, show what it prints (as it comes, or at its end), keep its counts."""
        if is_shown:
            print(f"\n== {name}", flush=True)
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        kept, held = [], []
        for line in process.stdout:
            if is_shown:
                print(line, end="", flush=True)
            else:
                held.append(line)
            if re.search(r"\d+ (passed|failed|error).* in [\d.]+s|statement coverage:", line):
                kept.append(line.strip(" =\n"))
        code = process.wait()
        seconds = time.monotonic() - started
        if not is_shown:
            print(f"\n== {name}\n{''.join(held)}", end="", flush=True)
        verdict = "ok" if code == 0 else "FAILED"
        self.summary.extend([f"{name}: {verdict} in {seconds:.0f} s", *(f"  {k}" for k in kept)])
        if code != 0:
            self.failed.append(name)


def main() -> int:
    """Run everything; 0 when all of it passed."""
    suite = Suite()
    python = sys.executable
    suite.step("lint", [python, "-m", "tools.lint"])
    pytest = [python, "-m", "pytest", "-q", "-m", "not long"]
    servers = [name for name in ("system", "wheel", "wheel16") if _is_here(name, suite)]
    if find_isolationtester() is None:
        suite.left_out.append("isolation specs: no isolationtester here (postgresql-15 has it)")
    if not servers:
        suite.failed.append("no PostgreSQL at all")
    if servers:
        _run_beside(suite, pytest, servers)

    print("\n== summary")
    for line in suite.summary:
        print(line)
    for line in suite.left_out:
        print(f"left out: {line}")
    if suite.left_out and os.environ.get("CI"):
        suite.failed.append("something was left out, which CI does not accept")
    for line in suite.failed:
        print(f"failed: {line}")
    return 1 if suite.failed else 0


def _run_beside(suite: Suite, pytest: list[str], servers: list[str]) -> None:
    """Everything on the first server, and beside it what may go on at the same time."""
    first, *others = servers
    folders = [folder for folder in SQL_SUITES if (ROOT / folder).is_dir()]
    suites = [(f"SQL suites on {other}", other, list(folders)) for other in others]
    if len(suites) > 1:  # drawn histories on the oldest and the newest major are enough
        suites[1][2].remove("tests/property")
    lanes = [
        [(f"simulation, stress and install on {first}", first, LONG_STORIES)],
        [(f"programs and paper exchange on {first}", first, PROGRAMS), *suites],
    ]

    def run(lane: list[tuple[str, str, list[str]]]) -> None:
        for name, server, tests in lane:
            suite.step(name, [*pytest, *tests], is_shown=False, TRADEKEEL_TEST_PG=server)

    with ThreadPoolExecutor(max_workers=len(lanes)) as beside:
        running = [beside.submit(run, lane) for lane in lanes]
        coverage = ["--plpgsql-coverage"] if first == "system" else []
        ignored = [f"--ignore={folder}" for folder in [*LONG_STORIES, *PROGRAMS]]
        suite.step(
            f"all other tests on {first}",
            [*pytest, "tests", *ignored, *coverage],
            TRADEKEEL_TEST_PG=first,
        )
        for lane_running in running:
            lane_running.result()


def _is_here(name: str, suite: Suite) -> bool:
    try:
        locate(name)
    except ServerMissingError as missing:
        suite.left_out.append(str(missing))
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
