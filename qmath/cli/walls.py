"""What the commands that run programs say about the walls around them and the figures they drew.

Here: the folder of ``--artifacts`` and the sentences, once each. Not here: the walls (``sandbox/walls.py``) and each of them with its
evidence (``doctor.py``).
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qmath.cli.options import SandboxLevelChoice
from qmath.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qmath.sandbox.figures import Folder
    from qmath.schema import SandboxInfo

_SLOW_S: Final = 3.0


def folder(artifacts: str | None) -> Folder | None:
    """Make the folder of ``--artifacts``.

    Raises:
        InputError: it cannot be made or written to.
    """
    if artifacts is None:
        return None
    from qmath.sandbox.figures import Folder

    return Folder(Path(artifacts))


@contextmanager
def said_when_slow(*, is_quiet: bool, after_s: float = _SLOW_S) -> Iterator[None]:
    """Tell a person at a terminal what is waited for, where the walls take longer than usual to stand."""
    if is_quiet or not sys.stderr.isatty():
        yield
        return
    timer = threading.Timer(after_s, say, ["qmath: waiting for the sandbox to start"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def say_what_is_missing(info: SandboxInfo, asked: SandboxLevelChoice, *, has_figures: bool) -> None:
    """Warn of walls that do not stand, unless none were asked for, and of what figures lack without Landlock."""
    from qmath.schema import SandboxLevel

    if info.level is not SandboxLevel.STRICT and asked is not SandboxLevelChoice.NONE:
        say(f"qmath: warning: the sandbox is only {info.level.value} here; missing: {', '.join(info.missing)}")
    if has_figures and "sealed" in info.layers:
        say("qmath: warning: without Landlock programs can open no file, fonts included: figures with text fail")


def say_saved(names: Sequence[str]) -> None:
    """Name the figures that were saved, if there are any."""
    if names:
        say(f"qmath: saved {', '.join(names)}")
