create or replace function lifecycle.render_client_order_id(
  p_format text, p_client_order_id uuid
) returns text
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
declare
  v_hex constant text := replace(p_client_order_id::text, '-', '');
  v_bits text;
begin
  if p_format = 'hex32' then
    return v_hex;
  end if;
  v_bits := '00' || ('x' || v_hex)::bit(128)::text;
  return case p_format
    when 'uuid36' then p_client_order_id::text
    when '0xhex32' then '0x' || v_hex
    when 't-base32' then 't-' || (
      select string_agg(
               substr('abcdefghijklmnopqrstuvwxyz234567',
                 substr(v_bits, d.i * 5 + 1, 5)::bit(5)::integer + 1, 1), '' order by d.i)
        from generate_series(0, 25) as d (i)
    )
  end;
end;
$$;
alter function lifecycle.render_client_order_id(text, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.render_client_order_id(text, uuid) from public;
grant execute on function lifecycle.render_client_order_id(text, uuid) to tradekeel_engine;
comment on function lifecycle.render_client_order_id(text, uuid) is
'A client order id in the form an exchange accepts: hex32, uuid36, 0xhex32, or t-base32 (28
characters, 26 of them base32 digits, lower case). meta.exchanges says which.';
