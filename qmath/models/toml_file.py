"""TOML whose every value knows its place, so that a wrong one is reported as ``file:line``.

Here: reading a file, places, checking types. Not here: what a file means (``catalog_file.py``).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from qmath.errors import ConfigError

Choice = TypeVar("Choice", bound=StrEnum)
Keys = tuple[str | int, ...]

_SYNTAX: Final = re.compile(r"(.*) \(at line (\d+), column \d+\)")
_HEADER: Final = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*(?:\.[^=]*)?=""")
_SEGMENT: Final = re.compile(r""""[^"]*"|'[^']*'|[\w-]+""")


@dataclass(frozen=True)
class Document:
    """A TOML file: what messages call it, where its keys are, and what to do about a mistake in it."""

    name: str
    hint: str = ""
    lines: Mapping[Keys, int] = field(default_factory=dict)

    def place(self, keys: Keys) -> str:
        """Return ``file:line`` of a value, or of the nearest thing around it whose line is known."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.name}:{self.lines.get(keys, 1)}"


def read(path: Path, name: str, hint: str = "") -> Node:
    """Return the top table of a file; ``name`` is what messages call it.

    Raises:
        ConfigError: it cannot be read, or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}.", hint=hint) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.fullmatch(str(error))
        line, what = (found[2], found[1]) if found else (len(text.splitlines()), str(error).removesuffix(" (at end of document)"))
        raise ConfigError(f"{name}:{line}: {what}.", hint=hint) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists within lists
        raise ConfigError(f"{name} holds a value that is far too large.", hint=hint) from error
    return Node(values, Document(name, hint, _lines(text)), ())


def _lines(text: str) -> dict[Keys, int]:
    """Return the line of each table and key. A line inside a longer value may look like a key; the first line of a key counts."""
    lines: dict[Keys, int] = {}
    table: Keys = ()
    counts: dict[Keys, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            table = tuple(segment.strip("\"'") for segment in _SEGMENT.findall(header[2]))
            lines.setdefault(table, number)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
                lines[table] = number
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1].strip("\"'")), number)
    return lines


@dataclass(frozen=True)
class Node:
    """A value and its place. Each method returns the value as what it should be, or raises ``ConfigError`` with its place."""

    value: object
    document: Document
    keys: Keys

    def fail(self, what: str) -> NoReturn:
        """Raise the error that the value is wrong."""
        raise ConfigError(f"{self.document.place(self.keys)}: {what}.", hint=self.document.hint)

    def _wanted(self, what: str) -> NoReturn:
        self.fail(f"{self.keys[-1] if self.keys else 'this'} must be {what}, not {self.value!r}")

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            self._wanted("a text")
        return self.value

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self._wanted("true or false")
        return self.value

    def whole(self) -> int:
        """Return a whole number above zero."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 1:
            self._wanted("a whole number above 0")
        return self.value

    def number(self, least: float, most: float) -> float:
        """Return a number within bounds."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)) or not least <= self.value <= most:
            self._wanted(f"a number from {least:g} to {most:g}")
        return float(self.value)

    def choice(self, kind: type[Choice], among: Collection[Choice] = ()) -> Choice:
        """Return a member of an enum, or of some of its members."""
        allowed = [member for member in kind if not among or member in among]
        chosen = next((member for member in allowed if member.value == self.value), None)
        if chosen is None:
            self._wanted(" or ".join(f'"{member.value}"' for member in allowed))
        return chosen

    def items(self) -> tuple[Node, ...]:
        """Return the members of a list."""
        if not isinstance(self.value, list):
            self._wanted("a list")
        return tuple(Node(item, self.document, (*self.keys, index)) for index, item in enumerate(self.value))

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(item.text() for item in self.items())

    def table(self, known: Collection[str] = (), required: Collection[str] = ()) -> dict[str, Node]:
        """Return the members of a table; ``known`` are the only keys it may have, none: any."""
        if not isinstance(self.value, dict):
            self._wanted("a table")
        members = {str(key): Node(value, self.document, (*self.keys, str(key))) for key, value in self.value.items()}
        for key, member in members.items():
            if known and key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                member.fail(f"there is no key {key!r} here; " + (f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"))
        for key in required:
            if key not in members:
                self.fail(f"the key {key} is missing")
        return members
