create or replace function lifecycle.protection_rejections(
  p_user_id uuid, p_profile_id uuid, p_protection_id uuid
) returns table (
  rejection_count integer, last_at timestamptz
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with exits as (
    select i.outcome, i.created_at, i.settled_at
      from lifecycle.intents as i
     where i.user_id = p_user_id and i.profile_id = p_profile_id
       and i.request_id like 'protection:' || p_protection_id || ':%'
  )
  select count(*)::integer, max(e.settled_at)
    from exits as e
   where e.outcome = 'rejected' and not exists (
     select from exits as n
      where n.outcome is distinct from 'rejected' and n.created_at > e.created_at
   );
end;
$$;
alter function lifecycle.protection_rejections(uuid, uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.protection_rejections(uuid, uuid, uuid) from public;
grant execute on function lifecycle.protection_rejections(uuid, uuid, uuid) to tradekeel_engine;
comment on function lifecycle.protection_rejections(uuid, uuid, uuid) is
'How often in a row, and when last, the exits of a protection were rejected by the exchange; one
that was taken ends the row.';
