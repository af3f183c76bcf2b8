create or replace function meta.setting(
  p_key text
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_value numeric;
begin
  select s.value into v_value from meta.settings as s where s.key = p_key;
  if not found then
    perform meta.raise_error('MTI02', format('key=%s', p_key));
  end if;
  return v_value;
end;
$$;
alter function meta.setting(text) owner to tradekeel_owner;
revoke all on function meta.setting(text) from public;
grant execute on function meta.setting(text) to tradekeel_engine;
comment on function meta.setting(text) is
'Read one setting. Its unit is in meta.settings. Errors, in order: MTI02 when there is none of
that name.';
