"""Claims about rollouts: the laws of TIR, one by one."""

from dataclasses import replace

from qmath.schema import ExecutionResult, ExecutionStatus, FinishReason, Mode, Output, Program, Prose, Sample
from qmath.solve.rollout import Attempt, Execute, Generate, Generated, Reply, Rollout, cot, tir
from qmath.text.prompts import chat

ATTEMPT = Attempt(0, Mode.TIR, 0, chat("What is 6 times 7?", Mode.TIR))
PROGRAM_TEXT = "Multiply.\n```python\nprint(6*7)\n```\n"


def _said(text: str, reason: FinishReason = FinishReason.STOP, stop: str = "") -> Generated:
    return Generated(text, reason, stop, num_tokens=10, sum_logprob=-1.0)


def _ran(text: str, status: ExecutionStatus = ExecutionStatus.OK) -> ExecutionResult:
    return ExecutionResult(status, text)


def _play(rollout: Rollout, replies: list[Reply]) -> tuple[list[Generate | Execute], Sample]:
    """Answer a rollout's requests in order; return the requests and the sample."""
    requests = [next(rollout)]
    for reply in replies:
        try:
            requests.append(rollout.send(reply))
        except StopIteration as stop:
            return requests, stop.value
    raise AssertionError(f"the rollout still asks: {requests[-1]}")


def test_cot_is_one_request_without_stops() -> None:
    requests, sample = _play(cot(replace(ATTEMPT, mode=Mode.COT)), [_said("6 times 7 is \\boxed{42}.")])
    (request,) = requests
    assert isinstance(request, Generate)
    assert request.stops == ()
    assert sample.answer is not None
    assert sample.answer.text == "42"
    assert sample.mean_logprob == -0.1


def test_the_texts_that_end_an_answer_end_it_even_after_a_program() -> None:
    attempt = replace(ATTEMPT, stops=("Human:",))
    (request,), _ = _play(cot(replace(attempt, mode=Mode.COT)), [_said("It is \\boxed{42}.", stop="Human:")])
    assert isinstance(request, Generate)
    assert request.stops == ("Human:",)
    (first,), sample = _play(tir(attempt), [_said(PROGRAM_TEXT, stop="Human:")])
    assert isinstance(first, Generate)
    assert first.stops == ("```output", "Human:")
    assert sample.steps == (Prose(PROGRAM_TEXT),)


def test_program_output_goes_back_into_the_same_turn() -> None:
    requests, sample = _play(tir(ATTEMPT), [_said(PROGRAM_TEXT, stop="```output"), _ran("42"), _said("It is \\boxed{42}.")])
    first, run, second = requests
    assert isinstance(first, Generate)
    assert first.stops == ("```output",)
    assert isinstance(run, Execute)
    assert run.source == "print(6*7)\n"
    assert isinstance(second, Generate)
    assert second.prompt is None
    assert second.extension == "\n```output\n42\n```\n"
    assert second.keep == len(PROGRAM_TEXT.rstrip()), "the line break before the stop is dropped, as the reference does"
    assert sample.steps == (
        Prose("Multiply."),
        Program("print(6*7)\n"),
        Output("42", ExecutionStatus.OK, 0.0, truncated=False),
        Prose("It is \\boxed{42}."),
    )


def test_a_program_runs_when_the_text_ends_without_the_stop_too() -> None:
    requests, _ = _play(tir(ATTEMPT), [_said(PROGRAM_TEXT), _ran("42"), _said("\\boxed{42}")])
    assert isinstance(requests[1], Execute)


def test_no_program_runs_after_a_box() -> None:
    requests, sample = _play(tir(ATTEMPT), [_said("\\boxed{42}\n" + PROGRAM_TEXT)])
    assert len(requests) == 1
    assert sample.answer is not None


def test_a_cut_program_is_not_run() -> None:
    requests, sample = _play(tir(ATTEMPT), [_said(PROGRAM_TEXT, FinishReason.LENGTH)])
    assert len(requests) == 1
    assert sample.finish_reason is FinishReason.LENGTH
    assert sample.answer is None


def test_programs_end_at_their_limit() -> None:
    round_trip: list[Reply] = [_said(PROGRAM_TEXT), _ran("42")]
    replies = [*round_trip, *round_trip, _said(PROGRAM_TEXT)]
    requests, sample = _play(tir(replace(ATTEMPT, max_programs=2)), replies)
    assert sum(isinstance(request, Execute) for request in requests) == 2
    assert sample.finish_reason is FinishReason.PROGRAMS


def test_max_tokens_count_over_all_completions() -> None:
    requests, _ = _play(tir(replace(ATTEMPT, max_tokens=15)), [_said(PROGRAM_TEXT), _ran("42"), _said("\\boxed{42}")])
    last = requests[-1]
    assert isinstance(last, Generate)
    assert last.max_tokens == 5
    _, sample = _play(tir(replace(ATTEMPT, max_tokens=10)), [_said(PROGRAM_TEXT), _ran("42")])
    assert sample.finish_reason is FinishReason.LENGTH


def test_an_error_of_the_program_is_read_by_the_model() -> None:
    requests, sample = _play(tir(ATTEMPT), [_said(PROGRAM_TEXT), _ran("NameError: name 'x'", ExecutionStatus.ERROR), _said("Hm.")])
    last = requests[-1]
    assert isinstance(last, Generate)
    assert "NameError" in last.extension
    assert sample.answer is None


def test_endless_repetition_ends_a_rollout_with_its_own_reason() -> None:
    _, sample = _play(tir(ATTEMPT), [_said("again " * 40, FinishReason.REPETITION)])
    assert sample.finish_reason is FinishReason.REPETITION
    assert sample.answer is None
