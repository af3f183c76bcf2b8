create or replace function reconciliation.describe_action(
  p_mismatch reconciliation.mismatches, p_run_id uuid, p_account_state text
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_mismatch.run_id is distinct from p_run_id then
    return 'heal: not seen any more';
  elsif exists (
    select from reconciliation.lookups as l
     where l.user_id = p_mismatch.user_id and l.run_id = p_run_id
       and l.kind || ':' || l.subject_id = p_mismatch.subject
  ) then
    return case p_mismatch.state
      when 'open' then 'look up: not found is not enough yet'
      else 'look up: not found ends it as shown'
    end;
  elsif p_mismatch.state = 'healed' then
    return 'book: the reading is brought in as shown';
  elsif p_account_state = 'active' and exists (
    select from tenancy.exchange_accounts as a
     where a.user_id = p_mismatch.user_id and a.account_id = p_mismatch.account_id
       and a.state = 'halted'
  ) and p_mismatch.profile_id is null then
    return 'halt the account';
  elsif p_mismatch.kind = 'ledger_drift' then
    return 'pause the profile';
  elsif p_mismatch.profile_id is not null then
    return 'report: what was read does not settle it';
  end if;
  return 'report';
end;
$$;
alter function reconciliation.describe_action(
  reconciliation.mismatches, uuid, text
) owner to tradekeel_owner;
revoke all on function reconciliation.describe_action(
  reconciliation.mismatches, uuid, text
) from public;
grant execute on function reconciliation.describe_action(
  reconciliation.mismatches, uuid, text
) to tradekeel_engine;
comment on function reconciliation.describe_action(reconciliation.mismatches, uuid, text) is
'What a played run did about a mismatch, in one line: heal, look up, book, halt the account, pause
the profile, or report.';
