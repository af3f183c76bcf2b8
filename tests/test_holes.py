"""docs/holes.md names tests; each of them is there, and no hole is without one."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOLES = 22


def test_every_hole_names_tests_that_are_there() -> None:
    """A folder counts when it has a test."""
    lines = [
        line
        for line in (ROOT / "docs" / "holes.md").read_text().splitlines()
        if line.startswith("| ") and "`" in line
    ]
    numbers = [int(found[1]) for line in lines if (found := re.match(r"\| (\d+) \|", line))]
    assert numbers == list(range(1, HOLES + 1))
    for line in lines:
        paths = re.findall(r"`([a-z]+/[^`]+)`", line)
        assert paths, line
        for path in paths:
            place = ROOT / "tests" / path
            assert place.is_file() or any(place.glob("*.sql")), path
