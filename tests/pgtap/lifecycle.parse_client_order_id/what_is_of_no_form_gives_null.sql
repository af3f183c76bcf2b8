begin;
select plan(2);

select is_empty(
  $$ select t from unnest(array[
       '', 'x', 'web_1234', 'android_abcdef0123456789', 'ABCDEF0123456789ABCDEF0123456789',
       '0123456789abcdef0123456789abcde', '0123456789abcdef0123456789abcdef0',
       '0x0123456789abcdef0123456789abcde', 't-', 't-zzzzzzzzzzzzzzzzzzzzzzzzzz',
       't-iaaaaaaaaaaaaaaaaaaaaaaaaa', 't-a1aaaaaaaaaaaaaaaaaaaaaaaa',
       '01234567-89ab-cdef-0123-456789abcde', ' 0123456789abcdef0123456789abcdef'
     ]) as t where lifecycle.parse_client_order_id(t) is not null $$,
  'other people''s ids, wrong lengths, wrong case, letters out of range'
);
select is(lifecycle.parse_client_order_id(null), null, 'null gives null');

select * from finish();
rollback;
