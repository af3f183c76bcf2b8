create or replace function lifecycle.judge_plain_retold(
  p_order lifecycle.orders, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_subject constant text := 'trade:' || p_order.order_id;
  v_suspects jsonb;
begin
  select jsonb_agg(e.value) into v_suspects
    from jsonb_array_elements(p_trades) as e (value),
         lateral (
           select x from lifecycle.fills as x
            where x.user_id = p_order.user_id and x.account_id = p_order.account_id
              and x.symbol = p_order.symbol and x.exchange_order_id = p_order.exchange_order_id
              and x.trade_id = e.value ->> 'id' and x.side = p_order.side
           order by x.trade_id
         ) as f (fill)
   where not lifecycle.is_told_as_booked(f.fill, e.value);
  if exists (
    select from reconciliation.mismatches as m
     where m.user_id = p_order.user_id and m.account_id = p_order.account_id
       and m.kind = 'fill_unexplained' and m.state = 'open'
       and m.subject > v_subject || ':' and m.subject < v_subject || ';'
  ) then
    v_suspects := p_trades;
  end if;
  if v_suspects is not null then
    perform lifecycle.judge_retold(p_order, v_suspects);
  end if;
end;
$$;
alter function lifecycle.judge_plain_retold(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.judge_plain_retold(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.judge_plain_retold(
  lifecycle.orders, jsonb
) to tradekeel_engine;
comment on function lifecycle.judge_plain_retold(lifecycle.orders, jsonb) is
'What lifecycle.judge_retold does, of trades that are all plain (lifecycle.is_plain_trade): one
statement finds those that do not say the very words that were booked, and only they are read
field by field; all of them while one of the order is an open mismatch.';
