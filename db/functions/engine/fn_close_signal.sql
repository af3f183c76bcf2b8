create or replace function engine.fn_close_signal(
  p_user_id uuid, p_signal_id uuid, p_owner_token uuid, p_outcome text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_outcome is null or length(p_outcome) not between 1 and 200 then
    perform meta.raise_error('LCR01', 'outcome wanted=1 to 200 characters');
  end if;
  update lifecycle.signals as s
     set state = 'closed', closed_at = v_now, outcome = p_outcome
   where s.user_id = p_user_id and s.signal_id = p_signal_id and s.state = 'claimed'
     and s.claimed_by = p_owner_token;
  return found;
end;
$$;
alter function engine.fn_close_signal(uuid, uuid, uuid, text) owner to tradekeel_engine;
revoke all on function engine.fn_close_signal(uuid, uuid, uuid, text) from public;
grant execute on function engine.fn_close_signal(uuid, uuid, uuid, text) to tradekeel_bridge;
comment on function engine.fn_close_signal(uuid, uuid, uuid, text) is
'Close a claimed signal that was refused, with the SQLSTATE or word that says why (1 to 200
characters). Only by its claimer. Returns whether it closed now. Errors, in order: LCR01.';
