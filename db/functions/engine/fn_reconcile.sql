create or replace function engine.fn_reconcile(
  p_user_id uuid, p_run_id uuid, p_owner_token uuid, p_lock_term bigint, p_document jsonb
) returns table (
  state text, is_complete boolean, profiles uuid[], lookups jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_run reconciliation.runs := reconciliation.require_run(
    p_user_id, p_run_id, p_owner_token, p_lock_term);
  v_account tenancy.exchange_accounts;
begin
  if v_run.state = 'reading' then
    v_account := tenancy.require_account(p_user_id, v_run.account_id);
    v_run.is_complete := reconciliation.store_document(v_run, v_account, p_document);
    update reconciliation.runs as r
       set state = 'handling', is_complete = v_run.is_complete
     where r.user_id = p_user_id and r.run_id = p_run_id;
    perform reconciliation.note_order_differences(v_run);
    perform reconciliation.stop_returning(v_run);
    perform reconciliation.note_foreign_orders(v_run, v_account);
    perform reconciliation.note_missing_orders(v_run);
    perform reconciliation.note_unresolved_attempts(v_run);
    perform reconciliation.note_unexplained_fills(v_run);
    perform reconciliation.note_position_differences(v_run, v_account);
    perform reconciliation.note_balance_shortfalls(v_run, v_account);
    if not exists (
      select from locks.account_leases as l
       where l.user_id = p_user_id and l.account_id = v_run.account_id
         and l.ready_term = v_run.lease_term
    ) then
      perform reconciliation.note_ledger_drift(v_run.user_id, v_run.account_id, v_run.run_id);
    end if;
  end if;
  return query
  select 'handling', v_run.is_complete, reconciliation.profiles_to_handle(v_run),
         reconciliation.open_lookups(p_user_id, p_run_id);
end;
$$;
alter function engine.fn_reconcile(uuid, uuid, uuid, bigint, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_reconcile(uuid, uuid, uuid, bigint, jsonb) from public;
grant execute on function engine.fn_reconcile(uuid, uuid, uuid, bigint, jsonb) to tradekeel_bridge;
comment on function engine.fn_reconcile(uuid, uuid, uuid, bigint, jsonb) is
'Hand in what was read: {open_orders, trades, positions, balances, history: {is_complete, rows}}; an
absent part was not read. Stores it, diffs whole sets, notes every difference, and answers which
profiles to handle (fn_handle_profile, one transaction each) and what still has to be looked up.
A repetition answers what is left without diffing again. A row that cannot be read is
quarantined with an incident. Until the account is ready under the present lease term, capital is
rebuilt too; after that fn_check_capital does. Errors, in order: TNR01, RCC01, LKC03, LKC01,
RCR01.';
