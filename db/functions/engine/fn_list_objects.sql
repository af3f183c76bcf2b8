create or replace function engine.fn_list_objects(
  p_max_age_seconds numeric
) returns table (
  kind text, identity text, definition_hash text, grants_hash text, path text,
  server_major integer
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_max_age_seconds is null or not (p_max_age_seconds between 0 and 86400) then
    perform meta.raise_error('LCR01', format(
      'max_age_seconds=%s wanted=0 to 86400', p_max_age_seconds));
  end if;
  return query
  select o.kind, o.identity, o.definition_hash, o.grants_hash, o.path, o.server_major
    from meta.objects as o
   where not exists (
     select from health.drift_results as d
      where d.measured_at > v_now - make_interval(secs => round(p_max_age_seconds, 3))
   );
end;
$$;
alter function engine.fn_list_objects(numeric) owner to tradekeel_engine;
revoke all on function engine.fn_list_objects(numeric) from public;
grant execute on function engine.fn_list_objects(numeric) to tradekeel_bridge;
comment on function engine.fn_list_objects(numeric) is
'List what the applier recorded of every object, for comparing it with the live catalog: nothing
when another process reported drift within p_max_age_seconds, and nothing where the applier never
ran. Errors, in order: LCR01.';
