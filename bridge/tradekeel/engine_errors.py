"""What the database answers when it does not do what was asked, sorted by what to do next.

The third character of a catalogued SQLSTATE is the disposition: R refused (change the request),
C conflict (read again), T transient (the same request later), I invariant (stop, open the
runbook). Everything else that PostgreSQL raises is a DatabaseError.
"""

from typing import Final

import psycopg

_CATALOGUED_AREAS: Final = frozenset({"TN", "LG", "LC", "LK", "RC", "OP", "MT"})
# Deadlock, lock timeout, statement timeout, shutdown: nothing was written, the same call may do.
_REPEATABLE_STATES: Final = frozenset({"40P01", "55P03", "57014", "57P01", "57P02", "57P03"})


class EngineError(Exception):
    """A catalogued refusal. `detail` carries data, `hint` the next action and the runbook."""

    def __init__(self, sqlstate: str, message: str, detail: str | None, hint: str | None) -> None:
        """Keep the four parts; the text is code, message and detail."""
        super().__init__(f"{sqlstate} {message}" + (f" ({detail})" if detail else ""))
        self.sqlstate = sqlstate
        self.detail = detail
        self.hint = hint


class RefusedError(EngineError):
    """Change the request."""


class ConflictError(EngineError):
    """Read again; somebody or something else was first."""


class TransientError(EngineError):
    """The same request may succeed later."""


class InvariantError(EngineError):
    """Stop and open the runbook."""


_BY_DISPOSITION: Final[dict[str, type[EngineError]]] = {
    "R": RefusedError,
    "C": ConflictError,
    "T": TransientError,
    "I": InvariantError,
}


def engine_error(error: psycopg.Error) -> EngineError | None:
    """The catalogued error behind a psycopg error, or None when it is none of ours."""
    state = error.sqlstate or ""
    kind = _BY_DISPOSITION.get(state[2:3])
    if kind is None or state[:2] not in _CATALOGUED_AREAS:
        return None
    diagnostics = error.diag
    return kind(
        state,
        diagnostics.message_primary or "",
        diagnostics.message_detail,
        diagnostics.message_hint,
    )


def is_repeatable(error: BaseException) -> bool:
    """Whether the same call may be made again at once: a lost connection, or nothing was written.

    Safe because every call replays by its request.
    """
    if not isinstance(error, psycopg.Error):
        return False
    state = error.sqlstate
    return state in _REPEATABLE_STATES if state else isinstance(error, psycopg.OperationalError)
