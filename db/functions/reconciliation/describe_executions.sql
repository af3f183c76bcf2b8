create or replace function reconciliation.describe_executions(
  p_mismatch reconciliation.mismatches, p_began_at timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'kind', x.kind, 'symbol', p.symbol, 'side', p.side,
             'quantity', x.quantity_delta::text, 'cost', x.cost_delta::text,
             'position_state', p.state, 'position_quantity', p.quantity::text)
             order by x.ledger_seq), '[]')
      from lifecycle.executions as x
      join lifecycle.orders as o on o.user_id = x.user_id and o.order_id = x.order_id
      join lifecycle.positions as p
        on p.user_id = x.user_id and p.position_id = x.position_id
     where x.user_id = p_mismatch.user_id and x.profile_id = p_mismatch.profile_id
       and x.recorded_at >= p_began_at
       and p_mismatch.subject in ('attempt:' || o.attempt_id, 'order:' || o.order_id)
  );
end;
$$;
alter function reconciliation.describe_executions(
  reconciliation.mismatches, timestamptz
) owner to tradekeel_owner;
revoke all on function reconciliation.describe_executions(
  reconciliation.mismatches, timestamptz
) from public;
grant execute on function reconciliation.describe_executions(
  reconciliation.mismatches, timestamptz
) to tradekeel_engine;
comment on function reconciliation.describe_executions(
  reconciliation.mismatches, timestamptz
) is
'The executions since a moment of the order or attempt which a mismatch is about, each with the
position as it is after all of them.';
