"""Expressions of time in a text: what they are, not yet which day they mean.

In: text. Out: expressions in text order, none overlapping: kind and parts ("weekday", {"weekday": 2}). The rules are patterns in
`time_rules.toml`, named, each with examples that the tests run; the longest match at a place wins. It resolves nothing.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from accordingto.model.evidence import Span
from accordingto.resources.files import data_path


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern; its groups are the parts."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a time, the rule that found them, and their parts in lower case."""

    span: Span
    rule: str
    kind: str
    parts: Mapping[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file."""
    table = tomllib.loads(data_path("time_rules.toml").read_text(encoding="utf-8"))
    named = table["words"]
    return tuple(
        Rule(row["name"], row["kind"], re.compile(_filled(row["pattern"], named), re.IGNORECASE), tuple(row["examples"]))
        for row in table["rule"]
    )


BEFORE = r"(?<![\w$€£-])"
"""No expression begins inside a word or a sum."""


def _filled(pattern: str, named: Mapping[str, str]) -> str:
    """``pattern`` with <NAME> replaced by the word lists; blanks match any run of white space."""
    for _ in range(3):
        for name, words in named.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{words})")
    return BEFORE + "(?:" + pattern.replace(" ", r"\s+") + r")(?![\w%])(?!\.\d)"


NAME_OR_CAPITAL = re.compile(r"\\.|\(\?P<\w+>|[A-Z]")
TWINS = str.maketrans("İıſ\u212a", "iisk")
"""Letters that a pattern takes for others where case is ignored, though they are not written in small letters so."""


@cache
def _anywhere() -> re.Pattern[str]:
    """Where some rule may match in a text in small letters: one reading of the text in place of one a rule, and none that ignores case."""

    def small(part: re.Match[str]) -> str:
        return "(?:" if part.group().startswith("(?P") else part.group().lower() if len(part.group()) == 1 else part.group()

    bodies = (NAME_OR_CAPITAL.sub(small, rule.pattern.pattern.removeprefix(BEFORE)) for rule in rules())
    return re.compile(f"{BEFORE}(?=(?:{'|'.join(bodies)}))")


def _matches(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """What each rule finds by itself, none of one rule's overlapping."""
    ends = [0] * len(rules())
    for place in _anywhere().finditer(text.translate(TWINS).lower()):
        for n, rule in enumerate(rules()):
            match = rule.pattern.match(text, place.start()) if ends[n] <= place.start() else None
            if match is not None:
                ends[n] = match.end()
                yield rule, match


def expressions(text: str) -> list[Expression]:
    """All expressions of ``text``, the longest where several begin at one place or overlap."""
    found = [
        Expression(Span(*m.span()), rule.name, rule.kind, {k: v.lower() for k, v in m.groupdict().items() if v is not None})
        for rule, m in _matches(text)
    ]
    order = {rule.name: n for n, rule in enumerate(rules())}
    found.sort(key=lambda e: (e.span.start, -e.span.end, order[e.rule]))
    kept: list[Expression] = []
    for expression in found:
        if kept and expression.span.start < kept[-1].span.end:
            if expression.span.end - expression.span.start > kept[-1].span.end - kept[-1].span.start:
                kept[-1] = expression
            continue
        kept.append(expression)
    return [e for e in kept if e.kind != "not_a_time"]
