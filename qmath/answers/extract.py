"""The answer of a finished text: where it stands and what is written there.

Here: finding. Not here: what it means (``normalize.py``) or whether it is right.

This room does not see ``text/``: the boxes of the text come in from outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qmath.schema import Extraction

_PHRASE = re.compile(
    r"(?:the\s+(?:final\s+)?answer\s+is|final\s+answer\s*[:：]|answer\s*[:：]|答案(?:是|为|[:：])|故选|应选)\s*[:：]?\s*(.+)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*\$?\s*(?:and|or|和|或|、|,|，)\s*\$?\s*")

_DELIMITER = re.compile(r"\\(?:left|right|[bB]igg?[lrm]?)\s*(?:\\.|.)")
_LISTED = re.compile(r"(?:^|[\s{,;*])[A-Za-z]\)")
_QUOTE = re.compile(r"(?<![\d'′’}])\"")


@dataclass(frozen=True)
class Found:
    """An answer as written, and where it was found."""

    latex: str
    extraction: Extraction


@dataclass(frozen=True)
class Span:
    """A box of the text: its content and ``text[start:end]``."""

    content: str
    start: int
    end: int


def find(text: str, boxes: Sequence[Span], *, first: bool = False) -> Found | None:
    """Return the answer of a text, or None.

    The last complete box counts; boxes joined by a word or a comma alone ("A and B") count together. ``first`` takes the
    first box instead: the text of a rollout that repeats itself. Without a box, a phrase such as "the answer is" counts.
    What is a fragment, with a bracket or a quote that has no partner, is no answer.
    """
    found = _written(text, boxes, first=first)
    return None if found is None or _is_fragment(found.latex) else found


def _written(text: str, boxes: Sequence[Span], *, first: bool) -> Found | None:
    filled = [box for box in boxes if box.content]
    if filled and first:
        return Found(filled[0].content, Extraction.BOXED)
    if filled:
        joined = [filled[-1]]
        for box in reversed(filled[:-1]):
            if not _JOINED.fullmatch(text[box.end : joined[0].start]):
                break
            joined.insert(0, box)
        contents = list(dict.fromkeys(box.content for box in joined))
        return Found(", ".join(contents), Extraction.BOXED)
    return _phrase(text)


def _phrase(text: str) -> Found | None:
    matches = _PHRASE.findall(text)
    if not matches:
        return None
    written = matches[-1].strip()
    if math := re.match(r"\\\((.+?)\\\)|\$(.+?)\$", written):
        written = math[1] or math[2]
    else:
        written = _clause(re.split(r"[。；;!！]|\.(?!\d)", written)[0])
    written = written.strip().strip("*_`\"'").strip()
    return Found(written, Extraction.PHRASE) if written and len(written) <= 100 else None  # noqa: PLR2004 - longer is a sentence


def _clause(sentence: str) -> str:
    """Return a sentence up to its first comma that stands in no bracket."""
    parts = re.split(r"(,\s|，)", sentence)
    ends = range(1, len(parts) + 1, 2)
    return next((clause for end in ends if not _is_fragment(clause := "".join(parts[:end]))), sentence)


def _is_fragment(latex: str) -> bool:
    r"""Tell whether a bracket or a quote has no partner.

    A square bracket may be the partner of a round one, whichever way it opens: ``[0, 1)`` and ``]0, 1[`` are intervals. A letter
    with a bracket (``B) 12``) marks a choice; a quote behind a digit means inches or seconds; ``\\left`` has its own partners.
    """
    if len(_QUOTE.findall(latex)) % 2:
        return True
    bare = _DELIMITER.sub("", latex)
    if bare.count("{") != bare.count("}"):
        return True
    excess = bare.count(")") - bare.count("(")
    num_square = bare.count("[") + bare.count("]")
    num_listed = len(_LISTED.findall(bare))
    return not any(abs(one) <= num_square and (one + num_square) % 2 == 0 for one in range(excess - num_listed, excess + 1))
