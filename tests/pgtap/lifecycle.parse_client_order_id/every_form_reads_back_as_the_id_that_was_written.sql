-- The first byte is the installation's tag: any of 256 must read back in every form.
begin;
select plan(1);

create temporary table ids as
select (lpad(to_hex(b), 2, '0') || substr(md5(b::text), 3, 10) || '8' || substr(md5(b::text), 14, 3)
        || '9' || substr(md5(b::text), 18))::uuid as id
  from generate_series(0, 255) as b;
select is_empty(
  $$ select f.form, i.id, lifecycle.render_client_order_id(f.form, i.id)
       from ids as i, unnest(array['hex32', 'uuid36', '0xhex32', 't-base32']) as f (form)
      where lifecycle.parse_client_order_id(lifecycle.render_client_order_id(f.form, i.id))
            is distinct from i.id $$,
  'each of 256 first bytes, in each of the four forms'
);

select * from finish();
rollback;
