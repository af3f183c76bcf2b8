begin;
select plan(1);

select is_empty(
  $$ select t.* from (values
       ('1.10', '1.1', true), ('100', '100', true), ('0', '0.000', true),
       ('100', '101', false), ('100', '100.5', false), ('100', '99.9', false),
       ('0.00001', '0.0000123', true), ('0.0001', '0.0002', false), ('0.04', '0.0412', false),
       ('1234567', '1234567.4', true), ('1234567', '1234570', false),
       ('50.000025', '50.00002500', true), ('50.1234', '50.123456', true), ('0.1', '0.14', false),
       ('0.1', '-0.1', false), ('0', '0.00001', false), ('0', '1', false)
     ) as t (booked, told, wanted)
      where lifecycle.is_same_amount(t.booked::numeric, t.told::numeric) <> t.wanted
         or lifecycle.is_same_amount(t.told::numeric, t.booked::numeric) <> t.wanted $$,
  'other notation and rounding are the same, either way round; anything else is not'
);

select * from finish();
rollback;
