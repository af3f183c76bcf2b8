"""``python -m bench``: run the benchmarks, print a table, write a file.

PYTHONPATH=bridge:tests python -m bench [name ...] [--repeats 3] [--json bench.json]
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bench import derivation, diff, health, lifecycle, live, readings, reads
from bench.frame import Figure, as_document, as_table, machine, started

if TYPE_CHECKING:
    from collections.abc import Callable

# The benchmark, and the sizes with which the suite only looks whether it runs.
BENCHMARKS: dict[str, tuple[Callable[..., list[Figure]], dict[str, int]]] = {
    "lifecycle": (lifecycle.run, {"profiles": 8, "clients": 2}),
    "diff": (diff.diff, {"profiles": 20, "orders": 10}),
    "growth": (diff.growth, {"smallest": 10, "steps": 1, "orders": 3}),
    "restart": (readings.restart, {"profiles": 20, "orders": 3}),
    "intake": (readings.intake, {"profiles": 20, "trades": 3}),
    "derivation": (derivation.run, {"executions": 100}),
    "health": (health.run, {"profiles": 20, "fills": 20}),
    "reads": (reads.reads, {"profiles": 5, "orders": 2, "tenants": 2}),
    "live": (live.live, {"sockets": 4, "rate": 50, "seconds": 1, "gateways": 1, "clients": 1}),
}


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], default=[])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write every run there")
    options = parser.parse_args()
    with started() as bench:
        shape = machine(bench)
        figures = [
            figure
            for name in options.names or BENCHMARKS
            for figure in BENCHMARKS[name][0](bench, repeats=options.repeats)
        ]
        print(as_table(figures))
        print(
            f"{shape['processors']} processors, {shape['memory_gib']} GiB, {shape['system']},"
            f" PostgreSQL {shape['postgres']}, load before {shape['load_average']},"
            f" after {[round(value, 2) for value in os.getloadavg()]}"
        )
        if options.json:
            options.json.write_text(json.dumps(as_document(figures, shape), indent=2) + "\n")


if __name__ == "__main__":
    main()
