create or replace function meta.record_read(
  p_user_id uuid, p_entry_point text, p_arguments jsonb, p_row_count bigint
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  raise log 'tradekeel: % reads % of user % %', session_user, p_entry_point, p_user_id, p_arguments;
  perform meta.record_audit(
    p_user_id, p_entry_point, p_arguments, jsonb_build_object('row_count', p_row_count));
end;
$$;
alter function meta.record_read(uuid, text, jsonb, bigint) owner to tradekeel_owner;
revoke all on function meta.record_read(uuid, text, jsonb, bigint) from public;
grant execute on function meta.record_read(uuid, text, jsonb, bigint) to tradekeel_engine;
comment on function meta.record_read(uuid, text, jsonb, bigint) is
'Record that an operator looked at what one user has: who, when, with which arguments, how many
rows; never what was in them. The server''s log says it too, which a transaction that is rolled
back does not undo.';
