begin;
select plan(6);

create function pg_temp.problems() returns text
language sql as $$
  select coalesce(string_agg(c.detail ->> 'problem', ', ' order by c.detail ->> 'problem'), 'none')
    from health.check_hands_drift_record_is_kept as c
$$;
select is(pg_temp.problems(), 'none', 'as the apply left it');

update meta.objects as o set grants_hash = 'x' where o.identity = 'ledger.entries';
select is(pg_temp.problems(), 'it was rewritten since', 'a hash that somebody wrote');

select meta.record_apply('apply_begun', '{}');
select is(
  pg_temp.problems(), 'an apply is under way or was cut off, it was rewritten before this apply',
  'an apply does not cover it'
);
delete from meta.objects as o where o.identity = 'ledger.capital';
select meta.record_apply('apply_ended', '{}');
select is(pg_temp.problems(), 'it was rewritten before this apply', 'nor when it is over');

-- Cut off, begun again: what the first did is not held against the second.
select meta.record_apply('apply_begun', '{}');
delete from meta.objects as o where o.identity = 'ledger.fills';
select meta.record_apply('apply_begun', '{}');
select meta.record_apply('apply_ended', '{}');
select is(pg_temp.problems(), 'it was rewritten before this apply', 'the first one is');

select meta.record_apply('rebaseline', '{}');
select is(pg_temp.problems(), 'none', 'only who accepts it on record ends it');

select * from finish();
rollback;
