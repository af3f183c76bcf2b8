begin;
select plan(3);

select results_eq(
  $$ select meta.require_type('p_a', '11111111-0000-4000-8000-000000000001', 'uuid')::uuid::text
     union all select meta.require_type('p_a', '1.50', 'numeric')::numeric::text
     union all select meta.require_type('p_a', '7', 'integer')::integer::text
     union all select meta.require_type('p_a', 'true', 'boolean')::boolean::text
     union all select (meta.require_type('p_a', '2026-01-31T12:00:00+02:00', 'timestamptz')
                         ::timestamptz = '2026-01-31 10:00:00 UTC'::timestamptz)::text
     union all select meta.require_type('p_a', null, 'numeric')::numeric::text $$,
  $$ values ('11111111-0000-4000-8000-000000000001'), ('1.50'), ('7'), ('true'), ('true'),
            (null) $$,
  'what can be read is, and null stays null'
);

select results_eq(
  $$ select fixture.refusal(format('select meta.require_type(%L, %L, %L)', a.name, a.value,
                                   a.type))
       from (values
         (1, 'p_user_id', 'x', 'uuid'), (2, 'p_quantity', '1,5', 'numeric'),
         (3, 'p_quantity', '', 'numeric'), (4, 'p_valid_seconds', '1.5', 'integer'),
         (5, 'p_valid_seconds', '99999999999', 'integer'),
         (6, 'p_is_post_only', 'maybe', 'boolean'),
         (7, 'p_due_at', '2026-02-31', 'timestamptz'), (8, 'p_due_at', 'soon', 'timestamptz')
       ) as a (n, name, value, type)
      order by a.n $$,
  $$ values ('LCR01 p_user_id=x wanted=a uuid'), ('LCR01 p_quantity=1,5 wanted=a number'),
            ('LCR01 p_quantity= wanted=a number'),
            ('LCR01 p_valid_seconds=1.5 wanted=a whole number'),
            ('LCR01 p_valid_seconds=99999999999 wanted=a whole number'),
            ('LCR01 p_is_post_only=maybe wanted=true or false'),
            ('LCR01 p_due_at=2026-02-31 wanted=a moment as in 2026-01-31T12:00:00Z'),
            ('LCR01 p_due_at=soon wanted=a moment as in 2026-01-31T12:00:00Z') $$,
  'argument, value, and what was wanted'
);

select is(
  length(fixture.refusal(format('select meta.require_type(%L, %L, %L)', 'p_quantity',
                                repeat('x', 100000), 'numeric'))),
  length('LCR01 p_quantity= wanted=a number') + 60, 'of a long value only the beginning is shown'
);

select * from finish();
rollback;
