-- One tenant's day, step by step: every entry point is called, every tenant table gets rows. Steps
-- stand apart by an empty line; {n} is the tenant's number, {m} its second profile's. A step that
-- begins with "as bob:" is another operator's, one with "refused X:" is refused by that code, after
-- it read what it has to.

select fixture.stage({n})

select fixture.add_profile({n}, {m})

select fixture.limit_profile({n}, '{"stop_loss_rate": "0.1", "max_open_positions": 9}')

select ops.fn_set_exposure_cap(fixture.user_id({n}), fixture.account_id({n}), 100000)

select ops.fn_set_exposure_cap(fixture.user_id({n}), null, 100000)

select ops.fn_transfer_capital(fixture.user_id({n}), fixture.profile_id({m}),
  fixture.profile_id({n}), fixture.token({m}), 10)

select ops.fn_withdraw_capital(fixture.user_id({n}), fixture.profile_id({m}),
  fixture.token({n}), 10)

select engine.fn_check_exchange_uid(fixture.user_id({n}), fixture.account_id({n}), 'uid-{n}')

refused TNR07: select engine.fn_read_vault(fixture.user_id({n}), fixture.account_id({n}))

select engine.fn_report_exchange(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), null, 20, 1)

select engine.fn_heartbeat(fixture.user_id({n}), fixture.account_id({n}), fixture.token({n}),
  fixture.token({n}), 'trading', 'started', 1, null)

select engine.fn_open_stream(fixture.user_id({n}), fixture.account_id({n}), fixture.token({n}),
  fixture.lease_term({n}), 'connected')

select engine.fn_apply_stream_events(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}), jsonb_build_array(jsonb_build_object(
    'id', '9', 'symbol', 'BTC/USDT', 'side', 'buy', 'status', 'open', 'filled', '0')),
  jsonb_build_array(jsonb_build_object('id', '9', 'order', '9', 'symbol', 'BTC/USDT')))

select engine.fn_close_stream(fixture.user_id({n}), fixture.account_id({n}), fixture.token({n}),
  fixture.lease_term({n}), 'NetworkError')

select engine.fn_report_events(fixture.token({n}), fixture.token({n}), '[]')

select engine.fn_fold_counters()

begin; select fixture.act_as_tenant({n}); select api.fn_request_entry(fixture.user_id({n})::text,
  fixture.profile_id({n})::text, 's1', 'BTC/USDT', 'buy', 'market', '0.001', null, null, null,
  'false', '1', '60'); select api.fn_request_entry(fixture.user_id(9)::text, fixture.profile_id({n})::text, 's1',
  'BTC/USDT', 'buy', 'market', '0.001', null, null, null, 'false', '1', '60'); select
  api.fn_request_exit(fixture.user_id({n})::text, fixture.profile_id({n})::text, 's2', 'BTC/USDT',
  'sell', 'market', '0.001', null, null, null, 'false', '60'); commit

begin; select fixture.act_as_tenant({n}); select api.fn_request_entry(fixture.user_id({n})::text,
  fixture.profile_id({n})::text, 's3', 'BTC/USDT', 'buy', 'market', '0.001', null, null, null,
  'false', '1', '60'); reset role; select set_config('bench.signal', s.signal_id::text, true) from
  lifecycle.signals as s where s.user_id = fixture.user_id({n}) and s.profile_id =
  fixture.profile_id({n}) and s.request_id = 's3'; select fixture.act_as_tenant({n}); select
  api.fn_cancel_signal(fixture.user_id({n})::text, fixture.profile_id({n})::text, 'c1',
  current_setting('bench.signal')); select api.fn_pause_profile(fixture.user_id({n})::text,
  fixture.profile_id({n})::text, 'c2', 'test'); select
  api.fn_resume_profile(fixture.user_id({n})::text, fixture.profile_id({n})::text, 'c3'); commit

select * from engine.fn_apply_requests(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}), 10)

select * from engine.fn_claim_signals(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}), 10)

select engine.fn_refuse_signal(s.user_id, s.signal_id, fixture.token({n}), 'LGR01') from
  lifecycle.signals as s where s.user_id = fixture.user_id({n}) and s.profile_id =
  fixture.profile_id({n}) and s.state = 'claimed'

select engine.fn_renew_entry_lock(fixture.user_id({n}), fixture.profile_id({n}), 'BTC/USDT',
  fixture.token({n}), l.term, 60) from locks.entry_locks as l where l.user_id =
  fixture.user_id({n}) and l.profile_id = fixture.profile_id({n})

select fixture.rest_order({n}, 'r0', 0.001)

select fixture.call_cancel({n}, 'r0', 'accepted')

select fixture.settle({n}, 'r0', 0, 'canceled')

select fixture.settle({n}, 'r0', 0, 'canceled')

select fixture.hold({n}, 'r1', 0.004)

select * from engine.fn_plan_monitoring(fixture.user_id({n}), fixture.account_id({n}))

select set_config('bench.position', p.position_id::text, false) from lifecycle.positions as p
  where p.user_id = fixture.user_id({n}) and p.profile_id = fixture.profile_id({n}) and p.state
  = 'open'

begin; select fixture.act_as_tenant({n}); select api.fn_set_protection(fixture.user_id({n})::text,
  fixture.profile_id({n})::text, 'c4', current_setting('bench.position'), 'take_profit', '90000',
  null, null); commit

select * from engine.fn_apply_requests(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}), 10)

select fixture.set_price({n}, 50500)

select * from engine.fn_evaluate_protections(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}))

select fixture.call_incomes({n}, jsonb_build_array(fixture.income({n},
  '{"kind": "interest", "currency": "USDT"}')))

select fixture.call_incomes({n}, jsonb_build_array(fixture.income({n},
  '{"id": "i2", "kind": "interest", "symbol": null, "amount": "-1"}')))

select ops.fn_attribute_income(fixture.user_id({n}), fixture.account_id({n}), 'interest', 'i2',
  fixture.profile_id({n}), null, 'plan test')

select ops.fn_adopt_order(fixture.user_id({n}), fixture.profile_id({n}), 'BTC/USDT', 'long',
  'by-hand', 'plan test')

select fixture.call_begin_exit({n}, '{"quantity": "0.001"}')

select fixture.call_persist({n}, 'x1', 0.001, 'closed', jsonb_build_array(fixture.trade({n},
  'x1', 'tx1', 0.001, 50500, '0.05', 'BNB')), 50500)

select * from engine.fn_record_incomes(fixture.user_id({n}), fixture.account_id({n}), '[]',
  clock_timestamp())

select engine.fn_price_fees(fixture.user_id({n}), fixture.account_id({n}))

select ops.fn_price_fee(fixture.user_id({n}), (fixture.order_of({n}, 'x1')).order_id, 'tx1',
  'BNB', 600, 'plan test')

select fixture.settle({n}, 'x1', 0.001, 'closed', '[]', 50500)

select fixture.set_price({n}, 40000)

select * from engine.fn_evaluate_protections(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}))

select fixture.call_begin_exit({n}, '{"request_id": "x2"}')

select fixture.call_persist({n}, 'x2', 0.003, 'closed', jsonb_build_array(fixture.trade({n},
  'x2', 'tx2', 0.003, 40000) - 'fee'), 40000)

select fixture.call_persist({n}, 'x2', 0.003, 'closed', jsonb_build_array(fixture.trade({n},
  'x2', 'tx2', 0.003, 40000, '0.05')), 40000)

select fixture.settle({n}, 'x2', 0.003, 'closed', '[]', 40000)

select fixture.set_price({n}, 50000)

select fixture.begin_entry({n}, 'r2', 0.001)

select engine.fn_record_rejected(fixture.user_id({n}), (fixture.attempt({n}, 'r2')).attempt_id,
  fixture.token({n}), '{}')

select fixture.begin_entry({n}, 'r3', 0.001)

select engine.fn_record_unknown(fixture.user_id({n}), (fixture.attempt({n}, 'r3')).attempt_id,
  fixture.token({n}), '{}')

select fixture.pass_time({n}, '1 minute')

select ops.fn_decide_not_placed(fixture.user_id({n}), (fixture.attempt({n}, 'r3')).attempt_id,
  'looked')

select fixture.take_lock({n}, 'BTC/USDT')

select engine.fn_release_entry_lock(fixture.user_id({n}), fixture.profile_id({n}), 'BTC/USDT',
  fixture.token({n}), l.term) from locks.entry_locks as l where l.user_id = fixture.user_id({n})
  and l.profile_id = fixture.profile_id({n})

select fixture.rest_order({n}, 'r4', 0.001)

select fixture.rest_order({n}, 'r5', 0.01, 'ETH/USDT')

select fixture.pass_time({n}, '1 minute')

select fixture.call_run({n}, fixture.document(jsonb_build_array(fixture.reading({n}, 'r4',
  0.001, 'closed'), '{"id": "foreign", "symbol": "BTC/USDT", "side": "buy",
    "type": "limit", "amount": "1", "price": "1", "status": "open", "filled": "0"}'::jsonb)))

select ops.fn_accept_mismatch(m.user_id, m.mismatch_id, 'plan test') from
  reconciliation.mismatches as m where m.user_id = fixture.user_id({n}) and m.account_id =
  fixture.account_id({n}) and m.state = 'open'

select fixture.pass_time({n}, '1 minute')

select fixture.call_run({n}, fixture.document('[]'))

select fixture.pass_time({n}, '1 minute')

select fixture.call_run({n}, fixture.document('[]'))

select fixture.pass_time({n}, '1 minute')

select fixture.call_run({n}, fixture.document('[]'))

select ops.fn_acknowledge_incident(i.user_id, i.incident_id, 'plan test') from health.incidents
  as i where i.user_id = fixture.user_id({n}) and i.state = 'open'

select ops.fn_close_incident(i.user_id, i.incident_id, 'plan test') from health.incidents as i
  where i.user_id = fixture.user_id({n}) and i.state = 'open' limit 1

select * from engine.fn_check_capital(fixture.user_id({n}), fixture.account_id({n}))

select ops.fn_propose_correction(fixture.user_id({n}), fixture.profile_id({n}), 1, 'plan test')

as bob: select ops.fn_approve_change(fixture.user_id({n}), (fixture.change_of({n})).change_id)

select ops.fn_apply_change(fixture.user_id({n}), (fixture.change_of({n})).change_id)

refused OPC05: select ops.fn_propose_restatement(fixture.user_id({n}), fixture.profile_id({n}),
  'plan test')

select ops.fn_pause_profile(fixture.user_id({n}), fixture.profile_id({n}), 'plan test')

select ops.fn_resume_profile(fixture.user_id({n}), fixture.profile_id({n}), 'plan test')

select tenancy.halt_account(fixture.user_id({n}), fixture.account_id({n}), 'plan test', '{}')

select ops.fn_resume_account(fixture.user_id({n}), fixture.account_id({n}), 'plan test')

select ops.fn_pause_account(fixture.user_id({n}), fixture.account_id({n}), 'plan test')

select ops.fn_resume_account(fixture.user_id({n}), fixture.account_id({n}), 'plan test')

select ops.fn_pause_user(fixture.user_id({n}), 'plan test')

select ops.fn_resume_user(fixture.user_id({n}), 'plan test')

select ops.fn_pause_everything('plan test')

select ops.fn_resume_everything('plan test')

select ops.fn_explain_profile(fixture.user_id({n}), fixture.profile_id({n}))

select ops.fn_read_status()

select ops.fn_rotate_credentials(fixture.user_id({n}), fixture.account_id({n}), 'env:OTHER',
  'plan test')

select ops.fn_rerun_reconciliation(fixture.user_id({n}), fixture.account_id({n}), 'plan test')

select fixture.take_lock({n}, 'BTC/USDT')

select ops.fn_unlock_entry(fixture.user_id({n}), fixture.profile_id({n}), 'BTC/USDT', true,
  'plan test')

select ops.fn_change_setting('send_window_ms', 5000)

refused OPC02: select ops.fn_acknowledge_installation('plan test')

refused OPC15: select ops.fn_adopt_tag('cafe0001', 'plan test')

select fixture.call_run({n})

select * from ops.fn_plan_reconciliation(fixture.user_id({n}), fixture.account_id({n}), null)

refused TNR01: select ops.fn_release_quarantine(fixture.user_id({n}), fixture.user_id({n}),
  'plan test')

refused TNR01: select ops.fn_retry_mismatch(fixture.user_id({n}), fixture.user_id({n}),
  'plan test')

select engine.fn_release_account(fixture.user_id({n}), fixture.account_id({n}),
  fixture.token({n}), fixture.lease_term({n}))

select ops.fn_unlock_account(fixture.user_id({n}), fixture.account_id({n}), true, 'plan test')

select ops.fn_close_profile(fixture.user_id({n}), fixture.profile_id({m}), 'plan test')

refused OPC11: select ops.fn_close_account(
  fixture.user_id({n}), fixture.account_id({n}), 'plan test')

select * from engine.fn_join_topic(
  jsonb_build_object('sub', fixture.user_id({n}), 'role', 'authenticated'),
  'user:' || fixture.user_id({n}))

select * from engine.fn_read_broadcasts(array[fixture.user_id({n}), fixture.user_id({n})],
  array[null, fixture.profile_id({n})], array[null, 1]::bigint[], 100)

select * from engine.fn_list_steps(fixture.user_id({n}), fixture.account_id({n}),
  array[fixture.profile_id({n})], '{1}')

select * from engine.fn_replay_broadcasts(fixture.user_id({n}), null, 100)

select engine.fn_refuse_broadcast(fixture.user_id({n}), fixture.profile_id({n}), 1)

select engine.fn_rotate_broadcasts()

select ops.fn_revoke_user(fixture.user_id({n}), 'plan test')

select * from engine.fn_list_revoked(array[fixture.user_id({n})])

select ops.fn_restore_user(fixture.user_id({n}), 'plan test')

select * from engine.fn_list_accounts()

select * from engine.fn_list_checks()

select engine.fn_measure_check('capital_row_is_sound', 0)

select * from engine.fn_list_objects(0)

select engine.fn_report_drift(0, '[]')

select engine.fn_record_samples()

select ops.fn_read_history('recent')

select * from ops.fn_read_audit(null, 100)

select ops.fn_record_refusal(
  fixture.user_id({n}), 'ops.fn_pause_user', '{}', 'OPR01', 'reason')

select engine.fn_seal_audit()

select * from ops.fn_prove_audit(0, '')

select * from ops.fn_list_changes(fixture.user_id({n}))

select * from ops.fn_read_installation()

select * from ops.fn_list_stopped(100)

select * from ops.fn_list_accounts(100)

select * from ops.fn_list_incidents(100)

select * from ops.fn_list_mismatches(100)

select * from ops.fn_list_unresolved_attempts(100)

select * from ops.fn_list_locks(100)

select * from ops.fn_list_instances(100)

select * from ops.fn_list_loops(100)

select * from ops.fn_list_breaches(100)

select * from ops.fn_list_prices(100)

select * from ops.fn_list_checks()

select * from ops.fn_read_check('isolation_rls_enabled', 100)

select * from ops.fn_list_profiles(fixture.user_id({n}), 100)

select * from ops.fn_compare_capital(fixture.user_id({n}), fixture.profile_id({n}))

select * from ops.fn_read_profile(fixture.user_id({n}), fixture.profile_id({n}), 100)

select * from ops.fn_read_account(fixture.user_id({n}), fixture.account_id({n}), 100)

select * from ops.fn_read_order(fixture.user_id({n}), 'BTC/USDT', 'x1', 100)

select engine.fn_read_health()

select ops.fn_read_health()

select engine.fn_stop_instance(fixture.token({n}), fixture.token({n}))
