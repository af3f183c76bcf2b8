create or replace function engine.fn_persist_entry_lifecycle(
  p_user_id uuid, p_attempt_id uuid, p_order jsonb, p_trades jsonb
) returns table (
  order_id uuid, attempt_state text, order_status text, filled numeric, cost numeric, position_id
  uuid, is_settled boolean, is_replay boolean
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_fill constant lifecycle.plain_fill := lifecycle.read_plain_fill(p_order, p_trades);
  v_plan lifecycle.fill_plan;
  v_attempt lifecycle.attempts;
  v_order_id uuid;
begin
  if v_fill.exchange_order_id is not null then
    v_plan := lifecycle.confirm_filled_entry(p_user_id, p_attempt_id, v_fill);
    if v_plan.order_id is not null then
      perform lifecycle.write_filled_order(
        p_user_id, p_attempt_id, 'entry', v_fill, v_plan, p_trades);
      perform lifecycle.write_entry_fill(p_user_id, p_attempt_id, v_fill, v_plan);
      return query
      select v_plan.order_id, 'confirmed', 'closed', v_fill.filled, v_fill.cost,
             v_plan.position_id, false, false;
      return;
    end if;
  end if;
  v_attempt := lifecycle.require_attempt(p_user_id, p_attempt_id, 'entry');
  v_order_id := lifecycle.persist_attempt_order(
    v_attempt, p_order, meta.read_array(jsonb_build_object('trades', p_trades), 'trades'),
    v_attempt.created_at);
  return query
  select * from lifecycle.describe_order(
    p_user_id, v_order_id, v_attempt.state = 'confirmed');
end;
$$;
alter function engine.fn_persist_entry_lifecycle(
  uuid, uuid, jsonb, jsonb
) owner to tradekeel_engine;
revoke all on function engine.fn_persist_entry_lifecycle(uuid, uuid, jsonb, jsonb) from public;
grant execute on function engine.fn_persist_entry_lifecycle(
  uuid, uuid, jsonb, jsonb
) to tradekeel_bridge;
comment on function engine.fn_persist_entry_lifecycle(uuid, uuid, jsonb, jsonb) is
'Record that an entry is on the exchange: order, fills so far, position, ledger, attempt, lock
and broadcast in one transaction. Truth is accepted from anyone, also late, also repeated.
p_order is ccxt''s unified order, p_trades an array of its unified trades. Errors, in order:
TNR01, LCR07, LCR09, LCR08.';
