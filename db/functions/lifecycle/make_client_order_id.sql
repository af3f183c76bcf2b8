create or replace function lifecycle.make_client_order_id(
  p_epoch bigint, p_user_id uuid, p_profile_id uuid, p_request_id text, p_attempt_no integer
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_bytes bytea;
begin
  select i.tag
         || lifecycle.profile_tag(p_profile_id)
         || substr(sha256(convert_to(
              concat_ws('|', p_epoch, p_user_id, p_profile_id, p_attempt_no, p_request_id),
              'utf8')), 1, 10)
    into v_bytes
    from meta.installation as i;
  v_bytes := set_byte(v_bytes, 6, (get_byte(v_bytes, 6) & 15) | 128);
  v_bytes := set_byte(v_bytes, 8, (get_byte(v_bytes, 8) & 63) | 128);
  return encode(v_bytes, 'hex')::uuid;
end;
$$;
alter function lifecycle.make_client_order_id(
  bigint, uuid, uuid, text, integer
) owner to tradekeel_owner;
revoke all on function lifecycle.make_client_order_id(
  bigint, uuid, uuid, text, integer
) from public;
grant execute on function lifecycle.make_client_order_id(
  bigint, uuid, uuid, text, integer
) to tradekeel_engine;
comment on function lifecycle.make_client_order_id(bigint, uuid, uuid, text, integer) is
'The client order id of one attempt: the same for the same request and attempt, another for any
other. 4 bytes installation tag, 2 bytes profile tag, the rest sha256 of epoch, user, profile,
attempt and request, with the bits of a version 8 uuid.';
