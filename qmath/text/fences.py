"""Incremental splitter: a model's text in, blocks out, the same blocks however the text is cut into pieces.

Here: fenced blocks and the lines between them. Not here: what a block means to a rollout (``solve/rollout.py``) or how it
looks (``cli/render.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

FENCE = "```"
_TILDES = re.compile(r"(\s*)(~{3,})([^~`]*)")
"""The other fence of Markdown, which models do not write."""


class BlockKind(StrEnum):
    """What a block is."""

    PROSE = "prose"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """A line of prose with its line break, or a fenced block without its fences.

    ``info`` is the word after the opening fence, "" for prose. ``is_closed`` is false for what the text ended in.
    """

    kind: BlockKind
    text: str
    info: str = ""
    is_closed: bool = True


class Splitter:
    """Splits text that arrives in pieces.

    Prose comes out line by line; a fenced block comes out whole when its closing fence has come. A fence may open at the
    end of a line of prose, as models do. The line that is still unfinished is ``tail``.
    """

    def __init__(self) -> None:
        self._line = ""
        self._code: list[str] | None = None
        self._fence = FENCE
        self._indent = ""
        self._info = ""

    @property
    def tail(self) -> str:
        """The unfinished line outside fenced blocks; "" inside of one."""
        return self._line if self._code is None else ""

    @property
    def is_in_code(self) -> bool:
        """Whether a fenced block is open."""
        return self._code is not None

    def feed(self, text: str) -> list[Block]:
        """Take the next piece; return the blocks it finished."""
        *lines, self._line = (self._line + text).split("\n")
        blocks: list[Block] = []
        for line in lines:
            blocks += self._take(line, "\n")
        return blocks

    def finish(self) -> list[Block]:
        """Return what is left when the text has ended."""
        line, self._line = self._line, ""
        blocks = self._take(line, "") if line else []
        if self._code is not None:
            blocks.append(Block(BlockKind.CODE, "".join(self._code), self._info, is_closed=False))
            self._code = None
        return blocks

    def _take(self, line: str, end: str) -> list[Block]:
        if self._code is not None:
            if line.strip() == self._fence:
                block = Block(BlockKind.CODE, "".join(self._code), self._info)
                self._code = None
                return [block]
            self._code.append(line.removeprefix(self._indent) + end)
            return []
        if tildes := _TILDES.fullmatch(line):
            self._code, self._indent, self._fence, self._info = [], tildes[1], tildes[2], tildes[3].strip()
            return []
        head, fence, info = line.rpartition(FENCE)
        before = head.rstrip("`")  # a fence of more marks than three ends with as many
        is_quoted = before.lstrip().startswith(">")  # its lines and its end carry the mark too: it stays prose
        is_opening = bool(fence) and FENCE not in before and not is_quoted and (not before.strip() or info.strip().isalpha())
        if not is_opening or "`" in info:
            return [Block(BlockKind.PROSE, line + end)]
        self._code, self._fence, self._info = [], line[len(before) : len(head)] + fence, info.strip()
        self._indent = "" if before.strip() else before  # a program in an item of a list stands as far in as its fences
        return [Block(BlockKind.PROSE, before.rstrip() + "\n")] if before.strip() else []


def split(text: str) -> list[Block]:
    """Return the blocks of a whole text, lines of prose between two fences joined."""
    splitter = Splitter()
    joined: list[Block] = []
    for block in splitter.feed(text) + splitter.finish():
        if joined and block.kind is joined[-1].kind is BlockKind.PROSE:
            joined[-1] = Block(BlockKind.PROSE, joined[-1].text + block.text)
        else:
            joined.append(block)
    return joined


def last_program(text: str) -> str | None:
    r"""Return the program to run at the end of a completion, or None.

    It is the last ``python`` block, and it is run only if the text ends with its closed fence and holds no ``\boxed``.
    Source: QwenLM/Qwen2.5-Math, evaluation/math_eval.py and python_executor.extract_program.
    """
    if "\\boxed" in text:
        return None
    blocks = split(text.rstrip())
    if not blocks or blocks[-1].kind is not BlockKind.CODE or not blocks[-1].is_closed:
        return None
    return blocks[-1].text if blocks[-1].info.startswith("python") else None
