-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.shape_client_order_id(
  p_digest bytea
) returns uuid
language sql immutable security invoker parallel safe
return encode(set_byte(set_byte(
  p_digest, 6, (get_byte(p_digest, 6) & 15) | 128), 8, (get_byte(p_digest, 8) & 63) | 128),
  'hex')::uuid;
alter function lifecycle.shape_client_order_id(bytea) owner to tradekeel_owner;
revoke all on function lifecycle.shape_client_order_id(bytea) from public;
grant execute on function lifecycle.shape_client_order_id(bytea) to tradekeel_engine;
comment on function lifecycle.shape_client_order_id(bytea) is
'A uuid of version 8 of 16 bytes: the bits that say so replace six of them.';
