create or replace function engine.fn_list_checks() returns setof text
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return query
  select substr(c.relname, 7)
    from pg_catalog.pg_class as c
   where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' and c.relname ~ '^check_'
     and c.relname !~ '_full$'
   order by 1;
end;
$$;
alter function engine.fn_list_checks() owner to tradekeel_engine;
revoke all on function engine.fn_list_checks() from public;
grant execute on function engine.fn_list_checks() to tradekeel_bridge;
comment on function engine.fn_list_checks() is
'List the check views that are read now and then, each without its check_: all but the full forms.';
