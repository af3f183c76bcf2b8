create or replace function tenancy.record_breach(
  p_user_id uuid, p_entry_point text, p_named_user_id uuid, p_named_object text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_user_id constant uuid := coalesce(p_user_id, '00000000-0000-0000-0000-000000000000');
  v_since constant timestamptz :=
    clock_timestamp() - meta.setting_interval('breach_window_seconds');
  v_count bigint;
begin
  insert into tenancy.breaches (user_id, entry_point, named_user_id, named_object)
  values (v_user_id, p_entry_point, p_named_user_id, p_named_object);
  perform health.count_event(v_user_id, 'tenant_breaches', '');
  select count(*) into v_count
    from (
      select from tenancy.breaches as b
       where b.user_id = v_user_id and b.recorded_at >= v_since
       order by b.recorded_at desc limit meta.setting('breach_incident_count')
    ) as b;
  if v_count >= meta.setting('breach_incident_count') then
    perform health.open_incident(
      '00000000-0000-0000-0000-000000000000', 'tenant_breaches', 'critical',
      'user:' || v_user_id, 'tenant-isolation', jsonb_build_object(
        'entry_point', p_entry_point, 'since', v_since));
  end if;
  perform set_config('response.status', '404', true);
end;
$$;
alter function tenancy.record_breach(uuid, text, uuid, text) owner to tradekeel_owner;
revoke all on function tenancy.record_breach(uuid, text, uuid, text) from public;
grant execute on function tenancy.record_breach(uuid, text, uuid, text) to tradekeel_engine;
comment on function tenancy.record_breach(uuid, text, uuid, text) is
'Record that a caller named another tenant''s object, count it, and answer 404. So many of one
caller within a window (settings breach_incident_count, breach_window_seconds) are an incident of
the installation, which tenants do not see. Returns instead of raising: raising would roll the
record back.';
