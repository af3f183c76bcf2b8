"""Installs the locked npm packages of a folder of these tests into the cache."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from api.postgrest import CACHE


def installed(name: str) -> Path:
    """Where ``tests/api/<name>`` is installed, as its lock file says; kept between runs.

    Skips the test where there is no node or no npm.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip(f"{name}: there is no node, or no npm to fetch packages by")
    source, place = Path(__file__).parent / name, CACHE / f"npm-{name}"
    place.mkdir(parents=True, exist_ok=True)
    lock = (source / "package-lock.json").read_text(encoding="utf-8")
    for path in source.iterdir():
        shutil.copy(path, place / path.name)
    stamp = place / "installed.json"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != lock:
        run = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--silent"],
            cwd=place,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert run.returncode == 0, run.stderr[-1000:]
        stamp.write_text(lock, encoding="utf-8")
    return place
