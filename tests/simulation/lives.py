"""A backup of a history's database, and a second life that begins from it.

A real restore brings the files back on a server with another timeline. Here the rows come back, and
the installation remembers another server, which is all that the schema can see of it. A copy in
another database of the same server is another life by itself. `tools.replica` has the real thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg import sql

if TYPE_CHECKING:
    import psycopg

SCHEMAS = ("tenancy", "ledger", "lifecycle", "locks", "reconciliation", "health", "ops")
_TABLES = """
select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum)
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute as a on a.attrelid = c.oid
 where n.nspname = any(%s) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
   and a.attgenerated = '' or n.nspname = 'meta' and c.relname = 'installation'
   and a.attnum > 0 and not a.attisdropped
 group by n.nspname, c.relname
 order by 1, 2
"""
Backup = dict[tuple[str, str], tuple[list[str], bytes]]


def keep(connection: psycopg.Connection[Any]) -> Backup:
    """Every row of every table of ours, as the server copies it."""
    backup: Backup = {}
    for schema, table, columns in connection.execute(_TABLES, [list(SCHEMAS)]).fetchall():
        command = sql.SQL("copy {}.{} ({}) to stdout").format(
            sql.Identifier(schema), sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
        )  # fmt: skip
        with connection.cursor().copy(command) as copy:
            backup[schema, table] = columns, b"".join(bytes(part) for part in copy)
    return backup


def bring_back(connection: psycopg.Connection[Any], backup: Backup) -> None:
    """Make every table what it was."""
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        for (schema, table), (columns, rows) in backup.items():
            name = sql.SQL("{}.{}").format(sql.Identifier(schema), sql.Identifier(table))
            connection.execute(sql.SQL("delete from {}").format(name))
            command = sql.SQL("copy {} ({}) from stdin").format(
                name, sql.SQL(", ").join(map(sql.Identifier, columns))
            )
            with connection.cursor().copy(command) as copy:
                copy.write(rows)
