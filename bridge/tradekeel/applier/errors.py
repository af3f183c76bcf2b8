"""Refusals of the applier. Codes are those of meta.error_codes, area MT.

| code  | meaning |
|-------|---------|
| MTR01 | a migration that is already applied was edited |
| MTR02 | migrations were reordered: one is missing, renamed, or inserted before an applied one |
| MTR03 | orphan: a file is gone, what it made is still there |
| MTR04 | the database is ahead of this tree |
| MTR05 | the connected role may not do this, or is the wrong one |
| MTR06 | a file's name and content disagree, or two files define one object |
| MTR07 | this server or database cannot be used |
| MTR08 | a statement of a file failed |
| MTT01 | a lock was not free in time: run it again |
"""

from typing import Literal

import psycopg

Code = Literal["MTR01", "MTR02", "MTR03", "MTR04", "MTR05", "MTR06", "MTR07", "MTR08", "MTT01"]


class ApplyError(Exception):
    """One line: code, what is wrong, what to do. Nothing of the failing file was kept."""

    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        self.code = code
        self.message = " ".join(message.split())
        self.hint = " ".join(hint.split())
        super().__init__(f"{code} {self.message}" + (f" ({self.hint})" if self.hint else ""))


def is_lost_connection(error: psycopg.Error) -> bool:
    """True if this is about the connection or a server that goes away, not about a statement."""
    return error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))
