create or replace function tenancy.halt_account(
  p_user_id uuid, p_account_id uuid, p_reason text, p_detail jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update tenancy.exchange_accounts as a
     set state = 'halted', halt_reason = p_reason, halted_at = v_now
   where a.user_id = p_user_id and a.account_id = p_account_id and a.state = 'active';
  perform health.open_incident(
    p_user_id, 'account_halted', 'critical', p_account_id || ' ' || p_reason,
    'reconciliation', p_detail);
end;
$$;
alter function tenancy.halt_account(uuid, uuid, text, jsonb) owner to tradekeel_owner;
revoke all on function tenancy.halt_account(uuid, uuid, text, jsonb) from public;
grant execute on function tenancy.halt_account(uuid, uuid, text, jsonb) to tradekeel_engine;
comment on function tenancy.halt_account(uuid, uuid, text, jsonb) is
'Stop entries on an account and open an incident. Exits and cancels go on. An operator resumes
it.';
