"""Claims about the profile for macOS as text, and about the attempts. Nothing here has run on macOS."""

import re

import pytest

from qmath.errors import SandboxError
from qmath.sandbox.seatbelt import ATTEMPTS, attempts, confined, is_there, profile
from qmath.sandbox.walls import judge_attempts
from qmath.schema import SandboxLevel

NAMES = {"read", "list", "write", "tcp", "udp", "fork", "exec", "signal"}
HELD = dict.fromkeys(NAMES, "EPERM")
FREE = dict.fromkeys(NAMES, "open")


def test_everything_is_denied_but_what_is_named() -> None:
    text = profile(["/py/bin/python3"], ["/py", "/site"], ["/scratch/result"])
    assert text.startswith("(version 1)\n(deny default)\n")
    assert '(allow process-exec (literal "/py/bin/python3"))' in text
    assert '(subpath "/py") (subpath "/site")' in text
    assert text.rstrip().endswith('(allow file-write* (literal "/scratch/result"))')
    allowed = re.findall(r"\(allow ([a-z*-]+)", text)
    assert set(allowed) == {"process-exec", "signal", "sysctl-read", "file-read-metadata", "file-read*", "file-write-data", "file-write*"}
    assert "network" not in text
    assert "mach" not in text
    assert "fork" not in text


def test_nothing_is_writable_unless_named() -> None:
    assert "file-write*" not in profile(["/py"], [], [])


@pytest.mark.parametrize("path", ['/a"b', "/a\\b", '/a") (allow default) (literal "'])
def test_a_path_stays_one_text_whatever_is_in_it(path: str) -> None:
    text = profile(["/py"], [path], [])
    without_texts = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert "allow default" not in without_texts
    assert without_texts.count("(") == without_texts.count(")")


@pytest.mark.parametrize("path", ["relative", "/a\nb", "/a\0b", ""])
def test_a_path_that_cannot_be_named_is_an_error(path: str) -> None:
    with pytest.raises(SandboxError):
        profile(["/py"], [path], [])


def test_the_command_is_run_behind_the_profile() -> None:
    command = confined(["/usr/bin/python3", "-c", "1"], [], [])
    assert command[:2] == ["/usr/bin/sandbox-exec", "-p"]
    assert command[3:] == ["/usr/bin/python3", "-c", "1"]


def test_without_a_wall_every_attempt_succeeds_so_that_a_refusal_means_something() -> None:
    compile(ATTEMPTS, "attempts", "exec")
    if is_there():
        pytest.skip("the control is made with the wall there")
    assert attempts() == FREE


def test_attempts_that_could_not_be_made_show_nothing() -> None:
    assert attempts(["/nonexistent/sandbox-exec"]) == {}


@pytest.mark.parametrize(
    ("inside", "outside", "level"),
    [
        (HELD, FREE, SandboxLevel.PARTIAL),
        (HELD | {"tcp": "open"}, FREE, SandboxLevel.PARTIAL),
        (HELD, FREE | {"tcp": "EACCES"}, SandboxLevel.PARTIAL),
        (FREE, FREE, SandboxLevel.PROCESS),
        ({}, FREE, SandboxLevel.PROCESS),
        ({}, {}, SandboxLevel.PROCESS),
    ],
)
def test_the_level_is_what_the_attempts_showed_and_never_strict(
    inside: dict[str, str], outside: dict[str, str], level: SandboxLevel
) -> None:
    walls = judge_attempts(inside, outside)
    assert walls.info.level is level
    assert walls.info.missing
    assert walls.info.network == (inside.get("tcp", "open") == "open")
    assert ("seatbelt" in walls.info.layers) == (level is SandboxLevel.PARTIAL)
