create or replace function lifecycle.make_client_order_id(
  p_epoch bigint, p_user_id uuid, p_profile_id uuid, p_request_id text, p_attempt_no integer
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select encode(set_byte(set_byte(
             b.id, 6, (get_byte(b.id, 6) & 15) | 128), 8, (get_byte(b.id, 8) & 63) | 128),
             'hex')::uuid
      from (
        select i.tag
               || lifecycle.profile_tag(p_profile_id)
               || substr(sha256(convert_to(
                    concat_ws('|', p_epoch, p_user_id, p_profile_id, p_attempt_no, p_request_id),
                    'utf8')), 1, 10) as id
          from meta.installation as i
        offset 0
      ) as b
  );
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
