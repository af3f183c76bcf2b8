create or replace function ops.fn_list_mismatches(
  p_limit integer
) returns table (
  kind text, subject text, user_id uuid, mismatch_id uuid, account_id uuid, profile_id uuid,
  seen_count integer, is_stopped boolean, is_quarantined boolean, first_seen_at timestamptz,
  last_seen_at timestamptz, detail jsonb
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform meta.require_limit(p_limit);
  return query
  select m.kind, m.subject, m.user_id, m.mismatch_id, m.account_id, m.profile_id, m.seen_count,
         m.stopped_at is not null,
         m.kind = 'order_missing_in_database' and m.subject like 'exchange:%',
         m.first_seen_at, m.last_seen_at, m.detail
    from reconciliation.mismatches as m
   where m.state = 'open'
   order by m.first_seen_at, m.mismatch_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_mismatches(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_mismatches(integer) from public;
grant execute on function ops.fn_list_mismatches(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_mismatches(integer) is
'List open mismatches, the oldest first. is_stopped: it came back too often and is not tried any
more (ops.fn_retry_mismatch). is_quarantined: an order with our tag whose attempt the database lost
(ops.fn_release_quarantine). Names users; not recorded. Errors, in order: LCR01.';
