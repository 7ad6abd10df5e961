r"""A printed line read back into its canonical value.

Here: atoms with their scripts, roots and marks. Not here: brackets and slashes (``structure.py``), trees (``meaning.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from qmath.text import symbols as table
from qmath.text.structure import Item, Items, atom, structure
from qmath.text.tokens import NUMBER

_SUPER = "".join(table.SUPERSCRIPTS.values())
_SUB = "".join(table.SUBSCRIPTS.values())
_PLAIN = {glyph: char for chars in (table.SUPERSCRIPTS, table.SUBSCRIPTS) for char, glyph in chars.items()}
_LINE = f"[{''.join(table.ACCENTS[name] for name in sorted(table.EACH))}]"
_LEX = re.compile(
    rf"(?P<start>(?:\s+|^|(?<=[(\[{{⟨⌊⌈（]))(?=[{_SUPER}{_SUB}^_]))|\s+|(?P<number>(?:{NUMBER})(?![{table.MARKS}]))"
    rf"|(?P<lined>(?:[^\s{table.MARKS}]{_LINE})+)|(?P<letters>[A-Za-z]+(?![{table.MARKS}]))|(?P<super>[{_SUPER}]+)|(?P<sub>[{_SUB}]+)"
    rf"|(?P<mark>[{table.MARKS}])|(?P<gap>_{{2,}})|(?P<char>.)",
    re.DOTALL,
)
_ASCII_WORDS = table.WORDS | {text for text in table.ASCII.values() if text.isalpha()}
_ROOTS = {"√": 2, "∛": 3, "∜": 4, "sqrt": 2, "cbrt": 3}


@lru_cache(maxsize=4096)
def atoms_of_symbol(text: str, *, is_ascii: bool = False) -> tuple[Item, ...]:
    """Return the atoms of one symbol or a few words; the same ones come again and again."""
    return tuple(atoms_of(text, is_ascii=is_ascii))


def of_line(line: str, *, is_ascii: bool = False) -> Items:
    """Return the canonical value of a printed line."""
    return structure(atoms_of(line, is_ascii=is_ascii))


def atoms_of(line: str, *, is_ascii: bool = False) -> list[Item]:
    """Return the atoms and scripts of a printed line, brackets and slashes not yet read."""
    return _Reader(line, _ASCII_WORDS if is_ascii else table.WORDS).flat()


class _Reader:
    """Reads a printed line: atoms with their scripts, roots and marks."""

    def __init__(self, line: str, words: frozenset[str]) -> None:
        self._words = words
        self._tokens = [(match.lastgroup, match[0]) for match in _LEX.finditer(line) if match.lastgroup]
        self._at = 0

    def items(self) -> Items:
        """Return the canonical value."""
        return structure(self.flat())

    def flat(self) -> list[Item]:
        """Return atoms and scripts, brackets and slashes not yet read."""
        out: list[Item] = []
        while self._at < len(self._tokens):
            self._next(out)
        return out

    def _next(self, out: list[Item]) -> None:
        kind, word = self._tokens[self._at]
        self._at += 1
        if kind == "letters" and word not in self._words:
            out += [atom(char) for char in word]
        elif word in _ROOTS and self._peek():
            out.append(("root", _ROOTS[word], self._operand()))
        elif kind == "lined":
            out += [("mark", mark, "".join(word[i] for i in range(0, len(word), 2))) for mark, word in _runs(word)]
        elif kind == "start":
            out.append(atom(""))
        elif kind in {"super", "sub"} or (kind == "char" and word in "^_" and out and self._peek()):
            self._script(out, kind or "", word)
        elif kind == "mark" and out:
            out[-1] = ("mark", word, out[-1][1])
        else:
            out.append(atom(word))

    def _peek(self) -> bool:
        return self._at < len(self._tokens)

    def _script(self, out: list[Item], kind: str, word: str) -> None:
        is_sup = kind == "super" or word == "^"
        if kind in {"super", "sub"}:
            body = _Reader("".join(_PLAIN[char] for char in word), self._words).items()
        else:
            body = self._operand(keeps_single=True)
        base = out.pop() if out else atom("")
        if base[0] == "script" and not base[3 if is_sup else 2]:
            out.append(("script", base[1], base[2] if is_sup else body, body if is_sup else base[3]))
        else:
            out.append(("script", base, () if is_sup else body, body if is_sup else ()))

    def _operand(self, *, keeps_single: bool = False) -> Items:
        """Read what a root or a script stands before: a bracketed group, or one atom."""
        kind, word = self._tokens[self._at]
        if word != "(":
            self._at += 1
            if kind == "letters" and word not in self._words and len(word) > 1:
                self._at -= 1
                self._tokens[self._at] = (kind, word[1:])
                word = word[0]
            return (atom(word),)
        start = self._at + 1
        depth = 0
        for end in range(self._at, len(self._tokens)):
            depth += {"(": 1, ")": -1}.get(self._tokens[end][1], 0)
            if depth == 0:
                break
        else:
            end = len(self._tokens)
        inner = _Reader("", self._words)
        inner._tokens = self._tokens[start:end]
        self._at = end + 1
        items = inner.items()
        return (("group", "(", ")", items),) if keeps_single and len(items) == 1 and items[0][0] == "atom" else items


def _runs(word: str) -> list[tuple[str, str]]:
    """Return letters that carry lines in runs of the same line, each behind its mark."""
    runs: list[tuple[str, str]] = []
    for i in range(0, len(word), 2):
        if runs and runs[-1][0] == word[i + 1]:
            runs[-1] = (word[i + 1], runs[-1][1] + word[i : i + 2])
        else:
            runs.append((word[i + 1], word[i : i + 2]))
    return runs
