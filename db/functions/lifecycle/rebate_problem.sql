create or replace function lifecycle.rebate_problem(
  p_user_id uuid, p_order_id uuid, p_trade jsonb
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  n record;
  v_is_beyond boolean;
  v_detail text;
begin
  select t.* into n from lifecycle.normalise_trade(p_trade) as t;
  if not n.fees @? '$[*] ? (@.cost starts with "-")' then
    return null;
  end if;
  select -f.fee_quote > coalesce(n.cost, n.price * n.quantity * m.contract_size)
         or -f.fee_base > n.quantity
    into v_is_beyond
    from lifecycle.orders as o
    join tenancy.exchange_accounts as a on a.user_id = o.user_id and a.account_id = o.account_id
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = o.symbol
    join tenancy.profiles as p on p.user_id = o.user_id and p.profile_id = o.profile_id,
         lateral lifecycle.split_fees(a, m, p.quote_currency, n.fees) as f
   where o.user_id = p_user_id and o.order_id = p_order_id;
  if v_is_beyond then
    return format('field=fee of trade %s wanted=a rebate up to what was traded', n.trade_id);
  end if;
  return null;
exception
  when sqlstate 'LCR07' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end;
$$;
alter function lifecycle.rebate_problem(uuid, uuid, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.rebate_problem(uuid, uuid, jsonb) from public;
grant execute on function lifecycle.rebate_problem(uuid, uuid, jsonb) to tradekeel_engine;
comment on function lifecycle.rebate_problem(uuid, uuid, jsonb) is
'What is wrong with a trade of an order that brings a rebate worth more than the trade itself, or
null: no exchange pays that, and capital is made of it.';
