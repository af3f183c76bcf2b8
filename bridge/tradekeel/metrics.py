"""What a health document says, as metrics of Prometheus.

One table from figures to names. Labels are those of the document: loops, kinds, codes, exchanges
and checks, which are few by construction; never a user, an account or a profile. A figure that is
not known is left out, not zero. Times are seconds, latency and clock difference too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

Document = Mapping[str, Any]
Sample = tuple[tuple[str, ...], float]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "tradekeel_"


@dataclass(frozen=True)
class Gauge:
    """One gauge: its name without the prefix, its labels, and where its samples come from."""

    name: str
    help: str
    labels: tuple[str, ...]
    samples: Callable[[Document], Iterable[tuple[tuple[str, ...], Any]]]


def _at(*path: str) -> Callable[[Document], Iterator[tuple[tuple[str, ...], Any]]]:
    """One figure without a label."""

    def samples(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
        value: Any = document
        for key in path:
            value = value[key]
        yield (), value

    return samples


def _labelled(*path: str) -> Callable[[Document], Iterator[tuple[tuple[str, ...], Any]]]:
    """An object whose keys are the label."""

    def samples(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
        value: Any = document
        for key in path:
            value = value[key]
        for label, figure in sorted((value or {}).items()):
            yield (label,), figure

    return samples


def _each(
    section: str, figure: str, scale: float = 1
) -> Callable[[Document], Iterator[tuple[tuple[str, ...], Any]]]:
    """The same figure of every object of a section; its key is the label."""

    def samples(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
        for label, facts in sorted((document[section] or {}).items()):
            value = facts[figure]
            yield (label,), None if value is None else float(value) * scale

    return samples


def _of_gateway(figure: str) -> Callable[[Document], Iterator[tuple[tuple[str, ...], Any]]]:
    """A figure of the process's own gateway; none where it serves none."""

    def samples(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
        if "gateway" in document:
            yield (), document["gateway"][figure]

    return samples


def _audit_head(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The 64 digits of a hash as five numbers, each exact in a metric: 13 digits, the last 12."""
    head = document["database"]["auditHead"]
    for part in range(5 if head else 0):
        yield (str(part + 1),), int(head[part * 13 : part * 13 + 13], 16)


def _promises_at_risk(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
    named = {risk["promise"] for risk in document["atRisk"]}
    for promise in PROMISES:
        yield (promise,), promise in named


def _status(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
    for status in ("ok", "degraded", "at_risk"):
        yield (status,), document["status"] == status


PROMISES = (
    "isolation", "durability", "capital", "lifecycle", "honesty", "exclusivity", "convergence",
    "hands", "observability",
)  # fmt: skip

GAUGES = (
    Gauge("status", "1 for the present status.", ("status",), _status),
    Gauge("promise_at_risk", "Whether a promise is at risk.", ("promise",), _promises_at_risk),
    Gauge("loop_accounts", "Accounts whose loop should turn.", ("loop",),
          _each("loops", "accounts")),
    Gauge("loop_stuck", "Accounts whose loop stands still.", ("loop",), _each("loops", "stuck")),
    Gauge("loop_failing", "Accounts whose loop fails.", ("loop",), _each("loops", "failing")),
    Gauge("loop_age_seconds", "Oldest last success.", ("loop",), _each("loops", "ageSeconds")),
    Gauge("loop_lag_seconds", "How far the slowest is behind its interval.", ("loop",),
          _each("loops", "lagSeconds")),
    Gauge("instances_running", "Processes of the bridge that run.", (),
          _at("instances", "running")),
    Gauge("instances_lost", "Processes that went without a word within an hour.", (),
          _at("instances", "lost")),
    Gauge("locks_held", "Entry locks that are held.", (), _at("locks", "held")),
    Gauge("locks_expired", "Entry locks that lapsed and were not given back.", (),
          _at("locks", "expired")),
    Gauge("lock_held_seconds_max", "How long an entry lock is held.", (),
          _at("locks", "longestHeldSeconds")),
    Gauge("lock_waiters", "Sessions of the server that wait for a lock.", (),
          _at("locks", "waiting")),
    Gauge("lock_wait_seconds_max", "How long the longest waits.", (), _at("locks", "waitSeconds")),
    Gauge("profiles", "Profiles by trading state.", ("state",), _labelled("capital", "profiles")),
    Gauge("capital_available_share_min", "Lowest share of its allocation that is available.", (),
          _at("capital", "lowestAvailableShare")),
    Gauge("mismatches_open", "Open mismatches by kind.", ("kind",),
          _labelled("reconciliation", "openByKind")),
    Gauge("mismatches_stopped", "Mismatches that kept returning and are not tried any more.", (),
          _at("reconciliation", "stopped")),
    Gauge("mismatch_age_seconds_max", "Age of the oldest open mismatch.", (),
          _at("reconciliation", "oldestOpenSeconds")),
    Gauge("reconciliation_age_seconds_max", "Oldest complete reading of a driven account.", (),
          _at("reconciliation", "oldestCompleteSeconds")),
    Gauge("reconciliation_run_seconds_max", "How long a run is under way.", (),
          _at("reconciliation", "oldestRunSeconds")),
    Gauge("accounts_driven", "Accounts with a live lease.", (),
          _at("reconciliation", "accountsDriven")),
    Gauge("accounts_ready", "Driven accounts that are reconciled under their lease.", (),
          _at("reconciliation", "accountsReady")),
    Gauge("exchange_accounts", "Accounts that are not closed.", ("exchange",),
          _each("exchange", "accounts")),
    Gauge("exchange_accounts_driven", "Of these, with a live lease.", ("exchange",),
          _each("exchange", "driven")),
    Gauge("exchange_accounts_ready", "Of these, reconciled under their lease.", ("exchange",),
          _each("exchange", "ready")),
    Gauge("exchange_accounts_halted", "Of these, halted.", ("exchange",),
          _each("exchange", "halted")),
    Gauge("exchange_accounts_unreachable", "Of these, whose exchange does not answer.",
          ("exchange",), _each("exchange", "unreachable")),
    Gauge("exchange_contact_age_seconds_max", "Oldest answer.", ("exchange",),
          _each("exchange", "oldestSuccessSeconds")),
    Gauge("exchange_latency_seconds_max", "Slowest answer.", ("exchange",),
          _each("exchange", "latencyMsMax", 0.001)),
    Gauge("exchange_clock_skew_seconds_max", "Largest clock difference.", ("exchange",),
          _each("exchange", "clockSkewMsMax", 0.001)),
    Gauge("streams", "Accounts whose user-data stream is listened to.", (),
          _at("streams", "accounts")),
    Gauge("streams_connected", "Of these, connected.", (), _at("streams", "connected")),
    Gauge("streams_caught_up", "Of these, read whole since they are connected.", (),
          _at("streams", "caughtUp")),
    Gauge("streams_down", "Streams that are down.", (), _at("streams", "down")),
    Gauge("stream_down_seconds_max", "How long a stream is down.", (),
          _at("streams", "downSecondsMax")),
    Gauge("stream_lag_milliseconds_max", "How late the last events of a stream were.", (),
          _at("streams", "lagMsMax")),
    Gauge("attempts_unresolved", "Attempts whose outcome is not known, by age.", ("age",),
          _labelled("lifecycle", "unresolvedAttempts")),
    Gauge("intents_unsettled", "Intents that are not settled.", (),
          _at("lifecycle", "unsettledIntents")),
    Gauge("positions_open", "Positions that are not closed.", (),
          _at("lifecycle", "openPositions")),
    Gauge("positions_disputed", "Positions of which more left than they held.", (),
          _at("lifecycle", "disputedPositions")),
    Gauge("signals_pending", "Signals that wait.", (), _at("lifecycle", "pendingSignals")),
    Gauge("signal_age_seconds_max", "How long the oldest signal waits.", (),
          _at("lifecycle", "oldestSignalSeconds")),
    Gauge("incidents_open", "Open incidents by level.", ("level",),
          _labelled("incidents", "open")),
    Gauge("incident_unacknowledged_seconds_max", "Oldest open incident nobody acknowledged.", (),
          _at("incidents", "oldestUnacknowledgedSeconds")),
    Gauge("changes_pending", "Change requests that wait for a person.", (),
          _at("database", "pendingChanges")),
    Gauge("database_writable", "Whether the database takes writes.", (),
          _at("database", "isWritable")),
    Gauge("database_same_life", "Whether it lives the acknowledged life.", (),
          _at("database", "isSameLife")),
    Gauge("database_epoch", "Which life of the database this is.", (), _at("database", "epoch")),
    Gauge("entries_paused", "Whether an operator stopped all entries.", (),
          _at("database", "isPaused")),
    Gauge("counter_deltas", "Counter increments that are not folded.", (),
          _at("database", "counterDeltas")),
    Gauge("drift_objects", "Objects that differ from what was applied.", (),
          _at("database", "drift")),
    Gauge("drift_age_seconds", "How long ago the catalog was compared.", (),
          _at("database", "driftAgeSeconds")),
    Gauge("audit_lines", "Lines of the operators' record that are sealed.", (),
          _at("database", "auditLines")),
    Gauge("audit_head", "The hash that the operators' record ends with, in five parts.", ("part",),
          _audit_head),
    Gauge("gateway_sockets", "Clients that are connected for live updates.", (),
          _of_gateway("sockets")),
    Gauge("gateway_channels", "Topics that they listen to.", (), _of_gateway("channels")),
    Gauge("gateway_queued_bytes", "What waits to be sent.", (), _of_gateway("queuedBytes")),
    Gauge("gateway_read_age_seconds", "How long ago the outbox was read.", (),
          _of_gateway("readAgeSeconds")),
    Gauge("gateway_lag_seconds", "Age of the oldest event of the last reading.", (),
          _of_gateway("lagSeconds")),
    Gauge("check_rows", "Rows of a check view when it was read last.", ("check",),
          _each("checks", "rows")),
    Gauge("check_age_seconds", "How long ago a check view was read.", ("check",),
          _each("checks", "ageSeconds")),
)  # fmt: skip

# Counter of the database -> name of its label, None for one without.
COUNTERS: Mapping[str, str | None] = {
    "tenant_breaches": None,
    "lock_contention": None,
    "lease_contention": None,
    "lock_contention_seconds": None,
    "lease_contention_seconds": None,
    "capital_invariant_violations": "kind",
    "mismatches_found": "kind",
    "reconciliation_runs": "state",
    "reconciliation_unmeasured": None,
    "attempts_unknown": "kind",
    "rebuilds": None,
    "instance_starts": None,
    "account_reloads": None,
    "broadcasts_unsent": None,
    "transaction_failures": "sqlstate",
    "loop_failures": "loop",
    "loop_restarts": "loop",
    "sends": "outcome",
    "unmeasured": "what",
    "stream_connects": "reason",
    "stream_events": "kind",
    "incidents_opened": "level",
}

# Counters of the process's gateway: name -> its figure, and the name of its label.
GATEWAY_COUNTERS: Mapping[str, tuple[str, str | None]] = {
    "gateway_events_sent": ("eventsSent", None),
    "gateway_events_refused": ("eventsRefused", None),
    "gateway_dropped": ("dropped", "reason"),
    "gateway_refused": ("refused", "reason"),
}


def exported_names() -> set[str]:
    """Every name that a scrape may hold."""
    own = {"up", "health_read_seconds", "health_unmeasured_total"}
    gauges = {gauge.name for gauge in GAUGES}
    counters = {f"{name}_total" for name in (*COUNTERS, *GATEWAY_COUNTERS)}
    return {PREFIX + name for name in own | gauges | counters}


class HealthCollector:
    """Collector of one scrape: a document, or none when the database could not be asked."""

    def __init__(self, document: Document | None, read_seconds: float, unmeasured: int) -> None:
        """Take what was read, how long that took, and how often it failed in this process."""
        self._document = document
        self._read_seconds = read_seconds
        self._unmeasured = unmeasured

    def collect(self) -> Iterator[Metric]:
        """Every family; without a document only those of this process."""
        document = self._document
        yield GaugeMetricFamily(
            PREFIX + "up", "Whether health could be read.", value=float(document is not None)
        )
        yield GaugeMetricFamily(
            PREFIX + "health_read_seconds", "How long reading took.", value=self._read_seconds
        )
        yield CounterMetricFamily(
            PREFIX + "health_unmeasured", "How often health could not be read.",
            value=self._unmeasured,
        )  # fmt: skip
        if document is None:
            return
        for gauge in GAUGES:
            family = GaugeMetricFamily(PREFIX + gauge.name, gauge.help, labels=gauge.labels)
            for labels, value in gauge.samples(document):
                if value is not None:
                    family.add_metric(labels, float(value))
            yield family
        for name, label in COUNTERS.items():
            counted = CounterMetricFamily(
                PREFIX + name, f"Counter {name} of the database.", labels=[label] if label else []
            )
            for text, total in sorted(document["counters"].get(name, {}).items()):
                counted.add_metric([text] if label else [], float(total))
            yield counted
        for name, (figure, label) in GATEWAY_COUNTERS.items():
            if "gateway" in document:
                value = document["gateway"][figure]
                counted = CounterMetricFamily(
                    PREFIX + name, f"Counter {name} of this process's gateway.",
                    labels=[label] if label else [],
                )  # fmt: skip
                for text, total in value.items() if label else [("", value)]:
                    counted.add_metric([text] if label else [], float(total))
                yield counted


def render(document: Document | None, read_seconds: float, unmeasured: int) -> bytes:
    """The text of one scrape."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(HealthCollector(document, read_seconds, unmeasured))
    return generate_latest(registry)
