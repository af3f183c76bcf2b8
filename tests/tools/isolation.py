"""Runs isolation specs: several sessions, every interleaving that the spec lists.

``isolationtester`` comes with PostgreSQL's server package for Debian; the server it talks to may
be any. What it prints is compared with ``expected/<spec>.out``. After a spec every check view
must be empty, unless a line of the spec says ``# leaves: health.check_<name>``.
"""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_TEARDOWN = re.compile(r"^teardown\s*\{\s*select fixture\.end_permutation\(\);\s*\}", re.MULTILINE)
_LEAVES = re.compile(r"^#\s*leaves:\s*(health\.check_\w+)\s*$", re.MULTILINE)


class IsolationFailureError(Exception):
    """The spec did not do what was expected; the message shows the difference."""


def find_isolationtester() -> Path | None:
    """The newest isolationtester on this machine, or None."""
    if on_path := shutil.which("isolationtester"):
        return Path(on_path)
    found = Path("/usr/lib/postgresql").glob("*/lib/pgxs/src/test/isolation/isolationtester")
    return max(found, default=None, key=lambda path: int(path.parts[4]))


def run_spec(tester: Path, spec: Path, url: str, *, accept: bool = False) -> None:
    """Run one spec against a database and compare; accept writes instead of comparing.

    Raises IsolationFailureError.
    """
    if not _TEARDOWN.search(spec.read_text(encoding="utf-8")):
        raise IsolationFailureError("teardown { select fixture.end_permutation(); } is missing")
    run = subprocess.run(
        [str(tester), url],
        input=spec.read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        timeout=300,
        env={"PGISOLATIONTIMEOUT": "60"},
        check=False,
    )
    if run.returncode != 0:
        raise IsolationFailureError(f"exit {run.returncode}\n{run.stdout}\n{run.stderr}")
    expected_file = spec.parent / "expected" / f"{spec.stem}.out"
    if accept:
        expected_file.write_text(run.stdout, encoding="utf-8")
    if not expected_file.exists():
        raise IsolationFailureError(
            f"{expected_file} is missing; once it is right, it holds:\n{run.stdout}"
        )
    difference = "".join(
        difflib.unified_diff(
            expected_file.read_text(encoding="utf-8").splitlines(keepends=True),
            run.stdout.splitlines(keepends=True),
            f"expected/{spec.stem}.out",
            "now",
        )
    )
    if difference:
        raise IsolationFailureError(difference)


def allowed_leftovers(spec: Path) -> set[str]:
    """Check views that the spec says it leaves filled."""
    return set(_LEAVES.findall(spec.read_text(encoding="utf-8")))


def violations(connection: psycopg.Connection[Any]) -> dict[str, list[str]]:
    """Rows of check views, as text, by the view's name: those there are now, and those that each
    permutation's teardown kept before it emptied the tables."""
    found: dict[str, list[str]] = {}
    rows = connection.execute(
        "select check_view, violation from fixture.leftovers"
        " union all select check_view, violation from fixture.violations()"
    )
    for name, row in rows:
        found.setdefault(name, []).append(row)
    return found
