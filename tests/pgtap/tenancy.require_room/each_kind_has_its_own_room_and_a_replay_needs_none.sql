begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select ops.fn_change_setting('pending_request_limit', 2);
select fixture.act_as_tenant(1);
select isnt(fixture.call_request(1, 'a'), null, 'the first');
select isnt(fixture.call_request(1, 'b'), null, 'the second');
select throws_ok($$ select fixture.call_request(1, 'c') $$, 'TNT10', null, 'and no more');
select is(
  fixture.call_request(1, 'a'),
  (select s.signal_id from api.signals as s where s.request_id = 'a'), 'a replay is answered'
);
select is(
  api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'x'), 'pending',
  'other requests have a room of their own'
);
select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p2');
select throws_ok(
  $$ select api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p3',
    'x') $$,
  'TNT10', null, 'of the same size'
);
reset role;
select fixture.act_as_tenant(2);
select isnt(fixture.call_request(2, 'a'), null, 'another user is not concerned');
reset role;
update lifecycle.signals set state = 'closed', closed_at = clock_timestamp(), outcome = 'expired'
 where request_id = 'b';
select fixture.act_as_tenant(1);
select isnt(fixture.call_request(1, 'c'), null, 'what is closed makes room');
reset role;

select * from finish();
rollback;
