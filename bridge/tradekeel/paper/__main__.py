"""``python -m tradekeel.paper``: run a paper exchange on this machine."""

# ruff: noqa: TRY004 - the wrong JSON type is a wrong value, and callers catch one class

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tradekeel.paper.faults import FaultRule
from tradekeel.paper.server import PaperServer, run_paper
from tradekeel.paper.settings import PaperSettings


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and serve. Returns the exit code: 0, 2 for bad input, 1 else."""
    parser = argparse.ArgumentParser(prog="tradekeel.paper", description=main.__doc__)
    parser.add_argument("--seed", type=int, default=1, help="what all draws follow from")
    parser.add_argument("--folder", type=Path, help="keep state and certificate here")
    parser.add_argument("--port", type=int, default=0, help="HTTPS port, 0 picks one")
    parser.add_argument("--http-port", type=int, default=0, help="plain HTTP port, 0 picks one")
    parser.add_argument("--tick-seconds", type=float, default=1, help="0 stops the clockwork")
    parser.add_argument("--order-lag-ms", type=int, default=0, help="new orders unseen so long")
    parser.add_argument("--trade-lag-ms", type=int, default=0, help="new trades unseen so long")
    parser.add_argument("--faults", type=Path, help="JSON file with a list of fault rules")
    options = parser.parse_args(arguments)
    try:
        rules = _read_faults(options.faults)
        asyncio.run(
            run_paper(
                seed=options.seed,
                folder=options.folder,
                port=options.port,
                http_port=options.http_port,
                tick_seconds=options.tick_seconds or None,
                settings=PaperSettings(
                    order_lag_ms=options.order_lag_ms, trade_lag_ms=options.trade_lag_ms
                ),
                faults=rules,
                on_ready=_announce,
            )
        )
    except KeyboardInterrupt:
        return 0
    except (ValueError, TypeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except (RuntimeError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _read_faults(path: Path | None) -> list[FaultRule]:
    if path is None:
        return []
    rules = json.loads(path.read_text())
    if not isinstance(rules, list):
        raise ValueError("the fault file must hold a list")
    return [FaultRule.from_mapping(rule) for rule in rules]


def _announce(server: PaperServer) -> None:
    print(
        json.dumps(
            {
                "https_port": server.port,
                "http_port": server.http_port,
                "ca_pem_path": str(server.ca_pem_path),
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
