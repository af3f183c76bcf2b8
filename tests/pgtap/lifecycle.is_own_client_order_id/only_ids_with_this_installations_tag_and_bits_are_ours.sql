begin;
select plan(6);

create temporary table made as
select lifecycle.make_client_order_id(
  1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1) as id;
select is_empty(
  $$ select f.form
       from made as m, unnest(array['hex32', 'uuid36', '0xhex32', 't-base32']) as f (form)
      where lifecycle.is_own_client_order_id(lifecycle.render_client_order_id(f.form, m.id))
            is distinct from true $$,
  'in each form'
);
update meta.installation set tag = '\xfedcba98';
select is_empty(
  $$ select f.form from unnest(array['hex32', 'uuid36', '0xhex32', 't-base32']) as f (form),
            lifecycle.make_client_order_id(
              1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1) as i (id)
      where lifecycle.is_own_client_order_id(lifecycle.render_client_order_id(f.form, i.id))
            is distinct from true $$,
  'also with a tag of high bits'
);
select ok(
  not lifecycle.is_own_client_order_id((select id::text from made)),
  'the id of another installation is not'
);
select ok(
  not lifecycle.is_own_client_order_id('fedcba98-0000-4000-8000-000000000001'),
  'nor one with the tag by chance but another version'
);
select ok(
  lifecycle.is_own_client_order_id('something else') is not true, 'nor one of no form'
);
select ok(lifecycle.is_own_client_order_id(null) is not true, 'nor none');

select * from finish();
rollback;
