"""`make reference`: writes runbooks/reference/ from the catalog of a fresh installation.

Nothing here is written by hand: comments, error codes, settings, checks and metrics say it
themselves. A test fails when the files are not what this writes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.server import start_server
from tradekeel.metrics import COUNTERS, GATEWAY_COUNTERS, GAUGES

if TYPE_CHECKING:
    import psycopg

FOLDER = Path(__file__).parents[2] / "runbooks" / "reference"
NOTE = "<!-- Written by `make reference` from the catalog. Do not edit. -->"
SCHEMAS = (
    "api", "engine", "ops", "tenancy", "ledger", "lifecycle", "locks", "reconciliation", "health",
    "meta",
)  # fmt: skip

_TABLES = """
select n.nspname || '.' || c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''),
       (select string_agg(
          format('%%s %%s%%s', a.attname, format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then '' else ' null' end), ', ' order by a.attnum)
          from pg_catalog.pg_attribute as a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
 where n.nspname = %s and c.relkind = any (%s) and not c.relispartition
   and c.relname !~ '^check_'
 order by c.relname collate "C"
"""
_FUNCTIONS = """
select n.nspname || '.' || p.proname,
       (select string_agg(p.proargnames[k.i] || ' ' || format_type(k.type, null), ', '
          order by k.i)
          from unnest(p.proargtypes) with ordinality as k (type, i)),
       coalesce(obj_description(p.oid, 'pg_proc'), ''),
       (select string_agg(g.grantee::regrole::text, ', ' order by g.grantee::regrole::text
          collate "C")
          from aclexplode(p.proacl) as g where g.grantee <> p.proowner and g.grantee <> 0)
  from pg_catalog.pg_proc as p
  join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
 where n.nspname = %s
 order by p.proname collate "C"
"""
_CHECKS = """
select c.relname::text, coalesce(obj_description(c.oid, 'pg_class'), '')
  from pg_catalog.pg_class as c
 where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' and c.relname ~ '^check_'
 order by c.relname collate "C"
"""
_CODES = """
select code, disposition, title, hint, runbook from meta.error_codes order by code
"""
_SETTINGS = """
select key, trim_scale(value)::text, unit, trim_scale(minimum)::text, trim_scale(maximum)::text,
       description
  from meta.settings order by key
"""


def pages(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """Every page by file name."""

    def rows(query: str, *arguments: Any) -> list[tuple[Any, ...]]:
        return connection.execute(query.encode(), arguments or None).fetchall()

    titles = dict(
        rows("select nspname::text, obj_description(oid, 'pg_namespace') from pg_namespace")
    )
    made = {}
    for schema in SCHEMAS:
        parts = [f"# Schema {schema}", titles[schema] or ""]
        for title, kinds in (("Tables", ["r", "p"]), ("Views", ["v"])):
            found = rows(_TABLES, schema, kinds)
            if found:
                parts.append(f"## {title}")
            parts += [f"### {name}\n{text}\n\n{columns}" for name, text, columns in found]
        found = rows(_FUNCTIONS, schema)
        if found:
            parts.append("## Functions")
        parts += [
            f"### {name}\n`({arguments or ''})` for {who or 'nobody'}\n\n{text}"
            for name, arguments, text, who in found
        ]
        made[f"{schema}.md"] = _page(parts)
    made["errors.md"] = _page(
        [
            "# Error codes",
            _table(
                ("code", "disposition", "what", "what to do", "runbook"),
                [(*row[:4], f"[{row[4]}](../{row[4]}.md)") for row in rows(_CODES)],
            ),
        ]
    )
    made["settings.md"] = _page(
        [
            "# Settings",
            "Changed by `ops.fn_change_setting`.",
            _table(("key", "default", "unit", "least", "most", "what"), rows(_SETTINGS)),
        ]
    )
    made["checks.md"] = _page(["# Check views", _table(("view", "rows are"), rows(_CHECKS))])
    made["metrics.md"] = _page(["# Metrics", _table(("metric", "labels", "what"), _metrics())])
    made["README.md"] = _page(
        ["# Reference", "\n".join(f"- [{name[:-3]}]({name})" for name in sorted(made))]
    )
    return made


def _metrics() -> list[tuple[str, str, str]]:
    gauges = [(f"tradekeel_{g.name}", ", ".join(g.labels), g.help) for g in GAUGES]
    counters = [
        (f"tradekeel_{name}_total", label or "", f"Counter `{name}` of `health.counters`.")
        for name, label in COUNTERS.items()
    ]
    gateway = [
        (f"tradekeel_{name}_total", label or "", f"Counter `{name}` of the process's gateway.")
        for name, (_, label) in GATEWAY_COUNTERS.items()
    ]
    own = [
        ("tradekeel_up", "", "Whether health could be read."),
        ("tradekeel_health_read_seconds", "", "How long reading took."),
        ("tradekeel_health_unmeasured_total", "", "How often health could not be read."),
    ]
    return sorted(gauges + counters + gateway + own)


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _page(parts: list[str]) -> str:
    return "\n\n".join([NOTE, *parts]) + "\n"


def main() -> int:
    """Write every page; what is no longer made is removed."""
    server = start_server()
    try:
        name = server.create_database()
        with server.connect(name) as connection:
            made = pages(connection)
    finally:
        server.destroy()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for file, text in made.items():
        (FOLDER / file).write_text(text)
    print(f"{len(made)} pages written to {FOLDER.relative_to(FOLDER.parents[1])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
