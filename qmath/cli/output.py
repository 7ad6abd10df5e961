"""The only sink: everything that reaches stdout or stderr passes here.

Here: writing, closing, JSON text, stripping control sequences. Not here: what becomes of events (``views.py``,
``render.py``). Imports stay light: every command loads this.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from typing import Any, ClassVar, Final, TextIO

from qmath.cli.columns import columns, wrap
from qmath.errors import InputError
from qmath.text.json_line import json_line

_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # OSC and other strings
    r"|\x1b.?"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|[\u202a-\u202e\u2066-\u2069\u200e\u200f]",  # direction overrides
    re.DOTALL,
)
_NAME: Final = "qmath: "
_MARGIN: Final = " " * len(_NAME)


def open_streams() -> None:
    """Put the null device where stdin, stdout or stderr are closed (``>&-``), lest the next file opened takes their place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    sys.stdin, sys.stdout, sys.stderr = (
        stream or os.fdopen(number, mode, encoding="utf-8")
        for number, (stream, mode) in enumerate(((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w")))
    )


class OutputClosedError(Exception):
    """Whoever reads our stdout has gone (``| head -1``)."""


def say(line: str) -> None:
    """Write a line for the person: status, warnings, errors. Goes to stderr; one that is closed or full is no failure.

    Names of files and words of servers stand in such lines, so they are cleaned as a model's text is.
    """
    try:
        sys.stderr.write(f"{_in_lines(clean(line)) if sys.stderr.isatty() else clean(line)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _swallow(sys.stderr)


def _in_lines(line: str) -> str:
    """Return a sentence or a hint in lines as wide as the window, indented alike; other texts as they are."""
    if not line.startswith((_NAME, _MARGIN)) or "\n" in line:
        return line
    return "\n".join(wrap(line[len(_NAME) :], columns(), line[: len(_NAME)], _MARGIN))


def clean(text: str) -> str:
    """Remove control sequences and direction overrides from text that a model or a program wrote."""
    return _CONTROL.sub("", text)


def swallow_stdout() -> None:
    """Send what Python still wants to flush at exit nowhere."""
    _swallow(sys.stdout)


def _swallow(stream: TextIO) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


class Sink:
    """A place for the product: stdout, or the file of ``--output``. ``has_written`` tells whether any of them took something."""

    has_written: ClassVar[bool] = False

    def __init__(self, path: str | None = None) -> None:
        try:
            self._stream: TextIO = sys.stdout if path in (None, "-") else Path(str(path)).open("w", encoding="utf-8")  # noqa: SIM115 - closed by close
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or error}", hint="choose another file for --output") from error

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it."""
        return self._stream.isatty()

    @property
    def stream(self) -> TextIO:
        """The stream, for the terminal's layout."""
        return self._stream

    def write(self, text: str) -> None:
        """Write text as it is and flush it.

        Raises:
            OutputClosedError: nobody reads any more.
            OSError: the disk is full, say.
        """
        Sink.has_written = True
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def close(self) -> None:
        """Close a file that was opened here; what could not be written into it was reported then."""
        if self._stream is not sys.stdout:
            with contextlib.suppress(OSError):
                self._stream.close()


def dump(document: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a document as one line of JSON that any reader can decode: lone surrogates and line ends are escaped."""
    return json_line(document)
