"""Claims about ``qmath render``, through real processes: pipes and terminals."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.process import COMMAND, environment, run, run_in_terminal

TEXT = r"""# Two languages 两种语言

The roots of $ax^2+bx+c=0$ are
\[ x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}. \]
设 $f(x)=\frac{1}{x}$，则 $f(2)=\frac12$。It costs $5 and $10.

1. **First**: `code $x$`
- $\unknown{x}$ stays

| $n$ | $n^2$ |
|---|---|
| 12 | 144 |

```python
print(1)
```
```output
1
```
The answer is $\boxed{\{2, 3\}}$.
"""
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
BOXES = re.compile(r"[\u2500-\u259f]")


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_a_file_and_stdin_are_drawn_alike(page: str) -> None:
    from_file, from_stdin, from_dash = run("render", page), run("render", stdin=TEXT), run("render", "-", stdin=TEXT)
    assert from_file.code == 0
    assert from_file.out == from_stdin.out == from_dash.out
    for part in (
        "ax² + bx + c = 0",
        "-b ± √b² - 4ac",
        "设 f(x) = 1/x，则 f(2) = 1/2。",
        "It costs $5 and $10.",
        "{2, 3}",
        "╭─ python",
        "├─ output",
    ):
        assert part in from_file.out


def test_what_is_not_understood_stays_as_it_was() -> None:
    assert r"$\unknown{x}$" in run("render", stdin=TEXT).out


def test_a_pipe_gets_no_escapes_unless_it_asks() -> None:
    assert "\x1b" not in run("render", stdin=TEXT).out
    coloured = run("render", "--color", "always", stdin=TEXT).out
    assert "\x1b[" in coloured
    assert not ESCAPES.sub("", coloured).count("\x1b")


def test_ascii_draws_no_boxes_and_no_glyphs() -> None:
    done = run("render", "--render", "ascii", stdin=TEXT)
    assert not BOXES.search(done.out)
    assert "x = (-b+-sqrt(b^2-4ac))/(2a)." in done.out
    assert all(char.isascii() or char in TEXT for char in done.out)


def test_a_blank_line_behind_a_program_stands_below_its_frame() -> None:
    lines = run("render", "--width", "30", stdin="```python\nx = 1\n```\n\nso").out.splitlines()
    assert [line[:5] for line in lines] == ["╭─ py", "│ x =", "╰────", "", "so"]


def test_latex_keeps_formulas_and_none_keeps_everything() -> None:
    assert r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}" in run("render", "--render", "latex", stdin=TEXT).out
    assert run("render", "--render", "none", stdin=TEXT).out == TEXT


@pytest.mark.parametrize("columns", [20, 40, 100])
def test_no_line_is_wider_than_asked_for(columns: int) -> None:
    text = TEXT.replace(r"$\unknown{x}$ stays", "a list") + "Words and 汉字 and $x^2$, " * 40
    done = run("render", "--width", str(columns), stdin=text)
    cells = [sum(2 if "\u3000" <= char <= "\uffef" else 1 for char in line) for line in done.out.splitlines()]
    allowed = 43 if columns == 20 else columns  # the source of a formula that does not fit in 20 columns is longer
    assert max(cells) <= allowed


@pytest.mark.parametrize("columns", [0, 20, 80])
def test_any_window_is_written_to(page: str, columns: int) -> None:
    done = run_in_terminal(["render", page], columns=columns)
    assert done.code == 0
    assert "{2, 3}" in ESCAPES.sub("", done.out)


def test_no_color_and_dumb_terminals_get_no_escapes(page: str) -> None:
    for extra in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in run_in_terminal(["render", page], env=environment(**extra)).out


def test_what_was_written_is_never_touched_again(page: str) -> None:
    done = run_in_terminal(["render", page], resized=[40, 100, 20])
    assert not re.search(r"\x1b\[[0-9;]*[A-GJKSTfhl]|\r(?!\n)", done.out)


PROGRAM = "```python\nprint(1)\n```\n"


@pytest.mark.parametrize("text", [TEXT * 800, TEXT + PROGRAM * 20_000], ids=["page", "programs"])
def test_a_closed_pipe_is_silent_and_ends_with_141(tmp_path: Path, text: str) -> None:
    long = tmp_path / "long.md"
    long.write_text(text, encoding="utf-8")
    assert long.stat().st_size > 240_000
    script = f"set -o pipefail; {' '.join(COMMAND)} render {long} | head -1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment(), timeout=300, check=False)
    assert (done.returncode, done.stderr) == (141, "")
    assert done.stdout == "# Two languages 两种语言\n"


def test_text_appears_while_it_comes() -> None:
    process = subprocess.Popen([*COMMAND, "render"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"The first words of $\\frac{1}{2}$ are here and")
    process.stdin.flush()
    seen = b""
    deadline = time.monotonic() + 60
    while "1/2" not in seen.decode(errors="ignore") and time.monotonic() < deadline:
        seen += os.read(process.stdout.fileno(), 4096)
    process.stdin.close()
    rest = process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=300) == 0
    assert seen.startswith(b"The first words of 1/2")
    assert (seen + rest).decode() == "The first words of 1/2 are here and\n"


@pytest.mark.parametrize("extra", [{"TERM": "dumb"}, {"LC_ALL": "C"}], ids=str)
def test_a_terminal_that_shows_no_more_gets_ascii_by_itself(page: str, extra: dict[str, str]) -> None:
    done = run_in_terminal(["render", page], env=environment(**extra))
    assert not BOXES.search(done.out)
    assert "x = (-b+-sqrt(b^2-4ac))/(2a)." in ESCAPES.sub("", done.out)
    asked = run_in_terminal(["render", page, "--render", "unicode"], env=environment(**extra))
    assert "-b ± √b² - 4ac" in ESCAPES.sub("", asked.out)


def test_a_pipe_gets_the_same_wherever_it_stands(page: str) -> None:
    assert run("render", page, env=environment(TERM="dumb", LC_ALL="C")).out == run("render", page).out


def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(256)) * 20)
    for done in (run("render", str(path)), run("render", stdin=path.read_bytes())):
        assert done.code == 11
        assert done.out == ""
        assert "this is no text" in done.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_texts_of_other_encodings_are_read(encoding: str) -> None:
    assert run("render", stdin="设 $x^2$，则\n".encode(encoding)).out == "设 x²，则\n"


def test_control_sequences_do_not_pass() -> None:
    assert run("render", stdin="a\x1b[2Jb \x1b]0;title\x07c\n").out == "ab c\n"


def test_a_missing_file_is_one_sentence() -> None:
    done = run("render", "no-such-file.md")
    assert done.code in {2, 11}
    assert done.err.startswith("qmath: no-such-file.md: ")


def test_without_a_text_a_terminal_is_not_left_waiting() -> None:
    assert "there is no text" in run_in_terminal(["render"]).out
