"""Figures that programs show: taken from a program's process as bytes, checked, and written by qmath under names of its own.

Here: the outside. Not here: drawing (``canvas.py``, in the program's process). What arrives is whatever the program wrote to the
descriptor, so nothing of it is believed: it is cut into frames, each must be a whole PNG of a sane size (read chunk by chunk, checksums
and pixels included), and only the chunks that make the picture are written, so that nothing else can travel in the file. The program has
no say in the name, and no file that exists is touched. Linux only.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from qmath.errors import InputError, OutputError
from qmath.sandbox.wire import FIGURE_MAX, FIGURE_SIZE

FIGURES_MAX = 16
"""Figures of one program; more are left out."""

TOTAL_MAX = 1_000
"""Figures of one run."""

_SIDE_MAX, _PIXEL_BYTES_MAX = 8_192, 64 << 20  # unpacked by qmath itself, while rollouts wait
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_PICTURE = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")


@dataclass
class Folder:
    """Where figures are saved: ``figure-1.png`` and so on, whatever number is free. ``saved`` are the names so far."""

    path: Path
    saved: list[str] = field(default_factory=list)
    _last: int = 0

    def __post_init__(self) -> None:
        """Make the folder.

        Raises:
            InputError: it cannot be made or written to.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror or error}", hint="choose another folder for --artifacts") from error
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise InputError(f"{self.path} cannot be written to", hint="choose another folder for --artifacts")

    def save(self, data: bytes) -> tuple[str, ...]:
        """Save the figures in what a program wrote to its descriptor; return their names.

        Raises:
            OutputError: a file cannot be written.
        """
        figures = [figure for frame in frames(data) if (figure := checked(frame)) is not None]
        return tuple(self._write(figure) for figure in figures[: min(FIGURES_MAX, TOTAL_MAX - len(self.saved))])

    def _write(self, figure: bytes) -> str:
        while True:
            self._last += 1
            name = f"figure-{self._last}.png"
            try:
                descriptor = os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
            except FileExistsError:
                continue
            except OSError as error:
                raise self._refusal(name, error) from error
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(figure)
            except OSError as error:
                (self.path / name).unlink(missing_ok=True)  # half a figure is none
                raise self._refusal(name, error) from error
            self.saved.append(name)
            return name

    def _refusal(self, name: str, error: OSError) -> OutputError:
        return OutputError(f"{self.path / name}: {error.strerror or error}", hint="make room, or choose another folder for --artifacts")


def frames(data: bytes) -> list[bytes]:
    """Return the frames in the bytes a program wrote, up to the first that is none."""
    found: list[bytes] = []
    at = 0
    while len(data) - at >= FIGURE_SIZE.size and len(found) < FIGURES_MAX:
        (size,) = FIGURE_SIZE.unpack_from(data, at)
        at += FIGURE_SIZE.size
        if not 0 < size <= min(FIGURE_MAX, len(data) - at):
            break
        found.append(data[at : at + size])
        at += size
    return found


def checked(data: bytes) -> bytes | None:
    """Return the picture in a PNG, without anything else that the file may hold; None if it is not one whole sane PNG."""
    chunks = _chunks(data)
    kinds = [kind for kind, _ in chunks]
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or kinds.count(b"IHDR") != 1 or kinds.count(b"IEND") != 1:
        return None
    header = chunks[0][1]
    if len(header) != _HEADER.size or chunks[-1][1]:
        return None
    width, height, depth, colour, compression, filtering, interlaced = _HEADER.unpack(header)
    channels = _CHANNELS.get(colour)
    if not (0 < width <= _SIDE_MAX and 0 < height <= _SIDE_MAX) or channels is None or depth not in {1, 2, 4, 8, 16}:
        return None
    if compression or filtering or interlaced or (colour == 3) != (b"PLTE" in kinds):  # noqa: PLR2004 - a palette, in PNG's numbers
        return None
    row_bytes = 1 + (width * depth * channels + 7) // 8
    if height * row_bytes > _PIXEL_BYTES_MAX or not _has_pixels(b"".join(b for kind, b in chunks if kind == b"IDAT"), height, row_bytes):
        return None
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks if kind in _PICTURE)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG; nothing if it has a flaw anywhere, a byte too many included."""
    if not data.startswith(_SIGNATURE):
        return []
    found: list[tuple[bytes, bytes]] = []
    at = len(_SIGNATURE)
    while at < len(data):
        if len(data) - at < 12:  # noqa: PLR2004 - length, kind, checksum
            return []
        size = int.from_bytes(data[at : at + 4])
        kind, body, checksum = data[at + 4 : at + 8], data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if len(checksum) != 4 or zlib.crc32(kind + body) != int.from_bytes(checksum):  # noqa: PLR2004 - bytes of a checksum
            return []
        found.append((kind, body))
        at += 12 + size
    return found


def _has_pixels(packed: bytes, rows: int, row_bytes: int) -> bool:
    """Tell whether the packed pixels unpack to exactly so many rows, each with a filter that exists; a row at a time."""
    unpacker = zlib.decompressobj()
    left, rest = rows * row_bytes, packed
    phase = 0
    while not unpacker.eof:
        try:
            part = unpacker.decompress(rest, 1 << 20)
        except zlib.error:
            return False
        rest = unpacker.unconsumed_tail
        if len(part) > left or (not part and not rest and not unpacker.eof):
            return False
        if any(filter_ > 4 for filter_ in part[-phase % row_bytes :: row_bytes]):  # noqa: PLR2004 - PNG knows filters 0 to 4
            return False
        phase = (phase + len(part)) % row_bytes
        left -= len(part)
    return left == 0 and not unpacker.unused_data


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)
