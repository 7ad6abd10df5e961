"""Bytes of a text file or a pipe into numbered lines, in flat memory.

Here: encodings (UTF-8 with and without BOM, UTF-16, GB18030), line ends, lines that are too long or not text. Not here: what a
line means (``problems.py``, ``programs.py``), reading ahead (``pipe.py``), files that are no text at all (``binary.py``).
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from qmath.errors import InputDataError
from qmath.jobs.binary import refuse_binary

MAX_LINE_BYTES: Final = 4 << 20
"""No line that states a problem or holds programs is longer; more is a file of another kind, or one without line ends."""

_IDLE_S: Final = 0.02
_BLOCK_BYTES: Final = 1 << 16
_SHOWN_BYTES: Final = 200
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF16: Final = frozenset({"utf-16-le", "utf-16-be"})
_NULS_OF_UTF16: Final = 0.4


class Stream(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most so many bytes, none at the end, None while there are none."""

    def fileno(self) -> int:
        """Return the number of the open file."""

    def close(self) -> None:
        """Close it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; ``number`` counts from 1. ``error`` says why it cannot be used; ``text`` is then its beginning."""

    number: int
    text: str
    error: str = ""

    @property
    def num_chars(self) -> int:
        """How much text it is."""
        return len(self.text)


class LineReader:
    """Lines of a stream, best an unbuffered one: its ``read`` gives what is there.

    ``name`` is how messages call it; ``num_bytes`` is how much of it the lines given out so far took. ``command`` reads the same
    from a pipe.
    """

    def __init__(self, stream: Stream, name: str, command: str = "") -> None:
        self._stream = stream
        self._name = name
        self._command = command
        self._encoding: str | None = None
        self._num_read = 0
        self.num_bytes = 0.0

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines.

        Raises:
            InputDataError: the file cannot be read on, or is no text.
        """
        number, tail, is_long = 0, b"", False
        for block in _with_newlines(self._blocks()):
            *whole, rest = (tail + block).split(b"\n")
            bytes_each = (self._num_read - self.num_bytes) / max(1, len(tail) + len(block))  # not 1 where they were decoded
            for data in whole:
                number += 1
                self.num_bytes += (len(data) + 1) * bytes_each
                yield self._line(number, data, is_long=is_long)
                is_long = False
            if len(rest) > MAX_LINE_BYTES:
                is_long, rest = True, rest[:_SHOWN_BYTES]
            elif is_long:
                rest = rest[:_SHOWN_BYTES]
            tail = rest
        self.num_bytes = self._num_read
        if tail:
            yield self._line(number + 1, tail, is_long=is_long)

    def look(self, first: bytes) -> None:
        """Look at the first bytes.

        Raises:
            InputDataError: this is no text.
        """
        is_utf16 = first.startswith(tuple(mark for mark, _ in _BOMS)) or _sniff(first) in _UTF16
        refuse_binary(first, self._name, self._command, may_have_zeros=is_utf16)

    def _blocks(self) -> Iterator[bytes]:
        """Yield the stream as UTF-8 or whatever else has newlines as single bytes; decides the encoding."""
        first = b""
        while len(first) < len(codecs.BOM_UTF8) + 1 and (more := self._read()):
            first += more
        self.look(first)
        decoder = None
        for mark, encoding in _BOMS:
            if first.startswith(mark):
                first, self._encoding = first[len(mark) :], encoding
                break
        else:
            self._encoding = _sniff(first)
        if self._encoding in _UTF16:
            decoder = codecs.getincrementaldecoder(self._encoding)("replace")
            self._encoding = "utf-8"
        block = first
        while block:
            yield decoder.decode(block).encode("utf-8", "replace") if decoder else block
            block = self._read()

    def _read(self) -> bytes:
        try:
            while (block := self._stream.read(_BLOCK_BYTES)) is None:
                time.sleep(_IDLE_S)  # a pipe that somebody made non-blocking
        except OSError as error:
            raise InputDataError(
                f"{self._name} cannot be read on: {error.strerror or error}", hint="run the same command again when it is back"
            ) from error
        self._num_read += len(block)
        return block

    def _line(self, number: int, data: bytes, *, is_long: bool) -> Line:
        data = data.removesuffix(b"\r")
        if is_long or len(data) > MAX_LINE_BYTES:
            return Line(number, data[:_SHOWN_BYTES].decode("utf-8", "replace"), f"the line is longer than {MAX_LINE_BYTES >> 20} MiB")
        if b"\0" in data:
            return Line(number, _shown(data), "the line holds a NUL byte: it is not text")
        try:
            return Line(number, self._decode(data))
        except UnicodeDecodeError as error:
            wanted = "GB18030" if self._encoding == "gb18030" else "UTF-8"
            place = f"byte 0x{data[error.start]:02x} in place {error.start + 1}"
            return Line(number, _shown(data), f"the line is not {wanted}: {place}; save the file as UTF-8")

    def _decode(self, data: bytes) -> str:
        """Decode a line; the first one that is not plain ASCII decides for the file."""
        if self._encoding is not None:
            return data.decode(self._encoding)
        if data.isascii():
            return data.decode("ascii")
        self._encoding = "utf-8" if _is("utf-8", data) or not _is("gb18030", data) else "gb18030"
        return data.decode(self._encoding)


def _with_newlines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the blocks; where the text begins with lines that end in CR alone, as old programs write them, each CR is an LF."""
    held = b""
    for block in blocks:
        text = held + block
        held = b""
        if b"\n" not in text and b"\r" in text:
            if text.find(b"\r") == len(text) - 1:  # the next byte tells
                held = b"\r"
                yield text[:-1]
                continue
            yield text.replace(b"\r", b"\n")
            yield from _without_returns(blocks, after_return=text.endswith(b"\r"))
            return
        yield text
        if b"\n" in text:
            yield from blocks
            return


def _without_returns(blocks: Iterator[bytes], *, after_return: bool) -> Iterator[bytes]:
    """Yield the blocks, each CR an LF, and so CR and LF together; ``after_return``: a CR stood before the first."""
    for block in blocks:
        text = block[1:] if after_return and block.startswith(b"\n") else block
        after_return = block.endswith(b"\r")
        yield text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _shown(data: bytes) -> str:
    return data[:_SHOWN_BYTES].decode("utf-8", "replace").replace("\0", "\ufffd")


def _is(encoding: str, data: bytes, *, is_whole: bool = True) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _sniff(block: bytes) -> str | None:
    """Return the encoding of a file by its first block; None where that is plain ASCII and a later line decides."""
    half = len(block) // 2
    if half and block[1::2].count(0) > _NULS_OF_UTF16 * half and not block[::2].count(0):
        return "utf-16-le"
    if half and block[::2].count(0) > _NULS_OF_UTF16 * half and not block[1::2].count(0):
        return "utf-16-be"
    whole, _, rest = block.rpartition(b"\n")
    strange = [line for line in (whole or rest).split(b"\n") if not line.isascii()]
    if not strange:
        return None
    # By most lines, so that one broken line does not turn a UTF-8 file into another language.
    num_utf8 = sum(_is("utf-8", line, is_whole=bool(whole)) for line in strange)
    num_gb18030 = sum(_is("gb18030", line, is_whole=bool(whole)) for line in strange)
    return "gb18030" if 2 * num_utf8 < len(strange) and num_gb18030 > num_utf8 else "utf-8"
