r"""A box tree in two dimensions: stacked fractions, roots with a bar, limits under and over, matrices, cases, frames.

Here: blocks of lines with a baseline. Not here: one line (``inline.py``), and whether a formula may be drawn (``draw.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from qmath.text import symbols as table
from qmath.text.bars import resolved
from qmath.text.blocks import BRACES, TALL, Block, above, accent, beside, corner, framed, line_of, pad_all, stretched, tall
from qmath.text.cells import width
from qmath.text.columns import aligns, column_gap, ruled
from qmath.text.inline import Inline
from qmath.text.meaning import is_markable
from qmath.text.neighbours import ends_in_relation, holds_cases, touches
from qmath.text.operands import lowered, raised
from qmath.text.pieces import Level, Piece, gap
from qmath.text.structure import BARS
from qmath.text.tree import Accent, Binom, Boxed, Fence, Frac, Grid, Kind, Node, Root, Row, Script, Sym, Text


class Layout:
    """Draws trees in two dimensions with the glyphs of Unicode."""

    def __init__(self) -> None:
        self._inline = Inline()

    def row(self, row: Row, level: Level = Level.LOOSE, *, is_first: bool = True) -> Block:
        """Return a row; ``is_first`` unless something stands before it."""
        if all(is_flat(item) for item in row.items):
            return line_of(self._inline.row(row, level, is_first=is_first))
        items = _fenced(list(resolved(row.items)))
        blocks: list[Block] = []
        pieces: list[Piece] = []
        opened: list[str] = []
        for i, item in enumerate(items):
            if is_flat(item):
                piece = self._inline._piece(items, i, is_first=is_first)  # noqa: SLF001 - two printers of one tree
                block = line_of(piece.text)
            else:
                block = self.node(item)
                piece = Piece("", *_sides(item), is_open=isinstance(item, Script) and item.is_limits)
            if piece.lead is Kind.CLOSE and opened:
                opened.pop()
            now = level if not opened or opened[-1] == "{" else Level.TIGHT
            if pieces:
                wanted = gap(pieces[-1], piece, now)
                is_crowded = not wanted and (_is_crowded(items[i - 1], item) or _is_operation(pieces[-1], piece))
                blocks.append(line_of(" " * (3 if _is_open_at_right(items[i - 1]) else 1 if is_crowded else wanted)))
            if piece.lead is piece.trail is Kind.OPEN:
                opened.append(piece.text)
            pieces.append(piece)
            blocks.append(block)
        return beside(blocks)

    def node(self, node: Node) -> Block:  # noqa: C901, PLR0911 - one branch per node
        """Return the block of one node."""
        if is_flat(node):
            return line_of(self._inline.piece(node).text)
        if isinstance(node, Row):
            return self.row(node)
        if isinstance(node, Frac):
            return self._fraction(node)
        if isinstance(node, Binom):
            return self._delimited("(", above([self.row(node.top, Level.TIGHT), line_of(" "), self.row(node.bottom, Level.TIGHT)], 1), ")")
        if isinstance(node, Root):
            return self._root(node)
        if isinstance(node, Script):
            return self._limits(node) if node.is_limits else self._script(node)
        if isinstance(node, Fence):
            if any(map(_grows, node.body.items)):
                return self._delimited(node.left, self.row(node.body), node.right)
            level = Level.LOOSE if node.left == "{" else Level.TIGHT
            return beside([line_of(node.left), self.row(node.body, level), line_of(node.right)])
        if isinstance(node, Grid):
            return self._grid(node)
        if isinstance(node, Accent):
            return self._accent(node)
        if isinstance(node, Boxed):
            return framed(self.row(node.body))
        return line_of(self._inline.piece(node).text)

    def _fraction(self, node: Frac) -> Block:
        top, bottom = self.row(node.top), self.row(node.bottom)
        is_nested = len(top.lines) > 1 or len(bottom.lines) > 1
        columns = max(top.width, bottom.width) + (2 if is_nested else 0)
        return above([top, line_of("─" * columns), bottom], 1)

    def _root(self, node: Root) -> Block:
        index = self._inline.row(node.index, Level.SCRIPT) if node.index else ""
        body = self.row(node.body)
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(index, "√")
        height = len(body.lines)
        stem = Block(("┌", *["│"] * (height - 1), sign), body.base + 1, 1)
        barred = Block(("─" * body.width, *body.lines), body.base + 1, body.width)
        root = beside([stem, barred])
        if index in {"", "2", "3", "4"}:
            return root
        rows = [" " * width(index)] * (height + 1)
        rows[height - 1] = index
        return beside([Block(tuple(rows), body.base + 1, width(index)), root])

    def _script(self, node: Script) -> Block:
        base = self._base(node.base)
        marks, sup_row = _split_marks(node.sup)
        sub = lowered(node.sub) or self._inline.row(node.sub, Level.SCRIPT) if node.sub else ""
        high = raised(sup_row) if sup_row else ""
        sup = high or (self._inline.row(sup_row, Level.SCRIPT) if sup_row else "")
        if marks:
            base = beside([base, corner(base, self._inline.row(Row(marks)), "")])
        is_low = bool(node.sub) and bool(lowered(node.sub or Row(())))
        if len(base.lines) == 1:
            if high and sub and not is_low and sup_row:
                sup = self._inline.row(sup_row, Level.SCRIPT)
            if is_low and (not sup or not high):
                base, sub = beside([base, line_of(sub)]), ""
            if high and not sub:
                base, sup = beside([base, line_of(high)]), ""
        return beside([base, corner(base, sup, sub)]) if sup or sub else base

    def _base(self, base: Node) -> Block:
        if isinstance(base, Row):
            return self.node(Fence("(", base, ")")) if base.items else line_of("")
        if isinstance(base, (Frac, Root, Script)):
            return self._delimited("(", self.node(base), ")")
        return self.node(base)

    def _limits(self, node: Script) -> Block:
        base = self.node(node.base)
        sup = [line_of(self._inline.row(node.sup, Level.SCRIPT))] if node.sup else []
        sub = [line_of(self._inline.row(node.sub, Level.SCRIPT))] if node.sub else []
        if isinstance(node.base, Sym) and node.base.kind is Kind.RELATION and node.sup and node.base.text in {"→", "←", "="}:
            base = line_of(stretched(node.base.text, sup[0].width + 2))
        return above([*sup, base, *sub], len(sup))

    def _delimited(self, left: str, body: Block, right: str) -> Block:
        height = len(body.lines)
        sides = [Block(tuple(tall(mark, height, body.base)), body.base, 1) if mark else line_of("") for mark in (left, right)]
        padding = [line_of(" ")] if height > 1 else []
        return beside([sides[0], *(padding if left else []), body, *(padding if right else []), sides[1]])

    def _grid(self, node: Grid) -> Block:
        is_aligned = node.env in table.ALIGNED
        behind = {j for row in node.rows for j in range(1, len(row), 2) if is_aligned and ends_in_relation(row[j - 1])}
        cells = [
            [self._cell(row, j, is_behind=j in behind) if is_aligned else self.row(row[j]) for j in range(len(row))] for row in node.rows
        ]
        num_columns = max(len(row) for row in cells)
        widths = [max((row[j].width for row in cells if j < len(row)), default=0) for j in range(num_columns)]
        sides = aligns(node, num_columns)
        lines: list[Block] = []
        is_tall = any(len(cell.lines) > 1 for row in cells for cell in row)
        for i, row in enumerate(cells):
            padded: list[Block] = []
            for j, align in enumerate(sides):
                cell = row[j] if j < len(row) else line_of("")
                padded.append(line_of(" " * column_gap(node, j)))
                padded.append(Block(tuple(pad_all(cell, align, widths[j])), cell.base, widths[j]))
            if i in node.rules:
                lines.append(line_of("─" * (sum(widths) + sum(column_gap(node, j) for j in range(num_columns)))))
            elif i and is_tall:
                lines.append(line_of(" "))
            lines.append(beside(padded))
        if len(cells) in node.rules:
            lines.append(line_of("─" * lines[0].width))
        block = above(lines, 0, "l")
        block = Block(block.lines, (len(block.lines) - 1) // 2, block.width)
        block = ruled(node, block, widths)
        if node.env in table.CASES:
            left, right = ("", "}") if node.env == "rcases" else ("{", "")
            return self._delimited(left, block, right)
        left, right = table.MATRICES.get(node.env, ("", ""))
        return self._delimited(left, block, right) if left else block

    def _cell(self, row: Sequence[Row], j: int, *, is_behind: bool) -> Block:
        """Return a cell of aligned equations; ``is_behind`` where these are set apart behind their relations, ``=&``."""
        cell = row[j]
        block = self.row(cell, is_first=not j or ends_in_relation(row[j - 1]))
        first = cell.items[0] if cell.items else None
        core = first.base if isinstance(first, Script) else first
        starts = (isinstance(core, Text) and j % 2) or (isinstance(core, Sym) and core.kind in {Kind.RELATION, Kind.BINARY})
        return beside([line_of(" "), block]) if j and (starts or is_behind) else block

    def _accent(self, node: Accent) -> Block:
        if node.name in table.STRUCK:
            return line_of(self._inline.piece(node).text)
        body = self.row(node.body)
        mark = accent(node.name, body.width)
        return above([body, line_of(mark)], 0) if node.name in {"underbrace", "underline"} else above([line_of(mark), body], 1)


def _is_operation(left: Piece, right: Piece) -> bool:
    """Tell whether one of two pieces is a binary operator: beside fractions even a dot stands apart."""
    return (left.trail is Kind.BINARY or right.lead is Kind.BINARY) and Kind.OPEN is not left.trail and right.lead is not Kind.CLOSE


def _is_open_at_right(node: Node) -> bool:
    """Tell whether a node is cases without a brace at their right: what follows belongs to all rows, not to the one beside it."""
    if isinstance(node, Fence):
        return holds_cases(node)
    return isinstance(node, Grid) and node.env in {"cases", "dcases"}


def _is_crowded(left: Node, right: Node) -> bool:
    """Tell whether two nodes of which one is a fraction would stand too close."""
    if isinstance(left, Root) and not is_flat(left):
        return touches(right)
    if isinstance(left, Text):
        return isinstance(right, Grid) and left.text[-1:] != " "
    if isinstance(right, Root) and right.index and isinstance(left, Script) and not is_flat(left):
        return True  # the index would be read as the end of the exponent
    if not _is_stack(left) and not _is_stack(right):
        return not is_flat(left) and not is_flat(right) and not isinstance(left, Script)
    other = right if _is_stack(left) else left
    core = other.base if isinstance(other, Script) else other
    if isinstance(core, Sym):
        return core.kind not in {Kind.PUNCTUATION, Kind.SPACE, Kind.RELATION}
    return not isinstance(core, Text) or (other is right and core.text[:1].isascii() and core.text[:1].isalpha())


def _is_stack(node: Node) -> bool:
    """Tell whether a node is a fraction, a mark over one left out."""
    return isinstance(node, Frac) or (isinstance(node, Accent) and any(map(_grows, node.body.items)))


def _grows(node: Node) -> bool:
    """Tell whether brackets around a node grow: a raised exponent alone does not make them."""
    if isinstance(node, Script) and not node.is_limits:
        return _grows(node.base)
    if isinstance(node, Row | Fence):
        return any(map(_grows, node.items if isinstance(node, Row) else node.body.items))
    return not is_flat(node)


def is_flat(node: Node) -> bool:
    """Tell whether a node is drawn on one line anyway."""
    if isinstance(node, Sym | Text):
        return True
    if isinstance(node, Row):
        return all(is_flat(item) for item in node.items)
    if isinstance(node, Fence):
        return is_flat(node.body) and bool(node.left or node.right in BARS) and bool(node.right or node.left in BARS)
    if isinstance(node, Script):
        if not is_flat(node.base) or (node.is_limits and not _is_low_log(node)):
            return False
        _, sup = _split_marks(node.sup)
        return (sup is None or bool(raised(sup))) and (node.sub is None or bool(lowered(node.sub)))
    if isinstance(node, Root):
        is_short = len(node.body.items) == 1 and isinstance(node.body.items[0], Sym)
        return is_short and node.index is None
    return isinstance(node, Accent) and is_markable(node)


def _is_low_log(node: Script) -> bool:
    return isinstance(node.base, Sym) and node.base.kind is Kind.FUNCTION


def _sides(node: Node) -> tuple[Kind, Kind]:
    """Return how a block behaves to its left and right."""
    core = node.base if isinstance(node, Script) else node
    if isinstance(core, Sym):
        if core.kind in {Kind.BIG, Kind.LIMIT, Kind.FUNCTION, Kind.RELATION, Kind.BINARY}:
            return core.kind, core.kind
        return core.kind, Kind.POSTFIX
    return (Kind.OPEN if isinstance(core, Fence) else Kind.LETTER), Kind.POSTFIX


def _fenced(items: list[Node]) -> list[Node]:
    """Return nodes in which brackets around something tall are fences, which grow."""
    out: list[Node] = []
    opened: list[int] = []
    for item in items:
        core = item.base if isinstance(item, Script) else item
        out.append(item)
        if not isinstance(core, Sym):
            continue
        if core.kind is Kind.OPEN and core is item and core.text in TALL | BRACES.keys():
            opened.append(len(out) - 1)
        elif core.kind is Kind.CLOSE and opened and (core.text in TALL or core.text in BRACES):
            start = opened.pop()
            body = out[start + 1 : -1]
            opening = out[start]
            if isinstance(opening, Sym) and any(map(_grows, body)):
                fence = Fence(opening.text, Row(tuple(body)), core.text)
                out[start:] = [Script(fence, item.sub, item.sup) if isinstance(item, Script) else fence]
    return out


def _split_marks(sup: Row | None) -> tuple[tuple[Node, ...], Row | None]:
    """Return the primes and degrees a superscript begins with, and the rest."""
    items = sup.items if sup else ()
    count = 0
    while count < len(items) and isinstance(items[count], Sym) and getattr(items[count], "text", "") in {"′", "″", "∘", "°"}:
        count += 1
    marks = tuple(Sym("°", Kind.POSTFIX) if getattr(item, "text", "") == "∘" else item for item in items[:count])
    return marks, Row(items[count:]) if items[count:] else None
