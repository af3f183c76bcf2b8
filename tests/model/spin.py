"""Checks docs/model/entry.pml: spin writes a verifier in C, gcc compiles it, it looks everywhere.

Everything happens in a folder of the caller. A model is made by naming words that the model
tests with #ifdef (`NO_SLOT`, `INTENTS=1`); a question is a condition, and finding a state in which
it holds counts as a violation like any other.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MODEL = Path(__file__).parents[2] / "docs" / "model" / "entry.pml"
# Each search stays within this memory; it is killed only when something is wrong.
MEMORY_MB = 4000
SECONDS = 400
DEEPEST = 100_000

Search = Literal["everything", "shortest", "liveness"]
_SEARCHES: dict[Search, tuple[list[str], list[str]]] = {
    "everything": (["-O2", "-DSAFETY"], []),
    "shortest": (["-O1", "-DSAFETY", "-DBFS"], []),
    "liveness": (["-O2"], ["-a"]),
}
# What a verifier prints when it did not look everywhere.
_UNFINISHED = re.compile(
    r"max search depth too small|out of memory|memory limit|Search not completed|aborting",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """What a search found. `violation`: None, or what the verifier says of the first one."""

    violation: str | None
    states: int
    depth: int
    seconds: float
    memory_mb: float
    is_complete: bool


def missing_tool() -> str | None:
    """Say in a word what is missing to check models here, or None."""
    for tool in ("spin", "gcc"):
        if shutil.which(tool) is None:
            return f"{tool} is not here; Debian's package {tool} has it"
    return None


def check(
    folder: Path, *words: str, search: Search = "everything", question: str | None = None
) -> Verdict:
    """Search the model made by these words. Raises CalledProcessError, TimeoutExpired."""
    lines = [f"#define {word.replace('=', ' ')}" for word in words]
    if search == "shortest":
        lines.append("#define BREADTH_FIRST")
    if question is not None:
        lines.append(f"#define QUESTION ({question})")
    (folder / "chosen.pml").write_text("\n".join([*lines, f'#include "{MODEL}"', ""]))
    options, arguments = _SEARCHES[search]
    _run(folder, "spin", "-a", "chosen.pml")
    _run(folder, "gcc", "-w", "-DNOREDUCE", f"-DMEMLIM={MEMORY_MB}", *options, "-opan", "pan.c")
    return _verdict(_run(folder, "./pan", f"-m{DEEPEST}", *arguments))


def _run(folder: Path, *command: str) -> str:
    result = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]}: exit {result.returncode}\n{result.stdout[-2000:]}")
    return result.stdout


def _verdict(said: str) -> Verdict:
    violation = re.search(r"^pan:\d*:?\s*(.*) \(at depth \d+\)$", said, re.MULTILINE)
    errors = re.search(r"errors: (\d+)$", said, re.MULTILINE)
    if errors is None or (errors[1] != "0") != (violation is not None):
        raise RuntimeError(f"not understood:\n{said}")
    return Verdict(
        violation=violation and violation[1],
        states=int(_number(r"^ *([\d.e+]+) states, stored", said)),
        depth=int(_number(r"depth reached (\d+)", said)),
        seconds=_number(r"elapsed time ([\d.]+) seconds", said),
        memory_mb=_number(r"^ *([\d.]+)\s+total actual memory usage", said),
        is_complete=violation is None and _UNFINISHED.search(said) is None,
    )


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said, re.MULTILINE)
    return float(found[1]) if found else 0.0
