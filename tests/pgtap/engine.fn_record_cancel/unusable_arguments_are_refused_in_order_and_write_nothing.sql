begin;
select plan(2);

select fixture.stage(1);
select fixture.stage(2);
select fixture.rest_order(1);
select fixture.call_begin_cancel(1, 'r1');
create function pg_temp.cancel_id() returns uuid
language sql security definer as $$ select c.cancel_id from lifecycle.cancels as c $$;
create function pg_temp.refused(p_changes jsonb) returns text
language plpgsql as $$
declare
  r constant jsonb := jsonb_build_object(
    'user_id', fixture.user_id(1), 'outcome', 'accepted', 'owner_token', fixture.token(1),
    'cancel_id', pg_temp.cancel_id()) || p_changes;
begin
  return fixture.refusal(format(
    'select engine.fn_record_cancel(%L, %L, %L, %L, null)', r ->> 'user_id',
    r ->> 'cancel_id', r ->> 'owner_token', r ->> 'outcome'));
end;
$$;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.changes, w.wanted, pg_temp.refused(w.changes)
       from (values
         ('{"outcome": null, "cancel_id": null}'::jsonb, 'LCR01 outcome='),
         ('{"outcome": "submitting"}', 'LCR01 outcome=submitting'),
         ('{"outcome": "canceled"}', 'LCR01 outcome=canceled'),
         ('{"cancel_id": null, "owner_token": null}', 'TNR01 cancel='),
         ('{"cancel_id": "99999999-9999-4999-8999-999999999999"}', 'TNR01 cancel=99999999'),
         (jsonb_build_object('user_id', fixture.user_id(2)), 'TNR01 cancel='),
         ('{"owner_token": null}', 'LKC04 cancel='),
         (jsonb_build_object('owner_token', fixture.token(2)), 'LKC04 cancel=')
       ) as w (changes, wanted)
      where not starts_with(pg_temp.refused(w.changes), w.wanted) $$,
  'each is refused with its code and named in DETAIL'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
