begin;
select plan(8);

select fixture.stage(1);
select fixture.act_as_tenant(1);
select fixture.call_request(1, 's1');
select is(
  api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'c1',
    (select s.signal_id::text from api.signals as s)), 'pending', 'asked for'
);
select is((select s.state from api.signals as s), 'pending', 'the call itself changes nothing');
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'cancel_signal applied', 'the engine does it');
reset role;
select fixture.act_as_tenant(1);
select is((select s.outcome from api.signals as s), 'canceled', 'closed as canceled');
select is(
  api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'c1',
    (select s.signal_id::text from api.signals as s)), 'applied', 'a replay tells the outcome'
);
select is(
  api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'c2',
    (select s.signal_id::text from api.signals as s)), 'pending', 'asked for again'
);
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'cancel_signal LCC07', 'what is closed stays so');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
