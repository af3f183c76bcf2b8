begin;
select plan(7);

select fixture.make_tenant(1);
create temporary table before as select fixture.digest() as digest;
select fixture.act_as_tenant(1);
select throws_ok(format(
  'select api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, %L, %L)',
  c.id, c.reason
), 'LCR01', null, c.said)
  from (values
    (null, 'x', 'no request id'), ('', 'x', 'an empty one'),
    (repeat('r', 201), 'x', 'one that is too long'), ('r', null, 'no reason'),
    ('r', '', 'an empty one'), ('r', repeat('x', 201), 'one that is too long')
  ) as c (id, reason, said);
reset role;
select is((select b.digest from before as b), fixture.digest(), 'nothing was written');

select * from finish();
rollback;
