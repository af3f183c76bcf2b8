begin;
select plan(2);

create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select fixture.refusal(format('select engine.fn_start_instance(%L, %L, %L, %L)',
       a.instance_id, a.token, a.version, a.host))
       from (values
         (null, fixture.token(1), 'v', 'h'), (fixture.token(1), null, 'v', 'h'),
         (fixture.token(1), fixture.token(1), null, 'h'),
         (fixture.token(1), fixture.token(1), '', 'h'),
         (fixture.token(1), fixture.token(1), repeat('v', 101), 'h'),
         (fixture.token(1), fixture.token(1), 'v', null),
         (fixture.token(1), fixture.token(1), 'v', ''),
         (fixture.token(1), fixture.token(1), 'v', repeat('h', 256))
       ) as a (instance_id, token, version, host) $$,
  $$ values
       ('LCR01 instance_id and owner_token wanted=uuid'),
       ('LCR01 instance_id and owner_token wanted=uuid'),
       ('LCR01 version wanted=1 to 100, host=1 to 255 characters'),
       ('LCR01 version wanted=1 to 100, host=1 to 255 characters'),
       ('LCR01 version wanted=1 to 100, host=1 to 255 characters'),
       ('LCR01 version wanted=1 to 100, host=1 to 255 characters'),
       ('LCR01 version wanted=1 to 100, host=1 to 255 characters'),
       ('LCR01 version wanted=1 to 100, host=1 to 255 characters') $$, 'each'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
