"""docs/peers.md names tests for twenty-three cases; every name exists."""

from __future__ import annotations

import re

from tools.server import ROOT

PAGE = ROOT / "docs" / "peers.md"
ROWS = re.findall(r"^\| (\d+) \|.*\|(.*)\|$", PAGE.read_text(), re.MULTILINE)


def exists(name: str) -> bool:
    """Whether there is a test of that name."""
    tests = ROOT / "tests"
    if "::" in name:
        path, function = name.split("::")
        return f"def {function}(" in (tests / path).read_text()
    folder, sentence = name.split("/")
    if folder == "isolation":
        return (tests / folder / f"{sentence}.spec").exists()
    return any((tests / "pgtap" / folder).glob(f"{sentence}.sql"))


def test_all_cases_are_there_in_order() -> None:
    assert [int(number) for number, _ in ROWS] == list(range(1, 24))


def test_every_case_names_tests_that_exist() -> None:
    missing = [
        f"{number}: {name}"
        for number, cell in ROWS
        for name in re.findall(r"`([^`]+)`", cell) or ["no test"]
        if name == "no test" or not exists(name)
    ]
    assert missing == []
