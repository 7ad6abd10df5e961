"""The exam, the chat or the letter that a problem stands in, in any language.

Here: how often words come before or after a problem. Not here: the words (``writing_en.py``, ``writing_zh.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Style:
    """Words before a problem (``exam``, ``asking``) and after one that ends with one of ``marks`` (``ending``); ``{n}`` is a number."""

    exam: tuple[str, ...]
    asking: tuple[str, ...]
    ending: tuple[str, ...]
    marks: tuple[str, ...]

    def restyle(self, text: str, rng: Random) -> str:
        """Put a text into an exam, a chat or a letter: sometimes words before or after it."""
        chance = rng.random()
        if chance < 0.05:
            return rng.choice(self.exam).replace("{n}", str(rng.randint(1, 12))) + text
        if chance < 0.09:
            return rng.choice(self.asking) + text
        if chance < 0.12 and text.endswith(self.marks):
            return text + rng.choice(self.ending).replace("{n}", str(rng.randint(1, 10)))
        return text
