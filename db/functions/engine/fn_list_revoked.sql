create or replace function engine.fn_list_revoked(p_user_ids uuid[])
returns table (user_id uuid)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if p_user_ids is null or cardinality(p_user_ids) > 100000 then
    perform meta.raise_error('LCR01', 'user_ids wanted=at most 100000');
  end if;
  return query
  select i.user_id
    from (select distinct n.user_id from unnest(p_user_ids) as n (user_id)) as i
   where (
     select u.revoked_at is null from tenancy.users as u where u.user_id = i.user_id
   ) is not true;
end;
$$;
alter function engine.fn_list_revoked(uuid[]) owner to tradekeel_engine;
revoke all on function engine.fn_list_revoked(uuid[]) from public;
grant execute on function engine.fn_list_revoked(uuid[]) to tradekeel_bridge;
comment on function engine.fn_list_revoked(uuid[]) is
'Which of these users may not listen any more: revoked, or not there. Errors, in order: LCR01.';
