r"""Markdown with LaTeX, in pieces as it comes, into blocks. The same blocks for any cut of the text.

Here: what is a line of prose, a display, a table, a list item, a heading. Not here: fences (``fences.py``), comments
(``comments.py``), what stands in a line (``spans.py``), how it looks (``cli/page.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from qmath.text import fences
from qmath.text.comments import Comments
from qmath.text.spans import IN_DOLLARS
from qmath.text.symbols import ENVIRONMENTS
from qmath.text.unclosed import MAX_LINES, joined, leaves_open, may_close

MAX_OPEN_LINES = 200
"""Lines after which a display that does not close is prose."""
MAX_QUOTES = 4
"""Quotations within one another that are told apart."""


class BlockKind(StrEnum):
    """What a block is."""

    LINE = "line"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    DISPLAY = "display"
    RULE = "rule"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """A block. ``text`` is a line without its mark and its line break, the LaTeX of a display, a program, or a table's lines.

    ``mark`` is "-" or "3." of an item, "##" of a heading, the word behind an opening fence, or the source of a display's
    delimiters around ``{}``; ``indent`` the blanks before it; ``tail`` the punctuation behind a display; ``quote`` the marks of the
    quotations it stands in, "> > ".
    """

    kind: BlockKind
    text: str
    mark: str = ""
    indent: int = 0
    tail: str = ""
    quote: str = ""


_ENVIRONMENT = "|".join(re.escape(name) for name in sorted(ENVIRONMENTS - {"math"}, key=len, reverse=True))
_OPENING = re.compile(
    rf"^\s*(?P<doubled>\\\\\[(?!\s*-?[\d.]+\s*[a-z]{{2}}\]))"
    rf"|(?P<skip>\\\\|`[^`]*`|\\\$|\\\((?:(?!\\\)).){{0,2000}}\\\)|\${IN_DOLLARS}\$)|(?P<open>\$\$|\\\[|\\begin\{{(?P<env>{_ENVIRONMENT})\}})"
)
_ITEM = re.compile(r"(\s*)([-*]|\+(?!\s+[\d$\\(])|\d{1,3}[.)])\s+(?=\S)")
_SUM = re.compile(r"\s*[-*+]\s+[\d\s.,+\-*/×÷=()%$]*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SECTION = re.compile(r"\s*\\((?:sub)*)section\*?\s*\{([^{}]*)\}\s*$")
_BARE_ITEM = re.compile(r"(\s*)\\item\b\s*(?:\[([^\]$]+)\]\s*)?")
_LIST = re.compile(r"\s*\\(begin|end)\s*\{(?:itemize|(enumerate))\}")
_BARE_ENVIRONMENT = re.compile(
    r"\s*\\(?:begin|end)\s*\{(?:itemize|enumerate|center|quote|quotation|document|proof|solution)\}(?:\[[^\]]*\])?\s*$"
)
_QUOTE = re.compile(r"(?:\s{0,3}>(?=[\s>]|$)\s?)*")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PUNCTUATION = re.compile(r"\s*([.,;:!?。，；：、！？]*)\s*$")


class Reader:
    """Reads text that arrives in pieces; a block comes out when its last line is whole."""

    def __init__(self) -> None:
        self._splitter = fences.Splitter()
        self._comments = Comments()
        self._open: list[str] = []
        self._closer = ""
        self._opened_at = 0
        self._table: list[str] = []
        self._wrapped: list[str] = []
        self._quote = ""
        self._lists: list[int | None] = []
        """The items of each list of LaTeX so far, None where they have no numbers."""

    @property
    def tail(self) -> str:
        """The unfinished line, as far as it may be shown: "" within a program, a display, a table or a formula."""
        return "" if self._open or self._table or self._wrapped else self._comments.tail(self._splitter.tail)

    def feed(self, text: str) -> list[Block]:
        """Take the next piece; return the blocks it finished."""
        return self._blocks(self._comments.take(self._splitter.feed(text)))

    def finish(self) -> list[Block]:
        """Return what is left when the text has ended."""
        blocks = self._blocks(self._comments.take(self._splitter.finish()) + self._comments.finish())
        if self._open and self._closer != "$$" and all(line.strip() for line in self._open):
            return blocks + self._quoted(self._cut_off())
        return blocks + self._end()

    def _blocks(self, pieces: list[fences.Block]) -> list[Block]:
        blocks: list[Block] = []
        for piece in pieces:
            if piece.kind is fences.BlockKind.PROSE:
                blocks += self._line(piece.text.removesuffix("\n"))
                continue
            blocks += self._end()
            blocks.append(Block(BlockKind.CODE, piece.text, piece.info))
        return blocks

    def _line(self, line: str) -> list[Block]:
        mark = quote_of(line)
        if self._open:
            return self._quoted(self._continue(line[len(mark) :] if self._quote else line))
        ended: list[Block] = []
        quote = quote_mark(mark)
        if quote != self._quote:
            ended, self._quote = self._end(), quote
        return ended + self._quoted(self._row_or_prose(line[len(mark) :]))

    def _quoted(self, blocks: list[Block]) -> list[Block]:
        return [replace(block, quote=self._quote) for block in blocks] if self._quote else blocks

    def _end(self) -> list[Block]:
        """Return what was begun and does not go on."""
        blocks = self._give_up() if self._open else self._end_wrapped()
        return self._quoted(blocks + self._end_table())

    def _row_or_prose(self, line: str) -> list[Block]:
        if self._wrapped:
            return self._unwrap(line)
        if line.lstrip().startswith("|") or (self._table and "|" in line and line.strip()):
            self._table.append(line)
            return []
        return self._end_table() + self._prose(line)

    def _unwrap(self, line: str) -> list[Block]:
        """Take the next line of prose in which a formula may go on."""
        begun = " ".join([self._wrapped[0].rstrip(), *map(str.strip, self._wrapped[1:])])
        text = joined(begun, line) if may_close(line) else None
        if text is not None:
            self._wrapped = []
            return self._prose(text)
        is_prose = bool(line.strip()) and line.lstrip()[0] != "|" and not _OPENING.search(line) and block_of(line).kind is BlockKind.LINE
        if not is_prose or may_close(line) or len(self._wrapped) == MAX_LINES:
            return self._end_wrapped() + self._row_or_prose(line)
        self._wrapped.append(line)
        return []

    def _end_wrapped(self) -> list[Block]:
        lines, self._wrapped = self._wrapped, []
        return [block_of(line) for line in lines]

    def _end_table(self) -> list[Block]:
        lines, self._table = self._table, []
        if len(lines) >= 2 and _TABLE_RULE.match(lines[1]):  # noqa: PLR2004 - a head and its rule
            return [Block(BlockKind.TABLE, "\n".join(lines))]
        return [block for line in lines for block in self._prose(line)]

    def _prose(self, line: str) -> list[Block]:
        blocks: list[Block] = []
        rest: str | None = line
        while rest is not None:
            rest = self._up_to_display(rest, blocks)
        return blocks

    def _up_to_display(self, line: str, blocks: list[Block]) -> str | None:
        """Append the blocks up to the first display of a line and with it; return what is left of the line, None for nothing."""
        at = 0
        while match := _OPENING.search(line, at):
            if match["skip"] or line.count("{", 0, match.start()) > line.count("}", 0, match.start()):
                at = match.end()
                continue
            closer = "\\\\]" if match["doubled"] else _closer_of(match["open"], match["env"])
            start = match.start("doubled" if match["doubled"] else "open")
            end = line.find(closer, match.end())
            if end < 0:
                self._open, self._closer, self._opened_at = [line], closer, start
                return None
            return _append_display(line[:start], line[start : end + len(closer)], line[end + len(closer) :], blocks)
        if leaves_open(line):
            self._wrapped = [line]
        else:
            blocks.append(self._numbered(line, block_of(line)))
        return None

    def _numbered(self, line: str, block: Block) -> Block:
        r"""Return a block; an ``\item`` of an ``enumerate`` with its number."""
        if match := _LIST.match(line):
            if match[1] == "begin":
                self._lists.append(0 if match[2] else None)
            elif self._lists:
                self._lists.pop()
        count = self._lists[-1] if self._lists else None
        if count is None or block.kind is not BlockKind.ITEM or block.mark != "-" or not _BARE_ITEM.match(line):
            return block
        self._lists[-1] = count + 1
        return replace(block, mark=f"{count + 1}.")

    def _continue(self, line: str) -> list[Block]:
        end = line.find(self._closer)
        if end < 0:
            self._open.append(line)
            is_lost = len(self._open) > MAX_OPEN_LINES or (self._closer == "$$" and not line.strip())
            return self._give_up() if is_lost else []
        end += len(self._closer)
        text = "\n".join([*self._open, line[:end]])
        self._open = []
        blocks: list[Block] = []
        rest = _append_display(text[: self._opened_at], text[self._opened_at :], line[end:], blocks)
        return blocks if rest is None else blocks + self._prose(rest)

    def _give_up(self) -> list[Block]:
        """Take the lines of a display that never closes as prose; the first of them at least, the others anew."""
        lines, self._open = self._open, []
        return [block_of(line) for line in lines]

    def _cut_off(self) -> list[Block]:
        """Take the lines of a display in which the text ends as its source."""
        lines, self._open = self._open, []
        before, source = lines[0][: self._opened_at], "\n".join([lines[0][self._opened_at :], *lines[1:]])
        opener = _opener_of(source)
        block = _display_block(opener, source.removeprefix(opener), "", _indent_of(before))
        return [block_of(before.rstrip()), block] if before.strip() else [block]


def _append_display(before: str, source: str, after: str, blocks: list[Block]) -> str | None:
    """Append what stands before a display in its line, and the display; return what follows it, None if that is only punctuation."""
    if (before[-1:] == after[:1] == "$") or (before.endswith("\\(") and after.startswith("\\)")):
        before, after = before.removesuffix("\\(").removesuffix("$"), after.removeprefix("\\)").removeprefix("$")
    if before.strip():
        blocks.append(block_of(before.rstrip()))
    punctuation = _PUNCTUATION.match(after)
    size = len(_opener_of(source))
    inner = source[size : len(source) - size]
    tail = punctuation[1] if punctuation else ""
    blocks.append(_display_block(source[:size], inner, source[len(source) - size :], _indent_of(before), tail))
    return None if punctuation else after.lstrip()


def _display_block(opener: str, inner: str, closer: str, indent: int, tail: str = "") -> Block:
    """Return the block of a display; its mark holds the blanks too, so that the source can be shown unchanged."""
    text = inner.strip()
    before, _, after = inner.partition(text) if text else (inner, "", "")
    return Block(BlockKind.DISPLAY, text, f"{opener}{before}{{}}{after}{closer}", indent, tail)


def _opener_of(source: str) -> str:
    """Return the delimiter that a display begins with; an environment has none."""
    return "" if source.startswith("\\begin") else source[: 3 if source.startswith("\\\\") else 2]


def _indent_of(before: str) -> int:
    return len(before) - len(before.lstrip())


def _closer_of(opener: str, env: str | None) -> str:
    return {"$$": "$$", "\\[": "\\]"}.get(opener, f"\\end{{{env}}}")


def quote_of(line: str) -> str:
    """Return the marks of quotations that a line begins with, and the blanks between them."""
    match = _QUOTE.match(line)
    return match[0] if match else ""


def quote_mark(mark: str) -> str:
    """Return the marks of quotations as they are shown; of many within one another, a few."""
    return "> " * min(mark.count(">"), MAX_QUOTES)


def is_sum(line: str) -> bool:
    """Tell whether a line may be the last of a written sum, ``+ 34``, and no item of a list."""
    return bool(_SUM.match(line))


def block_of(line: str) -> Block:
    """Return the block of a line that is no display, no table and no quotation."""
    if match := _SECTION.match(line):
        return Block(BlockKind.HEADING, match[2], "#" * (2 + match[1].count("sub")))
    if _BARE_ENVIRONMENT.match(line):
        return Block(BlockKind.LINE, "")
    if match := _BARE_ITEM.match(line):
        return Block(BlockKind.ITEM, line[match.end() :].rstrip(), match[2] or "-", len(match[1].expandtabs(4)))
    if match := _HEADING.match(line):
        return Block(BlockKind.HEADING, match[2], match[1])
    if _RULE.match(line):
        return Block(BlockKind.RULE, line.strip())
    if (match := _ITEM.match(line)) and not is_sum(line):
        return Block(BlockKind.ITEM, line[match.end() :].rstrip(), match[2], len(match[1].expandtabs(4)))
    text = line.strip()
    return Block(BlockKind.LINE, text, "", len(line) - len(line.lstrip()) if text else 0)
