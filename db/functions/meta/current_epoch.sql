create or replace function meta.current_epoch() returns bigint
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (select i.epoch from meta.installation as i);
end;
$$;
alter function meta.current_epoch() owner to tradekeel_owner;
revoke all on function meta.current_epoch() from public;
grant execute on function meta.current_epoch() to tradekeel_engine;
comment on function meta.current_epoch() is
'The epoch on record, acknowledged or not.';
