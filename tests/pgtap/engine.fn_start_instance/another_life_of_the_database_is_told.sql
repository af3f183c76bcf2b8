begin;
select plan(1);

update meta.installation set system_identifier = system_identifier + 1;
set local role tradekeel_bridge;
select is(
  (select s.is_same_life
     from engine.fn_start_instance(fixture.token(1), fixture.token(1), 'v', 'h') as s),
  false, 'restored, promoted or cloned'
);

select * from finish();
rollback;
