create or replace function reconciliation.lost_since(
  p_account tenancy.exchange_accounts
) returns timestamptz
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_epoch constant bigint := meta.current_epoch();
begin
  if v_epoch = 1 or exists (
    select from reconciliation.runs as r
     where r.user_id = p_account.user_id and r.account_id = p_account.account_id
       and r.epoch = v_epoch and r.state = 'finished'
  ) then
    return null;
  end if;
  return (
    select greatest(clock_timestamp() - interval '7 days', max(r.started_at))
      from reconciliation.runs as r
     where r.user_id = p_account.user_id and r.account_id = p_account.account_id
       and r.epoch < v_epoch
  );
end;
$$;
alter function reconciliation.lost_since(tenancy.exchange_accounts) owner to tradekeel_owner;
revoke all on function reconciliation.lost_since(tenancy.exchange_accounts) from public;
grant execute on function reconciliation.lost_since(
  tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.lost_since(tenancy.exchange_accounts) is
'From when on this database may have lost orders of an account: the last run that it remembers of a
life before this one, a week ago at most. Null in the first life, and once a run of this life is
finished.';
