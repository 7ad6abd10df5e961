"""``qmath render``: Markdown with LaTeX in, readable text out; a filter for anything.

Here: the command and its input. Not here: the page (``page.py``).
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qmath.cli import options
from qmath.cli.output import Sink, clean
from qmath.cli.profile import ProfileOption
from qmath.errors import InputDataError, InputError

if TYPE_CHECKING:
    from qmath.text.markdown import Block

_PIECE_BYTES = 1 << 16
_ENCODINGS = ("utf-16", "utf-8-sig", "gb18030")


def render(
    file: Annotated[str | None, typer.Argument(help="The text; `-` or nothing reads stdin.", metavar="[FILE]")] = None,
    width: options.Width = None,
    render_: options.RenderOption = options.Render.AUTO,
    color: options.ColorOption = options.Color.AUTO,
    _profile: ProfileOption = None,
) -> None:
    """Draw the mathematics of any Markdown with LaTeX, as it comes.

    \b
    Examples:
      qmath render notes.md
      some-program | qmath render | less -R
    """  # noqa: D301 - click reads the escaped \b
    sink = Sink()
    pieces = _pieces(file)
    if render_ is options.Render.NONE:
        for piece in pieces:
            sink.write(piece)
        return
    from qmath.cli.frames import Frames
    from qmath.cli.page import Page
    from qmath.cli.terminal import Terminal, console_for
    from qmath.cli.views import drawing_for

    console = console_for(sink, color)
    terminal = Terminal(sink, console, width)
    drawing = drawing_for(sink, render_)
    frames = Frames(console, terminal.columns, is_ascii=drawing is options.Render.ASCII)

    def show(block: Block) -> None:
        text = block.text.removesuffix("\n")
        if block.mark.startswith("python"):
            frames.program(text, block.mark)
        else:
            frames.text(text, block.mark or "text")

    page = Page(terminal, show, drawing)
    page.before_prose = frames.close
    for piece in pieces:
        page.feed(clean(piece))
    page.finish()
    frames.close()


class _Decoder:
    """Bytes of a text that comes in pieces, as text: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030.

    The first piece that is not plain ASCII decides.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._encoding = ""
        self._decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8-sig")("replace")

    def decode(self, data: bytes, *, is_end: bool = False) -> str:
        """Return the characters that are whole by now.

        Raises:
            InputDataError: it is no text.
        """
        if not self._encoding and not data.isascii():
            self._encoding = next((encoding for encoding in _ENCODINGS if _can_be(encoding, data)), "utf-8-sig")
            self._decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        if b"\0" in data and self._encoding != "utf-16":
            raise InputDataError(f"{self._name}: this is no text: it holds a byte that is zero", hint="give a text file, best in UTF-8")
        return self._decoder.decode(data, is_end)


def _can_be(encoding: str, data: bytes) -> bool:
    if encoding == "utf-16":
        return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(file: str | None) -> Iterator[str]:
    """Yield the text of a file or of stdin as it comes; whole characters, and no control sequence cut in two.

    Raises:
        InputError: there is none, or it can't be read.
        InputDataError: it is no text.
    """
    if file is None and sys.stdin.isatty():
        raise InputError("there is no text", hint="try: echo 'The area is $\\pi r^2$.' | qmath render")
    try:
        number = sys.stdin.fileno() if file in {None, "-"} else os.open(Path(str(file)), os.O_RDONLY)
        decoder = _Decoder(file or "stdin")
        held = ""
        while data := os.read(number, _PIECE_BYTES):
            text = held + decoder.decode(data)
            escape = text.rfind("\x1b")
            is_cut = escape >= 0 and "\n" not in text[escape:]
            text, held = (text[:escape], text[escape:]) if is_cut else (text, "")
            if text:
                yield text
        yield held + decoder.decode(b"", is_end=True)
    except OSError as error:
        raise InputError(f"{file or 'stdin'}: {error.strerror or error}", hint="give the path of a text file") from error
