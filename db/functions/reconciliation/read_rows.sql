create or replace function reconciliation.read_rows(
  p_run reconciliation.runs, p_part text
) returns table (
  value jsonb, is_complete boolean
)
language plpgsql stable security invoker rows 10
set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
begin
  return query
  select e.value, s.is_complete
    from reconciliation.latest_snapshots as s,
         lateral jsonb_array_elements(s.document) as e (value)
   where s.user_id = p_run.user_id and s.account_id = p_run.account_id
     and s.part = p_part and s.run_id = p_run.run_id;
end;
$$;
alter function reconciliation.read_rows(reconciliation.runs, text) owner to tradekeel_owner;
revoke all on function reconciliation.read_rows(reconciliation.runs, text) from public;
grant execute on function reconciliation.read_rows(reconciliation.runs, text) to tradekeel_engine;
comment on function reconciliation.read_rows(reconciliation.runs, text) is
'The rows of one part of a run''s reading that may be news; none when the run did not read it.';
