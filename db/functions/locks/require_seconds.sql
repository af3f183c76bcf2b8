create or replace function locks.require_seconds(
  p_seconds numeric
) returns interval
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_seconds is null or not (p_seconds between 0.1 and 600) then
    perform meta.raise_error('LKR01', format('seconds=%s wanted=0.1 to 600', p_seconds));
  end if;
  return make_interval(secs => p_seconds::double precision);
end;
$$;
alter function locks.require_seconds(numeric) owner to tradekeel_owner;
revoke all on function locks.require_seconds(numeric) from public;
grant execute on function locks.require_seconds(numeric) to tradekeel_engine;
comment on function locks.require_seconds(numeric) is
'A time to live as an interval. Errors, in order: LKR01 not between 0.1 and 600 seconds.';
