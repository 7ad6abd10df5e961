r"""The canonical value of a formula, as far as brackets, bars and slashes make it: flat atoms in, nested structures out.

Here: what both a tree and a printed line go through. Not here: where the atoms come from (``meaning.py``, ``readback.py``).

A slash divides the run of factors before it by the one factor behind it; brackets around what is one structure say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from qmath.text import symbols as table

Item = tuple[object, ...]
"""A structure: its name, then its parts. An atom is ``("atom", text)``."""
Items = tuple[Item, ...]

_OPEN = frozenset("([{⟨⌊⌈（⌜")
_CLOSE = frozenset(")]}⟩⌋⌉）⌝")
BARS = frozenset("|‖")
_POSTFIX = frozenset("!%°′″")
_OPERATORS = frozenset("+-*·×÷±∓=<>≤≥≠≈≡,;:→⇒/∈∣")


MAX_DEPTH = 40
"""Brackets within brackets, and slashes in a row; deeper ones are not drawn."""


class UndrawableError(Exception):
    """A formula is opaque somewhere, or too deep to be compared."""


def atom(text: str) -> Item:
    """Return an atom."""
    return ("atom", text)


def structure(flat: Sequence[Item]) -> Items:
    """Return flat atoms and structures with brackets, bars and slashes read."""
    if len(flat) <= 1:
        return tuple(flat)
    levels: list[list[Item]] = [[]]
    opened: list[Item] = []
    for item in flat:
        mark = item[1] if item[0] == "script" else item
        text = mark[1] if isinstance(mark, tuple) and mark[0] == "atom" else None
        if text in _OPEN and item[0] == "atom":
            opened.append(item)
            levels.append([])
            if len(opened) > MAX_DEPTH:
                raise UndrawableError
        elif opened and text in _CLOSE:
            _close(levels, opened, item)
        else:
            levels[-1].append(item)
    while opened:
        content = levels.pop()
        levels[-1] += [opened.pop(), *content]
    return _divided(_barred(levels[0]))


def bar_pairs(tokens: Sequence[tuple[str, bool]]) -> dict[int, int]:
    """Return which bars open and close an absolute value, by their places.

    ``tokens`` are texts ("" for what is no bar) and whether each is an operator, behind which only an opening bar can stand.
    """
    pairs: dict[int, int] = {}
    pending: list[int] = []
    num_left = sum(bool(text) for text, _ in tokens)
    is_at_start = True
    for place, (text, is_operator) in enumerate(tokens):
        if not text:
            is_at_start = is_operator
            continue
        if pending and tokens[pending[-1]][0] == text and not is_at_start:
            pairs[pending.pop()] = place
            is_at_start = False
        elif not is_operator and (is_at_start or num_left % 2 == 0):
            pending.append(place)
            is_at_start = True
        else:
            is_at_start = True
        if len(pending) > MAX_DEPTH:
            raise UndrawableError
        num_left -= 1
    return pairs


def _barred(items: list[Item]) -> list[Item]:
    """Join what stands between two bars."""
    texts = [_bar(item) for item in items]
    if not any(texts):
        return items
    pairs = bar_pairs([(text, item[0] == "script" if text else _is_operator(item)) for text, item in zip(texts, items, strict=True)])
    opened: list[list[Item]] = [[]]
    closing = {end: start for start, end in pairs.items()}
    for place, item in enumerate(items):
        if place in pairs:
            opened.append([])
        elif place in closing:
            content = _divided(opened.pop())
            group: Item = ("group", texts[place], texts[place], content)
            opened[-1].append(("script", group, *item[2:]) if item[0] == "script" else group)
        else:
            opened[-1].append(item)
    return opened[0]


def _bar(item: Item) -> str:
    mark = item[1] if item[0] == "script" else item
    return str(mark[1]) if isinstance(mark, tuple) and mark[0] == "atom" and mark[1] in BARS else ""


def _is_operator(item: Item) -> bool:
    return item[0] == "atom" and (item[1] in _OPERATORS or item[1] in table.WORDS)


def _close(levels: list[list[Item]], opened: list[Item], item: Item) -> None:
    content = _divided(_barred(levels.pop()))
    opening = opened.pop()
    is_scripted = item[0] == "script"
    closing = item[1][1] if is_scripted and isinstance(item[1], tuple) else item[1]
    is_round = opening[1] == "(" and closing == ")"
    group: Item = ("group", opening[1], closing, content)
    if is_round and len(content) == 1 and (content[0][0] == "frac" or (is_scripted and content[0][0] != "atom")):
        group = content[0]
    levels[-1].append(("script", group, *item[2:]) if is_scripted else group)


def bare(flat: list[Item]) -> Items:
    """Return the structure of what stands in a fraction or under a root, without brackets around the whole."""
    items = structure(flat)
    if len(items) == 1 and items[0][0] == "group" and items[0][1:3] == ("(", ")"):
        content = items[0][3]
        assert isinstance(content, tuple)  # noqa: S101 - a group's content is a tuple of items
        return content
    return items


def is_factor(item: Item) -> bool:
    """Tell whether a slash takes an item as part of what it divides."""
    if item[0] == "script":
        base = item[1]
        return isinstance(base, tuple) and is_factor(base)
    if item[0] != "atom":
        return item[0] != "opaque"
    text = str(item[1])
    if not text:  # scripts before something
        return True
    if text in table.WORDS or text in table.OPERATOR_WORDS or text in _OPERATORS:
        return False
    return text in _POSTFIX or text[0].isdigit() or (text.isalpha() and not "\u2e80" <= text[0] <= "\uffef") or text in {"∞", "∂", "∅", "'"}


def _is_number(item: Item) -> bool:
    return item[0] == "atom" and str(item[1])[0].isdigit()


def _is_postfix(item: Item) -> bool:
    return item[0] == "atom" and (item[1] in _POSTFIX or item[1] == "'")


def _divided(items: list[Item]) -> Items:
    if atom("/") not in items:
        return tuple(items)
    out: list[Item] = []
    at = 0
    if items.count(atom("/")) > MAX_DEPTH:
        raise UndrawableError
    while at < len(items):
        item = items[at]
        at += 1
        has_operands = item == atom("/") and out and is_factor(out[-1]) and at < len(items) and is_factor(items[at])
        if not has_operands:
            out.append(item)
            continue
        start = len(out) - 1
        while start > 0 and not _is_number(out[start]) and is_factor(out[start - 1]):
            start -= 1
        end = at + 1
        if _is_differential(out[start], items, at):
            end += 1
        while end < len(items) and _is_postfix(items[end]):
            end += 1
        out[start:] = [("frac", _bare_items(out[start:]), _bare_items(items[at:end]))]
        at = end
    return tuple(out)


def _bare_items(items: list[Item]) -> Items:
    if len(items) == 1 and items[0][0] == "group" and items[0][1:3] == ("(", ")"):
        content = items[0][3]
        assert isinstance(content, tuple)  # noqa: S101 - a group's content is a tuple of items
        return content
    return tuple(items)


def _is_differential(first: Item, items: list[Item], at: int) -> bool:
    """Tell whether ``dy/dx`` is written: the same d on both sides and a letter behind it."""
    base = first[1] if first[0] == "script" else first
    if at + 1 >= len(items) or base != items[at] or items[at][1] not in {"d", "∂", "del"}:
        return False
    after = items[at + 1]
    core = after[1] if after[0] == "script" else after
    return isinstance(core, tuple) and core[0] == "atom" and str(core[1]).isalpha() and is_factor(core)
