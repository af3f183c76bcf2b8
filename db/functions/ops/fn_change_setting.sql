create or replace function ops.fn_change_setting(
  p_key text, p_value numeric
) returns numeric
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_before numeric;
begin
  select s.value into v_before
    from meta.settings as s
   where s.key = p_key and p_value between s.minimum and s.maximum
     for no key update;
  if not found then
    perform meta.raise_error('OPR01', format('key=%s value=%s', p_key, p_value));
  end if;
  update meta.settings as s
     set value = p_value, changed_at = v_now
   where s.key = p_key;
  perform meta.record_audit(
    '00000000-0000-0000-0000-000000000000', 'ops.fn_change_setting',
    jsonb_build_object('key', p_key, 'value', p_value::text),
    jsonb_build_object('before', v_before::text));
  return v_before;
end;
$$;
alter function ops.fn_change_setting(text, numeric) owner to tradekeel_engine;
revoke all on function ops.fn_change_setting(text, numeric) from public;
grant execute on function ops.fn_change_setting(text, numeric) to tradekeel_operator;
comment on function ops.fn_change_setting(text, numeric) is
'Change one setting within its range; meta.settings names unit and range. Returns the value
before. Errors, in order: OPR01 unknown key or out of range.';
