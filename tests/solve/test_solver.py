"""Claims about the Solver: one call per problem, one document of the schema."""

import json
from pathlib import Path

import jsonschema
import pytest

from qmath import Problem, SamplingParams, Solution, Solver
from qmath.engine.engine import TokenSampling
from qmath.errors import ContextLengthError, InputError
from qmath.events import Delta, Event, ProgramEnded, ProgramStarted, SampleEnded, Solved, Start, Voted
from qmath.models.catalog import Entry, ModelFile, Part
from qmath.schema import FinishReason, Mode, SandboxLevel, SolutionStatus, Trust
from tests.replay import ReplayEngine, ReplayExecutor, ok

SCHEMA = json.loads((Path(__file__).parents[2] / "qmath" / "data" / "solution.schema.json").read_text(encoding="utf-8"))
ENTRY = Entry(name="replay", title="a replay", files=(ModelFile("Q8_0", (Part("x.gguf"),)),), min_mean_logprob=-0.02)
PROGRAM = "print(6*7)\n"


def _multiply(text: str, sampling: TokenSampling) -> str:
    """Play a model that uses a program in TIR, and whose third sample is wrong."""
    if "integrate natural language" in text and "```output" not in text:
        return f"Multiply.\n```python\n{PROGRAM}```\n```output"
    return "It is \\boxed{41}." if sampling.seed == 2 else "It is \\boxed{42}."


def _solver(entry: Entry = ENTRY, n_ctx: int = 100_000) -> Solver:
    return Solver(ReplayEngine(_multiply, n_ctx=n_ctx), ReplayExecutor({PROGRAM: ok("42")}), entry)


def _check(solution: Solution) -> Solution:
    jsonschema.validate(solution.to_json(), SCHEMA, cls=jsonschema.Draft202012Validator)
    return solution


def test_a_problem_becomes_a_document_of_the_schema() -> None:
    solution = _check(_solver().solve("How many ways are there to choose 2 of 5?", SamplingParams(mode=Mode.TIR)))
    assert solution.status is SolutionStatus.OK
    assert solution.answer is not None
    assert solution.answer.exact == "42"
    assert solution.usage.programs == 1
    assert solution.sandbox is not None
    assert solution.sandbox.limits["cpu_s"] == 5.0
    assert repr(solution.sandbox.limits["memory_bytes"]) == "1073741824", "bytes are whole numbers in the document"


def test_one_sample_is_greedy_and_several_use_the_models_sampling() -> None:
    assert _check(_solver().solve("1+1")).sampling.temperature == 0.0
    many = _check(_solver().solve("1+1", SamplingParams(samples=4)))
    assert (many.sampling.temperature, many.sampling.top_p) == (0.7, 0.8)
    warm = _check(_solver().solve("1+1", SamplingParams(temperature=0.5)))
    assert (warm.sampling.temperature, warm.sampling.top_p) == (0.5, 0.8), "one sample that is drawn is drawn as the model wants"


def test_samples_vote_and_the_majority_is_agreed_on() -> None:
    solution = _check(_solver().solve("6*7", SamplingParams(samples=4)))
    assert solution.answer is not None
    assert solution.answer.exact == "42"
    assert [(vote.answer.exact, vote.count) for vote in solution.votes] == [("42", 3), ("41", 1)]
    assert solution.verification.status is Trust.AGREED


def test_events_tell_the_whole_story_in_order() -> None:
    events = list(_solver().stream(Problem("6*7", id="p"), SamplingParams(mode=Mode.TIR, samples=2)))
    assert isinstance(events[0], Start)
    assert isinstance(events[-1], Solved)
    order: list[type[Event]] = [Start, Delta, ProgramStarted, ProgramEnded, SampleEnded, Voted, Solved]
    first = [next(i for i, event in enumerate(events) if isinstance(event, kind)) for kind in order]
    assert first == sorted(first)
    assert all(event.id == "p" for event in events)


def test_an_unsure_model_says_that_the_problem_is_out_of_its_domain() -> None:
    sure = Entry(name="replay", title="a replay", files=ENTRY.files, min_mean_logprob=-0.02)
    unsure = Entry(name="replay", title="a replay", files=ENTRY.files, min_mean_logprob=-0.001)
    assert _solver(sure).solve("1+1").warnings == ()
    (warning,) = _check(_solver(unsure).solve("1+1")).warnings
    assert warning.code == "out_of_domain"
    assert "unlike the problems" in warning.message


def test_a_model_of_a_narrow_domain_says_of_a_proof_that_it_is_out_of_it() -> None:
    wide = Entry(name="replay", title="a replay", files=ENTRY.files)
    (warning,) = _check(_solver().solve("Prove that 1+1")).warnings
    assert warning.code == "out_of_domain"
    assert "cannot prove" in warning.message
    assert _solver(wide).solve("Prove that 1+1").warnings == ()


def test_an_empty_problem_is_refused() -> None:
    with pytest.raises(InputError):
        _solver().solve("  \n")


def test_a_problem_longer_than_the_context_is_refused() -> None:
    with pytest.raises(ContextLengthError):
        _solver(n_ctx=50).solve("1+1")


def test_a_time_out_gives_its_own_status() -> None:
    engine = ReplayEngine(lambda _text, _sampling: "thinking " * 10**5, n_ctx=10**7)
    solution = _check(Solver(engine, ReplayExecutor({}), ENTRY).solve("1+1", SamplingParams(timeout_s=0.05)))
    assert solution.status is SolutionStatus.TIMEOUT
    assert solution.answer is None
    assert solution.samples[0].finish_reason is FinishReason.TIMEOUT
    assert not solution.reproducible.value


def test_the_fingerprint_changes_with_whatever_decides_the_solution() -> None:
    base = _solver().solve("1+1").fingerprint
    assert base == _solver().solve("1+1").fingerprint
    others = [
        _solver().solve("1+2"),
        _solver().solve("1+1", SamplingParams(seed=1)),
        _solver().solve("1+1", SamplingParams(mode=Mode.TIR)),
        _solver().solve("1+1", SamplingParams(max_programs=3)),
        _solver().solve("1+1", SamplingParams(mode=Mode.TIR, stateful=True)),
        Solver(ReplayEngine(_multiply), ReplayExecutor({}), ENTRY, has_figures=True).solve("1+1"),
    ]
    assert len({base, *(solution.fingerprint for solution in others)}) == 7


def test_whether_programs_share_names_is_recorded_where_there_are_programs() -> None:
    for mode in (Mode.COT, Mode.TIR):
        assert _check(_solver().solve("6*7", SamplingParams(mode=mode, stateful=True))).sampling.stateful == (mode is Mode.TIR)


@pytest.mark.parametrize(("mode", "num"), [(Mode.TIR, 2), (Mode.COT, 1)])
def test_other_walls_make_another_solution_where_programs_run(mode: Mode, num: int) -> None:
    found = set()
    for level in (SandboxLevel.STRICT, SandboxLevel.NONE):
        solver = Solver(ReplayEngine(_multiply), ReplayExecutor({PROGRAM: ok("42")}, level=level), ENTRY)
        found.add(solver.fingerprint(Problem("6*7"), SamplingParams(mode=mode)))
    assert len(found) == num


def test_closing_shuts_the_engine_down() -> None:
    engine = ReplayEngine(_multiply)
    with Solver(engine, ReplayExecutor({}), ENTRY):
        pass
    assert engine.is_shut_down


def test_the_embedded_model_solves_through_the_public_api() -> None:
    with Solver.open("mini") as solver:
        solution = _check(solver.solve("Solve for x: 4x + 5 = 6x + 7"))
    assert solution.answer is not None
    assert solution.answer.exact is not None
    assert solution.model.name == "mini"
    assert solution.usage.cached_prompt_tokens > solution.usage.prompt_tokens, "a finished program costs no prefill"
