-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.describe_filled(
  p_user_id uuid, p_kind text, p_fill lifecycle.plain_fill, p_plan lifecycle.fill_plan,
  p_event_seq bigint
) returns jsonb
language sql stable security invoker parallel safe
return jsonb_build_object(
  'order_id', p_plan.order_id, 'intent_id', p_plan.intent_id, 'kind', p_kind,
  'symbol', p_fill.symbol, 'side', p_fill.side, 'status', 'closed',
  'quantity', p_plan.ordered_quantity::text, 'filled', p_fill.filled::text,
  'cost', p_fill.cost::text, 'is_settled', false, 'user_id', p_user_id,
  'profile_id', p_plan.profile_id, 'event_seq', p_event_seq, 'epoch', p_plan.epoch);
alter function lifecycle.describe_filled(
  uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.describe_filled(
  uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, bigint
) from public;
grant execute on function lifecycle.describe_filled(
  uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, bigint
) to tradekeel_engine;
comment on function lifecycle.describe_filled(
  uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, bigint
) is
'The payload of the event that an order filled, as lifecycle.broadcast_order makes it of its row.';
