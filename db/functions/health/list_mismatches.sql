create or replace function health.list_mismatches() returns table (
  user_id uuid, mismatch_id uuid, account_id uuid, profile_id uuid, kind text, subject text,
  seen_count integer, first_seen_at timestamptz
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select m.user_id, m.mismatch_id, m.account_id, m.profile_id, m.kind, m.subject, m.seen_count,
         m.first_seen_at
    from reconciliation.mismatches as m
   where m.state = 'open'
   order by m.first_seen_at, m.mismatch_id limit 50;
end;
$$;
alter function health.list_mismatches() owner to tradekeel_owner;
revoke all on function health.list_mismatches() from public;
grant execute on function health.list_mismatches() to tradekeel_engine;
comment on function health.list_mismatches() is
'List the oldest 50 open mismatches.';
