"""Writes the tree as the folder `supabase/` that the Supabase CLI takes.

    config.toml                                 schema api is the one that is exposed
    migrations/<stamp>_tradekeel_NNNN_<name>.sql    one of db/migrations each
    migrations/<stamp>_tradekeel_objects.sql        all functions, views, policies, checks and data
    seed.sql                                    one tenant for local development
    tests/tradekeel.test.sql                    pgTAP: tenants see their own and nothing else

Files that are there stay as they are; only what is new gets a file, stamped now, so that a project
that ran the older ones runs the newer ones. `config.toml` and `seed.sql` are never overwritten.
`tradekeel apply` on the same database afterwards finds the migrations recorded.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tradekeel.applier.tree import KINDS, Migration, Repeatable, SourceFile, Tree, read_tree
from tradekeel.export.texts import CONFIG, SEED, TEST

_OWNER_BEGINS = """\
grant tradekeel_owner to current_user;
grant tradekeel_engine to tradekeel_owner;
set role tradekeel_owner;
"""
_OWNER_ENDS = """\
reset role;
revoke tradekeel_engine from tradekeel_owner;
revoke tradekeel_owner from current_user;
"""
# The CLI decides what is one transaction, so nothing may be local to one.
_LOCAL = re.compile(r"^set local (?=\w)", re.MULTILINE)
# A function whose body is parsed when it is made, and what it may name.
_PARSED = re.compile(r"^(?:return\b|begin atomic\b)", re.MULTILINE)
_NAMED = re.compile(r"\b([a-z_]+\.[a-z_0-9]+)\(")


@dataclass(frozen=True)
class Exported:
    """What was written and what was there already, relative to the folder."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]


def export_supabase(
    folder: Path, tree: Path | None = None, now: datetime | None = None
) -> Exported:
    """Writes what `folder` (usually ./supabase) does not have yet; makes it if it is not there.

    `tree`: the SQL tree (default: the checkout's or the wheel's). `now`: what new files are
    stamped with (UTC). Raises ApplyError MTR06 if the tree is not sound, OSError.
    """
    source = read_tree(tree)
    migrations = folder / "migrations"
    migrations.mkdir(parents=True, exist_ok=True)
    (folder / "tests").mkdir(exist_ok=True)
    written: list[str] = []
    kept: list[str] = []
    stamp = _after(migrations, now or datetime.now(UTC))
    for name, text in _files(source):
        same = [path for path in migrations.glob(f"*_{name}.sql") if _is_same(path, text)]
        if same:
            kept.append(f"migrations/{same[0].name}")
            continue
        path = migrations / f"{stamp:%Y%m%d%H%M%S}_{name}.sql"
        stamp += timedelta(seconds=1)
        path.write_text(text, encoding="utf-8")
        written.append(f"migrations/{path.name}")
    for name, text, may_change in (
        ("config.toml", CONFIG, True), ("seed.sql", SEED, True),
        ("tests/tradekeel.test.sql", TEST, False),
    ):  # fmt: skip
        path = folder / name
        if path.exists() and (may_change or _is_same(path, text)):
            kept.append(name)
            continue
        path.write_text(text, encoding="utf-8")
        written.append(name)
    return Exported(folder, tuple(written), tuple(kept))


def _files(tree: Tree) -> list[tuple[str, str]]:
    """(name without stamp, text), in the order in which they have to run."""
    files = []
    chain_hash = ""
    for migration in tree.migrations:
        chain_hash = migration.chained(chain_hash)
        name = f"tradekeel_{migration.version:04d}_{migration.name}"
        files.append((name, _migration(migration, chain_hash)))
    files.append(("tradekeel_objects", _objects(tree)))
    return files


def _migration(migration: Migration, chain_hash: str) -> str:
    record = (
        "insert into meta.migrations (version, name, content_hash, chain_hash) values\n"
        f"  ({migration.version}, '{migration.name}',\n"
        f"    '{migration.content_hash}',\n    '{chain_hash}');\n"
    )
    begins = _OWNER_BEGINS
    if migration.runs_as_installer:
        # The first one makes the owner, and becomes it when it is there.
        begins = ""
        record = "set role tradekeel_owner;\n" + record
    return f"{_head(migration.path)}{begins}{_text(migration)}{record}{_OWNER_ENDS}"


def _objects(tree: Tree) -> str:
    schemas = sorted({item.schema for item in tree.repeatables if item.kind == "function"})
    create = "".join(f"grant create on schema {name} to tradekeel_engine;\n" for name in schemas)
    revoke = "".join(f"revoke create on schema {name} from tradekeel_engine;\n" for name in schemas)
    parts = [_head("db/functions, views, policies, checks and data"), _OWNER_BEGINS, create]
    # A function may name one that stands further down, unless its body is parsed at once.
    parts.append("set check_function_bodies = off;\n")
    for kind in KINDS:
        for item in _in_order([item for item in tree.repeatables if item.kind == kind]):
            parts.append(f"\n-- {item.path}\n{_text(item)}")
            parts.append("reset role;\nset role tradekeel_owner;\n")
    parts.append(f"\n{revoke}reset check_function_bodies;\n{_OWNER_ENDS}")
    return "".join(parts)


def _in_order(items: list[Repeatable]) -> list[Repeatable]:
    """By name; a function whose body is parsed when it is made comes after those it names."""
    by_name = {item.object_name: item for item in items}
    ordered: dict[str, Repeatable] = {}
    placing: set[str] = set()

    def place(item: Repeatable) -> None:
        if item.object_name in placing:
            return
        placing.add(item.object_name)
        if item.kind == "function" and _PARSED.search(item.text):
            for name in _NAMED.findall(item.text):
                if name in by_name:
                    place(by_name[name])
        ordered[item.object_name] = item

    for item in items:
        place(item)
    return list(ordered.values())


def _head(origin: str) -> str:
    return f"-- Made by tradekeel export supabase from {origin}. Not to be edited.\n"


def _text(source: SourceFile) -> str:
    return _LOCAL.sub("set ", source.text)


def _is_same(path: Path, text: str) -> bool:
    return path.read_text(encoding="utf-8") == text


def _after(migrations: Path, now: datetime) -> datetime:
    """A stamp later than every file that is there, however its clock was."""
    stamps = [path.name[:14] for path in migrations.glob("[0-9]*.sql")]
    newest = max((stamp for stamp in stamps if re.fullmatch(r"\d{14}", stamp)), default=None)
    now = now.astimezone(UTC).replace(microsecond=0)
    if newest is None:
        return now
    last = datetime.strptime(newest, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return max(now, last + timedelta(seconds=1))
