create or replace function tenancy.record_breach(
  p_user_id uuid, p_entry_point text, p_named_user_id uuid, p_named_object text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into tenancy.breaches (user_id, entry_point, named_user_id, named_object)
  values (coalesce(p_user_id, '00000000-0000-0000-0000-000000000000'), p_entry_point,
    p_named_user_id, p_named_object);
  perform health.count_event(
    coalesce(p_user_id, '00000000-0000-0000-0000-000000000000'), 'tenant_breaches', '');
  perform set_config('response.status', '404', true);
end;
$$;
alter function tenancy.record_breach(uuid, text, uuid, text) owner to tradekeel_owner;
revoke all on function tenancy.record_breach(uuid, text, uuid, text) from public;
grant execute on function tenancy.record_breach(uuid, text, uuid, text) to tradekeel_engine;
comment on function tenancy.record_breach(uuid, text, uuid, text) is
'Record that a caller named another tenant''s object, and answer 404. Returns instead of raising:
raising would roll the record back.';
