"""Comments of HTML in Markdown, ``<!-- ... -->``, which no reader of a page sees.

Here: taking them out of lines as they come. Not here: lines and fences (``fences.py``), what the other lines are (``markdown.py``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from qmath.text.fences import Block, BlockKind

_WHOLE: Final = re.compile(r"(`[^`]*`)|<!--.*?-->")
_OPEN: Final = re.compile(r"(?P<code>`[^`]*`)|(?P<open><!--|<!?-?$)")
_BEGINS: Final = re.compile(r"\s*<!--")
_END: Final = "-->"


class Comments:
    """Takes comments out of blocks. One over several lines begins at the start of a line; one that never ends is text."""

    def __init__(self) -> None:
        self._hidden: list[Block] = []
        """What came since a comment began."""

    def take(self, blocks: list[Block]) -> list[Block]:
        """Return the blocks without comments, nothing for a line that holds only those."""
        return [shown for block in blocks for shown in self._take(block)]

    def finish(self) -> list[Block]:
        """Return what was hidden by a comment that has not ended."""
        blocks, self._hidden = self._hidden, []
        return blocks

    def tail(self, line: str) -> str:
        """Return what of an unfinished line is surely no comment."""
        if self._hidden:
            return ""
        line = _without(line)
        opening = next((match for match in _OPEN.finditer(line) if match["open"]), None)
        return line[: opening.start()] if opening else line

    def _take(self, block: Block) -> list[Block]:
        is_prose = block.kind is BlockKind.PROSE
        if self._hidden:
            self._hidden.append(block)
            if not is_prose or _END not in block.text:
                return []
            self._hidden = []
            rest = block.text.partition(_END)[2]
            return self._take(replace(block, text=rest)) if rest.strip() else []
        if not is_prose or "<!--" not in block.text:
            return [block]
        text = _without(block.text)
        if _BEGINS.match(text):
            self._hidden = [block]
            return []
        return [replace(block, text=text)] if text.strip() else []


def _without(line: str) -> str:
    return _WHOLE.sub(lambda match: match[1] or "", line) if "<!--" in line else line
