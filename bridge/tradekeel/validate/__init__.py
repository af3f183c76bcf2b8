"""`tradekeel validate`: whether all seven phases hold on this very database, from live evidence."""

from tradekeel.validate.criteria import PHASES, Criterion, Phase
from tradekeel.validate.report import Finding, as_html, as_json, as_markdown
from tradekeel.validate.run import validate

__all__ = [
    "PHASES", "Criterion", "Finding", "Phase", "as_html", "as_json", "as_markdown", "validate",
]  # fmt: skip
