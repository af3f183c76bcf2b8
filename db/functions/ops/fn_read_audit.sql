create or replace function ops.fn_read_audit(
  p_since timestamptz, p_limit integer
) returns table (
  recorded_at timestamptz, operator text, entry_point text, user_id uuid, arguments jsonb,
  result jsonb
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if p_limit is null or p_limit not between 1 and 1000 then
    perform meta.raise_error('LCR01', format('limit=%s wanted=1 to 1000', p_limit));
  end if;
  return query
  select a.recorded_at, a.operator, a.entry_point, a.user_id, a.arguments, a.result
    from ops.audit as a
   where a.recorded_at >= coalesce(p_since, '-infinity')
   order by a.recorded_at desc limit p_limit;
end;
$$;
alter function ops.fn_read_audit(timestamptz, integer) owner to tradekeel_engine;
revoke all on function ops.fn_read_audit(timestamptz, integer) from public;
grant execute on function ops.fn_read_audit(
  timestamptz, integer
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_audit(timestamptz, integer) is
'Read the record of operators, newest first: who, when, which call, about whom, with which
arguments, and what came of it. The installation as a whole is user 0. Errors, in order: LCR01.';
