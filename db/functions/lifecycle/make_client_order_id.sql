create or replace function lifecycle.make_client_order_id(
  p_epoch bigint, p_user_id uuid, p_profile_id uuid, p_request_id text, p_attempt_no integer
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select lifecycle.shape_client_order_id(d.digest)
      from (
        select lifecycle.client_order_digest(
                 i.tag, p_epoch, p_user_id, p_profile_id, p_request_id, p_attempt_no) as digest
          from meta.installation as i
        offset 0
      ) as d
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
attempt and request, with the bits of a version 8 uuid (lifecycle.client_order_digest,
lifecycle.shape_client_order_id).';
