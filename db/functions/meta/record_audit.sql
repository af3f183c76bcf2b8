create or replace function meta.record_audit(
  p_user_id uuid, p_entry_point text, p_arguments jsonb, p_result jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_row ops.audit;
begin
  insert into ops.audit (user_id, entry_point, arguments, result)
  values (p_user_id, p_entry_point, p_arguments, p_result)
  returning * into v_row;
  perform meta.seal_audit_row(v_row);
end;
$$;
alter function meta.record_audit(uuid, text, jsonb, jsonb) owner to tradekeel_owner;
revoke all on function meta.record_audit(uuid, text, jsonb, jsonb) from public;
grant execute on function meta.record_audit(uuid, text, jsonb, jsonb) to tradekeel_engine;
comment on function meta.record_audit(uuid, text, jsonb, jsonb) is
'Write one line of the operators'' record: who, when, arguments, result. It is appended to the chain
at once unless another transaction does so just now.';
