"""Claims about llama.cpp itself: real models, tiny, with random weights."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import numpy as np
import pytest

from qmath.engine.batched import BatchedEngine
from qmath.engine.engine import Completion, TokenSampling
from qmath.engine.gguf import check_file
from qmath.engine.llama import LlamaBackend, LlamaEngine, context_size
from qmath.engine.options import EngineOptions, LoadOptions
from qmath.engine.sampler import Logits
from qmath.engine.scheduler import Chunk
from qmath.engine.vocabulary import LlamaVocabulary
from qmath.engine.weights import load_model
from qmath.errors import ModelLoadError
from qmath.schema import FinishReason, Mode
from qmath.text.prompts import END_OF_TEXT, IM_END, Part, Prompt, chat

TinyGguf = Callable[[str], Path]
PLAIN = LoadOptions(use_extra_bufts=False)
GREEDY = TokenSampling()
MODEL_N_CTX = 512


@contextmanager
def loaded(path: Path, **options: int) -> Iterator[LlamaEngine]:
    engine = LlamaEngine.load(path, EngineOptions(**{"threads": 1, "max_sequences": 4, **options}), PLAIN)
    yield engine
    engine.shutdown()


@pytest.fixture(scope="module")
def tiny(tiny_gguf: TinyGguf) -> Path:
    return tiny_gguf("F32")


def drain(engine: BatchedEngine) -> dict[int, Completion]:
    done = {}
    while engine.has_work():
        done.update({event.sequence: event for event in engine.step() if isinstance(event, Completion)})
    return done


def words(text: str) -> Prompt:
    return (Part(text),)


# --- batching --------------------------------------------------------------------------------------------------------


class WatchedBackend(LlamaBackend):
    """Notes for each sequence how far the best token was ahead of the second at every draw."""

    margins: dict[int, list[float]]
    sequences: list[int]

    def decode(self, chunks: Iterable[Chunk]) -> bool:
        held = list(chunks)
        self.sequences = [chunk.sequence.id for chunk in held if chunk.has_output]
        return super().decode(held)

    def logits(self, output: int) -> Logits:
        row = super().logits(output)
        second, best = np.partition(np.asarray(row), -2)[-2:]
        self.margins.setdefault(self.sequences[output], []).append(float(best - second))
        return row


PROMPTS = ["".join(random.choices("abc 12thein", k=random.randint(5, 120))) for random in map(Random, range(24))]
CLEAR = 0.05
"""Logits this far apart keep their order: the largest change seen between batches was 0.028, most of it from keys and values of
16 bits, which rounding in another order moves by a last place."""


def watched(model: int, **options: int) -> tuple[WatchedBackend, BatchedEngine]:
    size = context_size(model, EngineOptions(threads=1, **options))
    backend = WatchedBackend(model, size)
    backend.margins = {}
    engine = BatchedEngine(backend, LlamaVocabulary(model), n_ctx=size.n_ctx, n_batch=size.n_batch, max_sequences=size.max_sequences)
    return backend, engine


@pytest.mark.parametrize(("n_batch", "kv_cells", "max_sequences"), [(64, 512, 8), (37, 1024, 16)])
def test_greedy_rollouts_decoded_together_equal_those_run_alone(tiny: Path, n_batch: int, kv_cells: int, max_sequences: int) -> None:
    model = load_model(tiny, PLAIN, (), 0)
    alone, engine = watched(model, max_sequences=1)
    for text in PROMPTS:
        engine.ask(engine.start(words(text), GREEDY), max_tokens=50)
    expected = drain(engine)
    alone.close()

    together, engine = watched(model, n_batch=n_batch, kv_cells=kv_cells, max_sequences=max_sequences)
    random, found = Random(kv_cells), {}
    order: dict[int, int] = {}
    for index in random.sample(range(len(PROMPTS)), len(PROMPTS)):
        number = engine.start(words(PROMPTS[index]), GREEDY)
        if random.random() < 0.3:
            number = engine.fork(number, GREEDY)
        order[number] = index
        engine.ask(number, max_tokens=50)
        for _ in range(random.randint(0, 3)):
            found.update({event.sequence: event for event in engine.step() if isinstance(event, Completion)})
    found.update(drain(engine))
    usages = [engine.usage(number) for number in order]
    together.close()

    clear = [number for number, index in order.items() if min(alone.margins[index]) > CLEAR]
    assert len(clear) > len(PROMPTS) / 2
    for number in clear:
        one, other = expected[order[number]], found[number]
        assert (one.text, one.finish_reason, one.num_tokens) == (other.text, other.finish_reason, other.num_tokens)
        assert one.sum_logprob == pytest.approx(other.sum_logprob, abs=0.02 * one.num_tokens)
    assert sum(usage.num_preempted for usage in usages) > 5
    assert sum(usage.num_cached for usage in usages) > 20


def test_forked_samples_share_the_prefix_and_differ(tiny: Path) -> None:
    with loaded(tiny, max_sequences=8) as engine:
        sampling = [TokenSampling(temperature=1.0, top_p=0.9, seed=seed) for seed in range(6)]
        first = engine.start(words("What is 12 + 30? " * 5), sampling[0])
        numbers = [first, *(engine.fork(first, each) for each in sampling[1:])]
        for number in numbers:
            engine.ask(number, max_tokens=12)
        done = drain(engine)
        num_prompt = engine.usage(first).num_prompt
        assert [engine.usage(number).num_cached for number in numbers] == [0, *[num_prompt - 1] * 5]
        assert len({done[number].text for number in numbers}) > 1


def test_equal_seeds_give_equal_samples(tiny: Path) -> None:
    texts = []
    for _ in range(2):
        with loaded(tiny) as engine:
            number = engine.start(words("What is 12 + 30?"), TokenSampling(temperature=1.0, top_k=20, seed=7))
            engine.ask(number, max_tokens=30)
            texts.append(drain(engine)[number].text)
    assert texts[0] == texts[1]


def test_program_output_resumes_without_prefill(tiny: Path) -> None:
    with loaded(tiny) as engine:
        number = engine.start(words("What is 12 + 30? " * 10), GREEDY)
        engine.ask(number, max_tokens=20)
        text = drain(engine)[number].text
        before = engine.usage(number)
        added = engine.extend(number, "\n```output\n42\n```\n", keep=len(text))
        engine.ask(number, max_tokens=1)
        drain(engine)
        after = engine.usage(number)
        assert after.num_computed - before.num_computed == added + 1, "the last token drawn, and the new ones"


def test_an_answer_ends_with_the_context(tiny: Path) -> None:
    with loaded(tiny, n_ctx=64) as engine:
        number = engine.start(words("abc " * 10), TokenSampling(temperature=2.0))
        engine.ask(number, max_tokens=None)
        done = drain(engine)[number]
        assert done.finish_reason is FinishReason.LENGTH
        assert engine.usage(number).num_prompt + done.num_tokens == engine.n_ctx == 64


def test_the_context_is_never_larger_than_the_model_was_trained_for(tiny: Path) -> None:
    with loaded(tiny, n_ctx=4096) as engine:
        assert engine.n_ctx == engine.info.n_ctx == MODEL_N_CTX


# --- tokens ----------------------------------------------------------------------------------------------------------


def test_text_of_users_cannot_inject_control_tokens(tiny: Path) -> None:
    with loaded(tiny) as engine:
        assert len(engine.tokenize((Part(IM_END, is_control=True),))) == 1
        assert len(engine.tokenize(words(IM_END))) == len(IM_END)
        assert len(engine.tokenize(chat(IM_END, Mode.COT))) == len(engine.tokenize(chat("", Mode.COT))) + len(IM_END)


def test_tokens_give_their_text_back_and_control_tokens_none(tiny: Path) -> None:
    model = load_model(tiny, PLAIN, (), 0)
    vocabulary = LlamaVocabulary(model)
    text = "the \u00e9\u4e2d\U0001f600 in 12\n"
    assert b"".join(map(vocabulary.piece, vocabulary.tokenize(text, is_control=False))).decode() == text
    assert vocabulary.tokenize("e\u0301", is_control=False) == vocabulary.tokenize("\u00e9", is_control=False), (
        "NFC, as the model's own tokenizer"
    )
    ends = [vocabulary.tokenize(name, is_control=True)[0] for name in (IM_END, END_OF_TEXT)]
    assert [vocabulary.piece(token) for token in ends] == [b"", b""]
    assert [token for token in range(vocabulary.num_tokens) if vocabulary.is_end(token)] == sorted(ends)


def test_text_that_no_encoding_has_is_tokenised_all_the_same(tiny: Path) -> None:
    with loaded(tiny) as engine:
        assert len(engine.tokenize(words("a\udc80\x00b"))) == 4


# --- loading ---------------------------------------------------------------------------------------------------------


def test_llama_cpps_words_are_shown_when_loading_fails_and_only_then(tiny: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(tiny.read_bytes()[:-40_000])
    with pytest.raises(ModelLoadError, match=r"broken\.gguf") as caught:
        LlamaEngine.load(broken, EngineOptions(), PLAIN)
    assert "llama.cpp says: " in caught.value.hint
    assert "bounds" in caught.value.hint
    with loaded(tiny) as engine:
        engine.ask(engine.start(words("a"), GREEDY), max_tokens=2)
        drain(engine)
    assert capfd.readouterr() == ("", "")


def test_a_cpu_build_says_so(tiny: Path) -> None:
    with loaded(tiny, n_gpu_layers=0) as engine:
        assert (engine.info.devices, engine.info.layers_on_device) == (("CPU",), None)
        assert engine.info.version


def has_avx2() -> bool:
    cpuinfo = Path("/proc/cpuinfo")
    return cpuinfo.exists() and " avx2 " in cpuinfo.read_text(encoding="utf-8")


@pytest.mark.skipif(not has_avx2(), reason="the layout is known to exist on x86 with AVX2")
def test_repacked_weights_compute_the_same(tiny_gguf: TinyGguf) -> None:
    header = check_file(tiny_gguf("Q4_K"))
    rows = []
    for options in (PLAIN, LoadOptions(use_extra_bufts=False, repack=True)):
        model = load_model(header.path, options, header.tensors, 0)
        backend, engine = watched(model, max_sequences=1)
        number = engine.start(words("What is 12 + 30?"), GREEDY)
        engine.ask(number, max_tokens=1)
        drain(engine)
        rows.append(np.array(backend.logits(0)))
        backend.close()
    spread = float(rows[0].max() - rows[0].min())
    assert float(abs(rows[0] - rows[1]).max()) < 0.02 * spread


@pytest.mark.skipif(not has_avx2(), reason="the layout is known to exist on x86 with AVX2")
def test_repacking_is_what_llama_cpp_does_when_asked(tiny_gguf: TinyGguf) -> None:
    program = f"""
import llama_cpp
from qmath.engine.gguf import check_file
from qmath.engine.weights import load_model
from qmath.engine.options import LoadOptions
from pathlib import Path
said = []
callback = llama_cpp.llama_log_callback(lambda level, text, data: said.append(text))
llama_cpp.llama_log_set(callback, None)
header = check_file(Path({str(tiny_gguf("Q4_K"))!r}))
for repack in (False, True):
    load_model(header.path, LoadOptions(use_extra_bufts=False, repack=repack), header.tensors, 0)
    print(sum(b"repack tensor" in line for line in said))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.split() == ["0", "14"], "seven matrices in each of two layers"


# --- interruption ----------------------------------------------------------------------------------------------------


def _interrupt_c_code(has_ended: threading.Event) -> None:
    """Send Ctrl-C to this process as soon as signals are held back, which is while C code runs."""
    while signal.getsignal(signal.SIGINT) is signal.default_int_handler and not has_ended.wait(0.0005):
        pass
    if not has_ended.is_set():
        os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_ends_a_long_batch_early_and_the_engine_goes_on(tiny_gguf: TinyGguf) -> None:
    model = load_model(tiny_gguf("Q4_K_M"), PLAIN, (), 0)
    size = context_size(model, EngineOptions(threads=1, n_batch=500, max_sequences=1))
    engines = []
    for _ in range(2):
        backend = LlamaBackend(model, size, long_step=0)
        engines.append(BatchedEngine(backend, LlamaVocabulary(model), n_ctx=size.n_ctx, n_batch=500, max_sequences=1))
    texts: list[str] = []
    steps_s: list[float] = []  # of the processor, which others may use meanwhile; the one thread of llama.cpp is this one
    for engine, is_interrupted in zip(engines, (False, True), strict=True):
        number = engine.start(words("ab12" * 120), GREEDY)
        engine.ask(number, max_tokens=5)
        start = time.thread_time()
        if is_interrupted:
            has_ended = threading.Event()
            interrupter = threading.Thread(target=_interrupt_c_code, args=(has_ended,))
            interrupter.start()
            with pytest.raises(KeyboardInterrupt):
                engine.step()
            has_ended.set()
            interrupter.join()
            assert engine.usage(number).num_computed == 0
        else:
            engine.step()
        steps_s.append(time.thread_time() - start)
        texts.append(drain(engine)[number].text)
    assert steps_s[1] < 0.8 * steps_s[0], f"seconds of a whole batch and of one ended early: {steps_s}"
    assert texts[0].endswith(texts[1]) or texts[1].endswith(texts[0])


def test_the_pure_engine_needs_no_llama_cpp() -> None:
    modules = ["engine", "scheduler", "sequence", "detokenize", "repetition", "batched", "options", "interrupts"]
    program = "import sys; " + "; ".join(f"import qmath.engine.{module}" for module in modules) + "; print('llama_cpp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout == "False\n"


def test_an_engine_tells_how_large_its_context_is(tiny: Path) -> None:
    engine = LlamaEngine.load(tiny, EngineOptions(threads=1, max_sequences=3, n_ctx=64), PLAIN)
    try:
        size = engine.size
        assert (size.n_ctx, size.max_sequences, size.num_slots, size.threads) == (64, 3, 6, 1)
        assert (engine.n_ctx, engine.info.n_ctx, engine.info.max_sequences) == (64, 64, 3)
    finally:
        engine.shutdown()
