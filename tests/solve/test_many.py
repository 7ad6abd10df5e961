"""Claims about many problems at once: each has its own samples, cost and clock."""

from pathlib import Path

import pytest

from qmath import Problem, SamplingParams, Solver
from qmath.engine.engine import Completion, Piece, TokenSampling
from qmath.errors import ContextLengthError, InputError
from qmath.models.catalog import Entry, ModelFile, Part
from qmath.schema import FinishReason, Mode, Solution, SolutionStatus
from qmath.solve.many import Many
from tests.replay import ReplayEngine, ReplayExecutor, ok

ENTRY = Entry(name="replay", title="a replay", files=(ModelFile("Q8_0", (Part("x.gguf"),)),))
PROGRAM = "print(6*7)\n"
COT = SamplingParams(mode=Mode.COT)


def _say(text: str, sampling: TokenSampling) -> str:
    """Play a model that repeats the problem as its answer, after a program in TIR."""
    if "integrate natural language" in text and "```output" not in text:
        return f"Multiply.\n```python\n{PROGRAM}```\n```output"
    problem = text.split("user\n", 1)[1].split("<|im_end|>", 1)[0]
    return f"With seed {sampling.seed} it is \\boxed{{{problem}}}."


def _solver(n_ctx: int = 100_000) -> Solver:
    return Solver(ReplayEngine(_say, n_ctx=n_ctx), ReplayExecutor({PROGRAM: ok("42")}, {PROGRAM: 5}), ENTRY)


def _finish(many: Many) -> dict[int, Solution]:
    solutions: dict[int, Solution] = {}
    while many.num_problems:
        solutions |= {ended.key: ended.solution for ended in many.turn()}
    return solutions


def _same(one: Solution, other: Solution) -> bool:
    return (one.samples, one.answer, one.usage, one.fingerprint) == (other.samples, other.answer, other.usage, other.fingerprint)


def test_problems_together_become_what_they_become_alone() -> None:
    for params in (COT, SamplingParams(mode=Mode.TIR), SamplingParams(mode=Mode.COT, samples=3)):
        many = _solver().many(params)
        for number in range(5):
            many.add(Problem(str(100 + number)), number)
        together = _finish(many)
        assert sorted(together) == [0, 1, 2, 3, 4]
        for number, solution in together.items():
            assert _same(solution, _solver().solve(str(100 + number), params))


def test_a_problem_may_begin_while_others_run() -> None:
    many = _solver().many(COT)
    many.add(Problem("first"), 1)
    many.turn()
    many.add(Problem("second"), 2)
    assert many.num_problems == 2
    assert {key: solution.answer.latex for key, solution in _finish(many).items() if solution.answer} == {1: "first", 2: "second"}


def test_a_problem_that_cannot_begin_leaves_the_others_alone() -> None:
    many = _solver(n_ctx=400).many(COT)
    many.add(Problem("1"), 1)
    with pytest.raises(ContextLengthError):
        many.add(Problem("2" * 500), 2)
    with pytest.raises(InputError):
        many.add(Problem(" "), 3)
    assert list(_finish(many)) == [1]


def test_ending_gives_each_problem_its_own_status() -> None:
    many = _solver().many(COT)
    for number in range(3):
        many.add(Problem(str(number)), number)
    many.turn()
    ended = many.end(FinishReason.ABORT)
    assert [one.solution.status for one in ended] == [SolutionStatus.CANCELLED] * 3
    assert many.num_problems == 0


class _Stuck(ReplayEngine):
    """An engine that has work and never gets anywhere with a certain problem."""

    def step(self) -> list[Piece | Completion]:
        return [item for item in super().step() if "stuck" not in self._sequences[item.sequence].text]


def test_a_rollout_that_stops_making_tokens_ends_in_time_and_holds_nobody_up() -> None:
    engine = _Stuck(_say)
    many = Solver(engine, ReplayExecutor({}), ENTRY).many(SamplingParams(mode=Mode.COT, timeout_s=3.0))
    many.add(Problem("stuck"), 1)
    many.add(Problem("free"), 2)
    solutions = _finish(many)
    assert {key: solution.status for key, solution in solutions.items()} == {1: SolutionStatus.TIMEOUT, 2: SolutionStatus.OK}
    assert list(solutions) == [2, 1]
    assert engine.num_open == 0


def test_the_fingerprint_is_known_before_the_problem_is_solved() -> None:
    solver = _solver()
    assert solver.fingerprint(Problem("7"), COT) == solver.solve("7", COT).fingerprint


def test_the_embedded_model_answers_many_as_it_answers_one(mini_path: Path) -> None:
    texts = [f"Tom has {n} pens and buys 8 more. How many pens does he have now?" for n in (12, 25, 31)]
    with Solver.open(str(mini_path)) as solver:
        alone = [solver.solve(text) for text in texts]
        many = solver.many()
        for number, text in enumerate(texts):
            many.add(Problem(text), number)
        together = _finish(many)
    for number, solution in enumerate(alone):
        assert together[number].answer == solution.answer
        assert not together[number].reproducible.value
