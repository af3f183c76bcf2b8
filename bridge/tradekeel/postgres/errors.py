"""The one error of this package: a sentence for a person, on one line."""


class PostgresError(Exception):
    """PostgreSQL could not be found, started, stopped or prepared. `str()` is a single line."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))
