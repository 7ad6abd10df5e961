"""From a schema to a sample: wording, noise, program, output and the assistant's text.

Here: how the parts are put together and split into sets. Not here: families (``stories.py``, ``maths_*.py``) and tokens.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, count
from random import Random

from scripts.train_mini.problems.frames import choose, fill, forms_of
from scripts.train_mini.problems.order import in_text_order
from scripts.train_mini.problems.schema import Schema, Slots

HELD_OUT_FRAME = 6
"""Every frame whose index is 5 modulo this is held out."""
HELD_OUT_NUMBERS = 16
"""One in this many number tuples is kept for evaluation."""
MAX_MENTAL = 100
"""Largest number in a mental step."""
MAX_DRAWS = 40
"""How often numbers are drawn anew for one schema before another is chosen."""
SCENE_SHARE = 0.6
"""How often a problem that has scenes is told by one of them."""
MAX_SCENES = 8
"""How often another scene is taken instead of one that says what a held-out frame says."""
COMPOSED = -1
"""The frame number of a scene."""
REUSE = 0.75
MIN_KEPT = 50
MAX_KEPT = 400
"""How often, from how many on, and among how many the numbers of a costly program are used again."""


class Split(StrEnum):
    """Which part of the problems a sample belongs to."""

    TRAIN = "train"
    KNOWN_FRAMES = "known_frames"
    HELD_OUT_FRAMES = "held_out_frames"


@dataclass(frozen=True)
class Sample:
    """One problem with the text a model should write. ``program`` and ``output`` are empty for CoT.

    ``parts`` is the assistant's text: (text, is_written_by_model) in order; program output is not.
    """

    family: str
    schema: str
    lang: str
    mode: str
    frame: int
    problem: str
    program: str
    output: str
    parts: tuple[tuple[str, bool], ...]
    answer: str


@dataclass(frozen=True)
class Writer:
    """What a language adds to a story: its vocabulary, number words and noise.

    ``reword`` (stories) and ``restyle`` widen what is trained on; ``disturb`` is noise that all sets have.
    """

    draw_words: Callable[[Random], Slots]
    number_word: Callable[[int], str]
    disturb: Callable[[str, Random], str]
    reword: Callable[[str, Random], str]
    restyle: Callable[[str, Random], str]
    distractors: tuple[str, ...]


@lru_cache(maxsize=20_000)
def run_program(program: str) -> str:
    """Return what one of our own generated programs prints (trusted text, training only)."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(program, {})  # noqa: S102 - programs come from this package's own templates
    return out.getvalue().strip()


def mental_steps(schema: Schema, slots: Slots) -> tuple[str, ...] | None:
    """Return ``a+b=c`` per step, or None if a step is too hard to do in one's head."""
    last: object = ""
    steps = []
    for step in schema.cot:
        expression = fill(step, {**slots, "_": last})
        if not re.fullmatch(r"[\d+\-*/()]+", expression):
            return None
        value = eval(expression, {})  # noqa: S307 - digits and operators only, checked above
        numbers = [int(n) for n in re.findall(r"\d+", expression)]
        if value != int(value) or value < 0 or max(*numbers, int(value)) > MAX_MENTAL:
            return None
        if "*" in expression and max(numbers[:2]) > 20:
            return None
        last = int(value)
        shown = expression.replace("*", "\\times ").replace("/", "\\div ")
        steps.append(f"{shown}={last}")
    return tuple(steps)


def numbers_are_held_out(schema: Schema, slots: Mapping[str, object]) -> bool:
    """Tell whether these numbers are kept for evaluation in this schema, however they are written (upper-case slots are writing)."""
    key = f"{schema.name}:{sorted((k, str(v)) for k, v in slots.items() if k.islower())}"
    return zlib.crc32(key.encode()) % HELD_OUT_NUMBERS == 0


_BESIDE_A_SIGN = re.compile(r"(?<=[/{$€£¥:^.])\{(\w+)\}|\{(\w+)\}(?=[/}%$€£°:^.]\S)|\{(\w+)\}(?=[%°])")


def _spell(text: str, slots: Slots, writer: Writer, rng: Random, *, is_trained: bool) -> Slots:
    """Write some numbers as words or with thousands separators; the program keeps the digits, and so do 3/4, $5 and 20%."""
    spelled = dict(slots)
    kept = {name for found in _BESIDE_A_SIGN.findall(text) for name in found}
    for key, value in slots.items():
        if key in kept or not isinstance(value, int):
            continue
        if (1 <= value <= 20 and rng.random() < 0.12) or (is_trained and 20 < value <= 100 and rng.random() < 0.03):
            spelled[key] = writer.number_word(value)
        elif value >= 1000 and rng.random() < 0.3:
            spelled[key] = f"{value:,}"
    return spelled


def is_held_out(schema: Schema, lang: str, chosen: str) -> bool:
    """Tell whether a held-out frame can say just this (a short question can be in a scene and in a frame)."""
    frames = schema.frames[lang]
    return any(forms_of(frames[i]).fullmatch(chosen) for i in frame_choices(schema, lang, Split.HELD_OUT_FRAMES))


def say(schema: Schema, lang: str, split: Split, rng: Random) -> tuple[int, str]:
    """Return the number of a frame of the split and one of its forms, slots still open."""
    if split is not Split.HELD_OUT_FRAMES and lang in schema.scenes and rng.random() < SCENE_SHARE:
        for _ in range(MAX_SCENES):
            chosen = choose(rng.choice(rng.choice(schema.scenes[lang])), rng)
            if not is_held_out(schema, lang, chosen):
                return COMPOSED, chosen
    frame = rng.choice(frame_choices(schema, lang, split))
    return frame, choose(schema.frames[lang][frame], rng)


_BLANKS = re.compile(r" +([.,?!;]| )")
_SENTENCE_START = re.compile(r"(?<=[.?!] )[a-z]")
_ROLE_START = re.compile(r"(?<=[.?!] )(?:the|my|our|she|he|her|his)\b")


def _word(schema: Schema, lang: str, split: Split, frame: int, chosen: str, slots: Slots, writer: Writer, rng: Random) -> str:
    is_trained = split is Split.TRAIN
    if not schema.is_story:
        text = fill(chosen, slots)
        return writer.disturb(writer.restyle(text, rng) if is_trained and rng.random() < 0.5 else text, rng)
    shown = {**writer.draw_words(rng), **_spell(chosen, slots, writer, rng, is_trained=is_trained)}
    text = _BLANKS.sub(r"\1", fill(chosen, shown))
    text = (_SENTENCE_START if frame == COMPOSED else _ROLE_START).sub(lambda match: match[0].capitalize(), text)
    text = text[:1].upper() + text[1:]
    if is_trained:
        text = writer.reword(text, rng)
    if rng.random() < (0.1 if is_trained else 0.06):
        extra = _BLANKS.sub(r"\1", fill(choose(rng.choice(writer.distractors), rng), {**shown, "num": rng.randint(2, 60)}))
        text = _with_extra(text, extra, "" if lang == "zh" else " ", rng if is_trained else None)
    return writer.disturb(writer.restyle(text, rng) if is_trained else text, rng)


def _with_extra(text: str, extra: str, blank: str, rng: Random | None) -> str:
    """Put a sentence that does not matter before a story, or (with ``rng``) before any of its sentences."""
    places = [0]
    if rng is not None:
        places += [match.end() for match in _SENTENCE_END.finditer(text)]
        place = rng.choice(places)
        return f"{text[:place]}{extra}{blank}{text[place:]}"
    return f"{extra}{blank}{text}"


_SENTENCE_END = re.compile(r"[a-z\d][.?] (?=[A-Z])|[。？](?=[^。？])")


def frame_choices(schema: Schema, lang: str, split: Split) -> tuple[int, ...]:
    """Return the frame indices of a split; a family with fewer than six frames holds none out."""
    return _numbers(len(schema.frames[lang]), is_held=split is Split.HELD_OUT_FRAMES)


@cache
def _numbers(count: int, *, is_held: bool) -> tuple[int, ...]:
    return tuple(i for i in range(count) if (i % HELD_OUT_FRAME == HELD_OUT_FRAME - 1) == is_held)


class _Draws:
    """The numbers of schemas, some of them used again in other words: a program with sympy costs as much as training on it."""

    def __init__(self, rng: Random, split: Split) -> None:
        self._rng = rng
        self._split = split
        self._kept: dict[str, list[Slots]] = defaultdict(list)

    def __call__(self, schema: Schema, mode: str) -> Slots | None:
        """Return numbers of the split, or None if those drawn belong to another."""
        kept = self._kept[f"{schema.name}/{mode}"]
        is_costly = self._split is Split.TRAIN and "sympy" in schema.program
        if is_costly and len(kept) >= MIN_KEPT and self._rng.random() < REUSE:
            return self._rng.choice(kept)
        slots = schema.draw(self._rng, mode == "cot")
        if numbers_are_held_out(schema, slots) == (self._split is Split.TRAIN):
            return None
        if is_costly:
            kept.append(slots)
            if len(kept) > MAX_KEPT:
                del kept[self._rng.randrange(MAX_KEPT)]
        return slots


def compose(schema: Schema, lang: str, mode: str, split: Split, writer: Writer, rng: Random) -> Sample | None:
    """Make one sample, or None if the numbers drawn do not suit (wrong split, or too hard for CoT)."""
    choices = frame_choices(schema, lang, split)
    slots = _Draws(rng, split)(schema, mode)
    if slots is None or not choices or (mode == "cot" and not schema.cot):
        return None
    return _assemble(schema, lang, mode, split, slots, writer, rng)


def _assemble(schema: Schema, lang: str, mode: str, split: Split, slots: Slots, writer: Writer, rng: Random) -> Sample | None:
    frame, chosen = say(schema, lang, split, rng)
    program = fill(in_text_order(schema.program, chosen), slots)
    output = run_program(program)
    full_stop = "。" if lang == "zh" else "."
    final = f"{'答案是' if lang == 'zh' else 'The answer is '}$\\boxed{{{output}}}${full_stop}"
    if mode == "cot":
        steps = mental_steps(schema, slots)
        if steps is None:
            return None
        comma = "，" if lang == "zh" else ", "
        steps_said: tuple[tuple[str, bool], ...] = ((f"${comma.join(steps)}${full_stop}{'' if lang == 'zh' else ' '}{final}", True),)
        problem = _word(schema, lang, split, frame, chosen, slots, writer, rng)
        return Sample(schema.family, schema.name, lang, mode, frame, problem, "", "", steps_said, output)
    plan = fill(choose(schema.plan[lang], rng), slots)
    parts = (
        (f"{plan}\n```python\n{program}\n```\n```output", True),
        (f"\n{output}\n```\n", False),
        (final, True),
    )
    problem = _word(schema, lang, split, frame, chosen, slots, writer, rng)
    return Sample(schema.family, schema.name, lang, mode, frame, problem, program, output, parts, output)


def _refill(schemas: tuple[Schema, ...], factors: Mapping[str, float], mode: str) -> tuple[list[Schema], list[float]]:
    able = [schema for schema in schemas if mode == "tir" or schema.cot]
    return able, list(accumulate(schema.weight * factors.get(f"{schema.name}/{mode}", 1.0) for schema in able))


def samples(
    schemas: tuple[Schema, ...],
    writers: Mapping[str, Writer],
    split: Split,
    seed: str,
    *,
    factors: Mapping[str, float],
    tir_share: float = 0.84,
    zh_share: float = 0.35,
) -> Iterator[Sample]:
    """Yield samples for ever: schemas by weight, languages and modes by share; the same seed gives the same stream.

    ``factors`` multiplies weights by "schema/mode" and may change while samples are drawn.
    """
    rng = Random(seed)
    draws = _Draws(rng, split)
    tables: dict[str, tuple[list[Schema], list[float]]] = {}
    for number in count():
        if number % 1000 == 0:
            tables = {mode: _refill(schemas, factors, mode) for mode in ("tir", "cot")}
        mode = "tir" if rng.random() < tir_share or not tables["cot"][0] else "cot"
        able, weights = tables[mode]
        schema = rng.choices(able, cum_weights=weights)[0]
        lang = "zh" if rng.random() < zh_share else "en"
        if lang not in schema.frames:
            lang = next(iter(schema.frames))
        for _ in range(MAX_DRAWS):
            slots = draws(schema, mode)
            choices = frame_choices(schema, lang, split)
            if slots is None or not choices:
                continue
            sample = _assemble(schema, lang, mode, split, slots, writers[lang], rng)
            if sample is not None:
                yield sample
                break
