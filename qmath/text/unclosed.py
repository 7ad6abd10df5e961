r"""A formula that goes on in the next line of hard-wrapped prose: ``$x =``, then ``3$ and so on``.

Here: whether a line leaves one open, and whether the next one closes it. Not here: displays (``markdown.py``), spans (``spans.py``).
"""

from __future__ import annotations

import re

from qmath.text.spans import SpanKind, spans

MAX_LINES = 4
"""Lines of one formula within prose; with more it is none."""
_OPENER = re.compile(r"(?<!\\)(?:\$(?=[^\s\d$])|\\\()")


def leaves_open(line: str) -> bool:
    """Tell whether a line may end within a formula; a price opens none."""
    if line.rfind("\\(") <= line.rfind("\\)") and line.count("$") % 2 == 0:
        return False
    at = 0
    for span in spans(line):
        if span.kind is SpanKind.PLAIN and any(_OPENER.match(line, at + i) for i, char in enumerate(span.source) if char in "$\\"):
            return True
        at += len(span.source)
    return False


def may_close(line: str) -> bool:
    """Tell whether a line can be the last of a formula."""
    return "$" in line or "\\)" in line


def joined(before: str, line: str) -> str | None:
    """Return two lines as one where a formula goes from the first into the second, else None."""
    text = f"{before.rstrip()} {line.lstrip()}"
    end, at = len(before.rstrip()), 0
    for span in spans(text):
        if span.kind is SpanKind.MATH and at < end < at + len(span.source):
            return text
        at += len(span.source)
    return None
