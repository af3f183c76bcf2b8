create or replace function ops.fn_record_refusal(
  p_user_id uuid, p_entry_point text, p_arguments jsonb, p_sqlstate text, p_detail text
) returns timestamptz
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if not exists (
    select from pg_catalog.pg_proc as p
     where p.pronamespace = 'ops'::regnamespace and 'ops.' || p.proname = p_entry_point
  ) then
    perform meta.raise_error('OPR01', format('entry_point=%s', left(p_entry_point, 100)));
  elsif p_arguments is null or jsonb_typeof(p_arguments) <> 'object'
        or length(p_arguments::text) > 20000 then
    perform meta.raise_error('OPR01', 'arguments wanted=an object of at most 20000 characters');
  elsif p_sqlstate is null or p_sqlstate !~ '^[0-9A-Z]{5}$' or p_sqlstate = '00000' then
    perform meta.raise_error('OPR01', format('sqlstate=%s', left(p_sqlstate, 100)));
  end if;
  perform meta.record_audit(
    coalesce(p_user_id, '00000000-0000-0000-0000-000000000000'), p_entry_point, p_arguments,
    jsonb_build_object(
      'refused', p_sqlstate, 'detail', left(p_detail, 2000), 'told_by', 'caller'));
  return v_now;
end;
$$;
alter function ops.fn_record_refusal(uuid, text, jsonb, text, text) owner to tradekeel_engine;
revoke all on function ops.fn_record_refusal(uuid, text, jsonb, text, text) from public;
grant execute on function ops.fn_record_refusal(
  uuid, text, jsonb, text, text
) to tradekeel_operator;
comment on function ops.fn_record_refusal(uuid, text, jsonb, text, text) is
'Record that a call of the caller''s own was refused, which the refusal''s rollback took with it:
tradekeel call does so in a transaction of its own. The line has result.refused, which no line of a
call that was done has, and is of the caller whoever it names as user (null is the installation).
Returns when. Errors, in order: OPR01.';
