create or replace function lifecycle.is_own_client_order_id(
  p_text text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_id constant uuid := lifecycle.parse_client_order_id(p_text);
begin
  return v_id is not null and exists (
    select from meta.installation as i
     where substr(v_id::text, 1, 8) = encode(i.tag, 'hex')
       and substr(v_id::text, 15, 1) = '8' and substr(v_id::text, 20, 1) in ('8', '9', 'a', 'b')
  );
end;
$$;
alter function lifecycle.is_own_client_order_id(text) owner to tradekeel_owner;
revoke all on function lifecycle.is_own_client_order_id(text) from public;
grant execute on function lifecycle.is_own_client_order_id(text) to tradekeel_engine;
comment on function lifecycle.is_own_client_order_id(text) is
'Whether a client order id carries this installation''s tag and the bits we set, whatever the
database still knows of it.';
