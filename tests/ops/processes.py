"""Starts commands of the package as processes, as an operator does, and asks what they serve."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 30


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**added: str) -> dict[str, str]:
    """This environment without anything that Tradekeel or libpq would read."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TRADEKEEL_", "PG", "DATABASE_URL"))
    }
    return {**kept, **added}


@contextmanager
def command(log: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`tradekeel <arguments>` until the block ends; standard error goes to `log`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tradekeel.cli", *arguments],
            env=clean_environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(15)


def once(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "tradekeel.cli", *arguments],
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def get(url: str, token: str | None = None) -> tuple[int, str]:
    """Status and body, whatever the status."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own process
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(url: str, log: Path, token: str | None = None) -> tuple[int, str]:
    """The first answer of a process that is starting."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return get(url, token)
        except OSError:
            if time.monotonic() > deadline:
                raise AssertionError(log.read_text()) from None
            time.sleep(0.1)


def health(address: str) -> dict[str, Any]:
    """The health document of a running process."""
    return dict(json.loads(get(f"http://{address}/internal/health")[1]))
