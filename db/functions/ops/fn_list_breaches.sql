create or replace function ops.fn_list_breaches(
  p_limit integer
) returns table (
  recorded_at timestamptz, user_id uuid, entry_point text, named_user_id uuid, named_object text,
  session_role text
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform meta.require_limit(p_limit);
  return query
  select b.recorded_at, b.user_id, b.entry_point, b.named_user_id, b.named_object, b.session_role
    from tenancy.breaches as b
   order by b.recorded_at desc
   limit p_limit;
end;
$$;
alter function ops.fn_list_breaches(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_breaches(integer) from public;
grant execute on function ops.fn_list_breaches(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_breaches(integer) is
'List who named what is another user''s, newest first: user_id is the caller, named_user_id whom it
named. The call was answered as if the object did not exist. Names users; not recorded. Errors, in
order: LCR01.';
