"""Claims about the splitter of model text."""

from hypothesis import given
from hypothesis import strategies as st

from qmath.text.fences import Block, BlockKind, Splitter, last_program, split

TIR_TEXT = "Add them.\n```python\nprint(6*7)\n```\n"
_FRAGMENTS = st.sampled_from(
    ["```", "```python\n", "`", "\n", "a b", "x = 1", "```output\n", " ", "$x$", "数学", "Here: ```python\n", "~~~\n", "~~~text\n"]
)


def _feed_in_pieces(text: str, cuts: list[int]) -> list[Block]:
    splitter = Splitter()
    blocks: list[Block] = []
    at = 0
    for cut in [*sorted(c % (len(text) + 1) for c in cuts), len(text)]:
        blocks += splitter.feed(text[at:cut])
        at = max(at, cut)
    return blocks + splitter.finish()


@given(st.lists(_FRAGMENTS, max_size=20).map("".join), st.lists(st.integers(0, 10_000), max_size=8))
def test_blocks_are_the_same_for_any_cut_of_the_text(text: str, cuts: list[int]) -> None:
    assert _feed_in_pieces(text, cuts) == _feed_in_pieces(text, [])


@given(st.lists(_FRAGMENTS, max_size=20).map("".join))
def test_prose_without_fences_comes_out_unchanged(text: str) -> None:
    plain = text.replace("```", "").replace("~~~", "")
    assert "".join(block.text for block in split(plain)) == plain


def test_program_is_split_from_prose() -> None:
    assert split(TIR_TEXT + "Then.") == [
        Block(BlockKind.PROSE, "Add them.\n"),
        Block(BlockKind.CODE, "print(6*7)\n", "python"),
        Block(BlockKind.PROSE, "Then."),
    ]


def test_an_open_fence_at_the_end_is_marked() -> None:
    (block,) = split("```python\nprint(1)")
    assert not block.is_closed
    assert block.text == "print(1)"


def test_a_longer_fence_holds_shorter_ones() -> None:
    assert split("````markdown\n```python\n1\n```\n````\nThen.") == [
        Block(BlockKind.CODE, "```python\n1\n```\n", "markdown"),
        Block(BlockKind.PROSE, "Then."),
    ]


def test_tildes_fence_code_and_are_closed_by_tildes() -> None:
    assert split("One ~~~ two\n~~~text\n```\n~~~\nThen.") == [
        Block(BlockKind.PROSE, "One ~~~ two\n"),
        Block(BlockKind.CODE, "```\n", "text"),
        Block(BlockKind.PROSE, "Then."),
    ]


def test_a_program_in_an_item_of_a_list_loses_the_blanks_of_its_fence() -> None:
    assert last_program("1. Run:\n   ```python\n   if 1:\n       print(1)\n   ```") == "if 1:\n    print(1)\n"


def test_last_program_is_the_last_closed_python_block_at_the_end() -> None:
    assert last_program(TIR_TEXT) == "print(6*7)\n"
    assert last_program("```python\na\n```\nand\n```python\nb\n```") == "b\n"
    assert last_program("Here is the code: ```python\nprint(1)\n```") == "print(1)\n"


def test_no_program_when_the_reference_harness_would_not_run_one() -> None:
    assert last_program("no code") is None
    assert last_program("```python\nprint(1)\n") is None, "not closed"
    assert last_program(TIR_TEXT + "It prints 42.") is None, "text after the fence"
    assert last_program("So \\boxed{1}.\n```python\nprint(1)\n```") is None, "already answered"
    assert last_program("```text\nprint(1)\n```") is None, "not Python"


def test_tail_is_the_unfinished_line_outside_of_code() -> None:
    splitter = Splitter()
    splitter.feed("one\ntwo")
    assert splitter.tail == "two"
    splitter.feed("\n```python\nx =")
    assert splitter.tail == ""
    assert splitter.is_in_code
