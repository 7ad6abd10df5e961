r"""Where prose and formulas touch in a line: ``2$\frac12$`` is two and a half, not 21/2.

Here: whether a blank must stand between two texts of which one is a drawn formula. Not here: blanks within formulas (``pieces.py``).
"""

from __future__ import annotations

import re
import unicodedata

from qmath.text.cells import width
from qmath.text.symbols import WORDS

_OPEN_END = re.compile(r"[/√∛∜^_][^\s\u2e80-\uffef]*$")
"""A last operand to which what follows would belong: the divisor of 1/2, what stands under a root or in a script."""
_QUOTIENT = re.compile(r"(?:\d+ )?[^\s=<>+]+/")
_OPERATORS = frozenset("÷×*·:/√")
_NUMBERED = re.compile(r"\d\.$")
_WORD = re.compile(r"[A-Za-z]{2,}$")
_SEPARATE = re.compile(
    r"(?:and|are|as|at|be|because|but|by|equals|for|from|has|if|in|is|of|on|or|so|the|then|to|when|where|with)(?![A-Za-z])"
)
"""Words that end no name: ``$x$and $y$``, but ``$n$th``."""
_REACH = 40
"""Characters of a text that are looked at."""


def is_joint(before: str, after: str, *, is_before_math: bool) -> bool:
    """Tell whether two texts of a line would be read as another formula without a blank between them."""
    before, after = before[-_REACH:], after[:_REACH]
    last, first = before[-1:], after[:1]
    if first.isdecimal() and not unicodedata.combining(after[1:2] or " "):  # 0.3 with a dot over the 3 is one number
        is_product = last in {")", "}"} or (last.isascii() and last.isalpha())
        if last.isdecimal() or _NUMBERED.search(before) or (is_product and _QUOTIENT.match(after)):
            return True
    if last in _OPERATORS and _QUOTIENT.match(after):  # 12÷ 1/3
        return True
    if is_before_math and ((first in _OPERATORS - {":"} and "/" in before) or (last.isalnum() and _SEPARATE.match(after))):
        return True
    is_factor = (first.isalnum() and width(first) == 1) or first in "(√∛∜"
    if is_before_math and is_factor and (" " in before or _OPEN_END.search(before)):
        return True
    word = _WORD.search(before) if first.isascii() and first.isalpha() else None
    return word is not None and (not is_before_math or word[0] in WORDS)
