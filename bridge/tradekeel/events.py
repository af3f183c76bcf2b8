"""What only this process sees, counted until it is handed to the database."""

from collections import Counter
from typing import Any

import psycopg


class EventTally:
    """Counts (counter, label) pairs. One event loop uses it, so nothing is locked."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, counter: str, label: str, number: int = 1) -> None:
        """Count an event of a counter that fn_report_events knows."""
        self._counts[counter, label] += number

    def count_failure(self, error: BaseException) -> None:
        """Count a transaction that failed, by SQLSTATE; a lost connection has none."""
        state = getattr(error, "sqlstate", None)
        if isinstance(state, str) and state:
            self.count("transaction_failures", state)
        elif isinstance(error, psycopg.Error):
            self.count("transaction_failures", "connection")

    def take(self) -> list[dict[str, Any]]:
        """Everything counted so far, and begin anew."""
        taken, self._counts = self._counts, Counter()
        return [
            {"counter": counter, "label": label, "count": number}
            for (counter, label), number in sorted(taken.items())
        ]

    def put_back(self, events: list[dict[str, Any]]) -> None:
        """Count again what could not be handed over."""
        for event in events:
            self.count(event["counter"], event["label"], event["count"])
