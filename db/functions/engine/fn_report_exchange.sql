create or replace function engine.fn_report_exchange(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_error_class text, p_latency_ms
  integer, p_clock_skew_ms integer
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_is_well constant boolean := p_error_class is null;
begin
  if p_error_class !~ '^[A-Za-z][A-Za-z_]{0,59}$' then
    perform meta.raise_error('LCR01', format('error_class=%s', left(p_error_class, 100)));
  elsif not (p_latency_ms between 0 and 3600000) then
    perform meta.raise_error('LCR01', format('latency_ms=%s', p_latency_ms));
  elsif not (p_clock_skew_ms between -86400000 and 86400000) then
    perform meta.raise_error('LCR01', format('clock_skew_ms=%s', p_clock_skew_ms));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  if not exists (
    select from locks.account_leases as l
     where l.user_id = p_user_id and l.account_id = p_account_id
       and l.owner_token = p_owner_token and l.expires_at > v_now
  ) then
    return false;
  end if;
  insert into health.exchange_contacts as c (
    user_id, account_id, succeeded_at, failed_at, failure_count, error_class, latency_ms,
    clock_skew_ms
  ) values (
    p_user_id, p_account_id, case when v_is_well then v_now end,
    case when not v_is_well then v_now end, case when v_is_well then 0 else 1 end, p_error_class,
    p_latency_ms, p_clock_skew_ms
  ) on conflict (user_id, account_id) do update
     set succeeded_at = coalesce(excluded.succeeded_at, c.succeeded_at),
         failed_at = coalesce(excluded.failed_at, c.failed_at),
         failure_count = case when v_is_well then 0
           else least(c.failure_count + 1, 1000000) end,
         error_class = excluded.error_class,
         latency_ms = coalesce(excluded.latency_ms, c.latency_ms),
         clock_skew_ms = coalesce(excluded.clock_skew_ms, c.clock_skew_ms);
  return true;
end;
$$;
alter function engine.fn_report_exchange(
  uuid, uuid, uuid, text, integer, integer
) owner to tradekeel_engine;
revoke all on function engine.fn_report_exchange(
  uuid, uuid, uuid, text, integer, integer
) from public;
grant execute on function engine.fn_report_exchange(
  uuid, uuid, uuid, text, integer, integer
) to tradekeel_bridge;
comment on function engine.fn_report_exchange(uuid, uuid, uuid, text, integer, integer) is
'Say how the exchange of an account answered: p_error_class null for well; latency and clock
difference in ms, null when not measured. Only the driver of the account is heard; returns whether
it was. Errors, in order: LCR01 naming the argument, TNR01.';
