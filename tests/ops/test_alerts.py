"""Alert rules: each fires on its fault, all are silent on a healthy hour, all lead somewhere.

The rules are evaluated by promtool, which comes with Debian's package prometheus. The series are
those of a real scrape, with figures of a healthy installation that trades.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tradekeel.gateway.hub import DROPS, REFUSALS
from tradekeel.metrics import PROMISES, exported_names, render

if TYPE_CHECKING:
    from tools.server import Server

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "prometheus" / "alerts.yml"
TARGET = {"job": "tradekeel", "instance": "127.0.0.1:9464"}
MINUTES = 60
RISES = "0x10 0+1x50"

# Alert -> series that make its fault, as promtool writes values: start+step x times.
FAULTS: dict[str, dict[str, str]] = {
    "TradekeelTenantBreach": {"tenant_breaches_total": RISES},
    "TradekeelIsolationCheck": {'check_rows{check="isolation_rls_enabled"}': "1x60"},
    "TradekeelOtherLife": {"database_same_life": "0x60"},
    "TradekeelNotReady": {"accounts_ready": "1x60"},
    "TradekeelNotDriven": {'exchange_accounts_driven{exchange="binance"}': "1x60"},
    "TradekeelCapitalViolation": {'capital_invariant_violations_total{kind="fee"}': RISES},
    "TradekeelCapitalCheck": {'check_rows{check="capital_fold_equals_row"}': "2x60"},
    "TradekeelProfileBreached": {'profiles{state="breached"}': "1x60"},
    "TradekeelLifecycleCheck": {'check_rows{check="lifecycle_orders_are_booked"}': "1x60"},
    "TradekeelTransactionFailures": {'transaction_failures_total{sqlstate="40P01"}': "0+30x60"},
    "TradekeelCriticalIncident": {'incidents_open{level="critical"}': "1x60"},
    "TradekeelIncidentIgnored": {"incident_unacknowledged_seconds_max": "3000+60x60"},
    "TradekeelUnknownAttempts": {'attempts_unresolved{age="10m_1h"}': "1x60"},
    "TradekeelHonestyCheck": {'check_rows{check="honesty_unresolved_is_young"}': "1x60"},
    "TradekeelClockSkew": {'exchange_clock_skew_seconds_max{exchange="binance"}': "2x60"},
    "TradekeelExclusivityCheck": {'check_rows{check="exclusivity_one_unsettled_entry"}': "1x60"},
    "TradekeelLockContention": {"lock_contention_total": "0+120x60"},
    "TradekeelLockWait": {"lock_wait_seconds_max": "30x60"},
    "TradekeelMismatchesStay": {"mismatch_age_seconds_max": "0+60x60"},
    "TradekeelMismatchStopped": {"mismatches_stopped": "1x60"},
    "TradekeelConvergenceCheck": {'check_rows{check="convergence_mismatches_are_young"}': "1x60"},
    "TradekeelReconciliationUnmeasured": {"reconciliation_unmeasured_total": RISES},
    "TradekeelReconciliationOld": {"reconciliation_age_seconds_max": "0+60x60"},
    "TradekeelAccountHalted": {'exchange_accounts_halted{exchange="binance"}': "1x60"},
    "TradekeelHandsCheck": {'check_rows{check="hands_append_only_rights"}': "1x60"},
    "TradekeelRecordCheck": {'check_rows{check="hands_record_is_chained"}': "1x60"},
    "TradekeelRecordRewritten": {'audit_head{part="3"}': "1x52 2x8"},
    "TradekeelDrift": {"drift_objects": "2x60"},
    "TradekeelDriftNotMeasured": {"drift_age_seconds": "0+60x60"},
    "TradekeelDurabilityCheck": {'check_rows{check="durability_same_life"}': "1x60"},
    "TradekeelDown": {"up": "0x60"},
    "TradekeelExporterGone": {"up": "stale"},
    "TradekeelReadOnly": {"database_writable": "0x60"},
    "TradekeelNoProcess": {"instances_running": "0x60"},
    "TradekeelProcessLost": {"instances_lost": "1x60"},
    "TradekeelLoopStuck": {'loop_stuck{loop="trading"}': "1x60"},
    "TradekeelLoopFailing": {'loop_failing{loop="monitor"}': "1x60"},
    "TradekeelLoopCrashes": {'loop_restarts_total{loop="monitor"}': RISES},
    "TradekeelStreamDown": {"stream_down_seconds_max": "0+60x60"},
    "TradekeelStreamFlaps": {'stream_connects_total{reason="connected"}': "0+5x60"},
    "TradekeelCheckNotRead": {'check_age_seconds{check="capital_fold_equals_row"}': "0+60x60"},
    "TradekeelExchangeUnreachable": {'exchange_accounts_unreachable{exchange="binance"}': "1x60"},
    "TradekeelEntriesPaused": {"entries_paused": "1x60"},
    "TradekeelEventRefused": {"gateway_events_refused_total": RISES},
    "TradekeelGatewayStands": {"gateway_read_age_seconds": "0+60x60"},
    "TradekeelGatewaySlow": {"gateway_lag_seconds": "9x60"},
    "TradekeelGatewayDrops": {'gateway_dropped_total{reason="slow"}': "0+30x60"},
    "TradekeelBroadcastsUnsent": {"broadcasts_unsent_total": RISES},
}


def rules() -> list[dict[str, Any]]:
    """Every alert of the file."""
    document = yaml.safe_load(RULES.read_text())
    return [rule for group in document["groups"] for rule in group["rules"]]


def idle_gateway() -> dict[str, Any]:
    """What a gateway says of itself that serves some clients."""
    return {
        "sockets": 20, "channels": 20, "queuedBytes": 0, "eventsSent": 0, "eventsRefused": 0,
        "readAgeSeconds": 0.02, "lagSeconds": 0.03,
        "dropped": dict.fromkeys(DROPS, 0), "refused": dict.fromkeys(REFUSALS, 0),
    }  # fmt: skip


def healthy_document(server: Server, database: str) -> dict[str, Any]:
    """What a healthy installation of two accounts says; its form is the database's own."""
    with server.connect(database) as connection:
        for row in connection.execute("select * from engine.fn_list_checks()").fetchall():
            connection.execute("select engine.fn_measure_check(%s, 0)", [row[0]])
        connection.execute("select engine.fn_report_drift(0, '[]')")
        row = connection.execute("select engine.fn_read_health()").fetchone()
    assert row is not None
    document = dict(row[0])
    for facts in document["loops"].values():
        facts.update(accounts=2, ageSeconds=1, lagSeconds=0, intervalSeconds=1)
    document["instances"].update(running=1, youngestHeartbeatSeconds=1)
    document["reconciliation"].update(accountsDriven=2, accountsReady=2, oldestCompleteSeconds=20)
    document["exchange"] = {
        "binance": {
            "accounts": 2, "halted": 0, "driven": 2, "ready": 2, "unreachable": 0,
            "oldestSuccessSeconds": 5, "latencyMsMax": 120, "clockSkewMsMax": 40,
        }
    }  # fmt: skip
    document["capital"]["lowestAvailableShare"] = 0.4
    document["gateway"] = idle_gateway()
    return document


def series(document: dict[str, Any]) -> dict[str, str]:
    """Series of a scrape, each constant for an hour, by name and own labels."""
    found = {}
    for family in text_string_to_metric_families(render(document, 0.01, 0).decode()):
        for sample in family.samples:
            found[_name(sample.name, sample.labels)] = f"{sample.value:g}x{MINUTES}"
    return found


def _name(name: str, labels: dict[str, str]) -> str:
    inner = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
    return f"{name}{{{inner}}}" if inner else name


def _on_target(name: str) -> str:
    bare, _, inner = name.partition("{")
    labels = [part for part in (inner.rstrip("}"), *map(_label, TARGET.items())) if part]
    return f"{bare}{{{','.join(labels)}}}"


def _label(pair: tuple[str, str]) -> str:
    return f'{pair[0]}="{pair[1]}"'


def _case(
    name: str, values: dict[str, str], expected: str, samples: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "name": name,
        "interval": "1m",
        "input_series": [
            {"series": _on_target(key), "values": value} for key, value in values.items()
        ],
        "promql_expr_test": [
            {"expr": expected, "eval_time": f"{minute}m", "exp_samples": samples}
            for minute in ((20, 40, 59) if not samples else (59,))
        ],
    }


def run_promtool(cases: list[dict[str, Any]], folder: Path) -> str:
    """What promtool says about these cases."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not here; Debian's package prometheus has it")
    file = folder / "tests.json"
    file.write_text(
        json.dumps({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": cases})
    )
    done = subprocess.run(
        [promtool, "test", "rules", str(file)],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_each_alert_fires_on_its_fault_and_none_on_a_healthy_hour(
    server: Server, database: str, tmp_path: Path
) -> None:
    """One fault at a time, everything else being healthy."""
    healthy = series(healthy_document(server, database))
    cases = [_case("healthy", healthy, 'ALERTS{alertstate="firing"}', [])]
    for alert, changes in FAULTS.items():
        values = copy.copy(healthy)
        for key, value in changes.items():
            name = f"tradekeel_{key}"
            assert name in values, f"{alert}: {name} is no series of a scrape"
            if value == "stale":
                del values[name]
            else:
                values[name] = value
        fires = f'count(ALERTS{{alertname="{alert}",alertstate="firing"}})'
        cases.append(_case(alert, values, fires, [{"labels": "{}", "value": 1}]))
    assert run_promtool(cases, tmp_path) == ""


def test_a_fault_that_is_not_there_is_noticed(
    server: Server, database: str, tmp_path: Path
) -> None:
    """The proof above can fail: an alert that ought to fire in a healthy hour does not."""
    healthy = series(healthy_document(server, database))
    fires = 'count(ALERTS{alertname="TradekeelDown",alertstate="firing"})'
    case = _case("wrong", healthy, fires, [{"labels": "{}", "value": 1}])
    assert "FAILED" in run_promtool([case], tmp_path)


def test_every_alert_has_a_fault_and_every_promise_an_alert() -> None:
    """No rule is left out, and promises are those of health."""
    assert {rule["alert"] for rule in rules()} == set(FAULTS)
    assert {rule["labels"]["promise"] for rule in rules()} == set(PROMISES)


def test_every_alert_names_exported_metrics_and_a_runbook_that_exists() -> None:
    """What it asks is exported; where it leads is there."""
    for rule in rules():
        names = set(re.findall(r"\btradekeel_\w+", rule["expr"]))
        assert names, rule["alert"]
        assert names <= exported_names(), rule["alert"]
        assert (ROOT / rule["annotations"]["runbook_url"]).is_file(), rule["alert"]
        assert rule["labels"]["severity"] in {"info", "warning", "critical"}
