"""A record of a problem file becomes a problem: field names, types, what makes a row bad.

Here: one record, whatever format it came from, and JSON objects. Not here: formats (``problems.py``, ``tables.py``) and
bytes (``textfile.py``).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from qmath.schema import Problem
from qmath.text.damage import damage

PROBLEM_FIELDS: Final = ("problem", "question", "prompt", "input")
REFERENCE_FIELDS: Final = ("reference", "answer", "gold", "expected")
ID_FIELDS: Final = ("id",)
MAX_DEPTH: Final = 500
"""Lists and objects within one another. Python reads and writes a few hundred more, how many depends on who asks."""
_TOO_DEEP: Final = "the JSON is nested too deeply"
_SHOWN: Final = 200
_MAX_NOTICE: Final = 300
_DECODER: Final = json.JSONDecoder()
_JSON_SPACES: Final = frozenset(" \t\r\n")


@dataclass(frozen=True)
class FieldNames:
    """Which fields hold what, in order of preference."""

    problem: Sequence[str] = PROBLEM_FIELDS
    id: Sequence[str] = ID_FIELDS
    reference: Sequence[str] = REFERENCE_FIELDS

    @classmethod
    def of(cls, problem: str | None, id_: str | None, reference: str | None) -> FieldNames:
        """Return the usual names, those that are given in their place."""
        return cls(
            (problem,) if problem else PROBLEM_FIELDS,
            (id_,) if id_ else ID_FIELDS,
            (reference,) if reference else REFERENCE_FIELDS,
        )


@dataclass(frozen=True)
class Row:
    """Row ``index`` (from 0) of a problem file.

    ``input`` is what else the row held, to travel along. ``error`` says why the row is no problem; ``problem.text`` then shows
    its beginning. ``num_chars`` is how much text it came as, all fields together. ``notice`` is what else should be said of it.
    ``is_numbered``: it has no id, so that its number among the rows stands in.
    """

    index: int
    problem: Problem
    input: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    num_chars: int = field(default=0, compare=False)
    notice: str = field(default="", compare=False)
    is_numbered: bool = field(default=False, compare=False)


def key_of(row: Row) -> str:
    """Return a digest of what a row adds to its problem."""
    parts = [row.problem.id, row.problem.source, row.input]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class AskedFor:
    """Fields of ids and of known answers that a person named. A row may lack them, so the first that does is told, field by field."""

    def __init__(self, names: FieldNames) -> None:
        given = {"--id-field": (names.id, ID_FIELDS), "--reference-field": (names.reference, REFERENCE_FIELDS)}
        self.fields = {option: field[0] for option, (field, usual) in given.items() if tuple(field) != usual}

    def notice(self, source: str, record: Mapping[str, Any]) -> str:
        """Return a sentence where a record is the first without such a field."""
        missing = {option: name for option, name in self.fields.items() if name not in record}
        if not missing:
            return ""
        for option in missing:
            del self.fields[option]
        named = " and ".join(f"{name} ({option})" for option, name in missing.items())
        has = ", ".join(map(str, record)) or "nothing"
        return f"{source}: there is no field {named}; it has: {has}"[:_MAX_NOTICE] + " (there may be more such rows)"


class BadRowError(Exception):
    """A row is not what it should be; the message says why, without the place."""


def json_object(text: str) -> dict[str, Any]:
    """Return the object that a line of JSON Lines holds.

    Raises:
        BadRowError: there is none.
    """
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_float)
    except json.JSONDecodeError as error:
        raise BadRowError(f"broken JSON: {error.msg} in column {error.colno}") from error
    except ValueError as error:  # an integer of thousands of digits
        raise BadRowError(f"broken JSON: {error}") from error
    except RecursionError as error:
        raise BadRowError(_TOO_DEEP) from error
    if not isinstance(value, dict):
        raise BadRowError("the line is JSON, but not an object")
    if text.count("[") + text.count("{") > MAX_DEPTH and _is_deep(value):
        raise BadRowError(_TOO_DEEP)
    return value


def _is_deep(value: object) -> bool:
    """Tell whether lists and objects lie within one another more than ``MAX_DEPTH`` times."""
    layer = [value]
    for _ in range(MAX_DEPTH):
        members = [tuple(one.values()) if isinstance(one, dict) else one for one in layer if isinstance(one, (dict, list))]
        layer = [member for some in members for member in some]
    return any(isinstance(one, (dict, list)) for one in layer)


def members_before_break(text: str) -> dict[str, Any]:
    """Return what stands whole before the break of a broken JSON object: a row that cannot be read can often be named."""
    text = text.partition("\ufffd")[0]  # bytes that are no text break it too
    members: dict[str, Any] = {}
    place = _after_space(text, 0)
    while text[place : place + 1] == ("," if members else "{"):
        try:
            name, place = _DECODER.raw_decode(text, _after_space(text, place + 1))
            place = _after_space(text, place)
            if not isinstance(name, str) or text[place : place + 1] != ":":
                break
            value, place = _DECODER.raw_decode(text, _after_space(text, place + 1))
        except (ValueError, RecursionError):
            break
        place = _after_space(text, place)
        if text[place : place + 1] not in {",", "}"}:
            break  # a number may have lost its end
        members[name] = value
    return members


def id_before_break(text: str, names: FieldNames) -> str | None:
    """Return the id of a broken JSON object, if that can be read."""
    try:
        return _id(members_before_break(text), names)
    except BadRowError:
        return None


def _after_space(text: str, place: int) -> int:
    while text[place : place + 1] in _JSON_SPACES:
        place += 1
    return place


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _float(text: str) -> float:
    """Return a number; no document could hold one that is too large for a float."""
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"the number {text[:_SHOWN]} is too large")
    return number


def row_of(index: int, source: str, record: Mapping[str, Any], names: FieldNames, num_chars: int = 0) -> Row:
    """Return the row of a record of ``num_chars``; a bad one has its ``error`` set and keeps its id if that can be read."""
    name = None
    try:
        name = _id(record, names)
        key = _problem_field(record, names)
        text = _text(key, record[key])
        reference_key = next((key for key in names.reference if key in record and key not in names.problem), None)
        reference = None if reference_key is None else _reference(reference_key, record[reference_key])
    except BadRowError as error:
        return bad_row(index, source, shown(record, names), str(error), name)
    left = {other: value for other, value in record.items() if other != key and other not in names.id}
    problem = Problem(text, name or str(index + 1), source, reference)
    return Row(index, problem, left, num_chars=num_chars, is_numbered=name is None)


def bad_row(index: int, source: str, beginning: str, error: str, name: str | None = None) -> Row:
    """Return the row of something that is no problem."""
    text = beginning[:_SHOWN].replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return Row(index, Problem(text, name or str(index + 1), source), error=error, is_numbered=name is None)


def checked_text(text: str) -> str:
    """Return a problem's text without white space around it.

    Raises:
        BadRowError: it is empty, is not text, or lost its backslashes.
    """
    stripped = text.strip()
    if not stripped:
        raise BadRowError("the problem is empty")
    if "\0" in stripped:
        raise BadRowError("the problem holds a NUL character: it is not text")
    if not stripped.isascii() and any("\ud800" <= char <= "\udfff" for char in stripped):
        raise BadRowError("the problem holds half a character (a lone surrogate)")
    if found := damage(stripped):
        raise BadRowError(f"the problem {found}; in JSON a backslash is written twice")
    return stripped


def shown(record: Mapping[str, Any], names: FieldNames) -> str:
    """Return what identifies a bad record to a reader: its problem if there is one, else all of it."""
    found = next((record[key] for key in names.problem if key in record), None)
    return str(record if found is None else found)


def _problem_field(record: Mapping[str, Any], names: FieldNames) -> str:
    for name in names.problem:
        if name in record:
            return name
    has = ", ".join(map(str, record)) or "nothing"
    raise BadRowError(f"there is no field {' or '.join(names.problem)}; it has: {has}"[:_SHOWN])


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadRowError(f"{key} is {_kind(value)}, not text")
    return checked_text(value)


def _id(record: Mapping[str, Any], names: FieldNames) -> str | None:
    for key in names.id:
        value = record.get(key)
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return _clean(str(value)) or None
        if value is not None:
            raise BadRowError(f"{key} is {_kind(value)}, not text or a whole number")
    return None


def _reference(key: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value if value and value.strip() else None  # an empty cell of a table holds none
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise BadRowError(f"{key} is {_kind(value)}, not text or a number")


def _clean(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8").strip()


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", type(None): "null"}
    return kinds.get(type(value), type(value).__name__)
