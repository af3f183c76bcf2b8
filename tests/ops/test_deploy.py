"""The examples of deploy/: a real Prometheus, the routing of alerts, the dashboard."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ops.processes import command, free_port, get, wait_for
from ops.test_alerts import rules
from tradekeel.metrics import COUNTERS, GAUGES, exported_names

if TYPE_CHECKING:
    from tools.server import Server

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_a_real_prometheus_scrapes_the_exporter_and_evaluates_the_rules(
    server: Server, database: str, tmp_path: Path
) -> None:
    """Healthy: nothing fires. Another life of the database: its alert does."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("prometheus is not here; Debian's package has it")
    exporter, prometheus = (f"127.0.0.1:{free_port()}" for _ in range(2))
    settings = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
    settings["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    settings["scrape_configs"][0]["static_configs"] = [{"targets": [exporter]}]
    settings["rule_files"] = [str(DEPLOY / "prometheus" / "alerts.yml")]
    del settings["alerting"]
    (tmp_path / "prometheus.yml").write_text(json.dumps(settings))
    with (
        command(
            tmp_path / "exporter.log", "exporter",
            TRADEKEEL_MONITOR_URL=server.url(database), TRADEKEEL_HTTP_ADDRESS=exporter,
        ),
        (tmp_path / "prometheus.log").open("wb") as log,
        subprocess.Popen(
            [
                program, f"--config.file={tmp_path}/prometheus.yml",
                f"--storage.tsdb.path={tmp_path}/data", f"--web.listen-address={prometheus}",
            ],
            stdout=log, stderr=log,
        ) as process,
    ):  # fmt: skip
        try:
            wait_for(f"http://{exporter}/metrics", tmp_path / "exporter.log")
            wait_for(f"http://{prometheus}/-/ready", tmp_path / "prometheus.log")
            _until(lambda: _value(prometheus, "tradekeel_up") == "1")
            loaded = json.loads(get(f"http://{prometheus}/api/v1/rules")[1])["data"]["groups"]
            named = {rule["name"] for group in loaded for rule in group["rules"]}
            assert named == {rule["alert"] for rule in rules()}
            _until(lambda: all(r["health"] == "ok" for g in _groups(prometheus) for r in g))
            assert _firing(prometheus) == set()
            with server.connect(database) as connection:
                connection.execute("update meta.installation set timeline = timeline + 1")
            _until(lambda: "TradekeelOtherLife" in _firing(prometheus))
            assert _firing(prometheus) <= {"TradekeelOtherLife", "TradekeelDurabilityCheck"}
        finally:
            process.terminate()


def _groups(address: str) -> list[list[dict[str, Any]]]:
    groups = json.loads(get(f"http://{address}/api/v1/rules")[1])["data"]["groups"]
    return [group["rules"] for group in groups]


def _firing(address: str) -> set[str]:
    alerts = json.loads(get(f"http://{address}/api/v1/alerts")[1])["data"]["alerts"]
    return {alert["labels"]["alertname"] for alert in alerts if alert["state"] == "firing"}


def _value(address: str, query: str) -> str | None:
    answer = json.loads(get(f"http://{address}/api/v1/query?query={query}")[1])
    found = answer["data"]["result"]
    return str(found[0]["value"][1]) if found else None


def _until(holds: Any) -> None:
    deadline = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.3)


def receivers_of(labels: dict[str, str], route: dict[str, Any]) -> list[str]:
    """Whom Alertmanager tells of an alert: first match wins, unless it says continue."""
    told: list[str] = []
    for child in route.get("routes", []):
        if all(_matches(labels, text) for text in child["matchers"]):
            told.append(child["receiver"])
            if not child.get("continue"):
                return told
    return told or [route["receiver"]]


def _matches(labels: dict[str, str], text: str) -> bool:
    found = re.fullmatch(r'(\w+) (=~|!=|=) "?([^"]*)"?', text)
    assert found, text
    value, operator, wanted = labels.get(found[1], ""), found[2], found[3]
    if operator == "=~":
        return re.fullmatch(wanted, value) is not None
    return (value == wanted) == (operator == "=")


def test_breaches_go_to_compliance_and_contention_escalates() -> None:
    """By the labels that the rules carry."""
    document = yaml.safe_load((DEPLOY / "alertmanager" / "alertmanager.yml").read_text())
    told = {
        rule["alert"]: receivers_of(
            {**rule["labels"], "alertname": rule["alert"]}, document["route"]
        )
        for rule in rules()
    }
    assert told["TradekeelTenantBreach"] == ["compliance", "on-call"]
    assert told["TradekeelHandsCheck"] == ["compliance", "on-call"]
    assert told["TradekeelLockContention"] == ["operators", "escalation"]
    assert told["TradekeelDown"] == ["on-call"]
    assert told["TradekeelNotReady"] == ["operators"]
    known = {receiver["name"] for receiver in document["receivers"]}
    assert {name for names in told.values() for name in names} <= known


def test_every_panel_asks_for_exported_names_and_their_labels() -> None:
    """What is not exported would be an empty panel."""
    labels = {f"tradekeel_{gauge.name}": set(gauge.labels) for gauge in GAUGES}
    labels |= {f"tradekeel_{n}_total": {label} - {None} for n, label in COUNTERS.items()}
    dashboard = json.loads((DEPLOY / "grafana" / "tradekeel.json").read_text())
    titles = [panel["title"] for panel in dashboard["panels"]]
    assert len(titles) == len(set(titles)) >= 20
    for panel in dashboard["panels"]:
        assert panel["targets"]
        for target in panel["targets"]:
            names = re.findall(r"\btradekeel_\w+", target["expr"])
            assert names, panel["title"]
            assert set(names) <= exported_names(), panel["title"]
            asked = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
            assert asked <= labels[names[0]], panel["title"]


def test_prometheus_itself_takes_the_example() -> None:
    """Rules and settings, by promtool."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not here; Debian's package prometheus has it")
    done = subprocess.run(
        [promtool, "check", "config", str(DEPLOY / "prometheus" / "prometheus.yml")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_alertmanager_itself_takes_the_example_and_routes_as_said() -> None:
    """Its own tool tells of each alert whom it would tell; ours above reads the file the same."""
    amtool = shutil.which("amtool")
    if amtool is None:
        pytest.skip("amtool is not here; Debian's package prometheus-alertmanager has it")
    file = DEPLOY / "alertmanager" / "alertmanager.yml"
    checked = subprocess.run(
        [amtool, "check-config", str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    route = yaml.safe_load(file.read_text())["route"]
    for rule in rules():
        labels = {**rule["labels"], "alertname": rule["alert"]}
        told = subprocess.run(
            [
                amtool, "config", "routes", "test", f"--config.file={file}",
                *(f"{name}={value}" for name, value in labels.items()),
            ],
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert told.stdout.strip().split(",") == receivers_of(labels, route), labels
