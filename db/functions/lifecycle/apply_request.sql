create or replace function lifecycle.apply_request(
  p_request tenancy.requests
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_request.kind = 'cancel_signal' then
    update lifecycle.signals as s
       set state = 'closed', closed_at = v_now, outcome = 'canceled'
     where s.user_id = p_request.user_id and s.signal_id = p_request.subject_id
       and s.state <> 'closed';
    return case when found then 'applied' else 'LCC07' end;
  elsif p_request.kind = 'set_protection' then
    perform lifecycle.set_protection(
      p_request.user_id, p_request.profile_id, p_request.subject_id,
      p_request.arguments ->> 'kind', (p_request.arguments ->> 'trigger_price')::numeric,
      (p_request.arguments ->> 'trail_rate')::numeric,
      (p_request.arguments ->> 'due_at')::timestamptz);
    return 'applied';
  end if;
  update ledger.capital as c
     set tenant_paused_at = case p_request.kind
           when 'pause' then coalesce(c.tenant_paused_at, v_now) end,
         tenant_pause_reason = case p_request.kind
           when 'pause' then p_request.arguments ->> 'reason' end
   where c.user_id = p_request.user_id and c.profile_id = p_request.profile_id;
  return 'applied';
exception
  when sqlstate 'LCR10' then
    return 'LCR10';
  when sqlstate 'LCR30' then
    return 'LCR30';
end;
$$;
alter function lifecycle.apply_request(tenancy.requests) owner to tradekeel_owner;
revoke all on function lifecycle.apply_request(tenancy.requests) from public;
grant execute on function lifecycle.apply_request(tenancy.requests) to tradekeel_engine;
comment on function lifecycle.apply_request(tenancy.requests) is
'Do what a tenant asked for; the caller holds the capital row. Returns applied, or the code it was
refused with: LCC07 the signal is closed already, LCR10 the position is closed, LCR30 the
protection would fire at once.';
