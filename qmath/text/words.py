r"""What the commands of LaTeX for words read: ``\text``, ``\mathrm``, ``\operatorname``, and formulas within their words.

Here: words, names of functions. Not here: other commands (``commands.py``), names and glyphs (``symbols.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qmath.text import symbols as table
from qmath.text.tree import Kind, Node, Opaque, Sym, Text

if TYPE_CHECKING:
    from qmath.text.latex import Parser

_WITHIN_WORDS = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.)*)\$|\\\((.*?)\\\)|\\(?:text[a-z]*|emph|mbox)\s*\{([^{}]*)\}", re.DOTALL)
_ESCAPE = re.compile(r"\\([%$_&#{}])|\\[,;: !]|[{}]|~")


def letters(text: str) -> Sym:
    """Return a run of letters: the name of a function, or a product."""
    if text in table.LIMITS:
        return Sym(text, Kind.LIMIT)
    return Sym(text, Kind.FUNCTION if text in table.FUNCTIONS else Kind.LETTER)


def words_of(parser: Parser, name: str) -> list[Node]:
    r"""Read the argument of a command for words."""
    if name.startswith("operatorname") and parser.text[parser.at : parser.at + 1] == "*":
        parser.at += 1
    raw = parser.word()
    if name == "operatorname" or (name in {"mathrm", "mathop"} and raw in table.WORDS):
        word = raw.replace("\\,", "").replace(" ", "")
        if word.isalpha():
            return [letters(word) if word in table.WORDS else Sym(word, Kind.FUNCTION)]
    if name.startswith("math") and len(raw) == 1 and raw.isalpha():
        return [Sym(raw, Kind.LETTER)]
    if name.startswith(("math", "operator")) and re.search(r"[\\^_]", raw):
        return parser.nested(raw)
    return mixed(parser, raw)


def mixed(parser: Parser, raw: str) -> list[Node]:
    """Return the nodes of words that may hold formulas in dollars, and words in another style."""
    nodes: list[Node] = []
    at = 0
    for match in _WITHIN_WORDS.finditer(raw):
        nodes += _words(raw[at : match.start()])
        nodes += mixed(parser, match[3]) if match[3] is not None else parser.nested(match[1] if match[1] is not None else match[2])
        at = match.end()
    return [*nodes, *_words(raw[at:])]


def _words(raw: str) -> list[Node]:
    if not raw:
        return []
    text = _ESCAPE.sub(lambda match: match[1] or (" " if match[0][0] in "\\~" else ""), raw)
    return [Opaque(raw) if "\\" in text or "$" in raw.replace("\\$", "") else Text(re.sub(r"\s+", " ", text))]
