begin;
select plan(2);

set local role authenticated;
select is(
  tenancy.render_amount(123456789012345678.000000000000000001)::text,
  '"123456789012345678.000000000000000001"', 'every digit'
);
select is(tenancy.render_amount(null)::text, null, 'nothing stays nothing');

select * from finish();
rollback;
