"""What `postmaster.pid` says, and whether that process is really our server.

PostgreSQL takes any living process with the recorded number for its own postmaster. After a
kill -9 the number may belong to a zombie or, in a container that was started again, to
something else entirely; this module looks at the process itself.
"""

import os
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Postmaster:
    """A process that runs on the data folder. `ready` once it accepts connections."""

    pid: int
    ready: bool


def read(data: Path) -> Postmaster | None:
    """The running postmaster of this data folder, or None. Never raises for a stale file."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if pid <= 0 or not _is_server_of(pid, data):
        return None
    return Postmaster(pid, len(lines) > 7 and lines[7].strip() == "ready")


def answers(path: Path, *, timeout_seconds: float = 2) -> bool:
    """True if a server behind this socket says anything. Works when it is full or recovering.

    A process that was killed an instant ago still looks alive; it no longer answers.
    """
    ssl_request = struct.pack("!ii", 8, 80877103)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(timeout_seconds)
            client.connect(str(path))
            client.sendall(ssl_request)
            return len(client.recv(1)) == 1
    except OSError:
        return False


def forget_dead(data: Path) -> None:
    """Makes a stale pid file harmless, without losing what it protects.

    The first line becomes our own number, the parent of what will start the server: PostgreSQL
    treats that as stale, but still checks the shared memory segment named further down, so
    that orphaned backends of the killed server keep a new one from starting beside them.
    """
    path = data / "postmaster.pid"
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return
    if not lines:
        path.unlink()
        return
    lines[0] = str(os.getpid())
    path.write_text("\n".join(lines) + "\n")


def _is_server_of(pid: int, data: Path) -> bool:
    if Path("/proc/self/stat").exists():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            return state not in ("Z", "X") and Path(f"/proc/{pid}/cwd").samefile(data)
        except OSError:
            return False
    answer = subprocess.run(
        ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return not answer.stdout.startswith("Z") and str(data) in answer.stdout
