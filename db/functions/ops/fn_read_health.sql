create or replace function ops.fn_read_health() returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return health.read_health();
end;
$$;
alter function ops.fn_read_health() owner to tradekeel_engine;
revoke all on function ops.fn_read_health() from public;
grant execute on function ops.fn_read_health(

) to tradekeel_operator, tradekeel_auditor, tradekeel_monitor;
comment on function ops.fn_read_health() is
'Read the health of this installation, for operators, auditors and monitoring: the document of
health.read_health. Amounts of time in seconds or ms as named. A sweep across tenants that names
none of them.';
