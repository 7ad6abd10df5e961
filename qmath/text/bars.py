r"""Bars of absolute values, norms and sets, which open and close with the same glyph: which of them belong together.

Here: questions about nodes. Not here: bars among atoms (``structure.py``), other neighbours (``neighbours.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qmath.text.neighbours import before_of, is_operator, is_space
from qmath.text.structure import BARS, bar_pairs
from qmath.text.tree import Fence, Frac, Kind, Node, Row, Script, Sym


def resolved(items: Sequence[Node]) -> Sequence[Node]:
    """Return nodes in which the bars of absolute values are brackets."""
    if not any(bar_of(item) for item in items):
        return items
    out = list(items)
    levels: list[list[int]] = [[]]
    opened: list[Node] = []
    for place, item in enumerate(items):
        core = item.base if isinstance(item, Script) else item
        kind = core.kind if isinstance(core, Sym) and not bar_of(item) else Kind.LETTER
        if kind is Kind.OPEN and core is item:
            levels.append([])
            opened.append(item)
        elif kind is Kind.CLOSE and opened:
            _pair_bars(out, levels.pop(), is_set=opened.pop() == Sym("{", Kind.OPEN))
        if not is_space(item):
            levels[-1].append(place)
    _pair_bars(out, [place for level in levels for place in level])
    return out


def set_of(row: Row) -> Row:
    """Return what stands in braces; a bar without a partner is the one of a set, {x | x > 0}."""
    return Row(tuple(resolved((Sym("{", Kind.OPEN), *row.items, Sym("}", Kind.CLOSE)))[1:-1]))


def _pair_bars(items: list[Node], places: Sequence[int], *, is_set: bool = False) -> None:
    """Make brackets of the bars at some places, all within the same brackets; a bracket that opens and is not closed is among them."""
    near = [items[place] for place in places]
    tokens = [(bar_of(item), isinstance(item, Script) if bar_of(item) else is_operator(item)) for item in near]
    pairs = bar_pairs(tokens)
    paired = {*pairs, *pairs.values()}
    for i, (place, item) in enumerate(zip(places, near, strict=True) if is_set else ()):
        if i not in paired and bar_of(item) and isinstance(item, Sym):
            items[place] = Sym(item.text, Kind.RELATION)
    for start, end in pairs.items():
        for place, kind in ((places[start], Kind.OPEN), (places[end], Kind.CLOSE)):
            item = items[place]
            if isinstance(item, Sym):
                items[place] = Sym(item.text, kind)
            elif isinstance(item, Script) and isinstance(item.base, Sym):
                items[place] = replace(item, base=Sym(item.base.text, kind))


def bar_of(node: Node) -> str:
    """Return the bar that a node is, scripts left out, else an empty text."""
    core = node.base if isinstance(node, Script) else node
    return core.text if isinstance(core, Sym) and core.text in BARS else ""


def stands_between(node: Node) -> bool:
    """Tell whether a node is a pair of bars with what stands between them."""
    return isinstance(node, Fence) and node.left == node.right and node.left in BARS


def needs_brackets_in_bars(row: Row) -> bool:
    """Tell whether what stands between bars holds others that would be read as their partners: |(2|x|-1)|, but ||x|-1|."""
    items = resolved(row.items)
    for i, item in enumerate(items):
        core = item.base if isinstance(item, Script) else item
        is_opening = bool(bar_of(item)) and isinstance(core, Sym) and core.kind is Kind.OPEN
        if (is_opening or stands_between(core)) and (before := before_of(items, i)) is not None and not is_operator(before):
            return True
        if isinstance(core, Frac) and needs_brackets_in_bars(core.top):
            return True
    return False
