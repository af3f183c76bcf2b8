"""sqlfluff over db/, and over the SQL inside function bodies, which sqlfluff alone cannot see.

To sqlfluff a body in dollar quotes is one string. Here the statements of each body are taken out,
PL/pgSQL's own words (``into v_x``, ``perform``, ``for v_row in ... loop``) removed, and the rest
given to it line by line as in the file.
"""

from __future__ import annotations

import functools
import hashlib
import json
import multiprocessing
import re
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import sqlfluff
from sqlfluff.core import FluffConfig, Linter

from tools.statements import split_statements, without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
# Rules that say nothing useful about statements taken out of their body: layout between them,
# and references, because variables look like columns. What sqlfluff cannot parse there is
# plpgsql_check's to judge; in a whole file it is an error.
NOT_IN_BODIES = "AL05,AM04,LT12,LT13,LT15,RF01,RF02"

_BODY = re.compile(r"\bas (\$\w*\$)\n?(.*?)\1", re.DOTALL)
_START = re.compile(
    r"^[ ]*(?P<words>perform|return query|for \w+ in|open \w+ for)?\s*"
    r"(?P<verb>select|insert|update|delete|with|merge|(?<=perform )\w)",
)
_LOOP = re.compile(r"\s+loop[ ]*\n")
_INTO = re.compile(r"(?<!insert)(?<!merge)\s+into\s+(?:strict\s+)?\w[\w.]*(?:\s*,\s*\w[\w.]*)*")
# To sqlfluff any and all are functions, whose parenthesis follows without a blank.
_QUANTIFIED = re.compile(r"([=<>] (?:any|all)) \(")


def main() -> int:
    """Print every violation as file:line: rule: text; 0 when there is none."""
    problems = sorted(set(all_problems(ROOT)))
    for name, line, text in problems:
        print(f"{name}:{line}: {text}")
    return 1 if problems else 0


def all_problems(root: Path) -> list[tuple[str, int, str]]:
    """(file, line, what) for everything below db/, by two processes: sqlfluff is slow."""
    cache = root / ".tradekeel" / "cache" / "sqlfluff-clean"
    clean = set(cache.read_text().split()) if cache.exists() else set()
    paths = {path: _fingerprint(root, path) for path in sorted((root / "db").rglob("*.sql"))}
    tasks = [(root, path) for path, fingerprint in paths.items() if fingerprint not in clean]
    if not tasks:
        return []
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        found = dict(zip(tasks, pool.map(_problems_of, tasks, chunksize=8), strict=True))
    cache.parent.mkdir(parents=True, exist_ok=True)
    still_clean = [paths[path] for path in paths if not found.get((root, path))]
    cache.write_text("\n".join(still_clean) + "\n")
    return [problem for problems in found.values() for problem in problems]


def _fingerprint(root: Path, path: Path) -> str:
    """Changes with whatever the verdict on a file depends on."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    settings = json.dumps(project["tool"]["sqlfluff"], sort_keys=True).encode()
    name = path.relative_to(root).as_posix().encode()
    return hashlib.sha256(
        sqlfluff.__version__.encode()
        + settings
        + Path(__file__).read_bytes()
        + name
        + path.read_bytes()
    ).hexdigest()


def _problems_of(task: tuple[Path, Path]) -> list[tuple[str, int, str]]:
    root, path = task
    name = path.relative_to(root).as_posix()
    files, bodies = _linters()
    sql = path.read_text(encoding="utf-8")
    sources = [(files, sql)]
    if path.relative_to(root).parts[:2] == ("db", "functions"):
        sources.append((bodies, statements_of_body(sql)))
    return [
        (name, violation.line_no, f"{violation.rule_code()}: {violation.desc()}")
        for linter, source in sources
        for violation in linter.lint_string(
            _QUANTIFIED.sub(r"\1(", source), fname=name
        ).get_violations()
        if not (linter is bodies and violation.rule_code() == "PRS")
    ]


@functools.cache
def _linters() -> tuple[Linter, Linter]:
    """For whole files, and for statements taken out of bodies."""
    config = FluffConfig.from_root()
    excluded = f"{config.get('exclude_rules')},{NOT_IN_BODIES}"
    return Linter(config=config), Linter(
        config=FluffConfig.from_root(overrides={"exclude_rules": excluded})
    )


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
            loop = _LOOP.search(query)
            end = loop.start() if loop else len(query)
            yield index, _INTO.sub("", query[:end]) + ";"
            if loop:
                skipped = query.count("\n", 0, loop.end())
                for later, inner in _queries(query[loop.end() :]):
                    yield index + skipped + later, inner
            return
        depth += code.count("(") - code.count(")")


if __name__ == "__main__":
    sys.exit(main())
