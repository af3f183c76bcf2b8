create or replace function reconciliation.note_ledger_drift(
  p_user_id uuid, p_account_id uuid, p_run_id uuid
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer := 0;
  d record;
begin
  update reconciliation.mismatches as m
     set state = 'healed', closed_at = v_now
   where m.user_id = p_user_id and m.account_id = p_account_id and m.kind = 'ledger_drift'
     and m.state = 'open' and m.profile_id not in (
       select f.profile_id from reconciliation.find_ledger_drift(p_user_id, p_account_id) as f
     );
  for d in
    select f.profile_id, f.detail
      from reconciliation.find_ledger_drift(p_user_id, p_account_id) as f
     order by f.profile_id
  loop
    v_count := v_count + 1;
    perform ledger.lock_capital(p_user_id, d.profile_id);
    update ledger.capital as c
       set trading_state = 'paused'
     where c.user_id = p_user_id and c.profile_id = d.profile_id
       and c.trading_state = 'active';
    if found then
      perform ledger.broadcast_capital(p_user_id, d.profile_id, 'ledger_drift');
    end if;
    perform reconciliation.note_mismatch(
      p_user_id, p_account_id, d.profile_id, p_run_id, 'ledger_drift',
      'profile:' || d.profile_id, d.detail);
    perform health.open_incident(
      p_user_id, 'ledger_drift', 'critical', d.profile_id::text, 'capital-invariant', d.detail);
  end loop;
  return v_count;
end;
$$;
alter function reconciliation.note_ledger_drift(uuid, uuid, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.note_ledger_drift(uuid, uuid, uuid) from public;
grant execute on function reconciliation.note_ledger_drift(uuid, uuid, uuid) to tradekeel_engine;
comment on function reconciliation.note_ledger_drift(uuid, uuid, uuid) is
'Note every profile whose capital cannot be rebuilt, pause it and open an incident. The row is
never overwritten. A profile that can be rebuilt again heals its mismatch, and stays paused.
Returns how many differ.';
