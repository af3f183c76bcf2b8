create or replace function engine.fn_open_stream(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint, p_reason text
) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_connection_no bigint;
begin
  if p_reason is null or p_reason not in ('connected', 'overflow') then
    perform meta.raise_error('LCR01', format(
      'reason=%s wanted=connected or overflow', left(p_reason, 100)));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  perform locks.prove_account_lease(p_user_id, p_account_id, p_owner_token, p_lease_term);
  insert into health.streams as s
    (user_id, account_id, lease_term, connection_no, connected_at)
  values (p_user_id, p_account_id, p_lease_term, 1, v_now)
  on conflict (user_id, account_id) do update
     set lease_term = excluded.lease_term, connection_no = s.connection_no + 1,
         connected_at = v_now, caught_up_at = null, heard_at = null, lag_ms = null,
         down_at = null, error_class = null
  returning s.connection_no into v_connection_no;
  perform health.count_event(p_user_id, 'stream_connects', p_reason);
  return v_connection_no;
end;
$$;
alter function engine.fn_open_stream(uuid, uuid, uuid, bigint, text) owner to tradekeel_engine;
revoke all on function engine.fn_open_stream(uuid, uuid, uuid, bigint, text) from public;
grant execute on function engine.fn_open_stream(
  uuid, uuid, uuid, bigint, text
) to tradekeel_bridge;
comment on function engine.fn_open_stream(uuid, uuid, uuid, bigint, text) is
'Say that the user-data stream of an account is heard from now on: it was connected, or events were
dropped (overflow), which is the same to the database. What was said before is lost, nothing is sent
again: the account wants a full reading, and the stream has caught up when one that began
later is complete (fn_finish_reconciliation). The caller has it made at once. Returns the number of
the connection. Errors, in order: LCR01, TNR01, LKC01.';
