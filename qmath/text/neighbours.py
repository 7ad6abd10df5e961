r"""Questions about neighbours on a line: would they be read together, does something stand alone?

Here: predicates on nodes. Not here: printing (``inline.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qmath.text import symbols as table
from qmath.text.tree import Boxed, Fence, Frac, Grid, Kind, Node, Root, Row, Script, Sym, Text

_OPERATORS = frozenset({Kind.BINARY, Kind.RELATION, Kind.OPEN, Kind.PUNCTUATION, Kind.SIGN})
WORDY = frozenset({Kind.FUNCTION, Kind.LIMIT, Kind.BIG})


def is_function(node: Node | None) -> bool:
    """Tell whether a node is the name of a function, a limit or a big operator, scripts left out."""
    core = node.base if isinstance(node, Script) else node
    return isinstance(core, Sym) and core.kind in WORDY


def holds_cases(node: Fence) -> bool:
    """Tell whether a brace without a partner stands before rows; one line closes it, lest what follows belongs to the last row."""
    return node.left == "{" and not node.right and len(node.body.items) == 1 and isinstance(node.body.items[0], Grid)


def is_space(node: Node) -> bool:
    """Tell whether a node is a blank."""
    return isinstance(node, Sym) and node.kind is Kind.SPACE


def trimmed(row: Row) -> Row:
    """Return a row without the blanks at its ends."""
    start, end = 0, len(row.items)
    while start < end and is_space(row.items[start]):
        start += 1
    while end > start and is_space(row.items[end - 1]):
        end -= 1
    return row if end - start == len(row.items) else Row(row.items[start:end])


def is_solid(items: Sequence[Node]) -> bool:
    """Tell whether letters name a solid or an angle between planes, P-ABCD and A-BC-D, and are no difference."""
    num_hyphens = items.count(Sym("-", Kind.BINARY))
    if not num_hyphens or not isinstance(items[-1], (Sym, Script)):
        return False
    names = [item.base if isinstance(item, Script) else item for item in items]
    texts = [name.text if isinstance(name, Sym) and (name.kind is Kind.LETTER or name.text == "-") else " " for name in names]
    runs = "".join(texts).split("-")
    longest = max(map(len, runs))
    is_name = all(run.isalpha() and run.isascii() and run.isupper() for run in runs)
    return is_name and (longest > 2 or (longest > 1 and num_hyphens > 1))  # noqa: PLR2004 - AB-CD is a difference of lengths


def ends_in_relation(row: Row) -> bool:
    """Tell whether a row ends in a relation: ``x =`` before the ``&`` of aligned equations."""
    last = row.items[-1] if row.items else None
    return isinstance(last, Sym) and last.kind is Kind.RELATION


def is_operator(node: Node | None) -> bool:
    """Tell whether only an opening bar or a sign can stand behind a node."""
    core = node.base if isinstance(node, Script) else node
    return isinstance(core, Sym) and (core.kind in _OPERATORS or (isinstance(node, Sym) and core.kind in WORDY))


_WHOLE = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
"""A whole number, its thousands apart or not."""
_NEIGHBOUR = re.compile(r"[a-z][+-]\d")
"""An index beside another: ``n+1``."""
_PLACE = re.compile(r"\d+[a-z]|[a-z]\d+")
"""A place in a matrix, an even index: ``1n``, ``2k``."""


def small(row: Row, glyphs: dict[str, str]) -> str:
    """Return a row in small glyphs, "" if it has not one for each character or would be hard to read."""
    text = "".join(item.text if isinstance(item, Sym) and item.kind not in WORDY else "\0" for item in row.items)
    is_small = text and len(row.items) <= 3 and all(char in glyphs for char in text)  # noqa: PLR2004 - n+1
    is_place = glyphs is table.SUBSCRIPTS and _PLACE.fullmatch(text)
    return "".join(glyphs[char] for char in text) if is_small and (_is_readable(text) or is_place) else ""


def _is_readable(text: str) -> bool:
    """Tell whether a script in small glyphs can be read: a number with its sign, a letter, a letter and a number."""
    is_number = text.lstrip("+-").isdigit() and text.count("+") + text.count("-") <= 1
    return is_number or text.isalpha() or text in {"+", "-"} or bool(_NEIGHBOUR.fullmatch(text))


def is_plain(text: str) -> bool:
    """Tell whether a symbol may stand in a fraction without brackets."""
    return text.replace(".", "").isalnum() or text in {"∞", "∂", "∅", "!", "%", "°", "′", "″"}


def is_single(row: Row) -> bool:
    """Tell whether a row is one atom."""
    if len(row.items) != 1 or not isinstance(row.items[0], Sym):
        return False
    item = row.items[0]
    return item.kind is not Kind.LETTER or len(item.text) == 1


def is_bracketed_box(items: Sequence[Node], i: int) -> bool:
    """Tell whether a frame, which one line has not, must be brackets there: 3 - (-2)."""
    node = items[i]
    if not isinstance(node, Boxed) or is_single(node.body):
        return False
    return not all(
        near is None or is_words(near) or (isinstance(near, Sym) and near.kind in {Kind.RELATION, Kind.PUNCTUATION, bracket})
        for near, bracket in ((before_of(items, i), Kind.OPEN), (after_of(items, i), Kind.CLOSE))
    )


def is_marks(row: Row) -> bool:
    """Tell whether a superscript is primes and degrees."""
    return all(isinstance(item, Sym) and item.text in {"′", "″", "∘", "°"} for item in row.items)


def ordinal(node: Script) -> str:
    r"""Return the ending of a number that a superscript is, as in ``n^{\text{th}}``, else an empty text."""
    word = node.sup.items[0] if node.sup and not node.sub and len(node.sup.items) == 1 else None
    if word == Sym("th", Kind.LETTER):
        return "th"
    return word.text if isinstance(word, Text) and word.text in {"st", "nd", "rd", "th"} else ""


def is_unit(sup: Row | None) -> bool:
    r"""Tell whether a superscript is the degree of a scale, as in ``25^{\circ C}``: its letters stand on the line."""
    first, second = sup.items[:2] if sup and len(sup.items) > 1 else (None, None)
    return isinstance(first, Sym) and first.text in {"∘", "°"} and isinstance(second, Sym) and second.kind is Kind.LETTER


def is_enclosed(items: Sequence[Node]) -> bool:
    """Tell whether round brackets stand around the whole."""
    if len(items) == 1:
        first = items[0]
        return isinstance(first, Fence) and (first.left, first.right) == ("(", ")")
    depth = 0
    for i, item in enumerate(items):
        if not isinstance(item, Sym):
            closes = isinstance(item, Script) and isinstance(item.base, Sym) and item.base.kind is Kind.CLOSE
            depth -= closes
        else:
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(item.kind, 0)
        if depth == 0:
            return i == len(items) - 1 and i > 0 and items[0] == Sym("(", Kind.OPEN) and item == Sym(")", Kind.CLOSE)
    return False


def is_differential(items: Sequence[Node], beside: Row | None) -> bool:
    """Tell whether ``dx`` stands under ``dy``."""
    if not beside or not beside.items:
        return False
    text = "".join(_first_text(item) for item in items)
    is_power = len(items) == 1 or all(isinstance(item, (Sym, Script)) for item in items)
    first = _first_text(beside.items[0])[:1]
    return is_power and len(text) == 2 and text[0] in "d∂" and first == text[0] and text[1].isalpha() and len(items) <= 2  # noqa: PLR2004


def _first_text(node: Node) -> str:
    core = node.base if isinstance(node, Script) else node
    return core.text if isinstance(core, Sym) else "\0\0\0"


def before_of(items: Sequence[Node], i: int) -> Node | None:
    """Return the node before, blanks left out."""
    return next((items[j] for j in range(i - 1, -1, -1) if not is_space(items[j])), None)


def after_of(items: Sequence[Node], i: int) -> Node | None:
    """Return the node behind, blanks left out; None before a remark, which stands apart."""
    j = next((j for j in range(i + 1, len(items)) if not is_space(items[j])), None)
    return None if j is None or is_remark(items, j) else items[j]


def is_remark(items: Sequence[Node], i: int) -> bool:
    """Tell whether brackets behind a quantity say for what it holds, ``π/2 (k∈Z)``, and are no factor."""
    node, before = items[i], before_of(items, i)
    is_power = isinstance(before, Script) and before.sup is not None and not is_marks(before.sup)
    is_quantity = is_power or isinstance(before, (Frac, Root, Fence))
    if not is_quantity and not (isinstance(before, Sym) and before.kind in {Kind.NUMBER, Kind.CLOSE}):
        return False
    if isinstance(node, Fence):
        return (node.left, node.right) == ("(", ")") and any(map(_is_condition, node.body.items))
    if node != Sym("(", Kind.OPEN):
        return False
    depth, holds_condition = 0, False
    for item in items[i:]:
        if isinstance(item, Sym):
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(item.kind, 0)
        elif isinstance(item, Script) and isinstance(item.base, Sym) and item.base.kind is Kind.CLOSE:
            if depth == 1:
                return False  # a power
            depth -= 1
        if not depth:
            return holds_condition
        holds_condition = holds_condition or (depth == 1 and _is_condition(item))
    return False


def _is_condition(node: Node) -> bool:
    return isinstance(node, Sym) and node.kind is Kind.RELATION and node.text in "=≠<>≤≥⩽⩾∈"


def is_mixed(before: Node | None, node: Frac) -> bool:
    """Tell whether a number and a fraction of numbers make a mixed number."""
    numbers = (*node.top.items, *node.bottom.items)
    is_whole = isinstance(before, Sym) and before.kind is Kind.NUMBER and bool(_WHOLE.fullmatch(before.text))
    is_fraction = len(numbers) == 2 and all(isinstance(item, Sym) and item.kind is Kind.NUMBER and item.text.isdigit() for item in numbers)  # noqa: PLR2004
    return is_whole and is_fraction


def begins_mixed(items: Sequence[Node], i: int) -> bool:
    """Tell whether a number is the whole part of a mixed number that must stand in brackets: (33 1/3)%, (2 1/2)x."""
    whole = items[i]
    if not isinstance(whole, Sym) or whole.kind is not Kind.NUMBER:
        return False
    j = next((j for j in range(i + 1, len(items)) if not is_space(items[j])), i)
    fraction = items[j]
    return isinstance(fraction, Frac) and is_mixed(whole, fraction) and touches(after_of(items, j))


def is_bracketed_root(before: Node | None, node: Root) -> bool:
    """Tell whether a root that one line says as a power begins with a digit behind a number: 2(3^(1/5)), not 23^(1/5)."""
    first = node.body.items[0] if node.body.items else None
    is_power = node.index is not None and node.index.items not in {(Sym(char, Kind.NUMBER),) for char in "234"}
    return is_power and all(isinstance(near, Sym) and near.kind is Kind.NUMBER for near in (before, first))


def is_divisor(before: Node | None, node: Frac) -> bool:
    """Tell whether a fraction stands behind a division sign and would be read as another division; numbers are read as fractions."""
    is_numeric = all(isinstance(item, Sym) and item.kind is Kind.NUMBER for item in (*node.top.items, *node.bottom.items))
    return isinstance(before, Sym) and before.text == "÷" and not is_numeric


def is_words(node: Node | None) -> bool:
    """Tell whether a node is words, or a unit with its power."""
    return isinstance(node.base if isinstance(node, Script) else node, Text)


def touches(node: Node | None, *, is_root: bool = False) -> bool:
    """Tell whether what follows would be read as part of what was just printed."""
    core = node.base if isinstance(node, Script) else node
    if core is None or is_words(core):
        return False
    if isinstance(core, Sym):
        is_slash = core.text == "/" and not is_root
        return is_slash or core.kind in {Kind.LETTER, Kind.NUMBER, Kind.OPEN, Kind.POSTFIX, *(() if is_root else WORDY)}
    if is_root and isinstance(node, Root):
        return False
    return not (isinstance(core, Grid) and core.env in table.ALIGNED)


def touches_before(node: Node | None, fraction: Frac) -> bool:
    """Tell whether what stands before a fraction would be read as part of it."""
    if node is None:
        return False
    if isinstance(node, Text):
        first = fraction.top.items[0] if fraction.top.items else None
        is_apart = isinstance(first, Sym) and first.kind is Kind.NUMBER and not node.text[-1:].isalnum()
        return node.text.isascii() and not is_apart
    core = node.base if isinstance(node, Script) else node
    if isinstance(core, Sym):
        return core.text == "/" or core.kind in {Kind.LETTER, Kind.NUMBER, Kind.CLOSE, Kind.POSTFIX, Kind.FUNCTION}
    return not (isinstance(core, Grid) and core.env in table.ALIGNED)


def has_degree(node: Node) -> bool:
    """Tell whether a degree sign is part of a node; in ASCII it is a word."""
    sup = node.sup.items if isinstance(node, Script) and node.sup else (node,)
    return any(isinstance(item, Sym) and item.text in {"∘", "°"} for item in sup)


def needs_brackets_at_bar(row: Row) -> bool:
    """Tell whether a row must be bracketed before the bar at which it is evaluated: x²|₀¹ is not misread, (x²+1)|₀¹ would be."""
    if is_enclosed(row.items):
        return False
    first = row.items[0] if len(row.items) == 1 else None
    if isinstance(first, Sym):
        return first.kind is Kind.LETTER and len(first.text) > 1
    names = tuple(item.base if isinstance(item, Script) else item for item in row.items[:1])
    is_value = is_single(Row(names)) and is_enclosed(row.items[1:])  # f(x), f'(x)
    return not is_value and not (isinstance(first, Script) and isinstance(first.base, Sym))
