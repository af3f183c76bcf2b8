-- Helpers of the operators' suites.

-- The newest mismatch of a kind.
create or replace function fixture.mismatch_of(p_kind text) returns uuid
language sql security definer as $$
  select m.mismatch_id from reconciliation.mismatches as m
   where m.kind = p_kind order by m.first_seen_at desc limit 1
$$;
grant execute on function fixture.mismatch_of to public;
