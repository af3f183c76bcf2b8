create or replace function meta.require_rows(
  p_rows jsonb, p_name text, p_maximum integer
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if jsonb_typeof(p_rows) is distinct from 'array' then
    perform meta.raise_error('RCR01', format(
      '%s wanted=array got=%s', p_name, coalesce(jsonb_typeof(p_rows), 'null')));
  elsif jsonb_array_length(p_rows) > p_maximum then
    perform meta.raise_error('RCR01', format(
      '%s wanted=at most %s rows a call got=%s', p_name, p_maximum, jsonb_array_length(p_rows)));
  end if;
end;
$$;
alter function meta.require_rows(jsonb, text, integer) owner to tradekeel_owner;
revoke all on function meta.require_rows(jsonb, text, integer) from public;
grant execute on function meta.require_rows(jsonb, text, integer) to tradekeel_engine;
comment on function meta.require_rows(jsonb, text, integer) is
'Refuse what is no array, or has more rows than one call may bring: a transaction that holds a
profile stays short, and the caller hands the rest in with the next call. Errors, in order: RCR01.';
