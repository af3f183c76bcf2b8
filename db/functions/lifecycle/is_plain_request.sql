-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_request(
  p_request_id text, p_symbol text, p_side text, p_terms lifecycle.order_terms, p_leverage
  numeric
) returns boolean
language sql immutable security invoker parallel safe
return length(p_request_id) between 1 and 200 and p_side in ('buy', 'sell') and p_leverage >= 1
  and coalesce(least(p_terms.quantity, p_terms.limit_price), 1) > 0
  and coalesce(greatest(p_terms.quantity, p_terms.limit_price), 1) <= 1e20
  and coalesce(greatest(scale(p_terms.quantity), scale(p_terms.limit_price)), 0) <= 18
  and p_terms.trigger_price is null and p_terms.is_post_only is not null
  and case p_terms.order_type
    when 'limit' then p_terms.limit_price is not null
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
'Whether lifecycle.check_request certainly takes it, if it is also within what the rows of its
market (symbol, times in force) and of its profile (leverage) bound: a market or limit order of
usable amounts. Orders that wait for a price are never plain. It may say no to what is taken, never
the reverse.';
