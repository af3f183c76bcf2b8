create or replace function lifecycle.accept_signal(
  p_user_id uuid, p_signal_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update lifecycle.signals as s
     set state = 'closed', closed_at = v_now, outcome = 'accepted'
   where s.user_id = p_user_id and s.signal_id = p_signal_id and s.state <> 'closed';
end;
$$;
alter function lifecycle.accept_signal(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.accept_signal(uuid, uuid) from public;
grant execute on function lifecycle.accept_signal(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.accept_signal(uuid, uuid) is
'Close a signal as accepted: an intent stands for it now.';
