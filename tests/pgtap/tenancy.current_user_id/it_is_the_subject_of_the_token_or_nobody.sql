begin;
select plan(4);

select fixture.act_as_tenant(3);
reset role;
select is(tenancy.current_user_id(), fixture.user_id(3), 'the subject');
select set_config('request.jwt.claims', '', true);
select is(tenancy.current_user_id(), null, 'no token');
select set_config('request.jwt.claims', '{"role": "authenticated"}', true);
select is(tenancy.current_user_id(), null, 'no subject');
select set_config('request.jwt.claims', '{"sub": "not a uuid"}', true);
select throws_ok('select tenancy.current_user_id()', '22P02', null, 'a subject that is no user');

select * from finish();
rollback;
