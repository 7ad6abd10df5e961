r"""Markdown with LaTeX, in pieces as it comes: blocks, and the spans of a line. The same blocks for any cut of the text.

Here: what is prose, a formula, a table, a list item, a heading, bold, code. Not here: fences (``fences.py``), how it looks
(``cli/render.py``).

A single dollar follows pandoc's rule: an opening one has no blank behind it, a closing one has none before it and no digit
behind it, and both stand on one line; so ``$5 and $10`` is money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qmath.text import fences
from qmath.text.boxed import closing_brace
from qmath.text.symbols import ENVIRONMENTS

MAX_OPEN_LINES = 200
"""Lines after which a display that does not close is prose."""


class BlockKind(StrEnum):
    """What a block is."""

    LINE = "line"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    DISPLAY = "display"
    RULE = "rule"
    CODE = "code"


class SpanKind(StrEnum):
    """What a part of a line is."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    MATH = "math"


@dataclass(frozen=True)
class Block:
    """A block. ``text`` is a line without its mark and its line break, the LaTeX of a display, a program, or a table's lines.

    ``mark`` is "-" or "3." of an item, "##" of a heading, the word behind an opening fence, or the source of a display's
    delimiters around ``{}``; ``indent`` the blanks before it; ``tail`` the punctuation behind a display.
    """

    kind: BlockKind
    text: str
    mark: str = ""
    indent: int = 0
    tail: str = ""


@dataclass(frozen=True)
class Span:
    """A part of a line; ``source`` is how it is written, delimiters included."""

    kind: SpanKind
    text: str
    source: str


_ENVIRONMENT = "|".join(re.escape(name) for name in sorted(ENVIRONMENTS - {"math"}, key=len, reverse=True))
_DOLLARS = r"\$(?![\s$])(?:[^$\\]|\\.)*?(?<!\s)\$(?!\d)"
_OPENING = re.compile(
    rf"(?P<skip>\\\\|`[^`]*`|\\\$|\\\((?:(?!\\\)).)*\\\)|(?<!\$){_DOLLARS})|(?P<open>\$\$|\\\[|\\begin\{{(?P<env>{_ENVIRONMENT})\}})"
)
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PUNCTUATION = re.compile(r"\s*([.,;:!?。，；：、！？]*)\s*$")


class Reader:
    """Reads text that arrives in pieces; a block comes out when its last line is whole."""

    def __init__(self) -> None:
        self._splitter = fences.Splitter()
        self._open: list[str] = []
        self._closer = ""
        self._opened_at = 0
        self._table: list[str] = []

    @property
    def tail(self) -> str:
        """The unfinished line, as far as it may be shown: "" within a program, a display or a table."""
        return "" if self._open or self._table else self._splitter.tail

    def feed(self, text: str) -> list[Block]:
        """Take the next piece; return the blocks it finished."""
        return self._blocks(self._splitter.feed(text))

    def finish(self) -> list[Block]:
        """Return what is left when the text has ended."""
        blocks = self._blocks(self._splitter.finish())
        if self._open:
            blocks += self._give_up()
        return blocks + self._end_table()

    def _blocks(self, pieces: list[fences.Block]) -> list[Block]:
        blocks: list[Block] = []
        for piece in pieces:
            if piece.kind is fences.BlockKind.PROSE:
                blocks += self._line(piece.text.removesuffix("\n"))
                continue
            if self._open:
                blocks += self._give_up()
            blocks += self._end_table()
            blocks.append(Block(BlockKind.CODE, piece.text, piece.info))
        return blocks

    def _line(self, line: str) -> list[Block]:
        if self._open:
            return self._continue(line)
        if line.lstrip().startswith("|") or (self._table and "|" in line and line.strip()):
            self._table.append(line)
            return []
        return self._end_table() + self._prose(line)

    def _end_table(self) -> list[Block]:
        lines, self._table = self._table, []
        if len(lines) >= 2 and _TABLE_RULE.match(lines[1]):  # noqa: PLR2004 - a head and its rule
            return [Block(BlockKind.TABLE, "\n".join(lines))]
        return [block for line in lines for block in self._prose(line)]

    def _prose(self, line: str) -> list[Block]:
        at = 0
        while match := _OPENING.search(line, at):
            if match["skip"] or line.count("{", 0, match.start()) > line.count("}", 0, match.start()):
                at = match.end()
                continue
            closer = _closer_of(match["open"], match["env"])
            before = line[: match.start()]
            end = line.find(closer, match.end())
            if end < 0:
                self._open, self._closer, self._opened_at = [line], closer, match.start()
                return []
            return self._display(before, line[match.start() : end + len(closer)], line[end + len(closer) :])
        return [block_of(line)]

    def _continue(self, line: str) -> list[Block]:
        end = line.find(self._closer)
        if end < 0:
            self._open.append(line)
            is_lost = len(self._open) > MAX_OPEN_LINES or (self._closer == "$$" and not line.strip())
            return self._give_up() if is_lost else []
        end += len(self._closer)
        text = "\n".join([*self._open, line[:end]])
        self._open = []
        return self._display(text[: self._opened_at], text[self._opened_at :], line[end:])

    def _give_up(self) -> list[Block]:
        """Take the lines of a display that never closes as prose; the first of them at least, the others anew."""
        lines, self._open = self._open, []
        return [block_of(line) for line in lines]

    def _display(self, before: str, source: str, after: str) -> list[Block]:
        if (before[-1:] == after[:1] == "$") or (before.endswith("\\(") and after.startswith("\\)")):
            before, after = before.removesuffix("\\(").removesuffix("$"), after.removeprefix("\\)").removeprefix("$")
        punctuation = _PUNCTUATION.match(after)
        indent = len(before) - len(before.lstrip())
        blocks = [block_of(before.rstrip())] if before.strip() else []
        opener, closer = ("", "") if source.startswith("\\begin") else (source[:2], source[-2:])
        inner = source[len(opener) : len(source) - len(closer)]
        blocks.append(Block(BlockKind.DISPLAY, inner.strip(), f"{opener}{{}}{closer}", indent, punctuation[1] if punctuation else ""))
        return blocks if punctuation else blocks + self._prose(after.lstrip())


def _closer_of(opener: str, env: str | None) -> str:
    return {"$$": "$$", "\\[": "\\]"}.get(opener, f"\\end{{{env}}}")


def block_of(line: str) -> Block:
    """Return the block of a line that is no display and no table."""
    if match := _HEADING.match(line):
        return Block(BlockKind.HEADING, match[2], match[1])
    if _RULE.match(line):
        return Block(BlockKind.RULE, line.strip())
    if match := _ITEM.match(line):
        return Block(BlockKind.ITEM, line[match.end() :].rstrip(), match[2], len(match[1].expandtabs(4)))
    text = line.strip()
    return Block(BlockKind.LINE, text, "", len(line) - len(line.lstrip()) if text else 0)


_SPAN = re.compile(
    r"(?P<escape>\\[\\`*_#\-!|<>~])"
    r"|(?<!`)`(?P<code>[^`]+)`(?!`)"
    r"|\\\((?P<paren>.+?)\\\)"
    r"|\$\$(?P<double>[^$]+)\$\$"
    r"|(?P<money>\\\$)"
    r"|\$(?P<dollar>(?![\s$])(?:[^$\\]|\\.)*?(?<![\s\\]))\$(?!\d)"
    r"|\*\*(?P<bold>(?![\s*])(?:(?!\*\*).)+?(?<!\s))\*\*(?!\*)"
    r"|(?<![\w*])\*(?P<italic>(?![\s*])[^*]+?(?<!\s))\*(?![\w*])"
    r"|(?P<bare>\\[A-Za-z]+)"
    r"|(?P<symbol>\\[%$&_#{},;:!])"
)
_SYMBOLS = {",": " ", ";": " ", ":": " ", "!": ""}


def spans(line: str) -> list[Span]:
    """Return the spans of a line."""
    found: list[Span] = []
    at = 0
    while match := _SPAN.search(line, at):
        start = match.start()
        if match["bare"]:
            start = max(at, _start_of_bare(line, start))
        span, end = _span(line, match, start)
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


def certain(line: str) -> Certain:
    """Return how much of an unfinished line is certain."""
    at = 0
    found: list[range] = []
    while match := _MAYBE.search(line, at):
        full = _SPAN.match(line, match.start())
        if full is None:
            return Certain(match.start(), tuple(found))
        end = _end_of_bare(line, full.end()) if full["bare"] else full.end()
        if end >= len(line) or full["bare"] in {"\\begin", "\\left"} or (full["bare"] and not line[end].isspace()):
            return Certain(match.start(), tuple(found))
        found.append(range(match.start() + 1, end))
        at = end
    return Certain(len(line), tuple(found))


_MAYBE = re.compile(r"[\\`$*]")


def _plain(text: str) -> Span:
    return Span(SpanKind.PLAIN, text, text)


def _span(line: str, match: re.Match[str], start: int) -> tuple[Span, int]:
    name, source = match.lastgroup or "", match[0]
    if name == "bare":
        end = _end_of_bare(line, match.end())
        return Span(SpanKind.MATH, line[start:end], line[start:end]), end
    kinds = {"code": SpanKind.CODE, "paren": SpanKind.MATH, "double": SpanKind.MATH, "dollar": SpanKind.MATH, "bold": SpanKind.BOLD,
             "italic": SpanKind.ITALIC}  # fmt: skip
    if name in kinds:
        return Span(kinds[name], match[name], source), match.end()
    text = _SYMBOLS.get(source[1], source[1])
    return Span(SpanKind.PLAIN, text, source), match.end()


_RUN = re.compile(
    r"[A-Za-z0-9()+\-=/|!'<>]+|[_^](?:[A-Za-z0-9]|(?=[{\\]))|\\[A-Za-z]+|\\[,;:! %{}]|\.(?=\d)|,(?=\d{3})|\[(?=[^\]\s]*\])|(?<=\w)\]"
)
_BEFORE = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[()+\-=/^_|<>])+$")
_LEFT_RIGHT = re.compile(r"\\(left|right)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)?")


def _start_of_bare(line: str, at: int) -> int:
    """Return where what a command belongs to begins: numbers, letters and signs right before it."""
    match = _BEFORE.search(line, 0, at)
    return match.start() if match else at


def _end_of_bare(line: str, at: int) -> int:
    """Return where a command outside of dollars ends: behind its groups and scripts, and what touches them."""
    if line[:at].endswith("\\left"):
        at = _end_of_left(line, at)
    while at < len(line):
        if line[at] == "{":
            end = closing_brace(line, at)
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
    for match in _LEFT_RIGHT.finditer(line, at):
        depth += 1 if match[1] == "left" else -1
        if depth == 0:
            return match.end()
    return at
