create or replace function engine.fn_answer_lookups(
  p_user_id uuid, p_run_id uuid, p_owner_token uuid, p_lock_term bigint, p_answers jsonb
) returns table (
  answered integer, lookups jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_run constant reconciliation.runs := reconciliation.require_run(
    p_user_id, p_run_id, p_owner_token, p_lock_term);
  v_now constant timestamptz := clock_timestamp();
  v_lookup reconciliation.lookups;
  a record;
begin
  perform meta.require_rows(p_answers, 'answers', 1000);
  if exists (
    select from jsonb_array_elements(p_answers) as e (value)
     where e.value ->> 'outcome' is null
        or e.value ->> 'outcome' not in ('found', 'not_found', 'failed')
        or e.value ->> 'lookup_id' is null
        or e.value ->> 'outcome' = 'found' and jsonb_typeof(e.value -> 'order') <> 'object'
        or e.value ->> 'outcome' = 'found' and not e.value ? 'order'
        or jsonb_typeof(e.value -> 'trades') not in ('array', 'null')
  ) then
    perform meta.raise_error(
      'RCR01', 'answers wanted=array of {lookup_id, outcome, order when found, trades}');
  end if;
  answered := 0;
  update reconciliation.runs as r
     set rounds = least(r.rounds + 1, 100)
   where r.user_id = p_user_id and r.run_id = p_run_id;
  perform ledger.lock_capital(p_user_id, p.profile_id)
     from (
       select distinct l.profile_id
         from reconciliation.lookups as l
        where l.user_id = p_user_id and l.run_id = p_run_id and l.state = 'asked'
        order by l.profile_id
     ) as p;
  for a in
    select distinct on (l.profile_id, l.lookup_id)
           e.value ->> 'outcome' as outcome, e.value -> 'order' as reading,
           coalesce(nullif(e.value -> 'trades', 'null'), '[]') as trades, l.lookup_id
      from jsonb_array_elements(p_answers) with ordinality as e (value, position)
      join reconciliation.lookups as l
        on l.user_id = p_user_id and l.run_id = p_run_id
           and l.lookup_id::text = e.value ->> 'lookup_id' and l.state = 'asked'
     where e.value ->> 'outcome' <> 'failed'
        or v_run.rounds + 1 >= meta.setting('lookup_round_count')
     order by l.profile_id, l.lookup_id, e.position
  loop
    update reconciliation.lookups as l
       set state = 'answered', outcome = a.outcome, answered_at = v_now
     where l.user_id = p_user_id and l.lookup_id = a.lookup_id
    returning l.* into v_lookup;
    perform reconciliation.take_answer(v_run, v_lookup, a.reading, a.trades);
    answered := answered + 1;
  end loop;
  lookups := reconciliation.open_lookups(p_user_id, p_run_id);
  return next;
end;
$$;
alter function engine.fn_answer_lookups(uuid, uuid, uuid, bigint, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_answer_lookups(uuid, uuid, uuid, bigint, jsonb) from public;
grant execute on function engine.fn_answer_lookups(
  uuid, uuid, uuid, bigint, jsonb
) to tradekeel_bridge;
comment on function engine.fn_answer_lookups(uuid, uuid, uuid, bigint, jsonb) is
'Answer look-ups of a run: an array of {lookup_id, outcome: found, not_found or failed, order,
trades}. not_found is only for complete readings of open, closed and trades; could not ask is
failed. A failed one is open again until lookup_round_count rounds are used up. Of several answers
to one look-up the first counts. Returns how many were taken and which are still open. Errors, in
order: TNR01, RCC01, LKC03, LKC01, RCR01 also for more than 1000.';
