"""The box tree of a formula: what the parser makes and the printers draw.

Here: plain nodes. Not here: reading LaTeX (``latex.py``), drawing (``inline.py``, ``layout.py``), comparing (``meaning.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How a symbol behaves beside others."""

    LETTER = auto()
    NUMBER = auto()
    WORD = auto()
    FUNCTION = auto()
    LIMIT = auto()
    BIG = auto()
    BINARY = auto()
    RELATION = auto()
    PUNCTUATION = auto()
    OPEN = auto()
    CLOSE = auto()
    POSTFIX = auto()
    SIGN = auto()
    SPACE = auto()

    __hash__ = object.__hash__  # Enum's own is Python code that hashes the name; kinds are looked up all the time


@dataclass(frozen=True, slots=True)
class Sym:
    """A symbol, a number, or a run of letters (a product unless it is a word)."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """Nodes side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Frac:
    """A fraction."""

    top: Row
    bottom: Row


@dataclass(frozen=True, slots=True)
class Binom:
    """A binomial coefficient."""

    top: Row
    bottom: Row


@dataclass(frozen=True, slots=True)
class Root:
    """A root; ``index`` is None for a square root."""

    body: Row
    index: Row | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A base with a subscript, a superscript or both; ``is_limits`` puts them under and over it."""

    base: Node
    sub: Row | None
    sup: Row | None
    is_limits: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    r"""Words of ``\text{}``, blanks kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Accent:
    r"""A mark over or under a body, by the name of its command (``hat``, ``overline``, ``underbrace``)."""

    name: str
    body: Row


@dataclass(frozen=True, slots=True)
class Fence:
    r"""``\left`` and ``\right`` around a body; a delimiter may be "" (a full stop in LaTeX)."""

    left: str
    body: Row
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in rows: a matrix, cases, aligned equations.

    ``columns`` holds l, c, r and | as given to an array, ``rules`` the rows over which a rule is drawn.
    """

    env: str
    rows: tuple[tuple[Row, ...], ...]
    columns: str = ""
    rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxed:
    """A framed body: the answer."""

    body: Row


@dataclass(frozen=True, slots=True)
class Opaque:
    """What is not understood, as it was written."""

    source: str


Node = Sym | Row | Frac | Binom | Root | Script | Text | Accent | Fence | Grid | Boxed | Opaque
