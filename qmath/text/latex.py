r"""LaTeX of formulas into a box tree, tolerantly: the LaTeX that math models write.

Here: grammar. Not here: what symbols look like (``symbols.py``), commands with arguments (``commands.py``), what a script belongs to
(``scripts.py``), how the source is cut into words (``tokens.py``), drawing (``draw.py``).

Never raises and takes time in proportion to the text: each character is read once, and nesting is bounded. An unknown command
becomes an opaque node; a formula whose braces or environments do not close is one opaque node.
"""

from __future__ import annotations

import re

from qmath.text import symbols as table
from qmath.text import tokens
from qmath.text.commands import MAX_DEPTH, BrokenError, read_command
from qmath.text.neighbours import is_function
from qmath.text.scripts import add_prime, attach
from qmath.text.tree import Binom, Frac, Grid, Kind, Node, Opaque, Root, Row, Script, Sym, Text
from qmath.text.words import letters

MAX_LENGTH = 20_000
"""Characters of one formula; longer ones stay source."""

_SPACE = Sym(" ", Kind.SPACE)
_EMPTY = Row(())


def parse(latex: str, depth: int = 0) -> Row:
    """Return the tree of a formula without its dollars; an opaque node where it can't be understood.

    ``depth`` is how many groups this formula stands in.
    """
    if len(latex) > MAX_LENGTH:
        return Row((Opaque(latex),))
    try:
        rows = Parser(tokens.undoubled(latex), depth).grid("")
    except BrokenError:
        return Row((Opaque(latex),))
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    if len(rows) == 1 and not all(map(_may_be_aligned, rows[0][1:])):
        return Row((Opaque(latex),))  # x & y is no product
    return Row((Grid("aligned", rows),))


def _may_be_aligned(cell: Row) -> bool:
    """Tell whether a cell may stand behind an ``&`` without an environment: it begins with a relation or words."""
    first = cell.items[0] if cell.items else None
    core = first.base if isinstance(first, Script) else first
    return isinstance(core, Text) or (isinstance(core, Sym) and core.kind in {Kind.RELATION, Kind.SPACE})


class Parser:
    """Reads one formula from left to right."""

    def __init__(self, text: str, depth: int) -> None:
        self.text = text
        self.at = 0
        self.depth = depth
        self.ended_by = ""
        self.rules: tuple[int, ...] = ()
        """The rows of the last grid before which a rule is drawn."""
        self.num_spanned = 0
        """The cells behind this one whose places it takes."""

    # -- rows ---------------------------------------------------------------------------------------------------------

    def row(self, stop: str) -> Row:
        """Read nodes until ``stop``: "}", "]", "right", or "cell" (``&``, a row's end, an environment's end, the end)."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BrokenError
        items: list[Node] = []
        has_gap = is_command = False
        while match := tokens.TOKEN.match(self.text, self.at):
            kind = match.lastgroup
            if kind == "blank":
                self.at, has_gap = match.end(), True
                continue
            if self._ends(match, stop):
                self.depth -= 1
                return _flattened(items)
            self.at = match.end()
            if kind == "command" and match["command"] in {"over", "choose"}:
                items = [self._infix(match["command"], items, stop)]
                self.depth -= 1
                return _flattened(items)
            before = len(items)
            self._take(match, items)
            if has_gap and not is_command and len(items) == before + 1 > 1 and _is_apart(items[-2], items[-1]):
                items.insert(before, _SPACE)
            has_gap, is_command = False, kind == "command"
        if stop not in {"", "cell"}:
            raise BrokenError
        self.ended_by, self.depth = "", self.depth - 1
        return _flattened(items)

    def _ends(self, match: re.Match[str], stop: str) -> bool:
        """Tell whether a token ends the row; step over it and note it in ``ended_by``."""
        word = match[0]
        if word in {"}", "&", "\\\\", "\\end", "\\right", "\\cr"} or (word == "]" and stop == "]"):
            is_cell_end = word in {"&", "\\\\", "\\end", "\\cr", "}"}
            if not (word == stop or (stop == "cell" and is_cell_end) or (stop == "right" and word == "\\right")):
                raise BrokenError
            self.at, self.ended_by = match.end(), word
            return True
        return False

    def _infix(self, command: str, items: list[Node], stop: str) -> Node:
        rest = self.row(stop)
        return Frac(Row(tuple(items)), rest) if command == "over" else Binom(Row(tuple(items)), rest)

    def grid(self, closer: str) -> tuple[tuple[Row, ...], ...]:
        r"""Read rows of cells until ``closer``: "\end", "}", or "" for the end of the text."""
        rows: list[tuple[Row, ...]] = []
        cells: list[Row] = []
        rules: list[int] = []
        while True:
            while not cells and (rule := tokens.RULE.match(self.text, self.at)):
                self.at = rule.end()
                rules.append(len(rows))
            cells.append(self.row("cell"))
            cells += [_EMPTY] * self.num_spanned
            self.num_spanned = 0
            if self.ended_by == "&":
                continue
            if self.ended_by in {"\\\\", "\\cr"}:
                if gap := tokens.ROW_GAP.match(self.text, self.at):
                    self.at = gap.end()
                rows.append(tuple(cells))
                cells = []
            elif self.ended_by == closer:
                break
            else:
                raise BrokenError
        if len(cells) > 1 or cells[0].items or not rows:
            rows.append(tuple(cells))
        self.rules = tuple(dict.fromkeys(rules))
        return tuple(rows)

    # -- one word ----------------------------------------------------------------------------------------------------

    def _take(self, match: re.Match[str], items: list[Node]) -> None:
        """Append what a word means to ``items``, or change the last of them."""
        kind, word = match.lastgroup, match[0]
        if kind == "letters":
            items.append(letters(word))
        elif kind == "number":
            items.append(Sym(tokens.number(word), Kind.NUMBER))
        elif kind == "words":
            items.append(Text(word))
        elif kind == "command":
            self._command(match["command"], items)
        elif kind in {"raised", "lowered"}:
            attach("^" if kind == "raised" else "_", parse("".join(tokens.ON_THE_LINE[glyph] for glyph in word), self.depth), items)
        else:
            self._char(word, match.start(), items)

    def _char(self, word: str, start: int, items: list[Node]) -> None:
        """Append what a single character means."""
        if word in "^_":
            is_number = word == "^" and tokens.DIGITS.match(self.text, self.at) and not is_function(items[-1] if items else None)
            if is_number or tokens.SIGNED.match(self.text, self.at):  # TeX draws x^10 as x¹0, and x^-1 alike, but never meant so
                raise BrokenError
            attach(word, self.argument(), items, has_gap=self.text[start - 1].isspace())
        elif word == "'":
            add_prime(items)
        elif word == "{":
            items.append(self._group())
        elif self.text[start : start + 2] in tokens.TYPED:
            self.at += 1
            items.append(Sym(self.text[start : self.at], tokens.TYPED[self.text[start : self.at]]))
        elif word == ":" and self.text[self.at : self.at + 1].isdigit() and items and _is_number(items[-1]):
            items.append(Sym(":", Kind.BINARY))  # 3:45 PM, 2:3
        elif word in tokens.ROOT_SIGNS:
            items.append(self._radical(word))
        elif word in "#\\$":
            items.append(Opaque(word))
        else:
            items.append(table.CHARACTERS.get(word) or Sym(word, Kind.LETTER))

    def _group(self) -> Node:
        """Read a braced group behind its opening brace: one node, or a row; a script stays a row so that it can be a base."""
        row = self.row("}")
        return row.items[0] if len(row.items) == 1 and not isinstance(row.items[0], Script) else row

    def _radical(self, sign: str) -> Node:
        """Read what a root sign of Unicode stands before: a number, a letter, or brackets; anything else is not certain."""
        match = tokens.RADICAND.match(self.text, self.at)
        if match is None:
            return Opaque(sign)
        if match["number"]:
            self.at = match.end()
            return Root(parse(match[0], self.depth), tokens.ROOT_SIGNS[sign])
        depth, end = 1, match.end()
        while depth and end < min(len(self.text), match.end() + tokens.MAX_RADICAND):
            depth += {"(": 1, ")": -1}.get(self.text[end], 0)
            end += 1
        if depth:
            return Opaque(sign)
        body, self.at = self.text[match.end() : end - 1], end
        return Root(Row(tuple(self.nested(body))), tokens.ROOT_SIGNS[sign])

    def argument(self) -> Row:
        """Read an argument: a group, a command with its own arguments, or one character."""
        match = tokens.TOKEN.match(self.text, self.at)
        if match and match.lastgroup == "blank":
            self.at = match.end()
            match = tokens.TOKEN.match(self.text, self.at)
        if match is None or match[0] in {"}", "&", "\\\\", "\\end", "\\right", "^", "_"}:
            raise BrokenError
        if match[0] == "{":
            self.at = match.end()
            return self.row("}")
        items: list[Node] = []
        if match.lastgroup in {"number", "letters"}:
            char = match[0][0]
            self.at += 1
            return Row((Sym(char, Kind.NUMBER if char.isdigit() else Kind.LETTER),))
        self.at = match.end()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BrokenError
        self._take(match, items)
        self.depth -= 1
        return Row(tuple(items))

    def option(self) -> Row | None:
        """Read an optional argument in square brackets."""
        if self.text[self.at : self.at + 1] != "[":
            return None
        self.at += 1
        return self.row("]")

    def open_brace(self) -> int:
        """Return where the group behind the next brace begins."""
        match = tokens.OPEN_BRACE.match(self.text, self.at)
        if match is None:
            raise BrokenError
        return match.end()

    def word(self) -> str:
        r"""Read words: a braced group, or one character, as in ``\mathrm dx``."""
        match = tokens.CHARACTER.match(self.text, self.at)
        if match is None:
            return self.raw()
        self.at = match.end()
        return match[1]

    def raw(self) -> str:
        """Read a braced group as text."""
        start = at = self.open_brace()
        depth = 1
        while depth:
            brace = tokens.BRACE.search(self.text, at)
            if brace is None:
                raise BrokenError
            at = brace.end()
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
        self.at = at
        return self.text[start : at - 1]

    def _command(self, name: str, items: list[Node]) -> None:
        if name == "_" and items and isinstance(items[-1], Sym) and items[-1].text.strip("_") == "" != items[-1].text:
            items[-1] = Sym(items[-1].text + "_", Kind.LETTER)  # a line to write on
        elif (sym := table.SYMBOLS.get(name)) is not None:
            items.append(sym)
        elif name in table.FRACTIONS:
            items.append(Frac(self.argument(), self.argument()))
        elif name in table.SPACES:
            items += [_SPACE] * table.SPACES[name]
        elif name not in table.IGNORED:
            items += read_command(name, self)

    def nested(self, text: str) -> list[Node]:
        """Return the nodes of a formula that stands inside words of this one."""
        return list(parse(text, self.depth + 1).items)


def _flattened(items: list[Node]) -> Row:
    """Return a row without rows in it: braces that carry no script say nothing."""
    if not any(isinstance(item, Row) for item in items):
        return Row(tuple(items))
    return Row(tuple(inner for item in items for inner in (item.items if isinstance(item, Row) else (item,))))


def _is_apart(left: Node, right: Node) -> bool:
    """Tell whether a blank of the source between two nodes is kept: between numbers, and beside words."""
    if not (isinstance(left, Sym) and isinstance(right, Sym)):
        return False
    kinds = (left.kind, right.kind)
    if kinds == (Kind.NUMBER, Kind.NUMBER):
        return True
    plain = {Kind.NUMBER, Kind.LETTER}
    return kinds[0] in plain and kinds[1] in plain and max(len(sym.text) for sym in (left, right) if sym.kind is Kind.LETTER) > 1


def _is_number(node: Node) -> bool:
    return isinstance(node, Sym) and node.kind is Kind.NUMBER
