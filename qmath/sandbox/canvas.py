"""A matplotlib backend for a process that may not write files: what is shown or saved goes to a descriptor as PNG.

Here: drawing, inside the program's process. Not here: what becomes of the bytes outside, where nothing of them is believed
(``figures.py``). Loaded only with ``--artifacts``; found by matplotlib through its own setting, ``MPLBACKEND``.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from qmath.sandbox.wire import FIGURE_MAX, FIGURE_SIZE, FIGURES

FigureManager = FigureManagerBase


class FigureCanvas(FigureCanvasAgg):  # type: ignore[misc] # matplotlib may be missing, then its class is unknown
    """A canvas whose files are figures on the descriptor."""

    def print_figure(self, filename: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - matplotlib's own signature
        """Draw to a stream as matplotlib does, and in place of a file to the descriptor."""
        if not isinstance(filename, str | os.PathLike):
            return super().print_figure(filename, *args, **kwargs)
        kwargs.pop("format", None)
        buffer = io.BytesIO()
        super().print_figure(buffer, *args, format="png", **kwargs)
        _send(buffer.getvalue())
        return None


def show(*_args: object, **_kwargs: object) -> None:
    """Do what ``plt.show()`` asks for: send every open figure and close it."""
    for manager in Gcf.get_all_fig_managers():
        manager.canvas.print_figure("shown", dpi="figure")
    Gcf.destroy_all()


def warm_up() -> None:
    """Draw something once, so that a program finds fonts and renderer loaded. The file system is still open then.

    From then on this stays the backend: programs that ask for another (many models write ``matplotlib.use("Agg")``) would draw into
    files or windows that they cannot have.
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    axes.plot([1, 2], [1, 4], label="a")
    axes.set_title("$x^2$")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    plt.close(figure)
    mpl.use = plt.switch_backend = _stay


def _stay(*_args: object, **_kwargs: object) -> None:
    """Take no other backend."""


def _send(data: bytes) -> None:
    if len(data) > FIGURE_MAX:
        sys.stderr.write(f"a figure of more than {FIGURE_MAX >> 20} MiB is left out\n")
        return
    view = memoryview(FIGURE_SIZE.pack(len(data)) + data)
    try:
        while view:
            view = view[os.write(FIGURES, view) :]
    except OSError:
        sys.stderr.write("too many figures: this one is left out\n")
