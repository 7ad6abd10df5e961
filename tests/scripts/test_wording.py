"""Claims about how problems are worded: scenes, programs in the order of the text, other words for the same problem."""

from __future__ import annotations

import re
import unicodedata
from random import Random

import pytest

from scripts.train_mini.problems.catalog import SCHEMAS, WRITERS, with_scenes
from scripts.train_mini.problems.compose import COMPOSED, Split, compose, frame_choices, run_program, say
from scripts.train_mini.problems.frames import choose, fill, forms_of, slots_in
from scripts.train_mini.problems.order import in_text_order
from scripts.train_mini.problems.schema import Schema

WITH_SCENES = [(schema, lang) for schema in SCHEMAS for lang in schema.scenes]


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}\b)", "", unicodedata.normalize("NFKC", text))))


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ("a [b|b] c", {"a b c"}),
        ("[x|[y|z]w]", {"x", "yw", "zw"}),
        ("|a| [b|]", {"|a| b", "|a| "}),
        ("no choice {a}", {"no choice {a}"}),
    ],
)
def test_one_alternative_of_each_choice_is_said(frame: str, said: set[str]) -> None:
    assert {choose(frame, Random(seed)) for seed in range(60)} == said
    assert all(forms_of(frame).fullmatch(one) for one in said)
    assert not forms_of(frame).fullmatch("something else")


@pytest.mark.parametrize(
    ("program", "frame", "ordered"),
    [
        ("print({a}*{b})", "{b} and {a}", "print({b}*{a})"),
        ("print({a}*{b}+{c}*{d})", "{d} {c} {b} {a}", "print({d}*{c}+{b}*{a})"),
        ("print({a}-{b})", "{b} then {a}", "print({a}-{b})"),
        ("print(({a}+{b})//{c})", "{b} {a} {c}", "print(({b}+{a})//{c})"),
        ("print({a}//{b}*{c})", "{c} {a} {b}", "print({a}//{b}*{c})"),
        ("print({a}+{b}-{c})", "{b} {a} {c}", "print({a}+{b}-{c})"),
        ("print({a}+{a}*{p})", "{p} {a}", "print({a}+{a}*{p})"),
        ("print({a}+{b})", "{b} only", "print({a}+{b})"),
        ("from math import *\nprint(gcd({a},{b}))", "{b} {a}", "from math import *\nprint(gcd({b},{a}))"),
        ('print("%.10g"%({a}*{p}/100))', "{p} of {a}", 'print("%.10g"%({p}*{a}/100))'),
        ("print({s}//3{o})", "{o} {s}", "print({s}//3{o})"),
    ],
)
def test_a_program_takes_its_numbers_in_the_order_of_the_text(program: str, frame: str, ordered: str) -> None:
    assert in_text_order(program, frame) == ordered


@pytest.mark.slow
@pytest.mark.parametrize("schema", [one for one in SCHEMAS if "sympy" not in one.program], ids=lambda schema: schema.name)
def test_another_order_prints_the_same(schema: Schema) -> None:
    rng = Random(schema.name)
    for _ in range(3):
        slots = schema.draw(rng, False)
        names = list(slots_in(schema.program))
        rng.shuffle(names)
        other = in_text_order(schema.program, " ".join(f"{{{name}}}" for name in names))
        assert run_program(fill(other, slots)) == run_program(fill(schema.program, slots))


@pytest.mark.slow
@pytest.mark.parametrize(("schema", "lang"), WITH_SCENES, ids=lambda part: part if isinstance(part, str) else part.name)
def test_scenes_give_every_number_that_all_sentences_give(schema: Schema, lang: str) -> None:
    rng = Random(f"{schema.name}{lang}")
    number_of = {name for name in schema.draw(rng, False) if len(name) == 1}
    needed = set.intersection(
        *(number_of & set(slots_in(choose(schema.frames[lang][i], rng))) for i in frame_choices(schema, lang, Split.TRAIN))
    )
    calculated_with = set(slots_in(schema.program))
    for scene in rng.choices([scene for group in schema.scenes[lang] for scene in group], k=100):
        said = choose(scene, rng)
        given = set(slots_in(said))
        assert needed <= given or calculated_with <= given, said


@pytest.mark.slow
@pytest.mark.parametrize(("schema", "lang"), WITH_SCENES[::4], ids=lambda part: part if isinstance(part, str) else part.name)
def test_scenes_are_trained_on_and_never_held_out(schema: Schema, lang: str) -> None:
    rng = Random(schema.name)
    frames = {
        split: {sample.frame for _ in range(40) if (sample := compose(schema, lang, "tir", split, WRITERS[lang], rng))} for split in Split
    }
    assert COMPOSED in frames[Split.TRAIN]
    assert COMPOSED not in frames[Split.HELD_OUT_FRAMES]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_scene_says_what_a_held_out_sentence_says(lang: str) -> None:
    rng = Random(lang)
    for schema, told in WITH_SCENES:
        if told != lang:
            continue
        held = {
            choose(schema.frames[lang][i], rng).casefold() for i in frame_choices(schema, lang, Split.HELD_OUT_FRAMES) for _ in range(10)
        }
        said = {chosen.casefold() for frame, chosen in (say(schema, lang, Split.TRAIN, rng) for _ in range(20)) if frame == COMPOSED}
        assert not held & said, schema.name


def test_scenes_of_an_unknown_name_are_refused() -> None:
    with pytest.raises(LookupError, match="scenes of no schema in en: no_such_schema"):
        with_scenes(SCHEMAS, {"en": {"no_such_schema": (("{a}",),)}, "zh": {}})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_other_words_keep_every_number(lang: str) -> None:
    rng = Random(lang)
    writer = WRITERS[lang]
    changed = 0
    for schema, told in WITH_SCENES:
        if told != lang:
            continue
        slots = {**writer.draw_words(rng), **schema.draw(rng, False)}
        text = fill(choose(rng.choice(rng.choice(schema.scenes[lang])), rng), slots)
        for _ in range(5):
            other = writer.reword(text, rng)
            changed += other != text
            given, kept = _numbers(text), _numbers(other)
            assert all(kept.count(number) >= given.count(number) for number in given), (text, other)
            assert other in writer.restyle(other, rng)
    assert changed > 20


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", {7: "seven", 20: "twenty", 37: "thirty-seven", 90: "ninety"}), ("zh", {2: "两", 15: "十五", 20: "二十", 99: "九十九"})],
)
def test_numbers_in_words(lang: str, words: dict[int, str]) -> None:
    assert {number: WRITERS[lang].number_word(number) for number in words} == words
    assert len({WRITERS[lang].number_word(number) for number in range(1, 101)}) == 100
