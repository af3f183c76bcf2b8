"""Which user runs the server, and how a program is started as that user.

PostgreSQL refuses to run as root. Root therefore hands it to an unprivileged user, and two
things can then be out of that user's reach: the cluster's folder (below root's home) and the
wheel's programs (a virtualenv there). The folder is reached by an inherited directory
descriptor (`/proc/self/fd/N`, Linux only), so no folder of root has to be opened up; the
programs are copied, by the caller.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tradekeel.postgres.errors import PostgresError

_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """The account that owns the data. `drop` says whether we have to change to it."""

    name: str
    uid: int
    gid: int
    drop: bool

    def run(
        self, arguments: Sequence[str | Path], *, timeout_seconds: float, keep: Sequence[int] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Runs one program as this account in `/`, with a plain environment.

        `keep`: descriptors the child inherits. Raises OSError when it cannot be executed and
        subprocess.TimeoutExpired when it takes too long.
        """
        command = [str(argument) for argument in arguments]
        return subprocess.run(
            command,
            user=self.uid if self.drop else None,
            group=self.gid if self.drop else None,
            extra_groups=[] if self.drop else None,
            cwd="/",
            env=_environment(),
            pass_fds=keep,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_seconds,
            check=False,
        )

    def can_enter(self, folder: Path) -> bool:
        """True if this account can make that folder its working folder by its path."""
        answer = self.run(
            ["/bin/sh", "-c", 'cd -- "$1" 2>/dev/null', "sh", folder], timeout_seconds=30
        )
        return answer.returncode == 0

    def can_execute(self, program: Path) -> bool:
        """True if this account can run that program and its libraries."""
        try:
            return self.run([program, "--version"], timeout_seconds=30).returncode == 0
        except OSError:
            return False

    def take(self, path: Path) -> None:
        """Gives one file or folder to this account (only root has to)."""
        if self.drop:
            os.chown(path, self.uid, self.gid)


def server_user(folder: Path) -> ServerUser:
    """We ourselves, unless we are root: then the owner of the data, `postgres` or `nobody`."""
    uid = os.geteuid()
    data = folder / "data"
    owner = data.stat().st_uid if data.exists() else None
    if uid != 0:
        if owner not in (None, uid):
            raise PostgresError(f"{folder} belongs to another user (uid {owner})")
        return ServerUser(str(uid), uid, os.getegid(), drop=False)
    if owner:
        try:
            account = pwd.getpwuid(owner)
            return ServerUser(account.pw_name, owner, account.pw_gid, drop=True)
        except KeyError:
            return ServerUser(str(owner), owner, data.stat().st_gid, drop=True)
    for name in _ACCOUNTS:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, account.pw_uid, account.pw_gid, drop=True)
    raise PostgresError(
        f"root cannot run PostgreSQL and there is no user {' or '.join(_ACCOUNTS)} to run it as"
    )


def _environment() -> dict[str, str]:
    """Nothing of the caller's PG* settings reaches the server."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    }
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
