create or replace function reconciliation.require_open_mismatch(
  p_user_id uuid, p_mismatch_id uuid
) returns reconciliation.mismatches
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_mismatch reconciliation.mismatches;
begin
  select m.* into v_mismatch
    from reconciliation.mismatches as m
   where m.user_id = p_user_id and m.mismatch_id = p_mismatch_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('mismatch=%s', p_mismatch_id));
  elsif v_mismatch.state <> 'open' then
    perform meta.raise_error('OPC13', format(
      'mismatch=%s state=%s', p_mismatch_id, v_mismatch.state));
  end if;
  return v_mismatch;
end;
$$;
alter function reconciliation.require_open_mismatch(
  uuid, uuid
) owner to tradekeel_owner;
revoke all on function reconciliation.require_open_mismatch(
  uuid, uuid
) from public;
grant execute on function reconciliation.require_open_mismatch(
  uuid, uuid
) to tradekeel_engine;
comment on function reconciliation.require_open_mismatch(
  uuid, uuid
) is
'Lock and read an open mismatch of this user. Errors, in order: TNR01, OPC13 it is not open.';
