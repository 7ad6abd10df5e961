"""A context is as large as needed, and no larger."""

from __future__ import annotations

from dataclasses import replace

from qmath.engine.cores import physical_cores
from qmath.engine.options import EngineOptions
from qmath.engine.size import ContextSize, ModelNumbers, fit

MINI = ModelNumbers(n_ctx_train=1024, num_bytes=8_000_000, num_parameters=7_600_000, cell_bytes=3_840, head_size=32)
LARGE = ModelNumbers(n_ctx_train=4096, num_bytes=983_000_000, num_parameters=1_540_000_000, cell_bytes=28_672, head_size=128)


def mini(options: EngineOptions) -> ContextSize:
    return fit(options, MINI, 256)


def large(options: EngineOptions) -> ContextSize:
    return fit(options, LARGE, 256)


def test_one_sequence_gets_cells_for_its_context_and_not_more() -> None:
    assert mini(EngineOptions(max_sequences=1)).num_cells == 1024
    assert large(EngineOptions(max_sequences=1)).num_cells == 4096


def test_many_sequences_get_cells_for_half_their_contexts_within_a_gigabyte() -> None:
    assert mini(EngineOptions(max_sequences=16)).num_cells == 8 * 1024
    assert large(EngineOptions(max_sequences=16)).num_cells == 8 * 4096
    assert large(EngineOptions(max_sequences=64)).num_cells * LARGE.cell_bytes <= (1 << 30) + 256 * LARGE.cell_bytes


def test_cells_asked_for_are_given_but_never_fewer_than_one_sequence_needs() -> None:
    assert mini(EngineOptions(kv_cells=3000)).num_cells == 3072
    assert mini(EngineOptions(kv_cells=1)).num_cells == 1024


def test_the_context_is_never_larger_than_the_model_was_trained_for() -> None:
    assert mini(EngineOptions(n_ctx=4096)).n_ctx == 1024
    assert large(EngineOptions(n_ctx=2048)).n_ctx == 2048


def test_prompts_held_for_forks_find_a_slot_beside_the_sequences_that_decode() -> None:
    assert mini(EngineOptions(max_sequences=16)).num_slots == 32
    assert mini(EngineOptions(max_sequences=1000)).num_slots == mini(EngineOptions(max_sequences=1000)).max_sequences == 256


def test_every_sequence_finds_a_place_in_a_batch() -> None:
    assert mini(EngineOptions(n_batch=4, max_sequences=16)).n_batch == 16


def test_threads_are_one_for_tiny_models_all_cores_for_others_and_what_is_asked_for() -> None:
    assert mini(EngineOptions()).threads == 1
    assert large(EngineOptions()).threads == physical_cores()
    assert mini(EngineOptions(threads=3)).threads == 3


def test_a_step_takes_no_more_tokens_than_a_processor_computes_in_a_moment() -> None:
    assert fit(EngineOptions(), replace(MINI, head_size=64), 256).n_batch == 512
    assert large(EngineOptions()).n_batch == 64
    assert fit(EngineOptions(), replace(LARGE, num_parameters=70_000_000_000), 256).n_batch == 32
    assert fit(EngineOptions(), replace(LARGE, is_on_gpu=True), 256).n_batch == 512
    assert large(EngineOptions(n_batch=100)).n_batch == 100


def test_narrow_heads_on_cpus_do_without_flash_attention_and_with_shorter_steps() -> None:
    narrow = mini(EngineOptions())
    assert not narrow.has_flash_attention
    assert narrow.n_batch == 64
    assert large(EngineOptions()).has_flash_attention
    assert fit(EngineOptions(), replace(MINI, is_on_gpu=True), 256).has_flash_attention
    assert mini(EngineOptions(n_batch=32)).n_batch == 32
    assert mini(EngineOptions(n_batch=100)).n_batch == 100
