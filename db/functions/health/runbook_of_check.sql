create or replace function health.runbook_of_check(
  p_check text
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return coalesce(
    substring(pg_catalog.pg_get_viewdef(to_regclass(format('health.%I', 'check_' || p_check)))
      from '''([a-z-]+)''(?:::text)? AS runbook'), 'README');
end;
$$;
alter function health.runbook_of_check(text) owner to tradekeel_owner;
revoke all on function health.runbook_of_check(text) from public;
grant execute on function health.runbook_of_check(text) to tradekeel_engine;
comment on function health.runbook_of_check(text) is
'The runbook that a check view names, by its name without check_, without reading the view: README
when there is no such view.';
