"""Claims about licences that want to be seen first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qmath.models.licences import accept, needs_consent


@pytest.mark.parametrize(("licence", "asks"), [("apache-2.0", False), ("MIT", False), ("qwen", True), ("cc-by-4.0", True), (None, True)])
def test_only_open_licences_ask_nothing(tmp_path: Path, licence: str | None, asks: bool) -> None:  # noqa: FBT001 - a parameter
    assert needs_consent("some/repo", licence, tmp_path) is asks


def test_what_was_accepted_is_remembered_until_the_licence_changes(tmp_path: Path) -> None:
    accept("some/repo", None, tmp_path / "state")
    accept("some/repo", "qwen", tmp_path / "state")
    assert not needs_consent("some/repo", None, tmp_path / "state")
    assert not needs_consent("some/repo", "qwen", tmp_path / "state")
    assert needs_consent("some/repo", "gemma", tmp_path / "state")
    assert needs_consent("other/repo", "qwen", tmp_path / "state")


def test_a_damaged_memory_asks_again(tmp_path: Path) -> None:
    (tmp_path / "licences.json").write_text("[1, {")
    assert needs_consent("some/repo", "qwen", tmp_path)
    accept("some/repo", "qwen", tmp_path)
    assert not needs_consent("some/repo", "qwen", tmp_path)
