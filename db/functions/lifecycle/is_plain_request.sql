-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_request(
  p_request_id text, p_symbol text, p_side text, p_terms lifecycle.order_terms, p_leverage
  numeric
) returns boolean
language sql immutable security invoker parallel safe
return length(p_request_id) between 1 and 200 and length(p_symbol) between 1 and 100
  and p_side in ('buy', 'sell') and p_leverage between 1 and 200
  and (p_terms.quantity is null
       or p_terms.quantity > 0 and p_terms.quantity <= 1e20 and scale(p_terms.quantity) <= 18)
  and p_terms.trigger_price is null and p_terms.is_post_only is not null
  and case p_terms.order_type
    when 'limit' then p_terms.limit_price > 0 and p_terms.limit_price <= 1e20
      and scale(p_terms.limit_price) <= 18
      and coalesce(p_terms.time_in_force, 'GTC') in ('GTC', 'IOC', 'FOK')
      and (not p_terms.is_post_only or coalesce(p_terms.time_in_force, 'GTC') = 'GTC')
    when 'market' then p_terms.limit_price is null and p_terms.time_in_force is null
      and not p_terms.is_post_only
  end;
alter function lifecycle.is_plain_request(
  text, text, text, lifecycle.order_terms, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_request(
  text, text, text, lifecycle.order_terms, numeric
) from public;
grant execute on function lifecycle.is_plain_request(
  text, text, text, lifecycle.order_terms, numeric
) to tradekeel_engine;
comment on function lifecycle.is_plain_request(text, text, text, lifecycle.order_terms, numeric) is
'Whether lifecycle.check_request certainly takes it: a market or limit order of usable amounts.
Orders that wait for a price are never plain. It may say no to what is taken, never the reverse.';
