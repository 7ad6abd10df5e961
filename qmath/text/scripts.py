r"""What ``^``, ``_`` and ``'`` do to the nodes before them.

Here: finding the base. Not here: reading the script itself (``latex.py``), drawing (``inline.py``, ``layout.py``).
"""

from __future__ import annotations

from qmath.text.commands import MAX_DEPTH, BrokenError
from qmath.text.neighbours import is_mixed, is_space, trimmed
from qmath.text.tree import Accent, Frac, Kind, Node, Row, Script, Sym
from qmath.text.words import letters

_EMPTY = Row(())
_PLAIN_OPERATORS = frozenset("+-*·×÷=<>≤≥≈/")


def attach(mark: str, body: Row, items: list[Node], *, has_gap: bool = False) -> None:
    """Put a script at the last of ``items``; ``has_gap`` if a blank stands before its mark.

    Raises:
        BrokenError: the base has such a script, or it can't be told what the base is.
    """
    base = items.pop() if items and not is_space(items[-1]) and not _stands_before(items[-1], has_gap=has_gap) else _EMPTY
    body = trimmed(body)
    sub, sup = (body, None) if mark == "_" else (None, body)
    if isinstance(base, Script):
        if (sub and base.sub) or (sup and base.sup and not _is_primes(base.sup)):
            raise BrokenError
        if sup and base.sup:
            sup = Row((*base.sup.items, *sup.items))
        items.append(Script(base.base, sub or base.sub, sup or base.sup, base.is_limits))
        return
    if sup and isinstance(base, Frac):
        if all(isinstance(item, Sym) and item.text in {"∘", "°"} for item in sup.items):
            items += [base, Sym("°", Kind.POSTFIX)]  # of a mixed number too, whose whole part stands before the fraction
            return
        if items and is_mixed(items[-1], base):  # 2\frac12^2: the square of the fraction or of the mixed number
            raise BrokenError
    if isinstance(base, Sym) and base.kind is Kind.LETTER and len(base.text) > 1:
        items.append(letters(base.text[:-1]))
        base = Sym(base.text[-1], Kind.LETTER)
    items.append(Script(base, sub, sup, _has_limits(base)))


def add_prime(items: list[Node]) -> None:
    """Put a prime at the last of ``items``.

    Raises:
        BrokenError: there are too many.
    """
    mark = Sym("′", Kind.POSTFIX)
    while items and is_space(items[-1]):  # \vec{r}\,'(t)
        items.pop()
    last = items[-1] if items else None
    if isinstance(last, Script) and (last.sup is None or _is_primes(last.sup)):
        marks = last.sup.items if last.sup else ()
        if len(marks) > MAX_DEPTH:
            raise BrokenError
        items[-1] = Script(last.base, last.sub, Row((*marks, mark)), last.is_limits)
    else:
        attach("^", Row((mark,)), items)


def _stands_before(node: Node, *, has_gap: bool) -> bool:
    r"""Tell whether a script behind a node belongs to what follows: ``(_5C_2)``, ``\times _5C_2``."""
    if not isinstance(node, Sym):
        return False
    return node.kind in {Kind.OPEN, Kind.PUNCTUATION} or (has_gap and node.text in _PLAIN_OPERATORS)


def _is_primes(row: Row) -> bool:
    return all(isinstance(item, Sym) and item.text in {"′", "″"} for item in row.items)


def _has_limits(base: Node) -> bool:
    if isinstance(base, Accent):
        return base.name in {"underbrace", "overbrace"}
    return isinstance(base, Sym) and base.kind in {Kind.BIG, Kind.LIMIT}
