-- broken by: alter table meta.error_codes drop constraint
--   error_codes_code_has_area_and_disposition, drop constraint
--   error_codes_disposition_matches_code; insert into meta.error_codes (code,
--   disposition, title, hint, runbook) values ('LGX01', 'refused', 'x', 'x', 'x');
begin;
select plan(1);

select is_empty(
  $$
  select e.code
  from meta.error_codes as e
  where e.code !~ '^(TN|LG|LC|LK|RC|OP|MT)(R|C|T|I)[0-9]{2}$'
    or btrim(e.title) = '' or btrim(e.hint) = '' or btrim(e.runbook) = ''
  $$,
  'codes look like LGR01 and have a title, a hint and a runbook'
);

select * from finish();
rollback;
