"""Brings a database to what the SQL tree says, and tells where it differs.

`apply` is the only way in which anything of ours gets into a database; `drift` compares the live
catalog with what `apply` left; `check` reads the views that watch the promises.
"""

from tradekeel.applier.apply import ApplyResult, Event, apply
from tradekeel.applier.checks import CheckRow, check
from tradekeel.applier.drift import DriftRow, drift, rebaseline
from tradekeel.applier.errors import ApplyError
from tradekeel.applier.tree import Tree, read_tree

__all__ = [
    "ApplyError",
    "ApplyResult",
    "CheckRow",
    "DriftRow",
    "Event",
    "Tree",
    "apply",
    "check",
    "drift",
    "read_tree",
    "rebaseline",
]
