"""The tool that takes enforcement away: it cuts what it says, sees red where red is due, and what
survives is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.mutants import Mutant, all_mutants, of_function
from tools.mutate import Bench, choose, read_known
from tools.server import TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from tools.server import Server

FUNCTION = """\
create or replace function locks.take_it(p_user_id uuid, p_term bigint) returns boolean
language plpgsql volatile security definer
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_is_old boolean;
begin
  perform locks.require_term(p_term); -- where nothing and nothing
  if p_term is null or (p_term < 0 and v_now is null) then
    perform meta.raise_error('LKR01', 'if then; where a and b');
  elsif p_term = 0 then
    return false;
  end if;
  select case when l.term > 5 and l.term < 7 then true end into v_is_old
    from locks.a as l
    join locks.b as b on b.user_id = l.user_id and b.expires_at > v_now
   where l.user_id = p_user_id and l.term between 1 and 9 and case when a and b then c end
     for no key update of l;
  insert into locks.c (term) values (1) on conflict do nothing;
  update locks.a as l
     set term = 2
   where l.user_id = p_user_id and (l.term = 1 or l.expires_at < v_now);
  return found and not exists (select from locks.d as d where d.is_held);
end;
$$;
"""
CUTS = [
    (6, "call", "perform locks.require_term(p_term)", "null"),
    (8, "if", "p_term is null", "false"),
    (8, "if", "(p_term < 0 and v_now is null)", "false"),
    (8, "raise", "perform meta.raise_error('LKR01', 'if then; where a and b')", "null"),
    (7, "if", "p_term = 0", "false"),
    (12, "where", "b.expires_at > v_now", "true"),
    (12, "where", "l.term between 1 and 9", "true"),
    (12, "where", "case when a and b then c end", "true"),
    (12, "lock", "for no key update", ""),
    (17, "conflict", "on conflict do nothing", ""),
    (18, "where", "(l.term = 1 or l.expires_at < v_now)", "true"),
    (21, "if", "found", "true"),
    (21, "if", "not exists (select from locks.d as d where d.is_held)", "true"),
    (21, "where", "d.is_held", "true"),
]


def test_it_cuts_whole_statements_and_operands(tmp_path: Path) -> None:
    """And nothing in comments, strings, keys, or the words of another clause."""
    path = tmp_path / "locks" / "take_it.sql"
    path.parent.mkdir()
    path.write_text(FUNCTION)
    text = FUNCTION.rstrip(";\n")
    found = [(m.line, m.kind, m.name.partition(": ")[2], m.statement) for m in of_function(path)]
    for line, kind, words, new in CUTS:
        start = text.index(words)
        wanted = text[:start] + new + text[start + len(words) :]
        assert (line, kind, words, wanted) in found
    assert len(found) == len(CUTS)


@pytest.mark.sql
def test_what_is_enforced_goes_red_and_what_nobody_looks_at_survives(server: Server) -> None:
    """A constraint, a condition, a statement; and a mutant whose tests are not there. What is
    known to survive exists."""
    if not server.has_checker:
        pytest.skip("plpgsql_check is not here; Debian's postgresql-15-plpgsql-check has it")
    bench = Bench(server, folders=("engine.fn_record_rejected", "ledger.capital"))
    bench.prepare()
    with server.connect(TEMPLATE) as connection:
        mutants = {mutant.name: mutant for mutant in all_mutants(connection)}
    assert read_known().keys() <= mutants.keys()

    def killer(mutant: Mutant) -> str | None:
        verdict = bench.judge(mutant)
        assert not verdict.is_broken
        return verdict.killer and verdict.killer.rpartition("/")[2]

    def of(*words: str) -> Mutant:
        return next(m for name, m in mutants.items() if all(word in name for word in words))

    assert killer(of("check", "capital_available_when_active")) == (
        "a_direct_update_that_breaks_the_invariant_is_refused.sql"
    )
    assert killer(of("where engine.fn_record_rejected", "a.state = 'submitting'")) == (
        "an_unknown_attempt_never_becomes_rejected.sql"
    )
    assert killer(of("raise engine.fn_record_rejected", "LKC04")) == (
        "only_the_process_that_began_it_can_know.sql"
    )
    assert killer(of("check", "incidents_subject_is_bounded")) is None
    assert bench.judge(Mutant("bad", "if", "create function")).is_broken


def test_mutants_are_chosen_by_what_they_are_about() -> None:
    """Words of the part before the colon, and kinds."""
    one, two = Mutant("if a.b: c.d", "if", ""), Mutant("where c.d: x", "where", "")
    assert choose([one, two], ["c.d"], []) == [two]
    assert choose([one, two], [], ["if"]) == [one]
