"""What is served about health: names, forms, statuses, and who may not ask."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from ops.processes import command, free_port, get, once, wait_for
from ops.test_alerts import idle_gateway
from tradekeel.applier import drift
from tradekeel.health_server import AddressError, bind, health_answer
from tradekeel.metrics import COUNTERS, exported_names, render
from tradekeel.watching import measure_drift

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tools.server import Server

TOKEN = "a-token-of-some-length"  # noqa: S105 - of this test


def _document(server: Server, database: str) -> dict[str, Any]:
    with server.connect(database) as connection:
        row = connection.execute("select engine.fn_read_health()").fetchone()
    assert row is not None
    return dict(row[0])


def test_every_exported_name_is_in_a_scrape_of_a_new_installation(
    server: Server, database: str
) -> None:
    """Counters begin at 0, every check is named, and nothing is exported that is not listed."""
    document = _document(server, database)
    text = render(document | {"gateway": idle_gateway()}, 0.01, 0).decode()
    families = list(text_string_to_metric_families(text))
    named = {f"{f.name}_total" if f.type == "counter" else f.name for f in families}
    assert named == exported_names()
    assert "\ntradekeel_drift_objects" not in text, "not known until somebody compared"
    counted = {f.name: f.samples for f in families if f.type == "counter"}
    for name in COUNTERS:
        assert counted[f"tradekeel_{name}"], name
        assert all(sample.value == 0 for sample in counted[f"tradekeel_{name}"]), name
    assert set(document["counters"]) == set(COUNTERS)


# What the health page promises, part by part.
FIELDS = {
    "loops": {"lastSuccessAt", "ageSeconds", "intervalSeconds", "lagSeconds", "error", "stuck",
              "failing", "accounts"},
    "locks": {"lockContentionCount", "held", "expired", "waiting", "waitSeconds"},
    "capital": {"capitalInvariantViolations", "breachedProfiles", "lowestAvailableShare"},
    "reconciliation": {"reconciliationMismatchCount", "openByKind", "oldestCompleteSeconds"},
    "exchange": {"oldestSuccessSeconds", "errorClass", "latencyMsMax", "clockSkewMsMax", "ready"},
    "database": {"isWritable", "latencyMs", "epoch", "drift"},
    "tenants": {"breaches"},
}  # fmt: skip


def test_every_field_of_the_page_is_there_under_its_name(server: Server, database: str) -> None:
    """Of each loop, of an exchange with an account, of everything else."""
    with server.connect(database, search_path="tap,public") as connection:
        connection.execute("select fixture.make_tenant(1), fixture.make_ready(1)")
    page = health_answer(_document(server, database), 0.01)
    assert {"status", "atRisk", "degraded", "lockContentionCount", "capitalInvariantViolations",
            "reconciliationMismatchCount", *FIELDS} <= set(page)  # fmt: skip
    assert set(page["loops"]) == {
        "trading", "monitor", "reconciliation", "capital_watchdog", "stream"
    }  # fmt: skip
    assert set(page["streams"]) == {
        "accounts", "connected", "caughtUp", "down", "downLong", "downSecondsMax", "lagMsMax"
    }  # fmt: skip
    for part, names in FIELDS.items():
        facts = page[part]
        for one in facts.values() if part in ("loops", "exchange") else [facts]:
            assert names <= set(one), part
    assert set(page["exchange"]) == {"binance"}


def test_every_check_view_has_a_metric_once_it_was_read(server: Server, database: str) -> None:
    """The count, and how old it is."""
    with server.connect(database) as connection:
        names = [row[0] for row in connection.execute("select * from engine.fn_list_checks()")]
        for name in names:
            connection.execute("select engine.fn_measure_check(%s, 0)", [name])
    assert len(names) >= 9
    text = render(_document(server, database), 0.01, 0).decode()
    for name in names:
        assert f'tradekeel_check_rows{{check="{name}"}} 0.0' in text
        assert f'tradekeel_check_age_seconds{{check="{name}"}}' in text


def test_what_is_not_known_is_left_out_and_not_zero() -> None:
    """Without a document only the process speaks."""
    text = render(None, 5.0, 3).decode()
    assert "tradekeel_up 0.0" in text
    assert "tradekeel_health_unmeasured_total 3.0" in text
    assert "tradekeel_check_rows" not in text


def test_a_database_that_does_not_answer_is_503_and_named() -> None:
    """The three numbers are there and unknown."""
    answer = health_answer(None, 5.0)
    assert answer["atRisk"][0]["promise"] == "durability"
    assert answer["lockContentionCount"] is None
    assert answer["capitalInvariantViolations"] is None
    assert answer["reconciliationMismatchCount"] is None


def test_the_exporter_serves_a_monitoring_login(
    server: Server, database: str, tmp_path: Path
) -> None:
    """As a login that may do nothing else; with a token only to who has it."""
    with server.connect(database) as connection:
        connection.execute("create role watcher login in role tradekeel_monitor")
    address = f"127.0.0.1:{free_port()}"
    log = tmp_path / "exporter.log"
    try:
        with command(
            log, "exporter", TRADEKEEL_MONITOR_URL=server.url(database, "watcher"),
            TRADEKEEL_HTTP_ADDRESS=address, TRADEKEEL_HTTP_TOKEN=TOKEN,
        ):  # fmt: skip
            status, body = wait_for(f"http://{address}/internal/health", log, TOKEN)
            assert status == 200, body
            answer = json.loads(body)
            assert answer["status"] == "ok"
            assert answer["lockContentionCount"] == 0
            assert answer["capitalInvariantViolations"] == 0
            assert answer["reconciliationMismatchCount"] == 0
            assert set(answer["loops"]) == {
                "trading", "monitor", "reconciliation", "capital_watchdog", "stream"
            }  # fmt: skip
            assert answer["database"]["latencyMs"] > 0
            assert get(f"http://{address}/internal/health")[0] == 401
            assert get(f"http://{address}/metrics", "wrong")[0] == 401
            status, body = get(f"http://{address}/metrics", TOKEN)
            assert status == 200
            assert "tradekeel_up 1.0" in body
            with server.connect(database) as connection:
                connection.execute("update meta.installation set timeline = timeline + 1")
            status, body = get(f"http://{address}/internal/health", TOKEN)
            assert status == 503
            assert json.loads(body)["atRisk"][0]["promise"] == "durability"
    finally:
        with server.connect(database) as connection:
            connection.execute("drop role watcher")
    assert TOKEN not in log.read_text()


def test_an_exporter_without_its_database_answers_503(tmp_path: Path) -> None:
    """It stays up: a monitor that is gone says nothing about the database."""
    address = f"127.0.0.1:{free_port()}"
    log = tmp_path / "exporter.log"
    with command(
        log, "exporter", TRADEKEEL_MONITOR_URL=f"postgresql://x@127.0.0.1:{free_port()}/x",
        TRADEKEEL_HTTP_ADDRESS=address,
    ):  # fmt: skip
        status, body = wait_for(f"http://{address}/internal/health", log)
        assert status == 503
        assert json.loads(body)["atRisk"][0]["runbook"] == "database-outage"
        status, body = get(f"http://{address}/metrics")
        assert status == 200
        assert "tradekeel_up 0.0" in body
        assert re.search(r"tradekeel_health_unmeasured_total [1-9]", body)


def test_the_bridge_serves_health_and_measures_the_checks(
    server: Server, database: str, tmp_path: Path
) -> None:
    """`tradekeel up` alone, without any account."""
    address = f"127.0.0.1:{free_port()}"
    log = tmp_path / "up.log"
    with command(
        log, "up", TRADEKEEL_BRIDGE_URL=server.url(database, "tradekeel_bridge"),
        TRADEKEEL_HTTP_ADDRESS=address,
    ):  # fmt: skip
        status, body = wait_for(f"http://{address}/metrics", log)
        assert status == 200
        for _ in range(100):
            status, body = get(f"http://{address}/metrics")
            if body.count("tradekeel_check_rows{") > 9 and "instances_running 1.0" in body:
                break
        assert "tradekeel_instances_running 1.0" in body
        assert 'tradekeel_check_rows{check="durability_same_life"} 0.0' in body
        _wait_for_drift(f"http://{address}/metrics", 0)
        assert get(f"http://{address}/internal/health")[0] == 200


def _wait_for_drift(url: str, count: int) -> None:
    for _ in range(200):
        body = get(url)[1]
        if f"\ntradekeel_drift_objects {count}.0" in body:
            assert re.search(r"\ntradekeel_drift_age_seconds \d", body)
            return
        time.sleep(0.05)
    raise AssertionError(body)


def test_what_was_changed_past_the_applier_is_counted(server: Server, database: str) -> None:
    """As the bridge's own login, which may read no table; the CLI says the same."""
    url = server.url(database, "tradekeel_bridge")
    assert measure_drift(url, 0) == []
    assert measure_drift(url, 3600) is None, "another process has just compared"
    with server.connect(database) as connection:
        connection.execute("drop policy tenant_reads on ledger.entries")
        connection.execute("grant select on ledger.capital to tradekeel_auditor")
        connection.execute("create table public.stranger_of_test (n integer)")
        found = measure_drift(url, 0)
        assert found is not None
        assert {(row.kind, row.problem) for row in found} == {
            ("policy", "missing"), ("table", "grants")
        }  # fmt: skip
        assert found == drift(server.url(database))
        document = _document(server, database)
        assert document["database"]["drift"] == 2
        assert "schema-drift" in {row["runbook"] for row in document["degraded"]}
        row = connection.execute("select ops.fn_read_status() -> 'driftFindings'").fetchone()
        assert row is not None
        assert any("policy ledger.entries.tenant_reads is gone" in line for line in row[0])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1", "is no address"),
        ("127.0.0.1:99999", "is no address"),
        ("0.0.0.0:9464", "can be reached from outside"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_line(address: str, said: str) -> None:
    """What is wrong, and what to do."""
    with pytest.raises(AddressError, match=said):
        bind(address, None)


def test_a_port_in_use_is_one_line_and_exit_code_2(server: Server, database: str) -> None:
    """An address that was asked for has to be free."""
    taken = bind("127.0.0.1:0", None)
    taken.listen()
    address = f"127.0.0.1:{taken.getsockname()[1]}"
    for name in ("up", "exporter"):
        done = once(
            name, TRADEKEEL_BRIDGE_URL=server.url(database, "tradekeel_bridge"),
            TRADEKEEL_MONITOR_URL=server.url(database), TRADEKEEL_HTTP_ADDRESS=address,
        )  # fmt: skip
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1].startswith(f"tradekeel: cannot serve at {address}")
        assert "Traceback" not in done.stderr
    taken.close()


def test_a_short_token_is_refused() -> None:
    """One that could be guessed protects nothing."""
    done = once("exporter", TRADEKEEL_HTTP_TOKEN="short")  # noqa: S106 - refused
    assert done.returncode == 2
    assert "HTTP_TOKEN" in done.stderr
    assert "short" not in done.stderr.replace("at least", "")
