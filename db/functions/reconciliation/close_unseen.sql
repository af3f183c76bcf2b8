create or replace function reconciliation.close_unseen(
  p_run reconciliation.runs
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer;
begin
  update reconciliation.mismatches as m
     set state = 'healed', closed_at = v_now
   where m.user_id = p_run.user_id and m.account_id = p_run.account_id and m.state = 'open'
     and m.run_id is distinct from p_run.run_id and m.last_seen_at < p_run.started_at
     and reconciliation.is_judged(p_run, m);
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
alter function reconciliation.close_unseen(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.close_unseen(reconciliation.runs) from public;
grant execute on function reconciliation.close_unseen(reconciliation.runs) to tradekeel_engine;
comment on function reconciliation.close_unseen(reconciliation.runs) is
'Heal open mismatches that a complete run judged and did not see again. Returns how many.';
