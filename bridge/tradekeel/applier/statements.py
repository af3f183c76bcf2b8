"""Just enough SQL reading to see what a file names, without strings, comments and bodies."""

import re

_SKIPPED = re.compile(
    r"""
      --[^\n]*
    | /\*.*?\*/
    | (?<![a-z0-9_])e'(?:[^'\\]|\\.|'')*'
    | '(?:[^']|'')*'
    | (?P<tag>\$(?:[a-z_][a-z0-9_]*)?\$).*?(?P=tag)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_PART = r'(?:[a-z_][a-z0-9_$]*|"[^"]+")'
NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"

_PARENTHESES = re.compile(r"\([^()]*\)")
_GRANT = re.compile(r"(?:grant|revoke) .*? on (?P<objects>.*?) (?:to|from) ")

_TRANSACTION = re.compile(
    r"(commit|rollback|abort|savepoint|release|prepare transaction|start transaction"
    r"|begin(?! atomic\b))\b",
    re.IGNORECASE,
)


def statements(sql: str) -> list[str]:
    """The statements of a file in order, lower case, white space folded, text left out."""
    plain = _SKIPPED.sub(lambda match: " ", sql)
    pieces = (" ".join(piece.split()).lower() for piece in plain.split(";"))
    return [piece for piece in pieces if piece]


def transaction_control(sql: str) -> str | None:
    """The first statement that would end or split the applier's transaction, or None."""
    for statement in statements(sql):
        if _TRANSACTION.match(statement):
            return statement
    return None


def targets(sql: str, pattern: str) -> list[str]:
    """Names matched by `pattern` (with `{name}` for a qualified name) at a statement's start."""
    compiled = re.compile(pattern.replace("{name}", f"(?P<name>{NAME})"))
    found = (compiled.match(statement) for statement in statements(sql))
    return [_plain(match["name"]) for match in found if match]


def granted_objects(sql: str) -> list[str]:
    """What grants and revokes of a file are about: `schema.name`, or `all tables` and the like.

    Rights on schemas, sequences, types and databases, and memberships, are left out.
    """
    found: list[str] = []
    for statement in statements(sql):
        match = _GRANT.match(_PARENTHESES.sub(" ", statement))
        if match is None:
            continue
        for item in match["objects"].split(","):
            words = item.split()
            if words and words[0] in ("table", "function", "procedure", "routine"):
                words = words[1:]
            if words[:1] == ["all"]:
                found.append(" ".join(words[:2]))
            elif len(words) == 1 or words[1:2] == ["."]:
                found.append(_plain("".join(words)))
    return found


def _plain(name: str) -> str:
    return re.sub(r"\s*\.\s*", ".", name).replace('"', "")
