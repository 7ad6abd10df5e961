"""How a model is asked: by what the catalog says of it, else by what its file says of itself.

Here: the choice and the prompt that follows from it. Not here: the bytes of prompts (``text/``).

| what is known                                                    | prompt                                     |
|------------------------------------------------------------------|--------------------------------------------|
| ``--few-shot FILE``                                              | these examples, then the problem           |
| the catalog names a style                                        | that                                       |
| texts of the file end with ``<|endoftext|>``, its name with no   | a base model: our examples, then the       |
| "instruct" or "chat"                                             | problem                                    |
| its chat template holds the CoT sentence of Qwen2.5-Math          | ChatML as Qwen2.5-Math has it              |
| its chat template is ChatML, its name says "math"                | the same, text alone unless asked otherwise |
| anything else                                                    | the same, with a warning                   |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qmath.engine.gguf import GgufHeader
from qmath.models.catalog import Entry
from qmath.schema import Mode
from qmath.solve.mode import language
from qmath.text.few_shot import STOPS, Example, few_shot
from qmath.text.prompts import COT_SYSTEM, END_OF_TEXT, IM_START, Prompt, PromptStyle, chat, openmath

TEMPLATE = "tokenizer.chat_template"
_FOR_CHAT = ("instruct", "chat", "-it")


@dataclass(frozen=True)
class Asking:
    """How a model is asked: style, modes it can be asked in, and what ``--mode auto`` takes whatever the problem.

    ``examples`` go before the problem; none: our own. ``stops`` are texts that end an answer. ``notice`` is for the user to read;
    ``is_guess``: nothing says that the style is right.
    """

    style: PromptStyle
    modes: tuple[Mode, ...]
    auto: Mode | None = None
    examples: tuple[Example, ...] = ()
    stops: tuple[str, ...] = ()
    notice: str = ""
    is_guess: bool = False

    def prompt(self, problem: str, mode: Mode) -> Prompt:
        """Return the prompt of a problem."""
        if self.style is PromptStyle.FEW_SHOT:
            return few_shot(problem, language(problem), self.examples)
        return openmath(problem) if self.style is PromptStyle.OPENMATH else chat(problem, mode)


def asking(entry: Entry, header: GgufHeader | None = None, examples: Sequence[Example] = ()) -> Asking:
    """Return how a model is asked; ``header`` is that of its file, ``examples`` are those of ``--few-shot``."""
    if examples:
        return _examples(entry, tuple(examples))
    if entry.prompt is PromptStyle.FEW_SHOT:
        return _examples(entry)
    if entry.prompt is not None or header is None:
        return Asking(entry.prompt or PromptStyle.QWEN_MATH, entry.modes, entry.auto, stops=entry.stops)
    return _by_header(entry, header)


def _examples(entry: Entry, examples: tuple[Example, ...] = (), notice: str = "") -> Asking:
    return Asking(PromptStyle.FEW_SHOT, (Mode.COT,), None, examples, (*STOPS, *entry.stops), notice)


def _by_header(entry: Entry, header: GgufHeader) -> Asking:
    template = str(header.metadata.get(TEMPLATE, ""))
    name = f"{header.name} {header.path.name}".lower()
    if header.end_token == END_OF_TEXT and not any(word in name for word in _FOR_CHAT):
        notice = f"{header.name} looks like a base model: worked examples go before the problem (--few-shot FILE for your own)"
        return _examples(entry, notice=notice)
    if COT_SYSTEM in template:
        return Asking(PromptStyle.QWEN_MATH, entry.modes, entry.auto, stops=entry.stops)
    auto = Mode.COT if Mode.COT in entry.modes else entry.auto
    if IM_START in template and "math" in name:
        return Asking(PromptStyle.QWEN_MATH, entry.modes, auto, stops=entry.stops)
    why = "has a chat template that qmath does not know" if template else "does not say how it wants to be asked"
    notice = f"{header.name} {why}: it is asked as Qwen2.5-Math is, which may not suit it"
    return Asking(PromptStyle.QWEN_MATH, entry.modes, auto, stops=entry.stops, notice=notice, is_guess=True)
