create or replace function ops.fn_list_checks() returns table (
  check_name text, row_count bigint, severity text, runbook text, measured_at timestamptz,
  age_seconds numeric
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return query
  select substr(c.relname, 7), r.row_count, r.severity,
         health.runbook_of_check(substr(c.relname, 7)), r.measured_at,
         round(extract(epoch from v_now - r.measured_at), 1)
    from pg_catalog.pg_class as c
    left join health.check_results as r on r.check_name = substr(c.relname, 7)
   where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' and c.relname ~ '^check_'
   order by r.row_count desc nulls last, c.relname;
end;
$$;
alter function ops.fn_list_checks() owner to tradekeel_engine;
revoke all on function ops.fn_list_checks() from public;
grant execute on function ops.fn_list_checks() to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_checks() is
'List every check view with how many rows it had when a bridge read it last, those that are not
empty first, and its runbook; null when nobody read it yet. 0 is healthy. What the rows say:
ops.fn_read_check. Names no user; not recorded.';
