r"""Formulas for a terminal, on one line or in two dimensions, and the law that guards them.

The law: never alter meaning. What is not understood, what does not read back as itself, and what is too wide stays LaTeX,
unchanged. Here: that decision. Not here: how boxes are drawn (``inline.py``, ``layout.py``) and which text is a formula
(``markdown.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qmath.text.cells import width
from qmath.text.inline import Inline
from qmath.text.latex import parse
from qmath.text.layout import Layout
from qmath.text.meaning import of_tree
from qmath.text.readback import of_line
from qmath.text.structure import UndrawableError
from qmath.text.symbols import ALIGNED
from qmath.text.tree import Grid, Row

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

    In ASCII each equation takes one line: nothing is stacked, so that a screen reader can read it.
    """
    line = inline(latex, is_ascii=is_ascii)
    if line is None:
        return None
    tree = _tree(latex)
    if is_ascii:
        only = tree.items[0] if len(tree.items) == 1 else None
        rows = tuple(Row((Grid(only.env, (row,)),)) for row in only.rows) if isinstance(only, Grid) and only.env in ALIGNED else (tree,)
        lines = tuple(re.sub(r" {2,}", "  ", _ASCII.row(row)).strip() for row in rows)
        return Drawing(lines, len(lines) - 1) if max(map(width, lines)) <= columns else None
    block = _LAYOUT.row(tree)
    if block.width <= columns:
        return Drawing(tuple(row.rstrip() for row in block.lines), block.base)
    return Drawing((line,)) if width(line) <= columns else None


def to_line(latex: str) -> str:
    r"""Return the readable line of an answer: ``\frac{3}{4}`` becomes ``3/4``. What is not understood is returned unchanged."""
    text = latex.strip()
    bare = text[1:-1] if len(text) > 2 and text[0] == text[-1] == "$" and "$" not in text[1:-1] else text  # noqa: PLR2004
    line = inline(bare)
    return latex if line is None else re.sub(r"\s+", " ", line)
