create or replace function ledger.is_posted(
  p_user_id uuid, p_profile_id uuid, p_kind text, p_source text, p_allocated numeric,
  p_detail jsonb
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_entry ledger.entries;
begin
  select e.* into v_entry
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id
     and e.kind = p_kind and e.source = p_source;
  if not found then
    return false;
  elsif v_entry.allocated_delta <> p_allocated or v_entry.detail <> p_detail then
    perform meta.raise_error('OPC01', format('profile=%s %s', p_profile_id, p_source));
  end if;
  return true;
end;
$$;
alter function ledger.is_posted(uuid, uuid, text, text, numeric, jsonb) owner to tradekeel_owner;
revoke all on function ledger.is_posted(uuid, uuid, text, text, numeric, jsonb) from public;
grant execute on function ledger.is_posted(
  uuid, uuid, text, text, numeric, jsonb
) to tradekeel_engine;
comment on function ledger.is_posted(uuid, uuid, text, text, numeric, jsonb) is
'Whether an operator''s request was carried out already, so that this is its replay. Errors, in
order: OPC01 it was, with another amount or counterpart.';
