begin;
select plan(7);

create temporary table made as
select lifecycle.make_client_order_id(
  1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1) as id;
select matches(
  (select lifecycle.render_client_order_id('hex32', id) from made), '^[0-9a-f]{32}$', 'hex32'
);
select matches(
  (select lifecycle.render_client_order_id('0xhex32', id) from made), '^0x[0-9a-f]{32}$',
  '0xhex32'
);
select matches(
  (select lifecycle.render_client_order_id('uuid36', id) from made),
  '^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$', 'uuid36, version 8'
);
select matches(
  (select lifecycle.render_client_order_id('t-base32', id) from made), '^t-[a-z2-7]{26}$',
  't-base32: 28 characters'
);
select is(
  lifecycle.render_client_order_id('t-base32', '00000000-0000-0000-0000-000000000001'),
  't-aaaaaaaaaaaaaaaaaaaaaaaaab', 'base32 counts from a'
);
select is(
  lifecycle.render_client_order_id('t-base32', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  't-h7777777777777777777777777', 'and ends at 7'
);
select is_empty(
  $$ select e.exchange, e.client_id_format
       from meta.exchanges as e, made as m
      where lifecycle.render_client_order_id(e.client_id_format, m.id) is null $$,
  'every exchange''s form is one that can be written'
);

select * from finish();
rollback;
