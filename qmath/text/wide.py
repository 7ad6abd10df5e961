r"""A formula wider than the terminal, on several lines: each goes on with the relation or the operator before which it was broken.

Here: where a formula may be broken. Not here: how its parts are drawn (``layout.py``, ``inline.py``), and whether (``draw.py``).

It is broken outside of brackets alone, and within a part only where the part itself is too wide: behind a comma or a wide blank and
before an arrow, before a relation, before a plus or a minus, before a product's sign.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from qmath.text import symbols as table
from qmath.text.blocks import Block, above, beside, line_of
from qmath.text.structure import BARS
from qmath.text.tree import Boxed, Grid, Kind, Node, Row, Script, Sym
from qmath.text.vectors import product_of_vectors

Draw = Callable[[Row, bool], Block]
"""Draws a row; the flag is whether nothing stands before it."""
Items = tuple[Node, ...]

_HANGING = 4
"""Blanks before a line that goes on."""
_ARROWS = frozenset("⟹⇒⟺⇔⟸⇐")
_SPACE = Sym(" ", Kind.SPACE)
_LEVELS = 4
_NO_OPERAND = frozenset({Kind.RELATION, Kind.PUNCTUATION, Kind.OPEN, Kind.BINARY, Kind.SPACE})


def broken(tree: Row, columns: int, draw: Draw) -> Block | None:
    """Return a formula in lines of at most ``columns`` cells, or None where a part of it is wider."""
    if len(tree.items) == 1 and isinstance(tree.items[0], Boxed):
        return broken(tree.items[0].body, columns, draw)
    lines: list[Block] = []
    for row in _rows(tree):
        goes_on = bool(lines) and _is_relation(row[0])
        for items in _filled(row, columns, draw, goes_on=goes_on):
            block = draw(Row(items), not goes_on)
            lines.append(beside([line_of(" " * _HANGING), block]) if goes_on else block)
            goes_on = True
    if not lines or max(line.width for line in lines) > columns:
        return None
    if any(len(line.lines) > 1 for line in lines):
        lines = [part for line in lines for part in (line, line_of(""))][:-1]
    block = above(lines, 0, "l")
    return Block(block.lines, len(block.lines) - len(lines[-1].lines) + lines[-1].base, block.width)


def _rows(tree: Row) -> list[Items]:
    """Return the rows of aligned equations without their columns, else the one row there is."""
    only = tree.items[0] if len(tree.items) == 1 else None
    if not isinstance(only, Grid) or only.env not in table.ALIGNED:
        return [_trimmed(tree.items)]
    rows: list[Items] = []
    for cells in only.rows:
        items: list[Node] = []
        for j, cell in enumerate(cells):
            items += [_SPACE, _SPACE] if j > 1 and items else []  # what stands behind an equation: a remark
            items += cell.items
        rows.append(_trimmed(items))
    return [row for row in rows if row]


def _filled(items: Items, columns: int, draw: Draw, *, goes_on: bool) -> list[Items]:
    """Return the lines of a row, each with as many parts as there is room for; ``goes_on`` if it begins as one that was broken."""
    lines: list[Items] = []
    now: Items = ()
    for equation in _cut(items, 0):
        parts = _parts(equation, 1, columns - _HANGING, draw)
        for i, part in enumerate(parts):
            hangs = goes_on or bool(lines)
            is_new = i == 0 and len(parts) > 1  # what must be broken itself begins a line
            if now and (is_new or draw(Row(_trimmed(now + part)), not hangs).width > columns - (_HANGING if hangs else 0)):
                lines.append(_trimmed(now))
                now = ()
            now += part
    return [line for line in (*lines, _trimmed(now)) if line]


def _parts(items: Items, level: int, room: int, draw: Draw) -> list[Items]:
    if level == _LEVELS or draw(Row(_trimmed(items)), False).width <= room:
        return [items]
    return [part for piece in _cut(items, level) for part in _parts(piece, level + 1, room, draw)]


def _cut(items: Items, level: int) -> list[Items]:
    return [items[start:end] for start, end in pairwise([0, *_places(items, level), len(items)])]


def _places(items: Items, level: int) -> list[int]:
    """Return before which nodes of a row it may be broken on a level."""
    places: list[int] = []
    depth = 0
    bars = dict.fromkeys(BARS, 0)
    for i, item in enumerate(items):
        core = item.base if isinstance(item, Script) else item
        if i and not depth and not any(count % 2 for count in bars.values()) and _is_place(items, i, level):
            places.append(i)
        if not isinstance(core, Sym):
            continue
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(core.kind, 0)
        if core.text in BARS and not depth and (core is item or bars[core.text] % 2):  # F(x)|₀¹ opens nothing
            bars[core.text] += 1
    is_paired = not depth and not any(count % 2 for count in bars.values())
    return places if is_paired else []


def _is_place(items: Items, i: int, level: int) -> bool:
    before, item = items[i - 1], items[i]
    core = item.base if isinstance(item, Script) else item
    if level == 0:
        is_wide_blank = i > 1 and before == items[i - 2] == _SPACE and not _is_relation((_trimmed(items[:i]) or (_SPACE,))[-1])
        is_behind_comma = isinstance(before, Sym) and before.kind is Kind.PUNCTUATION and before.text in {",", ";", "，", "；"}
        return item != _SPACE and (is_wide_blank or is_behind_comma or (isinstance(core, Sym) and core.text in _ARROWS))
    if level == 1:
        return _is_relation(item)
    if isinstance(before, Sym) and before.kind in _NO_OPERAND:
        return False
    if not isinstance(core, Sym) or core.kind is not Kind.BINARY or product_of_vectors(items, i):
        return False
    return core.text in ("+-−±∓" if level == 2 else "·×÷")  # noqa: PLR2004


def _is_relation(node: Node) -> bool:
    core = node.base if isinstance(node, Script) else node
    return isinstance(core, Sym) and core.kind is Kind.RELATION


def _trimmed(items: Sequence[Node]) -> Items:
    """Return nodes without blanks around them."""
    start, end = 0, len(items)
    while start < end and items[start] == _SPACE:
        start += 1
    while end > start and items[end - 1] == _SPACE:
        end -= 1
    return tuple(items[start:end])
