"""A throw-away cluster until tradekeel.postgres has one. To be removed."""

from __future__ import annotations

from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]


def apply(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for path in sorted((ROOT / "db/migrations").glob("*.sql")):
            text = path.read_text()
            with connection.transaction():
                if "run as: installer" not in text:
                    connection.execute("set local role tradekeel_owner")
                connection.execute(text.encode())
        pending = [
            *(ROOT / "db/functions").glob("*/*.sql"),
            *(ROOT / "db/views").glob("*/*.sql"),
            *(ROOT / "db/policies").glob("*.sql"),
            *(ROOT / "db/checks").glob("*.sql"),
            *(ROOT / "db/data").glob("*.sql"),
        ]
        while pending:
            left, last = [], None
            for path in pending:
                try:
                    with connection.transaction():
                        connection.execute(path.read_bytes())
                except psycopg.Error as error:
                    left.append(path)
                    last = error
            if len(left) == len(pending):
                raise RuntimeError(f"cannot apply {[str(p) for p in left]}: {last}")
            pending = left
