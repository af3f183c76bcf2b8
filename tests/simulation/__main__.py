"""`PYTHONPATH=bridge:tests python -m simulation 17 18 30..40`: play seeds, show what differs.

`-v` prints the whole history, `--json` one line of JSON a seed. `--server` is the address of a
running server of the suites, with DATABASE and USER in it; without it one is started.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass

from simulation.database import build_template
from simulation.history import play
from simulation.plan import draw_plan
from tools.server import SUPERUSER, Server, start_server


@dataclass
class _Elsewhere:
    """A server that another process started."""

    address: str

    def url(self, dbname: str, user: str) -> str:
        """Its URL for a database and a user."""
        return self.address.replace("DATABASE", dbname).replace("USER", user)

    def destroy(self) -> None:
        """It is not ours to stop."""


def _server(address: str | None) -> Server:
    if address is None:
        return start_server()
    server = Server("elsewhere", _Elsewhere(address), SUPERUSER)
    with server.connect("postgres") as connection:
        row = connection.execute(
            "select exists (select from pg_available_extensions where name = 'plpgsql_check')"
        ).fetchone()
        server.has_checker = bool(row and row[0])
    return server


def _numbers(words: list[str]) -> list[int]:
    numbers: list[int] = []
    for word in words:
        first, _, last = word.partition("..")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def main() -> int:
    """Play; the exit code is the number of failed seeds, at most 100."""
    parser = argparse.ArgumentParser(prog="simulation")
    parser.add_argument("seeds", nargs="+")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--server")
    options = parser.parse_args()
    server = _server(options.server)
    failed = 0
    try:
        build_template(server)
        for number in _numbers(options.seeds):
            failed += _play(server, number, options)
    finally:
        server.destroy()
    return min(failed, 100)


def _play(server: Server, number: int, options: argparse.Namespace) -> bool:
    began = time.perf_counter()
    result = play(server, draw_plan(number))
    took = time.perf_counter() - began
    if options.json:
        print(
            json.dumps({"seed": number, "differences": result.differences,
                        "digest": result.digest, "seconds": round(took, 2)}),
            flush=True,
        )  # fmt: skip
        return bool(result.differences)
    if options.verbose:
        print("\n".join(result.log))
    print(
        f"seed {number}: {'FAILED' if result.differences else 'ok'} {took:.2f} s,"
        f" {result.elapsed:.0f} virtual, {len(result.log)} lines, {result.digest[:12]}",
        flush=True,
    )
    for sentence in result.differences:
        print(f"   {sentence}")
    return bool(result.differences)


if __name__ == "__main__":
    sys.exit(main())
