"""What has to hold, phase by phase, and how each is verified.

Five kinds of evidence. `query`: a statement whose first column is true and whose second says what
was found. `refused`: a statement, as a role, in a transaction that is rolled back, which has to end
with a SQLSTATE. `drift`: the whole catalog is compared with the
record of the last apply. `metric`: a name that is exported. `runbook`: a page that is there.

A probe is a query or a refusal on `STAGE`: two tenants who exist only in that transaction. A query
may have statements before it, each ended by a semicolon and a new line.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Criterion:
    """One line of the report. `text` is the query, statement, metric or page.

    `role`: who asks, the connected login where empty. `is_staged`: the two tenants are there, and
    a tenant asks as the first of them.
    """

    name: str
    kind: Literal["query", "refused", "drift", "metric", "runbook"]
    text: str
    role: str = ""
    sqlstate: str = ""
    is_staged: bool = False


@dataclass(frozen=True)
class Phase:
    """One part of the report."""

    title: str
    requirement: str
    enforcement: str
    detection: str
    recovery: str
    criteria: tuple[Criterion, ...] = field(repr=False)


def _constraint(name: str, what: str) -> Criterion:
    return Criterion(
        what, "query",
        "select count(*) > 0 and bool_and(c.convalidated), 'constraint ' || coalesce(string_agg("
        "c.conrelid::regclass || ': ' || pg_catalog.pg_get_constraintdef(c.oid), '; '), 'missing')"
        f" from pg_catalog.pg_constraint as c where c.conname = '{name}'",
    )  # fmt: skip


def _index(name: str, what: str) -> Criterion:
    return Criterion(
        what, "query",
        "select count(*) > 0 and bool_and(i.indisunique and i.indisvalid),"
        " coalesce(string_agg(pg_catalog.pg_get_indexdef(i.indexrelid), '; '), 'missing')"
        " from pg_catalog.pg_index as i"
        f" join pg_catalog.pg_class as c on c.oid = i.indexrelid where c.relname = '{name}'",
    )  # fmt: skip


def _check(name: str, what: str) -> Criterion:
    return Criterion(
        what, "query", f"select count(*) = 0, count(*) || ' rows in check_{name}'"
        f" from (select 1 from health.check_{name} limit 1000) as x",
    )  # fmt: skip


def _function(name: str, what: str) -> Criterion:
    return Criterion(
        what, "query",
        "select count(*) = 1 and bool_and(p.prosecdef and p.proowner = 'tradekeel_engine'::regrole"
        " and 'search_path=\"\"' = any (p.proconfig)),"
        " coalesce(string_agg(p.oid::regprocedure::text || ' owned by '"
        " || p.proowner::regrole, '; '), 'missing') from pg_catalog.pg_proc as p"
        f" where p.oid = to_regproc('{name}')",
    )  # fmt: skip


def _metric(name: str) -> Criterion:
    return Criterion(f"metric {name} is exported", "metric", name)


def _runbook(page: str) -> Criterion:
    return Criterion(f"runbook {page} is there", "runbook", page)


def _refused(what: str, role: str, statement: str, sqlstate: str = "42501") -> Criterion:
    return Criterion(what, "refused", statement, role, sqlstate)


# Two tenants with an account, a profile and 100 USDT each. Their ids are nobody's.
FIRST, SECOND = (f"7ade{n}eef-0000-4000-8000-000000000001" for n in (1, 2))
_TOKENS = tuple(f"7ade{n}eef-0000-4000-8000-000000000009" for n in (1, 2))
STAGE = f"""
select ops.fn_create_user(u.id),
       ops.fn_create_account(u.id, u.id, 'binance', 'spot', 'one_way', 'env:NONE', 'report'),
       ops.fn_create_profile(u.id, u.id, u.id, 'validation', 'USDT', 5, 50, 1),
       ops.fn_allocate_capital(u.id, u.id, u.id, 100)
  from (values ('{FIRST}'::uuid), ('{SECOND}'::uuid)) as u (id)
"""


def _probe(what: str, role: str, query: str) -> Criterion:
    return Criterion(what, "query", query, role, is_staged=True)


def _probe_refused(what: str, role: str, statement: str, sqlstate: str) -> Criterion:
    return Criterion(what, "refused", statement, role, sqlstate, is_staged=True)


_OURS = "('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'ops')"

PHASES = (
    Phase(
        "Tenant isolation",
        "No row, broadcast or runtime state of one user reaches another.",
        "Row level security, keys that lead with user_id, explicit grants.",
        "check_isolation_*, tradekeel_tenant_breaches_total, TradekeelTenantBreach.",
        "runbooks/tenant-isolation.md",
        (
            Criterion(
                "row level security is on for every table with user_id", "query",
                "select count(*) filter (where not c.relrowsecurity) = 0 and count(*) > 20,"
                " count(*) || ' tables, without: '"
                " || coalesce(string_agg(c.oid::regclass::text, ', ')"
                " filter (where not c.relrowsecurity), 'none') from pg_catalog.pg_class as c"
                " join pg_catalog.pg_namespace as n on n.oid = c.relnamespace"
                " join pg_catalog.pg_attribute as a on a.attrelid = c.oid"
                f" and a.attname = 'user_id' where n.nspname in {_OURS}"
                " and c.relkind in ('r', 'p')",
            ),
            Criterion(
                "every policy for tenants compares the caller's user id", "query",
                "select count(*) > 5 and bool_and(p.qual like '(user_id = ( SELECT%'"
                " and p.qual like '%current_setting(''request.jwt.claims''%->> ''sub''%'),"
                " count(*) || ' policies to authenticated' from pg_catalog.pg_policies as p"
                f" where p.schemaname in {_OURS} and 'authenticated' = any (p.roles)",
            ),
            Criterion(
                "a tenant reads capital by a policy", "query",
                "select count(*) = 1, 'policy tenant_reads on ledger.capital: ' || count(*)"
                " from pg_catalog.pg_policies as p where p.schemaname = 'ledger'"
                " and p.tablename = 'capital' and p.policyname = 'tenant_reads'",
            ),
            _refused("anon reads nothing", "anon", "select from ledger.capital"),
            _refused("service_role writes nothing", "service_role",
                     "insert into ledger.entries default values"),
            Criterion(
                "nobody outside may write a table of ours, nor empty one", "query",
                "select count(*) > 500 and not bool_or(x.may), count(*) || ' rights looked at,"
                " held: ' || coalesce(string_agg(x.name, ', ') filter (where x.may), 'none')"
                " from (select c.oid::regclass || ' ' || r.name || ' ' || k.name as name,"
                " has_table_privilege(r.name, c.oid, k.name) as may"
                " from pg_catalog.pg_class as c"
                " join pg_catalog.pg_namespace as n on n.oid = c.relnamespace"
                " cross join unnest(array['anon', 'authenticated', 'service_role',"
                " 'tradekeel_bridge', 'tradekeel_operator', 'tradekeel_auditor',"
                " 'tradekeel_monitor']) as r (name)"
                " cross join unnest(array['insert', 'update', 'delete', 'truncate']) as k (name)"
                f" where n.nspname in {_OURS} and c.relkind in ('r', 'p')"
                " and to_regrole(r.name) is not null) as x",
            ),
            _probe(
                "probe: of two tenants each reads one", "authenticated",
                f"select count(*) = 1 and bool_and(p.user_id = '{FIRST}'), count(*) || ' read'"
                f" from api.profiles as p where p.user_id in ('{FIRST}', '{SECOND}')",
            ),
            _probe(
                "probe: another's profile is answered as if it were not there", "authenticated",
                f"select api.fn_resume_profile('{SECOND}', '{SECOND}', 'validation') is null"
                " and current_setting('response.status') = '404', 'answered '"
                " || current_setting('response.status') || ' and recorded'",
            ),
            _probe_refused(
                "probe: an argument that cannot be read is refused under its name",
                "authenticated", f"select api.fn_cancel_signal('{FIRST}', '{FIRST}', 'v', 'x')",
                "LCR01",
            ),
            _probe(
                "probe: one listens to one's own topic and to no other", "tradekeel_bridge",
                "select not c.is_there or o.is_allowed and not t.is_allowed,"
                " case when not c.is_there"
                " then 'no live updates here: there is no realtime.messages'"
                " else 'own ' || o.is_allowed || ', another''s ' || t.is_allowed end"
                " from (select current_setting('request.jwt.claims')::jsonb as claims,"
                " exists (select from pg_catalog.pg_class as k join pg_catalog.pg_namespace as n"
                " on n.oid = k.relnamespace where n.nspname = 'realtime'"
                " and k.relname = 'messages') as is_there) as c"
                f" cross join lateral engine.fn_join_topic(c.claims, 'user:{FIRST}') as o"
                f" cross join lateral engine.fn_join_topic(c.claims, 'user:{SECOND}') as t",
            ),
            _function("engine.fn_read_broadcasts", "live updates are read by an entry point"),
            _refused("an operator resolves no credentials", "tradekeel_operator",
                     "select engine.fn_read_vault('x')"),
            _constraint("broadcasts_payload_names_its_user", "a broadcast names its user"),
            _check("isolation_rls_enabled", "check view of row level security is empty"),
            _check("isolation_view_invoker", "check view of views is empty"),
            _metric("tradekeel_tenant_breaches_total"),
            _metric("tradekeel_gateway_events_refused_total"), _runbook("tenant-isolation"),
        ),
    ),
    Phase(
        "Restart durability",
        "State after a restart is a function of database rows and exchange readings.",
        "Leases with terms, readiness per term and epoch, the acknowledged life of the database.",
        "check_durability_same_life, tradekeel_accounts_ready, TradekeelNotReady.",
        "runbooks/restart-recovery.md, runbooks/restore-from-backup.md",
        (
            Criterion("the database lives the acknowledged life", "query",
                      "select meta.is_same_life(), 'epoch ' || meta.current_epoch()"),
            Criterion("commits wait for the disk", "query",
                      "select current_setting('fsync') = 'on'"
                      " and current_setting('full_page_writes') = 'on'"
                      " and current_setting('synchronous_commit') <> 'off',"
                      " 'fsync ' || current_setting('fsync') || ', synchronous_commit '"
                      " || current_setting('synchronous_commit')"),
            _constraint("account_leases_ready_is_proved", "readiness is proved or not there"),
            _function("engine.fn_begin_reconciliation", "reconciliation is an entry point"),
            _probe_refused(
                "probe: who holds no lease carries out nothing", "tradekeel_bridge",
                "select engine.fn_claim_signals("
                f"'{FIRST}', '{FIRST}', '{_TOKENS[0]}', 1, 10)", "LKC01",
            ),
            _check("durability_same_life", "check view of the life is empty"),
            _metric("tradekeel_accounts_ready"), _metric("tradekeel_database_same_life"),
            _runbook("restart-recovery"), _runbook("restore-from-backup"),
            _runbook("database-outage"),
        ),
    ),
    Phase(
        "Capital ledger",
        "For an active profile available is never below zero; every change is in the journal.",
        "CHECKs on one row, an append-only journal, two independent rebuilds.",
        "check_capital_*, tradekeel_capital_invariant_violations_total.",
        "runbooks/capital-invariant.md",
        (
            _constraint("capital_available_when_active", "available is not negative when active"),
            _constraint("capital_amounts_are_finite", "amounts are finite"),
            _constraint("capital_scale_is_bounded", "their scale is bounded"),
            _constraint("reservations_never_give_more_than_taken",
                        "a reservation gives back no more than it took"),
            _probe_refused(
                "probe: more than is available is not reserved", "tradekeel_engine",
                f"select ledger.post('{FIRST}', '{FIRST}', 'reserve', 'validation', 0, 101, 0, 0,"
                " false, now(), '{}')", "LGR01",
            ),
            _probe_refused(
                "probe: an active row below zero cannot be written", "tradekeel_engine",
                "update ledger.capital as c set realized_pnl = -101"
                f" where c.user_id = '{FIRST}'", "23514",
            ),
            _probe(
                "probe: a fact that breaks it is recorded and stops the profile",
                "tradekeel_engine",
                f"select ledger.post('{FIRST}', '{FIRST}', 'fee',"
                f" 'income:{FIRST}', 0, 0, 0, -101,"
                " true, now(), '{}');\n"
                "select c.trading_state = 'breached' and c.available = -1, c.trading_state"
                f" || ', available ' || c.available from ledger.capital as c"
                f" where c.user_id = '{FIRST}'",
            ),
            _refused("the bridge cannot write capital", "tradekeel_bridge",
                     "update ledger.capital set allocated = 1"),
            _refused("an operator cannot write the journal", "tradekeel_operator",
                     "insert into ledger.entries default values"),
            _refused("our own functions cannot rewrite the journal", "tradekeel_engine",
                     "update ledger.entries set seq = 0"),
            _refused("nor delete from it", "tradekeel_engine", "delete from ledger.entries"),
            _refused("nor empty it", "tradekeel_engine", "truncate ledger.entries"),
            *(
                _check(name, f"{name} is empty")
                for name in ("capital_row_is_sound", "capital_fold_equals_row",
                             "capital_derivation_equals_row", "capital_journal_is_chained",
                             "capital_reservations_equal_row", "capital_positions_equal_row")
            ),
            _metric("tradekeel_capital_invariant_violations_total"),
            _runbook("capital-invariant"),
        ),
    ),
    Phase(
        "Transactional lifecycle",
        "The attempt is written before the send; each step is one transaction and may be repeated.",
        "Entry points in SQL, unique keys of requests, orders, fills and journal sources.",
        "check_lifecycle_*, check_honesty_*, tradekeel_attempts_unresolved.",
        "runbooks/lifecycle-incident.md",
        (
            _function("engine.fn_begin_entry", "an entry begins by an entry point"),
            _function("engine.fn_persist_entry_lifecycle", "and is persisted by one"),
            _index("intents_request_key", "a request is carried out once"),
            _index("entries_source_key", "a source is posted once"),
            _index("orders_exchange_key", "an order of the exchange is known once"),
            _constraint("attempts_not_placed_has_evidence", "not placed has evidence"),
            *(
                _check(name, f"{name} is empty")
                for name in ("lifecycle_positions_derive", "lifecycle_orders_are_booked",
                             "lifecycle_confirmed_has_order", "honesty_not_placed_has_evidence",
                             "honesty_unresolved_keeps_reservation")
            ),
            _check("honesty_unresolved_is_young", "no unknown send is old"),
            _refused("the bridge cannot write fills", "tradekeel_bridge",
                     "insert into lifecycle.fills default values"),
            _metric("tradekeel_attempts_unresolved"),
            _metric("tradekeel_transaction_failures_total"),
            _runbook("lifecycle-incident"),
        ),
    ),
    Phase(
        "Reconciliation",
        "Complete sets are compared; what remains has a named cause.",
        "Runs under a lock and a lease term, completeness per part, one open mismatch a subject.",
        "check_convergence_*, tradekeel_mismatches_open, tradekeel_reconciliation_age_seconds_max.",
        "runbooks/reconciliation.md",
        (
            _index("mismatches_one_open_key", "one open mismatch a subject"),
            _index("runs_one_live_key", "one run at a time an account"),
            _constraint("mismatches_accepted_is_explained", "who accepts is on record"),
            _function("engine.fn_reconcile", "a reading is handed in by an entry point"),
            _function("ops.fn_plan_reconciliation", "what a run would do can be seen before"),
            _function("ops.fn_release_quarantine", "an order whose attempt was lost is released"),
            _constraint("mismatches_stopped_has_profile", "what keeps returning stops a profile"),
            _check("convergence_mismatches_are_young", "no mismatch is old"),
            _metric("tradekeel_mismatches_open"),
            _metric("tradekeel_mismatches_stopped"),
            _metric("tradekeel_reconciliation_unmeasured_total"),
            _runbook("reconciliation"), _runbook("exchange-outage"),
        ),
    ),
    Phase(
        "Distributed safety",
        "One unsettled entry per profile and symbol, whatever the number of processes.",
        "Locks and leases with owner and term, the slot as a unique index, claims.",
        "check_exclusivity_*, tradekeel_lock_contention_total, TradekeelLockContention.",
        "runbooks/lock-contention.md",
        (
            _index("intents_entry_slot_key", "an unsettled entry holds its slot"),
            _index("attempts_one_unresolved_exit_key", "one unresolved exit a symbol"),
            _index("positions_one_open_key", "one open position a symbol and side"),
            _constraint("entry_locks_term_is_positive", "entry locks have terms"),
            _constraint("account_leases_term_is_positive", "leases have terms"),
            _probe(
                "probe: of two processes one gets the lock, the other is told when",
                "tradekeel_bridge",
                "select a.is_acquired and not b.is_acquired, 'first ' || a.is_acquired"
                " || ', second ' || b.is_acquired from engine.fn_acquire_entry_lock("
                f"'{FIRST}', '{FIRST}', 'BTC/USDT', '{_TOKENS[0]}', 60) as a"
                f" cross join lateral engine.fn_acquire_entry_lock('{FIRST}', '{FIRST}',"
                f" 'BTC/USDT', case when a.is_acquired then '{_TOKENS[1]}'::uuid end, 60) as b",
            ),
            _probe_refused(
                "probe: nobody approves what he proposed", "tradekeel_operator",
                f"select ops.fn_approve_change('{FIRST}', ops.fn_propose_correction("
                f"'{FIRST}', '{FIRST}', 1, 'validation'))", "OPR02",
            ),
            _function("ops.fn_pause_everything", "the kill switch is one function"),
            _check("exclusivity_one_unsettled_entry", "no second entry"),
            _check("exclusivity_holdings_are_claimed", "holdings are claimed"),
            _constraint("change_requests_two_persons", "a repair needs two persons"),
            _check("hands_append_only_rights", "append only is append only"),
            Criterion("the schema is what was applied", "drift", ""),
            Criterion("the bridge's role limits how long it waits", "query",
                      "select count(*) = 3, coalesce(string_agg(c.line, ', ' order by c.line),"
                      " 'no limit') from pg_catalog.pg_db_role_setting as s,"
                      " unnest(s.setconfig) as c (line)"
                      " where s.setrole = 'tradekeel_bridge'::regrole and s.setdatabase = 0"
                      " and c.line ~ '^(statement|lock|idle_in_transaction_session)"
                      "_timeout=[1-9]'"),
            Criterion("nobody is a standing member of the owners", "query",
                      "select count(*) = 0, coalesce(string_agg(m.member::regrole::text || ' of '"
                      " || m.roleid::regrole, ', '), 'nobody')"
                      " from pg_catalog.pg_auth_members as m"
                      " where m.roleid = 'tradekeel_owner'::regrole"
                      " and not (to_jsonb(m) @> '{\"inherit_option\": false,"
                      " \"set_option\": false}')"),
            _metric("tradekeel_lock_contention_total"), _runbook("lock-contention"),
            _runbook("kill-switch"),
        ),
    ),
    Phase(
        "Observability",
        "Every promise has a check view, a metric, an alert and a runbook.",
        "One health function without counts over history; loops with heartbeats per account.",
        "tradekeel_up, tradekeel_loop_stuck, tradekeel_check_age_seconds.",
        "runbooks/loop-health.md",
        (
            _function("engine.fn_read_health", "health is one function"),
            _function("ops.fn_read_health", "and one for monitoring"),
            Criterion("monitoring may read health and nothing else", "query",
                      "select count(*) = 1, string_agg(p.oid::regproc::text, ', ')"
                      " from pg_catalog.pg_proc as p"
                      " join pg_catalog.pg_namespace as n on n.oid = p.pronamespace"
                      " where n.nspname in ('api', 'engine', 'ops') and"
                      " has_function_privilege('tradekeel_monitor', p.oid, 'execute')"),
            Criterion("counters begin at zero", "query",
                      "select count(distinct c.counter) >= 15, count(distinct c.counter)"
                      " || ' counters' from health.counters as c"),
            Criterion("every operator call is recorded and stays so", "query",
                      "select not has_table_privilege('tradekeel_engine', 'ops.audit', 'update')"
                      " and not has_table_privilege('tradekeel_engine', 'ops.audit', 'delete'),"
                      " (select count(*) from ops.audit) || ' calls recorded'"),
            _check("hands_record_is_chained", "the newest lines of their record are as written"),
            _check("hands_record_is_chained_full", "every line of their record is as written"),
            Criterion("the head of their record", "query",
                      "select count(*) = 1, coalesce(string_agg(h.row_count || ' lines, head '"
                      " || h.head_hash, ''), 'missing') from ops.audit_head as h"),
            _refused("our own functions cannot rewrite a seal", "tradekeel_engine",
                     "update ops.audit_seals set seq = 0"),
            _check("hands_drift_record_is_kept", "what drift compares with is what was applied"),
            _check("observability_loops_turn", "no loop stands still"),
            _function("ops.fn_read_history", "what the console looks back on is one function"),
            _refused("a tenant reads no history of the installation", "authenticated",
                     "select ops.fn_read_history('day')"),
            _refused("monitoring reads no status with users in it", "tradekeel_monitor",
                     "select ops.fn_read_status()"),
            *(_metric(f"tradekeel_{name}") for name in
              ("up", "loop_stuck", "instances_running", "check_rows", "unmeasured_total",
               "drift_objects", "audit_lines", "audit_head", "gateway_read_age_seconds",
               "gateway_dropped_total", "broadcasts_unsent_total")),
            _runbook("live-updates"), _runbook("schema-drift"), _runbook("audit-record"),
            _runbook("loop-health"),
            _runbook("upgrade"), _runbook("credential-compromise"),
        ),
    ),
)  # fmt: skip

GUARANTEES = (
    "No row of one user reaches another through any role that exists here.",
    "No entry is sent before its attempt, reservation and slot are committed.",
    "An outcome that is not known keeps capital and slot until there is evidence.",
    "The journal, fills, executions, breaches and audit are append only, for our functions too.",
    "After a restart no entry begins before its account was reconciled completely.",
)
NOT_GUARANTEED = (
    "Immediate updates on dashboards: broadcasts are hints, reads are the truth.",
    "Trading through a long outage of the database: it waits until the database is writable.",
    "Edits by hand: a superuser can make them; drift and checks show it afterwards.",
    "Who rewrites the record of operators to its end: only a head known elsewhere shows it.",
    "What an asynchronous replica lost before it was promoted, beyond what the exchange can tell.",
)
