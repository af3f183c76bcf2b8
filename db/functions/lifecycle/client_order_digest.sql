-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.client_order_digest(
  p_tag bytea, p_epoch bigint, p_user_id uuid, p_profile_id uuid, p_request_id text,
  p_attempt_no integer
) returns bytea
language sql stable security invoker parallel safe
return p_tag || lifecycle.profile_tag(p_profile_id) || substr(sha256(convert_to(
  concat_ws('|', p_epoch, p_user_id, p_profile_id, p_attempt_no, p_request_id), 'utf8')), 1, 10);
alter function lifecycle.client_order_digest(
  bytea, bigint, uuid, uuid, text, integer
) owner to tradekeel_owner;
revoke all on function lifecycle.client_order_digest(
  bytea, bigint, uuid, uuid, text, integer
) from public;
grant execute on function lifecycle.client_order_digest(
  bytea, bigint, uuid, uuid, text, integer
) to tradekeel_engine;
comment on function lifecycle.client_order_digest(bytea, bigint, uuid, uuid, text, integer) is
'The 16 bytes that a client order id is made of (lifecycle.make_client_order_id): 4 bytes
installation tag, 2 bytes profile tag, 10 bytes of a sha256 of epoch, user, profile, attempt and
request.';
