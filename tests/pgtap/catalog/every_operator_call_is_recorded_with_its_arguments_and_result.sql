-- broken by: create function ops.fn_extra(p_x text) returns void language plpgsql as 'begin end';
begin;
select plan(2);

-- What writes, and what reads of one user; some write their record further down. Overviews of all
-- are not recorded.
create temporary table calls as
select f.name, f.function_oid, p.proargnames[1:p.pronargs] as names,
       (select string_agg(m[1], ' ')
          from regexp_matches(p.prosrc, 'record_(?:audit|read)\((.*?)\);', 'g') as m) as call,
       p.prosrc
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
 where f.schema = 'ops' and (p.provolatile = 'v' or 'p_user_id' = any (p.proargnames))
   and f.name <> all (array['ops.fn_allocate_capital', 'ops.fn_withdraw_capital']);

select is_empty(
  $$ select c.name from calls as c where c.call is null or c.call ~ ',\s*''{}''\s*$' $$,
  'each writes a line, and what came of it is in the line'
);

-- Where the credentials are is not repeated; a transfer names its profiles in a variable.
select is_empty(
  $$ select c.name, n.name
       from calls as c cross join unnest(c.names) as n (name)
      where strpos(c.call, n.name) = 0
        and (c.name, n.name) not in (
          ('ops.fn_create_account', 'p_credentials_ref'),
          ('ops.fn_transfer_capital', 'p_from_profile_id'),
          ('ops.fn_transfer_capital', 'p_to_profile_id')) $$,
  'with every argument'
);

select * from finish();
rollback;
