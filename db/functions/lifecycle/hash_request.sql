-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.hash_request(
  p_kind text, p_symbol text, p_side text, p_terms lifecycle.order_terms, p_leverage numeric
) returns text
language sql stable security invoker parallel safe
return encode(sha256(convert_to(concat_ws(
  '|', p_kind, p_symbol, p_side, p_terms.order_type,
  coalesce(trim_scale(p_terms.quantity)::text, 'all'),
  coalesce(trim_scale(p_terms.limit_price)::text, 'none'),
  coalesce(trim_scale(p_terms.trigger_price)::text, 'none'),
  coalesce(p_terms.time_in_force, 'GTC'), p_terms.is_post_only,
  trim_scale(p_leverage)), 'utf8')), 'hex');
alter function lifecycle.hash_request(
  text, text, text, lifecycle.order_terms, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.hash_request(
  text, text, text, lifecycle.order_terms, numeric
) from public;
grant execute on function lifecycle.hash_request(
  text, text, text, lifecycle.order_terms, numeric
) to tradekeel_engine;
comment on function lifecycle.hash_request(text, text, text, lifecycle.order_terms, numeric) is
'A hash of what was asked for: the same request id with another hash is a conflict. 1 and 1.00
are the same amount, no time in force and GTC the same wish.';
