"""How English puts facts and a question in order: question last, first, in an "if", as a command, in one sentence or several.

Here: the orders, the telling of a story about a named person as one's own, and in any currency. Not here: facts, questions (``scenes_en_relations.py``, ``scenes_en_units.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scripts.train_mini.problems.frames import one_of

ORDER = "[find|work out|calculate|tell me|give|compute|determine|please find|i need]"
CALL = "[||||hey, |ok so |help: |quick one: |so ]"


def priced(frame: str) -> str:
    """Say a frame in one currency: ``¤`` stands for its sign, the same all through the frame."""
    return one_of(frame.replace("¤", sign) for sign in "$€£") if "¤" in frame else frame


def flow(clauses: Sequence[str]) -> str:
    """Join clauses to one sentence."""
    if len(clauses) == 1:
        return clauses[0]
    return f"{', '.join(clauses[:-1])}[ and|, and|, and|,|;] {clauses[-1]}"


def told(facts: Sequence[str], ask: str, amount: str, *, fixed: bool = False) -> tuple[str, ...]:
    """Return frames of facts and a question (without its mark; ``amount`` is what it asks, as a noun) in the orders people use.

    ``fixed`` facts build on each other and keep their order.
    """
    sentences, one = ". ".join(facts), flow(facts)
    frames = [
        f"{sentences}. {ask}?",
        f"{sentences}. {ask}?",
        f"{CALL}{one}. [so |]{ask}?",
        f"{ask} if {one}?",
        f"[if|given that|suppose|when] {one}, {ask}?",
        f"{ask}? {one}.",
        f"{ask}? {sentences}.",
        f"{ORDER} {amount}[:| if|, given that] {one}.",
        f"{sentences}. {ORDER} {amount}.",
    ]
    if not fixed:
        back = (facts[-1], *facts[:-1])
        frames += [f"{'. '.join(back)}. {ask}?", f"{ask} if {flow(back)}?", f"{flow(back)}. [so |]{ask}?"]
    return tuple(frames)


_MINE = (
    (re.compile(r"\b(?:does|do) \{(?:name|he)\}"), "do I"),
    (re.compile(r"\bis \{(?:name|he)\}(?!')"), "am I"),
    (re.compile(r"\{(?:name|he)\} has\b"), "I have"),
    (re.compile(r"\{(?:name|he)\} is\b"), "I am"),
    (re.compile(r"\{(?:name|he)\} (go|do)es\b"), r"I \1"),
    (re.compile(r"\{(?:name|he)\} (\w+(?:ch|sh|ss))es\b"), r"I \1"),
    (re.compile(r"\{(?:name|he)\} (\w+)ies\b"), r"I \1y"),
    (re.compile(r"\{(?:name|he)\} (?!was\b)(\w+)s\b"), r"I \1"),
    (re.compile(r"\{name\}'s"), "my"),
    (re.compile(r"\{(?:name|he)\}"), "I"),
    (re.compile(r"\{his\}"), "my"),
    (re.compile(r"\{him\}"), "me"),
    (re.compile(r"\byou\b"), "I"),
)
_OTHERS = re.compile(
    r"\{(?:name2|name3)\}|\{(?:name|he)\} (?:\[|also\b|and\b|:)|\] \{(?:name|he)\}|\{[A-Z]+\}s?\b.*\{he\}"
    r"|\b(?:takes|of|to|by|for|than|as|costs|gives|from|between) \{name\}(?!')"
)


def as_mine(frame: str) -> str | None:
    """Tell a frame about ``{name}`` in the first person; None where it is not about one person or its verbs stand in choices."""
    if "{name}" not in frame or _OTHERS.search(frame):
        return None
    for pattern, words in _MINE:
        frame = pattern.sub(words, frame)
    return frame


def also_mine(scenes: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Add first-person versions of a third of the frames that allow it."""
    return {name: (*frames, *[mine for frame in frames if (mine := as_mine(frame))][::3]) for name, frames in scenes.items()}
