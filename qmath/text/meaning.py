r"""What a formula means as far as its form tells: the canonical value of a tree.

Here: trees, for the round trip: ``of_tree(parse(latex)) == of_line(line)`` says that a printed line reads back as the formula.
Not here: lines (``readback.py``), printing (``inline.py``), and whether two formulas are equal (``answers/``).
"""

from __future__ import annotations

from collections.abc import Callable

from qmath.text import symbols as table
from qmath.text.bars import needs_brackets_in_bars, resolved, stands_between
from qmath.text.neighbours import (
    after_of,
    before_of,
    holds_cases,
    is_bracketed_box,
    is_bracketed_root,
    is_mixed,
    is_unit,
    needs_brackets_at_bar,
    ordinal,
    touches,
)
from qmath.text.readback import atoms_of_symbol
from qmath.text.structure import BARS, Item, Items, UndrawableError, atom, bare, structure
from qmath.text.tree import Accent, Binom, Boxed, Fence, Frac, Grid, Kind, Node, Root, Row, Script, Sym, Text
from qmath.text.vectors import product_of_vectors

Translate = Callable[[str], str]

_MINUS = Sym("-", Kind.BINARY)


def of_tree(node: Node, *, is_ascii: bool = False) -> Items:
    """Return the canonical value of a tree, its glyphs spelt in ASCII first if asked.

    Raises:
        UndrawableError: it is opaque somewhere, or too deep.
    """
    return structure(_flat(node, _ascii if is_ascii else _same))


def _same(text: str) -> str:
    return text


def _ascii(text: str) -> str:
    return table.ASCII.get(text, text)


def _flat(node: Node, spell: Translate) -> list[Item]:
    items: list[Item] = []
    _append(node, items, spell)
    return items


def _append(node: Node, items: list[Item], spell: Translate) -> None:  # noqa: C901, PLR0912 - one branch per node
    if isinstance(node, Sym):
        if node.kind is not Kind.SPACE:
            items += _lex_atoms(spell(node.text), spell)
    elif isinstance(node, Row):
        row = resolved(node.items)
        for i, item in enumerate(node.items):
            positive = without_sign(item) if begins(row[i - 1] if i else None) else None
            items += [atom("-")] if positive else []
            start = len(items)
            if spell is _ascii and (word := product_of_vectors(row, i)):
                items.append(atom(word))
                continue
            _append(positive or item, items, spell)
            if isinstance(item, Frac) and is_mixed(before_of(row, i), item) and touches(after_of(row, i)):
                items[-2:] = [("group", "(", ")", tuple(items[-2:]))]
            elif isinstance(item, Root) and is_bracketed_root(before_of(row, i), item):
                items[-1] = ("group", "(", ")", (items[-1],))
            elif is_bracketed_box(row, i):
                items[start:] = [_bracketed(structure(items[start:]))]
    elif isinstance(node, Boxed):
        items += _flat(node.body, spell)
    elif isinstance(node, Frac):
        items.append(("frac", bare(_flat(node.top, spell)), bare(_flat(node.bottom, spell))))
    elif isinstance(node, Binom):
        inside = (*structure(_flat(node.top, spell)), atom(","), *structure(_flat(node.bottom, spell)))
        items += [atom("C"), ("group", "(", ")", inside)]
    elif isinstance(node, Root):
        items.append(_root(node, spell))
    elif isinstance(node, Script):
        _append_script(node, items, spell)
    elif isinstance(node, Text):
        items += _lex_atoms(node.text, spell)
    elif isinstance(node, Accent):
        items += _accented(node, spell)
    elif isinstance(node, Fence) and stands_between(node):
        items += _between_bars(node, spell)
    elif isinstance(node, Fence):
        if not node.left and node.right in BARS:
            body = structure(_flat(node.body, spell))
            is_bare = not needs_brackets_at_bar(node.body) or (len(body) == 1 and body[0][0] == "frac")
            items += body if is_bare else [("group", "(", ")", body)]
        else:
            items += _lex_atoms(spell(node.left), spell)
            _append(node.body, items, spell)
        items += _lex_atoms(spell("}" if holds_cases(node) else node.right), spell)
    elif isinstance(node, Grid):
        items += _cells(node, spell)
    else:
        raise UndrawableError


def begins(before: Node | None) -> bool:
    """Tell whether a sign behind ``before`` (None at a row's start) can only be a sign."""
    return before is None or (isinstance(before, Sym) and before.kind in {Kind.RELATION, Kind.PUNCTUATION, Kind.OPEN})


def without_sign(node: Node) -> Frac | None:
    """Return the fraction of which this one is the negative: its numerator is a minus and then factors alone."""
    if not isinstance(node, Frac) or len(node.top.items) < 2 or node.top.items[0] != _MINUS:  # noqa: PLR2004 - the sign and a factor
        return None
    if any(isinstance(item, Sym) and item.kind in {Kind.BINARY, Kind.RELATION} for item in node.top.items[1:]):
        return None
    return Frac(Row(node.top.items[1:]), node.bottom)


def _between_bars(node: Fence, spell: Translate) -> Items:
    inner = structure(_flat(node.body, spell))
    inner = (_bracketed(inner),) if needs_brackets_in_bars(node.body) else inner
    for mark in spell(node.left):  # in ASCII two bars around a norm
        inner = (("group", mark, mark, inner),)
    return inner


def _lex_atoms(text: str, spell: Translate) -> Items:
    return atoms_of_symbol(text, is_ascii=spell is _ascii) if text else ()


def _root(node: Root, spell: Translate) -> Item:
    body = bare(_flat(node.body, spell))
    index = structure(_flat(node.index, spell)) if node.index else (atom("2"),)
    if (len(index) == 1 and index[0] in {atom("2"), atom("3")}) or (index == (atom("4"),) and spell is _same):
        return ("root", int(str(index[0][1])), body)
    return ("script", _grouped(body), (), (("frac", (atom("1"),), bare(list(index))),))


def _grouped(items: Items) -> Item:
    return items[0] if len(items) == 1 else ("group", "(", ")", items)


def _bracketed(items: Items) -> Item:
    """Return what is printed in brackets; around a fraction, and around brackets, they say nothing."""
    is_one = len(items) == 1 and (items[0][0] == "frac" or items[0][:3] == ("group", "(", ")"))
    return items[0] if is_one else ("group", "(", ")", items)


def _append_script(node: Script, items: list[Item], spell: Translate) -> None:
    base = _flat(node.base, spell)
    is_one = not isinstance(node.base, (Row, Boxed)) or len(base) == 1
    if is_one and base:
        items += base[:-1]
        last = base[-1]
    elif not base:  # scripts before something: {}_5C_2
        last = atom("")
    else:
        last = _grouped(structure(base))
    sup = list(node.sup.items) if node.sup else []
    after: list[Item] = []
    while sup and isinstance(sup[0], Sym) and sup[0].text in {"′", "″", "∘", "°"}:
        first = sup.pop(0)
        assert isinstance(first, Sym)  # noqa: S101 - asked in the line above
        after += _lex_atoms(spell(first.text.replace("∘", "°")), spell)
    sub_items = structure(_flat(node.sub, spell)) if node.sub else ()
    sup_items = structure(_flat(Row(tuple(sup)), spell)) if sup else ()
    if is_unit(node.sup) or ordinal(node):
        items += [("script", last, sub_items, ()) if sub_items else last, *after, *sup_items]
        return
    power = () if after else sup_items
    if after and not sub_items and isinstance(node.base, (Root, Script, Boxed, Row)) and last[0] not in {"frac", "group", "atom"}:
        last = ("group", "(", ")", (last,))
    if sub_items or power:
        items.append(("script", last, sub_items, power))
    elif base:
        items.append(last)
    if after and sup_items:  # what is behind the marks is a power of all before it
        after.append(("script", after.pop(), (), sup_items))
    items += after


def _accented(node: Accent, spell: Translate) -> list[Item]:
    mark = table.ACCENTS[node.name]
    flat = _flat(node.body, spell)
    if mark and spell is _same and is_markable(node):
        letters = "".join(str(item[1]) for item in flat)
        return [("mark", mark, letters)]
    word = table.ACCENT_WORDS.get(node.name, node.name)
    inside = bare(flat)
    return [atom(word), inside[0] if len(inside) == 1 and inside[0][0] == "frac" else ("group", "(", ")", inside)]


def is_markable(node: Accent) -> bool:
    """Tell whether an accent can be written by combining marks on letters."""
    if not table.ACCENTS[node.name]:
        return False
    text = "".join(item.text if isinstance(item, Sym) and item.kind in {Kind.LETTER, Kind.NUMBER} else "  " for item in node.body.items)
    return len(text) == 1 or (node.name in table.EACH and text.isalnum())


def _cells(node: Grid, spell: Translate) -> list[Item]:
    opening, closing = table.MATRICES.get(node.env, ("{", "}") if node.env in table.CASES else ("", ""))
    items = list(_lex_atoms(spell(opening), spell))
    for i, row in enumerate(node.rows):
        items += [atom(";")] if i and not goes_on(node, i) else []
        for j, cell in enumerate(row):
            flat = _flat(cell, spell)
            is_end = j == len(row) - 1
            is_last = i == len(node.rows) - 1 and node.env not in table.CASES
            if flat and flat[-1] == atom(",") and not (is_last if is_end else node.env in table.ALIGNED):
                flat.pop()
            if node.env not in table.ALIGNED:
                items += [atom("|" if bar_before(node.columns, j) else ",")] if j else []
            items += flat
    return [*items, *_lex_atoms(spell(closing), spell)]


def goes_on(node: Grid, i: int) -> bool:
    """Tell whether a row of aligned equations begins with a relation and so goes on with the one before it."""
    row = node.rows[i]
    if node.env not in table.ALIGNED or max(len(row), len(node.rows[i - 1])) > 2:  # noqa: PLR2004 - two sides, and no remarks
        return False
    first = next((item for cell in row for item in cell.items), None)
    return isinstance(first, Sym) and first.kind is Kind.RELATION


def bar_before(columns: str, column: int) -> bool:
    """Tell whether an array's columns have a rule before a column (counted from 0)."""
    seen = 0
    for char in columns:
        if char == "|":
            if seen == column and column:
                return True
        else:
            seen += 1
    return False
