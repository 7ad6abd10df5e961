"""Algebra: equations, inequalities, systems, and rewriting expressions.

Here: lineq, quad, sys, ineq, factor, expand, simplify, evalf. Not here: typesetting and common sentences (``maths_arithmetic.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from scripts.train_mini.problems.maths_arithmetic import balanced, short_answer, show, style, task
from scripts.train_mini.problems.schema import Draw, Schema, Slots

_NAMES = "xxxxxxxxxxxyyynntakmzpw"


def letter(rng: Random) -> str:
    """Draw a variable; x is by far the most common."""
    return rng.choice(_NAMES)


def poly(coefficients: Sequence[int], v: str) -> str:
    """Return a polynomial in Python, highest power first, as a person would write it."""
    degree, text = len(coefficients) - 1, ""
    for index, c in enumerate(coefficients):
        if c == 0:
            continue
        power = degree - index
        variable = "" if power == 0 else v if power == 1 else f"{v}**{power}"
        size = str(abs(c)) if not variable or abs(c) != 1 else ""
        term = f"{size}*{variable}" if size and variable else size or variable
        text += ("-" if c < 0 else "+" if text else "") + term
    return text or "0"


def nonzero(rng: Random, top: int) -> int:
    """Draw an integer from -top to top that is not zero."""
    return rng.choice((-1, 1, 1)) * rng.randint(1, top)


def _top(rng: Random) -> int:
    return rng.choice((9, 9, 12, 20, 60))


def _equation(rng: Random, v: str, left: str, right: str) -> Slots:
    look = style(rng, latex=0.4)
    look = replace(look, over="frac" if look.is_latex and look.over != "/" else "/")
    if rng.random() < 0.08:
        left, right = right, left
    text = look.wrap(look.equation(left, right))
    return {"v": v, "l": _exact_side(left), "r": _exact_side(right), "E": text}


def _exact_side(python: str) -> str:
    """Keep a side that is a mere fraction exact."""
    return f'S("{python}")' if re.fullmatch(r"\d+/\d+", python) else python


def _linear_one(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, x, a = letter(rng), rng.randint(-9, 40), rng.randint(2, _top(rng))
    return _equation(
        rng,
        v,
        *rng.choice(
            (
                (f"{v}+{a}", str(x + a)),
                (f"{v}-{a}", str(x - a)),
                (f"{a}*{v}", str(a * x if rng.random() < 0.8 else x)),
                (f"{v}/{a}", str(x)),
                (f"{a}-{v}", str(a - x)),
                (f"{a}+{v}", str(x + a)),
                (f"-{a}*{v}", str(-a * x)),
            )
        ),
    )


def _linear_two(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, a, b = letter(rng), rng.randint(2, 15) * rng.choice((1, 1, 1, -1)), nonzero(rng, _top(rng))
    c = a * rng.randint(-12, 30) + b if rng.random() < 0.75 else rng.randint(-30, 60)
    left = poly((a, b), v) if rng.random() < 0.8 else f"{b}{a:+d}*{v}"
    return _equation(rng, v, left, str(c))


def _linear_both(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, x = letter(rng), rng.randint(-12, 20)
    a, c = rng.randint(1, 12), rng.randint(-6, 12)
    if c in {0, a}:
        c = a + rng.randint(1, 5)
    b = nonzero(rng, _top(rng))
    d = a * x + b - c * x if rng.random() < 0.7 else nonzero(rng, 20)
    return _equation(rng, v, poly((a, b), v), poly((c, d), v))


def _inside(rng: Random, v: str, top: int = 9) -> str:
    return poly((rng.choice((1, 1, 1, 2, 3)), nonzero(rng, top)), v)


def _linear_bracket(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, a, b = letter(rng), rng.randint(2, 9), nonzero(rng, 12)
    x, k = rng.randint(-9, 20), rng.choice((1, 1, 1, 2, 3))
    inner, total = poly((k, b), v), a * (k * x + b)
    d = nonzero(rng, 12)
    return _equation(
        rng,
        v,
        *rng.choice(
            (
                (f"{a}*({inner})", str(total if rng.random() < 0.8 else rng.randint(1, 60))),
                (f"{a}*({inner})", str(total)),
                (f"{a}*({inner})+{abs(d)}", str(total + abs(d))),
                (f"{a}*({inner})-{abs(d)}", str(total - abs(d))),
                (f"{a}*({inner})", poly((a * k - 1, total - (a * k - 1) * x), v)),
                (f"{a}*({inner})", f"{a + 1}*({_inside(rng, v)})"),
                (f"{a}*({inner})+{abs(d)}*({_inside(rng, v)})", str(rng.randint(1, 60))),
                (f"{abs(d) + 20}-{a}*({inner})", str(abs(d) + 20 - total)),
            )
        ),
    )


def _linear_over(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, a, b, q = letter(rng), rng.randint(2, 9), nonzero(rng, 12), rng.randint(-6, 15)
    n, m = rng.randint(2, 7), rng.choice([k for k in (2, 3, 4, 5, 6, 8) if k != a])
    return _equation(
        rng,
        v,
        *rng.choice(
            (
                (f"{v}/{a}{b:+d}", str(q + b)),
                (f"{v}/{a}{b:+d}", str(q + b)),
                (f"({poly((1, b), v)})/{a}", str(q)),
                (f"({poly((n, b), v)})/{a}", str(q)),
                (f"{n}*{v}/{a}", str(n * abs(q) if rng.random() < 0.7 else q)),
                (f"{n}*{v}/{a}{b:+d}", str(n * q + b)),
                (f"{v}/{a}+{v}/{m}", str((a + m) * rng.randint(1, 4))),
                (f"{v}/{a}-{v}/{m}", str(rng.randint(1, 9))),
                (f"({poly((1, b), v)})/{a}", f"({poly((1, nonzero(rng, 9)), v)})/{m}"),
                (f"{v}/{a}", f"{rng.randint(1, 12)}/{m}"),
                (f"{abs(b) + 1}/{v}", f"{rng.randint(1, 12)}/{a}"),
            )
        ),
    )


def _linear_decimal(rng: Random, is_small: bool) -> Slots:
    """The solution has at most one decimal."""
    del is_small
    v, a, b, x = letter(rng), rng.randint(1, 60), rng.randint(1, 99), rng.randint(1, 150)
    sign = rng.choice((1, 1, -1)) if a * x > b * 10 else 1
    c = a * x + sign * b * 10
    shown = f"{a / 10:.10g}*{v}{'+' if sign > 0 else '-'}{b / 10:.10g}" if rng.random() < 0.75 else f"{a / 10:.10g}*{v}"
    return _equation(rng, v, shown, f"{(c if '+' in shown or '-' in shown else a * x) / 100:.10g}")


_SOLVE_EN = (
    (
        "the solution of {E}",
        "the value of {v} if {E}",
        "{v} if {E}",
        "the solution to the equation {E}",
        "{v} in {E}",
        "the value of {v} that satisfies {E}",
        "{v}, given that {E}",
    ),
    (
        "solve {E}",
        "solve {E} for {v}",
        "solve for {v}: {E}",
        "solve the equation {E}",
        "find {v} from {E}",
        "isolate {v} in {E}",
        "find the {v} that makes {E} true",
    ),
    (
        "[Solve for {v}|solve for {v}|Solve|Solve for {v}][:|] {E}[|.]",
        "[If|Given that|Suppose|Assume] {E}, [what is {v}?|find {v}.|what is the value of {v}?|then what is {v}?|determine {v}.]",
        "{E}[. Find {v}.|. Solve for {v}.|, {v} = ?|. What is {v}?|, find {v}|; {v}?|, what's {v}?|]",
        "[For which {v}|For what {v}|For what value of {v}] [is it true that|do we have|does the equation hold:] {E}?",
        "[I have the equation|Here is my equation:|We are given] {E}. [What is {v}?|How do I get {v}?|Please solve it.|Solve it for {v}.]",
        "[Solve|solve] the [following |linear |]equation[ for {v}| and give {v}|][:|] {E}",
        "[Work out|Find|Get] {v}: {E}",
        "[what's|whats|what is] {v} in {E}[?|]",
    ),
)
_SOLVE_ZH = (
    ("方程{E}的解", "方程{E}中{v}的值", "{E}中{v}的值", "满足{E}的{v}"),
    ("解方程{E}", "解方程：{E}", "解{E}", "由{E}求{v}", "求解方程{E}"),
    (
        "[解方程|求解|解下列方程|解][：|:]{E}[。|]",
        "[已知|若|如果|设]{E}，[求{v}|则{v}等于多少？|那么{v}是多少？|求{v}的值。]",
        "{E}，[{v}等于多少？|求{v}。|{v}=？|{v}是多少？|解出{v}]",
        "[当{v}为何值时|{v}取什么值时]，{E}成立？",
        "[这个方程怎么解|帮我解一下这个方程|请解这个方程]：{E}",
        "[我有一个方程|有方程|给出方程]{E}，[{v}是多少？|请解出{v}。|怎么解？]",
    ),
)
_SOLVE = 'from sympy import *\n{v}=symbols("{v}")\nprint(*solve(Eq({l},{r}),{v}))'
_SOLVE_PLAN = ("[Solve the equation for {v}.|Solve for {v}.]", "解方程求{v}。")


def _linear(name: str, draw: Draw, weight: float = 1.0, program: str = _SOLVE) -> Schema:
    return task(f"lineq_{name}", draw, program, _SOLVE_PLAN, en=_SOLVE_EN, zh=_SOLVE_ZH, weight=weight)


_LINEQ = (
    _linear("one", _linear_one, 0.8),
    _linear("two", _linear_two, 1.3),
    _linear("both", _linear_both, 1.4),
    _linear("bracket", _linear_bracket, 1.2),
    _linear("over", _linear_over),
    _linear("decimal", _linear_decimal, 0.5, 'from sympy import *\n{v}=symbols("{v}")\nprint("%.10g"%solve(Eq({l},{r}),{v})[0])'),
)


def _roots_equation(rng: Random, v: str, a: int, b: int, c: int) -> Slots:
    """ax^2+bx+c=0, sometimes with terms on the right."""
    look = rng.random()
    if look < 0.75 or not b:
        return _equation(rng, v, poly((a, b, c), v), "0")
    if look < 0.83:
        return _equation(rng, v, poly((a, b, 0), v), str(-c))
    if look < 0.91:
        return _equation(rng, v, poly((a, 0, c), v), poly((-b, 0), v))
    return _equation(rng, v, poly((a, 0, 0), v), poly((-b, -c), v))


def _quad_monic(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, top = letter(rng), rng.choice((6, 10, 15))
    p, q = nonzero(rng, top), nonzero(rng, top)
    return {**_roots_equation(rng, v, 1, -p - q, p * q), "a": 1, "b": -p - q, "c": p * q}


def _quad_leading(rng: Random, is_small: bool) -> Slots:
    del is_small
    v = letter(rng)
    m, n = rng.choice((2, 2, 3, 3, 4, 5)), rng.choice((1, 1, 1, 2, 3))
    p, q = nonzero(rng, 7), nonzero(rng, 7)
    a, b, c = m * n, m * q + n * p, p * q
    return {**_roots_equation(rng, v, a, b, c), "a": a, "b": b, "c": c}


def _quad_special(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, p, q, k = letter(rng), rng.randint(1, 12), nonzero(rng, 9), rng.randint(2, 6)
    return _equation(
        rng,
        v,
        *rng.choice(
            (
                (f"{v}**2", str(p * p)),
                (f"{v}**2-{p * p}", "0"),
                (f"{k}*{v}**2", str(k * p * p)),
                (f"({poly((1, q), v)})**2", str(p * p)),
                (f"({poly((1, q), v)})*({poly((1, nonzero(rng, 9)), v)})", "0"),
                (f"({poly((k, q), v)})*({poly((1, nonzero(rng, 9)), v)})", "0"),
                (f"{poly((1, -k * p, 0), v)}", "0"),
                (f"{poly((k, k * q, 0), v)}", "0"),
                (f"{v}**2", poly((p + 1, 0), v)),
                (f"{v}*({poly((1, q), v)})", "0"),
                (f"{v}*({poly((1, k), v)})", str(p * (p + k))),
            )
        ),
    )


def _quad_surd(rng: Random, is_small: bool) -> Slots:
    del is_small
    while True:
        a, b, c = 1, 2 * nonzero(rng, 5), nonzero(rng, 12)
        d = b * b - 4 * a * c
        if d > 0 and round(d**0.5) ** 2 != d:
            v = letter(rng)
            if rng.random() < 0.8:
                return _equation(rng, v, poly((a, b, c), v), "0")
            return _equation(rng, v, f"{v}**2", str(rng.choice((2, 3, 5, 6, 7, 8, 10, 12, 15, 18, 20))))


def _quad_two_signs(rng: Random, is_small: bool) -> Slots:
    """One positive and one negative root."""
    del is_small
    v, p, q = letter(rng), rng.randint(1, 12), rng.randint(1, 12)
    return {**_roots_equation(rng, v, 1, q - p, -p * q), "a": 1, "b": q - p, "c": -p * q}


def _quad_different(rng: Random, is_small: bool) -> Slots:
    while True:
        slots = rng.choice((_quad_monic, _quad_monic, _quad_leading))(rng, is_small)
        if int(str(slots["b"])) ** 2 != 4 * int(str(slots["a"])) * int(str(slots["c"])):
            return slots


def _quad_any(rng: Random, is_small: bool) -> Slots:
    """A standard quadratic; P is its left side."""
    del is_small
    v, a, b, c = letter(rng), rng.choice((1, 1, 1, 2, 3, 4, 5)), nonzero(rng, 12), nonzero(rng, 12)
    look = style(rng)
    return {
        "v": v,
        "a": a,
        "b": b,
        "c": c,
        "E": look.wrap(look.equation(poly((a, b, c), v), "0")),
        "P": look.wrap(look.show(poly((a, b, c), v))),
    }


_QUAD_EN = (
    (
        "the solutions of {E}",
        "the roots of {E}",
        "all solutions of {E}",
        "the solution set of {E}",
        "the full solution of {E}",
        "the solution of {E}",
        "{v} if {E}",
        "{v}, given that {E}",
        "all {v} with {E}",
        "the solutions to the equation {E}",
        "both roots of {E}",
        "the values of {v} that satisfy {E}",
        "all values of {v} such that {E}",
    ),
    (
        "solve {E}",
        "solve {E} for {v}",
        "solve for {v}: {E}",
        "solve the quadratic equation {E}",
        "solve the equation {E}",
        "find all roots of {E}",
        "find the values of {v} if {E}",
    ),
    (
        "[Solve for {v}|solve for {v}|Solve][:|] {E}[|.]",
        "[If|Given that|Suppose] {E}, [what are the values of {v}?|what can {v} be?|find {v}.|find all possible values of {v}.]",
        "{E}[. Find {v}.|. Solve for {v}.|. What is {v}?|, find {v}|; roots?|, solve it|. What are the roots?]",
        "[For which {v}|For what values of {v}] [is it true that|do we have|does the equation hold:] {E}?",
        "[I have the quadratic|Here is a quadratic equation:|We are given] {E}. [What are its roots?|How do I get {v}?|Please solve it.|Find all solutions.]",
        "[Solve|solve] [by factoring or with the formula|the following equation|the following quadratic][:|] {E}",
        "[Which|What] numbers [solve|satisfy|are solutions of] {E}?",
    ),
)
_QUAD_ZH = (
    ("方程{E}的解", "方程{E}的根", "一元二次方程{E}的两个根", "满足{E}的{v}"),
    ("解方程{E}", "解方程：{E}", "解一元二次方程{E}", "解{E}", "求解{E}"),
    (
        "[解方程|求解|解下列方程|解一元二次方程][：|:]{E}[。|]",
        "[已知|若|如果]{E}，[求{v}|则{v}等于多少？|那么{v}是多少？|求{v}的值。]",
        "{E}，[{v}等于多少？|求{v}。|{v}=？|{v}是多少？|解出{v}]",
        "[当{v}为何值时|{v}取什么值时]，{E}成立？",
        "[这个方程怎么解|帮我解一下这个方程|请解这个方程|用因式分解法解]：{E}",
        "方程{E}的[两个根|根|解][分别是多少|是什么|是多少]？",
    ),
)
_SOLVE_ALL = 'from sympy import *\n{v}=symbols("{v}")\nprint(*map(latex,solve(Eq({l},{r}),{v})),sep=", ")'
_QUAD_PLAN = ("[Find all roots of the equation.|Solve for {v}.]", "求方程的所有根。")


def _quadratic(name: str, draw: Draw, weight: float = 1.0) -> Schema:
    return task(f"quad_{name}", draw, _SOLVE_ALL, _QUAD_PLAN, en=_QUAD_EN, zh=_QUAD_ZH, what="expr", weight=weight)


def _one_root(name: str, draw: Draw, pick: str, adjective: Sequence[str], chinese: Sequence[str], weight: float = 0.5) -> Schema:
    """A schema that asks for one of two roots."""
    word, zh = f"[{'|'.join(adjective)}]", f"[{'|'.join(chinese)}]"
    return task(
        f"quad_{name}",
        draw,
        f'from sympy import *\n{{v}}=symbols("{{v}}")\nprint({pick}(solve(Eq({{l}},{{r}}),{{v}})))',
        (f"Solve and take the {adjective[0]} root.", f"解方程，取{chinese[0]}根。"),
        en=(
            (f"the {word} solution of {{E}}", f"the {word} root of {{E}}", f"the {word} {{v}} with {{E}}"),
            (f"solve {{E}} and give the {word} root", f"find the {word} solution of {{E}}"),
            (
                f"{{E}}. [What is the {word} root?|Find the {word} root.|Give the {word} solution.|I only need the {word} value of {{v}}.]",
                f"[If|Given that|Suppose] {{E}}, [what is the {word} value of {{v}}?|find the {word} possible value of {{v}}.]",
                f"[Which|What] is the {word} [of the roots|root] of {{E}}?",
                f"[Solve|solve] {{E}}, [only the {word} root|{word} solution only|I only need the {word} root]",
            ),
        ),
        zh=(
            (f"方程{{E}}的{zh}根", f"方程{{E}}的{zh}解"),
            (f"求方程{{E}}的{zh}根", f"解方程{{E}}，写出{zh}根"),
            (
                f"方程{{E}}的{zh}[根|解]是多少？",
                f"已知{{E}}，[求{{v}}的{zh}值|{{v}}的{zh}值是多少？]",
                f"{{E}}，[只要|求|写出]{zh}的那个根",
            ),
        ),
        weight=weight,
    )


def _of_quadratic(
    name: str,
    program: str,
    plan: tuple[str, str],
    noun: Sequence[str],
    own: Sequence[str],
    zh_noun: Sequence[str],
    zh_own: Sequence[str],
    weight: float = 0.5,
) -> Schema:
    """A schema about a property of a quadratic."""
    verbs = tuple(f"find {n}" for n in noun) + tuple(f"compute {n}" for n in noun)
    return task(
        f"quad_{name}",
        _quad_any,
        program,
        plan,
        en=(noun, verbs, own),
        zh=(zh_noun, tuple(f"求{n}" for n in zh_noun), zh_own),
        weight=weight,
    )


_QUAD = (
    _quadratic("monic", _quad_monic, 1.6),
    _quadratic("leading", _quad_leading, 1.2),
    _quadratic("special", _quad_special, 1.2),
    _quadratic("surd", _quad_surd, 0.6),
    _one_root("positive", _quad_two_signs, "max", ("positive", "positive"), ("正",)),
    _one_root("negative", _quad_two_signs, "min", ("negative", "negative"), ("负",), 0.3),
    _one_root("larger", _quad_different, "max", ("larger", "bigger", "greater", "largest"), ("较大", "更大")),
    _one_root("smaller", _quad_different, "min", ("smaller", "lesser", "smallest"), ("较小", "更小")),
    _of_quadratic(
        "sum",
        'from sympy import *\nprint(S("-({b})/{a}"))',
        ("The sum of the roots is -b/a.", "两根之和为-b/a。"),
        ("the sum of the roots of {E}", "the sum of the solutions of {E}", "the sum of all roots of {E}"),
        (
            "{E}. [What is the sum of the roots?|Find the sum of its roots.|What do the roots add up to?]",
            "What do the [roots|solutions] of {E} add up to?",
            "[Let r and s be|Suppose r and s are] the roots of {E}. [Find r + s.|What is r + s?]",
            "The [quadratic|equation] {E} has two roots. [Find their sum.|What is their sum?]",
        ),
        ("方程{E}的两根之和", "方程{E}两个根的和"),
        (
            "[已知|设]{E}的两根为m和n，[求m+n|则m+n等于多少？]",
            "方程{E}的两[个|]根[之和|加起来]是多少？",
            "{E}，两根[之|的]和[是多少？|=？]",
        ),
    ),
    _of_quadratic(
        "product",
        'from sympy import *\nprint(S("({c})/{a}"))',
        ("The product of the roots is c/a.", "两根之积为c/a。"),
        ("the product of the roots of {E}", "the product of the solutions of {E}", "the product of all roots of {E}"),
        (
            "{E}. [What is the product of the roots?|Find the product of its roots.|Multiply the roots.]",
            "What do you get [when you multiply|by multiplying] the [roots|solutions] of {E}?",
            "[Let r and s be|Suppose r and s are] the roots of {E}. [Find rs.|What is rs?|What is r times s?]",
            "The [quadratic|equation] {E} has two roots. [Find their product.|What is their product?]",
        ),
        ("方程{E}的两根之积", "方程{E}两个根的积"),
        ("[已知|设]{E}的两根为m和n，[求mn|则mn等于多少？]", "方程{E}的两[个|]根[之积|相乘]是多少？", "{E}，两根[之|的]积[是多少？|=？]"),
    ),
    _of_quadratic(
        "discriminant",
        "print(({b})**2-4*{a}*({c}))",
        ("The discriminant is b^2-4ac.", "判别式为b^2-4ac。"),
        ("the discriminant of {E}", "the discriminant of {P}", "the discriminant of the quadratic {P}"),
        (
            "{E}. [What is the discriminant?|Find the discriminant.|Compute its discriminant.]",
            "What [is|value has] the discriminant of {P}?",
            "For the equation {E}, compute the discriminant.",
            "[Discriminant|discriminant] of {P}?",
        ),
        ("方程{E}的判别式", "一元二次方程{E}的判别式的值"),
        ("{E}的判别式[是多少|等于多少|Δ=？]", "[已知方程|一元二次方程]{E}，[求判别式|判别式等于多少？]", "方程{E}，Δ=？"),
    ),
)


def _two_equations(rng: Random, v: str, w: str, rows: Sequence[tuple[str, str]]) -> Slots:
    look = style(rng, latex=0.4)
    shown = [look.equation(left, right) for left, right in rows]
    kind = rng.random()
    if look.is_latex and kind < 0.35 and look.open:
        text = look.wrap(f"\\begin{{cases}}{shown[0]}\\\\{shown[1]}\\end{{cases}}")
        both = text
    else:
        one, two = look.wrap(shown[0]), look.wrap(shown[1])
        text = f"{one} {rng.choices(('and', '&'), (9, 1))[0]} {two}" if kind < 0.6 else f"{one}, {two}" if kind < 0.85 else f"{one}; {two}"
        both = rng.choices((f"{one}，{two}", f"{one}, {two}", f"{one}和{two}", f"{one}；{two}"), (5, 3, 2, 2))[0]
    return {"v": v, "w": w, "l": rows[0][0], "r": rows[0][1], "m": rows[1][0], "s": rows[1][1], "E": text, "Z": both}


def _linear_pair(v: str, w: str, a: int, b: int) -> str:
    second = poly((b, 0), w)
    return f"{poly((a, 0), v)}{second if second.startswith('-') else '+' + second}"


def _system(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, w = rng.choice((("x", "y"),) * 8 + (("a", "b"), ("m", "n"), ("p", "q"), ("u", "v")))
    x, y = rng.randint(-6, 12), rng.randint(-6, 12)
    top = rng.choice((1, 3, 5, 7))
    while True:
        a, b, c, d = (nonzero(rng, top) for _ in range(4))
        if a * d != b * c:
            break
    a, c = abs(a), abs(c)
    if a * d == b * c:
        d += 1 if d != -1 else 2
    look = rng.random()
    first = (_linear_pair(v, w, a, b), str(a * x + b * y))
    second = (_linear_pair(v, w, c, d), str(c * x + d * y))
    if look < 0.15:
        second = (w, poly((k := nonzero(rng, 4), y - k * x), v))
        if a + b * k == 0:
            second = (w, poly((k + 1 or 2, y - (k + 1 or 2) * x), v))
    elif look < 0.2:
        first = (v, poly((k := rng.randint(2, 4), x - k * y), w))
        if c * k + d == 0:
            first = (v, poly((k + 1, x - (k + 1) * y), w))
    return _two_equations(rng, v, w, (first, second))


def _sum_and_difference(rng: Random, is_small: bool) -> Slots:
    del is_small
    low, d = rng.randint(1, 60), rng.randint(1, 40)
    return {"s": 2 * low + d, "d": d}


_PAIR = 'from sympy import *\n{v},{w}=symbols("{v} {w}")\n'
_SYSTEM = f"{_PAIR}s=solve([Eq({{l}},{{r}}),Eq({{m}},{{s}})],[{{v}},{{w}}])\n"
_SYS_PLAN = ("Solve the [system|two equations].", "解方程组。")
_SYS = (
    task(
        "sys_both",
        _system,
        f'{_SYSTEM}print(*["%s=%s"%p for p in s.items()],sep=", ")',
        _SYS_PLAN,
        en=(
            (
                "{v} and {w} if {E}",
                "the solution of the system {E}",
                "the values of {v} and {w} such that {E}",
                "the solution to {E}",
                "the pair {v}, {w} with {E}",
            ),
            (
                "solve the system {E}",
                "solve {E}",
                "solve for {v} and {w}: {E}",
                "solve the simultaneous equations {E}",
                "solve the system of equations {E}",
            ),
            (
                "[Solve for {v} and {w}|Solve|Solve the system|solve the system|Solve simultaneously][:|] {E}[|.]",
                "[If|Given that|Suppose|Given] {E}, [find {v} and {w}.|what are {v} and {w}?|determine {v} and {w}.|solve for {v} and {w}.]",
                "{E}[. Find {v} and {w}.|. What are {v} and {w}?|. Solve for {v} and {w}.|, solve it]",
                "[I have two equations|Here are two equations|Two equations are given|We know]: {E}. [What are {v} and {w}?|Find {v} and {w}.|Solve them.]",
                "[Which|What] {v} and {w} [satisfy|solve|fit] {E}?",
                "[Where do the lines|At which point do the lines] {E} [meet|intersect|cross]?",
            ),
        ),
        zh=(
            ("方程组{Z}的解", "满足{Z}的{v}和{w}", "{Z}中{v}与{w}的值"),
            ("解方程组{Z}", "解方程组：{Z}", "求解{Z}", "解二元一次方程组{Z}"),
            (
                "[解方程组|求解|解二元一次方程组][：|:]{Z}[。|]",
                "[已知|若|如果]{Z}，[求{v}和{w}|求{v}、{w}的值。|那么{v}和{w}各是多少？]",
                "{Z}，[求{v}和{w}。|{v}、{w}分别等于多少？|怎么解？]",
                "[有两个方程|给出方程组]：{Z}，[{v}和{w}是多少？|请解出来。]",
                "两条直线{Z}[相交于哪一点|的交点是什么]？",
            ),
        ),
        what="expr",
        weight=2,
    ),
    *(
        task(
            f"sys_{which}",
            _system,
            f"{_SYSTEM}print({expression})",
            (f"Solve the system for {shown}.", f"解方程组，求{shown}。"),
            en=(
                (f"the value of {shown} if {{E}}", f"{shown} if {{E}}", f"{shown} for the system {{E}}", f"{shown}, given that {{E}}"),
                (f"solve {{E}} for {shown}", f"find {shown} if {{E}}", f"use {{E}} to find {shown}"),
                (
                    f"[If|Given that|Suppose] {{E}}, [find {shown}.|what is {shown}?|what is the value of {shown}?]",
                    f"{{E}}[. Find {shown}.|. What is {shown}?|, {shown} = ?|. Determine {shown}.]",
                    f"[The numbers {{v}} and {{w}} satisfy|We know that] {{E}}. [What is {shown}?|Compute {shown}.]",
                    f"[Two equations are given|The system is]: {{E}}. [I only need|Give|Find] {shown}.",
                ),
            ),
            zh=(
                (f"{{Z}}中{shown}的值", f"方程组{{Z}}里的{shown}"),
                (f"由{{Z}}求{shown}", f"根据{{Z}}求{shown}的值"),
                (
                    f"[已知|若|如果]{{Z}}，[求{shown}|那么{shown}等于多少？|则{shown}是多少？]",
                    f"{{Z}}，[求{shown}。|{shown}=？|{shown}是多少？]",
                    f"{{v}}和{{w}}满足{{Z}}，{shown}[等于多少|是多少]？",
                ),
            ),
            weight=0.5,
        )
        for which, expression, shown in (
            ("first", "s[{v}]", "{v}"),
            ("second", "s[{w}]", "{w}"),
            ("sum", "s[{v}]+s[{w}]", "{v} + {w}"),
            ("product", "s[{v}]*s[{w}]", "{v}{w}"),
        )
    ),
    task(
        "sys_sum_difference_larger",
        _sum_and_difference,
        "print(({s}+{d})//2)",
        ("The larger is half of sum plus difference.", "较大数是和加差的一半。"),
        en=(
            (
                "the larger of two numbers with sum {s} and difference {d}",
                "the bigger of two numbers whose sum is {s} and whose difference is {d}",
            ),
            ("find the larger of two numbers that add to {s} and differ by {d}",),
            (
                "[Two numbers|A pair of numbers] [add up to|sum to|have a sum of] {s} and [differ by|have a difference of] {d}. [What is the larger one?|Find the larger number.|Which is the bigger one?]",
                "The sum of two numbers is {s} and their difference is {d}. [What is the larger number?|Find the bigger number.]",
                "[If|When] two numbers have sum {s} and difference {d}, [what is the larger one|what is the bigger number]?",
            ),
        ),
        zh=(
            ("和为{s}、差为{d}的两个数中较大的数", "两数和{s}差{d}时的大数"),
            ("求和是{s}、差是{d}的两数中较大的数",),
            (
                "两[个|]数的和是{s}，差是{d}，[较大的数|大数]是[多少|几]？",
                "[已知|]两数之和为{s}，之差为{d}，求[较大的数|大的那个数]。",
                "甲乙两数和是{s}，甲比乙多{d}，甲[是多少|等于多少]？",
            ),
        ),
        weight=0.3,
    ),
    task(
        "sys_sum_difference_smaller",
        _sum_and_difference,
        "print(({s}-{d})//2)",
        ("The smaller is half of sum minus difference.", "较小数是和减差的一半。"),
        en=(
            (
                "the smaller of two numbers with sum {s} and difference {d}",
                "the smaller of two numbers whose sum is {s} and whose difference is {d}",
            ),
            ("find the smaller of two numbers that add to {s} and differ by {d}",),
            (
                "[Two numbers|A pair of numbers] [add up to|sum to|have a sum of] {s} and [differ by|have a difference of] {d}. [What is the smaller one?|Find the smaller number.]",
                "The sum of two numbers is {s} and their difference is {d}. [What is the smaller number?|Find the smaller one.]",
                "[If|When] two numbers have sum {s} and difference {d}, what is the smaller [one|number]?",
            ),
        ),
        zh=(
            ("和为{s}、差为{d}的两个数中较小的数", "两数和{s}差{d}时的小数目"),
            ("求和是{s}、差是{d}的两数中较小的数",),
            (
                "两[个|]数的和是{s}，差是{d}，[较小的数|小的数]是[多少|几]？",
                "[已知|]两数之和为{s}，之差为{d}，求[较小的数|小的那个数]。",
                "甲乙两数和是{s}，甲比乙多{d}，乙[是多少|等于多少]？",
            ),
        ),
        weight=0.3,
    ),
)


def _inequality(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, sign = letter(rng), rng.choice(("<", ">", "<=", ">="))
    a, b, x = rng.randint(1, 9) * rng.choice((1, 1, 1, -1)), nonzero(rng, 15), rng.randint(-9, 15)
    k = rng.randint(2, 7)
    other = rng.choice([c for c in range(-4, 8) if c not in {0, a}])
    left, right = rng.choices(
        (
            (poly((a, b), v), str(a * x + b)),
            (poly((a, b), v), str(rng.randint(-20, 40))),
            (poly((a, b), v), poly((other, (a - other) * x + b), v)),
            (f"{k}*({poly((1, b), v)})", str(k * (x + b))),
            (f"{v}/{k}{b:+d}", str(x + b)),
            (poly((a, 0), v), str(a * x)),
            (f"{abs(b)}-{k}*{v}", str(abs(b) - k * x)),
        ),
        (30, 10, 25, 10, 8, 8, 9),
    )[0]
    look = style(rng, latex=0.4)
    return {"v": v, "o": sign, "l": left, "r": right, "E": look.wrap(look.equation(left, right, sign))}


def _integer_bound(rng: Random, is_small: bool) -> Slots:
    """a*v+b below c: the solutions have a largest integer."""
    del is_small
    v, a, b, c = letter(rng), rng.randint(2, 9), nonzero(rng, 12), rng.randint(15, 90)
    sign = rng.choice(("<", "<="))
    look = style(rng, latex=0.4)
    left = poly((a, b), v)
    return {
        "v": v,
        "a": a,
        "n": (c - b - 1) if sign == "<" else c - b,
        "E": look.wrap(look.equation(left, str(c), sign)),
        "l": left,
        "r": c,
        "o": sign,
    }


_INEQ = (
    task(
        "ineq_linear",
        _inequality,
        'from sympy import *\n{v}=symbols("{v}",real=True)\nprint(latex(solve({l}{o}{r},{v}).canonical))',
        ("Solve the inequality for {v}.", "解不等式求{v}。"),
        en=(
            (
                "the solution of {E}",
                "the solution set of {E}",
                "all {v} with {E}",
                "the values of {v} for which {E}",
                "the solution of the inequality {E}",
            ),
            ("solve {E}", "solve {E} for {v}", "solve the inequality {E}", "solve for {v}: {E}"),
            (
                "[Solve|Solve for {v}|solve|Solve the inequality][:|] {E}[|.]",
                "[For which {v}|For what values of {v}] [is it true that|do we have|does this hold:] {E}?",
                "{E}[. Find {v}.|. Solve for {v}.|. What can {v} be?|, solve it]",
                "[If|Given that|Suppose] {E}, what [values can {v} take|can {v} be|is the range of {v}]?",
                "[I have the inequality|Here is an inequality:|We are given] {E}. [Solve it.|What does it say about {v}?|What are the possible {v}?]",
            ),
        ),
        zh=(
            ("不等式{E}的解", "不等式{E}的解集", "{E}中{v}的取值范围"),
            ("解不等式{E}", "解不等式：{E}", "求解{E}"),
            (
                "[解不等式|求解|解下列不等式][：|:]{E}[。|]",
                "[已知|若|如果]{E}，[求{v}的取值范围|那么{v}的范围是什么？]",
                "{E}，[求{v}的范围。|{v}应满足什么？]",
                "[当{v}取什么值时|{v}在什么范围时]，{E}成立？",
                "不等式{E}的解集[是什么|是]？",
            ),
        ),
        what="what",
        weight=2,
    ),
    task(
        "ineq_largest_integer",
        _integer_bound,
        "{v}=100\nwhile not {l}{o}{r}:{v}-=1\nprint({v})",
        ("Go down to the largest integer that fits.", "从大到小找最大的整数。"),
        en=(
            (
                "the largest integer {v} with {E}",
                "the greatest integer {v} such that {E}",
                "the largest whole number {v} for which {E}",
                "the biggest integer satisfying {E}",
            ),
            ("find the largest integer {v} such that {E}",),
            (
                "{E}. [What is the largest integer {v}?|Find the greatest integer that satisfies it.]",
                "[Which|What] is the [largest|greatest|biggest] integer [that satisfies|satisfying|that solves] {E}?",
                "[If|Suppose] {v} is an integer and {E}, what is the [largest|greatest] [possible |]value of {v}?",
                "How large can the integer {v} be if {E}?",
            ),
        ),
        zh=(
            ("满足{E}的最大整数", "不等式{E}的最大整数解"),
            ("求满足{E}的最大整数{v}", "求不等式{E}的最大整数解"),
            ("满足{E}的最大整数{v}是[多少|几]？", "{v}是整数，且{E}，{v}最大是[多少|几]？", "不等式{E}的最大整数解[是多少|是几]？"),
        ),
        weight=0.5,
    ),
)


def _expression(rng: Random, v: str, python: str) -> Slots:
    names = sorted({name for name in re.findall(r"[a-z]+", python) if len(name) == 1})
    return {"v": v, "e": python, "E": show(python, rng), "s": " ".join(names), "t": ",".join(names)}


def _factorable(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, p, q, k = letter(rng), nonzero(rng, 10), nonzero(rng, 10), rng.randint(2, 6)
    a, b = rng.choice((2, 3, 4, 5)), nonzero(rng, 7)
    n = rng.randint(1, 10)
    return _expression(
        rng,
        v,
        rng.choices(
            (
                poly((1, p + q, p * q), v),
                poly((a, a * p + b, b * p), v),
                f"{v}**2-{n * n}",
                f"{a * a}*{v}**2-{n * n}",
                poly((1, 2 * p, p * p), v),
                poly((k, k * p), v),
                poly((k, k * p, 0), v),
                poly((1, p, 0), v),
                poly((k, k * (p + q), k * p * q), v),
                poly((1, p + q, p * q, 0), v),
                f"{v}**3-{k**3}",
                f"{k}*{v}**2-{k * n * n}",
            ),
            (35, 18, 10, 5, 8, 8, 6, 4, 5, 4, 2, 3),
        )[0],
    )


def _two_letters(rng: Random, is_small: bool) -> Slots:
    """Factorable with two letters."""
    del is_small
    v, w = rng.choice((("x", "y"), ("x", "y"), ("a", "b"), ("m", "n")))
    k, n, p = rng.randint(2, 7), rng.randint(1, 7), rng.randint(1, 5)
    python = rng.choice(
        (
            f"{v}**2-{w}**2",
            f"{v}**2-{k * k}*{w}**2",
            f"{k}*{v}+{k}*{w}",
            f"{k}*{v}*{w}+{k * n}*{v}",
            f"{v}**2+2*{v}*{w}+{w}**2",
            f"{v}**2-{2 * k}*{v}*{w}+{k * k}*{w}**2",
            f"{v}**2*{w}+{v}*{w}**2",
            f"{k}*{v}**2-{k * n}*{v}*{w}",
            f"{v}*{w}+{p}*{v}+{k}*{w}+{p * k}",
        )
    )
    return _expression(rng, v, python)


def _bracketed(a: int, b: int, v: str) -> str:
    return f"({poly((a, b), v)})"


def _expandable(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, a, b, c, d = letter(rng), rng.choice((1, 1, 2, 3, 4)), nonzero(rng, 9), rng.choice((1, 1, 2, 3)), nonzero(rng, 9)
    k = rng.randint(2, 8)
    return _expression(
        rng,
        v,
        rng.choices(
            (
                f"{_bracketed(a, b, v)}*{_bracketed(c, d, v)}",
                f"{_bracketed(a, b, v)}**2",
                f"{k}*{_bracketed(a, b, v)}",
                f"{v}*{_bracketed(a, b, v)}",
                f"{k}*{v}*{_bracketed(a, b, v)}",
                f"{_bracketed(a, abs(b), v)}*{_bracketed(a, -abs(b), v)}",
                f"{_bracketed(1, b, v)}**3",
                f"{k}*{_bracketed(1, b, v)}*{_bracketed(1, d, v)}",
                f"{_bracketed(1, d, v)}*({poly((1, b, nonzero(rng, 6)), v)})",
                f"{k}*{_bracketed(a, b, v)}+{c + 1}*{_bracketed(1, d, v)}",
                f"-{k}*{_bracketed(a, b, v)}",
            ),
            (30, 18, 12, 6, 5, 7, 5, 5, 5, 7, 3),
        )[0],
    )


def _expandable_two(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, w = rng.choice((("x", "y"), ("x", "y"), ("a", "b"), ("m", "n")))
    k, n = rng.randint(2, 6), rng.randint(2, 6)
    python = rng.choice(
        (
            f"({v}+{w})**2",
            f"({v}-{w})**2",
            f"({v}+{w})*({v}-{w})",
            f"({v}+{k}*{w})**2",
            f"({k}*{v}-{w})**2",
            f"{k}*({v}+{n}*{w})",
            f"({v}+{k})*({w}+{n})",
            f"({v}-{k}*{w})*({v}+{n}*{w})",
            f"{v}*({v}+{k}*{w})",
            f"({k}*{v}-{n}*{w})*({k}*{v}+{n}*{w})",
        )
    )
    return _expression(rng, v, python)


def _term(factor: int, name: str) -> str:
    return poly((factor, 0), name)


def _like_terms(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, w = rng.choice((("x", "y"), ("x", "y"), ("a", "b"), ("m", "n"), ("p", "q")))
    a, b, c, d = (rng.randint(1, 12) for _ in range(4))
    s, t, u = (rng.choice("+-") for _ in range(3))
    python = rng.choice(
        (
            f"{_term(a, v)}{s}{_term(b, v)}",
            f"{_term(a, v)}{s}{_term(b, v)}{t}{_term(c, v)}",
            f"{_term(a, v)}{s}{b}{t}{_term(c, v)}{u}{d}",
            f"{_term(a, v)}{s}{_term(b, w)}{t}{_term(c, v)}{u}{_term(d, w)}",
            f"{_term(a, v)}{s}{b + 1}*({_term(1, v)}{t}{c})",
            f"{a + 1}*({v}{s}{b})-{c + 1}*({v}{t}{d})",
            f"{a}*{v}**2{s}{b}*{v}{t}{c}*{v}**2{u}{d}*{v}" if min(a, b, c, d) > 1 else f"{v}**2+{v}**2{s}{b}*{v}",
        )
    )
    return _expression(rng, v, python)


def _monomials(rng: Random, is_small: bool) -> Slots:
    del is_small
    v = letter(rng)
    m, n, a, b = rng.randint(2, 7), rng.randint(1, 6), rng.randint(2, 9), rng.randint(2, 9)
    low = f"{v}**{n}" if n > 1 else v
    return _expression(
        rng,
        v,
        rng.choice(
            (
                f"{v}**{m}*{low}",
                f"{v}**{m + n}/{low}",
                f"({v}**{m})**{max(n, 2)}",
                f"{a * b}*{v}**{m + n}/({b}*{low})",
                f"({a}*{v})**{rng.choice((2, 3))}",
                f"({a}*{v}**{m})**2",
            )
        ),
    )


def _rational(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, p, q, k = letter(rng), nonzero(rng, 9), nonzero(rng, 9), rng.randint(2, 9)
    n = rng.randint(1, 9)
    return _expression(
        rng,
        v,
        rng.choices(
            (
                f"({v}**2-{n * n})/({v}{rng.choice('+-')}{n})",
                f"({poly((1, p + q, p * q), v)})/({poly((1, p), v)})",
                f"({poly((k, k * p), v)})/{k}",
                f"({poly((k, k * p), v)})/({poly((1, p), v)})",
                f"({poly((1, p, 0), v)})/{v}",
                f"({poly((k, k * p, 0), v)})/({k}*{v})",
                f"({poly((1, p + q, p * q), v)})/({v}**2-{p * p})",
                f"{k}*{v}/{n + 1}+{v}/{n + 1}",
                f"{v}/{k}+{v}/{n + 1}",
                f"1/{v}+{k}/{v}",
            ),
            (20, 22, 8, 10, 8, 8, 8, 5, 6, 5),
        )[0],
    )


def _rewrite(
    name: str,
    draw: Draw,
    function: str,
    plan: tuple[str, str],
    en: tuple[Sequence[str], ...],
    zh: tuple[Sequence[str], ...],
    weight: float = 1.0,
) -> Schema:
    program = f'from sympy import *\n{{t}}=symbols("{{s}}")\nprint(latex({function}({{e}})))'
    return task(name, short_answer(draw, program), program, plan, en=en, zh=zh, what="what", weight=weight)


_FACTOR_EN = (
    (
        "the factored form of {E}",
        "the factorisation of {E}",
        "the factorization of {E}",
        "{E} in factored form",
        "{E} as a product of factors",
    ),
    (
        "factor {E}",
        "factorise {E}",
        "factorize {E}",
        "factor {E} completely",
        "factor the expression {E}",
        "write {E} as a product",
        "factor the polynomial {E}",
    ),
    (
        "[Factor|Factorise|Factorize|factor][:|] {E}[|.]",
        "[How does|how does] {E} factor?",
        "{E}[. Factor it.|, factorise it|. Write it as a product.|, factored?]",
        "[Factor completely|Fully factorise|Factor fully][:|] {E}",
        "[Given|Take] the [polynomial|expression] {E}. [Factor it.|What is its factored form?]",
    ),
)
_FACTOR_ZH = (
    ("{E}的因式分解", "{E}因式分解的结果", "多项式{E}的因式分解"),
    ("把{E}因式分解", "因式分解{E}", "将{E}分解因式", "因式分解：{E}", "分解因式{E}"),
    (
        "[因式分解|分解因式][：|:]{E}[。|]",
        "{E}[怎么因式分解|因式分解后是什么|分解因式得什么]？",
        "[把多项式|将]{E}[写成几个因式的积|分解因式]。",
        "{E}=？（[因式分解|分解因式]）",
    ),
)
_EXPAND_EN = (
    ("the expanded form of {E}", "the expansion of {E}", "{E} in expanded form", "{E} without brackets"),
    (
        "expand {E}",
        "multiply out {E}",
        "expand and simplify {E}",
        "expand the expression {E}",
        "remove the brackets in {E}",
        "multiply out the brackets in {E}",
    ),
    (
        "[Expand|Expand and simplify|Multiply out|expand][:|] {E}[|.]",
        "What do you get when you [expand|multiply out] {E}?",
        "{E}[. Expand it.|, expanded?|. Multiply it out.|, without brackets please]",
        "[Write|Rewrite] {E} [as a polynomial|without brackets|without parentheses].",
        "[Given|Take] the [product|expression] {E}. [Expand it.|What is its expanded form?]",
    ),
)
_EXPAND_ZH = (
    ("{E}的展开式", "{E}展开的结果", "{E}去括号后的结果"),
    ("展开{E}", "把{E}展开", "将{E}去括号并化简", "展开：{E}", "计算{E}"),
    (
        "[展开|去括号|展开并化简|计算][：|:]{E}[。|]",
        "{E}[展开后是什么|展开得什么|等于什么]？",
        "[请写出|求]{E}的展开式。",
        "{E}=？（[展开|写成多项式]）",
    ),
)
_SIMPLIFY_EN = (
    ("the simplified form of {E}", "{E} in simplest form", "the simplest form of {E}", "{E} simplified"),
    ("simplify {E}", "simplify the expression {E}", "simplify {E} as far as possible", "write {E} in simplest form", "reduce {E}"),
    (
        "[Simplify|simplify|Simplify the expression|Simplify fully][:|] {E}[|.]",
        "What does {E} simplify to?",
        "{E}[. Simplify it.|, simplified?|. Make it shorter.|, simplify please]",
        "[How can|How do] [you|I|we] simplify {E}?",
        "[Given|Take] the expression {E}. [Simplify it.|What is its simplest form?]",
    ),
)
_SIMPLIFY_ZH = (
    ("{E}的最简形式", "{E}化简的结果", "式子{E}化简后的结果"),
    ("化简{E}", "把{E}化简", "化简：{E}", "化简式子{E}"),
    (
        "[化简|化简下列各式|化简代数式][：|:]{E}[。|]",
        "{E}[化简后是什么|可以化简成什么|化简得什么]？",
        "[请写出|求]{E}的最简形式。",
        "{E}=？（[化简|写成最简形式]）",
    ),
)
_FACTOR = (
    _rewrite("factor_one", _factorable, "factor", ("Factor the expression.", "因式分解。"), _FACTOR_EN, _FACTOR_ZH, 1.5),
    _rewrite("factor_two", _two_letters, "factor", ("Factor the expression.", "因式分解。"), _FACTOR_EN, _FACTOR_ZH, 0.5),
)
_EXPAND = (
    _rewrite("expand_one", _expandable, "expand", ("Expand the expression.", "展开式子。"), _EXPAND_EN, _EXPAND_ZH, 1.5),
    _rewrite("expand_two", _expandable_two, "expand", ("Expand the expression.", "展开式子。"), _EXPAND_EN, _EXPAND_ZH, 0.5),
)
_LIKE_EN = (
    _SIMPLIFY_EN[0],
    (*_SIMPLIFY_EN[1], "combine like terms in {E}", "collect like terms: {E}", "collect the terms of {E}"),
    (*_SIMPLIFY_EN[2], "[Combine|Collect] like terms[:|] {E}[|.]"),
)
_LIKE_ZH = (
    _SIMPLIFY_ZH[0],
    (*_SIMPLIFY_ZH[1], "合并同类项{E}", "把{E}合并同类项"),
    (*_SIMPLIFY_ZH[2], "[合并同类项|先去括号再合并同类项][：|:]{E}"),
)
_SIMPLIFY = (
    _rewrite("simplify_terms", _like_terms, "expand", ("Collect the like terms.", "合并同类项。"), _LIKE_EN, _LIKE_ZH, 1.0),
    _rewrite("simplify_powers", _monomials, "cancel", ("Simplify the expression.", "化简式子。"), _SIMPLIFY_EN, _SIMPLIFY_ZH, 0.6),
    _rewrite("simplify_rational", _rational, "cancel", ("Simplify the expression.", "化简式子。"), _SIMPLIFY_EN, _SIMPLIFY_ZH, 1.0),
)


def _at(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, x = letter(rng), rng.randint(-6, 12)
    a, b, c = rng.randint(1, 9) * rng.choice((1, 1, -1)), nonzero(rng, 12), nonzero(rng, 20)
    python = rng.choices(
        (
            poly((a, b), v),
            poly((a, b, c), v),
            poly((a, 0, c), v),
            poly((abs(a), b, 0, c), v),
            f"({poly((1, b), v)})**2",
            f"{abs(a) + 1}*({poly((1, b), v)})",
            f"({poly((1, b), v)})*({poly((1, c), v)})",
            f"{c}-{abs(a) + 1}*{v}" if c > 0 else f"{v}**2",
        ),
        (20, 34, 10, 8, 8, 8, 7, 5),
    )[0]
    look = style(rng, latex=0.4)
    return {
        "v": v,
        "x": x,
        "e": python,
        "E": look.wrap(look.show(python)),
        "X": look.wrap(f"{v}{look.gap}={look.gap}{x}"),
        "f": (name := rng.choice("ffffgghp" if v not in "gph" else "fff")),
        "F": look.wrap(f"{name}({v}){look.gap}={look.gap}{look.show(python)}"),
        "G": look.wrap(f"{name}({x})"),
    }


def _at_two(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, w = rng.choice((("x", "y"), ("x", "y"), ("a", "b"), ("m", "n")))
    x, y, a, b = rng.randint(-5, 10), rng.randint(-5, 10), rng.randint(2, 9), rng.randint(2, 9)
    python = rng.choice(
        (
            f"{a}*{v}+{b}*{w}",
            f"{a}*{v}-{b}*{w}",
            f"{v}**2+{w}**2",
            f"{v}*{w}",
            f"{v}**2-{w}**2",
            f"{a}*{v}*{w}",
            f"{v}**2+{b}*{w}",
            f"{v}*{w}+{b}",
            f"{a}*({v}+{w})",
            f"({v}+{w})**2",
            f"({v}-{w})**2",
            f"{a}*{v}**2-{b}*{w}",
            f"{v}**2+{v}*{w}+{w}**2",
        )
    )
    look = style(rng, latex=0.4)
    return {
        "v": v,
        "w": w,
        "x": x,
        "y": y,
        "e": python,
        "E": look.wrap(look.show(python)),
        "X": look.wrap(f"{v}{look.gap}={look.gap}{x}"),
        "Y": look.wrap(f"{w}{look.gap}={look.gap}{y}"),
    }


def _composed(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, c, d, x = rng.randint(1, 6), nonzero(rng, 9), rng.randint(1, 5), nonzero(rng, 9), rng.randint(-4, 8)
    f = rng.choice((poly((a, b), "x"), poly((1, 0, b), "x"), poly((a, b), "x")))
    g = rng.choice((poly((c, d), "x"), "x**2", poly((1, 0, d), "x")))
    look = style(rng, latex=0.4)
    order = rng.choice((("f", "g"), ("g", "f")))
    return {
        "f": f,
        "g": g,
        "x": x,
        "p": order[0],
        "q": order[1],
        "F": look.wrap(f"f(x){look.gap}={look.gap}{look.show(f)}"),
        "G": look.wrap(f"g(x){look.gap}={look.gap}{look.show(g)}"),
        "H": look.wrap(f"{order[0]}({order[1]}({x}))"),
    }


_EVALF = (
    task(
        "evalf_expression",
        _at,
        "{v}={x}\nprint({e})",
        ("Insert {v}={x}.", "代入{v}={x}。"),
        en=(
            (
                "the value of {E} when {X}",
                "the value of {E} at {X}",
                "{E} for {X}",
                "{E} if {X}",
                "{E} when {v} is {x}",
                "the value of {E} for {X}",
            ),
            (
                "evaluate {E} for {X}",
                "evaluate {E} at {X}",
                "substitute {X} into {E}",
                "compute {E} if {X}",
                "evaluate {E} when {v} equals {x}",
                "plug {X} into {E}",
            ),
            (
                "[If|Given that|Suppose|Let|When] {X}, [what is {E}?|find {E}.|evaluate {E}.|what is the value of {E}?]",
                "[Let|Suppose] {X}. [What is {E}?|Find {E}.|Compute {E}.|Evaluate {E}.]",
                "{E}, {X}[: value?|. What is the value?|, find the value]",
                "What [value does|does] {E} [take|have|give|equal] [for|when|at] {X}?",
            ),
        ),
        zh=(
            ("当{X}时{E}的值", "{X}时，{E}的值", "{E}在{X}时的值", "代数式{E}当{X}时的值"),
            ("把{X}代入{E}求值", "求{E}在{X}时的值"),
            (
                "当{X}时，[求{E}的值|{E}等于多少？|{E}的值是多少？|代数式{E}的值是多少？]",
                "[已知|若|如果]{X}，[求{E}|则{E}的值是多少？|那么{E}等于多少？]",
                "{X}，{E}=？",
                "代数式{E}中，{X}，求它的值。",
            ),
        ),
        weight=1.2,
    ),
    task(
        "evalf_function",
        _at,
        "{v}={x}\nprint({e})",
        ("Insert {v}={x}.", "代入{v}={x}。"),
        en=(
            ("{G} if {F}", "{G} for {F}", "the value of {G} for the function {F}", "{G}, where {F}"),
            ("evaluate {F} at {v}={x}", "compute {G} if {F}", "find {G} when {F}"),
            (
                "[Let|Suppose|If|Given|Consider] {F}. [Find {G}.|What is {G}?|Compute {G}.|Evaluate {G}.]",
                "[If|Given|Given that|When] {F}, [what is {G}?|find {G}.|compute {G}.|determine {G}.]",
                "{F}[. What is {G}?|, {G} = ?|. Find {G}.|, find {G}|; what's {G}?]",
                "[A function is given by|The function is|We define] {F}. [What is its value at {v} = {x}?|Calculate {G}.|Find {G}.]",
                "What value does the function {F} take at {X}?",
            ),
        ),
        zh=(
            ("函数{F}在{X}处的值", "{F}时{G}的值", "{G}（其中{F}）"),
            ("求{G}，其中{F}", "计算{G}（{F}）"),
            (
                "[已知|设|若|如果][函数|]{F}，[求{G}|则{G}等于多少？|那么{G}是多少？]",
                "{F}，[{G}=？|求{G}。|{G}是多少？]",
                "函数{F}在{X}[时|处]的[函数|]值是多少？",
            ),
        ),
        weight=1.3,
    ),
    task(
        "evalf_two",
        _at_two,
        "{v}={x}\n{w}={y}\nprint({e})",
        ("Insert {v}={x} and {w}={y}.", "代入{v}={x}，{w}={y}。"),
        en=(
            ("the value of {E} when {X} and {Y}", "{E} for {X} and {Y}", "{E} if {X} and {Y}", "the value of {E} at {X}, {Y}"),
            ("evaluate {E} for {X} and {Y}", "substitute {X} and {Y} into {E}", "compute {E} if {X}, {Y}"),
            (
                "[If|Given that|Suppose|When] {X} and {Y}, [what is {E}?|find {E}.|evaluate {E}.]",
                "[Let|Suppose] {X} and {Y}. [What is {E}?|Find {E}.|Compute {E}.]",
                "{X}, {Y}. [What is {E}?|Evaluate {E}.]",
                "What does {E} [equal|give] [for|when] {X} and {Y}?",
            ),
        ),
        zh=(
            ("当{X}，{Y}时{E}的值", "{X}、{Y}时{E}的值"),
            ("把{X}，{Y}代入{E}求值",),
            (
                "当{X}，{Y}时，[求{E}的值|{E}等于多少？]",
                "[已知|若|如果]{X}，{Y}，[求{E}|则{E}的值是多少？|那么{E}等于多少？]",
                "{X}，{Y}，{E}=？",
            ),
        ),
        weight=0.8,
    ),
    task(
        "evalf_composed",
        _composed,
        "f=lambda x:{f}\ng=lambda x:{g}\nprint({p}({q}({x})))",
        ("Insert the inner value into the outer function.", "先求内层函数值，再代入外层。"),
        en=(
            ("{H} if {F} and {G}", "{H} for {F} and {G}", "{H}, where {F} and {G}"),
            ("compute {H} if {F} and {G}", "evaluate {H} for {F} and {G}"),
            (
                "[Let|Suppose|Given|Consider] {F} and {G}. [Find {H}.|What is {H}?|Compute {H}.|Evaluate {H}.]",
                "[If|Given that] {F} and {G}, [what is {H}?|find {H}.]",
                "{F}, {G}[. What is {H}?|. Find {H}.|, {H} = ?]",
                "Two functions are given: {F} and {G}. [Compute|Find] {H}.",
            ),
        ),
        zh=(
            ("{F}，{G}时{H}的值", "{H}（其中{F}，{G}）"),
            ("求{H}，其中{F}，{G}",),
            (
                "[已知|设|若|如果]{F}，{G}，[求{H}|则{H}等于多少？|那么{H}是多少？]",
                "{F}，{G}，[{H}=？|求{H}。]",
                "有两个函数{F}和{G}，计算{H}。",
            ),
        ),
        weight=0.6,
    ),
)

SCHEMAS: tuple[Schema, ...] = balanced(
    (*_LINEQ, *_QUAD, *_SYS, *_INEQ, *_FACTOR, *_EXPAND, *_SIMPLIFY, *_EVALF), {"lineq": 3.0, "quad": 2.4, "ineq": 1.4}
)
