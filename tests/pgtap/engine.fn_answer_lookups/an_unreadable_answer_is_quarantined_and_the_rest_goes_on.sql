begin;
select plan(5);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.005);
select fixture.begin_entry(1, 'r2', 0.05, 'ETH/USDT');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
select is(
  (select a.answered from fixture.newest_run(1) as r,
     engine.fn_answer_lookups(
       fixture.user_id(1), r.run_id, fixture.token(1), r.lock_term, (
         select jsonb_agg(jsonb_build_object(
                  'lookup_id', l.value -> 'lookup_id', 'outcome', 'found', 'order',
                  case l.value ->> 'symbol'
                    when 'BTC/USDT' then fixture.reading(1, 'r1', 0, 'open') || '{"amount": 0.1}'
                    else fixture.reading(1, 'r2', 0, 'open')
                  end))
           from jsonb_array_elements(fixture.asked(1)) as l)) as a),
  2, 'both answers are taken'
);
reset role;
select is((fixture.attempt(1, 'r1')).state, 'submitting', 'the unreadable one writes nothing');
select is((fixture.attempt(1, 'r2')).state, 'confirmed', 'the other is confirmed');
select is(fixture.incidents(1), 'row_quarantined warning', 'an incident is open');
select is(
  (select i.detail ->> 'detail' from health.incidents as i) like 'field=amount %', true,
  'that names the field'
);

select * from finish();
rollback;
