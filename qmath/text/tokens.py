r"""The words that the source of a formula is cut into, as patterns.

Here: numbers, commands, letters, Chinese words, glyphs of scripts and roots. Not here: what they mean together (``latex.py``).
"""

from __future__ import annotations

import re

from qmath.text import symbols as table
from qmath.text.commands import is_known
from qmath.text.tree import Kind, Row, Sym

NUMBER = r"\d{1,3}(?:(?:,|\{,\}|,\\!\s?)\d{3})+(?![\d])(?:\.\d+)?|\d+\{,\}\d+|\d+(?:\.\d+)?"
_RAISED, _LOWERED = "".join(table.SUPERSCRIPTS.values()), "".join(table.SUBSCRIPTS.values())
ON_THE_LINE = {glyph: char for chars in (table.SUPERSCRIPTS, table.SUBSCRIPTS) for char, glyph in chars.items()}
TOKEN = re.compile(
    rf"\\(?P<command>[A-Za-z]+|.)|(?P<blank>\s+)|(?P<number>{NUMBER})|(?P<letters>[A-Za-z]+)"
    rf"|(?P<words>[\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uf900-\ufaff]+)|(?P<raised>[{_RAISED}]+)|(?P<lowered>[{_LOWERED}]+)|(?P<char>.)",
    re.DOTALL,
)
ROW_GAP = re.compile(r"\*?\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu)\s*\]|\*")
"""The length behind a row's end, and the star."""
OPEN_BRACE = re.compile(r"\s*\{")
CHARACTER = re.compile(r"\s*([A-Za-z\d\u2e80-\u9fff])")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
RULE = re.compile(r"\s*(?:\\(?:hline|toprule|midrule|bottomrule)(?![A-Za-z])|\\c(?:mid)?(?:line|rule)\s*(?:\([lr]*\))?\{[\d-]*\})")
RADICAND = re.compile(rf"(?P<number>{NUMBER}|[a-zα-ω])(?![A-Za-zα-ω\d(\[^_{_RAISED}{_LOWERED}]|\.\d)|\(")
_DOUBLED = re.compile(r"\\\\([A-Za-z]{2,})")
_SINGLE = re.compile(r"(?<!\\)(?:\\\\)*\\(?!\\)")
SIGNED = re.compile(r"[+-][A-Za-z\d]")
"""A sign behind ``^`` without braces, and more behind it."""
DIGITS = re.compile(r"\d\d")
"""Digits behind ``^`` without braces, of which TeX raises the first alone."""
TYPED = {**dict.fromkeys((":=", "::", "<=", ">=", "==", "=>", "->"), Kind.RELATION), "**": Kind.BINARY}
"""Signs of two characters, as on a keyboard."""
MAX_RADICAND = 200
"""Characters within the brackets behind a root sign."""
ROOT_SIGNS = {"√": None, "∛": Row((Sym("3", Kind.NUMBER),)), "∜": Row((Sym("4", Kind.NUMBER),))}


def number(word: str) -> str:
    r"""Return a number as it is read; ``1{,}000`` and ``1,\!000`` are how a comma is set within one."""
    return word.replace("{,}", ",").replace(",\\! ", ",").replace(",\\!", ",")


def undoubled(latex: str) -> str:
    r"""Return a formula with single backslashes where JSON or Python has doubled each of them: ``\\frac{1}{2}``."""
    is_doubled = any(is_known(match[1]) for match in _DOUBLED.finditer(latex)) and not _SINGLE.search(latex)
    return latex.replace("\\\\", "\\") if is_doubled else latex
