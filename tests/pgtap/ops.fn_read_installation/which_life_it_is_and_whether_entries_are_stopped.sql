begin;
select plan(6);

set local role tradekeel_operator;
select is(
  (select string_agg(f.fact || '=' || coalesce(f.value, '-'), ' ' order by f.fact)
     from ops.fn_read_installation() as f
    where f.fact in ('is_same_life', 'epoch', 'paused_at', 'is_standby', 'is_read_only')),
  'epoch=1 is_read_only=false is_same_life=true is_standby=false paused_at=-',
  'lives, runs and can be written'
);
select ops.fn_pause_everything('prices look wrong');
select is(
  (select f.value from ops.fn_read_installation() as f where f.fact = 'pause_reason'),
  'prices look wrong', 'an operator stopped it, and why'
);
reset role;
update meta.installation set timeline = timeline + 1;
set local role tradekeel_operator;
select is(
  (select string_agg(f.value, ' ') from ops.fn_read_installation() as f
    where f.fact in ('is_same_life')), 'false', 'restored, and nobody acknowledged it'
);
select is(
  (select l.value::bigint - i.value::bigint
     from ops.fn_read_installation() as i, ops.fn_read_installation() as l
    where i.fact = 'timeline' and l.fact = 'live_timeline'), -1::bigint, 'which differs'
);
reset role;
delete from meta.releases;
set local role tradekeel_operator;
select is(
  (select f.value from ops.fn_read_installation() as f where f.fact = 'epoch'), '1',
  'a release that was never finished hides nothing'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_read_installation() $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
