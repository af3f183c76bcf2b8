create or replace function lifecycle.report_unplaced(
  p_user_id uuid, p_account_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform health.open_incident(
    x.user_id, 'protection_unplaced', 'critical', x.protection_id::text, 'lifecycle-incident',
    jsonb_build_object('symbol', p.symbol, 'kind', x.kind, 'fired_at', x.fired_at))
     from lifecycle.protections as x
     join lifecycle.positions as p on p.user_id = x.user_id and p.position_id = x.position_id
    where x.user_id = p_user_id and p.account_id = p_account_id and x.state = 'fired'
      and p.state <> 'closed'
      and (x.fired_at < clock_timestamp() - meta.setting_interval('protection_limit_seconds')
           or exists (
             select from lifecycle.protection_rejections(
               x.user_id, x.profile_id, x.protection_id) as j
              where j.rejection_count >= meta.setting('protection_rejection_count')
           ));
end;
$$;
alter function lifecycle.report_unplaced(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.report_unplaced(uuid, uuid) from public;
grant execute on function lifecycle.report_unplaced(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.report_unplaced(uuid, uuid) is
'Open an incident for every protection that fired protection_limit_seconds ago and whose position
is still open, and of every one whose exits the exchange rejected
protection_rejection_count times in a row.';
