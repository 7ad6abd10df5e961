r"""What the commands of LaTeX read: arguments, delimiters, environments, words.

Here: one function per form. Not here: rows, scripts and groups (``latex.py``), names and glyphs (``symbols.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qmath.text import symbols as table
from qmath.text.bars import set_of
from qmath.text.neighbours import trimmed
from qmath.text.tree import Accent, Binom, Boxed, Fence, Frac, Grid, Kind, Node, Opaque, Root, Row, Script, Sym, Text
from qmath.text.words import mixed, words_of

if TYPE_CHECKING:
    from qmath.text.latex import Parser

_DELIMITER = re.compile(r"\s*(?:\\([A-Za-z]+|.)|(.))", re.DOTALL)
_BEGIN = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
_DETERMINANT = re.compile(r"\|[lcr]+\|")
_BEFORE_OPTION = re.compile(r"\s+(?=\[)")
_COMMAND = re.compile(r"\\[A-Za-z]+\s*")
_SPACE = Sym(" ", Kind.SPACE)
_DIVIDES = Sym("⟌", Kind.LETTER)
_EMPTY_BOX = Sym("□", Kind.LETTER)
MAX_DEPTH = 30
"""Nested groups; formulas of people have fewer than ten."""
_PASSED = frozenset({"mathopen", "mathclose", "mathbin", "mathrel", "mathord", "mathpunct", "mathinner", "ensuremath", "smash"})
_DROPPED = frozenset({"label", "color", "vspace", "vphantom", "pagestyle", "require"})


class BrokenError(Exception):
    """Braces, environments or arguments do not fit."""


def is_known(name: str) -> bool:
    """Tell whether a command is one that is drawn."""
    tables = (table.SYMBOLS, table.FRACTIONS, table.ACCENTS, table.TEXTS, table.ALPHABETS, _COMMANDS)
    return any(name in names for names in tables)


def read_command(name: str, parser: Parser) -> list[Node]:
    """Read the arguments of a command that is no symbol; return its nodes. An unknown one is opaque.

    Raises:
        BrokenError: an argument is missing or does not end.
    """
    if name in table.ACCENTS:
        body = parser.argument()
        if name == "overline" and body.items[:1] == (Sym(")", Kind.CLOSE),):
            return [_DIVIDES, *body.items[1:]]
        is_blank = name == "underline" and all(isinstance(item, Sym) and item.kind is Kind.SPACE for item in body.items)
        return [Sym("____", Kind.LETTER) if is_blank else Accent(name, body)]  # a line to write on
    if name in table.TEXTS:
        return words_of(parser, name)
    if name in table.ALPHABETS:
        return _alphabet(parser, name)
    if name in _DROPPED:
        parser.at += parser.text.startswith("*", parser.at)
        parser.raw()
        return []
    if name in _PASSED:
        return list(parser.argument().items)
    read = _COMMANDS.get(name)
    return [Opaque(f"\\{name}")] if read is None else read(parser)


def _alphabet(parser: Parser, name: str) -> list[Node]:
    """Read what is set in another alphabet; what has no letters there stays as it is in bold, and is not understood in others."""
    items = parser.argument().items
    if len(items) == 1 and isinstance(items[0], Sym) and items[0].text in table.ALPHABETS[name]:
        return [Sym(table.ALPHABETS[name][items[0].text], Kind.LETTER)]
    return [styled for item in items for styled in _styled(item, name)]


def _styled(node: Node, name: str) -> list[Node]:
    alphabet = table.ALPHABETS[name]
    if isinstance(node, Sym) and node.kind is Kind.LETTER and all(char in alphabet for char in node.text):
        return [Sym(alphabet[char], Kind.LETTER) for char in node.text]
    if isinstance(node, Script):
        (*before, base) = _styled(node.base, name) or (node.base,)
        return [*before, replace(node, base=base)]
    if isinstance(node, Accent):
        return [Accent(node.name, _styled_row(node.body, name))]
    if isinstance(node, Row):
        return [_styled_row(node, name)]
    if alphabet is not table.ALPHABETS["mathbf"] and not (isinstance(node, Sym) and node.kind is Kind.SPACE):
        return [Opaque(f"\\{name}")]
    if isinstance(node, Frac):
        return [Frac(_styled_row(node.top, name), _styled_row(node.bottom, name))]
    if isinstance(node, (Root, Fence)):
        return [replace(node, body=_styled_row(node.body, name))]
    return [node]


def _styled_row(row: Row, name: str) -> Row:
    return Row(tuple(styled for item in row.items for styled in _styled(item, name)))


def _delimiter(parser: Parser) -> str:
    r"""Read what follows ``\left`` or ``\right``; "" for a full stop."""
    match = _DELIMITER.match(parser.text, parser.at)
    if match is None:
        raise BrokenError
    parser.at = match.end()
    if match[1]:
        sym = table.SYMBOLS.get(match[1])
        if sym is None or len(sym.text) != 1:
            raise BrokenError
        return sym.text
    return {".": "", "<": "⟨", ">": "⟩"}.get(match[2], match[2])


def _left(parser: Parser) -> list[Node]:
    r"""Read from behind ``\left`` to behind ``\right`` and its delimiter."""
    opening = _delimiter(parser)
    body = trimmed(parser.row("right"))
    return [Fence(opening, set_of(body) if opening == "{" else body, _delimiter(parser))]


def _environment(parser: Parser) -> list[Node]:
    r"""Read from behind ``\begin`` to behind ``\end{...}``."""
    match = _BEGIN.match(parser.text, parser.at)
    if match is None or match[1] not in table.ENVIRONMENTS:
        raise BrokenError
    name = match[1]
    parser.at = match.end()
    columns = ""
    parser.depth += 1
    if name in {"array", "tabular"}:
        parser.option()
        columns = re.sub(r"[^lcr|]", "", parser.raw())
    elif name.startswith("alignat") or name == "alignedat":
        parser.raw()
    elif name == "aligned":
        parser.option()
    rows = parser.grid("\\end")
    parser.depth -= 1
    end = _BEGIN.match(parser.text, parser.at)
    if end is None or end[1] != name:
        raise BrokenError
    parser.at = end.end()
    if _DETERMINANT.fullmatch(columns) and not parser.rules:
        return [Grid("vmatrix", rows)]
    if columns in {"", "rcl"} and name in {"eqnarray", "eqnarray*", "array"} and not parser.rules and _are_equations(rows):
        return [Grid("aligned", tuple((*row[:1], Row(tuple(item for cell in row[1:] for item in cell.items))) for row in rows))]
    return [Grid(name.rstrip("*"), rows, columns, parser.rules)]


def _are_equations(rows: tuple[tuple[Row, ...], ...]) -> bool:
    """Tell whether rows are two sides with a relation in a cell of its own between them."""
    middles = [row[1].items for row in rows if len(row) == 3]  # noqa: PLR2004 - left, relation, right
    is_relation = all(isinstance(item, Sym) and item.kind in {Kind.RELATION, Kind.SPACE} for items in middles for item in items)
    return is_relation and any(middles) and all(len(row) in {1, 3} for row in rows)


def _stacked(parser: Parser, *, is_over: bool) -> list[Node]:
    r"""Read the arguments of ``\overset`` or ``\underset``."""
    mark, base = parser.argument(), parser.argument()
    if is_over and mark.items == (Sym("⌢", Kind.LETTER),):
        return [Accent("overset-arc", base)]
    node = base.items[0] if len(base.items) == 1 else base
    return [Script(node, None if is_over else mark, mark if is_over else None, is_limits=True)]


def _arrow(parser: Parser, text: str) -> list[Node]:
    r"""Read the arguments of ``\xrightarrow``."""
    sub = parser.option()
    return [Script(Sym(text, Kind.RELATION), sub, parser.argument(), is_limits=True)]


def _root(parser: Parser) -> list[Node]:
    r"""Read the arguments of ``\sqrt``."""
    if gap := _BEFORE_OPTION.match(parser.text, parser.at):  # \sqrt [3] {2}
        parser.at = gap.end()
    index = parser.option()
    return [Root(trimmed(parser.argument()), index if index and index.items else None)]


def _negated(parser: Parser) -> list[Node]:
    r"""Read what ``\not`` stands before."""
    (*_, node) = parser.argument().items or (_SPACE,)
    text = table.NEGATED.get(node.text) if isinstance(node, Sym) else None
    return [Sym(text, Kind.RELATION) if text else Opaque("\\not")]


def _modulus(parser: Parser) -> list[Node]:
    r"""Read the argument of ``\pmod``."""
    return [_SPACE, Sym("(", Kind.OPEN), Sym("mod", Kind.FUNCTION), *parser.argument().items, Sym(")", Kind.CLOSE)]


def _substack(parser: Parser) -> list[Node]:
    r"""Read the lines of ``\substack``."""
    parser.at = parser.open_brace()
    return [Grid("substack", parser.grid("}"))]


def _colored(parser: Parser) -> list[Node]:
    r"""Read ``\textcolor{red}{x}``: the colour is not part of the meaning."""
    parser.raw()
    return list(parser.argument().items)


def _reference(parser: Parser, form: str) -> list[Node]:
    r"""Read the name of an equation that is referred to."""
    return [Text(form.format(parser.raw()))]


def _apart(parser: Parser) -> list[Node]:
    r"""Read the length of ``\hspace``: what it stands between stays apart."""
    parser.at += parser.text.startswith("*", parser.at)
    parser.raw()
    return [_SPACE, _SPACE]


def _unseen(parser: Parser) -> list[Node]:
    r"""Read what ``\phantom`` leaves room for, as blanks: the zeros behind a partial product."""
    return [_SPACE] * min(len(re.sub(r"[{}\\]", "", _COMMAND.sub("x", parser.word()))), MAX_DEPTH)


def _tag(parser: Parser) -> list[Node]:
    r"""Read the number of an equation; ``\tag*`` brings its own brackets."""
    form = "{}" if parser.text.startswith("*", parser.at) else "({})"
    parser.at += form == "{}"
    return [_SPACE, _SPACE, Text(form.format(parser.raw()))]


def _boxed(parser: Parser) -> list[Node]:
    r"""Read the argument of ``\boxed``; with blanks alone in it, it is a box to fill in."""
    body = parser.argument()
    return [_EMPTY_BOX if all(isinstance(item, Sym) and item.kind is Kind.SPACE for item in body.items) else Boxed(body)]


def _canceled_to(parser: Parser) -> list[Node]:
    r"""Read the arguments of ``\cancelto``: what is left, and what is struck."""
    left, struck = parser.argument(), parser.argument()
    arrow = Sym("→", Kind.RELATION)
    return [Sym("(", Kind.OPEN), Accent("cancel", struck), arrow, *left.items, Sym(")", Kind.CLOSE)]


def _spanning(parser: Parser) -> list[Node]:
    r"""Read ``\multicolumn{2}{c}{x}``: the cell takes the place of several."""
    number = parser.raw().strip()
    parser.raw()
    if not number.isdecimal() or not 0 < int(number) <= MAX_DEPTH:
        raise BrokenError
    body = parser.argument()
    parser.num_spanned = int(number) - 1
    return list(body.items)


def _enclosed(parser: Parser) -> list[Node]:
    r"""Read ``\enclose{longdiv}{126}``, the dividend of a long division."""
    form = parser.raw()
    body = parser.argument().items
    return [_DIVIDES, *body] if form.strip() == "longdiv" else [Opaque("\\enclose")]


def _general(parser: Parser) -> list[Node]:
    r"""Read ``\genfrac``: delimiters, how thick the line is, a style, and two arguments."""
    left, right, line, _ = (parser.raw().strip() for _ in range(4))
    top, bottom = parser.argument(), parser.argument()
    if line.startswith("0") and (left, right) == ("(", ")"):
        return [Binom(top, bottom)]
    return [Frac(top, bottom) if not line.startswith("0") and not left + right else Opaque("\\genfrac")]


def _middle(parser: Parser) -> list[Node]:
    r"""Read what follows ``\middle``."""
    return [Sym(_delimiter(parser), Kind.RELATION)]


_COMMANDS: dict[str, Callable[[Parser], list[Node]]] = {
    "sqrt": _root,
    "left": _left,
    "begin": _environment,
    "not": _negated,
    "pmod": _modulus,
    "substack": _substack,
    "textcolor": _colored,
    "colorbox": _colored,
    "hspace": _apart,
    "phantom": _unseen,
    "hphantom": _unseen,
    "ref": lambda parser: _reference(parser, "{}"),
    "eqref": lambda parser: _reference(parser, "({})"),
    "tag": _tag,
    "middle": _middle,
    "enclose": _enclosed,
    "genfrac": _general,
    "overset": lambda parser: _stacked(parser, is_over=True),
    "stackrel": lambda parser: _stacked(parser, is_over=True),
    "underset": lambda parser: _stacked(parser, is_over=False),
    "xrightarrow": lambda parser: _arrow(parser, "→"),
    "xleftarrow": lambda parser: _arrow(parser, "←"),
    "xleftrightarrow": lambda parser: _arrow(parser, "↔"),
    "xRightarrow": lambda parser: _arrow(parser, "⇒"),
    "xLeftarrow": lambda parser: _arrow(parser, "⇐"),
    "xLeftrightarrow": lambda parser: _arrow(parser, "⇔"),
    "xmapsto": lambda parser: _arrow(parser, "↦"),
    "xlongequal": lambda parser: _arrow(parser, "="),
    "boxed": _boxed,
    "cancelto": _canceled_to,
    "multicolumn": _spanning,
    **dict.fromkeys(("fbox", "framebox"), lambda parser: [Boxed(Row(tuple(mixed(parser, parser.raw()))))]),
    **{name: (lambda parser: [Binom(parser.argument(), parser.argument())]) for name in table.BINOMIALS},
}
