"""A small SQL tree on top of the real first migration, and what tests ask of a database."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tradekeel.applier import ApplyError, apply
from tradekeel.dbtree import database_folder

FIRST = "migrations/0001_create_roles_and_schemas.sql"
FILES = (
    "functions/engine/fn_add_note.sql",
    "functions/ledger/note_count.sql",
    "views/api/z_last.sql",
    "views/api/a_first.sql",
    "policies/ledger.notes.sql",
    "checks/001_sample_short_notes.sql",
    "data/meta.words.sql",
)
ONE_SOURCE = pytest.mark.parametrize("source", ["system"], indirect=True, scope="session")
USER = "00000000-0000-4000-8000-000000000001"

SAMPLE = {
    "migrations/0002_create_notes.sql": """
create table ledger.notes (
  user_id uuid not null,
  note_id bigint not null generated always as identity,
  body text not null default '',
  amount numeric,
  constraint notes_pkey primary key (user_id, note_id),
  constraint notes_amount_is_positive check (amount > 0)
);
create index notes_body on ledger.notes (user_id, body);
alter table ledger.notes enable row level security;
create table meta.words (
  word text not null,
  constraint words_pkey primary key (word)
);
""",
    # a calls b, and comes first: only the second round can make a view of it
    "functions/engine/fn_add_note.sql": """
create or replace function engine.fn_add_note(p_user_id uuid, p_body text)
returns bigint
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_note_id bigint;
begin
  insert into ledger.notes (user_id, body) values (p_user_id, p_body)
  returning note_id into v_note_id;
  return v_note_id;
end;
$$;
alter function engine.fn_add_note(uuid, text) owner to tradekeel_engine;
revoke all on function engine.fn_add_note(uuid, text) from public;
grant execute on function engine.fn_add_note(uuid, text) to tradekeel_bridge;
comment on function engine.fn_add_note(uuid, text) is 'Adds a note; begin; or so.';
""",
    "functions/ledger/note_count.sql": """
create or replace function ledger.note_count(p_user_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select count(*) from ledger.notes as n where n.user_id = p_user_id
$$;
revoke all on function ledger.note_count(uuid) from public;
grant execute on function ledger.note_count(uuid) to tradekeel_engine;
""",
    "views/api/a_first.sql": """
create or replace view api.a_first with (security_invoker = on) as
select z.body from api.z_last as z;
""",
    "views/api/z_last.sql": """
create or replace view api.z_last with (security_invoker = on) as
select n.body from ledger.notes as n;
grant select on api.z_last to authenticated;
""",
    "policies/ledger.notes.sql": """
grant select (user_id, body) on table ledger.notes to authenticated;
grant select, insert on table ledger.notes to tradekeel_engine;
create policy notes_own on ledger.notes for select to authenticated
using (user_id::text = current_setting('request.jwt.claims', true));
create policy notes_engine on ledger.notes to tradekeel_engine using (true) with check (true);
comment on table ledger.notes is 'Notes.';
""",
    "checks/001_sample_short_notes.sql": """
create or replace view health.check_sample_short_notes with (security_invoker = on) as
select
  'short_notes'::text as check_name,
  'sample'::text as promise,
  'warning'::text as severity,
  n.user_id,
  n.note_id::text as subject,
  jsonb_build_object('body', n.body) as detail,
  'Write more.'::text as remediation,
  'notes.md'::text as runbook
from ledger.notes as n
where length(n.body) < 2;
""",
    "data/meta.words.sql": """
insert into meta.words (word) values ('one'), ('two') on conflict do nothing;
""",
    "RELEASE": "3\n",
}


@dataclass(frozen=True)
class Database:
    """One database of a shared cluster. `url` is the installing role's, `admin` a superuser's."""

    url: str
    admin: str
    major: int

    def run(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Runs as superuser and commits."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            cursor = connection.execute(query.encode(), parameters or None)
            return cursor.fetchall() if cursor.description else []


def write_sample_tree(folder: Path) -> Path:
    """Writes the tree; returns its folder."""
    (folder / "migrations").mkdir(parents=True)
    shutil.copy(database_folder() / FIRST, folder / FIRST)
    for path, text in SAMPLE.items():
        put(folder, path, text)
    return folder


def put(folder: Path, path: str, text: str) -> None:
    """Writes one file of a tree."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text.lstrip(), encoding="utf-8")


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replaces a text that has to be there."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


def refused(database: Database, tree: Path, code: str) -> ApplyError:
    """The refusal of an apply; it is one line."""
    with pytest.raises(ApplyError) as failure:
        apply(database.url, tree)
    assert failure.value.code == code, str(failure.value)
    assert "\n" not in str(failure.value)
    return failure.value


def state(database: Database) -> list[tuple[object, ...]]:
    """Everything the applier records, with times."""
    return [
        *database.run("select * from meta.migrations order by 1"),
        *database.run("select * from meta.repeatables order by 1"),
        *database.run("select * from meta.objects order by kind, identity"),
    ]
