create or replace function reconciliation.play_as(
  p_user_id uuid, p_account_id uuid
) returns table (
  owner_token uuid, term bigint
)
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_token constant uuid := gen_random_uuid();
begin
  return query
  select l.owner_token, l.term
    from locks.account_leases as l
   where l.user_id = p_user_id and l.account_id = p_account_id
     and l.owner_token is not null and l.epoch = meta.current_epoch() and l.expires_at > v_now;
  if found then
    return;
  end if;
  return query
  insert into locks.account_leases as l
    (user_id, account_id, owner_token, instance_id, term, epoch, acquired_at, expires_at)
  values (p_user_id, p_account_id, v_token, v_token, 1, meta.current_epoch(), v_now,
    v_now + interval '1 hour')
  on conflict (user_id, account_id) do update
     set owner_token = excluded.owner_token, epoch = excluded.epoch,
         expires_at = excluded.expires_at
  returning l.owner_token, l.term;
end;
$$;
alter function reconciliation.play_as(uuid, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.play_as(uuid, uuid) from public;
grant execute on function reconciliation.play_as(uuid, uuid) to tradekeel_engine;
comment on function reconciliation.play_as(uuid, uuid) is
'As whom a plan plays a run that is taken back: the present driver, whose lease is only read, so
that it goes on being renewed meanwhile; where nobody drives, a driver that nobody else ever sees.';
