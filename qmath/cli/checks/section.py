"""What a check hands back: lines for a person, a document for programs, and what is wrong.

Here: the records, and laying them out. Not here: the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qmath.cli.columns import wrap
from qmath.errors import QmathError

LABEL: Final = 11
"""Columns of the label before a section's text."""
_NARROW: Final = 60
_SMALL_INDENT: Final = 2


@dataclass(frozen=True)
class Trouble:
    """Something that does not work as it should: the exit code it is worth, a sentence, and the one command that mends it."""

    exit_code: int
    code: str
    message: str
    fix: str = ""

    @classmethod
    def of(cls, error: QmathError) -> Trouble:
        """Return an error as a trouble."""
        return cls(error.exit_code, error.code, error.message, error.hint)


@dataclass(frozen=True)
class Section:
    """One part of the machine. The first of ``lines`` says what matters, the others explain."""

    name: str
    title: str
    lines: tuple[str, ...]
    document: dict[str, object]
    troubles: tuple[Trouble, ...] = ()


def text(sections: list[Section], columns: int) -> str:
    """Return what a person reads: labels on the left, below one another where the window is narrow; what is wrong at the end."""
    out: list[str] = []
    for section in sections:
        first, *rest = section.lines
        out += _labelled(section.title, first, columns)
        out += [line for one in rest for line in _indented(one, columns)]
    for trouble in (trouble for section in sections for trouble in section.troubles):
        out += _labelled("Problem", trouble.message, columns)
        out += _indented(trouble.fix, columns) if trouble.fix else []
    return "\n".join(out) + "\n"


def _labelled(label: str, line: str, columns: int) -> list[str]:
    indent = LABEL if columns >= _NARROW else _SMALL_INDENT
    return wrap(line, columns, f"{label} ".ljust(indent), " " * indent)


def _indented(line: str, columns: int) -> list[str]:
    return wrap(line, columns, " " * (LABEL if columns >= _NARROW else _SMALL_INDENT))
