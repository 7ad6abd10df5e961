"""More word problems: events that repeat, ladders and walks, averages, percentages, choices, rates, prices, packs and riddles.

Here: numbers, programs and mental steps. Not here: sentences (``words_en_situations.py``, ``words_zh_situations.py``, same names).
"""

from __future__ import annotations

from math import comb, gcd, lcm
from random import Random

from scripts.train_mini.problems.schema import Draw, Schema, Slots


def _repeats(rng: Random, is_small: bool) -> Slots:
    """Two things happen every a and every b minutes (days)."""
    while True:
        a, b = rng.randint(2, 12 if is_small else 40), rng.randint(2, 12 if is_small else 40)
        if a != b and lcm(a, b) <= (60 if is_small else 360):
            return {"a": a, "b": b}


def _equal_parts(rng: Random, is_small: bool) -> Slots:
    """The numbers a and b have a common divisor above 1."""
    while True:
        x, y = rng.randint(1, 12), rng.randint(2, 12)
        g = rng.randint(2, 6 if is_small else 24)
        if x != y and gcd(x, y) == 1:
            return {"a": g * x, "b": g * y}


_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37))


def _right_triangle(rng: Random, is_small: bool) -> Slots:
    """Legs a and b, hypotenuse c, all whole."""
    del is_small
    a, b, c = rng.choices(_TRIPLES, (10, 6, 4, 3, 2, 1, 1))[0]
    k = rng.randint(1, max(1, 80 // c))
    if rng.random() < 0.3:
        a, b = b, a
    return {"a": a * k, "b": b * k, "c": c * k}


def _ladder(rng: Random, is_small: bool) -> Slots:
    slots = _right_triangle(rng, is_small)
    a, b = sorted((int(str(slots["a"])), int(str(slots["b"]))))
    return {"a": a, "b": b, "c": slots["c"]}


def _average_joined(rng: Random, is_small: bool) -> Slots:
    """The average of n is a, one more is b; the new average has at most one decimal."""
    del is_small
    while True:
        n, a, b = rng.randint(2, 12), rng.randint(6, 95), rng.randint(3, 120)
        if a != b and abs(a - b) < 45 and (n * a + b) * 10 % (n + 1) == 0 and ((n * a + b) % (n + 1) == 0 or rng.random() < 0.3):
            return {"n": n, "a": a, "b": b}


def _average_wanted(rng: Random, is_small: bool) -> Slots:
    """An average of m over n, all but one known."""
    del is_small
    n, m = rng.choice((3, 4)), rng.randint(8, 94)
    spread = min(m - 3, 12)
    while True:
        known = [m + rng.randint(-spread, min(spread, 100 - m)) for _ in range(n - 1)]
        if 1 <= n * m - sum(known) <= max(100, m + 5) and n * m - sum(known) != m:
            break
    texts = [str(v) for v in known]
    return {
        "n": n,
        "m": m,
        "k": n - 1,
        "x": ",".join(texts),
        "V": " and ".join((", ".join(texts[:-1]), texts[-1])),
        "V_ZH": rng.choice(("、".join(texts), "、".join(texts), "和".join(("、".join(texts[:-1]), texts[-1])))),
    }


_CHANGES = (10, 20, 25, 50, 5, 15, 30, 40, 60, 75, 80, 35, 12, 8, 45, 12.5, 2.5, 4, 6, 16, 24, 32, 18)


def _change(sign: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        """Return a and b, which is a changed by a percentage."""
        del is_small
        while True:
            p, a = (
                rng.choice(_CHANGES),
                rng.choice((rng.randint(4, 60) * 5, rng.randint(2, 90) * 10, rng.randint(1, 40) * 40, rng.randint(8, 300))),
            )
            if a * p % 100 == 0:
                return {"a": a, "b": a + sign * int(a * p / 100)}

    return draw


def _rest_of_people(rng: Random, is_small: bool) -> Slots:
    del is_small
    while True:
        p, a = rng.randint(1, 19) * 5 if rng.random() < 0.7 else rng.randint(2, 98), rng.randint(2, 60) * rng.choice((5, 10, 20, 25))
        if a * p % 100 == 0 and a >= 20:
            return {"a": a, "p": p}


def _on_top(*shares: str) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        """Return an amount a and a percentage p; the result is exact to the cent."""
        del is_small
        p = rng.choice(shares)
        while True:
            a = rng.choice((rng.randint(1, 40) * 5, rng.randint(1, 60) * 10, rng.randint(1, 20) * 40, rng.randint(6, 200)))
            if (a * float(p)).is_integer():
                return {"a": a, "p": p}

    return draw


_COLORS = (
    ("red", "红"),
    ("blue", "蓝"),
    ("green", "绿"),
    ("yellow", "黄"),
    ("white", "白"),
    ("black", "黑"),
    ("purple", "紫"),
)


def _three_colors(rng: Random, is_small: bool) -> Slots:
    del is_small
    colors = rng.sample(_COLORS, 3)
    slots: Slots = {key: rng.randint(2, 12) for key in "abc"}
    for key, (word, word_zh) in zip("PQR", colors, strict=True):
        slots |= {key: word, f"{key}_ZH": word_zh}
    return slots


def _row(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"n": rng.randint(3, 9)}


def _team(rng: Random, is_small: bool) -> Slots:
    del is_small
    while True:
        n, k = rng.randint(4, 18), rng.randint(2, 6)
        if k < n and comb(n, k) <= 20_000:
            return {"n": n, "k": k}


def _podium(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"n": rng.randint(4, 25)}


def _decimal_hours(rng: Random, is_small: bool) -> Slots:
    """s = v*t for a time with a decimal point."""
    del is_small
    v = rng.choice((rng.randint(3, 20) * 5, rng.randint(3, 60) * 2, rng.randint(4, 120)))
    t = rng.choice(("0.5", "1.5", "2.5", "3.5", "4.5", "5.5", "1.5", "2.5", "0.75", "1.25", "2.25", "1.2", "0.8", "2.4", "3.2", "0.4"))
    return {"s": f"{v * float(t):.10g}", "t": t}


def _recipe(rng: Random, is_small: bool) -> Slots:
    """q for a people; for b it is whole again, and b is no multiple of a."""
    while True:
        a, b = rng.randint(2, 6 if is_small else 12), rng.randint(2, 9 if is_small else 30)
        q = rng.randint(2, 12) if is_small else rng.choice((rng.randint(2, 40), rng.randint(4, 90) * 10, rng.randint(2, 18) * 50))
        if b % a and q * b % a == 0 and q != a:
            return {"a": a, "b": b, "q": q}


def _fuel(rng: Random, is_small: bool) -> Slots:
    del is_small
    u = rng.choice((str(rng.randint(4, 14)), f"{rng.randint(4, 11)}.{rng.choice('55528')}"))
    return {"u": u, "s": rng.choice((rng.randint(2, 18) * 50, rng.randint(3, 60) * 20, rng.randint(1, 12) * 100))}


def _cents(rng: Random, top: int) -> int:
    return max(20, rng.randint(0, top) * 100 + rng.choice((5, 25, 75, 50, 99, 20, 40, 80, 60, rng.randint(1, 99))))


def _money(cents: int, rng: Random) -> str:
    text = f"{cents / 100:.2f}"
    if text.endswith("0") and rng.random() < 0.4:
        return text.removesuffix(".00") if text.endswith(".00") else text[:-1]
    return text


def _unit_price(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.randint(2, 15)
    return {"n": n, "c": _money(n * _cents(rng, 19), rng)}


def _two_items(rng: Random, is_small: bool) -> Slots:
    del is_small
    q = _money(_cents(rng, 29), rng) if rng.random() < 0.6 else str(rng.randint(2, 40))
    return {"a": rng.randint(2, 12), "p": _money(_cents(rng, 15), rng), "q": q}


_DOZENS = ("eggs", "pencils", "roses", "buttons", "cupcakes", "doughnuts", "oysters", "rolls", "tennis balls", "bottles")
_PAIRED = ("socks", "shoes", "gloves", "chopsticks", "boots", "earrings", "skis", "slippers")
_DOZENS_ZH = (
    ("鸡蛋", "个"),
    ("铅笔", "支"),
    ("毛巾", "条"),
    ("啤酒", "瓶"),
    ("扣子", "颗"),
    ("练习本", "本"),
    ("杯子", "个"),
    ("袜子", "只"),
    ("羽毛球", "个"),
)
_PAIRED_ZH = (("双", "袜子"), ("双", "鞋"), ("双", "筷子"), ("副", "手套"), ("双", "拖鞋"), ("对", "耳环"), ("双", "运动鞋"))


def _packed(rng: Random, is_small: bool) -> Slots:
    """n dozens (u = 12) or pairs (u = 2) make m pieces."""
    u = 12 if rng.random() < 0.65 else 2
    n = rng.randint(2, 8 if is_small else 30)
    words: Slots
    if u == 12:
        thing, (thing_zh, piece) = rng.choice(_DOZENS), rng.choice(_DOZENS_ZH)
        words = {
            "OF": f"dozen {thing}",
            "UNITS": "dozens",
            "ONE": "a dozen",
            "ONE_OF": "a dozen",
            "THINGS": thing,
            "PACK_ZH": "打",
            "THING_ZH": thing_zh,
            "PIECE_ZH": piece,
        }
    else:
        thing, (pack, thing_zh) = rng.choice(_PAIRED), rng.choice(_PAIRED_ZH)
        piece = "根" if thing_zh == "筷子" else "只"
        words = {
            "OF": f"pairs of {thing}",
            "UNITS": "pairs",
            "ONE": "a pair",
            "ONE_OF": "a pair of",
            "THINGS": thing,
            "PACK_ZH": pack,
            "THING_ZH": thing_zh,
            "PIECE_ZH": piece,
        }
    return {"n": n, "m": n * u, "u": u, **words}


def _nested(rng: Random, is_small: bool) -> Slots:
    if is_small:
        return {"a": rng.randint(2, 5), "b": rng.randint(2, 5), "c": rng.randint(2, 4)}
    return {"a": rng.randint(2, 20), "b": rng.randint(2, 12), "c": rng.randint(2, 30)}


def _chase(rng: Random, is_small: bool) -> Slots:
    """d is the head start: the faster goes v, the slower w, and v catches up after a whole time."""
    w, more, t = rng.randint(2, 9 if is_small else 70), rng.randint(2, 5 if is_small else 30), rng.randint(2, 9)
    return {"v": w + more, "w": w, "d": more * t}


def _chain(rng: Random, is_small: bool) -> Slots:
    """Change a number x by o (double, triple, half), then by b: the result is c. ``t`` undoes b, ``o`` undoes the first."""
    x, b = rng.randint(2, 9 if is_small else 60), rng.randint(1, 9 if is_small else 40)
    kind = rng.choice(("double", "double", "triple", "half"))
    factor = {"double": 2, "triple": 3}.get(kind, 0)
    x = x if factor else 2 * x
    middle = x * factor if factor else x // 2
    is_added = rng.random() < 0.6 or middle <= b
    en = {"double": "double", "triple": "triple", "half": "halve"}[kind]
    part = {"double": "twice", "triple": "three times", "half": "half of"}[kind]
    away = rng.choice((("take away", "takes away"), ("subtract", "subtracts")))
    put, puts = ("add", "adds") if is_added else away
    zh = {"double": ("乘2", "2倍"), "triple": ("乘3", "3倍"), "half": ("除以2", "一半")}[kind]
    return {
        "b": b,
        "c": middle + b if is_added else middle - b,
        "t": "-" if is_added else "+",
        "o": f"//{factor}" if factor else "*2",
        "DO": en,
        "DO_BIG": en.capitalize(),
        "PART_BIG": part.capitalize(),
        "PUT_BIG": put.capitalize(),
        "DOES": f"{en}s",
        "DONE": f"{en}d" if en.endswith("e") else f"{en}ed",
        "PART": part,
        "PUT": put,
        "PUTS": puts,
        "MORE": "more" if is_added else "less",
        "PLUS": "plus" if is_added else "minus",
        "DO_ZH": zh[0],
        "PART_ZH": zh[1],
        "PUT_ZH": "加" if is_added else "减",
        "MORE_ZH": "多" if is_added else "少",
    }


def _same_parity(rng: Random, is_small: bool) -> Slots:
    """Three consecutive even or odd numbers with the sum s; ``o`` leads from the middle one to the one asked."""
    del is_small
    middle = rng.randint(4, 90)
    o = rng.choice(("-2", "+2", "-2", "+2", ""))
    ask = {"-2": ("smallest", "最小"), "+2": ("largest", "最大"), "": ("middle", "中间")}[o]
    even = middle % 2 == 0
    return {
        "s": 3 * middle,
        "o": o,
        "ASK": ask[0],
        "ASK_ZH": ask[1],
        "KIND": "even" if even else "odd",
        "KIND_ZH": "偶数" if even else "奇数",
    }


_PLAN: dict[str, dict[str, str]] = {
    "lcm": {"en": "They [meet|come together] again after the least common multiple.", "zh": "求最小公倍数。"},
    "gcd": {"en": "The [largest|greatest] equal size is the greatest common divisor.", "zh": "求最大公因数。"},
    "leg": {"en": "Use the Pythagorean theorem for [the other leg|the missing leg].", "zh": "用勾股定理求另一条直角边。"},
    "hypotenuse": {"en": "Use the Pythagorean theorem for the hypotenuse.", "zh": "用勾股定理求斜边。"},
    "average": {"en": "Divide the new sum by the new count.", "zh": "用新的总和除以新的个数。"},
    "wanted": {"en": "Take the known values from the total needed.", "zh": "用需要的总和减去已知的数。"},
    "change": {"en": "Divide the change by the [old|first] value.", "zh": "用变化量除以原来的量。"},
    "percent": {"en": "Compute with the percentage.", "zh": "按百分数计算。"},
    "chance": {"en": "Divide the good outcomes by all.", "zh": "有利结果数除以总数。"},
    "row": {"en": "The number of orders is a factorial.", "zh": "全排列，用阶乘计算。"},
    "team": {"en": "Order does not matter: count combinations.", "zh": "不计顺序，用组合数计算。"},
    "podium": {"en": "Order matters: count permutations.", "zh": "要计顺序，用排列数计算。"},
    "divide": {"en": "Divide the total [by the number|].", "zh": "用除法计算。"},
    "multiply": {"en": "Multiply [the numbers|].", "zh": "用乘法计算。"},
    "multiply_add": {"en": "Multiply, then add.", "zh": "先乘后加。"},
    "scale": {"en": "[Scale the amount|Multiply, then divide].", "zh": "按比例计算。"},
    "chase": {"en": "Divide the head start by the difference of the speeds.", "zh": "用路程差除以速度差。"},
    "backwards": {"en": "Work backwards from the result.", "zh": "从结果倒推。"},
    "middle": {"en": "The middle one is a third of the sum.", "zh": "中间的数是和的三分之一。"},
}


def _story(family: str, name: str, draw: Draw, program: str, plan: str, *cot: str, weight: float = 0.8) -> Schema:
    return Schema(family=family, name=name, draw=draw, program=program, plan=_PLAN[plan], cot=cot, is_story=True, weight=weight)


_MATH = "from math import *\n"
_SYMPY = "from sympy import *\n"

STORIES: tuple[Schema, ...] = (
    # two things that repeat, and equal parts of two things
    _story("gcdlcm", "story_lcm", _repeats, f"{_MATH}print(lcm({{a}},{{b}}))", "lcm"),
    _story("gcdlcm", "story_gcd", _equal_parts, f"{_MATH}print(gcd({{a}},{{b}}))", "gcd"),
    # right triangles
    _story("pyth", "story_ladder", _ladder, f"{_MATH}print(isqrt({{c}}**2-{{a}}**2))", "leg"),
    _story("pyth", "story_walk", _right_triangle, f"{_MATH}print(isqrt({{a}}**2+{{b}}**2))", "hypotenuse"),
    # averages
    _story("average", "average_plus_one", _average_joined, 'print("%.10g"%(({n}*{a}+{b})/({n}+1)))', "average"),
    _story("average", "average_needed", _average_wanted, "print({n}*{m}-sum([{x}]))", "wanted"),
    # percentages
    _story("percent", "percent_story_up", _change(1), 'print("%.10g"%(({b}-{a})/{a}*100))', "change"),
    _story("percent", "percent_story_down", _change(-1), 'print("%.10g"%(({a}-{b})/{a}*100))', "change"),
    _story("percent", "percent_rest_people", _rest_of_people, "print({a}-{a}*{p}//100)", "percent"),
    _story(
        "percent",
        "percent_markup",
        _on_top("10", "20", "25", "50", "30", "40", "15", "60", "35", "100"),
        'print("%.10g"%({a}+{a}*{p}/100))',
        "percent",
    ),
    _story("percent", "percent_tip", _on_top("10", "15", "20", "18", "5", "8", "12", "7.5"), 'print("%.10g"%({a}+{a}*{p}/100))', "percent"),
    # chances and choices
    _story("count", "count_ball_not", _three_colors, f'{_SYMPY}print(1-S("{{c}}/({{a}}+{{b}}+{{c}})"))', "chance", weight=0.7),
    _story("count", "count_ball_either", _three_colors, f'{_SYMPY}print(S("({{a}}+{{b}})/({{a}}+{{b}}+{{c}})"))', "chance", weight=0.7),
    _story("count", "count_arrange_story", _row, f"{_MATH}print(factorial({{n}}))", "row", weight=0.7),
    _story("count", "count_team_story", _team, f"{_MATH}print(comb({{n}},{{k}}))", "team", weight=0.7),
    _story("count", "count_podium_story", _podium, f"{_MATH}print(perm({{n}},3))", "podium", weight=0.7),
    # rates
    _story("rate", "rate_speed_decimal", _decimal_hours, 'print("%.10g"%({s}/{t}))', "divide"),
    _story("rate", "rate_recipe", _recipe, "print({q}*{b}//{a})", "scale", "{q}*{b}", "{_}/{a}"),
    _story("rate", "rate_fuel", _fuel, 'print("%.10g"%({u}*{s}/100))', "scale"),
    _story("rate", "rate_chase", _chase, "print({d}//({v}-{w}))", "chase", "{v}-{w}", "{d}/{_}"),
    # money
    _story("money", "money_unit_price_decimal", _unit_price, 'print("%.10g"%({c}/{n}))', "divide"),
    _story("money", "money_two_items_decimal", _two_items, 'print("%.10g"%({a}*{p}+{q}))', "multiply_add"),
    _story(
        "money",
        "money_discount_amount",
        _on_top("10", "20", "25", "50", "30", "40", "15", "5", "60", "75"),
        'print("%.10g"%({a}*{p}/100))',
        "percent",
    ),
    # packs
    _story("groups", "groups_dozen_pieces", _packed, "print({n}*{u})", "multiply", "{n}*{u}"),
    _story("groups", "groups_dozens", _packed, "print({m}//{u})", "divide", "{m}/{u}"),
    _story("groups", "groups_three", _nested, "print({a}*{b}*{c})", "multiply", "{a}*{b}", "{_}*{c}"),
    # riddles
    _story("puzzle", "puzzle_chain", _chain, "print(({c}{t}{b}){o})", "backwards"),
    _story("puzzle", "puzzle_same_parity", _same_parity, "print({s}//3{o})", "middle"),
)
