create or replace function engine.fn_check_capital(
  p_user_id uuid, p_account_id uuid
) returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform tenancy.require_account(p_user_id, p_account_id);
  perform health.count_event(p_user_id, 'rebuilds', '');
  return reconciliation.note_ledger_drift(p_user_id, p_account_id, null);
end;
$$;
alter function engine.fn_check_capital(uuid, uuid) owner to tradekeel_engine;
revoke all on function engine.fn_check_capital(uuid, uuid) from public;
grant execute on function engine.fn_check_capital(uuid, uuid) to tradekeel_bridge;
comment on function engine.fn_check_capital(uuid, uuid) is
'The capital watchdog: rebuild every profile of an account in both senses and pause those that
differ. Counted as rebuilds. Returns how many differ. Errors, in order: TNR01.';
