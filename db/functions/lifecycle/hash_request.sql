create or replace function lifecycle.hash_request(
  p_kind text, p_symbol text, p_side text, p_order_type text, p_quantity numeric, p_limit_price
  numeric, p_leverage numeric
) returns text
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return encode(sha256(convert_to(concat_ws(
    '|', p_kind, p_symbol, p_side, p_order_type, coalesce(trim_scale(p_quantity)::text, 'all'),
    coalesce(trim_scale(p_limit_price)::text, 'none'), trim_scale(p_leverage)), 'utf8')), 'hex');
end;
$$;
alter function lifecycle.hash_request(
  text, text, text, text, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.hash_request(
  text, text, text, text, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.hash_request(
  text, text, text, text, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.hash_request(text, text, text, text, numeric, numeric, numeric) is
'A hash of what was asked for: the same request id with another hash is a conflict. 1 and 1.00
are the same amount.';
