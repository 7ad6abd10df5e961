"""Files that are no text at all, told by their first bytes: compressed ones, and others that hold bytes no text has.

Here: recognising them, and the way out. Not here: text with a broken line or two (``textfile.py``).
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Final

from qmath.errors import InputDataError

LOOK_BYTES: Final = 1 << 13
"""As many first bytes tell."""
_MIN_STRANGE: Final = 4
_MIN_SHARE: Final = 0.05
_STRANGE: Final = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})
"""Control characters that no text has; of random bytes they are a tenth."""


@dataclass(frozen=True)
class _Kind:
    """A kind of file: how it begins, what it is called, and the program that writes its text to stdout, if there is one."""

    beginning: re.Pattern[bytes]
    name: str
    program: str = ""


_KINDS: Final = (
    _Kind(re.compile(rb"\x1f\x8b\x08"), "compressed (gzip)", "zcat"),
    _Kind(re.compile(rb"\xfd7zX"), "compressed (xz)", "xzcat"),
    _Kind(re.compile(rb"BZh[1-9](1AY&SY|\x17\x72\x45\x38\x50\x90)"), "compressed (bzip2)", "bzcat"),
    _Kind(re.compile(rb"\x28\xb5\x2f\xfd"), "compressed (Zstandard)", "zstdcat"),
    _Kind(re.compile(rb"PK\x03\x04"), "a zip archive, as tables of Excel are too"),
    _Kind(re.compile(rb"%PDF-"), "a PDF"),
)


def refuse_binary(first: bytes, name: str, command: str = "", *, may_have_zeros: bool = False) -> None:
    """Look at the first bytes of what should be text; ``name`` is how messages call it, ``command`` reads the same from a pipe.

    ``may_have_zeros``: it seems to be UTF-16.

    Raises:
        InputDataError: it is none.
    """
    for kind in _KINDS:
        if kind.beginning.match(first):
            raise InputDataError(f"{name} is {kind.name}, not text", hint=_way_out(kind, name, command))
    if not may_have_zeros and _is_binary(first[:LOOK_BYTES]):
        raise InputDataError(f"{name} is a binary file, not text", hint="give JSON Lines, CSV, TSV or plain text, best in UTF-8")


def _way_out(kind: _Kind, name: str, command: str) -> str:
    if not kind.program:
        return "save what it holds as text: JSON Lines, CSV"
    unpacking = kind.program if name == "stdin" else f"{kind.program} {shlex.quote(name)}"
    return f"unpack it: {unpacking} | {command}" if command else f"unpack it: {unpacking}"


def _is_binary(block: bytes) -> bool:
    """Tell whether bytes are no text; a stray zero in a row is that row's mistake, and JSON is always rows."""
    num_strange = len(block) - len(block.translate(None, _STRANGE))
    is_json = block.lstrip().startswith(b"{")
    return b"\0" in block and not is_json and num_strange >= _MIN_STRANGE and num_strange > _MIN_SHARE * len(block)
