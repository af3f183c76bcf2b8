create or replace function reconciliation.may_still_arrive(
  p_run reconciliation.runs
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_run.epoch = 1 then
    return false;
  end if;
  return exists (
    select
      from meta.installation as i, tenancy.exchange_accounts as a
      join meta.exchanges as e on e.exchange = a.exchange and e.market_type = a.market_type
     where a.user_id = p_run.user_id and a.account_id = p_run.account_id
       and p_run.started_at < lifecycle.horizon_after(
         e, i.acknowledged_at + meta.setting_interval('send_window_ms'))
  );
end;
$$;
alter function reconciliation.may_still_arrive(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.may_still_arrive(reconciliation.runs) from public;
grant execute on function reconciliation.may_still_arrive(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.may_still_arrive(reconciliation.runs) is
'Whether an order that the life before began last could still reach the exchange, or its listings,
after this run began. That life may have begun it until the new one was acknowledged, and this
database knows nothing of it. Always false in the first life.';
