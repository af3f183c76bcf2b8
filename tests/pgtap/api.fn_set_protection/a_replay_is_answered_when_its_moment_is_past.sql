begin;
select plan(2);

select fixture.stage(1);
select fixture.take_position(1, 'r1', 0.005);
select fixture.act_as_tenant(1);
select fixture.call_protect(1, 'p1', 'time_stop', null, null, now() + interval '1 hour');
reset role;
update tenancy.requests as r
   set arguments = jsonb_set(r.arguments, '{due_at}', to_jsonb('2020-01-01'::timestamptz));
select fixture.act_as_tenant(1);
select is(
  fixture.call_protect(1, 'p1', 'time_stop', null, null, '2020-01-01'), 'pending',
  'the same answer as the first time'
);
select throws_ok(
  $$ select fixture.call_protect(1, 'p1', 'time_stop', null, null, '2020-01-02') $$, 'LCC01',
  null, 'and another wish under its id is none'
);

select * from finish();
rollback;
