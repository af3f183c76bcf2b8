begin;
select plan(5);

select fixture.stage(1);
select fixture.take_position(1, 'r1', 0.001);
select is(fixture.protections(1), 'none', 'a profile without defaults has no protection');
select fixture.limit_profile(1, '{"take_profit_rate": "1", "max_hold_seconds": 60}');
select is(
  fixture.rows($$ select lifecycle.arm_protections(p.user_id, p.position_id)
                    from lifecycle.positions as p $$), '("")', 'called again'
);
select is(
  fixture.protections(1), 'take_profit armed 100000, time_stop armed', 'with its average price'
);
select ok(
  (select bool_and(x.is_default and x.profile_id = fixture.profile_id(1))
     from lifecycle.protections as x), 'marked as the profile''s default'
);
select lifecycle.arm_protections(fixture.user_id(2), p.position_id) from lifecycle.positions as p;
select is((select count(*)::integer from lifecycle.protections), 2, 'of its own user only');

select * from finish();
rollback;
