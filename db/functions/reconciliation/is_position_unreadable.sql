create or replace function reconciliation.is_position_unreadable(
  p_run reconciliation.runs, p_symbol text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from reconciliation.read_rows(p_run, 'positions') as r
     where r.value ->> 'symbol' = p_symbol and r.value ? 'isUnreadable'
  );
end;
$$;
alter function reconciliation.is_position_unreadable(
  reconciliation.runs, text
) owner to tradekeel_owner;
revoke all on function reconciliation.is_position_unreadable(
  reconciliation.runs, text
) from public;
grant execute on function reconciliation.is_position_unreadable(
  reconciliation.runs, text
) to tradekeel_engine;
comment on function reconciliation.is_position_unreadable(reconciliation.runs, text) is
'Whether a run''s reading lists a position of a symbol that could not be read.';
