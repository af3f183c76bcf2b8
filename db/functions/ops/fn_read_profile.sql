create or replace function ops.fn_read_profile(
  p_user_id uuid, p_profile_id uuid, p_limit integer
) returns table (
  part text, item jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_profile tenancy.profiles;
  v_count bigint;
begin
  perform meta.require_limit(p_limit);
  v_profile := tenancy.require_profile(p_user_id, p_profile_id);
  return query
  select 'profile', meta.render_item(to_jsonb(v_profile))
  union all
  select 'capital', meta.render_item(to_jsonb(c))
    from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id
  union all
  (select 'position', meta.render_item(to_jsonb(p))
    from lifecycle.positions as p
   where p.user_id = p_user_id and p.profile_id = p_profile_id and p.state <> 'closed'
   order by p.opened_at limit p_limit)
  union all
  (select 'protection', meta.render_item(to_jsonb(t))
    from lifecycle.positions as p
    join lifecycle.protections as t on t.user_id = p.user_id and t.position_id = p.position_id
   where p.user_id = p_user_id and p.profile_id = p_profile_id and p.state <> 'closed'
     and t.state in ('armed', 'fired')
   order by t.created_at limit p_limit)
  union all
  (select 'intent', meta.render_item(to_jsonb(i))
    from lifecycle.intents as i
   where i.user_id = p_user_id and i.account_id = v_profile.account_id
     and i.profile_id = p_profile_id and i.settled_at is null
   order by i.created_at limit p_limit)
  union all
  (select 'order', meta.render_item(to_jsonb(o))
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.account_id = v_profile.account_id
     and o.profile_id = p_profile_id and o.settled_at is null
   order by o.first_seen_at limit p_limit)
  union all
  (select 'reservation', meta.render_item(to_jsonb(r))
    from ledger.reservations as r
   where r.user_id = p_user_id and r.profile_id = p_profile_id and r.closed_at is null
   order by r.created_at limit p_limit)
  union all
  (select 'mismatch', meta.render_item(to_jsonb(m))
    from reconciliation.mismatches as m
   where m.user_id = p_user_id and m.account_id = v_profile.account_id
     and m.profile_id = p_profile_id and m.state = 'open'
   order by m.first_seen_at limit p_limit)
  union all
  (select 'entry', meta.render_item(to_jsonb(e))
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id
   order by e.seq desc limit p_limit);
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_read_profile', jsonb_build_object(
    'profile_id', p_profile_id, 'limit', p_limit), v_count);
end;
$$;
alter function ops.fn_read_profile(uuid, uuid, integer) owner to tradekeel_engine;
revoke all on function ops.fn_read_profile(uuid, uuid, integer) from public;
grant execute on function ops.fn_read_profile(
  uuid, uuid, integer
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_profile(uuid, uuid, integer) is
'Read one profile, a row for each thing: its limits, capital, open positions with their
protections, unsettled intents, orders that may still fill, open reservations, open mismatches, and
the newest entries of its journal. At most p_limit rows of a kind; amounts are text. Why it does
not trade: ops.fn_explain_profile. Recorded in ops.audit with the number of rows. Errors, in order:
LCR01, TNR01.';
