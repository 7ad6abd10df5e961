"""The bytes of one GGUF file: key-value pairs and tensor table, read without trusting a single count in them.

Here: the container, versions 2 and 3, little-endian. Not here: what a model must hold (``gguf.py``) and reading weights.

llama.cpp trusts headers in places where a wrong byte ends the process, so everything it would trust is checked here first.
Source: ggml-org/llama.cpp, docs and ggml/src/gguf.cpp, as shipped in llama-cpp-python 0.3.36.
"""

from __future__ import annotations

import mmap
import stat
import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from qmath.engine.gguf_types import FORMATS, TENSOR_TYPES, TensorType, ValueType
from qmath.errors import ModelFileError

Scalar = int | float | bool | str

MAX_HEADER_BYTES: Final = 128 << 20
"""Bytes read at most; a vocabulary of 152,064 tokens with its merges takes about 6 MB."""
MAX_KEYS: Final = 4096
MAX_TENSORS: Final = 65_536
MAX_ARRAY_LENGTH: Final = 1 << 24
MAX_STRING_BYTES: Final = 4 << 20
MAX_NAME_BYTES: Final = 63
"""llama.cpp keeps tensor names in 64 bytes, the last one zero."""
ALIGNMENT: Final = 32
"""Where tensors begin: any other value in a file breaks an assertion of llama.cpp when the file is mapped."""

AGAIN: Final = "Copy or download the file again."

_U32: Final = FORMATS[ValueType.UINT32]
_U64: Final = FORMATS[ValueType.UINT64]
_read_length = _U64.unpack_from


@dataclass(frozen=True)
class TensorInfo:
    """One tensor: ``shape`` with the row length first, ``offset`` in bytes from the beginning of ``path``."""

    name: str
    shape: tuple[int, ...]
    type_name: str
    offset: int
    num_bytes: int
    path: Path


@dataclass(frozen=True)
class GgufTable:
    """What the header of one file says.

    Attributes:
        metadata: every value that is not an array.
        types: the type of every value; ARRAY for arrays.
        lengths: number of elements of every array.
        strings: the arrays of strings that were asked for, undecoded.
        integers: the arrays of 32-bit integers that were asked for.
    """

    path: Path
    size_bytes: int
    metadata: Mapping[str, Scalar]
    types: Mapping[str, ValueType]
    lengths: Mapping[str, int]
    strings: Mapping[str, list[bytes]]
    integers: Mapping[str, array[int]]
    tensors: tuple[TensorInfo, ...]


def read_table(path: Path, keep: frozenset[str] = frozenset()) -> GgufTable:
    """Read the header of a GGUF file; arrays named in ``keep`` come back with their elements.

    Raises:
        ModelFileError: the file is missing, empty, cut, or not a GGUF file that llama.cpp can read safely.
    """
    size_bytes, buffer = _map(path)
    with buffer:
        return _Reader(path, size_bytes, buffer, keep).table()


def _map(path: Path) -> tuple[int, mmap.mmap]:
    """Return the size of a file and its front."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ModelFileError(f"{path} is not a file.", hint="Name a model file that ends in .gguf.")
        if status.st_size == 0:
            raise ModelFileError(f"{path} is empty.", hint=AGAIN)
        with path.open("rb") as file:
            return status.st_size, mmap.mmap(file.fileno(), min(status.st_size, MAX_HEADER_BYTES), access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise ModelFileError(f"{path} does not exist.", hint="Check the path.") from None
    except (OSError, ValueError) as error:  # no permission, a zero byte in the path, a file system without mapping
        raise ModelFileError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.", hint="Check the file and its rights."
        ) from error


def printable(raw: bytes | str) -> str:
    """Return text from a file in a form that is safe in a message."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return ascii(text if len(text) <= MAX_NAME_BYTES else text[:60] + "...")


class _Reader:
    """Walks over one header, front to back."""

    def __init__(self, path: Path, size_bytes: int, buffer: mmap.mmap, keep: frozenset[str]) -> None:
        self._path = path
        self._size = size_bytes
        self._buffer = buffer
        self._end = len(buffer)
        self._keep = keep
        self._position = 0
        self._metadata: dict[str, Scalar] = {}
        self._types: dict[str, ValueType] = {}
        self._lengths: dict[str, int] = {}
        self._strings: dict[str, list[bytes]] = {}
        self._integers: dict[str, array[int]] = {}

    def table(self) -> GgufTable:
        if self._buffer[:4] != b"GGUF":
            self._fail(f"is not a GGUF file: it begins with the bytes {self._buffer[:4].hex(' ')}", "qmath reads models in GGUF files.")
        self._position = 4
        version = self._number(_U32)
        if version not in {2, 3}:
            self._fail(f"has GGUF version {version}; versions 2 and 3, little-endian, can be read")
        num_tensors = self._count("tensors", MAX_TENSORS)
        num_keys = self._count("keys", MAX_KEYS)
        for _ in range(num_keys):
            self._pair()
        alignment = self._metadata.get("general.alignment", ALIGNMENT)
        if alignment != ALIGNMENT:
            self._fail(f"aligns its tensors to {printable(str(alignment))} bytes; only {ALIGNMENT} can be read")
        tensors = self._tensors(num_tensors)
        return GgufTable(
            path=self._path,
            size_bytes=self._size,
            metadata=self._metadata,
            types=self._types,
            lengths=self._lengths,
            strings=self._strings,
            integers=self._integers,
            tensors=tensors,
        )

    def _fail(self, what: str, hint: str = AGAIN) -> NoReturn:
        raise ModelFileError(f"{self._path} {what}.", hint=hint)

    def _need(self, num_bytes: int) -> int:
        """Return the position and step over ``num_bytes``."""
        start = self._position
        if num_bytes > self._end - start:
            if self._end < self._size:
                self._fail(f"has a header of more than {MAX_HEADER_BYTES >> 20} MiB")
            self._fail(f"is cut off inside its header, after {self._size} bytes")
        self._position = start + num_bytes
        return start

    def _number(self, form: struct.Struct) -> int:
        value: int = form.unpack_from(self._buffer, self._need(form.size))[0]
        return value

    def _count(self, what: str, most: int) -> int:
        count = self._number(_U64)
        if count > most:
            self._fail(f"claims {count} {what}; at most {most} are possible")
        return count

    def _bytes(self, what: str, most: int) -> bytes:
        length = self._number(_U64)
        if length > most:
            self._fail(f"claims a {what} of {length} bytes; at most {most} are possible")
        start = self._need(length)
        return self._buffer[start : start + length]

    def _name(self, what: str, most: int) -> str:
        raw = self._bytes(what, most)
        # A zero byte would end the name early in llama.cpp and let it read another key than the one checked here.
        if not raw or not raw.isascii() or not (name := raw.decode()).isprintable():
            self._fail(f"has a {what} that is not a name: {printable(raw)}")
        return name

    def _pair(self) -> None:
        key = self._name("key", MAX_STRING_BYTES)
        if key in self._types:
            self._fail(f"has the key {printable(key)} twice")
        kind = self._kind(key)
        self._types[key] = kind
        if kind is ValueType.ARRAY:
            self._array(key)
        elif kind is ValueType.STRING:
            self._metadata[key] = self._bytes(f"value of {key}", MAX_STRING_BYTES).decode("utf-8", "replace")
        else:
            self._metadata[key] = self._number(FORMATS[kind])

    def _kind(self, key: str) -> ValueType:
        number = self._number(_U32)
        try:
            return ValueType(number)
        except ValueError:
            self._fail(f"has a value of unknown type {number} under {printable(key)}")

    def _array(self, key: str) -> None:
        kind = self._kind(key)
        length = self._count(f"elements under {printable(key)}", MAX_ARRAY_LENGTH)
        self._lengths[key] = length
        if kind is ValueType.ARRAY:
            self._fail(f"has an array of arrays under {printable(key)}")
        elif kind is ValueType.STRING:
            strings = self._string_array(length, is_kept=key in self._keep)
            if strings is not None:
                self._strings[key] = strings
        else:
            num_bytes = length * FORMATS[kind].size
            start = self._need(num_bytes)
            if key in self._keep and kind is ValueType.INT32:
                self._integers[key] = array("i", self._buffer[start : start + num_bytes])

    def _string_array(self, length: int, *, is_kept: bool) -> list[bytes] | None:
        """Step over strings; the two loops are all the time this module takes for a big vocabulary."""
        strings = None
        buffer, position = self._buffer, self._position
        try:
            if is_kept:
                strings = [buffer[position + 8 : (position := position + 8 + _read_length(buffer, position)[0])] for _ in range(length)]
            else:
                for _ in range(length):
                    position += 8 + _read_length(buffer, position)[0]
        except (struct.error, OverflowError):
            position = self._end + 1
        self._need(position - self._position)
        return strings

    def _tensors(self, count: int) -> tuple[TensorInfo, ...]:
        rows = [self._tensor() for _ in range(count)]
        names = {name for name, _, _, _ in rows}
        if len(names) != len(rows):
            self._fail("names a tensor twice")
        # Tensors follow one another without gaps, in the order of the table.
        start = self._position + -self._position % ALIGNMENT
        expected = 0
        tensors = []
        for name, shape, kind, offset in rows:
            num_bytes = shape[0] // kind.block * kind.num_bytes
            for extent in shape[1:]:
                num_bytes *= extent
            if offset != expected:
                self._fail(f"puts the tensor {name} at {offset} instead of {expected}")
            if start + offset + num_bytes > self._size:
                self._fail(f"is cut off: {name} ends at byte {start + offset + num_bytes}, the file at {self._size}")
            tensors.append(TensorInfo(name, shape, kind.name, start + offset, num_bytes, self._path))
            expected += num_bytes + -num_bytes % ALIGNMENT
        return tuple(tensors)

    def _tensor(self) -> tuple[str, tuple[int, ...], TensorType, int]:
        name = self._name("tensor name", MAX_NAME_BYTES)
        num_dims = self._number(_U32)
        if not 1 <= num_dims <= 4:  # noqa: PLR2004 - GGML_MAX_DIMS
            self._fail(f"gives the tensor {name} {num_dims} dimensions")
        shape = tuple(self._number(_U64) for _ in range(num_dims))
        number = self._number(_U32)
        kind = TENSOR_TYPES.get(number)
        if kind is None:
            self._fail(f"stores the tensor {name} in a format (number {number}) that qmath does not know")
        if not all(1 <= extent < 1 << 40 for extent in shape) or shape[0] % kind.block:
            self._fail(f"gives the tensor {name} the impossible shape {list(shape)} for {kind.name}")
        return name, shape, kind, self._number(_U64)
