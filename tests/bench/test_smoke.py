"""Every benchmark runs, with tiny sizes: none may rot. What they measure is not asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.__main__ import BENCHMARKS
from bench.frame import as_document, as_table, machine, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.frame import Bench


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """A server for measuring."""
    with started() as running:
        yield running


@pytest.mark.parametrize("name", sorted(BENCHMARKS))
def test_a_benchmark_runs(bench: Bench, name: str) -> None:
    """Figures come out, and the contenders left the same."""
    run, tiny = BENCHMARKS[name]
    figures = run(bench, repeats=1, **tiny)
    assert figures
    assert all(one.ours > 0 for one in figures)
    assert figures[0].name in as_table(figures)
    assert as_document(figures, machine(bench))["figures"]
