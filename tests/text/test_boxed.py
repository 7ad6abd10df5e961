r"""Claims about finding ``\boxed{}``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.text.boxed import boxes

CASES = [
    (r"so \boxed{42}.", ["42"]),
    (r"\boxed{\frac{1}{2}} and \boxed{ 3 }", [r"\frac{1}{2}", "3"]),
    (r"\boxed{\{1, 2\}}", [r"\{1, 2\}"]),
    (r"\boxed{\boxed{5}}", [r"\boxed{5}"]),
    (r"\boxed 7", ["7"]),
    (r"\boxed{}", [""]),
    (r"\boxed{x^{2}", []),
    (r"open \boxed{1 then \boxed{2}", ["2"]),
    (r"\fbox{A}", ["A"]),
    ("no box", []),
]


@pytest.mark.parametrize(("text", "contents"), CASES)
def test_complete_boxes_are_found_with_balanced_braces(text: str, contents: list[str]) -> None:
    assert [box.content for box in boxes(text)] == contents


@given(st.text(alphabet="\\{}boxed $^x1", max_size=60))
def test_any_text_is_survived_and_spans_hold_their_box(text: str) -> None:
    for box in boxes(text):
        assert box.content in text[box.start : box.end]


@given(st.recursive(st.just("x"), lambda inner: inner.map(lambda s: "{" + s + "}"), max_leaves=8), st.text(alphabet="ab ", max_size=5))
def test_nested_groups_stay_whole(inner: str, around: str) -> None:
    assert [box.content for box in boxes(f"{around}\\boxed{{{inner}}}{around}")] == [inner]
