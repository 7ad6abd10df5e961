"""The file of ``--few-shot``: worked examples, one JSON object per line.

Here: reading and checking it. Not here: the form of a prompt with examples (``text/few_shot.py``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from qmath.errors import InputDataError, InputError
from qmath.jobs.problems import json_object
from qmath.jobs.rows import BadRowError
from qmath.jobs.textfile import Line, LineReader
from qmath.text.few_shot import STOPS, Example

_HINT: Final = 'a row looks like {"problem": "What is 2 + 3?", "solution": "2 + 3 = 5. The answer is \\\\boxed{5}."}'
_KEYS: Final = ("problem", "solution")


def read_examples(path: Path) -> tuple[Example, ...]:
    """Return the examples of a file, in its order.

    Raises:
        InputError: the file cannot be opened.
        InputDataError: a row is no example, or there is none.
    """
    try:
        stream = path.open("rb", buffering=0)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}", hint="--few-shot takes a file of JSON Lines") from error
    with stream:
        examples = tuple(_example(line, str(path)) for line in LineReader(stream, str(path)) if line.error or line.text.strip())
    if not examples:
        raise InputDataError(f"{path} holds no example", hint=_HINT)
    return examples


def _example(line: Line, name: str) -> Example:
    place = f"{name}:{line.number}"
    try:
        row = json_object(line)
    except BadRowError as error:
        raise InputDataError(f"{place}: {error}", hint=_HINT) from error
    texts = []
    for key in _KEYS:
        text = row.get(key)
        if not isinstance(text, str) or not text.strip():
            found = f"a {key} that is no text" if key in row else f"no {key}"
            raise InputDataError(f"{place}: the row has {found}", hint=_HINT)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise InputDataError(f"{place}: the {key} holds half a character (a lone surrogate)", hint=_HINT)
        stop = next((stop for stop in STOPS if stop in f"\n{text}"), None)
        if stop is not None:
            raise InputDataError(f"{place}: a line of the {key} begins with {stop.strip()!r}, which would end an answer", hint=_HINT)
        texts.append(text.strip())
    return Example(*texts)
