begin;
select plan(1);

select is(
  meta.render_item('{"user_id": "u", "a": 0.10, "b": null, "c": "x", "d": {"e": 1}, "f": true}'),
  '{"a": "0.10", "c": "x", "d": {"e": 1}, "f": true}'::jsonb, 'for people'
);

select * from finish();
rollback;
