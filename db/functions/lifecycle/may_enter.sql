create or replace function lifecycle.may_enter(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_position_side text,
  p_owner_token uuid, p_lock_term bigint, p_epoch bigint, p_plan lifecycle.begin_plan
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from meta.installation as i where i.epoch = p_epoch and i.paused_at is null
  ) and exists (
    select from tenancy.users as u
     where u.user_id = p_user_id and not u.is_suspended and u.max_exposure is null
  ) and exists (
    select from locks.entry_locks as l
     where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol
       and l.owner_token = p_owner_token and l.term = p_lock_term
       and l.expires_at > p_plan.begun_at
  ) and not exists (
    select from lifecycle.intents as i
     where i.user_id = p_user_id and i.profile_id = p_profile_id and i.request_id = p_request_id
  ) and not exists (
    select from lifecycle.orders as o
     where o.user_id = p_user_id and o.account_id = p_plan.account_id and o.symbol = p_symbol
       and o.settled_at is null and o.profile_id = p_profile_id and o.kind = 'entry'
  ) and (
    select coalesce(bool_and(x.is_free), true)
           and count(*) filter (where x.is_other) < p_plan.max_open_positions
      from (
        select p.symbol <> p_symbol or p.side = p_position_side as is_free,
               p.symbol <> p_symbol as is_other
          from lifecycle.positions as p
         where p.user_id = p_user_id and p.profile_id = p_profile_id and p.state <> 'closed'
        union all
        select i.symbol <> p_symbol, true
          from lifecycle.intents as i
         where i.user_id = p_user_id and i.profile_id = p_profile_id and i.kind = 'entry'
           and i.settled_at is null
      ) as x
  );
end;
$$;
alter function lifecycle.may_enter(
  uuid, uuid, text, text, text, uuid, bigint, bigint, lifecycle.begin_plan
) owner to tradekeel_owner;
revoke all on function lifecycle.may_enter(
  uuid, uuid, text, text, text, uuid, bigint, bigint, lifecycle.begin_plan
) from public;
grant execute on function lifecycle.may_enter(
  uuid, uuid, text, text, text, uuid, bigint, bigint, lifecycle.begin_plan
) to tradekeel_engine;
comment on function lifecycle.may_enter(
  uuid, uuid, text, text, text, uuid, bigint, bigint, lifecycle.begin_plan
) is
'Whether what is outside of the rows that lifecycle.plan_entry joins lets its entry pass: the
installation runs in that epoch, the user is neither suspended nor capped, the lock is held, the
request is new, and its symbol is free for an entry of that side, with room for one more position.
Symbols with a position and an entry are counted twice: it may say no to what
lifecycle.require_free_slot lets pass, never the reverse.';
