create or replace function reconciliation.describe_play(
  p_account tenancy.exchange_accounts, p_run_id uuid, p_began_at timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_build_array(jsonb_build_object(
             'kind', 'run', 'subject', 'account:' || r.account_id, 'action', r.state,
             'evidence', jsonb_build_object(
               'started_at', r.started_at,
               'age_seconds', round(extract(epoch from p_began_at - r.started_at)),
               'is_complete', r.is_complete,
               'account_state', array[p_account.state, a.state],
               'halt_reason', a.halt_reason, 'incidents', (
                 select coalesce(jsonb_agg(i.kind || ' ' || i.level order by i.kind), '[]')
                   from health.incidents as i
                  where i.user_id = r.user_id and i.opened_at >= p_began_at))))
      from reconciliation.runs as r
      join tenancy.exchange_accounts as a
        on a.user_id = r.user_id and a.account_id = r.account_id
     where r.user_id = p_account.user_id and r.run_id = p_run_id
  ) || (
    select coalesce(jsonb_agg(jsonb_build_object(
             'kind', m.kind, 'profile_id', m.profile_id, 'subject', m.subject,
             'evidence', m.detail - 'is_handled' || jsonb_build_object(
               'seen_count', m.seen_count, 'first_seen_at',
               case when m.first_seen_at < p_began_at then m.first_seen_at end),
             'action', reconciliation.describe_action(m, p_run_id, p_account.state),
             'ledger', reconciliation.describe_entries(m, p_began_at),
             'positions', reconciliation.describe_executions(m, p_began_at))
             order by m.kind, m.subject), '[]')
      from reconciliation.mismatches as m
     where m.user_id = p_account.user_id and m.account_id = p_account.account_id
       and (m.run_id = p_run_id or m.closed_at >= p_began_at)
  );
end;
$$;
alter function reconciliation.describe_play(
  tenancy.exchange_accounts, uuid, timestamptz
) owner to tradekeel_owner;
revoke all on function reconciliation.describe_play(
  tenancy.exchange_accounts, uuid, timestamptz
) from public;
grant execute on function reconciliation.describe_play(
  tenancy.exchange_accounts, uuid, timestamptz
) to tradekeel_engine;
comment on function reconciliation.describe_play(tenancy.exchange_accounts, uuid, timestamptz) is
'What a played run did: first the run itself (how it ended, what became of the account, incidents),
then each mismatch that it noted or closed, with its evidence, the action, the journal entries and
what it moved in positions.';
