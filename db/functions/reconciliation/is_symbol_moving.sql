create or replace function reconciliation.is_symbol_moving(
  p_run reconciliation.runs, p_symbol text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_before constant timestamptz :=
    p_run.started_at - meta.setting_interval('missing_grace_ms');
begin
  return exists (
    select from lifecycle.orders as o
     where o.user_id = p_run.user_id and o.account_id = p_run.account_id
       and o.symbol = p_symbol and o.settled_at is null
       and (o.changed_at >= v_before or o.status <> 'open')
  ) or exists (
    select from lifecycle.orders as o
     where o.user_id = p_run.user_id and o.account_id = p_run.account_id
       and o.symbol = p_symbol and o.settled_at >= v_before
  ) or exists (
    select from lifecycle.attempts as a
     where a.user_id = p_run.user_id and a.account_id = p_run.account_id
       and a.symbol = p_symbol and a.state in ('submitting', 'unknown')
  ) or exists (
    select from reconciliation.mismatches as m
     where m.user_id = p_run.user_id and m.account_id = p_run.account_id
       and m.run_id = p_run.run_id and m.detail ->> 'symbol' = p_symbol
       and m.kind in ('order_drift', 'fill_missing', 'order_missing_on_exchange',
         'order_missing_in_database')
  );
end;
$$;
alter function reconciliation.is_symbol_moving(
  reconciliation.runs, text
) owner to tradekeel_owner;
revoke all on function reconciliation.is_symbol_moving(reconciliation.runs, text) from public;
grant execute on function reconciliation.is_symbol_moving(
  reconciliation.runs, text
) to tradekeel_engine;
comment on function reconciliation.is_symbol_moving(reconciliation.runs, text) is
'Whether positions and balances of a symbol may differ from ours just because orders of it move:
one changed or settled within missing_grace_ms before the run began, or ended and is not
settled, or an attempt is unresolved, or the run found a difference of its orders. A resting
order does not move.';
