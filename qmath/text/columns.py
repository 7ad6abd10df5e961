"""The columns of matrices, arrays and aligned equations: sides, gaps, rules.

Here: numbers and lines. Not here: the cells (``layout.py``).
"""

from __future__ import annotations

from qmath.text import symbols as table
from qmath.text.blocks import Block, with_rule
from qmath.text.meaning import bar_before
from qmath.text.tree import Grid


def aligns(node: Grid, num_columns: int) -> list[str]:
    """Return how each column is aligned: l, c or r."""
    letters = node.columns.replace("|", "")
    if letters:
        return [letters[j] if j < len(letters) else "c" for j in range(num_columns)]
    if node.env in table.CASES or (num_columns == 1 and node.env not in table.MATRICES):
        return ["c" if node.env in {"gathered", "gather", "substack"} else "l"] * num_columns
    if node.env in table.ALIGNED:
        return ["rl"[j % 2] for j in range(num_columns)]
    return ["c"] * num_columns


def column_gap(node: Grid, column: int) -> int:
    """Return the blanks before a column."""
    if column == 0:
        return 0
    if node.env in table.ALIGNED:
        return 0 if column % 2 else 3
    if bar_before(node.columns, column):
        return 3
    return 2


def ruled(node: Grid, block: Block, widths: list[int]) -> Block:
    """Draw the rules between the columns of an array."""
    if "|" not in node.columns:
        return block
    lines = list(block.lines)
    at = 0
    for j, columns in enumerate(widths):
        if bar_before(node.columns, j):
            lines = [with_rule(line, at + 1) for line in lines]
        at += column_gap(node, j) + columns
    return Block(tuple(lines), block.base, block.width)
