"""The house rules that no other linter knows. Reads files only; needs no database.

What the catalog can tell better (owners, grants, overloads) is tested in tests/pgtap/catalog.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.statements import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ENTRY_SCHEMAS = {"api", "engine", "ops"}
MAX_COLUMNS = 100
MAX_BODY_LINES = 70

_STRING = re.compile(r"'(?:[^']|'')*'")
_QUOTED = re.compile(r"\$\$[^\n]*?\$\$")
_BODY = re.compile(r"\bas (\$\w*\$)\n?(.*?)\1", re.DOTALL)
# One expression that is parsed when the function is made: it finds nothing by search_path, and the
# planner puts it in the place of the call.
_EXPRESSION = re.compile(
    r"\blanguage sql (?:immutable|stable|volatile) security invoker parallel safe\nreturn [^;]+;"
)
_CODE = re.compile(r"(sqlstate )?'((?:TN|LG|LC|LK|RC|OP|MT)[RCTI][0-9]{2})'")
_COMMENT = re.compile(r"\bcomment on function\b.*?\bis\s+'((?:[^']|'')*)'", re.DOTALL)
# Written in pieces, because this file is searched too.
_MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|home/(?!you/|user/)\w+|Users/(?!you/)\w+)/"
)

FORBIDDEN_IN_FUNCTIONS = {
    r"40001|serialization_failure": "40001 makes clients retry for ever: use a code of ours",
    r"\bwhen\s+others\b": "when others hides invariants: name the conditions",
    r"\bpg_notify\b|\bnotify\b|\blisten\b": "no NOTIFY: it serialises commits; use the outbox",
    r"\bpg_(try_)?advisory\w*": "no advisory locks: they are per node and per pooler",
    r"\bfor\s+update\b": "for update blocks foreign keys: lock with for no key update",
    r"\bauth\.": "nothing of ours refers to schema auth",
    r"\b(float[48]?|real|double\s+precision)\b": "no floating point",
    r"\bmoney\b": "no money type: numeric",
}
FORBIDDEN_IN_PGTAP = {
    r"\bthrows_(like|ilike|matching|imatching)\b": "errors are asserted by SQLSTATE",
    r"\bselect\s+(tap\.)?pass\s*\(": "pass() cannot fail",
    r"\btodo(_start)?\s*\(": "no TODO in tests",
    r"\bpg_sleep\b": "no sleep in tests",
}


def main() -> int:
    """Print every violation as file:line: text; 0 when there is none."""
    problems = sorted(set(all_problems(ROOT)))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def all_problems(root: Path) -> Iterator[str]:
    """Everything wrong in the tree below root."""
    for path in _sql_files(root):
        name = path.relative_to(root).as_posix()
        sql = path.read_text(encoding="utf-8")
        yield from (f"{name}:{line}: {text}" for line, text in _layout(sql))
        check = _CHECKS.get(path.relative_to(root).parts[1])
        if path.relative_to(root).parts[0] == "db" and check is not None:
            yield from (f"{name}:{line}: {text}" for line, text in check(path, sql))
        elif path.relative_to(root).parts[:2] == ("tests", "pgtap"):
            yield from (f"{name}:{line}: {text}" for line, text in _pgtap_file(root, path, sql))
    yield from _migration_numbers(root)
    yield from _machine_paths(root)
    for spec in sorted((root / "tests/isolation").glob("*.spec")):
        if not (spec.parent / "expected" / f"{spec.stem}.out").exists():
            yield f"{spec.relative_to(root).as_posix()}:1: no expected output"


def _layout(sql: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(sql.splitlines(), 1):
        if len(line) > MAX_COLUMNS:
            yield number, f"{len(line)} columns, {MAX_COLUMNS} are the most"
        if line != line.rstrip():
            yield number, "blank at the end of the line"
        if "\t" in line:
            yield number, "tab"
    if not sql.endswith("\n") or sql.endswith("\n\n"):
        yield sql.count("\n") + 1, "the file ends with one newline"
    code = _QUOTED.sub("$$$$", _STRING.sub("''", without_comments(sql)))
    for number, line in enumerate(code.splitlines(), 1):
        for word in re.findall(r'(?<!")\b[A-Z][A-Z]+\b(?!")', line):
            yield number, f"{word}: keywords are lower case"


def _function_file(path: Path, sql: str) -> Iterator[tuple[int, str]]:
    schema, name = path.parent.name, path.stem
    code = without_comments(sql)
    if not re.match(rf"\s*create or replace function {schema}\.{name}\s*\(", code):
        yield 1, f"a file holds the function it is named after: {schema}.{name}"
    if len(re.findall(r"\bcreate\s+(or\s+replace\s+)?function\b", code)) != 1:
        yield 1, "one function per file"
    if (schema in ENTRY_SCHEMAS) != name.startswith("fn_"):
        yield 1, "entry points (api, engine, ops) are named fn_*, nothing else is"
    yield from _function_attributes(f"{schema}.{name}", code)
    if _EXPRESSION.search(code):
        return
    body = _BODY.search(sql)
    if body is None:
        yield 1, "no body in dollar quotes"
        return
    first_line = sql.count("\n", 0, body.start(2)) + 1
    if body[2].count("\n") > MAX_BODY_LINES:
        yield first_line, f"{body[2].count(chr(10))} lines of body, {MAX_BODY_LINES} are the most"
    code = _without_time_calls(without_comments(body[2]))
    yield from _forbidden(code, FORBIDDEN_IN_FUNCTIONS, first_line)
    yield from _comment_names_errors(sql, body[2])


def _function_attributes(name: str, code: str) -> Iterator[tuple[int, str]]:
    """Whatever create or replace resets when it is left out has to be stated."""
    head = code.split("$", 1)[0]
    if _EXPRESSION.search(code):
        head = head.split("\nreturn ", 1)[0] + " set search_path = ''"
    for pattern, what in (
        (r"\blanguage \w+", "language"),
        (r"\b(volatile|stable|immutable)\b", "volatility"),
        (r"\bsecurity (definer|invoker)\b", "security definer or invoker"),
        (r"\bset search_path = ''", "set search_path = ''"),
    ):
        if not re.search(pattern, head):
            yield 1, f"{what} is not stated"
    for pattern, what in (
        (rf"\balter function {name}\b[^;]*\bowner to tradekeel_", "owner"),
        (rf"\brevoke all on function {name}\b[^;]*\bfrom public\b", "revoke from public"),
        (rf"\bcomment on function {name}\b", "comment"),
    ):
        if not re.search(pattern, code):
            yield 1, f"{what} is missing"
    if re.search(r"\bdefault\b|=", _parameters(head)):
        yield 1, "no default parameters: a changed signature is a migration"


def _comment_names_errors(sql: str, body: str) -> Iterator[tuple[int, str]]:
    comment = _COMMENT.search(sql)
    if comment is None:
        return
    line = sql.count("\n", 0, comment.start(1)) + 1
    text = comment[1].strip()
    if not text.endswith("."):
        yield line, "the comment is whole sentences"
    used = _CODE.findall(body)
    escaping = {code for _, code in used} - {code for caught, code in used if caught}
    for code in sorted(escaping - {*re.findall(r"\b[A-Z]{3}[0-9]{2}\b", text)}):
        yield line, f"the comment does not name error {code}"


def _parameters(head: str) -> str:
    """What stands between the first parenthesis and its partner."""
    start = head.find("(")
    return head[start + 1 : _partner(head, start)]


def _partner(text: str, start: int) -> int:
    """Where the parenthesis that opens at start is closed."""
    depth = 0
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return len(text)


def _without_time_calls(code: str) -> str:
    """make_interval and to_timestamp take double precision and nothing else: not looked into."""
    for call in reversed([*re.finditer(r"\b(make_interval|to_timestamp)\s*(?=\()", code)]):
        end = _partner(code, call.end())
        code = code[: call.end()] + re.sub(r"[^\n]", " ", code[call.end() : end]) + code[end:]
    return code


def _view_file(path: Path, sql: str) -> Iterator[tuple[int, str]]:
    code = without_comments(sql)
    views = re.findall(r"\bcreate\s+(or\s+replace\s+)?view\s+([\w.]+)", code)
    if len(views) != 1:
        yield 1, "one view per file"
    # A replace without the option silently clears it.
    if not re.search(r"\bview\s+[\w.]+\s+with \(security_invoker = (on|true)\)", code):
        yield 1, "with (security_invoker = on) is not stated"
    if not re.search(r"\bcomment on view\b", code):
        yield 1, "comment is missing"
    if path.parent.parent.name == "views" and views:
        wanted = f"{path.parent.name}.{path.stem}"
        if views[0][1] != wanted:
            yield 1, f"a file holds the view it is named after: {wanted}"
    yield from _forbidden(code, {r"\bauth\.": FORBIDDEN_IN_FUNCTIONS[r"\bauth\."]}, 1)


def _policy_file(path: Path, sql: str) -> Iterator[tuple[int, str]]:
    code = without_comments(sql)
    for policy in re.finditer(r"\bcreate policy\b[^;]*;", code):
        line = code.count("\n", 0, policy.start()) + 1
        if not re.search(rf"\bon {re.escape(path.stem)}\b", policy[0]):
            yield line, f"the file is about {path.stem}"
        if not re.search(r"\bto \w+", policy[0]):
            yield line, "a policy says to whom"
        if re.search(r"\bcurrent_user_id\(\)", policy[0]) and not re.search(
            r"\(\s*select tenancy\.current_user_id\(\)\s*\)", policy[0]
        ):
            yield line, "wrap it: (select tenancy.current_user_id())"
        if "current_setting(" in policy[0] and not re.search(
            r"\(\s*select \(nullif\(current_setting\(", policy[0]
        ):
            yield line, "wrap it: (select (nullif(current_setting(...), '')::json ->> 'sub')::uuid)"


def _migration_file(path: Path, sql: str) -> Iterator[tuple[int, str]]:
    if not re.fullmatch(r"\d{4}_[a-z]+(_[a-z0-9]+)+", path.stem):
        yield 1, "a migration is named NNNN_verb_object"
    code = without_comments(sql)
    yield from _forbidden(
        code,
        {
            r"\bcreate\s+type\s+[\w.]+\s+as\s+enum\b": "no enums: text with a named CHECK",
            r"\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b": "no triggers",
            r"\b(float[48]?|real|double\s+precision)\b": "no floating point",
            r"(?<!\")\btimestamp\b(?!tz)": "timestamptz",
            r"\breferences\s+auth\.": "no foreign key to schema auth",
        },
        1,
    )


def _pgtap_file(root: Path, path: Path, sql: str) -> Iterator[tuple[int, str]]:
    folder = path.parent.name
    if folder.startswith("_") or path.stem == "_fixture":
        return
    code = without_comments(sql)
    yield from _forbidden(code, FORBIDDEN_IN_PGTAP, 1)
    if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", path.stem):
        yield 1, "the file name is the behaviour as a sentence_in_snake_case"
    if folder == "catalog":
        return
    schema, _, name = folder.partition(".")
    known = [
        root / "db/functions" / schema / f"{name}.sql",
        root / "db/views" / schema / f"{name}.sql",
        root / "db/policies" / f"{schema}.{name}.sql",
        *(root / "db/checks").glob(f"*{name.removeprefix('check_')}.sql"),
    ]
    if not any(candidate.exists() for candidate in known):
        yield 1, f"the folder is named after a function, view or table: {folder} is none"


def _forbidden(code: str, rules: dict[str, str], first_line: int) -> Iterator[tuple[int, str]]:
    for pattern, reason in rules.items():
        for hit in re.finditer(pattern, code, re.IGNORECASE):
            yield first_line + code.count("\n", 0, hit.start()), f"{hit[0]}: {reason}"


def _migration_numbers(root: Path) -> Iterator[str]:
    for expected, path in enumerate(sorted((root / "db/migrations").glob("*.sql")), 1):
        if path.stem[:4] != f"{expected:04}":
            yield f"{path.relative_to(root).as_posix()}:1: number {expected:04} is expected here"
            return


def _machine_paths(root: Path) -> Iterator[str]:
    for path in _tracked_files(root):
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if hit := _MACHINE_PATH.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}: {hit[0]}: path of a machine"


def _sql_files(root: Path) -> list[Path]:
    return sorted([*(root / "db").rglob("*.sql"), *(root / "tests/pgtap").rglob("*.sql")])


def _tracked_files(root: Path) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return [root / name for name in listing.stdout.split("\0") if name]


_CHECKS = {
    "functions": _function_file,
    "views": _view_file,
    "checks": _view_file,
    "policies": _policy_file,
    "migrations": _migration_file,
}

if __name__ == "__main__":
    sys.exit(main())
