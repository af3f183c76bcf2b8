create or replace function lifecycle.adopt_exits(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_orders jsonb, p_read_started_at
  timestamptz
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_count integer := 0;
  r record;
begin
  for r in
    select a.profile_id, a.position_id, a.adoption_id, a.reading
      from lifecycle.find_adoptions(p_account, p_profile_id, p_orders) as a
  loop
    perform ledger.lock_capital(p_account.user_id, r.profile_id);
    if lifecycle.adopt_exit(
      p_account.user_id, r.position_id, r.adoption_id, r.reading, p_read_started_at) then
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end;
$$;
alter function lifecycle.adopt_exits(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.adopt_exits(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) from public;
grant execute on function lifecycle.adopt_exits(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.adopt_exits(tenancy.exchange_accounts, uuid, jsonb, timestamptz) is
'Take every order of a set that is an exit of a position without being sent by us. The caller has
locked the profiles, in order of id. Returns how many.';
