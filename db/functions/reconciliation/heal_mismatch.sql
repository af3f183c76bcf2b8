create or replace function reconciliation.heal_mismatch(
  p_user_id uuid, p_account_id uuid, p_kind text, p_subject text
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update reconciliation.mismatches as m
     set state = 'healed', closed_at = v_now
   where m.user_id = p_user_id and m.account_id = p_account_id and m.kind = p_kind
     and m.subject = p_subject and m.state = 'open';
  return found;
end;
$$;
alter function reconciliation.heal_mismatch(uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function reconciliation.heal_mismatch(uuid, uuid, text, text) from public;
grant execute on function reconciliation.heal_mismatch(uuid, uuid, text, text) to tradekeel_engine;
comment on function reconciliation.heal_mismatch(uuid, uuid, text, text) is
'Close an open mismatch whose difference is gone. Returns whether there was one.';
