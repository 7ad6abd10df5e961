"""Word problems about relations between quantities: what each one asks.

Here: numbers, programs and mental steps. Not here: wording (``words_en_relations.py``, ``words_zh_relations.py``).
"""

from __future__ import annotations

from random import Random

from scripts.train_mini.problems.schema import Draw, Schema, Slots

_PARTS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2: (("half", "half", "one half"), ("一半", "一半", "二分之一")),
    3: (("a third", "one third", "1/3"), ("三分之一", "三分之一", "1/3")),
    4: (("a quarter", "one quarter", "a fourth", "1/4"), ("四分之一", "四分之一", "1/4")),
    5: (("a fifth", "one fifth"), ("五分之一", "1/5")),
}
_TIMES_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def _pick(rng: Random, is_small: bool, big: tuple[int, int], small: tuple[int, int]) -> int:
    low, high = small if is_small else big
    if not is_small and high > 200 and rng.random() < 0.6:
        high = max(low + 1, high // 10)
    return rng.randint(low, high)


def _times_in_words(rng: Random, times: int) -> str:
    """Write "twice", "3 times" or "three times"."""
    if times == 2 and rng.random() < 0.8:
        return "twice"
    return f"{_TIMES_WORDS[times] if times in _TIMES_WORDS and rng.random() < 0.5 else times} times"


def _multiple(rng: Random, is_small: bool) -> tuple[int, int]:
    return _pick(rng, is_small, (3, 90), (2, 9)), rng.randint(2, 6) if is_small or rng.random() < 0.8 else rng.randint(7, 25)


def _times_plus(rng: Random, is_small: bool) -> Slots:
    a, b = _multiple(rng, is_small)
    return {"a": a, "b": b, "c": _pick(rng, is_small, (2, 60), (2, 9)), "TIMES": _times_in_words(rng, b)}


def _times_minus(rng: Random, is_small: bool) -> Slots:
    a, b = _multiple(rng, is_small)
    a += 1
    return {"a": a, "b": b, "c": rng.randint(2, min(a * b - 1, 9 if is_small else 60)), "TIMES": _times_in_words(rng, b)}


def _times_reverse(rng: Random, is_small: bool) -> Slots:
    """a is b times a whole number."""
    low, b = _multiple(rng, is_small)
    return {"a": low * b, "b": b, "TIMES": _times_in_words(rng, b)}


def _part(rng: Random, is_small: bool) -> Slots:
    k = rng.choice((2, 2, 2, 3, 3, 4, 4, 5))
    english, chinese = _PARTS[k]
    return {"a": k * _pick(rng, is_small, (3, 150), (2, 15)), "k": k, "PART": rng.choice(english), "FEN": rng.choice(chinese)}


def _more(rng: Random, is_small: bool) -> Slots:
    b = _pick(rng, is_small, (2, 150), (2, 15))
    return {"a": b + _pick(rng, is_small, (2, 300), (2, 30)), "b": b}


def _fewer(rng: Random, is_small: bool) -> Slots:
    return {"a": _pick(rng, is_small, (3, 400), (3, 40)), "b": _pick(rng, is_small, (2, 150), (2, 15))}


def _age_when(rng: Random, is_small: bool) -> Slots:
    """In x years a + x is k times b + x."""
    del is_small
    while True:
        k, b, x = rng.choice((2, 2, 3, 3, 4, 5, 6)), rng.randint(2, 30), rng.randint(1, 20)
        a = k * (b + x) - x
        if a <= 90 and a >= b + 20:
            return {"a": a, "b": b, "k": k, "TIMES": _times_in_words(rng, k)}


def _age_times(rng: Random, is_small: bool) -> Slots:
    while True:
        k, young = rng.randint(2, 8), rng.randint(2, 30)
        if k * young <= 90 and (k - 1) * young >= 16:
            return {"a": k * young, "k": k, "c": rng.randint(2, 9 if is_small else 25), "TIMES": _times_in_words(rng, k)}


def _ratio(rng: Random, is_small: bool) -> Slots:
    """s shared in the ratio p:q:r, all three different."""
    del is_small
    p, q, r = rng.sample(range(1, 10), 3)
    return {"p": p, "q": q, "r": r, "s": (p + q + r) * rng.randint(2, 30)}


def _sum_difference(rng: Random, is_small: bool) -> Slots:
    low, d = _pick(rng, is_small, (3, 300), (2, 20)), _pick(rng, is_small, (2, 90), (2, 20))
    return {"s": 2 * low + d, "d": d}


def _start_gain_lose(rng: Random, is_small: bool) -> Slots:
    """Start x, plus b, minus c, is a."""
    x, b = _pick(rng, is_small, (3, 300), (3, 20)), _pick(rng, is_small, (2, 150), (2, 15))
    c = rng.randint(1, min(x + b - 1, 150))
    return {"a": x + b - c, "b": b, "c": c}


def _start_lose_gain(rng: Random, is_small: bool) -> Slots:
    """Start x, minus b, plus c, is a."""
    x, c = _pick(rng, is_small, (5, 400), (5, 30)), _pick(rng, is_small, (2, 150), (2, 15))
    b = rng.randint(1, min(x - 1, 150))
    return {"a": x - b + c, "b": b, "c": c}


def _gain_lose_gain(rng: Random, is_small: bool) -> Slots:
    a, b, d = (_pick(rng, is_small, (2, 300), (2, 15)) for _ in range(3))
    return {"a": a, "b": b, "c": rng.randint(2, min(a + b - 1, 300)), "d": d}


def _lose_gain_lose(rng: Random, is_small: bool) -> Slots:
    a, c = _pick(rng, is_small, (6, 400), (6, 20)), _pick(rng, is_small, (2, 200), (2, 10))
    b = rng.randint(2, a - 1)
    return {"a": a, "b": b, "c": c, "d": rng.randint(1, a - b + c)}


def _signed(rng: Random, is_small: bool) -> Slots:
    """Draw a temperature or level that may be negative, and two changes."""
    top = 12 if is_small else 30
    return {"a": rng.randint(-top // 2, top), "b": rng.randint(2, top), "c": rng.randint(2, top)}


def _rectangle_less(rng: Random, is_small: bool) -> Slots:
    """Width is length a less b."""
    b = _pick(rng, is_small, (2, 40), (2, 8))
    return {"a": b + _pick(rng, is_small, (2, 80), (2, 9)), "b": b}


def _rectangle_more(rng: Random, is_small: bool) -> Slots:
    """Length is width a and b more."""
    return {"a": _pick(rng, is_small, (2, 80), (2, 9)), "b": _pick(rng, is_small, (2, 40), (2, 8))}


def _perimeter(rng: Random, is_small: bool) -> Slots:
    a, other = _pick(rng, is_small, (2, 90), (2, 20)), _pick(rng, is_small, (2, 90), (2, 20))
    return {"p": 2 * (a + other), "a": a}


_PLAN: dict[str, dict[str, str]] = {
    "add": {"en": "Add to undo the difference.", "zh": "用加法计算。"},
    "subtract": {"en": "Subtract [the difference|to find it].", "zh": "用减法计算。"},
    "divide": {"en": "Divide [the larger by the number of times|to find it].", "zh": "用除法计算。"},
    "multiply_add": {"en": "Multiply, then add.", "zh": "先乘后加。"},
    "multiply_subtract": {"en": "Multiply, then subtract.", "zh": "先乘后减。"},
    "divide_add": {"en": "Divide, then add.", "zh": "先除后加。"},
    "fraction": {"en": "Take the fraction of the [whole|number].", "zh": "求一个数的几分之几。"},
    "ratio": {"en": "Divide the total by the parts, then take the share.", "zh": "先求一份是多少，再乘。"},
    "sum_difference": {"en": "Use the sum and the difference.", "zh": "用和与差求解。"},
    "backwards": {"en": "Work backwards from the end.", "zh": "从结果倒推。"},
    "steps": {"en": "Add and subtract in order.", "zh": "按顺序加减。"},
    "shape": {"en": "Find the other side first.", "zh": "先求另一条边。"},
    "side": {"en": "Half the perimeter less the known side.", "zh": "周长的一半减去已知边。"},
    "equation": {"en": "Set up [an equation|a relation] and solve it.", "zh": "列式求解。"},
}


def _story(name: str, draw: Draw, program: str, plan: str, *cot: str, weight: float = 0.8) -> Schema:
    family, _, _ = name.partition("_")
    return Schema(family=family, name=name, draw=draw, program=program, plan=_PLAN[plan], cot=cot, is_story=True, weight=weight)


STORIES: tuple[Schema, ...] = (
    # compare
    _story("compare_times_plus", _times_plus, "print({a}*{b}+{c})", "multiply_add", "{a}*{b}", "{_}+{c}"),  # second: b times a, c more
    _story("compare_times_minus", _times_minus, "print({a}*{b}-{c})", "multiply_subtract", "{a}*{b}", "{_}-{c}"),
    _story("compare_part", _part, "print({a}//{k})", "fraction", "{a}/{k}", weight=1.0),  # second: one k-th of a
    _story("compare_more_reverse", _more, "print({a}-{b})", "subtract", "{a}-{b}"),  # first has a, b more than the second: second?
    _story("compare_fewer_reverse", _fewer, "print({a}+{b})", "add", "{a}+{b}"),  # first has a, b fewer than the second: second?
    _story("compare_times_reverse", _times_reverse, "print({a}//{b})", "divide", "{a}/{b}"),  # first has a, b times the second: second?
    # age
    _story("age_when_times", _age_when, "print(({a}-{k}*{b})//({k}-1))", "equation"),  # in how many years is a k times b
    _story("age_times_future", _age_times, "print({a}//{k}+{c})", "divide_add", "{a}/{k}", "{_}+{c}"),
    # puzzles
    _story("puzzle_three_largest", _ratio, "a=[{p},{q},{r}]\nprint({s}*max(a)//sum(a))", "ratio", weight=0.7),
    _story("puzzle_three_smallest", _ratio, "a=[{p},{q},{r}]\nprint({s}*min(a)//sum(a))", "ratio", weight=0.7),
    _story("puzzle_three_named", _ratio, "a=[{p},{q},{r}]\nprint({s}*a[1]//sum(a))", "ratio", weight=0.7),  # the second share
    _story("puzzle_sum_difference_larger", _sum_difference, "print(({s}+{d})//2)", "sum_difference", "{s}+{d}", "{_}/2"),
    _story("puzzle_sum_difference_smaller", _sum_difference, "print(({s}-{d})//2)", "sum_difference", "{s}-{d}", "{_}/2"),
    # unknown: the start is asked
    _story("unknown_start_gain_lose", _start_gain_lose, "print({a}-{b}+{c})", "backwards"),  # +b, -c, now a
    _story("unknown_start_lose_gain", _start_lose_gain, "print({a}+{b}-{c})", "backwards", "{a}+{b}", "{_}-{c}"),  # -b, +c, now a
    # change
    _story("change_gain_lose_gain", _gain_lose_gain, "print({a}+{b}-{c}+{d})", "steps"),
    _story("change_lose_gain_lose", _lose_gain_lose, "print({a}-{b}+{c}-{d})", "steps"),
    _story("change_signed_fall_rise", _signed, "print({a}-{b}+{c})", "steps"),  # temperatures, floors, accounts
    _story("change_signed_rise_fall", _signed, "print({a}+{b}-{c})", "steps"),
    # rectangles
    _story("field_perimeter_less", _rectangle_less, "print(2*({a}+{a}-{b}))", "shape", weight=0.7),  # length a, width b less
    _story("field_area_less", _rectangle_less, "print({a}*({a}-{b}))", "shape", "{a}-{b}", "{_}*{a}", weight=0.7),
    _story("field_perimeter_more", _rectangle_more, "print(2*({a}+{a}+{b}))", "shape", weight=0.7),  # width a, length b more
    _story("field_area_more", _rectangle_more, "print({a}*({a}+{b}))", "shape", "{a}+{b}", "{_}*{a}", weight=0.7),
    _story("field_side_from_perimeter", _perimeter, "print({p}//2-{a})", "side", "{p}/2", "{_}-{a}", weight=0.7),
)
