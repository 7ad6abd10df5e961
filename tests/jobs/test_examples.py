"""Claims about the file of ``--few-shot``."""

from pathlib import Path

import pytest

from qmath.errors import InputDataError, InputError
from qmath.jobs.examples import read_examples
from qmath.text.few_shot import Example

GOOD = '{"problem": "2 + 3?", "solution": "It is \\\\boxed{5}.\\n"}\n\n{"problem": "一加一？", "solution": "\\\\boxed{2}", "level": 1}\n'


def test_rows_become_examples_in_any_encoding(tmp_path: Path) -> None:
    path = tmp_path / "examples.jsonl"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        path.write_bytes(GOOD.encode(encoding))
        assert read_examples(path) == (Example("2 + 3?", "It is \\boxed{5}."), Example("一加一？", "\\boxed{2}"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "broken JSON"),
        ("[1]", "not an object"),
        ('{"problem": "x"}', "the row has no solution"),
        ('{"problem": 3, "solution": "x"}', "a problem that is no text"),
        ('{"problem": "x", "solution": " "}', "a solution that is no text"),
        ('{"problem": "x", "solution": "y\\nProblem: z"}', "'Problem:', which would end an answer"),
        ('{"problem": "\\ud800", "solution": "y"}', "half a character"),
        ("\0", "NUL"),
    ],
)
def test_a_row_that_is_no_example_is_named_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "examples.jsonl"
    path.write_text(f'{{"problem": "a", "solution": "b"}}\n{row}\n', encoding="utf-8")
    with pytest.raises(InputDataError) as error:
        read_examples(path)
    assert error.value.message.startswith(f"{path}:2: ")
    assert said in error.value.message


def test_a_file_without_examples_or_no_file_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n\n", encoding="utf-8")
    with pytest.raises(InputDataError, match="holds no example"):
        read_examples(empty)
    with pytest.raises(InputError, match="No such file"):
        read_examples(tmp_path / "nowhere.jsonl")
