create or replace function reconciliation.note_mismatch(
  p_user_id uuid, p_account_id uuid, p_profile_id uuid, p_run_id uuid, p_kind text, p_subject
  text, p_detail jsonb
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer;
begin
  update reconciliation.mismatches as m
     set last_seen_at = v_now
   where m.user_id = p_user_id and m.account_id = p_account_id and m.kind = p_kind
     and m.subject = p_subject and m.state = 'accepted' and m.detail = p_detail;
  if found then
    return 0;
  end if;
  insert into reconciliation.mismatches as m (
    user_id, account_id, profile_id, kind, subject, run_id, detail, first_seen_at, last_seen_at
  ) values (
    p_user_id, p_account_id, p_profile_id, p_kind, p_subject, p_run_id, p_detail, v_now, v_now
  ) on conflict (user_id, account_id, kind, subject) where state = 'open' do update
     set seen_count = m.seen_count
           + case when m.run_id is distinct from excluded.run_id then 1 else 0 end,
         return_count = case
           when m.run_id is not distinct from excluded.run_id then m.return_count
           when m.detail = excluded.detail || '{"is_handled": true}' then m.return_count + 1
           else 0
         end,
         run_id = coalesce(excluded.run_id, m.run_id), last_seen_at = excluded.last_seen_at,
         detail = excluded.detail
  returning m.seen_count into v_count;
  if v_count = 1 then
    perform health.count_event(p_user_id, 'mismatches_found', p_kind);
  end if;
  return v_count;
end;
$$;
alter function reconciliation.note_mismatch(
  uuid, uuid, uuid, uuid, text, text, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.note_mismatch(
  uuid, uuid, uuid, uuid, text, text, jsonb
) from public;
grant execute on function reconciliation.note_mismatch(
  uuid, uuid, uuid, uuid, text, text, jsonb
) to tradekeel_engine;
comment on function reconciliation.note_mismatch(uuid, uuid, uuid, uuid, text, text, jsonb) is
'Note a difference between the database and the exchange, or that an open one was seen again by
another run; it returned when it is the same although the reading had been brought in. One that a
person accepted with the same detail stays accepted. Returns how many times it was seen, 0 for an
accepted one.';
