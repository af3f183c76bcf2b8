create or replace function locks.require_ready(
  p_user_id uuid, p_account_id uuid
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if not exists (
    select from locks.account_leases as l
     where l.user_id = p_user_id and l.account_id = p_account_id
       and l.ready_term = l.term and l.ready_epoch = l.epoch
       and l.reconciled_at
           > clock_timestamp() - meta.setting_interval('readiness_max_age_seconds')
  ) then
    perform meta.raise_error('LKT01', format('account=%s', p_account_id));
  end if;
end;
$$;
alter function locks.require_ready(uuid, uuid) owner to tradekeel_owner;
revoke all on function locks.require_ready(uuid, uuid) from public;
grant execute on function locks.require_ready(uuid, uuid) to tradekeel_engine;
comment on function locks.require_ready(uuid, uuid) is
'Refuse unless the account has a complete reconciliation under its present lease term and epoch,
not older than readiness_max_age_seconds. Errors, in order: LKT01.';
