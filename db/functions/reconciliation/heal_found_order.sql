create or replace function reconciliation.heal_found_order(
  p_run reconciliation.runs, p_order_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform reconciliation.heal_mismatch(
    p_run.user_id, p_run.account_id, 'order_missing_on_exchange', 'order:' || p_order_id);
end;
$$;
alter function reconciliation.heal_found_order(reconciliation.runs, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.heal_found_order(reconciliation.runs, uuid) from public;
grant execute on function reconciliation.heal_found_order(
  reconciliation.runs, uuid
) to tradekeel_engine;
comment on function reconciliation.heal_found_order(reconciliation.runs, uuid) is
'Heal the mismatch of a missing order that a look-up found: terminal, or still open after all.';
