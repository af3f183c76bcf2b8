create or replace function meta.hash_audit_row(
  p_before text, p_seal ops.audit_seals, p_row ops.audit
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return encode(sha256(convert_to(jsonb_build_array(
    p_before, p_seal.seq, p_seal.is_inherited, p_seal.sealed_at at time zone 'UTC',
    p_row.user_id, p_row.audit_id, p_row.entry_point, p_row.arguments, p_row.result,
    p_row.operator, p_row.recorded_at at time zone 'UTC')::text, 'UTF8')), 'hex');
end;
$$;
alter function meta.hash_audit_row(text, ops.audit_seals, ops.audit) owner to tradekeel_owner;
revoke all on function meta.hash_audit_row(text, ops.audit_seals, ops.audit) from public;
grant execute on function meta.hash_audit_row(
  text, ops.audit_seals, ops.audit
) to tradekeel_engine;
comment on function meta.hash_audit_row(text, ops.audit_seals, ops.audit) is
'Hash a line of the operators'' record with its seal and the hash before it: sha256 of the text of
one JSON array, in hexadecimal. Moments are in UTC, so that no setting of a session changes it.';
