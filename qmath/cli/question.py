"""Where the problem comes from: argument, file, editor, stdin; and what a shell may have done to it.

Here: reading and looking for damage. Not here: solving.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import shlex
import sys
from pathlib import Path

from qmath import settings
from qmath.cli.output import say
from qmath.errors import InputError
from qmath.schema import Problem
from qmath.text.damage import damage

_HOW = "write it in single quotes, or give it with `-` (stdin), --file or --edit"
_LOST_VARIABLE = re.compile(r"(?:^|[\s(=+])(?:\^|_\{?\w)|\$\s*[+*/=^]|\b(?:if|when|where|for)\s*[=<>]|[-+*/=]\s*(?:[+*/=]|$)")
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_problem(argument: str | None, file: str | None, *, is_edited: bool) -> Problem:
    """Return the problem: of the argument, of ``--file``, of the editor, or of stdin without an argument or with ``-``.

    Raises:
        InputError: there is none, there are two, it is empty, it is the name of a file, or a shell has damaged it.
    """
    given = [
        name for name, is_given in (("an argument", argument is not None), ("--file", file is not None), ("--edit", is_edited)) if is_given
    ]
    if len(given) > 1:
        raise InputError(f"the problem is given twice: {' and '.join(given)}", hint="give it once")
    if file is not None:
        problem = Problem(_decode(_read_file(file), file), source=f"{file}:1")
    elif is_edited:
        problem = Problem(_edit())
    elif argument is not None and argument != "-":
        _refuse_name_of_file(argument)
        problem = Problem(argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        _warn_of_lost_variables(argument)
    else:
        if argument is None and sys.stdin.isatty():
            raise InputError("there is no problem", hint='try: qmath solve "Solve for x: 4x + 5 = 6x + 7"')
        problem = Problem(_decode(sys.stdin.buffer.read(), "stdin"))
    return _checked(problem)


def _refuse_name_of_file(argument: str) -> None:
    """Refuse an argument that names a file that is there: its name is hardly the problem."""
    if not argument or any(char.isspace() for char in argument):
        return
    with contextlib.suppress(OSError, ValueError):  # a text that cannot be a name, being too long, say
        if Path(argument).is_file():
            raise InputError(f"{argument} is a file, not a problem", hint=f"qmath solve --file {shlex.quote(argument)}")


def _read_file(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}", hint="give the path of a text file") from error


def _decode(data: bytes, name: str) -> str:
    """Decode UTF-8 with or without BOM, UTF-16 with BOM, or GB18030."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name}: neither UTF-8, UTF-16 nor GB18030", hint="save it as UTF-8")


def _edit() -> str:
    import subprocess
    import tempfile

    with tempfile.NamedTemporaryFile("w+", suffix=".md", encoding="utf-8") as file:
        try:
            status = subprocess.run([*settings.editor(), file.name], check=False).returncode
        except OSError as error:
            raise InputError(f"the editor does not start: {error}", hint="set EDITOR, or use --file") from error
        if status != 0:
            raise InputError(f"the editor ended with status {status}; nothing was solved")
        return Path(file.name).read_text(encoding="utf-8")


def _checked(problem: Problem) -> Problem:
    text = problem.text.strip()
    if not text:
        raise InputError("the problem is empty", hint='try: qmath solve "Solve for x: 4x + 5 = 6x + 7"')
    if "\0" in text:
        raise InputError("the problem holds a NUL byte: it is not text", hint="give a text file")
    if found := damage(text):
        raise InputError(f"the problem {found}: a shell or a program took it", hint=_HOW)
    return Problem(text, problem.id, problem.source, problem.reference)


def _warn_of_lost_variables(text: str) -> None:
    r"""Warn where ``"$x^2$"`` in double quotes has become ``^2$``."""
    if ("$" in text and _LOST_VARIABLE.search(text)) or re.search(r"(?:^|\s)\^", text):
        say(f"qmath: warning: the shell may have replaced a $variable in the problem; {_HOW}")
