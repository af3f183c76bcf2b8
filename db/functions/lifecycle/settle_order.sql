create or replace function lifecycle.settle_order(
  p_user_id uuid, p_order_id uuid
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_window constant interval := meta.setting_interval('settlement_window_seconds');
  v_order lifecycle.orders;
begin
  update lifecycle.orders as o
     set settled_at = v_now
   where o.user_id = p_user_id and o.order_id = p_order_id and o.settled_at is null
     and o.terminal_at is not null and o.stable_readings >= 2
     and (o.child_exchange_order_id is null or exists (
       select from lifecycle.orders as c
        where c.user_id = p_user_id and c.account_id = o.account_id and c.symbol = o.symbol
          and c.book = 'regular' and c.exchange_order_id = o.child_exchange_order_id
     ))
     and (
       o.terminal_at < v_now - v_window
       or o.inferred_quantity = 0 and not exists (
         select from (
           select x.trade_id, x.other_fees from lifecycle.fills as x
            where x.user_id = p_user_id and x.order_id = p_order_id
           union all
           select l.trade_id, l.other_fees from lifecycle.late_fees as l
            where l.user_id = p_user_id and l.order_id = p_order_id
         ) as f
          where f.other_fees <> '[]'
            and lifecycle.unpriced_fees(p_user_id, p_order_id, f.trade_id, f.other_fees) <> '[]'
       )
     )
  returning o.* into v_order;
  if not found then
    return false;
  end if;
  if v_order.inferred_quantity > 0 then
    perform reconciliation.note_unexplained_fill(v_order, null);
  end if;
  perform lifecycle.settle_intent(p_user_id, v_order.intent_id);
  return true;
end;
$$;
alter function lifecycle.settle_order(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.settle_order(uuid, uuid) from public;
grant execute on function lifecycle.settle_order(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.settle_order(uuid, uuid) is
'Settle an order of which no more news is possible: terminal, unchanged in two later readings, and
its trades with priced fees sum to what it filled, or the settlement window is over. One that was
triggered waits for the order that it became. What has no trades by then is a fill_unexplained
mismatch. Then try its intent. Returns whether it is settled.';
