create or replace function engine.fn_refuse_signal(
  p_user_id uuid, p_signal_id uuid, p_owner_token uuid, p_sqlstate text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_signal lifecycle.signals;
begin
  if p_sqlstate is null or p_sqlstate !~ '^[0-9A-Z]{5}$' then
    perform meta.raise_error('LCR01', format('sqlstate=%s', p_sqlstate));
  end if;
  select s.* into v_signal
    from lifecycle.signals as s
   where s.user_id = p_user_id and s.signal_id = p_signal_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('signal=%s', p_signal_id));
  elsif v_signal.state <> 'closed' and v_signal.claimed_by is distinct from p_owner_token then
    perform meta.raise_error('LKC04', format('signal=%s', p_signal_id));
  elsif v_signal.state = 'closed' or p_sqlstate ~ '^(LK...|..T..|MT...)$' then
    return v_signal.state;
  end if;
  update lifecycle.signals as s
     set state = 'closed', closed_at = v_now, outcome = p_sqlstate
   where s.user_id = p_user_id and s.signal_id = p_signal_id;
  return 'closed';
end;
$$;
alter function engine.fn_refuse_signal(uuid, uuid, uuid, text) owner to tradekeel_engine;
revoke all on function engine.fn_refuse_signal(uuid, uuid, uuid, text) from public;
grant execute on function engine.fn_refuse_signal(uuid, uuid, uuid, text) to tradekeel_bridge;
comment on function engine.fn_refuse_signal(uuid, uuid, uuid, text) is
'Say with which SQLSTATE a claimed signal could not be carried out. A refusal or conflict closes
it with that as its outcome; what is transient, or a lost lock or lease, or another epoch,
leaves it to be claimed again until it expires. Only by its claimer. Returns the signal''s state
then. Errors, in order: LCR01, TNR01 no such signal, LKC04 another claimer.';
