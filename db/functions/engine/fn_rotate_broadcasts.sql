create or replace function engine.fn_rotate_broadcasts() returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_slot constant smallint := tenancy.broadcast_slot(v_now + interval '24 hours');
begin
  if not exists (select from tenancy.broadcasts as b where b.slot = v_slot)
     or exists (
       select from tenancy.broadcasts as b
        where b.slot = v_slot and b.recorded_at > v_now - interval '2 days'
     )
  then
    return false;
  end if;
  execute format('truncate table tenancy.broadcasts_%s', v_slot);
  return true;
end;
$$;
alter function engine.fn_rotate_broadcasts() owner to tradekeel_owner;
revoke all on function engine.fn_rotate_broadcasts() from public;
grant execute on function engine.fn_rotate_broadcasts() to tradekeel_bridge;
comment on function engine.fn_rotate_broadcasts() is
'Empty the slot of the outbox that the next day writes to: its events are three days old, or it is
left alone. Returns whether it was emptied. Belongs to the owner of the table, since emptying it
takes that. A sweep across tenants.';
