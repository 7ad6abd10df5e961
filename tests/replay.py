"""An engine and an executor that replay what they are given: for tests of what lies above them.

The engine speaks characters instead of tokens: each prompt or extension character counts as one token, a scripted
completion comes out in pieces of a few characters, several sequences in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qmath.engine.engine import Completion, Piece, SequenceUsage, TokenSampling
from qmath.engine.size import ContextSize
from qmath.errors import ContextLengthError
from qmath.sandbox.executor import Finished
from qmath.schema import EngineInfo, ExecutionResult, ExecutionStatus, FinishReason, Limits, SandboxInfo, SandboxLevel
from qmath.text.prompts import Prompt

Script = Callable[[str, TokenSampling], str]
"""What the model would write next, given all text of the sequence so far."""

PIECE = 7


@dataclass
class _Sequence:
    text: str
    sampling: TokenSampling
    num_prompt: int
    num_cached: int = 0
    num_generated: int = 0
    num_extended: int = 0
    pending: str | None = None
    stop: str = ""
    reason: FinishReason = FinishReason.STOP
    said: str = ""


@dataclass
class ReplayEngine:
    """An engine whose model is a function. ``log`` records the calls."""

    script: Script
    n_ctx: int = 100_000
    size: ContextSize | None = None
    log: list[str] = field(default_factory=list)
    _sequences: dict[int, _Sequence] = field(default_factory=dict)
    _next: int = 0
    is_shut_down: bool = False

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(kind="replay", version="1", n_ctx=self.n_ctx)

    def tokenize(self, prompt: Prompt) -> list[int]:
        return [ord(char) for part in prompt for char in part.text]

    def start(self, prompt: Prompt, sampling: TokenSampling) -> int:
        text = "".join(part.text for part in prompt)
        if len(text) >= self.n_ctx:
            raise ContextLengthError(f"the prompt has {len(text)} tokens, the context {self.n_ctx}")
        self.log.append("start")
        return self._open(_Sequence(text, sampling, len(text)))

    def fork(self, sequence: int, sampling: TokenSampling) -> int:
        self.log.append("fork")
        parent = self._sequences[sequence]
        return self._open(_Sequence(parent.text, sampling, parent.num_prompt, num_cached=parent.num_prompt - 1))

    def _open(self, sequence: _Sequence) -> int:
        self._next += 1
        self._sequences[self._next] = sequence
        return self._next

    def ask(self, sequence: int, *, max_tokens: int | None, stops: Sequence[str] = ()) -> None:
        one = self._sequences[sequence]
        text = self.script(one.text, one.sampling)
        one.reason, one.stop, one.said = FinishReason.STOP, "", ""
        cuts = [(text.index(stop), stop) for stop in stops if stop in text]
        if cuts:
            at, one.stop = min(cuts)
            text = text[:at]
        room = min(self.n_ctx - len(one.text), max_tokens if max_tokens is not None else self.n_ctx)
        if len(text) > room:
            text, one.reason, one.stop = text[:room], FinishReason.LENGTH, ""
        one.pending = text

    def extend(self, sequence: int, text: str, *, keep: int) -> int:
        one = self._sequences[sequence]
        self.log.append(f"extend {keep}")
        one.text = one.text[: len(one.text) - len(one.said) + keep]
        if len(one.text) + len(text) >= self.n_ctx:
            raise ContextLengthError("the output does not fit")
        one.num_cached += len(one.text)
        one.text += text
        one.num_extended += len(text)
        return len(text)

    def usage(self, sequence: int) -> SequenceUsage:
        one = self._sequences[sequence]
        return SequenceUsage(one.num_prompt, one.num_generated, one.num_extended, len(one.text), one.num_cached, 0)

    def close(self, sequence: int) -> None:
        self.log.append("close")
        del self._sequences[sequence]

    def has_work(self) -> bool:
        return any(one.pending is not None for one in self._sequences.values())

    def step(self) -> list[Piece | Completion]:
        events: list[Piece | Completion] = []
        for name, one in self._sequences.items():
            if one.pending is None:
                continue
            piece, one.pending = one.pending[:PIECE], one.pending[PIECE:]
            one.text += piece
            one.said += piece
            one.num_generated += len(piece)
            if piece:
                events.append(Piece(name, piece))
            if not one.pending:
                one.pending = None
                events.append(Completion(name, one.said, one.reason, one.stop, len(one.said), -0.01 * len(one.said)))
        return events

    def shutdown(self) -> None:
        self.is_shut_down = True

    @property
    def num_open(self) -> int:
        return len(self._sequences)


@dataclass
class ReplayExecutor:
    """An executor that answers by a table of programs. ``delays`` counts the polls a program takes, ``sessions`` is each one's."""

    results: dict[str, ExecutionResult]
    delays: dict[str, int] = field(default_factory=dict)
    cancelled: list[int] = field(default_factory=list)
    sessions: list[int | None] = field(default_factory=list)
    open_sessions: list[int] = field(default_factory=list)
    level: SandboxLevel = SandboxLevel.PROCESS
    _waiting: dict[int, str] = field(default_factory=dict)
    _left: dict[int, int] = field(default_factory=dict)
    _next: int = 0

    @property
    def info(self) -> SandboxInfo:
        return SandboxInfo(self.level, ("process",), network=False)

    def submit(self, source: str, limits: Limits, session: int | None = None) -> int:
        del limits
        self.sessions.append(session)
        self._next += 1
        self._waiting[self._next] = source
        self._left[self._next] = self.delays.get(source, 0)
        return self._next

    def open_session(self) -> int:
        self._next += 1
        self.open_sessions.append(self._next)
        return self._next

    def close_session(self, session: int) -> None:
        self.open_sessions.remove(session)

    def cancel(self, ticket: int) -> None:
        self.cancelled.append(ticket)
        self._waiting.pop(ticket, None)

    def poll(self, timeout_s: float) -> list[Finished]:
        del timeout_s
        done = [ticket for ticket in self._waiting if self._left[ticket] <= 0]
        for ticket in self._waiting:
            self._left[ticket] -= 1
        return [Finished(ticket, self.run(self._waiting.pop(ticket), Limits())) for ticket in done]

    def run(self, source: str, limits: Limits, session: int | None = None) -> ExecutionResult:
        del limits, session
        return self.results[source]

    def close(self) -> None:
        self._waiting.clear()


def ok(text: str) -> ExecutionResult:
    """Return the result of a program that printed this."""
    return ExecutionResult(ExecutionStatus.OK, text, stdout=text, wall_s=0.01)
