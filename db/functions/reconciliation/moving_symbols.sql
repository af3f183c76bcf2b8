create or replace function reconciliation.moving_symbols(
  p_run reconciliation.runs
) returns table (
  symbol text
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_before constant timestamptz :=
    p_run.started_at - meta.setting_interval('missing_grace_ms');
begin
  return query
  select o.symbol
    from lifecycle.orders as o
   where o.user_id = p_run.user_id and o.account_id = p_run.account_id
     and o.settled_at is null and (o.changed_at >= v_before or o.status <> 'open')
  union
  select o.symbol
    from lifecycle.orders as o
   where o.user_id = p_run.user_id and o.account_id = p_run.account_id
     and o.settled_at >= v_before
  union
  select a.symbol
    from lifecycle.attempts as a
   where a.user_id = p_run.user_id and a.account_id = p_run.account_id
     and a.state in ('submitting', 'unknown')
  union
  select m.detail ->> 'symbol'
    from reconciliation.mismatches as m
   where m.user_id = p_run.user_id and m.account_id = p_run.account_id
     and m.run_id = p_run.run_id
     and m.kind in ('order_drift', 'fill_missing', 'order_missing_on_exchange',
       'order_missing_in_database');
end;
$$;
alter function reconciliation.moving_symbols(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.moving_symbols(reconciliation.runs) from public;
grant execute on function reconciliation.moving_symbols(reconciliation.runs) to tradekeel_engine;
comment on function reconciliation.moving_symbols(reconciliation.runs) is
'Symbols whose positions and balances may differ from ours just because orders of them move: one
changed or settled within missing_grace_ms before the run began, or ended and is not settled, or an
attempt is unresolved, or the run found a difference of its orders. A resting order does not
move.';
