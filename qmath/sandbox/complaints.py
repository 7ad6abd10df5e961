"""What is said about an exception that ended a program: its last line, the traceback, the kind.

Here: formatting, inside the program's process. Not here: how the model's text is put together (``result.py``). Only the
standard library and sibling files.
"""

from __future__ import annotations

import errno
import functools
import importlib.util
import sys
import traceback
from types import TracebackType

from qmath.sandbox.wire import Verdict, cut

MESSAGE_MAX = 2_000
"""Characters of an exception's message that are kept."""

_LIBRARIES = ("mpmath", "numpy", "sympy", "scipy", "networkx", "gmpy2")  # those that models of mathematics import
_INT_LIMIT = "integer string conversion"
_FRAMES_FIRST, _FRAMES_LAST, _LINE_MAX = 2, 5, 200


def verdict(exc: BaseException) -> Verdict:
    """Return the kind of an exception: out of memory, refused by a wall, or an ordinary error."""
    if isinstance(exc, MemoryError) or (isinstance(exc, OSError) and exc.errno == errno.ENOMEM):
        return Verdict.MEMORY
    return Verdict.DENIED if isinstance(exc, PermissionError) else Verdict.ERROR


def last_line(exc: BaseException, filename: str) -> str:
    """Return the last line of the traceback, made useful where the plain one would not be."""
    line = _plain_last_line(exc)
    lines = [lineno for lineno, _ in _own_frames(exc.__traceback__, filename)]
    where = f" (line {lines[-1]})" if lines else ""
    if isinstance(exc, MemoryError):
        return (line if ":" in line else f"{line}: the memory limit was reached") + where
    if isinstance(exc, RecursionError) or (isinstance(exc, ValueError) and _INT_LIMIT in str(line)):
        return line + where
    if isinstance(exc, ModuleNotFoundError):
        return f"{line}; {what_is_there()}"
    return line


@functools.cache
def what_is_there() -> str:
    """Return the sentence about the libraries of this machine that a program can import.

    The helper asks once while files can still be named; its children inherit the answer.
    """
    found = [name for name in _LIBRARIES if name in sys.modules or _can_be_found(name)]
    if not found:
        return "the standard library can be used"
    return f"the standard library, {', '.join(found[:-1])}{' and ' if found[1:] else ''}{found[-1]} can be used"


def _can_be_found(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except Exception:  # noqa: BLE001 - whatever the program has done to the import system
        return False


def traceback_of(exc: BaseException, filename: str, line: str) -> str:
    """Return the frames of the program's own lines with their source, and ``line``; no library frames, no paths."""
    source = _source(filename)
    frames = _own_frames(exc.__traceback__, filename)
    if isinstance(exc, SyntaxError) and exc.filename == filename and exc.lineno:
        frames.append((exc.lineno, "<module>"))
    shown = [_show(lineno, name, source) for lineno, name in frames]
    left_out = len(shown) - _FRAMES_FIRST - _FRAMES_LAST
    if left_out > 0:
        shown[_FRAMES_FIRST:-_FRAMES_LAST] = [f"  ... {left_out} more\n"]
    return "".join(shown) + line


def _plain_last_line(exc: BaseException) -> str:
    """Return the last line that Python prints; a group's is its frame's border, so its message stands in."""
    kind = type(exc)
    name = kind.__qualname__ if kind.__module__ in {"builtins", "__main__"} else f"{kind.__module__}.{kind.__qualname__}"
    try:
        message = str(exc)
    except Exception:  # noqa: BLE001 - the program's own __str__
        message = "<exception str() failed>"
    if len(message) <= MESSAGE_MAX and not isinstance(exc, BaseExceptionGroup):
        text = "".join(traceback.format_exception_only(kind, exc))
    else:
        text = f"{name}: {cut(message, MESSAGE_MAX)}"
    lines = [line for line in text.splitlines() if line.strip()]
    return cut(lines[-1] if lines else name, MESSAGE_MAX)


def _own_frames(trace: TracebackType | None, filename: str) -> list[tuple[int, str]]:
    frames = []
    own = filename.partition(" ")[0].rstrip(">")
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(own):
            frames.append((trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return frames


def _source(filename: str) -> list[str]:
    import linecache

    entry = linecache.cache.get(filename)
    return list(entry[2]) if entry is not None and len(entry) > 2 else []  # noqa: PLR2004 - (size, time, lines, name)


def _show(lineno: int, name: str, source: list[str]) -> str:
    where = "" if name == "<module>" else f", in {name}"
    text = source[lineno - 1].strip()[:_LINE_MAX] if 0 < lineno <= len(source) else ""
    return f"  line {lineno}{where}\n" + (f"    {text}\n" if text else "")
