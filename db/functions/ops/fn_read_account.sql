create or replace function ops.fn_read_account(
  p_user_id uuid, p_account_id uuid, p_limit integer
) returns table (
  part text, item jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account tenancy.exchange_accounts;
  v_count bigint;
begin
  perform meta.require_limit(p_limit);
  v_account := tenancy.require_account(p_user_id, p_account_id);
  return query
  select 'account', meta.render_item(to_jsonb(v_account))
  union all
  select 'lease', meta.render_item(to_jsonb(l))
    from locks.account_leases as l
   where l.user_id = p_user_id and l.account_id = p_account_id
  union all
  select 'contact', meta.render_item(to_jsonb(c))
    from health.exchange_contacts as c
   where c.user_id = p_user_id and c.account_id = p_account_id
  union all
  select 'stream', meta.render_item(to_jsonb(s))
    from health.streams as s
   where s.user_id = p_user_id and s.account_id = p_account_id
  union all
  select 'loop', meta.render_item(to_jsonb(o))
    from health.loops as o
   where o.user_id = p_user_id and o.account_id = p_account_id
  union all
  (select 'run', meta.render_item(to_jsonb(r))
    from reconciliation.runs as r
   where r.user_id = p_user_id and r.account_id = p_account_id
   order by r.started_at desc limit p_limit)
  union all
  select 'reading', meta.render_item(to_jsonb(s) - 'document')
    from reconciliation.latest_snapshots as s
   where s.user_id = p_user_id and s.account_id = p_account_id
  union all
  (select 'claim', meta.render_item(to_jsonb(k))
    from tenancy.claims as k
   where k.user_id = p_user_id and k.account_id = p_account_id and k.is_held
   order by k.claimed_at limit p_limit)
  union all
  (select 'mismatch', meta.render_item(to_jsonb(m))
    from reconciliation.mismatches as m
   where m.user_id = p_user_id and m.account_id = p_account_id and m.state = 'open'
   order by m.first_seen_at limit p_limit)
  union all
  (select 'adoption', meta.render_item(to_jsonb(d))
    from lifecycle.adoptions as d
   where d.user_id = p_user_id and d.account_id = p_account_id
   order by d.created_at desc limit p_limit);
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_read_account', jsonb_build_object(
    'account_id', p_account_id, 'limit', p_limit), v_count);
end;
$$;
alter function ops.fn_read_account(uuid, uuid, integer) owner to tradekeel_engine;
revoke all on function ops.fn_read_account(uuid, uuid, integer) from public;
grant execute on function ops.fn_read_account(
  uuid, uuid, integer
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_account(uuid, uuid, integer) is
'Read one exchange account, a row for each thing: its state and the name of its credentials, its
lease, what its exchange last answered, its stream and loops, its newest reconciliations and how
complete each part of the newest reading was, claims, open mismatches, and orders taken in by name.
At most p_limit rows of a kind; amounts are text. Recorded in ops.audit with the number of rows.
Errors, in order: LCR01, TNR01.';
