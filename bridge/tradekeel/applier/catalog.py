"""What is in the live catalog, as hashes: one row per object of ours.

The texts come from PostgreSQL's own functions (`pg_get_functiondef` and the like), read with an
empty search_path so that every name in them is qualified. Grants are exploded, sorted and named
by role, because the stored form of an ACL depends on the order in which it was made. The hashes
are comparable within one major version only: views are deparsed differently, PostgreSQL 17 added
a table privilege, 18 lists not-null constraints.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg.rows import tuple_row

OWNER = "tradekeel_owner"
ENGINE = "tradekeel_engine"
OUR_ROLES = (
    OWNER,
    ENGINE,
    "tradekeel_bridge",
    "tradekeel_operator",
    "tradekeel_auditor",
    "tradekeel_monitor",
)

ObjectKey = tuple[str, str]


class Hashes(NamedTuple):
    """sha256 as hex of an object's definition and of its grants."""

    definition: str
    grants: str


Snapshot = dict[ObjectKey, Hashes]


@dataclass(frozen=True)
class Scope:
    """One object by schema and name; None in its place means all of our schemas."""

    schema: str
    name: str


# Each query gives kind, identity, definition, acl. `<scope of x>` is filled in below.
_QUERIES: dict[str, LiteralString] = {
    "schema": """
  select 'schema', n.nspname::text, n.nspowner::regrole::text,
    coalesce(n.nspacl, acldefault('n', n.nspowner))
  from pg_catalog.pg_namespace as n
  where n.nspname = any(%(schemas)s::text[])""",
    "table": """
  select 'table', n.nspname || '.' || c.relname,
    concat_ws('|', c.relkind, c.relowner::regrole, c.relpersistence, c.relrowsecurity,
      c.relforcerowsecurity, c.relreplident, c.reloptions, c.relispartition,
      pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid),
      (select string_agg(i.inhparent::regclass::text, ',' order by i.inhseqno)
        from pg_catalog.pg_inherits as i where i.inhrelid = c.oid)),
    coalesce(c.relacl, acldefault('r', c.relowner))
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f') and <scope of c.relname>""",
    "column": """
  select 'column', n.nspname || '.' || c.relname || '.' || a.attname,
    concat_ws('|', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
      a.attgenerated, a.attoptions, l.collname, pg_get_expr(d.adbin, d.adrelid)), a.attacl
  from pg_catalog.pg_attribute as a
  join pg_catalog.pg_class as c on c.oid = a.attrelid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_catalog.pg_collation as l on l.oid = a.attcollation
  where (c.relkind in ('r', 'p', 'f') or c.relkind in ('v', 'm') and a.attacl is not null)
    and a.attnum > 0 and not a.attisdropped and <scope of c.relname>""",
    "constraint": """
  select 'constraint', n.nspname || '.' || coalesce(c.relname, t.typname) || '.' || o.conname,
    concat_ws('|', pg_get_constraintdef(o.oid), o.convalidated), null
  from pg_catalog.pg_constraint as o
  join pg_catalog.pg_namespace as n on n.oid = o.connamespace
  left join pg_catalog.pg_class as c on c.oid = o.conrelid
  left join pg_catalog.pg_type as t on t.oid = o.contypid
  where o.contype <> 'n' and <scope of c.relname>""",
    "index": """
  select 'index', n.nspname || '.' || i.relname,
    concat_ws('|', pg_get_indexdef(x.indexrelid), x.indisvalid, x.indisready), null
  from pg_catalog.pg_index as x
  join pg_catalog.pg_class as c on c.oid = x.indrelid
  join pg_catalog.pg_class as i on i.oid = x.indexrelid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where <scope of c.relname>""",
    "sequence": """
  select 'sequence', n.nspname || '.' || c.relname,
    concat_ws('|', c.relowner::regrole, s.seqtypid::regtype, s.seqstart, s.seqincrement,
      s.seqmin, s.seqmax, s.seqcache, s.seqcycle),
    coalesce(c.relacl, acldefault('s', c.relowner))
  from pg_catalog.pg_sequence as s
  join pg_catalog.pg_class as c on c.oid = s.seqrelid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where <scope of c.relname>""",
    "view": """
  select 'view', n.nspname || '.' || c.relname,
    concat_ws('|', c.relkind, c.relowner::regrole, c.reloptions, pg_get_viewdef(c.oid)),
    coalesce(c.relacl, acldefault('r', c.relowner))
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and <scope of c.relname>""",
    "function": """
  select 'function',
    n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
    concat_ws('|', p.proowner::regrole,
      case when p.prokind in ('f', 'p') then pg_get_functiondef(p.oid) else p.prokind::text end),
    coalesce(p.proacl, acldefault('f', p.proowner))
  from pg_catalog.pg_proc as p
  join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
  where <scope of p.proname>""",
    "policy": """
  select 'policy', n.nspname || '.' || c.relname || '.' || p.polname,
    concat_ws('|', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
      pg_get_expr(p.polwithcheck, p.polrelid),
      (select string_agg(coalesce(r.rolname, 'public'), ',' order by r.rolname)
        from unnest(p.polroles) as u (oid)
        left join pg_catalog.pg_roles as r on r.oid = u.oid)), null
  from pg_catalog.pg_policy as p
  join pg_catalog.pg_class as c on c.oid = p.polrelid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where <scope of c.relname> or p.polname like 'tradekeel%%' and %(schema)s::text is null""",
    "trigger": """
  select 'trigger', n.nspname || '.' || c.relname || '.' || t.tgname,
    concat_ws('|', pg_get_triggerdef(t.oid), t.tgenabled), null
  from pg_catalog.pg_trigger as t
  join pg_catalog.pg_class as c on c.oid = t.tgrelid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where not t.tgisinternal and <scope of c.relname>""",
    "rule": """
  select 'rule', n.nspname || '.' || c.relname || '.' || r.rulename,
    concat_ws('|', pg_get_ruledef(r.oid), r.ev_enabled), null
  from pg_catalog.pg_rewrite as r
  join pg_catalog.pg_class as c on c.oid = r.ev_class
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where r.rulename <> '_RETURN' and <scope of c.relname>""",
    "type": """
  select 'type', n.nspname || '.' || t.typname,
    concat_ws('|', t.typtype, t.typowner::regrole, t.typnotnull, t.typdefault,
      format_type(nullif(t.typbasetype, 0), t.typtypmod),
      (select string_agg(e.enumlabel, ',' order by e.enumsortorder)
        from pg_catalog.pg_enum as e where e.enumtypid = t.oid),
      (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ','
          order by a.attnum)
        from pg_catalog.pg_attribute as a where a.attrelid = t.typrelid and a.attnum > 0)),
    coalesce(t.typacl, acldefault('T', t.typowner))
  from pg_catalog.pg_type as t
  join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
  left join pg_catalog.pg_class as c on c.oid = t.typrelid
  where (t.typtype in ('d', 'e', 'r') or c.relkind = 'c') and <scope of t.typname>""",
    "default_privileges": """
  select 'default_privileges',
    concat_ws('.', d.defaclrole::regrole, nullif(d.defaclnamespace, 0)::regnamespace,
      d.defaclobjtype), '', d.defaclacl
  from pg_catalog.pg_default_acl as d
  join pg_catalog.pg_roles as r on r.oid = d.defaclrole
  left join pg_catalog.pg_namespace as n on n.oid = d.defaclnamespace
  where r.rolname = any(%(roles)s::text[]) or n.nspname = any(%(schemas)s::text[])""",
    "role": """
  select 'role', r.rolname::text,
    concat_ws('|', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin,
      r.rolreplication, r.rolbypassrls, r.rolconnlimit,
      (select string_agg(s.setdatabase || ':' || s.setconfig::text, ',' order by s.setdatabase)
        from pg_catalog.pg_db_role_setting as s
        left join pg_catalog.pg_database as b on b.oid = s.setdatabase
        where s.setrole = r.oid
          and (s.setdatabase = 0 or b.datname = pg_catalog.current_database())),
      (select string_agg(g.rolname, ',' order by g.rolname)
        from pg_catalog.pg_auth_members as m
        join pg_catalog.pg_roles as g on g.oid = m.roleid
        where m.member = r.oid)), null
  from pg_catalog.pg_roles as r
  where r.rolname = any(%(roles)s::text[])""",
}

_SCOPE: LiteralString = """(n.nspname = any(%(schemas)s::text[])
    and (%(schema)s::text is null or n.nspname = %(schema)s and <column> = %(name)s))"""

_OBJECTS: LiteralString = """
select o.kind, o.identity,
  encode(sha256(convert_to(coalesce(o.definition, ''), 'UTF8')), 'hex'),
  encode(sha256(convert_to(coalesce(g.grants, ''), 'UTF8')), 'hex')
from (<union>) as o (kind, identity, definition, acl)
left join lateral (
  select string_agg(
    coalesce(r.rolname, 'public') || ':' || x.privilege_type || ':' || x.is_grantable, ','
    order by r.rolname, x.privilege_type) as grants
  from aclexplode(o.acl) as x
  left join pg_catalog.pg_roles as r on r.oid = x.grantee
) as g on true"""

MIGRATION_KINDS: tuple[str, ...] = tuple(_QUERIES)
VIEW_KINDS = ("view", "column", "trigger")
POLICY_KINDS = ("table", "column", "policy")


def our_schemas(connection: psycopg.Connection[Any]) -> list[str]:
    """Schemas that tradekeel_owner owns; [] before the first migration."""
    rows = (
        connection.cursor(row_factory=tuple_row)
        .execute(
            "select n.nspname::text from pg_catalog.pg_namespace as n"
            " join pg_catalog.pg_roles as r on r.oid = n.nspowner"
            " where r.rolname = %s order by 1",
            [OWNER],
        )
        .fetchall()
    )
    return [name for (name,) in rows]


def read_objects(
    connection: psycopg.Connection[Any],
    schemas: Sequence[str],
    kinds: Iterable[str] = MIGRATION_KINDS,
    scope: Scope | None = None,
) -> Snapshot:
    """(kind, identity) -> hashes for every object in the schemas, or in the scope."""
    union = "\nunion all".join(_QUERIES[kind] for kind in kinds)
    for column in ("c.relname", "p.proname", "t.typname"):
        union = union.replace(f"<scope of {column}>", _SCOPE.replace("<column>", column))
    rows = connection.cursor(row_factory=tuple_row).execute(
        _OBJECTS.replace("<union>", union).encode(),
        {
            "schemas": list(schemas),
            "roles": list(OUR_ROLES),
            "schema": scope.schema if scope else None,
            "name": scope.name if scope else None,
        },
    )
    return {
        (kind, identity): Hashes(definition, grants) for kind, identity, definition, grants in rows
    }


def standing_members(connection: psycopg.Connection[Any], major: int) -> list[tuple[str, str]]:
    """(role, member) where somebody could act as tradekeel_owner or tradekeel_engine right now.

    PostgreSQL 16 gives the creator of a role a membership that can only administer it; that one
    is no way in by itself and is left out. 15 has no such difference.
    """
    rows = connection.cursor(row_factory=tuple_row).execute(
        "select g.rolname::text, u.rolname::text"
        " from pg_catalog.pg_auth_members as m"
        " join pg_catalog.pg_roles as g on g.oid = m.roleid"
        " join pg_catalog.pg_roles as u on u.oid = m.member"
        " where g.rolname = any(%s::text[])"
        " and (%s < 16 or to_jsonb(m) @> '{\"inherit_option\": true}'"
        " or to_jsonb(m) @> '{\"set_option\": true}')"
        " order by 1, 2",
        [[OWNER, ENGINE], major],
    )
    return list(rows.fetchall())
