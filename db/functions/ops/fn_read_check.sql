create or replace function ops.fn_read_check(
  p_check text, p_limit integer
) returns table (
  severity text, user_id uuid, subject text, detail jsonb, remediation text, runbook text
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform meta.require_limit(p_limit);
  if not exists (
    select from pg_catalog.pg_class as c
     where c.relnamespace = 'health'::regnamespace and c.relkind = 'v'
       and c.relname = 'check_' || p_check
  ) then
    perform meta.raise_error('LCR01', format(
      'check=%s wanted=one of ops.fn_list_checks', left(p_check, 100)));
  end if;
  return query execute format(
    'select v.severity, v.user_id, v.subject, v.detail, v.remediation, v.runbook
       from health.%I as v limit $1', 'check_' || p_check) using p_limit;
end;
$$;
alter function ops.fn_read_check(text, integer) owner to tradekeel_engine;
revoke all on function ops.fn_read_check(text, integer) from public;
grant execute on function ops.fn_read_check(text, integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_check(text, integer) is
'Read a check view now, by its name without check_: whom and what each row is about, what to do and
the runbook. Empty is healthy. It reads what the view reads, which may be the whole journal. Names
users; not recorded. Errors, in order: LCR01.';
