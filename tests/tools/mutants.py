"""What enforces the promises, one piece less at a time.

A mutant is one statement that takes a piece of enforcement away: a constraint, a policy, a right,
or a few words of one function. Words are found by a scanner that knows comments, strings,
parentheses and ``case ... end``, and nothing else of the language: what it cuts is a whole
statement, or one operand of a chain of ``and`` or ``or``, so that what is left still parses.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tools.server import ROOT
from tools.statements import split_statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

FUNCTIONS = ROOT / "db" / "functions"
KINDS = ("check", "unique", "foreign key", "policy", "right", "raise", "call", "where", "if",
         "lock", "conflict")  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One piece less.

    ``name`` is stable as long as the words are. ``statement`` takes the piece away, as superuser,
    and needs no other. ``function`` and ``line`` (within the body) say where; None is no function,
    or no one line. ``hints`` are words of which a test file has one, if it can see this.
    """

    name: str
    kind: str
    statement: str
    function: str | None = None
    line: int | None = None
    hints: tuple[str, ...] = field(default=())


def all_mutants(connection: psycopg.Connection[Any]) -> list[Mutant]:
    """Every mutant there is, of the catalog and of the function files, each with its own name."""
    found = [*of_constraints(connection), *of_policies(connection), *of_rights(connection)]
    for path in sorted(FUNCTIONS.glob("*/*.sql")):
        found.extend(of_function(path))
    seen: Counter[str] = Counter()
    named = []
    for mutant in found:
        seen[mutant.name] += 1
        number = seen[mutant.name]
        named.append(replace(mutant, name=f"{mutant.name} #{number}") if number > 1 else mutant)
    return named


_CONSTRAINTS = """
select c.conname, c.conrelid::regclass::text, c.contype::text,
       format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname)
from pg_catalog.pg_constraint as c
join fixture.our_tables as t on t.table_oid = c.conrelid
where c.contype in ('c', 'u', 'f') and c.conislocal and c.conparentid = 0
  and not exists (
    select from pg_catalog.pg_constraint as f
    where f.contype = 'f' and f.conindid = c.conindid and f.oid <> c.oid and c.contype = 'u')
union all
select i.indexrelid::regclass::text, i.indrelid::regclass::text, 'u',
       format('drop index %s', i.indexrelid::regclass)
from pg_catalog.pg_index as i
join fixture.our_tables as t on t.table_oid = i.indrelid
where i.indisunique and not exists (
  select from pg_catalog.pg_constraint as c where c.conindid = i.indexrelid)
order by 2, 1
"""
_STATES = {"c": ("check", "23514"), "u": ("unique", "23505"), "f": ("foreign key", "23503")}


def of_constraints(connection: psycopg.Connection[Any]) -> Iterator[Mutant]:
    """Each named CHECK, unique and foreign key constraint and each unique index dropped.

    Keys that a foreign key refers to hold it up and are left out.
    """
    for name, table, letter, statement in connection.execute(_CONSTRAINTS):
        kind, state = _STATES[letter]
        short = name.rpartition(".")[2]
        yield Mutant(f"{kind} {table} {short}", kind, statement, hints=(short, state, "refuses"))


_POLICIES = """
select p.polname, p.polrelid::regclass::text,
       format('alter policy %I on %s using (true)', p.polname, p.polrelid::regclass),
       pg_get_expr(p.polqual, p.polrelid) = 'true'
from pg_catalog.pg_policy as p
order by 2, 1
"""
_ROW_SECURITY = """
select c.oid::regclass::text from pg_catalog.pg_class as c
join fixture.our_tables as t on t.table_oid = c.oid
where c.relrowsecurity order by 1
"""


def of_policies(connection: psycopg.Connection[Any]) -> Iterator[Mutant]:
    """Each policy that lets some rows through lets all through; row security switched off."""
    for name, table, statement, is_open in connection.execute(_POLICIES):
        if not is_open:
            hints = ("authenticated", "topic")
            yield Mutant(f"policy {table} {name}", "policy", statement, hints=hints)
    for (table,) in connection.execute(_ROW_SECURITY):
        statement = f"alter table {table} disable row level security"
        yield Mutant(f"policy {table} switched off", "policy", statement, hints=("authenticated",))


_RIGHTS = """
select format('right %s on %s for %s', g.privilege, o.name, g.grantee),
       format('grant %s on %s %s to %s', g.privilege, replace(o.kind, 'view', 'table'), o.name,
         g.grantee)
from (
  select f.identity as name, 'function' as kind from fixture.our_functions as f
  union all
  select t.name, 'table' from fixture.our_tables as t
  union all
  select c.oid::regclass::text, 'view' from pg_catalog.pg_class as c
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas()) and c.relkind = 'v'
) as o
join (values
  ('function', 'execute', 'public'), ('table', 'select', 'anon'), ('view', 'select', 'anon'),
  ('table', 'select', 'authenticated'), ('table', 'insert', 'authenticated'),
  ('table', 'select', 'service_role'), ('view', 'select', 'service_role'),
  ('table', 'select', 'tradekeel_bridge'), ('table', 'update', 'tradekeel_operator'),
  ('table', 'update', 'tradekeel_engine'), ('table', 'delete', 'tradekeel_engine'),
  ('table', 'truncate', 'tradekeel_engine')
) as g (kind, privilege, grantee) on g.kind = o.kind
where case o.kind
  when 'function' then not has_function_privilege('public', o.name, 'execute')
  else not has_table_privilege(g.grantee, o.name, g.privilege)
end
order by 1
"""


def of_rights(connection: psycopg.Connection[Any]) -> Iterator[Mutant]:
    """Each right that is withheld from a role given to it."""
    for name, statement in connection.execute(_RIGHTS):
        yield Mutant(name, "right", statement, hints=("append", "privilege", "authenticated"))


def of_function(path: Path) -> Iterator[Mutant]:
    """The mutants of the one function of a file."""
    name = f"{path.parent.name}.{path.stem}"
    text = split_statements(path.read_text(encoding="utf-8"))[0].text
    start = text.find("$$") + 2 if "$$" in text else max(text.find("\nreturn "), 0)
    for cut in _Scanner(text, start).cuts():
        words = " ".join(text[cut.start : cut.end].split())
        short = words if len(words) <= 100 else f"{words[:97]}..."
        line = None if cut.at is None else text.count("\n", start, cut.at) + 1
        yield Mutant(
            f"{cut.kind} {name}: {short}",
            cut.kind,
            text[: cut.start] + cut.new + text[cut.end :],
            function=name,
            line=line,
        )


@dataclass(frozen=True)
class _Cut:
    """Characters start to end become ``new``; ``at`` is where the statement begins that a test
    must have run to see it, None where that is not known."""

    kind: str
    start: int
    end: int
    new: str
    at: int | None


_OPAQUE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_TOKEN = re.compile(r"[a-z_][\w.]*|[();]|:=", re.IGNORECASE)
_ENDS = {
    "where": {"group", "order", "limit", "for", "returning", "union", "intersect", "except",
              "having", "window", "loop", "on", "do", "then"},
    "on": {"join", "left", "inner", "cross", "full", "where", "group", "order", "limit", "for",
           "union", "loop", "set", "then"},
    "if": {"then"},
    "return": set(),
    ":=": set(),
}  # fmt: skip
_GUARDS = re.compile(r"(?:require|prove|check|lock|take|halt|stop|report|record|refuse)_\w+")


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int
    depth: int  # of parentheses and of case ... end


class _Scanner:
    """Finds what can be cut out of the text of a function, from ``start`` on."""

    def __init__(self, text: str, start: int) -> None:
        masked = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", "_", found[0]), text)
        self.text = text
        self.masked = masked
        self.tokens: list[_Token] = []
        depth = 0
        cases: list[int] = []
        for found in _TOKEN.finditer(masked, start):
            word = found[0].lower()
            if word == ")":
                depth -= 1
            if word == "end" and cases and cases[-1] == depth:
                cases.pop()
                depth -= 1
            self.tokens.append(_Token(word, found.start(), found.end(), depth))
            if word == "(":
                depth += 1
            if word == "case" and (len(self.tokens) < 2 or self.tokens[-2].word != "end"):
                depth += 1
                cases.append(depth)

    def cuts(self) -> Iterator[_Cut]:
        """Every cut, in the order of the text."""
        chain: list[int] = []  # where the enclosing ifs begin
        for number, token in enumerate(self.tokens):
            before = self.tokens[number - 1].word if number else ""
            if token.word == "if" and before == "end":
                chain.pop()
            elif token.word in ("if", "elsif"):
                if token.word == "if":
                    chain.append(token.start)
                raised = self._guarded(number)
                yield from self._chain(number, "if", raised or chain[-1], raises=bool(raised))
            elif self._is_opener(number, before):
                yield from self._chain(number, token.word, self._statement(number, chain))
            else:
                yield from self._words_taken_out(number)

    def _is_opener(self, number: int, before: str) -> bool:
        """Whether a condition begins after a token (or an expression, which may be one)."""
        words = self._words(number, 2)
        if words[0] == "on":
            return before != "distinct" and words[1] != "conflict"
        return words[0] in ("where", "return", ":=") and words != ["return", "query"]

    def _words_taken_out(self, number: int) -> Iterator[_Cut]:
        words = self._words(number, 2)
        if words[0] == "perform":
            yield from self._call(number)
        elif words[0] == "for":
            yield from self._lock(number)
        elif words == ["on", "conflict"]:
            yield from self._conflict(number)

    def _words(self, number: int, count: int) -> list[str]:
        return [token.word for token in self.tokens[number : number + count]]

    def _statement(self, number: int, chain: list[int]) -> int | None:
        """Where the statement begins that the token is in; None in an initial value."""
        token = self.tokens[number]
        for earlier in range(number, -1, -1):
            found = self.tokens[earlier]
            if found.word in ("if", "elsif") and found.depth <= token.depth:
                return chain[-1] if chain else None
            if found.word == "declare":
                return None
            if found.word in (";", "then", "else", "loop", "begin") and found.depth == 0:
                words = self._words(earlier + 1, 2)
                if found.word == ";" and "constant" in self._words(earlier + 1, 3):
                    return None
                return self.tokens[earlier + 1].start if words else None
        return None

    def _guarded(self, number: int) -> int | None:
        """Where the one statement begins that a condition guards when that raises."""
        depth = self.tokens[number].depth
        for later in range(number + 1, len(self.tokens)):
            token = self.tokens[later]
            if token.word == "then" and token.depth == depth:
                words = self._words(later + 1, 2)
                is_raise = words == ["perform", "meta.raise_error"]
                return self.tokens[later + 1].start if is_raise else None
        return None

    def _call(self, number: int) -> Iterator[_Cut]:
        """A statement that raises, or that asks another function to."""
        token, called = self.tokens[number], self.tokens[number + 1].word
        end = self.masked.index(";", token.start)
        if called == "meta.raise_error":
            yield _Cut("raise", token.start, end, "null", token.start)
        elif _GUARDS.fullmatch(called.rpartition(".")[2]):
            yield _Cut("call", token.start, end, "null", token.start)

    def _lock(self, number: int) -> Iterator[_Cut]:
        words = " ".join(self._words(number, 4))
        found = re.match(r"for (no key update|key share|share|update)\b", words)
        if found:
            last = self.tokens[number + found[0].count(" ")]
            at = self._statement(number, [])
            end = last.end
            if words.endswith(" skip") or self._words(number + 4, 1) == ["skip"]:
                end = self.masked.index(";", last.end)
            yield _Cut("lock", self.tokens[number].start, end, "", at)

    def _conflict(self, number: int) -> Iterator[_Cut]:
        """``on conflict ... do nothing``: what is there already is then an error."""
        for later in range(number, len(self.tokens) - 1):
            if self.tokens[later].word == ";" or self.tokens[later].word == "do":
                if self._words(later, 2) == ["do", "nothing"]:
                    start, end = self.tokens[number].start, self.tokens[later + 1].end
                    yield _Cut("conflict", start, end, "", self._statement(number, []))
                return

    def _chain(
        self, number: int, opener: str, at: int | None, *, raises: bool = False
    ) -> Iterator[_Cut]:
        """Each operand of the condition after a token, one at a time.

        Where rows are chosen only ``and`` is cut: less is asked for. Elsewhere ``or`` is cut too,
        and first, as it binds less. A condition of one operand becomes true where rows are
        chosen and false in an ``if`` (one that raises is another mutant).
        """
        is_choice = opener in ("where", "on")
        kind = "where" if is_choice else "if"
        operands, word = self._operands(number, opener, "and" if is_choice else "or")
        if not word and not is_choice:
            operands, word = self._operands(number, opener, "and")
        if not word and (opener in ("return", ":=") or raises):
            return
        neutral = "true" if word == "and" or is_choice else "false"
        if is_choice and self.masked.startswith("do ", operands[-1][1] + 1):
            return  # which index is meant by on conflict
        for start, end in operands:
            if self.text[start:end] != "true" and not (is_choice and self._is_key(start, end)):
                yield _Cut(kind, start, end, neutral, at)

    def _operands(self, number: int, opener: str, wanted: str) -> tuple[list[tuple[int, int]], str]:
        """Operands of the condition after a token, and the word between them: the wanted one, or
        nothing. A condition that an ``or`` splits is one operand to who wants ``and``."""
        depth = self.tokens[number].depth
        edges, words = [self.tokens[number].end], set()
        is_between = False
        end = len(self.masked)
        for token in self.tokens[number + 1 :]:
            if (
                token.depth < depth
                or token.word == ";"
                or (token.depth == depth and token.word in _ENDS[opener])
            ):
                end = token.start
                break
            if token.depth > depth:
                continue
            is_bound = is_between and token.word == "and"
            if is_bound or token.word == "between":
                is_between = not is_bound
            elif token.word in ("and", "or"):
                words.add(token.word)
                if token.word == wanted:
                    edges.extend((token.start, token.end))
        edges.append(end)
        if wanted == "and" and "or" in words:
            edges = [edges[0], end]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [self._trimmed(*pair) for pair in pairs], wanted if len(edges) > 2 else ""

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        piece = self.text[start:end]
        return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())

    def _is_key(self, start: int, end: int) -> bool:
        """Whether an operand only says which row is meant: an id, a name, a number of a key."""
        return bool(_KEY.fullmatch(" ".join(self.text[start:end].split())))


_KEY = re.compile(
    r"(?:\w+\.)?(?P<column>\w*_id|exchange|market_type|symbol|key|value|kind|source|subject|code|"
    r"name|part|attempt_no|seq|grain|slot|series|label|check_name|counter|side|currency|book)"
    r" = \(?(?:\w+\)?\.)?(?:p_\w+|v_\w+|\w+)",
)
