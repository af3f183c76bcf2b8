create or replace function lifecycle.plan_incomes(
  p_account tenancy.exchange_accounts
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_due_before constant timestamptz :=
    clock_timestamp() - meta.setting_interval('income_interval_seconds');
  v_cursor lifecycle.income_cursors;
begin
  select c.* into v_cursor
    from lifecycle.income_cursors as c
   where c.user_id = p_account.user_id and c.account_id = p_account.account_id;
  if v_cursor.read_at > v_due_before or not exists (
    select from meta.exchanges as e
     where e.exchange = p_account.exchange and e.market_type = p_account.market_type
       and e.is_statement_known
  ) then
    return null;
  end if;
  return jsonb_build_object('since_ms', floor(extract(epoch from coalesce(
    v_cursor.read_until - interval '10 minutes', p_account.created_at)) * 1000)::bigint);
end;
$$;
alter function lifecycle.plan_incomes(tenancy.exchange_accounts) owner to tradekeel_owner;
revoke all on function lifecycle.plan_incomes(tenancy.exchange_accounts) from public;
grant execute on function lifecycle.plan_incomes(tenancy.exchange_accounts) to tradekeel_engine;
comment on function lifecycle.plan_incomes(tenancy.exchange_accounts) is
'From when on an account''s statement should be read now, {since_ms}: ten minutes before what
was read last, for lines that are listed late, or since the account is ours. Null when it was
read within income_interval_seconds, and where meta.exchanges says that it cannot be read.';
