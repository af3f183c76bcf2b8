create or replace function reconciliation.is_part_complete(
  p_run reconciliation.runs, p_part text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from reconciliation.latest_snapshots as s
     where s.user_id = p_run.user_id and s.account_id = p_run.account_id
       and s.part = p_part and s.run_id = p_run.run_id and s.is_complete
  );
end;
$$;
alter function reconciliation.is_part_complete(reconciliation.runs, text) owner to tradekeel_owner;
revoke all on function reconciliation.is_part_complete(reconciliation.runs, text) from public;
grant execute on function reconciliation.is_part_complete(
  reconciliation.runs, text
) to tradekeel_engine;
comment on function reconciliation.is_part_complete(reconciliation.runs, text) is
'Whether a run read one part, and completely: only then absence means anything.';
