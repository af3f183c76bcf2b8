create or replace function reconciliation.note_unexplained_fills(
  p_run reconciliation.runs
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_before constant timestamptz :=
    clock_timestamp() - meta.setting_interval('settlement_window_seconds');
begin
  perform reconciliation.note_unexplained_fill(o, p_run.run_id)
     from lifecycle.orders as o
    where o.user_id = p_run.user_id and o.account_id = p_run.account_id
      and o.inferred_quantity > 0 and o.terminal_at < v_before;
end;
$$;
alter function reconciliation.note_unexplained_fills(
  reconciliation.runs
) owner to tradekeel_owner;
revoke all on function reconciliation.note_unexplained_fills(reconciliation.runs) from public;
grant execute on function reconciliation.note_unexplained_fills(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.note_unexplained_fills(reconciliation.runs) is
'Note, run by run, every ended order of an account that says more than its trades although the
settlement window is over, so that what stays becomes an incident.';
