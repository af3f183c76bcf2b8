begin;
select plan(12);

select fixture.stage(1);
select fixture.stage(2);
select fixture.act_as_tenant(1);
select api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'a');
select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p2');
reset role;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select throws_ok('select fixture.call_apply(1, 1, 0)', 'LCR01', null, 'a limit of nothing');
select throws_ok('select fixture.call_apply(1, 1, null)', 'LCR01', null, 'no limit');
select throws_ok('select fixture.call_apply(1, 2)', 'LKC01', null, 'another process');
select throws_ok(
  $$ select engine.fn_apply_requests(fixture.user_id(1), fixture.account_id(2), fixture.token(1),
    fixture.lease_term(1), 10) $$, 'TNR01', null, 'another user''s account'
);
reset role;
select is((select b.digest from before as b), fixture.digest(), 'nothing was written');
set local role tradekeel_bridge;
select is(fixture.call_apply(2), 'none', 'not for another account');
select is(fixture.call_apply(1, 1, 1), 'pause applied', 'the oldest first');
select is(fixture.call_apply(1), 'resume applied', 'then the next');
select is(fixture.call_apply(1), 'none', 'each once');
reset role;
select is(
  (select string_agg(b.payload ->> 'kind' || ' ' || (b.payload ->> 'outcome'), ', '
            order by b.event_seq)
     from tenancy.broadcasts as b where b.event = 'request_closed'),
  'pause applied, resume applied', 'and broadcast'
);
select is(
  fixture.roles_that_may($$ select engine.fn_apply_requests(fixture.user_id(1),
    fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 10) $$),
  array['tradekeel_bridge'], 'only the bridge may'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
