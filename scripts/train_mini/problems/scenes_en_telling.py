"""How English puts facts and a question in order: question last, first, in an "if", as a command, in one sentence or several.

Here: the orders. Not here: facts, questions (``scenes_en_relations.py``, ``scenes_en_units.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

ORDER = "[find|work out|calculate|tell me|give|compute|determine|please find|i need]"
CALL = "[||||hey, |ok so |help: |quick one: |so ]"


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
