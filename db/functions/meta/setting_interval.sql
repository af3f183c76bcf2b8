create or replace function meta.setting_interval(
  p_key text
) returns interval
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_setting meta.settings;
begin
  select s.* into v_setting from meta.settings as s where s.key = p_key;
  if not found or v_setting.unit not in ('ms', 'seconds') then
    perform meta.raise_error('MTI02', format('key=%s wanted=interval', p_key));
  end if;
  return make_interval(
    secs => (case v_setting.unit when 'ms' then v_setting.value / 1000 else v_setting.value end)
      ::double precision
  );
end;
$$;
alter function meta.setting_interval(text) owner to tradekeel_owner;
revoke all on function meta.setting_interval(text) from public;
grant execute on function meta.setting_interval(text) to tradekeel_engine;
comment on function meta.setting_interval(text) is
'Read a setting whose unit is ms or seconds as an interval. Errors, in order: MTI02.';
