create or replace function lifecycle.parse_client_order_id(
  p_text text
) returns uuid
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
declare
  v_bits text;
begin
  if p_text ~ '^(0x)?[0-9a-f]{32}$' then
    return right(p_text, 32)::uuid;
  elsif p_text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return p_text::uuid;
  elsif p_text ~ '^t-[a-h][a-z2-7]{25}$' then
    select string_agg(
             (strpos('abcdefghijklmnopqrstuvwxyz234567', substr(p_text, d.i, 1)) - 1)
               ::bit(5)::text, '' order by d.i)
      into v_bits
      from generate_series(3, 28) as d (i);
    return (
      select string_agg(lpad(to_hex(substr(v_bits, b.i * 32 + 3, 32)::bit(32)::bigint), 8, '0'),
               '' order by b.i)
        from generate_series(0, 3) as b (i)
    )::uuid;
  end if;
  return null;
end;
$$;
alter function lifecycle.parse_client_order_id(text) owner to tradekeel_owner;
revoke all on function lifecycle.parse_client_order_id(text) from public;
grant execute on function lifecycle.parse_client_order_id(text) to tradekeel_engine;
comment on function lifecycle.parse_client_order_id(text) is
'The uuid behind a client order id in any of the forms that render_client_order_id writes, or
null when it is not of such a form.';
