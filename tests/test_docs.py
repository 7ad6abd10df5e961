"""Claims about the documents: what they show is what happens."""

import re
from pathlib import Path

import pytest

from qmath.errors import QmathError
from scripts.readme import README, SCREEN, gallery, models, transcript, without_measures

ROOT = Path(__file__).parents[1]
TEXT = README.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_transcript_in_the_readme_is_a_real_one() -> None:
    shown = re.search(r"<!-- transcript: begin -->\n(.*?)<!-- transcript: end -->", TEXT, re.DOTALL)
    assert shown is not None
    assert without_measures(shown[1]) == without_measures(transcript()), "run: python -m scripts.readme"


def test_the_gallery_in_the_readme_is_what_render_draws() -> None:
    shown = re.search(r"<!-- gallery: begin -->\n(.*?)<!-- gallery: end -->", TEXT, re.DOTALL)
    assert shown is not None
    assert shown[1] == gallery(), "run: python -m scripts.readme"


def test_the_table_of_models_in_the_readme_is_that_of_the_catalog() -> None:
    shown = re.search(r"<!-- models: begin -->\n(.*?)<!-- models: end -->", TEXT, re.DOTALL)
    assert shown is not None
    assert shown[1] == models(), "run: python -m scripts.readme models"


def test_the_screenshot_is_a_small_picture() -> None:
    picture = SCREEN.read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert len(picture) < 100_000


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "    python3 -m pip install '.[test]' && python3 -m pytest\n" in TEXT
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_exit_code_of_an_error_is_in_the_readme() -> None:
    def codes(error: type[QmathError]) -> set[int]:
        return {error.exit_code}.union(*(codes(child) for child in error.__subclasses__()))

    listed = {int(code) for row in re.findall(r"^\| ([\d, ]+) \|", TEXT, re.MULTILINE) for code in row.split(",")}
    assert codes(QmathError) <= listed
    assert {0, 3, 130, 141, 143} <= listed


def test_links_between_documents_lead_somewhere() -> None:
    for document in (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{document.name}: {target}"
