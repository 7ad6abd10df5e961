"""An executor that is not wanted is not started."""

from __future__ import annotations

from qmath.sandbox.late import LateExecutor
from qmath.schema import Limits
from tests.replay import ReplayExecutor, ok


def test_it_starts_once_and_only_when_it_is_wanted() -> None:
    made: list[ReplayExecutor] = []

    def make() -> ReplayExecutor:
        made.append(ReplayExecutor({"print(1)": ok("1")}))
        return made[-1]

    unused, used = LateExecutor(make), LateExecutor(make)
    unused.close()
    assert not made
    used.start()
    assert used.run("print(1)", Limits()).text == "1"
    ticket = used.submit("print(1)", Limits())
    assert [finished.ticket for finished in used.poll(0)] == [ticket]
    used.cancel(ticket)
    used.close()
    assert len(made) == 1
    assert made[0].cancelled == [ticket]
