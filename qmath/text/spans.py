r"""The spans of a line of Markdown with LaTeX: plain, bold, code, a formula; and how much of an unfinished line is certain.

Here: what is what within a line. Not here: lines and blocks (``markdown.py``), how it looks (``cli/page.py``).

A single dollar follows pandoc's rule: an opening one has no blank behind it, a closing one has none before it and no digit
behind it, and both stand on one line; so ``$5 and $10`` is money. With blanks, it must be one by what it holds: ``$ x = 3 $``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qmath.text.boxed import closing_brace


class SpanKind(StrEnum):
    """What a part of a line is."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    MATH = "math"


@dataclass(frozen=True)
class Span:
    """A part of a line; ``source`` is how it is written, delimiters included."""

    kind: SpanKind
    text: str
    source: str


_CHINESE = "[\u4e00-\u9fff]"
_NOT_A_PRICE = (
    rf"(?![0-9][0-9.,]*\s*(?:(?:{_CHINESE}|/)*[，。；、和与或到至的](?:[^$\\]*{_CHINESE})?"
    rf"|美?元{_CHINESE}+|[^$\\]*[(（“‘「]|\"[^$\\]*\")\$)"
)
"""What stands before a formula in dollars: ``$5，$x$`` is a price and a formula, though no blank tells; so is ``$5 each ($n$``."""

_WORDS = r"\\(?:text[a-z]*|mbox)\s*\{[^{}]*\}"
_WITHIN_DOLLARS = rf"(?:[^$\\]|{_WORDS}|(?!{_WORDS})\\.)*?"
r"""What stands between two dollars: words may hold a formula of their own, ``$\text{if $x>0$}$``."""
_BEFORE_DIGIT = rf"(?=[A-Za-z(|]{{0,3}}(?:\\[A-Za-z]|[_^])|(?:[-+=<>]|\\\$)\$){_WITHIN_DOLLARS}(?<![\s\\])(?=\$\d)"
r"""What is a formula though a digit follows its dollar, as no price begins: ``x^2``, ``\times``, a sign, ``3$\times$2``, ``$\$$5``."""
_SHORT = r"(?!(?:an|as|at|by|if|in|is|it|of|on|or|so|to|we)(?![A-Za-z]))[A-Za-z]{1,2}(?![A-Za-z])"
_NAMES = r"(?:[A-Z]{3,4}|sin|cos|tan|log|lim|max|min|gcd|mod)(?![A-Za-z])"
_COMMAND = rf"(?!{_WORDS})\\(?:[A-Za-z]+(?![A-Za-z])|[^A-Za-z])"
_BLANKED = (
    rf"[ \t]+(?![ \t])(?:[A-Za-z]|(?=[^$]*(?:\\[A-Za-z]|[=^_<>]))(?:[^$\\A-Za-z]|{_WORDS}|{_COMMAND}|{_SHORT}|{_NAMES})*?"
    r"(?<![-+*/=<>,\s]))[ \t]+(?=\$(?!\d))"
)
"""A formula with blanks at its ends, as models write: ``$ x = 3 $``. It is short of words, and says more than a price: ``$ 5 and $ 6``."""
IN_DOLLARS = rf"(?:{_BLANKED}|(?![\s$]){_NOT_A_PRICE}{_WITHIN_DOLLARS}(?<![\s\\])(?=\$(?!\d))|{_BEFORE_DIGIT})"
"""A formula between two dollars."""

_NO_POWER = r"(?!(?<=[A-Za-z0-9)\]])\*\*[A-Za-z0-9(\-])"
"""Not the sign of a power between two factors: ``2**3``."""
_NO_FACTOR = r"(?<![\w*$)\]}%!'°])"
"""Not the sign of a product behind a factor: ``3!*2``."""
_WHOLE = r"\$[^$\s]*\$"
"""What emphasis does not end in: ``**at $x^{**}$**``."""
_DOUBLED = r"\\\\"
_SKIP = r"\[-?[\d.]+\s*[a-z]{2}\]"
_SPAN = re.compile(
    rf"{_DOUBLED}\((?P<doubled>(?:(?!{_DOUBLED}\)).){{1,1000}}){_DOUBLED}\)"
    rf"|{_DOUBLED}(?!{_SKIP})\[(?P<row>(?:(?!{_DOUBLED}\]).){{1,1000}}){_DOUBLED}\]"
    rf"|(?P<twice>{_DOUBLED}(?:boxed|[dt]?frac|sqrt|text)(?=\s*\{{))"
    rf"|(?P<break>{_DOUBLED}(?:{_SKIP})?)"
    r"|(?P<escape>\\[\\`*_#\-!|<>~])"
    r"|(?<!`)`(?P<code>[^`]+)`(?!`)"
    r"|\\\((?P<paren>.{1,2000}?)\\\)"
    r"|\$\$(?P<double>[^$]+)\$\$"
    r"|(?P<money>\\\$)"
    rf"|\$(?P<dollar>{IN_DOLLARS})\$"
    rf"|\*\*\*(?P<strong>(?![\s*])(?:{_WHOLE}|(?!{_WHOLE})[^*])+?(?<!\s))\*\*\*(?!\*)"
    rf"|{_NO_POWER}\*\*(?P<bold>(?![\s*])(?:{_WHOLE}|(?!\*\*|{_WHOLE}).)+?(?<!\s))\*\*(?!\*)"
    rf"|{_NO_FACTOR}\*(?P<italic>(?![\s*])(?:{_WHOLE}|(?!{_WHOLE})[^*])+?(?<!\s))\*(?![\w*$(\[])"
    r"|(?P<bare>\\[A-Za-z]+)"
    r"|(?P<symbol>\\[%$&_#{},;:! ])"
)
_KINDS = {
    "code": SpanKind.CODE,
    **dict.fromkeys(("paren", "doubled", "row", "double", "dollar"), SpanKind.MATH),
    **dict.fromkeys(("strong", "bold"), SpanKind.BOLD),
    "italic": SpanKind.ITALIC,
}
_SYMBOLS = {",": " ", ";": " ", ":": " ", "!": ""}
"""What is not the character itself."""


def spans(line: str) -> list[Span]:
    """Return the spans of a line."""
    found: list[Span] = []
    at = 0
    while match := _SPAN.search(line, at):
        start, end = match.span()
        if match["bare"] or match["twice"]:
            start, end = _extent_of_bare(line, start, end)
            start = max(at, start)
        span = _span(match, line[start:end])
        if start > at:
            found.append(_plain(line[at:start]))
        found.append(span)
        at = end
    if at < len(line):
        found.append(_plain(line[at:]))
    return found


@dataclass(frozen=True)
class Certain:
    """How much of an unfinished line can't become something else by what follows, and the spans in it, which stay whole."""

    end: int
    spans: tuple[range, ...]

    def last(self, places: list[int]) -> int:
        """Return the last of some places at which the line may be cut, or 0."""
        return next((at for at in reversed(places) if at <= self.end and not any(at in inside for inside in self.spans)), 0)


def certain(line: str, at: int = 0) -> Certain:
    """Return how much of an unfinished line is certain; before ``at``, a place between spans, it is known to be."""
    found: list[range] = []
    while match := _MAYBE.search(line, at):
        full = _SPAN.match(line, match.start())
        if full is None or full["double"]:  # two dollars begin a display, which is shown when its line is whole
            return Certain(match.start(), tuple(found))
        is_bare = bool(full["bare"] or full["twice"])
        end = _extent_of_bare(line, *full.span())[1] if is_bare else full.end()
        after = line[end : end + 1]
        may_grow = bool(full["break"]) and (after in {"", "[", "("} or after.isalpha())
        is_inside = is_bare and (not after.isspace() or full["bare"] in {"\\begin", "\\left"} or _opened_before(line, match.start()) >= 0)
        if not after or may_grow or is_inside:
            return Certain(match.start(), tuple(found))
        found.append(range(match.start() + 1, end))
        at = end
    return Certain(len(line), tuple(found))


_MAYBE = re.compile(r"[\\`$*]")


def _plain(text: str) -> Span:
    return Span(SpanKind.PLAIN, text, text)


def _span(match: re.Match[str], source: str) -> Span:
    name = match.lastgroup or ""
    if name in {"bare", "twice"}:
        return Span(SpanKind.MATH, source, source)
    if name in _KINDS:
        return Span(_KINDS[name], match[name], source)
    return Span(SpanKind.PLAIN, " " if name == "break" else _SYMBOLS.get(source[1], source[1]), source)


_RUN = re.compile(
    r"[A-Za-z0-9()+\-=/|!'<>]+|[_^](?:[A-Za-z0-9]|(?=[{\\]))|\\[A-Za-z]+|\\[,;:! %{}]|\.(?=\d)|,(?=\d{3})|\[(?=[^\]\s]*\])|(?<=\w)\]"
)
_BEFORE = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[()+\-=/^_|<>])+$")
_LEFT_RIGHT = re.compile(r"\\(left|right)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)?")


_OPENED = re.compile(r"[\^_]\{[^{}\s]*$")
_REACH = 100
"""Characters before a command that are looked at."""
_MAX_GROUP = 1000
"""Characters of one group outside of dollars; a longer one is not looked through again and again."""


def _extent_of_bare(line: str, start: int, end: int) -> tuple[int, int]:
    r"""Return where the formula around a command outside of dollars begins and ends; in ``30^{\circ}`` it stands in a script."""
    opened = _opened_before(line, start)
    if opened >= 0 and _closing(line, opened + 1) > 0:
        start = end = opened
    before = _BEFORE.search(line, max(0, start - _REACH), start)
    return before.start() if before else start, _end_of_bare(line, end)


def _opened_before(line: str, at: int) -> int:
    """Return where the script begins whose braces are open at a place, or -1."""
    opened = _OPENED.search(line, max(0, at - _REACH), at)
    return opened.start() if opened else -1


def _closing(line: str, at: int) -> int:
    """Return where the brace at a place is closed, or -1."""
    if line.find("}", at, at + _MAX_GROUP) < 0:
        return -1
    end = closing_brace(line[at : at + _MAX_GROUP], 0)
    return end + at if end >= 0 else -1


def _end_of_bare(line: str, at: int) -> int:
    """Return where a command outside of dollars ends: behind its groups and scripts, and what touches them."""
    if line.endswith("\\left", 0, at):
        at = _end_of_left(line, at)
    while at < len(line):
        if line[at] == "{":
            end = _closing(line, at)
            if end < 0:
                return at
            at = end + 1
        elif line.startswith("\\left", at) and not line[at + 5 : at + 6].isalpha():
            at = _end_of_left(line, at + 5)
        elif match := _RUN.match(line, at):
            at = match.end()
        else:
            break
    return at


def _end_of_left(line: str, at: int) -> int:
    r"""Return where the ``\right`` of a ``\left`` ends, with its delimiter."""
    depth = 1
    for match in _LEFT_RIGHT.finditer(line, at, at + _MAX_GROUP):
        depth += 1 if match[1] == "left" else -1
        if depth == 0:
            return match.end()
    return at
