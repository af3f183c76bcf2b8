-- What a new object in schema public is granted by itself. Before 2026 a hosted project gave
-- everything to the three API roles ('legacy'); since then nothing ('none', the default here).
-- Choose before running:  set tradekeel.default_privileges = 'legacy';
do $$
declare
  v_regime text := coalesce(
    nullif(current_setting('tradekeel.default_privileges', true), ''), 'none'
  );
  v_creator text;
  v_kind text;
begin
  if v_regime not in ('legacy', 'none') then
    raise exception using
      errcode = '22023',
      message = format('tradekeel.default_privileges is %L, not legacy or none', v_regime);
  end if;
  foreach v_creator in array array['postgres', 'supabase_admin'] loop
    foreach v_kind in array array['tables', 'sequences', 'functions'] loop
      execute format(
        case v_regime
          when 'legacy' then
            'alter default privileges for role %I in schema public '
            'grant all on %s to postgres, anon, authenticated, service_role'
          else
            'alter default privileges for role %I in schema public '
            'revoke all on %s from postgres, anon, authenticated, service_role'
        end,
        v_creator, v_kind
      );
    end loop;
  end loop;
end;
$$;
