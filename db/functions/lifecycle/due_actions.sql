create or replace function lifecycle.due_actions(
  p_user_id uuid, p_account_id uuid
) returns table (
  action text, protection_id uuid, profile_id uuid, symbol text, position_side text, request_id
  text, order_id uuid, reason text
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with fired as (
    select distinct on (p.position_id) x.protection_id, x.kind, p.profile_id, p.position_id,
           p.symbol, p.side, p.quantity
      from lifecycle.protections as x
      join lifecycle.positions as p on p.user_id = x.user_id and p.position_id = x.position_id
     where x.user_id = p_user_id and p.account_id = p_account_id and x.state = 'fired'
       and p.state = 'open'
     order by p.position_id, x.fired_at, x.protection_id
  ), working as (
    select f.protection_id, f.kind, f.profile_id, f.symbol, f.side, o.order_id
      from fired as f
      join lifecycle.orders as o
        on o.user_id = p_user_id and o.account_id = p_account_id and o.symbol = f.symbol
           and o.profile_id = f.profile_id and o.status = 'open' and o.settled_at is null
      join lifecycle.intents as i on i.user_id = o.user_id and i.intent_id = o.intent_id
     where i.position_side = f.side and i.reason not like 'protection:%'
  )
  select 'cancel', w.protection_id, w.profile_id, w.symbol, w.side, null::text, w.order_id,
         'protection:' || w.protection_id
    from working as w
   where not exists (
     select from lifecycle.cancels as c
      where c.user_id = p_user_id and c.order_id = w.order_id
        and (c.state = 'submitting' and c.send_deadline > clock_timestamp()
             or c.state in ('accepted', 'not_open')
                and c.created_at > clock_timestamp() - interval '5 seconds')
   )
  union all
  select 'exit', f.protection_id, f.profile_id, f.symbol, f.side,
         format('protection:%s:%s', f.protection_id, (
           select count(*) from lifecycle.intents as i
            where i.user_id = p_user_id and i.profile_id = f.profile_id
              and i.request_id like 'protection:' || f.protection_id || ':%')),
         null::uuid, 'protection:' || f.kind
    from fired as f
   where not exists (select from working as w where w.protection_id = f.protection_id)
     and lifecycle.is_exit_possible(p_user_id, f.position_id)
     and not exists (
       select from lifecycle.protection_rejections(p_user_id, f.profile_id, f.protection_id) as j
        where j.rejection_count > 0
          and 1000 * extract(epoch from clock_timestamp() - j.last_at) < least(
            meta.setting('protection_retry_limit_ms'),
            meta.setting('protection_retry_ms') * power(2.0, least(j.rejection_count, 30) - 1))
     );
end;
$$;
alter function lifecycle.due_actions(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.due_actions(uuid, uuid) from public;
grant execute on function lifecycle.due_actions(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.due_actions(uuid, uuid) is
'What the fired protections of an account still need, one protection a position: cancel every
open order of its symbol and side that has no cancel under way, else exit what is free to sell. The
request id of the exit counts the exits that this protection has begun, so a repetition names
the same one. After an exit that the exchange rejected the next one waits protection_retry_ms, and
twice as long after each further one, up to protection_retry_limit_ms.';
