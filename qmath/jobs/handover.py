"""What goes wrong in a thread, raised where its results are taken.

Here: keeping it and raising it again. Not here: threads (``pipe.py``, ``writer.py``).
"""

from __future__ import annotations

from types import TracebackType


class Handover:
    """A ``with`` block of one thread that hands what is raised in it to another, which asks by ``check``."""

    def __init__(self) -> None:
        self._error: BaseException | None = None

    def __enter__(self) -> None:
        """Begin what may go wrong."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        self._error = error
        return True

    def check(self) -> None:
        """Raise what was raised in the block, if anything was.

        Raises:
            BaseException: that.
        """
        if self._error is not None:
            raise self._error
