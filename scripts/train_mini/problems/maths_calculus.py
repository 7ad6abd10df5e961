"""Calculus: derivatives, integrals and limits.

Here: diff, int, limit. Not here: typesetting and common sentences (``maths_arithmetic.py``), polynomials (``maths_algebra.py``).
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from scripts.train_mini.problems.maths_algebra import letter, nonzero, poly
from scripts.train_mini.problems.maths_arithmetic import balanced, short_answer, style, task
from scripts.train_mini.problems.schema import Draw, Schema, Slots


def _curve(rng: Random, v: str, python: str, **slots: object) -> Slots:
    """E is the expression; F is f(x)=..., Y is y=..., D is d/dx of it, G is f'(x)."""
    look = style(rng, latex=0.45)
    text, name = look.show(python), rng.choice("ffffgh" if v not in "gh" else "f")
    d = f"\\frac{{d}}{{d{v}}}" if look.is_latex else f"d/d{v}"
    return {
        "v": v,
        "e": python,
        "E": look.wrap(text),
        "F": look.wrap(f"{name}({v}){look.gap}={look.gap}{text}"),
        "Y": look.wrap(f"y{look.gap}={look.gap}{text}" if v != "y" else f"z{look.gap}={look.gap}{text}"),
        "D": look.wrap(f"{d}({text})" if not look.is_latex else f"{d}\\left({text}\\right)"),
        "G": look.wrap(f"{name}'({v})"),
        "H": look.wrap(f"{name}''({v})"),
        "N": name,
        **slots,
    }


def _polynomial(rng: Random, v: str, top: int = 5) -> str:
    degree = rng.choice([d for d in (1, 2, 2, 3, 3, 3, 4, 5) if d <= top])
    coefficients = [nonzero(rng, 9), *(rng.choice((0, nonzero(rng, 9))) for _ in range(degree))]
    if not any(coefficients[1:]) and rng.random() < 0.5:
        coefficients[rng.randint(1, degree)] = nonzero(rng, 9)
    return poly(coefficients, v)


def _diff_polynomial(rng: Random, is_small: bool) -> Slots:
    del is_small
    v = letter(rng)
    return _curve(rng, v, _polynomial(rng, v))


def _elementary(rng: Random, v: str) -> str:
    k = rng.randint(2, 6)
    return rng.choice(
        (
            f"sin({v})",
            f"cos({v})",
            f"exp({v})",
            f"log({v})",
            f"sin({k}*{v})",
            f"cos({k}*{v})",
            f"exp({k}*{v})",
            f"exp(-{v})",
            f"sqrt({v})",
            f"1/{v}",
            f"tan({v})",
            f"log({k}*{v})",
        )
    )


def _diff_function(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, k, n, b = rng.choice("xxxxxxtty"), rng.randint(2, 7), rng.randint(2, 5), nonzero(rng, 9)
    one, two = _elementary(rng, v), _elementary(rng, v)
    while two == one:
        two = _elementary(rng, v)
    python = rng.choice(
        (
            one,
            f"{k}*{one}" if not one.startswith("1/") else f"{k}/{v}",
            f"{one}+{two}",
            f"{one}-{two}",
            f"{poly((1, 0, b), v)}+{one}",
            f"{v}*exp({v})",
            f"{v}*sin({v})",
            f"{v}*cos({v})",
            f"{v}**2*exp({v})",
            f"{v}*log({v})",
            f"{v}**{n}*log({v})",
            f"exp({v})*sin({v})",
            f"sin({v})*cos({v})",
            f"({poly((k, b), v)})**{n}",
            f"sin({v}**2)",
            f"exp({v}**2)",
            f"cos({poly((k, b), v)})",
            f"log({v}**2+{k})",
            f"sqrt({poly((k, abs(b)), v)})",
            f"1/{v}**{n}",
            f"{v}/({poly((1, abs(b)), v)})",
            f"sin({v})**2",
            f"({v}**2+{k})**{n}",
        )
    )
    return _curve(rng, v, python)


def _diff_at(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, x = rng.choice("xxxxxt"), rng.randint(-4, 6)
    python = _polynomial(rng, v, 4)
    slots = _curve(rng, v, python, a=x)
    name = str(slots["N"])
    look = rng.random()
    slots["P"] = f"${name}'({x})$" if look < 0.4 else f"{name}'({x})"
    slots["X"] = f"${v}={x}$" if look < 0.4 else f"{v} = {x}" if look < 0.7 else f"{v}={x}"
    return slots


_DIFF_EN = (
    (
        "the derivative of {E}",
        "the derivative of {F}",
        "the derivative of {E} with respect to {v}",
        "the first derivative of {F}",
        "{D}",
        "the derivative of the function {F}",
        "the derivative of {Y}",
    ),
    (
        "differentiate {E}",
        "differentiate {F}",
        "differentiate {E} with respect to {v}",
        "differentiate {Y}",
        "take the derivative of {E}",
        "find {G} for {F}",
    ),
    (
        "[Let|Suppose|If|Given|Consider] {F}. [Find {G}.|What is {G}?|Compute {G}.|Determine {G}.]",
        "[If|Given|Given that] {F}, [what is {G}?|find {G}.|compute {G}.|determine {G}.]",
        "{F}[. What is {G}?|, {G} = ?|. Find {G}.|, find the derivative|. Differentiate it.]",
        "[Differentiate|differentiate|Derivative|Find the derivative][:|] {E}",
        "{E}[. What is the derivative?|, derivative?|. Differentiate this.|, take the derivative please]",
        "[A function is given by|The function is|We define] {F}. [What is its derivative?|Differentiate it.|Find its rate of change.]",
        "{Y}. [Find the derivative.|What is the derivative with respect to {v}?|Differentiate.]",
    ),
)
_DIFF_ZH = (
    ("{E}的导数", "函数{F}的导数", "{D}", "{Y}的导数", "{E}对{v}的导数", "{F}的导函数"),
    ("对{E}求导", "求{F}的导数", "求导：{E}", "对函数{F}求导", "求{E}关于{v}的导数"),
    (
        "[已知|设|若|如果][函数|]{F}，[求{G}|则{G}等于什么？|那么它的导数是什么？]",
        "{F}，[{G}=？|求{G}。|导数是什么？]",
        "[求导|求导数|求下列函数的导数][：|:]{E}",
        "{Y}，[求导数|求它的导数|导数是多少？]",
        "函数{F}的导[数|函数][是什么|是|等于什么]？",
    ),
)


def _derivative(name: str, draw: Draw, weight: float) -> Schema:
    program = 'from sympy import *\n{v}=symbols("{v}")\nprint(latex(diff({e},{v})))'
    return task(
        f"diff_{name}",
        short_answer(draw, program),
        program,
        ("Differentiate with respect to {v}.", "对{v}求导。"),
        en=_DIFF_EN,
        zh=_DIFF_ZH,
        what="what",
        weight=weight,
    )


_DIFF = (
    _derivative("polynomial", _diff_polynomial, 1.5),
    _derivative("function", _diff_function, 1.5),
    task(
        "diff_second",
        _diff_polynomial,
        'from sympy import *\n{v}=symbols("{v}")\nprint(latex(expand(diff({e},{v},2))))',
        ("Differentiate twice.", "求两次导数。"),
        en=(
            ("the second derivative of {E}", "the second derivative of {F}", "{H} for {F}", "the second derivative of {Y}"),
            ("differentiate {E} twice", "find the second derivative of {E}", "differentiate {F} two times"),
            (
                "[Let|Suppose|If|Given] {F}. [Find {H}.|What is {H}?|Compute {H}.]",
                "{F}[. What is {H}?|, {H} = ?|. Find {H}.|, second derivative?]",
                "[If|Given that] {F}, [what is {H}?|find {H}.]",
                "[Differentiate twice|Second derivative][:|] {E}",
            ),
        ),
        zh=(
            ("{E}的二阶导数", "函数{F}的二阶导数", "{Y}的二阶导数"),
            ("求{F}的二阶导数", "对{E}求二阶导数"),
            ("[已知|设]{F}，[求{H}|则{H}等于什么？]", "{F}，[{H}=？|二阶导数是什么？]", "[求二阶导数|二阶导数][：|:]{E}"),
        ),
        what="what",
        weight=0.6,
    ),
    task(
        "diff_at",
        _diff_at,
        'from sympy import *\n{v}=symbols("{v}")\nprint(diff({e},{v}).subs({v},{a}))',
        ("Differentiate and insert {v}={a}.", "求导后代入{v}={a}。"),
        en=(
            (
                "the derivative of {E} at {X}",
                "the slope of {Y} at {X}",
                "{P} for {F}",
                "{P} if {F}",
                "the slope of the tangent to {Y} at {X}",
                "the rate of change of {E} at {X}",
            ),
            ("evaluate the derivative of {E} at {X}", "find {P} if {F}", "differentiate {F} and evaluate at {X}"),
            (
                "[Let|Suppose|If|Given|Consider] {F}. [Find {P}.|What is {P}?|Compute {P}.|Determine {P}.]",
                "[If|Given|Given that] {F}, [what is {P}?|find {P}.|compute {P}.]",
                "{F}[. What is {P}?|, {P} = ?|. Find {P}.|; {P}?]",
                "What is the [slope|gradient|steepness] of the [curve|graph of|tangent line to] {Y} at {X}?",
                "How fast does {E} change at {X}?",
            ),
        ),
        zh=(
            ("{E}在{X}处的导数", "曲线{Y}在{X}处的切线斜率", "{F}时{P}的值"),
            ("求{E}在{X}处的导数值", "求{P}，其中{F}"),
            (
                "[已知|设|若|如果]{F}，[求{P}|则{P}等于多少？|那么{P}是多少？]",
                "{F}，[{P}=？|求{P}。]",
                "曲线{Y}在{X}处的切线[的|]斜率是多少？",
            ),
        ),
        weight=0.9,
    ),
)


def _integral_text(rng: Random, v: str, python: str, low: str = "", high: str = "") -> dict[str, str]:
    """I is the integral with its sign; E the integrand."""
    look = style(rng, latex=0.55)
    text, is_sum = look.show(python), "+" in python.lstrip("-") or "-" in python.lstrip("-")
    if look.is_latex:
        limits = f"_{{{low}}}^{{{high}}}" if len(low + high) > 2 or rng.random() < 0.5 else f"_{low}^{high}"
        sign, space = f"\\int{limits if low else ''} ", rng.choice(("\\,", "\\, ", " ", ""))
        body = f"({text})" if is_sum and rng.random() < 0.6 else text
        integral = f"{sign}{body}{space}d{v}"
    else:
        shown_low, shown_high = low.replace("\\pi", "π"), high.replace("\\pi", "π")
        body = f"({text})" if is_sum and rng.random() < 0.7 else text
        integral = (
            f"∫_{shown_low}^{shown_high} {body} d{v}"
            if low
            else rng.choice((f"∫ {body} d{v}", f"∫{body} d{v}", f"∫{body}d{v}", f"∫ {body}d{v}"))
        )
    return {"v": v, "e": python, "E": look.wrap(text), "I": look.wrap(integral), "F": look.wrap(f"f({v}){look.gap}={look.gap}{text}")}


def _whole_polynomial(rng: Random, v: str) -> str:
    """A polynomial whose integral has whole or simple coefficients."""
    degree = rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))
    coefficients = [nonzero(rng, 4) * rng.choice((1, degree + 1 - i, degree + 1 - i)) for i in range(degree + 1)]
    for i in range(1, len(coefficients)):
        if rng.random() < 0.35:
            coefficients[i] = 0
    return poly(coefficients, v)


def _int_polynomial(rng: Random, is_small: bool) -> Slots:
    del is_small
    v = rng.choice("xxxxxxxtyu")
    return {**_integral_text(rng, v, _whole_polynomial(rng, v))}


def _int_function(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, k, n = rng.choice("xxxxxxtu"), rng.randint(2, 6), rng.randint(2, 5)
    python = rng.choice(
        (
            f"sin({v})",
            f"cos({v})",
            f"exp({v})",
            f"1/{v}",
            f"{k}/{v}",
            f"exp({k}*{v})",
            f"sin({k}*{v})",
            f"cos({k}*{v})",
            f"{k}*cos({v})",
            f"{k}*sin({v})",
            f"{k}*exp({v})",
            f"1/{v}**{n}",
            f"sqrt({v})",
            f"{v}*exp({v})",
            f"{v}+sin({v})",
            f"{v}+cos({v})",
            f"exp({v})+{k}*{v}",
            f"sin({v})+cos({v})",
            f"exp({v})+sin({v})",
            f"{v}**{n}+exp({v})",
            f"{k}*{v}+1/{v}",
            f"1/({v}+{k})",
            f"1/({v}**2+1)",
            f"exp(-{v})",
            f"({v}+{k})**2",
            f"log({v})",
        )
    )
    return {**_integral_text(rng, v, python)}


def _int_definite(rng: Random, is_small: bool) -> Slots:
    del is_small
    v = rng.choice("xxxxxxtu")
    low = rng.choice((0, 0, 0, 1, 1, 2, -1, -2))
    high = low + rng.randint(1, 5)
    python = _whole_polynomial(rng, v)
    return {**_integral_text(rng, v, python, str(low), str(high)), "a": low, "b": high, "A": low, "B": high}


def _int_definite_function(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, k = rng.choice("xxxxt"), rng.randint(2, 6)
    python, low, high = rng.choice(
        (
            (f"sin({v})", "0", "pi"), (f"cos({v})", "0", "pi/2"), (f"sin({v})", "0", "pi/2"), (f"exp({v})", "0", "1"), (f"exp({v})", "0", str(k)), (f"1/{v}", "1", str(k)), (f"{k}*exp({v})", "0", "1"), (f"{k}*sin({v})", "0", "pi"), (f"{k}*cos({v})", "0", "pi/2"),
            (f"sqrt({v})", "0", rng.choice(("1", "4", "9"))), (f"{k}/{v}", "1", rng.choice("2345")), (f"1/{v}**2", "1", str(k)), (f"exp(-{v})", "0", rng.choice(("1", "2", "oo"))), (f"cos({v})", "0", "pi"), (f"exp({v})+{k}", "0", "1"), (f"{v}*exp({v})", "0", "1"), (f"sin({v})+{k}*{v}", "0", "pi"),
        )
    )  # fmt: skip
    shown = {"pi": "\\pi", "pi/2": "\\pi/2", "oo": "\\infty"}.get(high, high)
    slots = _integral_text(rng, v, python, low, shown)
    is_tex = "\\int" in slots["I"]
    plain = {"pi": "π", "pi/2": "π/2", "oo": "∞"}.get(high, high)
    if not is_tex:
        slots["I"] = slots["I"].replace(shown, f"({plain})" if len(plain) > 1 else plain)
    return {**slots, "a": low, "b": high, "A": low, "B": f"${shown}$" if is_tex and "\\" in shown else plain}


_INT_EN = (
    (
        "{I}",
        "the integral of {E}",
        "the indefinite integral of {E}",
        "the antiderivative of {E}",
        "an antiderivative of {F}",
        "the integral of {E} with respect to {v}",
        "the indefinite integral {I}",
    ),
    (
        "integrate {E}",
        "evaluate {I}",
        "integrate {E} with respect to {v}",
        "integrate the function {F}",
        "solve the integral {I}",
        "find an antiderivative of {E}",
    ),
    (
        "{I}[| = ?|?| =]",
        "[Integrate|integrate|Find the integral|Integral][:|] {E}",
        "{E}[. What is the integral?|, integral?|. Integrate this.|, integrate it please]",
        "[Let|Given|Consider] {F}. [Find its antiderivative.|Integrate it.|What is its indefinite integral?|Find all antiderivatives.]",
        "[Which|What] function has the derivative {E}?",
        "[The derivative of a function is|A function has derivative] {E}. [Find the function.|What is the function?]",
    ),
)
_INT_ZH = (
    ("{I}", "{E}的不定积分", "{E}的原函数", "不定积分{I}", "函数{F}的不定积分"),
    ("计算{I}", "求{E}的不定积分", "对{E}积分", "求不定积分{I}", "求{F}的原函数"),
    (
        "{I}[=？|等于什么？|＝]",
        "[求积分|求不定积分|积分][：|:]{I}",
        "[已知|设]{F}，求[它的原函数|不定积分]。",
        "函数{F}的[原函数|不定积分]是什么？",
        "[哪个函数|什么函数]的导数是{E}？",
    ),
)
_DEFINITE_EN = (
    (
        "{I}",
        "the integral of {E} from {A} to {B}",
        "the definite integral of {E} from {A} to {B}",
        "the value of {I}",
        "the definite integral {I}",
        "the integral of {E} between {A} and {B}",
    ),
    (
        "evaluate {I}",
        "integrate {E} from {A} to {B}",
        "compute {I}",
        "integrate {F} from {v} = {A} to {v} = {B}",
        "evaluate the definite integral {I}",
    ),
    (
        "{I}[| = ?|?| =]",
        "[Integrate|integrate] {E} [between {A} and {B}|over the interval from {A} to {B}|from {A} to {B}][|.]",
        "[Let|Given|Consider] {F}. [Integrate it from {A} to {B}.|What is its integral from {A} to {B}?]",
        "{E}, [integrated|the integral] from {A} to {B}[?| please| = ?]",
        "What is the [signed |net ]area under {F} from {v} = {A} to {v} = {B}?",
    ),
)
_DEFINITE_ZH = (
    ("{I}", "{E}从{A}到{B}的定积分", "定积分{I}", "定积分{I}的值", "{F}在{A}到{B}上的定积分"),
    ("计算{I}", "求{E}从{A}到{B}的积分", "求定积分{I}", "计算定积分{I}"),
    (
        "{I}[=？|等于多少？|＝]",
        "[求定积分|计算积分|定积分][：|:]{I}",
        "[已知|设]{F}，求它[从{A}到{B}|在{A}到{B}上]的定积分。",
        "{E}从{A}积到{B}[是多少|等于多少]？",
    ),
)
_INDEFINITE = 'from sympy import *\n{v}=symbols("{v}")\nprint(latex(integrate({e},{v}))+" + C")'
_INT = (
    task(
        "int_polynomial",
        short_answer(_int_polynomial, _INDEFINITE),
        _INDEFINITE,
        ("Integrate with respect to {v}.", "对{v}积分。"),
        en=_INT_EN,
        zh=_INT_ZH,
        what="what",
        weight=1.3,
    ),
    task(
        "int_function",
        short_answer(_int_function, _INDEFINITE, 46),
        _INDEFINITE,
        ("Integrate with respect to {v}.", "对{v}积分。"),
        en=_INT_EN,
        zh=_INT_ZH,
        what="what",
        weight=0.9,
    ),
    task(
        "int_definite",
        _int_definite,
        'from sympy import *\n{v}=symbols("{v}")\nprint(latex(integrate({e},({v},{a},{b}))))',
        ("Integrate from {a} to {b}.", "从{a}到{b}积分。"),
        en=_DEFINITE_EN,
        zh=_DEFINITE_ZH,
        weight=1.3,
    ),
    task(
        "int_definite_function",
        _int_definite_function,
        'from sympy import *\n{v}=symbols("{v}")\nprint(latex(integrate({e},({v},{a},{b}))))',
        ("Integrate from {a} to {b}.", "从{a}到{b}积分。"),
        en=_DEFINITE_EN,
        zh=_DEFINITE_ZH,
        weight=0.6,
    ),
)


def _limit_slots(rng: Random, v: str, python: str, point: str) -> Slots:
    look = style(rng, latex=0.55)
    if look.is_latex and "/" in python:
        look = replace(look, over="frac")
    text = look.show(python)
    target = (
        {"oo": "\\infty", "-oo": "-\\infty"}.get(point, point)
        if look.is_latex
        else {"oo": rng.choice(("∞", "infinity", "oo")), "-oo": "-∞"}.get(point, point)
    )
    if look.is_latex:
        whole = f"\\lim_{{{v} \\to {target}}} {text}" if rng.random() < 0.8 else f"\\lim_{{{v}\\rightarrow {target}}} {text}"
    else:
        is_sum = python.count("+") + python.count("-") > 0 and "/" not in python
        whole = f"lim {v}{rng.choice(('→', '->'))}{target} {f'({text})' if is_sum else text}"
    return {
        "v": v,
        "e": python,
        "p": point,
        "E": look.wrap(text),
        "L": look.wrap(whole),
        "X": look.wrap(f"{v} \\to {target}" if look.is_latex else f"{v} → {target}"),
        "P": look.wrap(target),
    }


def _limit_point(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, a, b, k = rng.choice("xxxxxxth"), rng.randint(1, 9), nonzero(rng, 9), rng.randint(2, 6)
    s = rng.choice((1, -1))
    b = b + 1 if b == -s * a else b
    b = b or 1
    python, point = rng.choice(
        (
            (f"({v}**2-{a * a})/({poly((1, -s * a), v)})", str(s * a)),
            (f"({poly((1, b - s * a, -s * a * b), v)})/({poly((1, -s * a), v)})", str(s * a)),
            (f"({poly((1, b - s * a, -s * a * b), v)})/({v}**2-{a * a})", str(s * a)),
            (f"({poly((k, -s * k * a), v)})/({poly((1, -s * a), v)})", str(s * a)),
            (f"({poly((1, b, 0), v)})/{v}", "0"),
            (f"(({v}+{a})**2-{a * a})/{v}", "0"),
            (poly((k, b), v), str(s * a)),
            (poly((1, b, k), v), str(s * a)),
            (f"({v}**3-{k**3})/({v}-{k})", str(k)),
            (f"({poly((1, b), v)})/({poly((1, abs(b) + 9), v)})", str(a)),
        )
    )
    return _limit_slots(rng, v, python, point)


def _limit_infinity(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, a, b, c, d, e = rng.choice("xxxxxn"), *(rng.randint(1, 9) for _ in range(5))
    python = rng.choice(
        (
            f"({poly((a, b), v)})/({poly((c, -d), v)})",
            f"({poly((a, 0, b), v)})/({poly((c, d, 0), v)})",
            f"({poly((a, b, -e), v)})/({poly((c, 0, d), v)})",
            f"({poly((a, b), v)})/({poly((1, 0, d), v)})",
            f"{a}/{v}",
            f"({poly((a, b), v)})/{v}",
            f"{a}+{b}/{v}",
            f"({poly((a, 0, 0, b), v)})/({poly((c, d, 0, 0), v)})",
            f"(1+{a}/{v})**{v}" if a > 1 else f"(1+1/{v})**{v}",
            f"exp(-{v})",
            f"{v}/(exp({v}))",
            f"log({v})/{v}",
        )
    )
    return _limit_slots(rng, v, python, "oo")


def _limit_special(rng: Random, is_small: bool) -> Slots:
    del is_small
    v, k, m = rng.choice("xxxxt"), rng.randint(2, 9), rng.randint(2, 9)
    python = rng.choice(
        (
            f"sin({v})/{v}",
            f"sin({k}*{v})/{v}",
            f"sin({k}*{v})/({m}*{v})",
            f"sin({v})/({m}*{v})",
            f"(exp({v})-1)/{v}",
            f"(1-cos({v}))/{v}**2",
            f"tan({v})/{v}",
            f"log(1+{v})/{v}",
            f"(exp({k}*{v})-1)/{v}",
            f"sin({k}*{v})/sin({m}*{v})",
            f"tan({k}*{v})/{v}",
            f"(1-cos({v}))/{v}",
            f"({k}*sin({v}))/{v}",
            f"log(1+{k}*{v})/{v}",
        )
    )
    return _limit_slots(rng, v, python, "0")


_LIMIT_EN = (
    (
        "{L}",
        "the limit of {E} as {v} approaches {P}",
        "the limit of {E} as {v} goes to {P}",
        "the value of {L}",
        "the limit {L}",
        "the limit of {E} for {X}",
    ),
    ("evaluate {L}", "compute {L}", "find the limit of {E} as {v} tends to {P}", "evaluate the limit {L}", "calculate {L}"),
    (
        "{L}[| = ?|?| =]",
        "[What does|what does] {E} [approach|tend to|converge to] [as|when] {v} [goes to|approaches|tends to] {P}?",
        "As {v} [goes to|approaches|tends to] {P}, what is the limit of {E}?",
        "[Limit|limit] of {E}, {X}[?|]",
        "[Consider|Take|Given] {E}. [What is its limit as {v} approaches {P}?|Find the limit for {X}.]",
    ),
)
_LIMIT_ZH = (
    ("{L}", "{E}当{X}时的极限", "极限{L}", "{L}的值", "当{v}趋于{P}时{E}的极限"),
    ("计算{L}", "求极限{L}", "求{E}当{v}趋近于{P}时的极限", "求当{X}时{E}的极限"),
    (
        "{L}[=？|等于多少？|＝]",
        "[求极限|计算极限|极限][：|:]{L}",
        "当{X}时，{E}的极限是多少？",
        "{v}趋于{P}时，{E}趋于多少？",
        "当{v}[趋近于|趋于]{P}，[求{E}的极限|{E}的极限等于多少？]",
    ),
)
_LIMIT_PROGRAM = 'from sympy import *\n{v}=symbols("{v}")\nprint(latex(limit({e},{v},{p})))'
_LIMIT_PLAN = ("Take the limit [as {v} goes to {p}|for {v} to {p}].", "求{v}趋于{p}的极限。")
_LIMIT = (
    task("limit_point", _limit_point, _LIMIT_PROGRAM, _LIMIT_PLAN, en=_LIMIT_EN, zh=_LIMIT_ZH, weight=1.2),
    task("limit_infinity", _limit_infinity, _LIMIT_PROGRAM, _LIMIT_PLAN, en=_LIMIT_EN, zh=_LIMIT_ZH, weight=1.0),
    task("limit_special", _limit_special, _LIMIT_PROGRAM, _LIMIT_PLAN, en=_LIMIT_EN, zh=_LIMIT_ZH, weight=0.7),
)


def _stationary(rng: Random, is_small: bool) -> Slots:
    """A parabola with its turning point at a whole number."""
    del is_small
    v, a, h, k = rng.choice("xxxxt"), rng.choice((1, 1, 2, 3)), nonzero(rng, 8), nonzero(rng, 15)
    return _curve(rng, v, poly((a, -2 * a * h, a * h * h + k), v))


_DIFF_MORE = (
    task(
        "diff_minimum",
        _stationary,
        'from sympy import *\n{v}=symbols("{v}")\ns=solve(diff({e},{v}),{v})[0]\nprint(({e}).subs({v},s))',
        ("Set the derivative to zero and insert.", "令导数为零再代入。"),
        en=(
            (
                "the minimum value of {E}",
                "the minimum of {F}",
                "the smallest value of {E}",
                "the least value that {E} takes",
                "the minimum value of the function {F}",
            ),
            ("minimize {E}", "find the minimum value of {F}"),
            (
                "[Let|Given|Consider] {F}. [Find its minimum value.|What is its smallest value?|What is the minimum?]",
                "[How small|How low] can {E} [get|become|be]?",
                "What is the [smallest|lowest|least] value {E} can [take|have|reach]?",
            ),
        ),
        zh=(
            ("{E}的最小值", "函数{F}的最小值", "二次函数{Y}的最小值"),
            ("求{F}的最小值", "求函数{Y}的最小值"),
            ("[已知|设]{F}，[求它的最小值|最小值是多少？]", "函数{F}的最小值[是多少|等于多少|是几]？", "{E}最小[是多少|能取到多少]？"),
        ),
        weight=0.4,
    ),
    task(
        "diff_where_minimum",
        _stationary,
        'from sympy import *\n{v}=symbols("{v}")\nprint(*solve(diff({e},{v}),{v}))',
        ("Set the derivative to zero.", "令导数为零。"),
        en=(
            (
                "the {v} at which {E} is smallest",
                "the value of {v} that minimizes {E}",
                "the critical point of {F}",
                "the {v} where the derivative of {E} is zero",
            ),
            ("find the {v} that minimizes {E}", "find the critical point of {F}"),
            (
                "[Let|Given|Consider] {F}. [Where is its minimum?|For which {v} is it smallest?|Find its stationary point.]",
                "[For which|At which|For what] {v} [is {E} smallest|does {E} have its minimum|is {E} minimal]?",
                "Where is the derivative of {F} zero?",
            ),
        ),
        zh=(
            ("使{E}最小的{v}", "{F}的驻点", "{F}取最小值时的{v}"),
            ("求使{E}最小的{v}", "求函数{F}的驻点"),
            (
                "[已知|设]{F}，当{v}[为何值|取几]时[函数|它]最小？",
                "{v}等于多少时，{E}[最小|取得最小值]？",
                "函数{F}在哪里[取得最小值|导数为零]？",
            ),
        ),
        weight=0.3,
    ),
)

SCHEMAS: tuple[Schema, ...] = balanced((*_DIFF, *_DIFF_MORE, *_INT, *_LIMIT), {"diff": 2.5, "int": 2.5, "limit": 1.7})
