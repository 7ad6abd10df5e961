"""Blocks of lines with a baseline, and the drawing of delimiters, arrows, braces and frames.

Here: text in rectangles. Not here: what formulas are made of (``layout.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qmath.text.cells import pad, width

TALL = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "║║║", "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
}  # fmt: skip
BRACES = {"{": ("⎰⎱", "⎧⎪⎨⎩"), "}": ("⎱⎰", "⎫⎪⎬⎭")}
_ANGLES = {"⟨": "╱╲", "⟩": "╲╱"}
_ARROWS = {"vec": "→", "overrightarrow": "→", "overleftarrow": "←", "overleftrightarrow": "↔"}
_FLAT_BRACES = {"underbrace": "└┬┘", "overbrace": "┌┴┐"}
_ACCENTS = {"hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "overparen": "⌒", "wideparen": "⌒", "overarc": "⌒",
          "overset-arc": "⌒", "dot": "·", "ddot": "··"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of equal width; ``base`` is the line that stands on the line of the text."""

    lines: tuple[str, ...]
    base: int
    width: int


def line_of(text: str) -> Block:
    """Return a block of one line."""
    return Block((text,), 0, width(text))


def beside(blocks: Sequence[Block]) -> Block:
    """Set blocks side by side on one baseline."""
    if len(blocks) == 1:
        return blocks[0]
    up = max((block.base for block in blocks), default=0)
    down = max((len(block.lines) - block.base for block in blocks), default=1)
    lines = tuple(
        "".join(b.lines[b.base + i] if 0 <= b.base + i < len(b.lines) else " " * b.width for b in blocks) for i in range(-up, down)
    )
    return Block(lines, up, sum(block.width for block in blocks))


def above(blocks: Sequence[Block], base: int, align: str = "c") -> Block:
    """Stack blocks; the baseline is that of block number ``base``."""
    columns = max(block.width for block in blocks)
    lines = tuple(pad(line, columns, align) for block in blocks for line in (pad_all(block, align, columns)))
    return Block(lines, sum(len(block.lines) for block in blocks[:base]) + blocks[base].base, columns)


def pad_all(block: Block, align: str, columns: int) -> list[str]:
    """Return a block's lines, moved together to the left, right or middle of ``columns``."""
    rest = columns - block.width
    before = {"l": 0, "r": rest}.get(align, rest // 2)
    return [" " * before + line + " " * (rest - before) for line in block.lines]


def corner(base: Block, sup: str, sub: str) -> Block:
    """Return scripts at the right of a base: above and below a line, at the edges of something taller."""
    columns = max(width(sup), width(sub))
    height = len(base.lines)
    if height == 1:
        lines = [*([pad(sup, columns)] if sup else []), " " * columns, *([pad(sub, columns)] if sub else [])]
        return Block(tuple(lines), 1 if sup else 0, columns)
    rows = [" " * columns] * height
    rows[-1] = pad(sub, columns)
    rows[0] = pad(sup, columns)
    return Block(tuple(rows), base.base, columns)


def tall(mark: str, height: int, base: int) -> list[str]:
    """Return a delimiter of some height, one string per line."""
    if height == 1:
        return [mark]
    if mark in BRACES:
        two, four = BRACES[mark]
        if height == 2:  # noqa: PLR2004
            return list(two)
        middle = min(max(base, 1), height - 2)
        return [four[0], *[four[1]] * (middle - 1), four[2], *[four[1]] * (height - middle - 2), four[3]]
    if mark in _ANGLES:
        upper, lower = tuple(_ANGLES[mark])
        return [upper] * (height // 2) + ([mark] if height % 2 else []) + [lower] * (height // 2)
    top, side, bottom = tuple(TALL.get(mark, mark * 3))
    return [top, *[side] * (height - 2), bottom]


def with_rule(line: str, column: int) -> str:
    """Draw a rule across a line at a column."""
    at = cells = 0
    while cells < column:
        cells += width(line[at])
        at += 1
    return f"{line[:at]}{'┼' if line[at] == '─' else '│'}{line[at + 1 :]}"


def stretched(arrow: str, columns: int) -> str:
    """Return an arrow or an equals sign of some width."""
    if arrow == "=":
        return "=" if columns == 1 else "═" * columns  # three signs in a row would be another relation
    if arrow == "↔":
        return arrow if columns == 1 else "←" + "─" * (columns - 2) + "→"
    return "─" * (columns - 1) + "→" if arrow == "→" else "←" + "─" * (columns - 1)


def brace(columns: int, glyphs: str) -> str:
    """Return a horizontal brace of some width."""
    left, middle, right = tuple(glyphs)
    if columns < 3:  # noqa: PLR2004 - no room for three glyphs
        return middle * columns
    half = (columns - 3) // 2
    return left + "─" * half + middle + "─" * (columns - 3 - half) + right


def accent(name: str, columns: int) -> str:
    """Return the mark that is drawn over or under a body of some width."""
    if name in _ARROWS:
        return stretched(_ARROWS[name], columns)
    if name in _FLAT_BRACES:
        return brace(columns, _FLAT_BRACES[name])
    return _ACCENTS.get(name, "─" * columns)


def framed(body: Block) -> Block:
    """Draw a frame."""
    edge = "─" * (body.width + 2)
    lines = (f"┌{edge}┐", *(f"│ {line} │" for line in body.lines), f"└{edge}┘")
    return Block(lines, body.base + 1, body.width + 4)
