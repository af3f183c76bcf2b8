"""A database that was restored to a minute ago meets an exchange that was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulation.test_scripted import ENTRY, PERP, said, scripted

if TYPE_CHECKING:
    from tools.server import Server

RESTING = {**ENTRY, "offset": "-0.05"}
# The backup is older than the signal, or holds it: then it would be carried out again.
LOST = {
    "a resting order and its signal": (2.0, RESTING),
    "a resting order, its signal is there": (3.0, RESTING),
    "a filled order, its signal is there": (3.0, ENTRY),
    "a filled swap, its signal is there": (3.0, PERP),
}


@pytest.mark.parametrize("name", LOST)
def test_a_restored_database_takes_in_what_it_lost_and_does_nothing_twice(
    server: Server, name: str
) -> None:
    kept_at, wish = LOST[name]
    events: list[tuple[float, str, dict[str, Any]]] = [
        (0.5, "start_bridge", {}),
        (2.9, "entry", wish),
        (kept_at, "keep_backup", {}),
        (9.0, "restore", {}),
        (10.0, "acknowledge", {}),
        (10.5, "start_bridge", {}),
        (22.0, "release", {}),
        (30.0, "resume", {}),
        (45.0, "nothing", {}),
    ]
    result = scripted(server, *sorted(events, key=lambda event: event[0]),
                      profiles=(wish["profile"],))  # fmt: skip
    assert result.differences == []
    assert said(result, "'event': 'sent'", "accepted")
    assert sum("'event': 'sent'" in line for line in result.log) == 1, "sent twice"
