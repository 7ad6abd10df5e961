"""Claims about the problems that mini is trained on and measured with."""

from __future__ import annotations

import re
from itertools import islice
from random import Random

import pytest

from scripts.train_mini.problems.catalog import SCHEMAS, WRITERS
from scripts.train_mini.problems.compose import Sample, Split, compose, frame_choices, mental_steps, numbers_are_held_out, samples
from scripts.train_mini.problems.schema import Schema

COT_ABLE = [schema for schema in SCHEMAS if schema.cot]


def _some(schema: Schema, lang: str, mode: str, split: Split, seed: str) -> Sample | None:
    rng = Random(f"{schema.name}:{seed}")
    drawn = (compose(schema, lang, mode, split, WRITERS[lang], rng) for _ in range(300))
    return next((sample for sample in drawn if sample is not None), None)


def test_names_are_unique() -> None:
    names = [schema.name for schema in SCHEMAS]
    assert len(set(names)) == len(names)


@pytest.mark.slow
@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_schema_makes_whole_sentences_in_its_languages(schema: Schema) -> None:
    made = [_some(schema, lang, "tir", Split.TRAIN, seed) for lang in schema.frames for seed in "abc"]
    assert any(made)
    for sample in filter(None, made):
        assert sample.answer
        assert not re.search(r"\{[a-zA-Z_]+\d?\}(?!\})", re.sub(r"\\\w+(\{[^{}]*\})+", "", sample.problem)), sample.problem
        assert "|" not in sample.problem or schema.name.startswith(("arith", "geom", "power", "evalf"))


@pytest.mark.slow
@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_language_has_enough_structures_to_hold_some_out(schema: Schema) -> None:
    for lang in schema.frames:
        known, held = (frame_choices(schema, lang, split) for split in (Split.TRAIN, Split.HELD_OUT_FRAMES))
        assert not set(known) & set(held)
        assert len(known) >= 11
        assert len(held) >= 2


def test_held_out_frames_and_numbers_stay_out_of_training() -> None:
    rng = Random(5)
    schemas = rng.sample(SCHEMAS, 12)
    for schema in schemas:
        for lang in schema.frames:
            held = set(frame_choices(schema, lang, Split.HELD_OUT_FRAMES))
            made = [compose(schema, lang, "tir", Split.TRAIN, WRITERS[lang], rng) for _ in range(40)]
            assert not held & {sample.frame for sample in made if sample is not None}
    shares = []
    for schema in schemas:
        drawn = [schema.draw(rng, False) for _ in range(200)]
        shares.append(sum(numbers_are_held_out(schema, slots) for slots in drawn) / len(drawn))
    assert 0 < sum(shares) / len(shares) < 0.2


def test_one_seed_is_one_stream() -> None:
    first, again, other = (list(islice(samples(SCHEMAS, WRITERS, Split.TRAIN, seed, factors={}), 100)) for seed in ("s", "s", "t"))
    assert first == again
    assert first != other


@pytest.mark.slow
@pytest.mark.parametrize("schema", COT_ABLE, ids=lambda schema: schema.name)
def test_the_last_mental_step_is_the_answer_of_the_program(schema: Schema) -> None:
    rng = Random(schema.name)
    found = 0
    for _ in range(100):
        slots = schema.draw(rng, True)
        steps = mental_steps(schema, slots)
        if steps is None:
            continue
        found += 1
        sample = _some(schema, next(iter(schema.frames)), "cot", Split.TRAIN, str(found))
        assert sample is not None
        assert re.search(rf"={re.escape(sample.answer)}\$", sample.parts[0][0]), sample.parts
        if found == 3:
            break
    assert found
