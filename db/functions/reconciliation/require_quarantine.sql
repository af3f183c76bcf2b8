create or replace function reconciliation.require_quarantine(
  p_user_id uuid, p_mismatch_id uuid
) returns reconciliation.mismatches
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_mismatch reconciliation.mismatches;
begin
  select m.* into v_mismatch
    from reconciliation.mismatches as m
   where m.user_id = p_user_id and m.mismatch_id = p_mismatch_id;
  if not found then
    perform meta.raise_error('TNR01', format('mismatch=%s', p_mismatch_id));
  elsif v_mismatch.kind <> 'order_missing_in_database'
        or v_mismatch.subject not like 'exchange:%' then
    perform meta.raise_error('OPR14', format(
      'mismatch=%s kind=%s subject=%s', p_mismatch_id, v_mismatch.kind, v_mismatch.subject));
  end if;
  return v_mismatch;
end;
$$;
alter function reconciliation.require_quarantine(uuid, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.require_quarantine(uuid, uuid) from public;
grant execute on function reconciliation.require_quarantine(uuid, uuid) to tradekeel_engine;
comment on function reconciliation.require_quarantine(uuid, uuid) is
'The mismatch that holds an order of this installation without an attempt. Errors, in order: TNR01,
OPR14 it is another kind.';
