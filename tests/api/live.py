"""Gateways of live updates as processes of their own, to be stopped and killed."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx

from api.platform import AUDIENCE, SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def running_live(database_url: str, **more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`tradekeel gateway` on a port of its own; yields its address and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tradekeel.cli", "gateway"],
        env={
            "PATH": os.environ.get("PATH", ""),
            "TRADEKEEL_BRIDGE_URL": database_url,
            "TRADEKEEL_HTTP_ADDRESS": address,
            "TRADEKEEL_JWT_SECRET": SECRET,
            "TRADEKEEL_JWT_AUDIENCE": AUDIENCE,
            **more,
        },
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_ready(f"http://{address}/metrics", process)
        yield f"http://{address}", process
    finally:
        process.kill()
        process.wait(timeout=10)


def figures(address: str) -> dict[str, float]:
    """What a gateway's process says of itself, by name and labels."""
    lines = httpx.get(f"{address}/metrics", timeout=10, trust_env=False).text.splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if line.startswith("tradekeel_gateway"))
    return {name.removeprefix("tradekeel_gateway_"): float(value) for name, value in pairs}


def _wait_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the gateway ended with {process.returncode}")
        try:
            httpx.get(address, timeout=5, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the gateway is not ready after 30 s")
