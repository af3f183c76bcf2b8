create or replace function reconciliation.note_order_differences(
  p_run reconciliation.runs
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if not exists (
    select from reconciliation.latest_snapshots as s
     where s.user_id = p_run.user_id and s.account_id = p_run.account_id
       and s.run_id = p_run.run_id and s.part in ('open_orders', 'trades') and s.document <> '[]'
  ) then
    return;
  end if;
  perform reconciliation.note_mismatch(
    p_run.user_id, p_run.account_id, d.profile_id, p_run.run_id, d.kind, d.subject, d.detail)
     from reconciliation.find_order_differences(p_run) as d;
  perform reconciliation.note_contradicted_fills(p_run);
end;
$$;
alter function reconciliation.note_order_differences(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.note_order_differences(reconciliation.runs) from public;
grant execute on function reconciliation.note_order_differences(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.note_order_differences(reconciliation.runs) is
'Note what find_order_differences and note_contradicted_fills find, if the reading has a row
that may be news.';
