"""How English asks for one thing without a story: as a question, as a command, in a word or two.

Here: the ways to ask. Not here: what is asked for (``scenes_en_maths.py``, ``scenes_en_numbers.py``, ``scenes_en_figures.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.frames import one_of

_WHAT = "[What is|What's|what is|whats|what's|What would be]"
_POLITE = "[Please|please|pls|Kindly]"
_COULD = "[Can|Could|can|Would] you"


def named(*names: str) -> tuple[str, ...]:
    """Ask for something by its name, given without an article."""
    name = one_of(names)
    return (
        f"{_WHAT} the {name}?",
        f"[Find|Determine|Compute|Calculate|Work out|find|calculate] the {name}[.|]",
        f"{name}[?|| =| = ?|, please]",
        f"{_COULD} tell me the {name}[?|, please?]",
        f"[Give me|Tell me|I need|i need] the {name}[.||, please.]",
        f"{_POLITE} [find|calculate|compute|determine] the {name}[.|]",
    )


def done(*orders: str) -> tuple[str, ...]:
    """Ask for something to be done; the orders begin with a verb in small letters."""
    order = one_of(orders)
    return (
        f"{_POLITE} {order}[.|]",
        f"{_COULD} {order}[?| for me?|, please?]",
        f"{order}[||.|, please]",
        f"[How do I|How can I|how to|How would you] {order}?",
        f"[I want to|I have to|Let's|let's] {order}[.|]",
    )


def valued(*expressions: str) -> tuple[str, ...]:
    """Ask for the value of an expression, often without any word."""
    text = one_of(expressions)
    return (
        text,
        f"{text}[=| =| = ?|=?|?]",
        f"[What is|What's|what is|what's|whats] {text}?",
        f"[How much is|how much is|How much's] {text}?",
        f"[Evaluate|Compute|Calculate|Work out|evaluate|compute|calculate|calc|solve][:|] {text}[.|]",
        f"[Find|Determine|find|State] the value of {text}[.|]",
        f"{text} [equals what|is what|makes what|is how much|equals how much]?",
        f"[Tell me|Give me|tell me|I need] {text}[.|, please|]",
        f"{_POLITE} [compute|calculate|evaluate|work out] {text}[.|]",
    )
