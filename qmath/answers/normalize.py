"""One spelling for one answer: its type, exact value, unit.

Here: reading simple answers exactly, without computer algebra. Not here: whether two answers are equal beyond their
spelling, and how an answer is drawn (``text/draw.py``).
"""

from __future__ import annotations

import re
from fractions import Fraction

from qmath.schema import Answer, AnswerType, Extraction

_MAX_DIGITS = 400
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+"
_LATEX_FRACTION = re.compile(rf"([+-]?)\\[dt]?frac\{{({_NUMBER})\}}\{{({_NUMBER})\}}")
_PLAIN_FRACTION = re.compile(rf"()({_NUMBER})/({_NUMBER})")
_MIXED = re.compile(r"([+-]?)(\d+)\\[dt]?frac\{(\d+)\}\{(\d+)\}")
_UNIT = re.compile(
    r"(.*?(?:\d|\}))\s*(?:\\(?:text|mathrm|mbox)\{\s*([^{}]+?)\s*\}(\^\{?[23]\}?)?|(cm|mm|km|kg|m|g|s|h|元|岁|个|米|厘米|千米|公里|小时|分钟|千克|克|升|度|天|页|本|只|人))"
)


def describe(latex: str, text: str, extraction: Extraction) -> Answer:
    """Return the answer with its type, exact and approximate value, and unit, as far as they can be read exactly."""
    core, unit = _split_unit(_strip(latex))
    is_percent = core.endswith(("\\%", "%"))
    value = exact_value(core.removesuffix("%").removesuffix("\\")) if is_percent else exact_value(core)
    if value is None:
        return Answer(latex=latex, text=text, type=_shape(core), extraction=extraction)
    kind = AnswerType.INTEGER if value.denominator == 1 else AnswerType.REAL if "." in core else AnswerType.RATIONAL
    kind = AnswerType.PERCENT if is_percent else AnswerType.QUANTITY if unit else kind
    approx = None if value.denominator == 1 else f"{float(value):.12g}"
    return Answer(latex=latex, text=text, type=kind, exact=str(value), approx=approx, unit=unit, extraction=extraction)


def key(answer: Answer) -> str:
    """Return the spelling by which equal answers are counted together: the exact value, or the LaTeX without blanks."""
    if answer.exact is not None:
        return f"{answer.exact}%" if answer.type is AnswerType.PERCENT else answer.exact
    return re.sub(r"\s+|\\[,;:! ]", "", _strip(answer.latex)).replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac")


def exact_value(text: str) -> Fraction | None:
    """Return the number that a text spells (integer, decimal, fraction, mixed number), or None."""
    text = text.strip().replace("{,}", ",").replace("−", "-")
    if len(text) > _MAX_DIGITS:
        return None
    if mixed := _MIXED.fullmatch(text):
        whole, numerator, denominator = int(mixed[2]), int(mixed[3]), int(mixed[4])
        return (-1 if mixed[1] == "-" else 1) * (whole + Fraction(numerator, denominator)) if denominator else None
    if fraction := _LATEX_FRACTION.fullmatch(text) or _PLAIN_FRACTION.fullmatch(text):
        top, bottom = _number(fraction[2]), _number(fraction[3])
        return (-1 if fraction[1] == "-" else 1) * top / bottom if bottom else None
    return _number(text) if re.fullmatch(_NUMBER, text) else None


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _strip(latex: str) -> str:
    """Drop what does not change the meaning: dollars, spacing, sizes, a final full stop."""
    latex = re.sub(r"\\(?:left|right|displaystyle|!|,|;|:)(?![A-Za-z])", "", latex.strip().strip("$").strip())
    latex = re.sub(r"\\[dt]?frac\s*(\d)\s*(\d)", r"\\frac{\1}{\2}", latex)
    return latex.rstrip("。").removesuffix(".").strip()


def _split_unit(latex: str) -> tuple[str, str | None]:
    match = _UNIT.fullmatch(latex)
    if not match:
        return latex, None
    unit = (match[2] or match[4]) + (match[3] or "").strip("{}")
    return match[1].strip(), unit


_SHAPES = (
    (re.compile(r"\\begin\{[pbvBV]?matrix\}.*", re.DOTALL), AnswerType.MATRIX),
    (re.compile(r"\(?(?:\\text\{)?\(?[A-E]\)?\}?\)?"), AnswerType.CHOICE),
    (re.compile(r"\\\{.*\\\}", re.DOTALL), AnswerType.SET),
    (re.compile(r"[(\[][^()\[\]]*\\infty[^()\[\]]*[)\]].*|\[[^\[\]]*,[^\[\]]*[)\]]|\([^()]*,[^()]*\]"), AnswerType.INTERVAL),
    (re.compile(r"\([^()]*,.*\)"), AnswerType.TUPLE),
    (re.compile(r".*(?:=|<|>|\\leq?\b|\\geq?\b|\\neq?\b|≤|≥).*", re.DOTALL), AnswerType.EQUATION),
    (re.compile(r"[^,]+(?:,[^,]+)+", re.DOTALL), AnswerType.SET),
    (re.compile(r"(?:\\text\{[^{}]*\}|[A-Za-z]{2,}[A-Za-z ]*|[\u4e00-\u9fff]+)"), AnswerType.TEXT),
)


def _shape(core: str) -> AnswerType:
    """Return what kind of thing a non-number looks like; the first shape that fits, most telling first."""
    return next((kind for pattern, kind in _SHAPES if pattern.fullmatch(core)), AnswerType.EXPRESSION)
