create or replace function lifecycle.is_slot_free(
  p_user_id uuid, p_profile_id uuid, p_account_id uuid, p_request_id text, p_symbol text,
  p_position_side text, p_max_open_positions integer
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return not exists (
    select from lifecycle.intents as i
     where i.user_id = p_user_id and i.profile_id = p_profile_id and i.request_id = p_request_id
  ) and not exists (
    select from lifecycle.orders as o
     where o.user_id = p_user_id and o.account_id = p_account_id and o.symbol = p_symbol
       and o.settled_at is null and o.profile_id = p_profile_id and o.kind = 'entry'
  ) and not exists (
    select from lifecycle.intents as i
     where i.user_id = p_user_id and i.profile_id = p_profile_id and i.symbol = p_symbol
       and i.kind = 'entry' and i.settled_at is null
  ) and not exists (
    select from lifecycle.positions as p
     where p.user_id = p_user_id and p.profile_id = p_profile_id and p.symbol = p_symbol
       and p.side <> p_position_side and p.state <> 'closed'
  ) and (
    select count(*)
      from lifecycle.positions as p
     where p.user_id = p_user_id and p.profile_id = p_profile_id and p.symbol <> p_symbol
       and p.state <> 'closed'
  ) + (
    select count(*)
      from lifecycle.intents as i
     where i.user_id = p_user_id and i.profile_id = p_profile_id and i.kind = 'entry'
       and i.settled_at is null
  ) < p_max_open_positions;
end;
$$;
alter function lifecycle.is_slot_free(
  uuid, uuid, uuid, text, text, text, integer
) owner to tradekeel_owner;
revoke all on function lifecycle.is_slot_free(
  uuid, uuid, uuid, text, text, text, integer
) from public;
grant execute on function lifecycle.is_slot_free(
  uuid, uuid, uuid, text, text, text, integer
) to tradekeel_engine;
comment on function lifecycle.is_slot_free(uuid, uuid, uuid, text, text, text, integer) is
'Whether a request is new and its symbol free for an entry of that side, with room for one more
position: nothing unsettled, nothing held on the other side, and fewer positions and unsettled
entries than the maximum. Symbols with both are counted twice, so it may say no to what
lifecycle.require_free_slot lets pass, never the reverse.';
