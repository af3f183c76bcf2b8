create or replace function health.measure_reconciliation(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_open jsonb;
  v_leases jsonb;
begin
  select jsonb_object_agg(k.label, k.open_count) into v_open
    from (
      select s.label, count(m.mismatch_id) as open_count
        from health.counters as s
        left join reconciliation.mismatches as m on m.kind = s.label and m.state = 'open'
       where s.counter = 'mismatches_found'
       group by s.label
    ) as k;
  select jsonb_build_object(
           'accountsDriven', count(*),
           'accountsReady', count(*) filter (
             where l.ready_term = l.term and l.ready_epoch = l.epoch
           ),
           'oldestCompleteSeconds', round(extract(epoch from
             p_now - min(coalesce(l.reconciled_at, l.acquired_at))), 3))
    into v_leases
    from locks.account_leases as l
   where l.owner_token is not null and l.expires_at > p_now;
  return v_leases || jsonb_build_object(
    'reconciliationMismatchCount',
    (select count(*) from reconciliation.mismatches as m where m.state = 'open'),
    'openByKind', v_open,
    'stopped', (
      select count(*) from reconciliation.mismatches as m
       where m.state = 'open' and m.stopped_at is not null
    ),
    'oldestOpenSeconds', coalesce((
      select round(extract(epoch from p_now - min(m.first_seen_at)), 3)
        from reconciliation.mismatches as m where m.state = 'open'
    ), 0),
    'oldestRunSeconds', coalesce((
      select round(extract(epoch from p_now - min(r.started_at)), 3)
        from reconciliation.runs as r where r.state in ('reading', 'handling')
    ), 0));
end;
$$;
alter function health.measure_reconciliation(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_reconciliation(timestamptz) from public;
grant execute on function health.measure_reconciliation(timestamptz) to tradekeel_engine;
comment on function health.measure_reconciliation(timestamptz) is
'Measure reconciliation: open mismatches by kind, those that were stopped, accounts that are driven
and ready, the age of the oldest complete reading among them, of the oldest open mismatch and of
the oldest run under way, in seconds.';
