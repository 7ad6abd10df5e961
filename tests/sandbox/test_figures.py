"""Claims about figures as qmath takes them from a program: only whole PNGs, only the picture, only under names of its own.

That programs draw is not covered where matplotlib is not installed.
"""

import importlib.util
import os
import resource
import signal
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.errors import InputError, OutputError, UsageError
from qmath.sandbox.figures import FIGURES_MAX, Folder, checked, frames
from qmath.sandbox.pool import SandboxPool
from qmath.sandbox.wire import FIGURE_MAX, FIGURE_SIZE
from qmath.schema import Limits

HAS_MATPLOTLIB = importlib.util.find_spec("matplotlib") is not None


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width: int = 2, height: int = 2, *, pixels: bytes | None = None, extra: bytes = b"", colour: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    data = b"".join(b"\0" + b"\x80" * (3 * width) for _ in range(height)) if pixels is None else pixels
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")


def _frame(data: bytes) -> bytes:
    return FIGURE_SIZE.pack(len(data)) + data


def test_a_picture_passes_unchanged_and_what_travels_with_it_is_left_out() -> None:
    assert checked(_png()) == _png()
    passenger = _chunk(b"tEXt", b"Comment\0<script>") + _chunk(b"zzZz", b"anything")
    assert checked(_png(extra=passenger)) == _png()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        _png()[:-1],
        _png() + b"<?php ?>",
        b"#!/bin/sh\n" + _png(),
        _png(width=0, pixels=b""),
        _png(width=9000, height=1),
        _png(height=1 << 31, pixels=b""),
        _png(width=8192, height=8192, pixels=b"\0" * 1000),
        _png(pixels=b"\0" * 13),
        _png(pixels=b"\0" * 15),
        _png(pixels=b"\x05" + b"\0" * 6 + b"\0" * 7),
        _png(pixels=b"\0" * 7 + b"\x09" + b"\0" * 6),
        _png(colour=3),
        _png(colour=7),
        _png(extra=_chunk(b"IHDR", b"\0" * 13)),
        _png().replace(b"IEND", b"IEnd"),
        _png()[:40] + bytes([_png()[40] ^ 1]) + _png()[41:],
    ],
)
def test_whatever_is_not_one_whole_sane_picture_is_refused(data: bytes) -> None:
    assert checked(data) is None


def test_pixels_that_unpack_to_gigabytes_are_refused_after_the_first() -> None:
    unpacker = zlib.compressobj(9)
    bomb = b"".join(unpacker.compress(b"\0" * (1 << 20)) for _ in range(64)) + unpacker.flush()
    header = struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", bomb) + _chunk(b"IEND", b"")
    assert checked(data) is None


@given(st.binary(max_size=300), st.integers(0, 80), st.integers(0, 255))
def test_no_bytes_break_the_check(junk: bytes, at: int, value: int) -> None:
    good = _png()
    assert checked(junk) is None
    changed = good[:at] + bytes([value]) + good[at + 1 :]
    assert checked(changed) in {None, good}
    assert all(0 < len(frame) <= FIGURE_MAX for frame in frames(junk))


def test_frames_end_at_the_first_that_is_none_and_are_not_many() -> None:
    assert frames(_frame(b"a") + _frame(b"bc")) == [b"a", b"bc"]
    assert frames(_frame(b"a") + b"\xff\xff\xff\xffbc") == [b"a"]
    assert frames(_frame(b"a") + b"\0\0\0\0" + _frame(b"b")) == [b"a"]
    assert frames(_frame(b"a") + FIGURE_SIZE.pack(5) + b"bc") == [b"a"]
    assert len(frames(_frame(b"a") * 100)) == FIGURES_MAX


def test_files_get_numbers_that_are_free_and_nothing_is_overwritten_or_followed(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "figures"
    target = tmp_path / "target"
    saved = Folder(folder)
    (folder / "figure-1.png").write_bytes(b"mine")
    (folder / "figure-2.png").symlink_to(target)
    assert saved.save(_frame(_png()) + _frame(b"junk") + _frame(_png())) == ("figure-3.png", "figure-4.png")
    assert (folder / "figure-1.png").read_bytes() == b"mine"
    assert not target.exists()
    assert (folder / "figure-4.png").read_bytes() == _png()
    assert (folder / "figure-4.png").stat().st_mode & 0o111 == 0


def test_a_folder_that_cannot_be_made_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "ascii")
    with pytest.raises(InputError, match="file"):
        Folder(tmp_path / "file" / "figures")


def test_a_figure_that_finds_no_room_is_an_error_with_its_name_and_leaves_no_half_of_itself(tmp_path: Path) -> None:
    saved = Folder(tmp_path)
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OutputError, match=r"figure-1\.png"):
            saved.save(_frame(_png()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(HAS_MATPLOTLIB, reason="matplotlib is installed")
def test_without_matplotlib_figures_are_refused_with_the_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="matplotlib") as caught:
        SandboxPool(artifacts=Folder(tmp_path))
    assert "pip install matplotlib" in caught.value.hint


@pytest.mark.skipif(not HAS_MATPLOTLIB, reason="matplotlib is not installed")
def test_what_a_program_shows_or_saves_is_in_the_folder_and_forged_figures_are_not(tmp_path: Path) -> None:
    with SandboxPool(artifacts=Folder(tmp_path)) as pool:
        drawn = pool.run(
            "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2], label='$x$')\nax.legend()\nplt.show()\n"
            "plt.plot([3])\nplt.savefig('/etc/passwd')\nplt.close()\nprint(7)",
            Limits(cpu_s=30, wall_s=90),
        )
        assert drawn.text == "7"
        assert drawn.artifacts == ("figure-1.png", "figure-2.png")
        elsewhere = pool.run(
            "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nplt.switch_backend('TkAgg')\nplt.plot([1])\n"
            "plt.savefig('plot.pdf')\nplt.show()\nprint(7)",
            Limits(cpu_s=30, wall_s=90),
        )
        assert (elsewhere.text, elsewhere.artifacts) == ("7", ("figure-3.png", "figure-4.png")), "no other backend, no file"
        algebra = pool.run("from sympy import *\nx = symbols('x')\nplot(x**2, (x, -1, 1))\nprint(7)", Limits(cpu_s=30, wall_s=90))
        assert (algebra.text, algebra.artifacts) == ("7", ("figure-5.png",))
        forged = pool.run("import os\nos.write(6, b'\\0\\0\\0\\4junk')\nos.write(6, b'x' * 1000)\nprint(8)", Limits())
        assert (forged.text, forged.artifacts) == ("8", ())
        flood = pool.run("import os\ntry:\n    while True: os.write(6, bytes(1 << 20))\nexcept OSError: print('full')", Limits())
        assert (flood.text, flood.artifacts) == ("full", ())
        session = pool.open_session()
        pool.run("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()", Limits(cpu_s=30, wall_s=90), session)
        assert pool.run("print(1)", Limits(), session).artifacts == (), "a block's figures are its own"
    assert sorted(os.listdir(tmp_path)) == [f"figure-{i}.png" for i in range(1, 7)]  # noqa: PTH208 - names only
    assert (tmp_path / "figure-1.png").read_bytes().startswith(b"\x89PNG")
