r"""What a shell, JSON or a spreadsheet may have done to LaTeX: ``\frac`` read as a form feed and ``rac``.

Here: recognising it. Not here: what is said to the user about it (the rooms that read problems).
"""

from __future__ import annotations

import re

_CONTROLS = {
    "\f": r"\f (as in \frac)",
    "\t": r"\t (as in \times, \theta)",
    "\b": r"\b (as in \boxed, \binom)",
    "\v": r"\v (as in \vec)",
    "\a": r"\a (as in \alpha)",
}
_LOST_TAB = re.compile(r"\t(?:imes|heta|ext|an|frac)")
_BARE = re.compile(r"(?<![A-Za-z\\])(?:d?rac|heta|imes|qrt|inom|oxed|egin|ext|dot|pi)\s*\{|(?<![A-Za-z\\])(?:heta|imes)\b")


def damage(text: str) -> str | None:
    """Return what is wrong with a problem whose backslashes were taken, in words that follow "the problem"; None if nothing is."""
    found = [name for char, name in _CONTROLS.items() if char in text and (char != "\t" or _LOST_TAB.search(text))]
    if found:
        return f"holds control characters where LaTeX stood: {', '.join(found)}"
    if match := _BARE.search(text):
        return f"has lost a backslash before {match[0]!r}"
    return None
