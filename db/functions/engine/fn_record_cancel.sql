create or replace function engine.fn_record_cancel(
  p_user_id uuid, p_cancel_id uuid, p_owner_token uuid, p_outcome text, p_error jsonb
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_cancel lifecycle.cancels;
begin
  if p_outcome is null or p_outcome not in ('accepted', 'not_open', 'refused', 'unknown') then
    perform meta.raise_error('LCR01', format('outcome=%s', p_outcome));
  end if;
  select c.* into v_cancel
    from lifecycle.cancels as c
   where c.user_id = p_user_id and c.cancel_id = p_cancel_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('cancel=%s', p_cancel_id));
  elsif v_cancel.owner_token is distinct from p_owner_token then
    perform meta.raise_error('LKC04', format('cancel=%s', p_cancel_id));
  elsif v_cancel.state <> 'submitting' then
    return v_cancel.state;
  end if;
  update lifecycle.cancels as c
     set state = p_outcome, resolved_at = v_now, error = p_error
   where c.user_id = p_user_id and c.cancel_id = p_cancel_id;
  return p_outcome;
end;
$$;
alter function engine.fn_record_cancel(uuid, uuid, uuid, text, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_record_cancel(uuid, uuid, uuid, text, jsonb) from public;
grant execute on function engine.fn_record_cancel(
  uuid, uuid, uuid, text, jsonb
) to tradekeel_bridge;
comment on function engine.fn_record_cancel(uuid, uuid, uuid, text, jsonb) is
'Record what became of sending a cancel: accepted, not_open (the exchange does not know it as
open), refused or unknown. None of these ends the order: only a reading of it does, since it may
have filled first. Repeats return the first. Errors, in order: LCR01, TNR01, LKC04.';
