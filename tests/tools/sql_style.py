"""sqlfluff over db/, and over the SQL inside function bodies, which sqlfluff alone cannot see.

To sqlfluff a body in dollar quotes is one string. Here the statements of each body are taken out,
PL/pgSQL's own words (``into v_x``, ``perform``, ``for v_row in ... loop``) removed, and the rest
given to it line by line as in the file.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlfluff.core import FluffConfig, Linter

from tools.statements import split_statements, without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
# Rules that say nothing useful about statements taken out of their body: layout between them,
# and references, because variables look like columns.
NOT_IN_BODIES = "AL03,AM04,AM05,LT02,LT09,LT12,LT13,LT14,LT15,RF01,RF02,RF03,RF04,ST06,ST09"

_BODY = re.compile(r"\bas (\$\w*\$)\n?(.*?)\1", re.DOTALL)
_START = re.compile(
    r"^[ ]*(?P<words>perform|return query|for \w+ in|open \w+ for)?\s*"
    r"(?P<verb>select|insert|update|delete|with|merge|(?<=perform )\w)",
)
_INTO = re.compile(r"(?<!insert)(?<!merge)\s+into\s+(?:strict\s+)?\w[\w.]*(?:\s*,\s*\w[\w.]*)*")


def main() -> int:
    """Print every violation as file:line: rule: text; 0 when there is none."""
    problems = sorted(set(all_problems(ROOT)))
    for name, line, text in problems:
        print(f"{name}:{line}: {text}")
    return 1 if problems else 0


def all_problems(root: Path) -> Iterator[tuple[str, int, str]]:
    """(file, line, what) for everything below db/."""
    linters = [
        Linter(config=FluffConfig.from_root()),
        Linter(config=FluffConfig.from_root(overrides={"exclude_rules": NOT_IN_BODIES})),
    ]
    for path in sorted((root / "db").rglob("*.sql")):
        name = path.relative_to(root).as_posix()
        sql = path.read_text(encoding="utf-8")
        sources = [sql]
        if path.relative_to(root).parts[:2] == ("db", "functions"):
            sources.append(statements_of_body(sql))
        for linter, source in zip(linters, sources, strict=False):
            for violation in linter.lint_string(source, fname=name).get_violations():
                yield name, violation.line_no, f"{violation.rule_code()}: {violation.desc()}"


def statements_of_body(sql: str) -> str:
    """The SQL of a function's body on the lines it has in the file; all else is blank."""
    body = _BODY.search(sql)
    if body is None:
        return "\n"
    offset = sql.count("\n", 0, body.start(2))
    lines = [""] * (sql.count("\n") + 1)
    for statement in split_statements(body[2]):
        for start, text in _queries(statement.text):
            for index, line in enumerate(text.splitlines()):
                lines[offset + statement.line - 1 + start + index] = line.rstrip()
    return "\n".join(lines) + "\n"


def _queries(text: str) -> Iterator[tuple[int, str]]:
    """(line within text, query) where a piece between semicolons holds a query."""
    lines = text.splitlines()
    depth = 0
    for index, line in enumerate(lines):
        code = without_comments(line)
        start = _START.match(code)
        if depth == 0 and start is not None:
            query = "\n".join([line[start.start("verb") :], *lines[index + 1 :]])
            if start["words"] == "perform":
                query = f"select {query}"
            query = re.split(r"\s+loop\s*\n", query, maxsplit=1)[0]
            yield index, _INTO.sub("", query) + ";"
            return
        depth += code.count("(") - code.count(")")


if __name__ == "__main__":
    sys.exit(main())
