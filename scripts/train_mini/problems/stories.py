"""Word problems: what each one asks. The sentences stand in ``words_en_*.py`` and ``words_zh.py`` under the same names.

Here: numbers, programs and mental steps of story schemas. Not here: wording.
"""

from __future__ import annotations

from random import Random

from scripts.train_mini.problems.schema import Draw, Schema, Slots


def _pick(rng: Random, is_small: bool, big: tuple[int, int], small: tuple[int, int]) -> int:
    low, high = small if is_small else big
    if not is_small and high > 200 and rng.random() < 0.6:
        high = max(low + 1, high // 10)
    return rng.randint(low, high)


def _plus(count: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        return {key: _pick(rng, is_small, (2, 900), (2, 12)) for key in "abcd"[:count]}

    return draw


def _minus(count: int) -> Draw:
    """a is larger than the sum of the others."""

    def draw(rng: Random, is_small: bool) -> Slots:
        slots: Slots = {key: _pick(rng, is_small, (2, 300), (1, 8)) for key in "bcd"[: count - 1]}
        rest = _pick(rng, is_small, (1, 500), (1, 8))
        return {"a": rest + sum(int(str(v)) for v in slots.values()), **slots}

    return draw


def _gain_lose(rng: Random, is_small: bool) -> Slots:
    a, b = _pick(rng, is_small, (2, 500), (2, 10)), _pick(rng, is_small, (2, 300), (2, 10))
    return {"a": a, "b": b, "c": rng.randint(1, a + b - 1)}


def _times(rng: Random, is_small: bool) -> Slots:
    return {"a": _pick(rng, is_small, (2, 60), (2, 9)), "b": _pick(rng, is_small, (2, 90), (2, 9))}


def _divide(rng: Random, is_small: bool) -> Slots:
    """a is b times a whole number."""
    b = _pick(rng, is_small, (2, 40), (2, 9))
    return {"a": b * _pick(rng, is_small, (2, 60), (2, 9)), "b": b}


def _divide_rest(rng: Random, is_small: bool) -> Slots:
    b = _pick(rng, is_small, (3, 40), (2, 9))
    return {"a": b * _pick(rng, is_small, (2, 40), (2, 9)) + rng.randint(1, b - 1), "b": b}


def _times_plus(rng: Random, is_small: bool) -> Slots:
    return {**_times(rng, is_small), "c": _pick(rng, is_small, (2, 200), (2, 9))}


def _times_minus(rng: Random, is_small: bool) -> Slots:
    slots = _times(rng, is_small)
    return {**slots, "c": rng.randint(1, min(int(str(slots["a"])) * int(str(slots["b"])) - 1, 9 if is_small else 10**6))}


def _two_groups(rng: Random, is_small: bool) -> Slots:
    first, second = _times(rng, is_small), _times(rng, is_small)
    return {"a": first["a"], "b": first["b"], "c": second["a"], "d": second["b"]}


def _take_then_share(rng: Random, is_small: bool) -> Slots:
    """(a-b)/c is whole."""
    c, each = _pick(rng, is_small, (2, 20), (2, 6)), _pick(rng, is_small, (2, 40), (2, 6))
    b = _pick(rng, is_small, (2, 100), (2, 6))
    return {"a": c * each + b, "b": b, "c": c}


def _add_then_share(rng: Random, is_small: bool) -> Slots:
    """(a+b)/c is whole."""
    c, each = _pick(rng, is_small, (2, 20), (2, 6)), _pick(rng, is_small, (2, 40), (2, 6))
    a = rng.randint(1, c * each - 1)
    return {"a": a, "b": c * each - a, "c": c}


def _regroup(rng: Random, is_small: bool) -> Slots:
    """a*b/c is whole."""
    a, b = _pick(rng, is_small, (2, 40), (2, 8)), _pick(rng, is_small, (2, 40), (2, 8))
    divisors = [c for c in range(2, a * b) if a * b % c == 0] or [a]
    return {"a": a, "b": b, "c": rng.choice(divisors[:12])}


def _price(rng: Random) -> str:
    cents = rng.choice(("5", "25", "75", "50", "99", "20", "40", "80", "5", f"{rng.randint(1, 99):02d}"))
    return f"{rng.randint(0, 40)}.{cents}"


def _cost_decimal(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"a": rng.randint(2, 40), "p": _price(rng)}


def _pay_decimal(rng: Random, is_small: bool) -> Slots:
    del is_small
    price = _price(rng)
    a = rng.randint(2, 8)
    return {"a": a, "p": price, "m": next((note for note in (5, 10, 20, 50, 100, 200, 500) if note > a * float(price)), 1000)}


def _pay(rng: Random, is_small: bool) -> Slots:
    a, p = _pick(rng, is_small, (2, 12), (2, 5)), _pick(rng, is_small, (2, 40), (2, 9))
    return {"a": a, "p": p, "m": next((note for note in (20, 50, 100, 200, 500) if note > a * p), 1000)}


def _two_prices(rng: Random, is_small: bool) -> Slots:
    slots = _two_groups(rng, is_small)
    return {"a": slots["a"], "p": slots["b"], "b": slots["c"], "q": slots["d"]}


def _save_up(rng: Random, is_small: bool) -> Slots:
    """(a-b)/c weeks, whole: target a, has b, saves c a week."""
    return _take_then_share(rng, is_small)


def _profit(rng: Random, is_small: bool) -> Slots:
    p = _pick(rng, is_small, (2, 90), (2, 9))
    return {"p": p, "q": p + _pick(rng, is_small, (1, 60), (1, 9)), "a": _pick(rng, is_small, (2, 60), (2, 9))}


def _travel(rng: Random, is_small: bool) -> Slots:
    """v per hour, t hours, s = v*t."""
    v, t = _pick(rng, is_small, (3, 120), (2, 9)), _pick(rng, is_small, (2, 12), (2, 9))
    return {"v": v, "t": t, "s": v * t}


def _two_legs(rng: Random, is_small: bool) -> Slots:
    first, second = _travel(rng, is_small), _travel(rng, is_small)
    return {"v": first["v"], "t": first["t"], "w": second["v"], "u": second["t"]}


def _meet(rng: Random, is_small: bool) -> Slots:
    v, w, t = (_pick(rng, is_small, (3, 90), (2, 5)) for _ in range(3))
    t = rng.randint(2, 9)
    return {"v": v, "w": w, "t": t, "s": (v + w) * t}


def _scale(rng: Random, is_small: bool) -> Slots:
    """a things in b hours, how many in c: a/b is whole."""
    each, b = _pick(rng, is_small, (2, 40), (2, 6)), _pick(rng, is_small, (2, 12), (2, 5))
    return {"a": each * b, "b": b, "c": rng.choice([c for c in range(2, 25 if not is_small else 7) if c != b])}


def _age_times(rng: Random, is_small: bool) -> Slots:
    return {"a": rng.randint(2, 9 if is_small else 16), "k": rng.randint(2, 5)}


def _age_past(rng: Random, is_small: bool) -> Slots:
    b = rng.randint(2, 8 if is_small else 20)
    return {"a": b + rng.randint(2, 10 if is_small else 50), "b": b}


def _age(rng: Random, is_small: bool) -> Slots:
    top = 10 if is_small else 50
    return {"a": rng.randint(3, top), "b": rng.randint(2, 8 if is_small else 30), "c": rng.randint(2, 8 if is_small else 20)}


def _sum_difference(rng: Random, is_small: bool) -> Slots:
    low, d = rng.randint(2, 8 if is_small else 80), rng.randint(2, 6 if is_small else 30)
    return {"s": 2 * low + d, "d": d}


def _sum_times(rng: Random, is_small: bool) -> Slots:
    """The total s of a number and k times that number."""
    low, k = rng.randint(2, 8 if is_small else 60), rng.randint(2, 6)
    return {"s": low * (k + 1), "k": k}


def _fraction(rng: Random, is_small: bool) -> Slots:
    """n/d of a; e is that part, f the rest, both whole."""
    d = rng.randint(2, 5 if is_small else 12)
    n = 1 if rng.random() < 0.4 else rng.randint(1, d - 1)
    unit = rng.randint(2, 6 if is_small else 60)
    return {"n": n, "d": d, "a": d * unit, "e": n * unit, "SHARE": _share_en(n, d, rng), "SHARE_ZH": _share_zh(n, d, rng)}


_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth", 12: "twelfth"}
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_COUNTS_ZH = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def _share_en(n: int, d: int, rng: Random) -> str:
    """Return a fraction in words: half, a third, two thirds."""
    if d not in _PARTS:
        return f"{n}/{d}"
    if n == 1:
        return (
            "half"
            if d == 2
            else f"{rng.choice(('an' if d == 8 else 'a', 'one'))} {rng.choice(('quarter', 'fourth')) if d == 4 else _PARTS[d]}"
        )
    return f"{_COUNTS[n]}{rng.choice((' ', '-'))}{_PARTS[d]}s"


def _share_zh(n: int, d: int, rng: Random) -> str:
    """Return a fraction as Chinese texts write it."""
    words = "一半" if (n, d) == (1, 2) and rng.random() < 0.6 else f"{_COUNTS_ZH[d]}分之{_COUNTS_ZH[n]}"
    return rng.choice((words, words, words, f"{n}/{d}", f"{n}/{d}", f"$\\frac{{{n}}}{{{d}}}$", f"{d}分之{n}"))


def _percent(rng: Random, is_small: bool) -> Slots:
    """p percent of a is a multiple of one quarter."""
    del is_small
    p = rng.choice(
        (
            "10",
            "20",
            "25",
            "50",
            "5",
            "15",
            "30",
            "40",
            "60",
            "75",
            "80",
            "35",
            "12",
            "8",
            "45",
            "12.5",
            "2.5",
            "7.5",
            "37.5",
            "62.5",
            "90",
            "18",
            "22",
            "65",
            "4",
            "6",
        )
    )
    a = rng.choice(
        (rng.randint(1, 40) * 20, rng.randint(1, 90) * 10, rng.randint(2, 30) * 40, rng.randint(1, 20) * 100, rng.randint(4, 200))
    )
    return {"p": p, "a": a}


def _percent_of_whole(rng: Random, is_small: bool) -> Slots:
    """a is p percent of a whole number."""
    slots = _percent(rng, is_small)
    whole = int(str(slots["a"])) * (1 if "." not in str(slots["p"]) else 8)
    part = whole * float(str(slots["p"])) / 100
    while part != int(part):
        whole, part = whole * 2, part * 2
        if whole > 10**5:
            whole, part = 200, 2.0 * float(str(slots["p"]))
            break
    return {"p": slots["p"], "a": f"{part:g}"}


def _discount_zh(rng: Random, is_small: bool) -> Slots:
    """Chinese discounts: z zhe means z tenths (or z hundredths from 11 up) of the price remain."""
    del is_small
    z = rng.choice(("九", "八", "七", "六", "五", "八五", "七五", "九五", "六五"))
    digits = {"九": 9, "八": 8, "七": 7, "六": 6, "五": 5}
    share = digits[z] * 10 if len(z) == 1 else digits[z[0]] * 10 + digits[z[1]]
    number = z if rng.random() < 0.6 else (str(share // 10) if len(z) == 1 else f"{share / 10:g}")
    return {"z": number, "p": share, "a": rng.choice((rng.randint(1, 50) * 10, rng.randint(2, 60) * 20, rng.randint(10, 900)))}


def _part_of(rng: Random, is_small: bool) -> Slots:
    """a of b as a percentage that is whole or a half."""
    del is_small
    b = rng.choice((20, 25, 40, 50, 80, 100, 200, 10, 125, 160, 250, 400, 500, 16, 32))
    return {"a": rng.randint(1, b - 1), "b": b}


def _interest(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {
        "a": rng.randint(1, 80) * 100,
        "r": rng.choice(("2", "3", "4", "5", "6", "8", "10", "2.5", "3.5", "1.5", "4.5", "12")),
        "t": rng.randint(2, 8),
    }


def _average(count: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        mean = _pick(rng, is_small, (4, 95), (3, 9))
        values = [max(1, mean + rng.randint(-min(mean - 1, 12), 12)) for _ in range(count - 1)]
        last = mean * count - sum(values)
        if last < 1:
            values, last = [mean] * (count - 1), mean
        return dict(zip("abcd", [*values, last], strict=False))

    return draw


def _average_missing(rng: Random, is_small: bool) -> Slots:
    """k tests average m; after one more of x, or: what must the next be for an average of n."""
    del is_small
    k, m = rng.randint(2, 8), rng.randint(50, 95)
    n = m + rng.randint(0, 4)
    return {"k": k, "m": m, "n": n, "j": k + 1}


def _rectangle(rng: Random, is_small: bool) -> Slots:
    b = _pick(rng, is_small, (2, 60), (2, 8))
    return {"a": b + _pick(rng, is_small, (1, 40), (1, 4)), "b": b}


def _legs(rng: Random, is_small: bool) -> Slots:
    """x two-legged and y four-legged animals: h heads and f feet."""
    del is_small
    x, y = rng.randint(2, 40), rng.randint(2, 40)
    return {"x": x, "y": y, "h": x + y, "f": 2 * x + 4 * y}


def _legs_count(rng: Random, is_small: bool) -> Slots:
    return {"x": _pick(rng, is_small, (2, 40), (2, 9)), "y": _pick(rng, is_small, (2, 40), (2, 9))}


def _ratio(rng: Random, is_small: bool) -> Slots:
    """s shared in the ratio m:n."""
    del is_small
    m, n = rng.randint(1, 9), rng.randint(1, 9)
    n = n + 1 if n == m else n
    return {"m": m, "n": n, "s": (m + n) * rng.randint(2, 40)}


def _trees(rng: Random, is_small: bool) -> Slots:
    d = _pick(rng, is_small, (2, 20), (2, 6))
    return {"d": d, "s": d * _pick(rng, is_small, (4, 60), (3, 9))}


def _temperature(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"a": rng.randint(-15, 30), "b": rng.randint(2, 25)}


def _consecutive(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"s": 3 * rng.randint(3, 120)}


def _number_puzzle(rng: Random, is_small: bool) -> Slots:
    """k times a number plus b is c."""
    k, x = rng.randint(2, 12), rng.randint(2, 9 if is_small else 60)
    b = rng.randint(1, min(k * x - 1, 9 if is_small else 60))
    return {"k": k, "b": b, "c": k * x + b, "e": k * x - b}


def _minutes(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"h": rng.randint(1, 9), "m": rng.randint(1, 59)}


def _work_together(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b = rng.choice(
        (
            (3, 6),
            (4, 12),
            (6, 12),
            (10, 15),
            (2, 2),
            (6, 3),
            (12, 6),
            (20, 30),
            (8, 24),
            (5, 20),
            (12, 4),
            (15, 30),
            (4, 4),
            (9, 18),
            (30, 15),
            (2, 3),
            (3, 4),
            (4, 6),
            (5, 10),
            (6, 8),
        )
    )
    return {"a": a, "b": b}


_PLAN: dict[str, dict[str, str]] = {
    "add": {"en": "Add [the numbers|them|the amounts].", "zh": "用加法计算。"},
    "subtract": {"en": "Subtract to find the [difference|rest].", "zh": "用减法计算。"},
    "add_subtract": {"en": "Add first, then subtract.", "zh": "先加后减。"},
    "multiply": {"en": "Multiply [the two numbers|the number of groups by the size of one].", "zh": "用乘法计算。"},
    "divide": {"en": "Divide [to find the share|the total].", "zh": "用除法计算。"},
    "remainder": {"en": "The remainder of the division is left over.", "zh": "求除法的余数。"},
    "multiply_add": {"en": "Multiply, then add.", "zh": "先乘后加。"},
    "multiply_subtract": {"en": "Multiply, then subtract.", "zh": "先乘后减。"},
    "products": {"en": "Add the two products.", "zh": "分别相乘再相加。"},
    "subtract_divide": {"en": "Subtract, then divide.", "zh": "先减后除。"},
    "add_divide": {"en": "Add, then divide.", "zh": "先加后除。"},
    "add_multiply": {"en": "Add, then multiply.", "zh": "先加后乘。"},
    "subtract_multiply": {"en": "Subtract, then multiply.", "zh": "先减后乘。"},
    "multiply_divide": {"en": "Multiply, then divide.", "zh": "先乘后除。"},
    "divide_multiply": {"en": "Find [one unit|the rate] first, then multiply.", "zh": "先求一份是多少，再乘。"},
    "fraction": {"en": "Take the fraction of the whole.", "zh": "求一个数的几分之几。"},
    "whole": {"en": "Divide the part by its fraction.", "zh": "用部分除以对应的分数。"},
    "percent": {"en": "Compute with the percentage.", "zh": "按百分数计算。"},
    "interest": {"en": "Compute the interest.", "zh": "计算利息。"},
    "average": {"en": "Divide the sum by the count.", "zh": "用总和除以个数。"},
    "equation": {"en": "Set up [an equation|a relation] and solve it.", "zh": "列式求解。"},
}


def _story(name: str, draw: Draw, program: str, plan: str, *cot: str, weight: float = 1.0) -> Schema:
    family, _, _ = name.partition("_")
    return Schema(family=family, name=name, draw=draw, program=program, plan=_PLAN[plan], cot=cot, is_story=True, weight=weight)


STORIES: tuple[Schema, ...] = (
    # change: a quantity grows or shrinks
    _story("change_gain", _plus(2), "print({a}+{b})", "add", "{a}+{b}"),
    _story("change_lose", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),
    _story("change_gain_lose", _gain_lose, "print({a}+{b}-{c})", "add_subtract", "{a}+{b}", "{_}-{c}"),
    _story("change_lose_lose", _minus(3), "print({a}-{b}-{c})", "subtract", "{a}-{b}", "{_}-{c}"),
    # unknown: the start or the change is asked
    _story("unknown_start_gain", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),  # got b, now a: at first?
    _story("unknown_start_lose", _plus(2), "print({a}+{b})", "add", "{a}+{b}"),  # gave away a, b left: at first?
    _story("unknown_gained", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),  # had b, now a: how many got?
    _story("unknown_lost", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),  # had a, now b: how many lost?
    # combine: parts and a whole
    _story("combine_two", _plus(2), "print({a}+{b})", "add", "{a}+{b}"),
    _story("combine_three", _plus(3), "print({a}+{b}+{c})", "add", "{a}+{b}", "{_}+{c}"),
    _story("combine_part", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),  # a in all, b of one kind: the other kind?
    # compare
    _story("compare_more", _plus(2), "print({a}+{b})", "add", "{a}+{b}"),  # first has a, second b more: second?
    _story("compare_fewer", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),  # first has a, second b fewer: second?
    _story("compare_difference", _minus(2), "print({a}-{b})", "subtract", "{a}-{b}"),  # how many more than
    _story("compare_more_total", _plus(2), "print({a}+{a}+{b})", "add", "{a}+{b}", "{_}+{a}"),  # together
    _story("compare_fewer_total", _minus(2), "print({a}+{a}-{b})", "add_subtract", "{a}-{b}", "{_}+{a}"),  # together
    _story("compare_times", _times, "print({a}*{b})", "multiply", "{a}*{b}"),  # first has a, second b times as many: second?
    _story("compare_times_total", _times, "print({a}*({b}+1))", "add_multiply", "{a}*{b}", "{_}+{a}"),  # together
    # groups
    _story("groups_product", _times, "print({a}*{b})", "multiply", "{a}*{b}", weight=1.5),  # a groups of b
    _story("groups_share", _divide, "print({a}//{b})", "divide", "{a}/{b}"),  # a shared equally among b
    _story("groups_pack", _divide, "print({a}//{b})", "divide", "{a}/{b}"),  # a things, b in each: how many groups?
    _story("groups_product_plus", _times_plus, "print({a}*{b}+{c})", "multiply_add", "{a}*{b}", "{_}+{c}"),  # a groups of b and c more
    _story("groups_product_minus", _times_minus, "print({a}*{b}-{c})", "multiply_subtract", "{a}*{b}", "{_}-{c}"),  # a groups of b, c gone
    _story("groups_two", _two_groups, "print({a}*{b}+{c}*{d})", "products", "{a}*{b}", "{_}+{c}*{d}"),  # a groups of b and c of d
    _story("groups_left", _divide_rest, "print({a}%{b})", "remainder"),  # a packed by b: how many left over?
    _story("groups_needed", _divide_rest, "print(-(-{a}//{b}))", "divide"),  # a people, b seats each: how many vehicles needed?
    _story(
        "groups_take_share", _take_then_share, "print(({a}-{b})//{c})", "subtract_divide", "{a}-{b}", "{_}/{c}"
    ),  # b removed, rest among c
    _story("groups_add_share", _add_then_share, "print(({a}+{b})//{c})", "add_divide", "{a}+{b}", "{_}/{c}"),  # a and b together among c
    _story(
        "groups_regroup", _regroup, "print({a}*{b}//{c})", "multiply_divide", "{a}*{b}", "{_}/{c}"
    ),  # a groups of b rearranged into groups of c (or c groups)
    # money
    _story("money_cost", _times, "print({a}*{b})", "multiply", "{a}*{b}"),  # a things at b each
    _story("money_cost_decimal", _cost_decimal, 'print("%.10g"%({a}*{p}))', "multiply"),  # a things at p (decimal) each
    _story("money_two_prices", _two_prices, "print({a}*{p}+{b}*{q})", "products", "{a}*{p}", "{_}+{b}*{q}"),  # a at p and b at q
    _story("money_pay", _pay, "print({m}-{a}*{p})", "multiply_subtract", "{a}*{p}", "{m}-{_}"),  # pays with m for a at p: change?
    _story("money_pay_decimal", _pay_decimal, 'print("%.10g"%({m}-{a}*{p}))', "multiply_subtract"),
    _story("money_unit_price", _divide, "print({a}//{b})", "divide", "{a}/{b}"),  # b things cost a: one?
    _story("money_afford", _divide_rest, "print({a}//{b})", "divide"),  # a in the purse, b each: how many at most?
    _story(
        "money_save", _save_up, "print(({a}-{b})//{c})", "subtract_divide", "{a}-{b}", "{_}/{c}"
    ),  # needs a, has b, saves c a week: weeks?
    _story(
        "money_profit", _profit, "print({a}*({q}-{p}))", "subtract_multiply", "{q}-{p}", "{_}*{a}"
    ),  # buys at p sells at q, a things: profit?
    _story("money_wage", _times_plus, "print({a}*{b}+{c})", "multiply_add", "{a}*{b}", "{_}+{c}"),  # a hours at b plus a bonus c
    # rate
    _story("rate_distance", _travel, "print({v}*{t})", "multiply", "{v}*{t}"),
    _story("rate_time", _travel, "print({s}//{v})", "divide", "{s}/{v}"),
    _story("rate_speed", _travel, "print({s}//{t})", "divide", "{s}/{t}"),
    _story("rate_two_legs", _two_legs, "print({v}*{t}+{w}*{u})", "products", "{v}*{t}", "{_}+{w}*{u}"),  # v for t hours then w for u hours
    _story("rate_apart", _meet, "print(({v}+{w})*{t})", "add_multiply", "{v}+{w}", "{_}*{t}"),  # towards or away, t hours: distance?
    _story(
        "rate_meet", _meet, "print({s}//({v}+{w}))", "add_divide", "{v}+{w}", "{s}/{_}"
    ),  # distance s, towards each other: hours until they meet?
    _story("rate_scale", _scale, "print({a}//{b}*{c})", "divide_multiply", "{a}/{b}", "{_}*{c}"),  # a in b hours: in c hours?
    _story(
        "rate_together", _work_together, 'from sympy import *\nprint(1/(S("1/{a}")+S("1/{b}")))', "equation"
    ),  # one needs a hours, the other b: together?
    # age
    _story("age_future", _age, "print({a}+{b})", "add", "{a}+{b}"),  # a now: in b years?
    _story("age_past", _age_past, "print({a}-{b})", "subtract", "{a}-{b}"),
    _story("age_older_future", _age, "print({a}+{b}+{c})", "add", "{a}+{b}", "{_}+{c}"),  # first is a, second b older: second in c years?
    _story("age_times", _age_times, "print({a}*{k})", "multiply", "{a}*{k}"),  # first is a, second k times as old
    _story(
        "age_sum_older", _sum_difference, "print(({s}+{d})//2)", "add_divide", "{s}+{d}", "{_}/2"
    ),  # together s, differ by d: the older?
    _story("age_sum_younger", _sum_difference, "print(({s}-{d})//2)", "subtract_divide", "{s}-{d}", "{_}/2"),  # the younger?
    # fractions of things
    _story("fraction_of", _fraction, "print({a}*{n}//{d})", "fraction"),
    _story("fraction_left", _fraction, "print({a}-{a}*{n}//{d})", "fraction"),
    _story("fraction_whole", _fraction, "print({e}*{d}//{n})", "whole"),  # e is n/d of all: all?
    # percentages
    _story("percent_of", _percent, 'print("%.10g"%({a}*{p}/100))', "percent"),
    _story("percent_left", _percent, 'print("%.10g"%({a}-{a}*{p}/100))', "percent"),  # the others, the rest
    _story("percent_discount", _percent, 'print("%.10g"%({a}-{a}*{p}/100))', "percent"),  # price a, p% off: new price?
    _story(
        "percent_increase", _percent, 'print("%.10g"%({a}+{a}*{p}/100))', "percent"
    ),  # a rises by p%: new value? also tax and tip, total
    _story("percent_zhe", _discount_zh, 'print("%.10g"%({a}*{p}/100))', "percent"),  # Chinese only: price a sold at z zhe
    _story("percent_what", _part_of, 'print("%.10g"%({a}/{b}*100))', "percent"),  # a of b: what percent? (answer without the sign)
    _story("percent_whole", _percent_of_whole, 'print("%.10g"%({a}/({p}/100)))', "percent"),  # a is p% of all: all?
    _story("percent_interest", _interest, 'print("%.10g"%({a}*{r}/100*{t}))', "interest"),  # simple interest earned
    _story("percent_interest_total", _interest, 'print("%.10g"%({a}+{a}*{r}/100*{t}))', "interest"),  # simple: total after t years
    _story(
        "percent_compound", _interest, 'print("%.10g"%round({a}*(1+{r}/100)**{t},2))', "interest"
    ),  # compounded yearly: total, to the cent
    # average
    _story("average_three", _average(3), "print(({a}+{b}+{c})//3)", "average"),
    _story("average_four", _average(4), "print(({a}+{b}+{c}+{d})//4)", "average"),
    _story(
        "average_next", _average_missing, "print({n}*{j}-{m}*{k})", "multiply_subtract"
    ),  # k tests average m; the next for an average of n over j?
    # shapes in stories
    _story("field_area", _rectangle, "print({a}*{b})", "multiply", "{a}*{b}"),
    _story("field_perimeter", _rectangle, "print(2*({a}+{b}))", "add_multiply", "{a}+{b}", "2*{_}"),
    _story("field_square", _times, "print(4*{a})", "multiply", "4*{a}"),  # square of side a: perimeter, fence, once around
    # puzzles
    _story("puzzle_heads_feet", _legs, "print(({f}-2*{h})//2)", "equation"),  # h heads f feet: how many FOUR-legged?
    _story("puzzle_heads_feet_two", _legs, "print((4*{h}-{f})//2)", "equation"),  # how many TWO-legged?
    _story("puzzle_legs", _legs_count, "print(2*{x}+4*{y})", "products", "2*{x}", "{_}+4*{y}"),  # x birds y four-legged: legs?
    _story("puzzle_ratio_first", _ratio, "print({s}*{m}//({m}+{n}))", "equation"),  # s in the ratio m:n: the first share?
    _story("puzzle_ratio_second", _ratio, "print({s}*{n}//({m}+{n}))", "equation"),
    _story("puzzle_sum_times", _sum_times, "print({s}//({k}+1))", "equation"),  # together s, one has k times the other: the smaller?
    _story("puzzle_trees", _trees, "print({s}//{d}+1)", "divide"),  # one every d metres over s metres, both ends
    _story("puzzle_colder", _temperature, "print({a}-{b})", "subtract"),
    _story("puzzle_warmer", _temperature, "print({a}+{b})", "add"),
    _story("puzzle_consecutive", _consecutive, "print({s}//3-1)", "equation"),  # three consecutive integers add to s: the smallest?
    _story("puzzle_number_plus", _number_puzzle, "print(({c}-{b})//{k})", "equation"),  # k times a number plus b is c
    _story("puzzle_number_minus", _number_puzzle, "print(({e}+{b})//{k})", "equation"),  # k times a number minus b is e
    _story("puzzle_minutes", _minutes, "print({h}*60+{m})", "multiply_add"),  # h hours m minutes in minutes
)
