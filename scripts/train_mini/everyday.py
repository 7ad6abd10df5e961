"""The hundred everyday problems: written by people who did not see the generator, never trained on.

Here: reading them and judging an answer by its value. Not here: qmath's own judge; this one is for the model's card alone.
"""

from __future__ import annotations

import json
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

from qmath.answers.normalize import exact_value
from qmath.text.boxed import closing_brace

PATH = Path(__file__).parents[2] / "tests" / "data" / "everyday.jsonl"

_ALGEBRA = re.compile(r"(?:[-\d+*/^(). ]|sqrt|pi|\b[a-z]\b|(?<=\d)[a-z]\b)+")
"""Numbers, single letters and signs: sympy's parser evaluates what it reads, so a model's text gets no other words in."""


@dataclass(frozen=True)
class Everyday:
    """One problem with its answer."""

    family: str
    lang: str
    problem: str
    answer: str


def read() -> list[Everyday]:
    """Return the problems in the order of the file."""
    rows = (json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines())
    return [Everyday(row["family"], row["lang"], row["problem"], row["answer"]) for row in rows]


def is_equal(given: str, reference: str) -> bool:
    """Tell whether two answers have the same value: numbers, unordered lists, inequalities by text, expressions by algebra."""
    ours, theirs = (_parts(text) for text in (given, reference))
    if sorted(ours) == sorted(theirs):
        return True
    if len(ours) != len(theirs):
        return False
    unmatched = list(theirs)
    for part in ours:
        match = next((other for other in unmatched if _same(part, other)), None)
        if match is None:
            return False
        unmatched.remove(match)
    return True


def _parts(text: str) -> list[str]:
    text = text.strip().strip("$").replace("\\left", "").replace("\\right", "").replace("\\,", " ").replace("，", ",")
    text = (
        re.sub(r"\\text\s*\{([^{}]*)\}", r"\1", text)
        .replace("≥", "\\geq")
        .replace("≤", "\\leq")
        .replace(">=", "\\geq")
        .replace("<=", "\\leq")
    )
    text = re.sub(r"\\(geq|leq)q?|\\(ge|le)(?![a-z])", lambda m: f"\\{(m[1] or m[2])[:2]}", text).removesuffix("%").removesuffix("\\")
    if not re.search(r"[<>]|\\[gl]e", text):
        text = re.sub(r"\b[a-z]\s*=\s*", "", text)
    text = re.sub(r"\s*\+\s*C$", "", text)
    return [re.sub(r"\s+", "", part) for part in re.split(r",(?!\d{3}\b)", text) if part.strip()]


def _same(ours: str, theirs: str) -> bool:
    left, right = exact_value(ours), exact_value(theirs)
    if left is not None and right is not None:
        return left == right
    if {ours.lower(), theirs.lower()} in ({"yes", "是"}, {"no", "不是"}, {"no", "否"}):
        return True
    if re.search(r"[<>]|\\[gl]e", ours + theirs):
        return ours == theirs
    return _same_expression(ours, theirs)


def _same_expression(ours: str, theirs: str) -> bool:
    import sympy
    from sympy.parsing.sympy_parser import convert_xor, implicit_multiplication_application, parse_expr, standard_transformations

    plain = [_plain(text) for text in (ours, theirs)]
    if not all(_ALGEBRA.fullmatch(text) for text in plain):
        return False
    rules = (*standard_transformations, convert_xor, implicit_multiplication_application)
    try:
        left, right = (parse_expr(_plain(text), transformations=rules) for text in plain)
        return bool(sympy.simplify(left - right) == 0)
    except (SyntaxError, tokenize.TokenError, TypeError, ValueError, AttributeError, sympy.SympifyError, NotImplementedError):
        return False


def _plain(latex: str) -> str:
    """Return an expression as sympy reads it."""
    while (at := latex.find("\\frac{")) >= 0:
        middle = closing_brace(latex, at + 5)
        end = closing_brace(latex, middle + 1)
        if middle < 0 or end < 0:
            return latex
        latex = f"{latex[:at]}(({latex[at + 6 : middle]})/({latex[middle + 2 : end]})){latex[end + 1 :]}"
    latex = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", latex)
    return (
        latex.replace("\\cdot", "*").replace("\\times", "*").replace("\\pi", " pi ").replace("{", "(").replace("}", ")").replace("\\", " ")
    )
