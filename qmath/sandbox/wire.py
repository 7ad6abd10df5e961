"""What qmath and a program's process agree on: descriptors, numbers, and the one message that comes back.

Here: the constants of both sides, packing of the message (in the guest) and strict unpacking (in qmath). Not here: what its
fields come to mean for the model (``result.py``). The sender is untrusted: the unpacked text is text, never code, JSON or a
pickle. Only the standard library, since the guest's process loads this file without the rest of qmath.

Junk on the result channel is never a result. It makes that one program ``denied``, its session is thrown away, and the run goes on:
only the program itself can have written there (the descriptors of one process are no other's), so it is the program that did what is
denied, which is a value by section 5 of the house plan; an exception would let one program of one rollout end all the others. Junk from
the helper itself, which no program can reach, is the sandbox's own failure: the helper is replaced, and ``SandboxError`` is raised
when that does not help.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

STDOUT, STDERR, SOURCE, CONTROL, RESULT, FIGURES = 1, 2, 3, 4, 5, 6
"""The descriptors of a program's process; 0 is /dev/null. There are no others, and the last only where figures are wanted."""

SETUP_FAILED = 121
"""Exit code of a child whose walls could not be put up."""

GRACE_S = 0.5
"""Between the soft limit, which a program can tell of, and SIGKILL."""

THREADS_MAX = 256
"""A program with more threads is stopped: memory would bound them too, but the numbers of processes are the whole machine's."""

OUTPUT_FILE_BYTES = 8 << 20
"""A program that writes more than this to one of its streams is stopped."""

MESSAGE_MAX = 1 << 16
"""Bytes of one message between qmath and its helper; the socket keeps messages apart."""

READY = b"R"
"""The byte sent once the walls stand, before the program starts."""

NONCE_BYTES = 16
FIELD_MAX = 12_000
"""Characters of one field; longer ones lose their middle."""

FRAME_MAX = 1 << 18
"""Bytes; anything longer is junk."""

FIGURE_SIZE = struct.Struct(">I")
"""What precedes a figure: its length."""

FIGURE_MAX = 4 << 20
"""Bytes of a figure; all of a program's together are bounded as its output is."""

_HEADER = struct.Struct(">BQIII")
BLOCK = struct.Struct(">I?")
"""What precedes a block's nonce in the control pipe: the length of its source, and whether its names are kept for another."""

_NO_VALUE = 0xFFFFFFFF


class Verdict(IntEnum):
    """How a block ended, as the guest saw it."""

    OK = 0
    ERROR = 1
    TIMEOUT = 2
    MEMORY = 3
    DENIED = 4


@dataclass(frozen=True)
class Report:
    """What the guest says of a block.

    ``value`` is the repr of a last expression, ``error`` the traceback through the program's own lines, ``line`` its last
    line, ``peak_bytes`` the most memory its process has had (shared pages included; 0 where that is not known).
    """

    verdict: Verdict
    value: str | None = None
    error: str = ""
    line: str = ""
    peak_bytes: int = 0


def cut(text: str, most: int = FIELD_MAX) -> str:
    """Return the text, its middle replaced by ``...`` if it is longer than ``most`` characters."""
    if len(text) <= most:
        return text
    half = (most - 3) // 2
    return text[:half] + "..." + text[-half:]


def pack(nonce: bytes, report: Report) -> bytes:
    """Return the frame of a report."""
    value = b"" if report.value is None else _encode(report.value)
    error, line = _encode(report.error), _encode(report.line)
    size = _NO_VALUE if report.value is None else len(value)
    return nonce + _HEADER.pack(report.verdict, report.peak_bytes, size, len(error), len(line)) + value + error + line


def _encode(text: str) -> bytes:
    return cut(text).encode("utf-8", "backslashreplace")


def unpack(nonce: bytes, data: bytes) -> Report | None:
    """Return the report in ``data``, or None if this is not exactly one frame with this nonce."""
    start = NONCE_BYTES + _HEADER.size
    if len(data) < start or len(data) > FRAME_MAX or data[:NONCE_BYTES] != nonce:
        return None
    verdict, peak_bytes, value_size, error_size, line_size = _HEADER.unpack_from(data, NONCE_BYTES)
    has_value = value_size != _NO_VALUE
    value_end = start + (value_size if has_value else 0)
    error_end = value_end + error_size
    if verdict not in set(Verdict) or error_end + line_size != len(data):
        return None
    value, error, line = (
        part.decode("utf-8", "backslashreplace") for part in (data[start:value_end], data[value_end:error_end], data[error_end:])
    )
    return Report(Verdict(verdict), value if has_value else None, error, line, peak_bytes)
