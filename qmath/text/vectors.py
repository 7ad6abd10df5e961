"""Products of vectors: ASCII has one sign for a dot and a cross, so it names them.

Here: which products are of vectors. Not here: printing (``inline.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from qmath.text import symbols as table
from qmath.text.neighbours import is_space
from qmath.text.structure import BARS
from qmath.text.tree import Accent, Fence, Grid, Kind, Node, Script, Sym

_ARROWS = frozenset({"vec", "overrightarrow", "overleftarrow", "hat", "widehat"})


def product_of_vectors(items: Sequence[Node], i: int) -> str:
    """Return how ASCII names a product of two vectors, "dot" or "cross"; an empty text for any other node: ``*`` says enough there."""
    node = items[i]
    name = {"·": "dot", "×": "cross"}.get(node.text, "") if isinstance(node, Sym) else ""
    if not name or not _ends_vector(items[:i][::-1], Kind.CLOSE) or not _ends_vector(items[i + 1 :], Kind.OPEN):
        return ""
    return name


def _ends_vector(items: Sequence[Node], bracket: Kind) -> bool:
    """Tell whether the operand that comes first is a vector, or brackets with one in them."""
    depth = 0
    for item in items:
        if isinstance(item, Sym) and item.kind in {Kind.OPEN, Kind.CLOSE} and item.text not in BARS:
            if item.text in "⟨⟩":
                return True
            depth += 1 if item.kind is bracket else -1
        elif _is_vector(item):
            return True
        if depth <= 0 and not is_space(item) and not (isinstance(item, Sym) and item.kind is Kind.NUMBER):
            return False
    return False


def _is_vector(node: Node) -> bool:
    core = node.base if isinstance(node, Script) and node.sup is None else node
    if isinstance(core, Sym):
        return core.text == "∇" or core.text in table.BOLD
    if isinstance(core, Accent):
        return core.name in _ARROWS
    if isinstance(core, Grid):
        return core.env in table.MATRICES and all(len(row) == 1 for row in core.rows)
    return isinstance(core, Fence) and (core.left == "⟨" or any(map(_is_vector, core.body.items if core.left == "(" else ())))
