begin;
select plan(2);

select fixture.stage(1);
select fixture.stage(2);
select fixture.rest_order(1);
create function pg_temp.refused(p_changes jsonb) returns text
language plpgsql as $$
declare
  r constant jsonb := jsonb_build_object(
    'user_id', fixture.user_id(1), 'reason', 'test', 'owner_token', fixture.token(1), 'term', 1,
    'order_id', to_jsonb(fixture.order_of(1)) -> 'order_id') || p_changes;
begin
  return fixture.refusal(format(
    'select * from engine.fn_begin_cancel(%L, %L, %L, %L, %L)', r ->> 'user_id',
    r ->> 'order_id', r ->> 'reason', r ->> 'owner_token', r ->> 'term'));
end;
$$;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.changes, w.wanted, pg_temp.refused(w.changes)
       from (values
         ('{"reason": null, "order_id": null, "term": 9}'::jsonb, 'LCR01 reason'),
         ('{"reason": ""}', 'LCR01 reason'),
         (jsonb_build_object('reason', repeat('r', 201)), 'LCR01 reason'),
         ('{"order_id": null, "term": 9}', 'TNR01 order='),
         ('{"order_id": "99999999-9999-4999-8999-999999999999"}', 'TNR01 order=99999999'),
         (jsonb_build_object('user_id', fixture.user_id(2)), 'TNR01 order='),
         ('{"user_id": null}', 'TNR01 order='),
         ('{"term": 9}', 'LKC01 account='),
         ('{"term": null}', 'LKC01 account='),
         ('{"owner_token": null}', 'LKC01 account='),
         (jsonb_build_object('owner_token', fixture.token(2)), 'LKC01 account=')
       ) as w (changes, wanted)
      where not starts_with(pg_temp.refused(w.changes), w.wanted) $$,
  'each is refused with its code and named in DETAIL'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
