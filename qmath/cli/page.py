"""Markdown with LaTeX onto a terminal, append-only: what has been written is never touched again.

Here: wrapping, formulas, lists, headings, tables. Not here: what is what (``text/markdown.py``, ``text/spans.py``), how a formula is drawn
(``text/draw.py``), programs (``frames.py``).

Prose appears word by word, a formula when it is whole, a table when it ends.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace

from qmath.cli.options import Render
from qmath.cli.terminal import Terminal
from qmath.cli.words import Word, apart_from, columns_of, glued, in_characters, is_apart
from qmath.text.cells import pad, width
from qmath.text.draw import display, inline
from qmath.text.markdown import Block, BlockKind, Reader, block_of, is_sum, quote_mark, quote_of
from qmath.text.spans import Span, SpanKind, certain, spans

_WORD = re.compile(r"\s+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+")
_PIECE = re.compile(r"\s+|[\u3001-\u9fff\uff00-\uffef]+|[^\s\u3000-\u9fff\uff00-\uffef]+")
_BREAKS = re.compile(r"((?<!\d)\s+|\s+(?!\d+/\d))")
"""Where a formula that is wider than the page may be broken: not within a mixed number."""
_STARTS_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
_MAY_BE_MARK = re.compile(r"\s*(?:#+|[-*+_|\s]+|\d{1,3}[.)]?)?\s*$")
_CELL = re.compile(r"(?:\\.|\$(?!\s)[^$]*(?<!\s)\$(?!\d)|[^|\\$]|\$)+")
_STYLES = {SpanKind.BOLD: "bold", SpanKind.ITALIC: "italic", SpanKind.CODE: "cyan"}
_SOURCE_STYLE = "dim"
_INDENT = 2
_CODE_INDENT = 4
_BULLETS = frozenset("-*+")


class Page:
    """Writes blocks as they come; blocks of code go to ``show_code``, with ``holds_code`` only when something follows them."""

    def __init__(self, terminal: Terminal, show_code: Callable[[Block], None], render: Render, *, holds_code: bool = False) -> None:
        self._write = terminal.write
        self._columns = terminal.columns
        self._show_code = show_code
        self._holds_code = holds_code
        self.before_prose: Callable[[], None] | None = None
        self._held: Block | None = None
        self._render = render
        self._paint = terminal.paint
        self._reader = Reader()
        self._column = 0
        self._shown = 0
        self._offset = 0
        self._margin = ""  # what a line begins with that goes on
        self._blank = 0  # columns of the blank before the next word of this line
        self._out: list[str] = []
        self._is_after_blank = True
        self._is_in_list = False
        self._is_whole = False  # this line is not broken: it stands in a block of code without fences

    @property
    def is_ascii(self) -> bool:
        """Whether nothing beyond ASCII is drawn."""
        return self._render is Render.ASCII

    def feed(self, text: str) -> None:
        """Take the next piece of the text."""
        self._take(self._reader.feed(text), self._reader.tail)

    def finish(self, *, runs_held: bool = False) -> None:
        """Write what is left when the text has ended; begin a new line. ``runs_held`` leaves out a program that runs now."""
        self._take(self._reader.finish(), "")
        if runs_held:
            self._held = None
        self._settle()
        self.end_line()

    def end_line(self) -> None:
        """Begin a new line unless we are at the start of one."""
        if self._column:
            self._write("\n")
        self._column = self._shown = self._blank = 0

    def show(self, block: Block) -> None:
        """Write one block that is whole."""
        {
            BlockKind.DISPLAY: self._display,
            BlockKind.TABLE: self._table,
            BlockKind.RULE: self._rule,
        }.get(block.kind, self._line)(block)

    def flush(self) -> None:
        """Write what has been put together."""
        if self._out:
            text, self._out = "".join(self._out), []
            self._write(text)

    def _take(self, blocks: list[Block], tail: str) -> None:
        for block in blocks:
            if block.kind is BlockKind.CODE:
                self._settle()
                self._held = block
                if not self._holds_code:
                    self._settle()
            elif self._held is None or block.text:
                self._settle()
                self._before_prose()
                self.show(block)
        if tail.strip():
            self._settle()
            self._before_prose()
            self._tail(tail)
        self.flush()

    def _before_prose(self) -> None:
        if self.before_prose is not None:
            self.flush()
            self.before_prose()

    def _settle(self) -> None:
        """Show the block of code that was held until it was known whether it runs."""
        held, self._held = self._held, None
        if held is not None:
            self.flush()
            self.end_line()
            self._show_code(held)

    # -- prose --------------------------------------------------------------------------------------------------------

    def _line(self, block: Block) -> None:
        start = self._shown
        if not start:
            self._begin(block)
        style = "bold" if block.kind is BlockKind.HEADING else ""
        text = block.text if not start else block.text[max(0, start - self._offset) :]
        self._words(self._split(text, style))
        self._out.append("\n")
        self._column = self._shown = self._blank = 0
        self._is_after_blank = not block.text
        if block.kind is BlockKind.ITEM or (block.text and not block.indent):
            self._is_in_list = block.kind is BlockKind.ITEM

    def _begin(self, block: Block) -> None:
        """Write what stands before a line's text: blanks, the mark of an item or a heading."""
        may_be_code = block.kind is BlockKind.LINE and bool(block.text) and block.indent >= _CODE_INDENT and not self._is_in_list
        self._is_whole = may_be_code and (self._is_after_blank or self._is_whole)
        mark = ""
        if block.kind is BlockKind.ITEM:
            mark = f"{'•' if block.mark in _BULLETS and not self.is_ascii else block.mark} "
        elif block.kind is BlockKind.HEADING and self._paint("x", "bold") == "x":
            mark = f"{block.mark} "
        blanks = " " * min(block.indent, 8) if block.text or mark else ""
        self._out.append(block.quote + blanks + mark if block.text or mark else block.quote.rstrip())
        self._column = len(block.quote) + len(blanks) + len(mark)
        self._margin = block.quote + " " * (min(self._column, self._columns() // 2) - len(block.quote))

    def _tail(self, line: str) -> None:
        """Write the words of an unfinished line that are whole and can't become anything else."""
        quote = quote_of(line)
        rest = line[len(quote) :]
        if (
            _MAY_BE_MARK.match(rest)
            or rest.lstrip()[:1] in {"#", "|", "~"}
            or (rest.lstrip()[:1] in "-*_+" and not _STARTS_ITEM.match(rest))
        ):
            return
        if rest.lstrip().startswith("\\item") or is_sum(rest):  # what it is, is known when the line is whole
            return
        if re.match(r"\s*\d{1,3}[.)]", rest) and not _STARTS_ITEM.match(rest):
            return
        block = replace(block_of(rest), quote=quote_mark(quote))
        self._offset = len(line) - len(block.text) - (len(line) - len(line.rstrip()))
        sure = certain(line, self._shown)
        places = [match.start() for match in _WORD.finditer(line, self._shown, sure.end)]
        # The last word is held, and the one before: a full stop may follow it. A mark that closes stays with what it follows.
        end = sure.last(
            [
                at
                for at in places[:-1]
                if line[at].isspace() or line[at - 1 : at].isspace() or is_apart(line[at - 1 : at], line[at : at + 1])
            ]
        )
        start = max(self._shown, self._offset)
        if end <= start:
            return
        if not self._shown:
            self._begin(block)
        self._words(self._split(line[start:end], ""))
        self._shown = end

    def _split(self, text: str, style: str) -> list[Word]:
        words: list[Word] = []
        is_after_math = False
        for span in spans(text):
            is_math = span.kind is SpanKind.MATH or (span.kind is not SpanKind.CODE and span.text[:1] in {"$", "\\"})
            if span.kind is SpanKind.MATH:
                new = self._math(span, style)
            elif span.kind is SpanKind.CODE:
                new = [Word(span.text, _STYLES[span.kind])]
            elif span.kind is SpanKind.PLAIN:
                new = [Word(match[0], style, match[0].isspace()) for match in _PIECE.finditer(span.text)]
            else:
                new = self._split(span.text, style or _STYLES[span.kind])
            if words and new and (is_math or is_after_math) and self._render is not Render.LATEX:
                new[0] = apart_from(words[-1], new[0], is_before_math=is_after_math)
            words += new
            is_after_math = is_math
        return words

    def _math(self, span: Span, style: str) -> list[Word]:
        line = None if self._render is Render.LATEX else inline(span.text, is_ascii=self.is_ascii)
        if line is None:
            text, style = " ".join(span.source.split("\n")), "" if self._render is Render.LATEX else _SOURCE_STYLE
        else:
            text, style = line, "bold" if "\\boxed" in span.text else style
        if width(text) <= self._columns() - len(self._margin):
            return [Word(text, style)]
        return [Word(part, style, part.isspace()) for part in _BREAKS.split(text) if part]

    def _words(self, words: list[Word]) -> None:
        columns = sys.maxsize if self._is_whole else self._columns()
        for group in glued(words):
            if group[0].is_blank:
                self._blank = max(self._blank, width(group[0].text))
                continue
            size = columns_of(group)
            if self._column + self._blank + size <= columns:
                self._put(group, size, columns)
            else:
                for part in glued(in_characters(group)):
                    self._put(part, columns_of(part), columns)

    def _put(self, group: list[Word], size: int, columns: int) -> None:
        """Write words that stay together, on a new line where this one has no room for them."""
        margin = len(self._margin)
        if self._column > margin and self._column + self._blank + size > columns:
            self._out.append(f"\n{self._margin}")
            self._column = margin
        elif self._column > margin and self._blank:
            self._out.append(" " * self._blank)
            self._column += self._blank
        self._blank = 0
        self._out += [self._paint(word.text, word.style) if word.style else word.text for word in group]
        self._column += size

    # -- blocks -------------------------------------------------------------------------------------------------------

    def _display(self, block: Block) -> None:
        self._end_words()
        before = block.quote + " " * min(block.indent + _INDENT, 8)
        columns = self._columns() - len(before) - width(block.tail)
        drawing = None if self._render is Render.LATEX else display(block.text, columns, is_ascii=self.is_ascii)
        if drawing is None:
            style = "" if self._render is Render.LATEX else _SOURCE_STYLE
            source = block.mark.replace("{}", block.text) + block.tail
            self._out += [f"{block.quote}{self._paint(line, style) if style and line else line}\n" for line in source.split("\n")]
            return
        style = "bold" if "\\boxed" in block.text else ""
        for i, line in enumerate(drawing.lines):
            text = f"{line}{block.tail}" if i == drawing.base else line
            self._out.append(f"{before}{self._paint(text, style) if style else text}".rstrip() + "\n")

    def _rule(self, block: Block) -> None:
        self._end_words()
        self._out.append(block.quote + ("-" if self.is_ascii else "─") * (self._columns() - len(block.quote)) + "\n")

    def _table(self, block: Block) -> None:
        self._end_words()
        head, _, *body = block.text.split("\n")
        rows = [[self._split(cell.strip(), "bold" if i == 0 else "") for cell in _cells(row)] for i, row in enumerate((head, *body))]
        num_columns = max(len(row) for row in rows)
        sizes = [max((columns_of(row[j]) for row in rows if j < len(row)), default=0) for j in range(num_columns)]
        if len(block.quote) + sum(sizes) + 3 * (num_columns - 1) > self._columns():
            for line in block.text.split("\n"):
                self._line(Block(BlockKind.LINE, line, quote=block.quote))
            return
        bar, rule, cross = (" | ", "-", "-+-") if self.is_ascii else (" │ ", "─", "─┼─")
        for i, row in enumerate(rows):
            cells = [self._cell(row[j] if j < len(row) else [], sizes[j]) for j in range(num_columns)]
            self._out.append(f"{block.quote}{bar.join(cells)}".rstrip() + "\n")
            if i == 0:
                self._out.append(block.quote + cross.join(rule * size for size in sizes) + "\n")

    def _cell(self, words: list[Word], size: int) -> str:
        text = "".join(self._paint(word.text, word.style) if word.style else word.text for word in words)
        return text + pad("", size - columns_of(words))

    def _end_words(self) -> None:
        self._is_after_blank = self._is_whole = False
        if self._column:
            self._out.append("\n")
        self._column = self._shown = self._blank = 0


def _cells(row: str) -> list[str]:
    return _CELL.findall(row.strip().removeprefix("|").removesuffix("|"))
