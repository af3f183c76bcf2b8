create or replace function engine.fn_lease_account(
  p_user_id uuid, p_account_id uuid, p_instance_id uuid, p_owner_token uuid, p_ttl_seconds numeric
) returns table (
  is_acquired boolean, term bigint, epoch bigint, expires_at timestamptz, is_ready boolean, holder
  uuid, retry_after_ms integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_ttl constant interval := locks.require_seconds(p_ttl_seconds);
  v_epoch constant bigint := meta.current_epoch();
begin
  if p_owner_token is null or p_instance_id is null then
    perform meta.raise_error('LCR01', 'owner_token and instance_id wanted=uuid');
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  insert into locks.account_leases as l
    (user_id, account_id, owner_token, instance_id, term, epoch, acquired_at, expires_at)
  values (p_user_id, p_account_id, p_owner_token, p_instance_id, 1, v_epoch, v_now, v_now + v_ttl)
  on conflict (user_id, account_id) do update
     set term = case
           when l.owner_token = excluded.owner_token and l.expires_at > v_now
                and l.epoch = v_epoch then l.term
           else l.term + 1
         end,
         acquired_at = case
           when l.owner_token = excluded.owner_token and l.expires_at > v_now
                and l.epoch = v_epoch then l.acquired_at
           else v_now
         end,
         owner_token = excluded.owner_token, instance_id = excluded.instance_id,
         epoch = v_epoch, expires_at = v_now + v_ttl
   where l.owner_token is null or l.owner_token = excluded.owner_token or l.expires_at <= v_now;
  if not found then
    perform health.count_event(p_user_id, 'lease_contention', '');
    perform health.count_amount(p_user_id, 'lease_contention_seconds', '', (
      select extract(epoch from l.expires_at - v_now) from locks.account_leases as l
       where l.user_id = p_user_id and l.account_id = p_account_id));
  end if;
  if exists (
    select from locks.account_leases as l
     where l.user_id = p_user_id and l.account_id = p_account_id
       and l.owner_token = p_owner_token and l.acquired_at = v_now
  ) then
    perform health.count_event(p_user_id, 'account_reloads', '');
  end if;
  return query
  select l.owner_token is not distinct from p_owner_token, l.term, l.epoch, l.expires_at,
         l.ready_term is not distinct from l.term and l.ready_epoch is not distinct from l.epoch,
         l.instance_id,
         greatest(0, ceil(extract(epoch from l.expires_at - v_now) * 1000))::integer
    from locks.account_leases as l
   where l.user_id = p_user_id and l.account_id = p_account_id;
end;
$$;
alter function engine.fn_lease_account(uuid, uuid, uuid, uuid, numeric) owner to tradekeel_engine;
revoke all on function engine.fn_lease_account(uuid, uuid, uuid, uuid, numeric) from public;
grant execute on function engine.fn_lease_account(
  uuid, uuid, uuid, uuid, numeric
) to tradekeel_bridge;
comment on function engine.fn_lease_account(uuid, uuid, uuid, uuid, numeric) is
'Lease an account to one process, or renew. The holder''s renewal keeps the term; a lapsed or
taken-over lease begins a new term, and with it the account is not ready until reconciled. Not
acquired is a result, not an error. Errors, in order: LKR01, LCR01, TNR01.';
