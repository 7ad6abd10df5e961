"""Claims about the driver: many rollouts at once, nothing computed twice, nothing left behind."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.engine.engine import Completion, Piece, TokenSampling
from qmath.errors import ContextLengthError
from qmath.events import Delta, ProgramEnded, ProgramStarted, SampleEnded
from qmath.sandbox.executor import Finished
from qmath.sandbox.pool import SandboxPool
from qmath.schema import FinishReason, Mode, Output, Sample
from qmath.solve.document import timing
from qmath.solve.driver import Driver, Measures, RolloutEvent
from qmath.solve.rollout import Attempt, rollout
from qmath.text.prompts import chat
from tests.replay import ReplayEngine, ReplayExecutor, ok


def _double(text: str, sampling: TokenSampling) -> str:
    """Play a model that doubles the number of the problem, by a program, and says its seed."""
    asked = re.search(r"Double (\d+)", text)
    assert asked is not None
    if outputs := re.findall(r"```output\n(\d+)\n```\n", text):
        return f"With seed {sampling.seed}: \\boxed{{{outputs[-1]}}}"
    return f"Compute.\n```python\nprint(2*{asked[1]})\n```\n```output\n0\n```"


def _attempt(number: int, i: int = 0) -> Attempt:
    return Attempt(i, Mode.TIR, i, chat(f"Double {number}", Mode.TIR))


def _run(numbers: list[int], *, samples: int = 1, delays: dict[str, int] | None = None) -> tuple[list[RolloutEvent], ReplayEngine, Driver]:
    engine = ReplayEngine(_double)
    executor = ReplayExecutor({f"print(2*{n})\n": ok(str(2 * n)) for n in numbers}, delays or {})
    driver = Driver(engine, executor)
    for number in numbers:
        for i in range(samples):
            driver.add(str(number), i, rollout(_attempt(number, i)), TokenSampling(seed=i))
    return list(driver.run()), engine, driver


def _samples(events: list[RolloutEvent]) -> dict[tuple[str, int], Sample]:
    return {(event.id, event.sample.i): event.sample for event in events if isinstance(event, SampleEnded)}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6, unique=True), st.dictionaries(st.integers(0, 5), st.integers(0, 30)))
def test_rollouts_run_together_as_they_would_alone(numbers: list[int], delays: dict[int, int]) -> None:
    slow = {f"print(2*{numbers[i]})\n": polls for i, polls in delays.items() if i < len(numbers)}
    together, engine, _ = _run(numbers, delays=slow)
    for number in numbers:
        alone, _, _ = _run([number])
        assert _samples(together)[str(number), 0] == _samples(alone)[str(number), 0]
    assert engine.num_open == 0


def test_programs_run_while_other_rollouts_decode() -> None:
    events, _, _ = _run([1, 22], delays={"print(2*1)\n": 6})
    waiting = [event.id for event in events[: events.index(next(e for e in events if isinstance(e, ProgramEnded) and e.id == "1"))]]
    started = next(i for i, e in enumerate(events) if isinstance(e, ProgramStarted) and e.id == "1")
    assert "22" in waiting[started:], "the other rollout went on while the program ran"


def test_samples_of_one_problem_are_forks_of_one_prompt() -> None:
    events, engine, driver = _run([21], samples=4)
    assert engine.log.count("start") == 1
    assert engine.log.count("fork") == 3
    prompt = sum(len(part.text) for part in _attempt(21).prompt)
    assert driver.measures.usage.cached_prompt_tokens >= 3 * (prompt - 1)
    texts = {sample.steps[-1] for sample in _samples(events).values()}
    assert len(texts) == 4, "each sample has its own seed"


def test_deltas_joined_are_the_text_of_the_model() -> None:
    events, _, _ = _run([5])
    said = "".join(event.text for event in events if isinstance(event, Delta))
    assert said == "Compute.\n```python\nprint(2*5)\n```\nWith seed 0: \\boxed{10}"


def test_the_tokens_of_a_finished_program_are_counted_as_cached() -> None:
    _, _, driver = _run([5])
    usage = driver.measures.usage
    assert usage.output_tokens == len("\n```output\n10\n```\n")
    assert usage.cached_prompt_tokens > usage.prompt_tokens


class _SlowEngine(ReplayEngine):
    """An engine that takes its time; it notes how much, and how much of it with the problem ``Double 2``."""

    spent_s = shared_s = 0.0

    def step(self) -> list[Piece | Completion]:
        started = time.monotonic()
        is_shared = any("Double 2" in one.text and one.pending is not None for one in self._sequences.values())
        time.sleep(0.005)
        new = super().step()
        took_s = time.monotonic() - started
        self.spent_s += took_s
        self.shared_s += took_s * is_shared
        return new


class _StartingExecutor(ReplayExecutor):
    """An executor whose helper is long in starting; it notes how long it was waited for."""

    waited_s = 0.0

    def poll(self, timeout_s: float) -> list[Finished]:
        started = time.monotonic()
        time.sleep(0.2)
        self.waited_s += time.monotonic() - started
        return super().poll(timeout_s)


def test_tokens_per_second_count_only_the_time_in_which_the_engine_decoded() -> None:
    engine = _SlowEngine(_double)
    executor = _StartingExecutor({"print(2*5)\n": ok("10")}, {"print(2*5)\n": 2})
    driver = Driver(engine, executor)
    driver.add("5", 0, rollout(_attempt(5)), TokenSampling())
    started = time.monotonic()
    list(driver.run())
    total_s = time.monotonic() - started
    measures = driver.measures
    assert executor.waited_s >= 0.6
    assert engine.spent_s <= measures.decode_s <= total_s - executor.waited_s
    times = timing(measures, measures.usage, 0.0, total_s)
    assert times.tokens_per_s == round(measures.usage.completion_tokens / measures.decode_s, 1)
    assert times.generate == round(measures.decode_s, 4)


def test_of_problems_together_each_is_charged_for_the_steps_it_took_part_in() -> None:
    engine = _SlowEngine(lambda text, _sampling: "word " * (40 if "Double 1" in text else 4) + "\\boxed{2}")
    driver = Driver(engine, ReplayExecutor({}))
    both = long, short = Measures(), Measures()
    for number, measures in enumerate(both, 1):
        for i in range(2):
            driver.add(str(number), i, rollout(_attempt(number, i)), TokenSampling(seed=i), measures)
    started = time.monotonic()
    list(driver.run())
    total_s = time.monotonic() - started
    assert engine.spent_s <= long.decode_s <= total_s, "two samples in one step are one step"
    assert 0 < engine.shared_s <= short.decode_s <= long.decode_s - (engine.spent_s - engine.shared_s) + 1e-6
    assert engine.shared_s < engine.spent_s


def test_an_output_that_does_not_fit_ends_the_rollout_with_length() -> None:
    prompt = sum(len(part.text) for part in _attempt(5).prompt)
    engine = ReplayEngine(_double, n_ctx=prompt + 45)
    driver = Driver(engine, ReplayExecutor({"print(2*5)\n": ok("9" * 100)}))
    driver.add("5", 0, rollout(_attempt(5)), TokenSampling())
    (sample,) = _samples(list(driver.run())).values()
    assert sample.finish_reason is FinishReason.LENGTH
    assert engine.num_open == 0


def test_a_prompt_that_does_not_fit_is_an_error() -> None:
    driver = Driver(ReplayEngine(_double, n_ctx=10), ReplayExecutor({}))
    driver.add("5", 0, rollout(_attempt(5)), TokenSampling())
    with pytest.raises(ContextLengthError):
        list(driver.run())


class _Tired(ReplayEngine):
    """An engine that rests after each piece."""

    def step(self) -> list[Piece | Completion]:
        new = super().step()
        time.sleep(0.5)
        return new


def test_after_the_deadline_rollouts_end_with_what_they_have_said() -> None:
    engine = _Tired(lambda _text, _sampling: "thinking " * 10_000)
    driver = Driver(engine, ReplayExecutor({}))
    driver.add("5", 0, rollout(_attempt(5)), TokenSampling())
    (sample,) = _samples(list(driver.run(time.monotonic() + 2.0))).values()
    assert sample.finish_reason is FinishReason.TIMEOUT
    assert "thinking" in str(sample.steps)
    assert engine.num_open == 0


def test_after_the_deadline_programs_are_cancelled() -> None:
    executor = ReplayExecutor({"print(2*5)\n": ok("10")}, {"print(2*5)\n": 10**9})
    driver = Driver(ReplayEngine(_double), executor)
    driver.add("5", 0, rollout(_attempt(5)), TokenSampling())
    (sample,) = _samples(list(driver.run(time.monotonic() + 0.05))).values()
    assert sample.finish_reason is FinishReason.TIMEOUT
    assert executor.cancelled == [1]


def test_stopping_early_frees_every_sequence_and_session() -> None:
    engine, executor = ReplayEngine(_double), ReplayExecutor({"print(2*5)\n": ok("10")}, {"print(2*5)\n": 20})
    driver = Driver(engine, executor)
    for i in range(3):
        driver.add("5", i, rollout(replace(_attempt(5, i), is_stateful=True)), TokenSampling(seed=i))
    events = driver.run()
    while len(executor.open_sessions) < 3:
        next(events)
    events.close()
    assert engine.num_open == 0
    assert executor.open_sessions == []


def _twice(text: str, _sampling: TokenSampling) -> str:
    """Play a model that writes a program, another after its output, then an answer."""
    programs = ["```python\nx = 1\n```\n```output", "```python\nprint(x)\n```\n```output", "\\boxed{1}"]
    return programs[len(re.findall(r"```output\n\w+\n```\n", text))]


@pytest.mark.parametrize("is_stateful", [False, True])
def test_programs_of_one_rollout_share_a_session_of_their_own_where_asked_and_it_ends_with_the_rollout(is_stateful: bool) -> None:  # noqa: FBT001 - a column
    executor = ReplayExecutor({"x = 1\n": ok("Done"), "print(x)\n": ok("1")})
    driver = Driver(ReplayEngine(_twice), executor)
    for i in range(2):
        driver.add("5", i, rollout(replace(_attempt(5, i), is_stateful=is_stateful)), TokenSampling(seed=i))
    assert len(_samples(list(driver.run()))) == 2
    assert len(executor.sessions) == 4
    assert executor.open_sessions == []
    if is_stateful:
        assert None not in executor.sessions
        assert sorted(executor.sessions.count(session) for session in set(executor.sessions)) == [2, 2]
    else:
        assert executor.sessions == [None] * 4


def test_a_stateful_rollout_finds_its_own_names_in_the_real_sandbox_and_no_others() -> None:
    def script(text: str, sampling: TokenSampling) -> str:
        outputs = len(re.findall(r"```output\n.*\n```\n", text))
        first = f"```python\nname = {sampling.seed}\n```\n```output"
        return [first, "```python\nprint(10 + name)\n```\n```output", "\\boxed{0}"][outputs]

    with SandboxPool(parallel=2) as pool:
        driver = Driver(ReplayEngine(script), pool)
        for i in range(3):
            driver.add("5", i, rollout(replace(_attempt(5, i), is_stateful=True)), TokenSampling(seed=i))
        samples = _samples(list(driver.run()))
        assert [[step.text for step in samples["5", i].steps if isinstance(step, Output)] for i in range(3)] == [
            ["Done", "10"],
            ["Done", "11"],
            ["Done", "12"],
        ]
        driver.add("6", 0, rollout(_attempt(5)), TokenSampling())
        fresh = [step.text for step in _samples(list(driver.run()))["6", 0].steps if isinstance(step, Output)]
        assert fresh == ["Done", "NameError: name 'name' is not defined"]
