"""The SQL tree on disk: what there is, in which order, and whether each file is what it says.

    migrations/NNNN_verb_object.sql      applied once, in order of their number
    functions/<schema>/<function>.sql    one function; the file owns its grants
    views/<schema>/<view>.sql            one view; the file owns its grants
    policies/<schema>.<table>.sql        all policies and all grants of one table
    checks/NNN_<promise>_<name>.sql      one view health.check_<promise>_<name>
    data/<schema>.<table>.sql            rows of a catalogue table, as upserts
    RELEASE                              one integer that only grows

Nothing here talks to a database.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from tradekeel.applier.errors import ApplyError
from tradekeel.applier.statements import granted_objects, targets, transaction_control
from tradekeel.dbtree import database_folder

Kind = Literal["function", "view", "policy", "check", "data"]
KINDS: tuple[Kind, ...] = ("function", "view", "policy", "check", "data")

_INSTALLER = "-- run as: installer"
_IDENTIFIER = r"[a-z_][a-z0-9_]*"
_PATHS: dict[Kind, re.Pattern[str]] = {
    "function": re.compile(rf"functions/(?P<schema>{_IDENTIFIER})/(?P<name>{_IDENTIFIER})\.sql"),
    "view": re.compile(rf"views/(?P<schema>{_IDENTIFIER})/(?P<name>{_IDENTIFIER})\.sql"),
    "policy": re.compile(rf"policies/(?P<schema>{_IDENTIFIER})\.(?P<name>{_IDENTIFIER})\.sql"),
    "check": re.compile(r"checks/[0-9]{3}_(?P<name>[a-z0-9]+_[a-z0-9_]+)\.sql"),
    "data": re.compile(rf"data/(?P<schema>{_IDENTIFIER})\.(?P<name>{_IDENTIFIER})\.sql"),
}
_MIGRATION = re.compile(r"(?P<version>[0-9]{4})_(?P<name>[a-z0-9]+(?:_[a-z0-9]+)+)\.sql")

# What a statement may name, per kind of file: pattern of the statement -> its object.
_DEFINES: dict[Kind, str] = {
    "function": r"create (?:or replace )?(?:function|procedure) {name}",
    "view": r"create (?:or replace )?(?:temp )?(?:recursive )?view {name}",
    "policy": r"create policy \S+ on {name}",
    "check": r"create (?:or replace )?(?:temp )?(?:recursive )?view {name}",
    "data": r"insert into {name}",
}


@dataclass(frozen=True)
class SourceFile:
    """One file. `path` is relative to the tree, with slashes."""

    path: str
    text: str

    @cached_property
    def content_hash(self) -> str:
        """sha256 of the text, as hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def runs_as_installer(self) -> bool:
        """True if the file asks for the connected role instead of tradekeel_owner."""
        return self.text.startswith(_INSTALLER)


@dataclass(frozen=True)
class Migration(SourceFile):
    """A file of migrations/."""

    version: int
    name: str

    def chained(self, previous: str) -> str:
        """sha256(previous chain hash || content hash), as hex; '' before the first."""
        return hashlib.sha256((previous + self.content_hash).encode()).hexdigest()


@dataclass(frozen=True)
class Repeatable(SourceFile):
    """A file that is applied again when its text changes; it defines one object."""

    kind: Kind
    schema: str
    name: str

    @property
    def object_name(self) -> str:
        """schema.name of the function, the view or the table."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Tree:
    """Everything below db/ that the applier uses."""

    folder: Path
    migrations: tuple[Migration, ...]
    repeatables: tuple[Repeatable, ...]
    release: int


def read_tree(folder: Path | None = None) -> Tree:
    """Reads and checks the tree (default: the checkout's or the wheel's). ApplyError MTR06."""
    if folder is None:
        try:
            folder = database_folder()
        except FileNotFoundError as error:
            raise ApplyError("MTR06", str(error)) from error
    migrations = tuple(_migrations(folder))
    if not migrations:
        raise ApplyError("MTR06", f"there are no migrations in {folder}")
    repeatables = tuple(_repeatables(folder))
    _refuse_doubles(repeatables)
    for migration in migrations:
        _check_transaction(migration)
        _check_grants(migration, None)
    for repeatable in repeatables:
        _check_transaction(repeatable)
        _check_definition(repeatable)
    return Tree(folder, migrations, repeatables, _release(folder))


def identify(path: str) -> tuple[Kind, str, str] | None:
    """(kind, schema, name) of a repeatable's path, or None if it is not one."""
    for kind, pattern in _PATHS.items():
        match = pattern.fullmatch(path)
        if match is None:
            continue
        if kind == "check":
            return kind, "health", f"check_{match['name']}"
        return kind, match["schema"], match["name"]
    return None


def _migrations(folder: Path) -> Iterator[Migration]:
    previous = 0
    for path in sorted((folder / "migrations").glob("*.sql")):
        match = _MIGRATION.fullmatch(path.name)
        if match is None:
            raise ApplyError("MTR06", f"migrations/{path.name} is not named NNNN_verb_object.sql")
        version = int(match["version"])
        if version <= previous:
            raise ApplyError("MTR06", f"two migrations have the number {version:04d}")
        previous = version
        yield Migration(f"migrations/{path.name}", _read(path), version, match["name"])


def _repeatables(folder: Path) -> Iterator[Repeatable]:
    for kind, top in zip(KINDS, ("functions", "views", "policies", "checks", "data"), strict=True):
        for path in sorted((folder / top).rglob("*.sql")):
            relative = path.relative_to(folder).as_posix()
            found = identify(relative)
            if found is None:
                raise ApplyError("MTR06", f"{relative} is not named like a {kind} file")
            yield Repeatable(relative, _read(path), *found)


def _read(path: Path) -> str:
    """Line ends are the same whatever the checkout made of them."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _release(folder: Path) -> int:
    try:
        text = (folder / "RELEASE").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return 0
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ApplyError("MTR06", "RELEASE is not one whole number")
    return int(text)


def _refuse_doubles(repeatables: tuple[Repeatable, ...]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for repeatable in repeatables:
        space = "view" if repeatable.kind == "check" else repeatable.kind
        key = (space, repeatable.object_name)
        if key in seen:
            raise ApplyError(
                "MTR06", f"{seen[key]} and {repeatable.path} both define {repeatable.object_name}"
            )
        seen[key] = repeatable.path


def _check_transaction(source: SourceFile) -> None:
    found = transaction_control(source.text)
    if found is not None:
        raise ApplyError(
            "MTR06", f"{source.path} says '{found[:40]}'", "a file is one transaction by itself"
        )


def _check_definition(repeatable: Repeatable) -> None:
    """The file makes what its name says, once, and grants on nothing else."""
    defined = targets(repeatable.text, _DEFINES[repeatable.kind])
    others = [name for name in defined if name != repeatable.object_name]
    if others:
        raise ApplyError("MTR06", f"{repeatable.path} defines {others[0]}")
    if repeatable.kind in ("function", "view", "check") and len(defined) != 1:
        raise ApplyError(
            "MTR06",
            f"{repeatable.path} defines {repeatable.object_name} {len(defined)} times, not once",
        )
    _check_grants(repeatable, repeatable.object_name)


def _check_grants(source: SourceFile, own: str | None) -> None:
    """Grants are made again with the object's file; made elsewhere they would get lost."""
    if own is None and source.runs_as_installer:
        return
    for name in granted_objects(source.text):
        if name != own and ("." in name or name.startswith("all ")):
            raise ApplyError(
                "MTR06",
                f"{source.path} changes grants of {name}",
                "grants belong in the file of the function, the view or the table's policies",
            )
