create or replace function tenancy.refuse_write() returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  raise exception 'nobody writes this view'
    using errcode = '42501', detail = format('view=%s.%s', tg_table_schema, tg_table_name),
          hint = 'Ask by the functions of api.';
end;
$$;
alter function tenancy.refuse_write() owner to tradekeel_owner;
revoke all on function tenancy.refuse_write() from public;
grant execute on function tenancy.refuse_write() to tradekeel_engine;
comment on function tenancy.refuse_write() is
'Refuse every write of a view that joins. With it PostgreSQL looks at rights first (42501) instead
of saying that such a view cannot be written (55000), which PostgREST answers as a fault of the
server.';
