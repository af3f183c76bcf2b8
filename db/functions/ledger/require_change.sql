create or replace function ledger.require_change(
  p_user_id uuid, p_change_id uuid
) returns ops.change_requests
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_change ops.change_requests;
begin
  select c.* into v_change
    from ops.change_requests as c
   where c.user_id = p_user_id and c.change_id = p_change_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('change=%s', p_change_id));
  end if;
  return v_change;
end;
$$;
alter function ledger.require_change(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.require_change(uuid, uuid) from public;
grant execute on function ledger.require_change(uuid, uuid) to tradekeel_engine;
comment on function ledger.require_change(uuid, uuid) is
'Lock a change request of this user''s profiles. Errors, in order: TNR01.';
