"""Claims about the walls: each is tried, with a control; the level is what was proved; strict fails closed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qmath.errors import SandboxError
from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.pool import SandboxPool
from qmath.sandbox.walls import judge
from qmath.schema import Limits, SandboxLevel

READY: dict[str, Any] = {
    "landlock": 7,
    "seccomp": True,
    "sealed": False,
    "inside": {"read": "EACCES", "tcp": "EPERM"},
    "outside": {"read": "open", "tcp": "open"},
}
HELD = dict.fromkeys(
    [
        *("read", "list", "write", "chmod", "tcp", "udp", "unix", "fork", "exec", "signal", "ptrace", "keyring", "namespace"),
        *("io_uring", "limits", "memory", "descriptors", "capabilities"),
    ],
    "EPERM",
)


def _ready(**changes: object) -> dict[str, Any]:
    return {**READY, "inside": HELD, "outside": dict.fromkeys(HELD, "open"), **changes}


def test_here_every_wall_stands_and_every_control_shows_that_it_is_the_wall(pool: SandboxPool) -> None:
    walls = pool.walls
    if walls.info.level is not SandboxLevel.STRICT:
        pytest.skip(f"this machine lacks {walls.info.missing}")
    assert {one.name for one in walls.evidence} == set(HELD)
    assert all(one.is_held for one in walls.evidence)
    assert [one.name for one in walls.evidence if not one.is_proved] == []
    assert not walls.info.network
    assert walls.info.limits == {"cpu_s": 5.0, "wall_s": 15.0, "memory_bytes": 1 << 30, "output_bytes": 64 << 10}


@pytest.mark.parametrize(
    ("ready", "level"),
    [
        (_ready(), SandboxLevel.STRICT),
        (_ready(landlock=0, sealed=True), SandboxLevel.STRICT),
        (_ready(seccomp=False), SandboxLevel.PARTIAL),
        (_ready(landlock=0), SandboxLevel.PARTIAL),
        (_ready(inside={**HELD, "udp": "open"}), SandboxLevel.PARTIAL),
        (_ready(inside={name: how for name, how in HELD.items() if name != "read"}), SandboxLevel.PARTIAL),
        (_ready(landlock=0, seccomp=False), SandboxLevel.PROCESS),
        (_ready(inside={}, outside={}), SandboxLevel.PROCESS),
    ],
)
def test_the_level_is_what_was_proved_and_nothing_untried_counts(ready: dict[str, Any], level: SandboxLevel) -> None:
    info = judge(ready).info
    assert info.level is level
    if level is not SandboxLevel.STRICT:
        assert info.missing


def test_what_is_open_is_named_in_plain_words_with_the_fix() -> None:
    walls = judge(_ready(seccomp=False, inside={**HELD, "fork": "open", "udp": "open"}))
    assert walls.info.missing == ("seccomp", "send to loopback (UDP)", "start a process")
    assert walls.info.network
    assert "x86-64" in walls.fixes[0]


@pytest.fixture(scope="module", params=["landlock", "seccomp"])
def weakened(request: pytest.FixtureRequest) -> Iterator[tuple[str, SandboxPool]]:
    with SandboxPool(hidden=frozenset({request.param})) as made:
        yield request.param, made


def test_a_missing_wall_is_replaced_or_reported(weakened: tuple[str, SandboxPool]) -> None:
    missing, pool = weakened
    info = pool.info
    assert missing in info.missing
    if missing == "landlock":
        assert "sealed" in info.layers
        assert info.level in {SandboxLevel.STRICT, SandboxLevel.PROCESS}
    else:
        assert info.level is not SandboxLevel.STRICT
    assert pool.run("import sympy\nprint(sympy.factor('x**2 - 1'))", Limits()).text == "(x - 1)*(x + 1)"


def test_strict_fails_closed_before_any_program_runs() -> None:
    with SandboxPool(SandboxMode.STRICT, hidden=frozenset({"seccomp"})) as pool:
        pool.submit("print(1)", Limits())
        with pytest.raises(SandboxError, match="not strict: missing seccomp") as caught:
            _ = pool.info
        assert caught.value.exit_code == 9
        assert caught.value.hint


def test_strict_runs_where_every_wall_stands_and_the_controls_change_nothing(pool: SandboxPool) -> None:
    if pool.info.level is not SandboxLevel.STRICT:
        pytest.skip("not on this machine")

    def modes() -> list[tuple[int, int, int]]:
        return [(path.stat().st_mode, path.stat().st_uid, path.stat().st_nlink) for path in map(Path, (os.devnull, "/etc/passwd", "/"))]

    before = modes()
    with SandboxPool(SandboxMode.STRICT) as strict:
        assert strict.run("print(1)", Limits()).text == "1"
        assert strict.info.level is SandboxLevel.STRICT
    assert modes() == before
