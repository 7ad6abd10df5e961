r"""Formulas for a terminal, on one line or in two dimensions, and the law that guards them.

The law: never alter meaning. What is not understood, what does not read back as itself, and what is too wide stays LaTeX,
unchanged. Here: that decision. Not here: how boxes are drawn (``inline.py``, ``layout.py``), where wide ones are broken
(``wide.py``), and which text is a formula (``markdown.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qmath.text.blocks import Block, line_of
from qmath.text.cells import width
from qmath.text.inline import Inline
from qmath.text.latex import parse
from qmath.text.layout import Layout
from qmath.text.meaning import of_tree
from qmath.text.readback import of_line
from qmath.text.structure import UndrawableError
from qmath.text.symbols import ALIGNED
from qmath.text.tree import Grid, Row
from qmath.text.wide import Draw, broken

_UNICODE = Inline()
_ASCII = Inline(is_ascii=True)
_LAYOUT = Layout()


@dataclass(frozen=True)
class Drawing:
    """A formula in lines; ``base`` is the one that stands on the line of the text."""

    lines: tuple[str, ...]
    base: int = 0


@lru_cache(maxsize=4096)
def _tree(latex: str) -> Row:
    return parse(latex)


@lru_cache(maxsize=4096)
def inline(latex: str, *, is_ascii: bool = False) -> str | None:
    """Return a formula on one line, or None where the law says that it stays LaTeX."""
    tree = _tree(latex)
    try:
        meant = of_tree(tree, is_ascii=is_ascii)
        printed = (_ASCII if is_ascii else _UNICODE).row(tree)
        line = re.sub(r" {2,}", "  ", printed).strip() if "  " in printed else printed.strip()
        if is_ascii and not line.isascii() and any(not char.isascii() and char not in latex for char in line):
            return None
        return line if of_line(line, is_ascii=is_ascii) == meant else None
    except UndrawableError:
        return None


@lru_cache(maxsize=512)
def display(latex: str, columns: int, *, is_ascii: bool = False) -> Drawing | None:
    """Return a formula in lines of at most ``columns`` cells, or None where the law says that it stays LaTeX.

    A wider one is drawn on one line where that fits, else it is broken before relations and operators.

    In ASCII each equation takes one line: nothing is stacked, so that a screen reader can read it.
    """
    line = inline(latex, is_ascii=is_ascii)
    if line is None:
        return None
    tree = _tree(latex)
    if is_ascii:
        only = tree.items[0] if len(tree.items) == 1 else None
        rows = tuple(Row((Grid(only.env, (row,)),)) for row in only.rows) if isinstance(only, Grid) and only.env in ALIGNED else (tree,)
        lines = tuple(_ascii(row).lines[0] for row in rows)
        return Drawing(lines, len(lines) - 1) if max(map(width, lines)) <= columns else _broken(tree, columns, _ascii)
    block = _LAYOUT.row(tree)
    if block.width <= columns:
        return Drawing(tuple(row.rstrip() for row in block.lines), block.base)
    return Drawing((line,)) if width(line) <= columns else _broken(tree, columns, _unicode)


def _ascii(row: Row, is_first: bool = True) -> Block:  # noqa: FBT001, FBT002 - the shape of wide.Draw
    return line_of(re.sub(r" {2,}", "  ", _ASCII.row(row, is_first=is_first)).strip())


def _unicode(row: Row, is_first: bool) -> Block:  # noqa: FBT001 - the shape of wide.Draw
    return _LAYOUT.row(row, is_first=is_first)


def _broken(tree: Row, columns: int, draw: Draw) -> Drawing | None:
    block = broken(tree, columns, draw)
    return Drawing(tuple(row.rstrip() for row in block.lines), block.base) if block else None


def to_line(latex: str) -> str:
    r"""Return the readable line of an answer: ``\frac{3}{4}`` becomes ``3/4``. What is not understood is returned unchanged."""
    text = latex.strip()
    bare = text[1:-1] if len(text) > 2 and text[0] == text[-1] == "$" and "$" not in text[1:-1] else text  # noqa: PLR2004
    line = inline(bare)
    return latex if line is None else re.sub(r"\s+", " ", line)
