create or replace function reconciliation.is_late_enough(
  p_run reconciliation.runs
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return p_run.epoch = 1 or exists (
    select
      from meta.installation as i, reconciliation.runs as r
      join tenancy.exchange_accounts as a
        on a.user_id = r.user_id and a.account_id = r.account_id
      join meta.exchanges as e on e.exchange = a.exchange and e.market_type = a.market_type
     where r.user_id = p_run.user_id and r.account_id = p_run.account_id
       and r.epoch = p_run.epoch and r.is_complete and r.run_id <> p_run.run_id
       and r.started_at >= lifecycle.horizon_after(
         e, i.acknowledged_at + meta.setting_interval('send_window_ms'))
  );
end;
$$;
alter function reconciliation.is_late_enough(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.is_late_enough(reconciliation.runs) from public;
grant execute on function reconciliation.is_late_enough(reconciliation.runs) to tradekeel_engine;
comment on function reconciliation.is_late_enough(reconciliation.runs) is
'Whether a run can have seen all that the life before sent: always in the first life. The life
before may have begun an order until the new one was acknowledged, and this database knows nothing
of it. So a complete reading that began when it must have arrived comes first, and says of which
symbols the next one lists every order (plan_history).';
