"""How far one problem is while nothing of it is written yet: several samples, or a document that comes at the end.

Here: a live line on stderr where that is a terminal, and a line for each sample that ended where ``-v`` asks for it. Not here: the
answer and what it rests on (``views.py``, ``render.py``).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

from qmath.answers.vote import count
from qmath.cli.live import LIVE_S, LiveLine, fitting
from qmath.cli.output import clean, say
from qmath.cli.progress import counted, duration
from qmath.events import Delta, Event, ProgramEnded, ProgramStarted, SampleEnded, Start
from qmath.schema import Sample

_MAX_ANSWERS: Final = 3
_MAX_ANSWER: Final = 20


class SampleProgress:
    """Shows what the events of one problem come to. As a context manager it takes the live line away at the end.

    ``is_live``: the view writes nothing before the end. ``is_told``: each sample that ends gets a line that stays.
    """

    def __init__(self, *, is_live: bool, is_told: bool, between: str = " · ") -> None:
        self._line = LiveLine(is_quiet=not is_live)
        self._is_told = is_told
        self._between = between
        self._num_samples = 1
        self._ended: dict[int, Sample] = {}
        self._num_pieces = 0
        self._num_running = 0
        self._started = self._last = time.monotonic()

    def clear(self) -> None:
        """Take the live line away: something else will be written."""
        self._line.clear()

    def note(self, event: Event) -> None:
        """Take an event; show what has changed, of new text only if it is time."""
        if isinstance(event, Delta):
            self._num_pieces += 1
            if time.monotonic() - self._last < LIVE_S:
                return
        elif isinstance(event, Start):
            self._num_samples = event.samples
        elif isinstance(event, SampleEnded):
            self._ended[event.sample.i] = event.sample
            self._tell(event.sample)
        elif isinstance(event, ProgramStarted):
            self._num_running += 1
        elif isinstance(event, ProgramEnded):
            self._num_running -= 1
        else:
            return  # the end has come
        self._last = time.monotonic()
        if self._line.is_on and len(self._ended) < self._num_samples:
            self._line.draw(fitting(list(self._parts()), self._line.columns(), self._between))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()

    def _tell(self, sample: Sample) -> None:
        if self._is_told and self._num_samples > 1:
            self.clear()
            answer = sample.answer.text if sample.answer else f"no answer ({sample.finish_reason.value})"
            after = f"seed {sample.seed}, after {duration(time.monotonic() - self._started)}"
            say(f"qmath: sample {len(self._ended)} of {self._num_samples}: {answer} ({after})")

    def _parts(self) -> Iterator[str]:
        """Yield what is known so far, what matters most first."""
        if self._num_samples > 1:
            yield f"{len(self._ended)} of {self._num_samples} samples"
        votes = count({index: sample.answer for index, sample in self._ended.items()})
        if votes:
            named = [f"{_short(vote.answer.text)} ({vote.count})" for vote in votes[:_MAX_ANSWERS]]
            yield "answers " + ", ".join([*named, *(["..."] if len(votes) > _MAX_ANSWERS else [])])
        if self._num_pieces:
            yield f"about {counted(self._num_pieces, 'token')}"
        if self._num_running > 0:
            yield f"{counted(self._num_running, 'program')} running"
        yield duration(time.monotonic() - self._started)


def _short(answer: str) -> str:
    line = " ".join(clean(answer).split())
    return line if len(line) <= _MAX_ANSWER else f"{line[: _MAX_ANSWER - 3]}..."
