begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_operators();
set local session authorization ann;
select ops.fn_set_exposure_cap(fixture.user_id(1), fixture.account_id(1), 500);
select ops.fn_set_exposure_cap(fixture.user_id(1), fixture.account_id(1), null);
set local session authorization bob;
select ops.fn_set_exposure_cap(fixture.user_id(1), null, 700);
reset session authorization;
select is(
  fixture.rows($$ select a.operator, a.arguments ->> 'account_id' = fixture.account_id(1)::text,
                         a.arguments ->> 'maximum', a.result ->> 'before'
                    from ops.audit as a where a.entry_point = 'ops.fn_set_exposure_cap'
                   order by a.recorded_at $$),
  '(ann,t,500,) (ann,t,,500) (bob,,700,)', 'who, where, what, and what it was'
);

select * from finish();
rollback;
