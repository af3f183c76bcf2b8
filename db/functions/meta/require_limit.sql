create or replace function meta.require_limit(
  p_limit integer
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_limit is null or p_limit not between 1 and 1000 then
    perform meta.raise_error('LCR01', format('limit=%s wanted=1 to 1000', p_limit));
  end if;
end;
$$;
alter function meta.require_limit(integer) owner to tradekeel_owner;
revoke all on function meta.require_limit(integer) from public;
grant execute on function meta.require_limit(integer) to tradekeel_engine;
comment on function meta.require_limit(integer) is
'Refuse to read without a bound: how many rows a person asks for is 1 to 1000. Errors, in order:
LCR01.';
