r"""A box tree on one line, brackets where they are needed.

Here: the linear form, in Unicode and in plain ASCII. Not here: the blanks in it (``pieces.py``), two dimensions (``layout.py``), the
check that a line reads back (``draw.py``, ``meaning.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qmath.text import symbols as table
from qmath.text.bars import needs_brackets_in_bars, resolved, stands_between
from qmath.text.meaning import bar_before, begins, goes_on, is_markable, without_sign
from qmath.text.neighbours import (
    WORDY,
    after_of,
    before_of,
    begins_mixed,
    ends_in_relation,
    holds_cases,
    is_bracketed_box,
    is_bracketed_root,
    is_differential,
    is_divisor,
    is_enclosed,
    is_function,
    is_mixed,
    is_operator,
    is_remark,
    is_single,
    is_solid,
    is_space,
    is_unit,
    is_words,
    needs_brackets_at_bar,
    ordinal,
    touches,
    touches_before,
    trimmed,
)
from qmath.text.operands import is_factor_run, is_one_divisor, lowered, raised
from qmath.text.pieces import Level, Piece, joined
from qmath.text.structure import BARS
from qmath.text.tree import Accent, Binom, Boxed, Fence, Frac, Grid, Kind, Node, Root, Row, Script, Sym, Text
from qmath.text.vectors import product_of_vectors

_BEFORE_SIGNS = (Sym("$", Kind.LETTER), Sym("|", Kind.LETTER))
"""Behind what a minus is a sign though it is no operator: a bar without a partner stands in a set, {x|-1 < x}."""
_INTRODUCES = re.compile(r"(?<![A-Za-z])(?:if|when|for|and|or|is|are|where|with|than|to|from|so|then|let|as)\s*$|[若当或且与和即为则是]$")
"""Words behind which a minus is a sign."""


class Inline:
    """Prints trees on one line."""

    def __init__(self, *, is_ascii: bool = False) -> None:
        self._is_ascii = is_ascii

    def row(self, row: Row, level: Level = Level.LOOSE, *, is_first: bool = True) -> str:
        """Return a row on one line; ``is_first`` unless something stands before it."""
        items = resolved(row.items)
        level = Level.TIGHT if level is Level.LOOSE and is_solid(items) else level
        pieces = [self._piece(items, i, is_first=is_first) for i in range(len(items))]
        for i in range(len(items) - 1):
            if begins_mixed(items, i):
                lead = Kind.NUMBER if is_function(before_of(items, i)) else Kind.OPEN
                pieces[i] = Piece(f"({pieces[i].text}", lead, Kind.NUMBER)
        return joined(pieces, level)

    def glyph(self, text: str) -> str:
        """Return a glyph as this printer spells it."""
        return table.ASCII.get(text, text) if self._is_ascii else text

    def _raised(self, row: Row) -> str:
        """Return a superscript in small glyphs, "" if there is not one for each of its characters."""
        return "" if self._is_ascii else raised(row)

    def _lowered(self, row: Row) -> str:
        """Return a subscript in small glyphs, "" if there is not one for each of its characters."""
        return "" if self._is_ascii else lowered(row)

    def piece(self, node: Node) -> Piece:
        """Return a node that stands alone."""
        return self._piece((node,), 0, is_first=True)

    def _piece(self, items: Sequence[Node], i: int, *, is_first: bool) -> Piece:  # noqa: C901, PLR0911 - one branch per node
        node = items[i]
        if isinstance(node, Sym):
            return self._symbol(node, items, i, is_first=is_first)
        if isinstance(node, Frac):
            return self._fraction(node, items, i, is_first=is_first)
        if isinstance(node, Script):
            return self._script(node)
        if isinstance(node, Root):
            return self._root(node, before_of(items, i), after_of(items, i))
        if isinstance(node, Text):
            return Piece(node.text, Kind.WORD, Kind.WORD)
        if isinstance(node, Row):
            text = self.row(node, is_first=False)
            return Piece(text, Kind.LETTER, Kind.LETTER)
        if isinstance(node, Fence):
            return self._fence_piece(node, items, i)
        if isinstance(node, Binom):
            inside = f"{self.row(node.top, Level.TIGHT)}, {self.row(node.bottom, Level.TIGHT)}"
            return Piece(f"C({inside})", Kind.LETTER, Kind.CLOSE)
        if isinstance(node, Accent):
            return self._accent(node, before_of(items, i))
        if isinstance(node, Grid):
            return Piece(self._grid(node), Kind.OPEN, Kind.CLOSE)
        if isinstance(node, Boxed):
            return self._boxed(node, items, i)
        return Piece(node.source, Kind.LETTER, Kind.LETTER)

    def _symbol(self, node: Sym, items: Sequence[Node], i: int, *, is_first: bool) -> Piece:
        kind, text = node.kind, (self._is_ascii and product_of_vectors(items, i)) or self.glyph(node.text)
        if kind is Kind.OPEN and is_remark(items, i):
            return Piece(text if is_space(items[i - 1]) else f" {text}", kind, kind)
        if kind is Kind.BINARY and node.text in "+-−±∓¬":
            before = before_of(items, i)
            is_after_words = isinstance(before, Text) and bool(_INTRODUCES.search(before.text))
            if is_operator(before) or is_after_words or before in _BEFORE_SIGNS or (before is None and is_first):
                return Piece(text, Kind.SIGN, Kind.SIGN)
        if self._is_ascii and kind is Kind.POSTFIX and text.isalpha():
            return Piece(text, kind, kind, is_open=True)
        if self._is_ascii and kind is Kind.LETTER and len(text) > 1 and text != node.text:
            return Piece(text, Kind.WORD, Kind.WORD, is_open=True)
        return Piece(text, kind, kind)

    def _fraction(self, node: Frac, items: Sequence[Node], i: int, *, is_first: bool) -> Piece:
        before = before_of(items, i)
        positive = without_sign(node) if (i > 0 or is_first) and begins(items[i - 1] if i else None) else None
        shown = positive or node
        top = self._operand(shown.top, is_divisor=False, beside=None)
        bottom = self._operand(shown.bottom, is_divisor=True, beside=None if top.startswith("(") else shown.top)
        text = f"{'-' if positive else ''}{top}/{bottom}"
        after = after_of(items, i)
        if is_mixed(before, node):  # with what follows, the number has opened a bracket
            return Piece(f" {text})", Kind.SPACE, Kind.CLOSE) if touches(after) else Piece(f" {text}", Kind.SPACE, Kind.NUMBER)
        joins = touches_before(before, shown) or touches(after)
        if (joins and (positive is None or touches(after))) or is_divisor(before, node):
            is_argument = is_function(before) and touches(after) and not is_function(after)
            # Apart from a function with more behind it: sin (π/3)x is not sin(π/3) times x.
            lead = Kind.SIGN if positive else Kind.LETTER if is_argument else Kind.OPEN
            return Piece(f"{'-' if positive else ''}({top}/{bottom})", lead, Kind.CLOSE)
        return Piece(text, Kind.SIGN if positive else Kind.LETTER, Kind.LETTER, is_open=is_words(after))

    def _operand(self, row: Row, *, is_divisor: bool, beside: Row | None) -> str:
        text = self.row(row, Level.TIGHT)
        items = resolved(row.items)
        if is_enclosed(items):
            return text
        if is_divisor:
            is_plain = is_one_divisor(items, is_ascii=self._is_ascii) or is_differential(items, beside)
        else:
            is_plain = is_factor_run(items, is_ascii=self._is_ascii)
        return text if is_plain else f"({text})"

    def _root(self, node: Root, before: Node | None, after: Node | None) -> Piece:
        index = self.row(node.index, Level.SCRIPT) if node.index else "2"
        body = self.row(node.body, Level.TIGHT)
        has_brackets = is_enclosed(node.body.items)
        sign = {"2": "√", "3": "∛", "4": "" if self._is_ascii else "∜"}.get(index)
        if not sign:
            base = body if has_brackets or is_single(node.body) else f"({body})"
            power = self._operand(node.index or Row(()), is_divisor=True, beside=None)
            if is_bracketed_root(before, node):
                return Piece(f"({base}^(1/{power}))", Kind.OPEN, Kind.CLOSE)
            return Piece(f"{base}^(1/{power})", Kind.LETTER, Kind.CLOSE)
        is_bare = not self._is_ascii and is_single(node.body) and not touches(after, is_root=True)
        text = body if is_bare or has_brackets else f"({body})"
        return Piece(f"{self.glyph(sign)}{text}", Kind.WORD if self._is_ascii else Kind.LETTER, Kind.LETTER, is_open=self._is_ascii)

    def _script(self, node: Script) -> Piece:
        base = self._base(node.base)
        text, is_open = base.text, False
        sup = list(node.sup.items) if node.sup else []
        marks = ""
        while sup and isinstance(sup[0], Sym) and sup[0].text in {"′", "″", "∘", "°"}:
            mark = sup.pop(0)
            marks += self.glyph(mark.text.replace("∘", "°")) if isinstance(mark, Sym) else ""
        is_plain = base.trail is Kind.BIG and not ((not node.sub or self._lowered(node.sub)) and (not sup or self._raised(Row(tuple(sup)))))
        if node.sub:
            small = "" if is_plain else self._lowered(node.sub)
            text += small or f"_{self._scripted(node.sub)}"
            is_open = not small
        if word := ordinal(node):
            return Piece(f"{text}{word}", base.lead, Kind.LETTER)
        if is_unit(node.sup):
            return Piece(f"{text}{marks}{' ' if self._is_ascii else ''}{self.row(Row(tuple(sup)))}", base.lead, Kind.LETTER)
        if marks:
            is_word = len(marks) > 1 and marks.isalpha()
            text, is_open = f"{text}{' ' if is_word and text[-1:].isalpha() else ''}{marks}", is_word
        if sup:  # behind the marks: x′² is the square of x′, x²′ would be the derivative of x²
            small = "" if is_plain else self._raised(Row(tuple(sup)))
            text += small or f"^{self._scripted(Row(tuple(sup)))}"
            is_open = not small
        trail = (
            base.trail if base.trail in WORDY or base.trail in {Kind.RELATION, Kind.BINARY, Kind.OPEN, Kind.PUNCTUATION} else Kind.POSTFIX
        )
        return Piece(text, base.lead, trail, is_open)

    def _base(self, base: Node) -> Piece:
        piece = self.piece(base)
        if isinstance(base, Row):
            if not base.items:
                return Piece("", Kind.LETTER, Kind.LETTER)
            text = self.row(base, Level.TIGHT)
            return Piece(text if is_enclosed(base.items) else f"({text})", Kind.LETTER, Kind.CLOSE)
        if isinstance(base, (Frac, Root, Script)) or (isinstance(base, Boxed) and not is_single(base.body)):
            return Piece(f"({piece.text})", Kind.LETTER, Kind.CLOSE)  # sin (x/2)² is not the square of sin(x/2)
        if isinstance(base, Sym) and base.kind is Kind.BINARY:
            return Piece(self.glyph(base.text), Kind.BINARY, Kind.BINARY)
        return piece

    def _scripted(self, row: Row) -> str:
        row = trimmed(row)
        text = self.row(row, Level.SCRIPT)
        if is_single(row) and "(" not in text:
            return text
        is_word = len(row.items) == 1 and isinstance(row.items[0], Text) and (text in table.WORDS or (len(text) == 1 and text.isalnum()))
        is_single_bracketed = is_enclosed(row.items) and len(row.items) == 3 and is_single(Row(row.items[1:2]))  # noqa: PLR2004
        return text if is_word or is_single_bracketed else f"({text})"

    def _fence_piece(self, node: Fence, items: Sequence[Node], i: int) -> Piece:
        r"""Return the piece of a fence; a bar that has no partner stands apart: ``\left\{x\left|x>0\right.\right\}``."""
        text = self._fence(node)
        if node.left == "|" and not node.right:
            return Piece(f"| {text[1:]}", Kind.RELATION, Kind.CLOSE)
        if node.right == "|" and not node.left and after_of(items, i) is not None:
            return Piece(f"{text[:-1]} |", Kind.LETTER, Kind.RELATION)
        return Piece(f" {text}" if is_remark(items, i) and not is_space(items[i - 1]) else text, Kind.OPEN, Kind.CLOSE)

    def _fence(self, node: Fence) -> str:
        level = Level.LOOSE if node.left == "{" or (node.left == "|" and not node.right) else Level.TIGHT
        if not node.left and node.right in BARS:
            body = self.row(node.body, level)
            return f"{f'({body})' if needs_brackets_at_bar(node.body) else body}{self.glyph(node.right)}"
        if stands_between(node) and needs_brackets_in_bars(node.body):
            return f"{self.glyph(node.left)}({self.row(node.body, level)}){self.glyph(node.right)}"
        right = "}" if holds_cases(node) else node.right
        return f"{self.glyph(node.left)}{self.row(node.body, level, is_first=bool(node.left))}{self.glyph(right)}"

    def _accent(self, node: Accent, before: Node | None) -> Piece:
        if is_markable(node) and not self._is_ascii:
            text = "".join(char + table.ACCENTS[node.name] for item in node.body.items if isinstance(item, Sym) for char in item.text)
            return Piece(text, Kind.LETTER, Kind.LETTER)
        word = table.ACCENT_WORDS.get(node.name, node.name)
        body = self.row(node.body, Level.TIGHT)
        is_digits = isinstance(before, Sym) and before.kind is Kind.NUMBER and _is_number(node.body)  # 0.1bar(6) is one number
        lead = Kind.POSTFIX if is_digits else Kind.FUNCTION
        return Piece(f"{word}{body if is_enclosed(node.body.items) else f'({body})'}", lead, Kind.CLOSE)

    def _boxed(self, node: Boxed, items: Sequence[Node], i: int) -> Piece:
        if not is_bracketed_box(items, i):
            return Piece(self.row(node.body), Kind.LETTER, Kind.LETTER)
        text = self.row(node.body, Level.TIGHT)
        return Piece(text if is_enclosed(node.body.items) else f"({text})", Kind.OPEN, Kind.CLOSE)

    def _grid(self, node: Grid) -> str:
        opening, closing = table.MATRICES.get(node.env, ("{", "}") if node.env in table.CASES else ("", ""))
        is_aligned = node.env in table.ALIGNED
        rows = []
        for i, row in enumerate(node.rows):
            text, pair = "", 0
            for j, cell in enumerate(row):
                shown = self.row(cell, is_first=not (is_aligned and j) or ends_in_relation(row[j - 1])).rstrip()
                if is_aligned:
                    first = cell.items[0] if cell.items else None
                    starts = isinstance(first, Text) or (isinstance(first, Sym) and first.kind is Kind.RELATION)
                    if shown:
                        text += "  " if text and j // 2 > pair else ""  # the next of several equations, or a remark
                        pair = j // 2
                    text += (" " if text and shown and (starts or text[-1:] in "=<>≤≥") else "") + shown
                else:
                    rule = " | " if bar_before(node.columns, j) else ", "
                    text = f"{text.removesuffix(',')}{rule}{shown}" if j else shown
            ends = i == len(node.rows) - 1 and node.env not in table.CASES
            text = text if ends else text.removesuffix(",")
            rows.append(text if not i else f" {text}" if goes_on(node, i) else f"; {text}")
        return f"{self.glyph(opening)}{''.join(rows)}{self.glyph(closing)}"


def _is_number(row: Row) -> bool:
    return bool(row.items) and all(isinstance(item, Sym) and item.kind is Kind.NUMBER for item in row.items)
