-- broken by: create function ledger.fn_extra() returns void language sql as '';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  where (f.schema in ('api', 'engine', 'ops')) <> (f.simple_name ~ '^fn_[a-z]+(_[a-z]+)*$')
    or (f.schema not in ('api', 'engine', 'ops') and f.simple_name like 'fn\_%')
  $$,
  'functions of api, engine and ops are named fn_verb_noun, no others'
);

select * from finish();
rollback;
