"""What stands beside a slash, in a script or under a root without brackets, and is still read as it is meant.

Here: predicates on operands, and scripts in small glyphs. Not here: printing (``inline.py``), neighbours (``neighbours.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from qmath.text import symbols as table
from qmath.text.meaning import is_markable
from qmath.text.neighbours import has_degree, is_marks, is_plain, is_single, small
from qmath.text.tree import Accent, Fence, Kind, Node, Root, Row, Script, Sym


def raised(row: Row) -> str:
    """Return a superscript in small glyphs, "" if there is not one for each of its characters."""
    is_long = len(row.items) > 2  # noqa: PLR2004 - a sign and a number; x^(n+1) is read more easily
    return "" if is_long else small(row, table.SUPERSCRIPTS)


def lowered(row: Row) -> str:
    """Return a subscript in small glyphs, "" if there is not one for each of its characters."""
    return small(row, table.SUBSCRIPTS)


def is_factor_run(items: Sequence[Node], *, is_ascii: bool) -> bool:
    """Tell whether a numerator reads as one: a number first, then letters, roots, powers of them, and brackets."""
    depth = 0
    for i, item in enumerate(items):
        core = item.base if isinstance(item, Script) else item
        if isinstance(core, Sym) and core.kind in {Kind.OPEN, Kind.CLOSE}:
            depth += 1 if core.kind is Kind.OPEN else -1
            if depth < 0 or not _is_small(item, is_ascii=is_ascii):
                return False
        elif depth == 0 and (not _is_factor(item, is_ascii=is_ascii) or (i and isinstance(core, Sym) and core.kind is Kind.NUMBER)):
            return False
    return bool(items) and depth == 0


def is_one_divisor(items: Sequence[Node], *, is_ascii: bool) -> bool:
    """Tell whether a denominator is one factor, which may have marks behind it."""
    if _is_between_bars(items):
        return True
    if not items or not all(isinstance(item, Sym) and item.kind is Kind.POSTFIX for item in items[1:]):
        return False
    first = items[0]
    return _is_factor(first, is_ascii=is_ascii) and not (isinstance(first, Sym) and first.kind is Kind.LETTER and len(first.text) > 1)


def _is_between_bars(items: Sequence[Node]) -> bool:
    """Tell whether the whole is an absolute value, its bars found already."""
    depth = 0
    for i, item in enumerate(items):
        if isinstance(item, Sym):
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(item.kind, 0)
        if not depth:
            return 0 < i == len(items) - 1 and items[0] == Sym("|", Kind.OPEN) and item == Sym("|", Kind.CLOSE)
    return False


def _is_factor(node: Node, *, is_ascii: bool) -> bool:
    if is_ascii and has_degree(node):
        return False
    if isinstance(node, Sym):
        is_word = is_ascii and table.ASCII.get(node.text, "").endswith(")")  # bold(v)
        return node.kind in {Kind.LETTER, Kind.NUMBER, Kind.POSTFIX} and not is_word and node.text not in "|‖" and is_plain(node.text)
    if isinstance(node, Script):
        is_word = isinstance(node.base, Sym) and len(node.base.text) > 1 and node.base.text.isalpha()
        return _is_small(node, is_ascii=is_ascii) and _is_factor(node.base, is_ascii=is_ascii) and not is_word
    if isinstance(node, Fence):
        return (node.left, node.right) in {("(", ")"), ("|", "|")}
    if isinstance(node, Root):
        return node.index in {None, Row((Sym("3", Kind.NUMBER),))} or (node.index == Row((Sym("4", Kind.NUMBER),)) and not is_ascii)
    return isinstance(node, Accent) and is_markable(node) and not is_ascii


def _is_small(node: Node, *, is_ascii: bool) -> bool:
    """Tell whether a node's scripts are small glyphs (in ASCII: one number or letter each)."""
    if not isinstance(node, Script):
        return True
    sup = None if node.sup and is_marks(node.sup) else node.sup
    if is_ascii:
        return all(part is None or is_single(part) for part in (node.sub, sup))
    return (sup is None or bool(raised(sup))) and (node.sub is None or bool(lowered(node.sub)))
