"""Splits an SQL file into statements, so that a failing test can name the line it failed at."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Whatever may hold a semicolon that ends nothing, or the semicolon itself.
_TOKEN = re.compile(
    r"""
    (?P<line_comment>--[^\n]*)
  | (?P<block_comment>/\*)
  | (?P<escape_string>\b[eE]'(?:[^'\\]|\\.|'')*')
  | (?P<string>'(?:[^']|'')*')
  | (?P<identifier>"(?:[^"]|"")*")
  | (?P<dollar>\$(?P<tag>[A-Za-z_]\w*)?\$)
  | (?P<end>;)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLOCK_EDGE = re.compile(r"/\*|\*/")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement without its semicolon, and the line of the file its first word is on."""

    text: str
    line: int


def split_statements(sql: str) -> list[Statement]:
    """Split at top-level semicolons; comments, strings and dollar quotes are left whole.

    Raises ValueError for an unclosed comment or dollar quote. Pieces of nothing but comments
    are dropped.
    """
    statements: list[Statement] = []
    start = position = 0
    while (token := _TOKEN.search(sql, position)) is not None:
        position = token.end()
        if token["block_comment"]:
            position = _end_of_block_comment(sql, token.start())
        elif token["dollar"]:
            position = sql.find(token["dollar"], token.end())
            if position < 0:
                raise ValueError(f"line {_line_at(sql, token.start())}: unclosed dollar quote")
            position += len(token["dollar"])
        elif token["end"]:
            _append(statements, sql, start, token.start())
            start = token.end()
    _append(statements, sql, start, len(sql))
    return statements


def without_comments(sql: str) -> str:
    """Blank out comments and the insides of strings, keeping every line where it is."""
    pieces: list[str] = []
    position = 0
    while (token := _TOKEN.search(sql, position)) is not None:
        pieces.append(sql[position : token.start()])
        end = token.end()
        if token["block_comment"]:
            end = _end_of_block_comment(sql, token.start())
        if token["line_comment"] or token["block_comment"]:
            pieces.append(re.sub(r"[^\n]", " ", sql[token.start() : end]))
        else:
            pieces.append(sql[token.start() : end])
        position = end
    pieces.append(sql[position:])
    return "".join(pieces)


def _append(statements: list[Statement], sql: str, start: int, end: int) -> None:
    text = sql[start:end]
    code = without_comments(text)
    if not code.strip():
        return
    first = start + len(code) - len(code.lstrip())
    statements.append(Statement(sql[first:end].rstrip(), _line_at(sql, first)))


def _end_of_block_comment(sql: str, start: int) -> int:
    depth = 0
    for edge in _BLOCK_EDGE.finditer(sql, start):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    raise ValueError(f"line {_line_at(sql, start)}: unclosed comment")


def _line_at(sql: str, position: int) -> int:
    return sql.count("\n", 0, position) + 1
