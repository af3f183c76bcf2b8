create or replace function lifecycle.judge_retold(
  p_order lifecycle.orders, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  r record;
  v_detail jsonb;
begin
  for r in
    select f as fill, e.value as trade, n.fees,
           'trade:' || p_order.order_id || ':' || f.trade_id as subject
      from jsonb_array_elements(p_trades) with ordinality as e (value, position),
           lateral lifecycle.normalise_trade(e.value) as n
      join lifecycle.fills as f
        on f.user_id = p_order.user_id and f.account_id = p_order.account_id
           and f.symbol = p_order.symbol and f.exchange_order_id = p_order.exchange_order_id
           and f.trade_id = n.trade_id and f.side = p_order.side
     order by e.position
  loop
    v_detail := lifecycle.find_contradictions(r.fill, r.trade);
    if v_detail is null then
      perform reconciliation.heal_mismatch(
        p_order.user_id, p_order.account_id, 'fill_unexplained', r.subject);
      if (r.fill).fees = '[]' then
        perform lifecycle.record_late_fees(p_order, (r.fill).trade_id, r.fees);
      end if;
    else
      perform reconciliation.note_mismatch(
        p_order.user_id, p_order.account_id, p_order.profile_id, null, 'fill_unexplained',
        r.subject, v_detail);
    end if;
  end loop;
end;
$$;
alter function lifecycle.judge_retold(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.judge_retold(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.judge_retold(lifecycle.orders, jsonb) to tradekeel_engine;
comment on function lifecycle.judge_retold(lifecycle.orders, jsonb) is
'Compare trades of an order that are on record with what was booked of them. Money stays as it was
first booked; a contradiction (lifecycle.find_contradictions) is a fill_unexplained mismatch that
names both contents, and closes when the exchange tells it as booked again, or when a person
accepts it. Fees
of one that was booked without any are taken. Errors, in order: LCR07 naming the field.';
