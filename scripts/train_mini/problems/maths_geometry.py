"""Geometry and units: plane figures, solids, angles, circles, right triangles, unit conversion.

Here: geom, circle, pyth, convert. Not here: typesetting and common sentences (``maths_arithmetic.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from scripts.train_mini.problems.maths_arithmetic import accepted, balanced, span, style, task
from scripts.train_mini.problems.schema import Draw, Schema, Slots

_LENGTH_UNITS = (
    ("cm", "厘米"),
    ("cm", "cm"),
    ("m", "米"),
    ("m", "m"),
    ("mm", "毫米"),
    ("inches", "厘米"),
    ("feet", "米"),
    ("units", ""),
    ("", ""),
    ("", ""),
    ("", ""),
    ("", "厘米"),
)


def _sides(count: int, big: int = 60, small: int = 12, *, decimals: float = 0.0) -> Draw:
    """Lengths a, b, c; U and Z are their unit with a blank, V and W the unit alone."""

    def draw(rng: Random, is_small: bool) -> Slots:
        unit, chinese_unit = rng.choice(_LENGTH_UNITS)
        values: list[object] = [span(rng, is_small, big, small) for _ in range(count)]
        if not is_small and rng.random() < decimals:
            values = [f"{int(str(v)) + rng.choice((0.5, 0.2, 0.4, 0.6, 0.8, 0.25)):.10g}" if rng.random() < 0.6 else v for v in values]
        return {**dict(zip("abcd", values, strict=False)), "U": f" {unit}" if unit else "", "Z": chinese_unit}

    return draw


def _shape(
    name: str,
    draw: Draw,
    program: str,
    plan: tuple[str, str],
    noun: Sequence[str],
    own: Sequence[str],
    zh_noun: Sequence[str],
    zh_own: Sequence[str],
    *,
    cot: tuple[str, ...] = (),
    weight: float = 1.0,
) -> Schema:
    verbs = tuple(f"{verb} {text}" for text in noun[:3] for verb in ("find", "calculate"))
    return task(
        name,
        draw,
        program,
        plan,
        en=(noun, verbs, own),
        zh=(zh_noun, tuple(f"{verb}{text}" for text in zh_noun[:2] for verb in ("求", "计算")), zh_own),
        cot=cot,
        weight=weight,
    )


_FLOAT = 'print("%.10g"%({}))'


def _rectangle_noun(what: str) -> tuple[str, ...]:
    return (
        f"the {what} of a rectangle with length {{a}}{{U}} and width {{b}}{{U}}",
        f"the {what} of a rectangle with sides {{a}}{{U}} and {{b}}{{U}}",
        f"the {what} of a {{a}} by {{b}} rectangle",
        f"the {what} of a rectangle that is {{a}}{{U}} long and {{b}}{{U}} wide",
        f"the {what} of a rectangle measuring {{a}}{{U}} by {{b}}{{U}}",
    )


_RECTANGLE_OWN = (
    "A rectangle [is|measures] {a}{U} by {b}{U}. [What is its WHAT?|Find its WHAT.|Work out the WHAT.]",
    "The length of a rectangle is {a}{U} and its width is {b}{U}. [What is the WHAT?|Find the WHAT.|Calculate the WHAT.]",
    "[If|When] a rectangle has sides {a}{U} and {b}{U}, what is its WHAT?",
    "[Rectangle|rectangle], {a}{U} by {b}{U}: WHAT?",
    "A rectangle has length {a}{U} and [width|height|breadth] {b}{U}. [Calculate|Determine|Compute] its WHAT.",
)
_RECTANGLE_ZH = (
    "长方形[的|]长[是|为]{a}{Z}，宽[是|为]{b}{Z}，[WHAT是多少？|求WHAT。|它的WHAT是多少？]",
    "一个长{a}{Z}、宽{b}{Z}的[长方形|矩形]，WHAT[是|等于]多少？",
    "[已知|]矩形的两边长分别为{a}{Z}和{b}{Z}，[求它的WHAT。|WHAT为多少？]",
    "长方形长{a}{Z}宽{b}{Z}，[求WHAT|WHAT=？]",
)


def _about(frames: Sequence[str], what: str) -> tuple[str, ...]:
    return tuple(frame.replace("WHAT", what) for frame in frames)


def _even_parts(rng: Random, is_small: bool) -> Slots:
    """Rectangle with sides a and b, area A and perimeter P."""
    slots = _sides(2, 40, 12)(rng, is_small)
    a, b = int(str(slots["a"])), int(str(slots["b"]))
    return {**slots, "s": a * b, "p": 2 * (a + b)}


def _square_side(rng: Random, is_small: bool) -> Slots:
    slots = _sides(1, 60, 12)(rng, is_small)
    a = int(str(slots["a"]))
    return {**slots, "s": a * a, "p": 4 * a}


def _triangle_area(rng: Random, is_small: bool) -> Slots:
    slots = _sides(2, 60, 12)(rng, is_small)
    if is_small and int(str(slots["a"])) * int(str(slots["b"])) % 2:
        slots["a"] = int(str(slots["a"])) + 1
    return slots


def _trapezoid(rng: Random, is_small: bool) -> Slots:
    return _sides(3, 40, 8)(rng, is_small)


def _three_sides(rng: Random, is_small: bool) -> Slots:
    a, b = span(rng, is_small, 60, 12), span(rng, is_small, 60, 12)
    return {"a": a, "b": b, "c": rng.randint(abs(a - b) + 1, a + b - 1)}


def _degrees(value: int, unit: str) -> str:
    return f"${value}{unit}$" if unit.startswith("^") else f"{value}{unit}"


def _angles(total: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        look = rng.random()
        degree, zh = ("°", "°") if look < 0.45 else (" degrees", "度") if look < 0.8 else ("^\\circ", "^\\circ")
        a = rng.randint(1, total - 1)
        b = rng.randint(5, 120)
        c = rng.randint(5, 175 - b)
        return {
            "a": a,
            "b": b,
            "c": c,
            "A": _degrees(a, degree),
            "B": _degrees(b, degree),
            "C": _degrees(c, degree),
            "X": _degrees(a, zh),
            "Y": _degrees(b, zh),
            "Z": _degrees(c, zh),
        }

    return draw


_POLYGONS = {
    3: ("triangle", "三角形"),
    4: ("quadrilateral", "四边形"),
    5: ("pentagon", "五边形"),
    6: ("hexagon", "六边形"),
    7: ("heptagon", "七边形"),
    8: ("octagon", "八边形"),
    9: ("nonagon", "九边形"),
    10: ("decagon", "十边形"),
    12: ("dodecagon", "十二边形"),
}


def _polygon(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.choice((rng.randint(5, 12), rng.randint(5, 30)))
    name, zh = _POLYGONS.get(n, (f"{n}-gon", f"{n}边形"))
    if rng.random() < 0.4:
        name, zh = f"polygon with {n} sides", f"{n}边形"
    return {"n": n, "G": name, "H": zh}


def _regular(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.choice((3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 16))
    name, zh = _POLYGONS.get(n, (f"{n}-gon", f"{n}边形"))
    if rng.random() < 0.4:
        name, zh = f"polygon with {n} sides", f"{n}边形"
    a = rng.randint(2, 30)
    return {"n": n, "a": a, "G": name, "H": zh}


_AREA_PLAN = ("Compute the area.", "计算面积。")
_PERIMETER_PLAN = ("Compute the perimeter.", "计算周长。")
_VOLUME_PLAN = ("Compute the volume.", "计算体积。")
_SURFACE_PLAN = ("Compute the surface area.", "计算表面积。")
_ANGLE_PLAN = ("Use the angle sum.", "利用角度和。")
_GEOM = (
    _shape(
        "geom_rectangle_area",
        _sides(2, 90, 12),
        "print({a}*{b})",
        _AREA_PLAN,
        _rectangle_noun("area"),
        _about(_RECTANGLE_OWN, "area"),
        ("长{a}{Z}、宽{b}{Z}的长方形的面积", "长为{a}{Z}、宽为{b}{Z}的矩形的面积"),
        _about(_RECTANGLE_ZH, "面积"),
        cot=("{a}*{b}",),
    ),
    _shape(
        "geom_rectangle_perimeter",
        _sides(2, 90, 12),
        "print(2*({a}+{b}))",
        _PERIMETER_PLAN,
        _rectangle_noun("perimeter"),
        _about(_RECTANGLE_OWN, "perimeter"),
        ("长{a}{Z}、宽{b}{Z}的长方形的周长", "长为{a}{Z}、宽为{b}{Z}的矩形的周长"),
        _about(_RECTANGLE_ZH, "周长"),
        cot=("{a}+{b}", "2*{_}"),
    ),
    _shape(
        "geom_rectangle_decimal",
        accepted(_sides(2, 30, decimals=1.0), lambda slots: "." in f"{slots['a']}{slots['b']}"),
        _FLOAT.format("{a}*{b}"),
        _AREA_PLAN,
        _rectangle_noun("area"),
        _about(_RECTANGLE_OWN, "area"),
        ("长{a}{Z}、宽{b}{Z}的长方形的面积", "长为{a}{Z}、宽为{b}{Z}的矩形的面积"),
        _about(_RECTANGLE_ZH, "面积"),
        weight=0.5,
    ),
    _shape(
        "geom_rectangle_side",
        _even_parts,
        "print({s}//{a})",
        ("Divide the area by the side.", "面积除以边长。"),
        (
            "the width of a rectangle with area {s} and length {a}",
            "the other side of a rectangle with area {s} and one side {a}",
            "the missing side of a rectangle whose area is {s} and whose length is {a}",
        ),
        (
            "A rectangle has an area of {s} and a length of {a}. [What is its width?|Find the width.|How wide is it?]",
            "The area of a rectangle is {s} and one side is {a}. [How long is the other side?|Find the other side.]",
            "[If|When] a rectangle of area {s} is {a} long, how wide is it?",
        ),
        ("面积为{s}、长为{a}的长方形的宽", "面积是{s}、一边是{a}的长方形的另一边"),
        (
            "长方形面积是{s}，长是{a}，宽是[多少|几]？",
            "一个长方形的面积是{s}，一条边长{a}，[另一条边是多少|求另一边]？",
            "已知矩形面积{s}、长{a}，求宽。",
        ),
        cot=("{s}/{a}",),
        weight=0.6,
    ),
    _shape(
        "geom_rectangle_side_perimeter",
        _even_parts,
        "print({p}//2-{a})",
        ("Half the perimeter minus the side.", "周长的一半减去边长。"),
        ("the width of a rectangle with perimeter {p} and length {a}", "the other side of a rectangle with perimeter {p} and one side {a}"),
        (
            "A rectangle has a perimeter of {p} and a length of {a}. [What is its width?|Find the width.|How wide is it?]",
            "The perimeter of a rectangle is {p} and one side is {a}. [How long is the other side?|Find the other side.]",
            "[If|When] a rectangle of perimeter {p} is {a} long, how wide is it?",
        ),
        ("周长为{p}、长为{a}的长方形的宽", "周长是{p}、一边是{a}的长方形的另一边"),
        (
            "长方形周长是{p}，长是{a}，宽是[多少|几]？",
            "一个长方形的周长是{p}，一条边长{a}，[另一条边是多少|求另一边]？",
            "已知矩形周长{p}、长{a}，求宽。",
        ),
        cot=("{p}/2", "{_}-{a}"),
        weight=0.4,
    ),
    _shape(
        "geom_square_area",
        _square_side,
        "print({a}**2)",
        _AREA_PLAN,
        (
            "the area of a square with side {a}{U}",
            "the area of a square with side length {a}{U}",
            "the area of a square whose sides are {a}{U} long",
        ),
        (
            "A square has [a side of|sides of length|side length] {a}{U}. [What is its area?|Find its area.]",
            "[If|When] the side of a square is {a}{U}, what is [its|the] area?",
            "How large is the area of a square of side {a}{U}?",
            "square, side {a}{U}: area?",
        ),
        ("边长为{a}{Z}的正方形的面积", "边长{a}{Z}的正方形面积"),
        (
            "正方形[的|]边长[是|为]{a}{Z}，[面积是多少？|求面积。]",
            "一个边长{a}{Z}的正方形，面积[是|等于]多少？",
            "已知正方形边长{a}{Z}，求它的面积。",
        ),
        cot=("{a}*{a}",),
        weight=0.7,
    ),
    _shape(
        "geom_square_perimeter",
        _square_side,
        "print(4*{a})",
        _PERIMETER_PLAN,
        (
            "the perimeter of a square with side {a}{U}",
            "the perimeter of a square with side length {a}{U}",
            "the perimeter of a square whose sides are {a}{U} long",
        ),
        (
            "A square has [a side of|sides of length|side length] {a}{U}. [What is its perimeter?|Find its perimeter.]",
            "[If|When] the side of a square is {a}{U}, what is [its|the] perimeter?",
            "How long is the way around a square of side {a}{U}?",
            "square, side {a}{U}: perimeter?",
        ),
        ("边长为{a}{Z}的正方形的周长", "边长{a}{Z}的正方形周长"),
        (
            "正方形[的|]边长[是|为]{a}{Z}，[周长是多少？|求周长。]",
            "一个边长{a}{Z}的正方形，周长[是|等于]多少？",
            "已知正方形边长{a}{Z}，求它的周长。",
        ),
        cot=("4*{a}",),
        weight=0.6,
    ),
    _shape(
        "geom_square_side_area",
        _square_side,
        "from math import *\nprint(isqrt({s}))",
        ("The side is the square root of the area.", "边长是面积的平方根。"),
        ("the side of a square with area {s}", "the side length of a square whose area is {s}"),
        (
            "A square has an area of {s}. [How long is its side?|What is the side length?|Find its side.]",
            "[If|When] the area of a square is {s}, how long is a side?",
            "The area of a square is {s}. [What is the length of one side?|Find the side.]",
        ),
        ("面积为{s}的正方形的边长", "面积是{s}的正方形边长"),
        ("正方形的面积是{s}，边长是[多少|几]？", "一个正方形面积为{s}，[求边长。|它的边长是多少？]", "已知正方形面积{s}，边长等于多少？"),
        weight=0.5,
    ),
    _shape(
        "geom_square_side_perimeter",
        _square_side,
        "print({p}//4)",
        ("The side is a quarter of the perimeter.", "边长是周长的四分之一。"),
        ("the side of a square with perimeter {p}", "the side length of a square whose perimeter is {p}"),
        (
            "A square has a perimeter of {p}. [How long is its side?|What is the side length?|Find its side.]",
            "[If|When] the perimeter of a square is {p}, how long is a side?",
            "The perimeter of a square is {p}. [What is the length of one side?|Find the side.]",
        ),
        ("周长为{p}的正方形的边长", "周长是{p}的正方形边长"),
        ("正方形的周长是{p}，边长是[多少|几]？", "一个正方形周长为{p}，[求边长。|它的边长是多少？]", "已知正方形周长{p}，边长等于多少？"),
        cot=("{p}/4",),
        weight=0.4,
    ),
    _shape(
        "geom_triangle_area",
        _triangle_area,
        _FLOAT.format("{a}*{b}/2"),
        _AREA_PLAN,
        (
            "the area of a triangle with base {a}{U} and height {b}{U}",
            "the area of a triangle whose base is {a}{U} and whose height is {b}{U}",
            "the area of a right triangle with legs {a}{U} and {b}{U}",
            "the area of a triangle of base {a}{U} and altitude {b}{U}",
        ),
        (
            "A triangle has [a base of|base] {a}{U} and [a height of|height] {b}{U}. [What is its area?|Find its area.|Calculate the area.]",
            "The base of a triangle is {a}{U} and the height is {b}{U}. [What is the area?|Find the area.]",
            "[If|When] a triangle has base {a}{U} and height {b}{U}, what is its area?",
            "triangle: base {a}{U}, height {b}{U}. area?",
            "A right triangle has legs of {a}{U} and {b}{U}. [What is its area?|Find its area.]",
        ),
        ("底为{a}{Z}、高为{b}{Z}的三角形的面积", "底{a}{Z}、高{b}{Z}的三角形面积", "两直角边为{a}{Z}和{b}{Z}的直角三角形的面积"),
        (
            "三角形[的|]底[是|为]{a}{Z}，高[是|为]{b}{Z}，[面积是多少？|求面积。]",
            "一个底{a}{Z}、高{b}{Z}的三角形，面积[是|等于]多少？",
            "直角三角形两条直角边[长|]分别是{a}{Z}和{b}{Z}，[求面积|面积是多少]？",
        ),
        cot=("{a}*{b}", "{_}/2"),
    ),
    _shape(
        "geom_triangle_perimeter",
        _three_sides,
        "print({a}+{b}+{c})",
        _PERIMETER_PLAN,
        (
            "the perimeter of a triangle with sides {a}, {b} and {c}",
            "the perimeter of a triangle whose sides are {a}, {b} and {c}",
            "the perimeter of a triangle with side lengths {a}, {b}, {c}",
        ),
        (
            "A triangle has sides [of length |]{a}, {b} and {c}. [What is its perimeter?|Find its perimeter.]",
            "The sides of a triangle [are|measure] {a}, {b} and {c}. [What is the perimeter?|How long is the way around it?]",
            "[If|When] a triangle has sides {a}, {b} and {c}, what is its perimeter?",
        ),
        ("三边长为{a}、{b}、{c}的三角形的周长", "边长分别为{a}、{b}和{c}的三角形周长"),
        (
            "三角形三边[长|]分别[是|为]{a}、{b}、{c}，[周长是多少？|求周长。]",
            "一个三角形的边长是{a}，{b}，{c}，周长等于多少？",
            "已知三角形三条边{a}、{b}、{c}，求它的周长。",
        ),
        cot=("{a}+{b}", "{_}+{c}"),
        weight=0.5,
    ),
    _shape(
        "geom_trapezoid_area",
        _trapezoid,
        _FLOAT.format("({a}+{b})*{c}/2"),
        _AREA_PLAN,
        (
            "the area of a trapezoid with bases {a}{U} and {b}{U} and height {c}{U}",
            "the area of a trapezium with parallel sides {a}{U} and {b}{U} and height {c}{U}",
            "the area of a trapezoid whose parallel sides are {a}{U} and {b}{U} and whose height is {c}{U}",
        ),
        (
            "A [trapezoid|trapezium] has [bases|parallel sides] of {a}{U} and {b}{U} and a height of {c}{U}. [What is its area?|Find its area.]",
            "The parallel sides of a [trapezoid|trapezium] are {a}{U} and {b}{U}, the height is {c}{U}. [What is the area?|Find the area.]",
            "trapezoid, bases {a}{U} and {b}{U}, height {c}{U}: area?",
            "[If|When] the bases of a trapezoid are {a}{U} and {b}{U} and its height is {c}{U}, what is the area?",
        ),
        ("上底{a}{Z}、下底{b}{Z}、高{c}{Z}的梯形的面积", "上底为{a}{Z}、下底为{b}{Z}、高为{c}{Z}的梯形面积"),
        (
            "梯形[的|]上底[是|为]{a}{Z}，下底[是|为]{b}{Z}，高[是|为]{c}{Z}，[面积是多少？|求面积。]",
            "一个梯形，上底{a}{Z}，下底{b}{Z}，高{c}{Z}，它的面积[是|等于]多少？",
            "已知梯形两底为{a}{Z}和{b}{Z}，高{c}{Z}，求面积。",
        ),
        cot=("{a}+{b}", "{_}*{c}/2"),
        weight=0.8,
    ),
    _shape(
        "geom_parallelogram_area",
        _sides(2, 60, 12),
        "print({a}*{b})",
        _AREA_PLAN,
        (
            "the area of a parallelogram with base {a}{U} and height {b}{U}",
            "the area of a parallelogram whose base is {a}{U} and whose height is {b}{U}",
        ),
        (
            "A parallelogram has [a base of|base] {a}{U} and [a height of|height] {b}{U}. [What is its area?|Find its area.]",
            "The base of a parallelogram is {a}{U} and the height is {b}{U}. [What is the area?|Find the area.]",
            "parallelogram, base {a}{U}, height {b}{U}: area?",
        ),
        ("底为{a}{Z}、高为{b}{Z}的平行四边形的面积", "底{a}{Z}、高{b}{Z}的平行四边形面积"),
        (
            "平行四边形[的|]底[是|为]{a}{Z}，高[是|为]{b}{Z}，[面积是多少？|求面积。]",
            "一个底{a}{Z}、高{b}{Z}的平行四边形，面积[是|等于]多少？",
            "已知平行四边形底{a}{Z}、高{b}{Z}，求面积。",
        ),
        cot=("{a}*{b}",),
        weight=0.5,
    ),
    _shape(
        "geom_rhombus_area",
        _sides(2, 60, 12),
        _FLOAT.format("{a}*{b}/2"),
        _AREA_PLAN,
        (
            "the area of a rhombus with diagonals {a}{U} and {b}{U}",
            "the area of a kite with diagonals {a}{U} and {b}{U}",
            "the area of a rhombus whose diagonals are {a}{U} and {b}{U}",
        ),
        (
            "A rhombus has diagonals [of|of length] {a}{U} and {b}{U}. [What is its area?|Find its area.]",
            "The diagonals of a [rhombus|kite] are {a}{U} and {b}{U}. [What is the area?|Find the area.]",
            "[If|When] the diagonals of a rhombus are {a}{U} and {b}{U}, what is its area?",
        ),
        ("对角线为{a}{Z}和{b}{Z}的菱形的面积", "两条对角线长{a}{Z}、{b}{Z}的菱形面积"),
        (
            "菱形的两条对角线[分别是|长为]{a}{Z}和{b}{Z}，[面积是多少？|求面积。]",
            "一个菱形，对角线{a}{Z}和{b}{Z}，它的面积[是|等于]多少？",
            "已知菱形对角线长{a}{Z}、{b}{Z}，求面积。",
        ),
        weight=0.4,
    ),
    _shape(
        "geom_cube_volume",
        _sides(1, 40, 6),
        "print({a}**3)",
        _VOLUME_PLAN,
        (
            "the volume of a cube with edge {a}{U}",
            "the volume of a cube with side length {a}{U}",
            "the volume of a cube whose edges are {a}{U} long",
        ),
        (
            "A cube has [an edge of|edges of length|side length] {a}{U}. [What is its volume?|Find its volume.]",
            "[If|When] the edge of a cube is {a}{U}, what is [its|the] volume?",
            "How much space does a cube of edge {a}{U} take up?",
            "cube, edge {a}{U}: volume?",
        ),
        ("棱长为{a}{Z}的正方体的体积", "棱长{a}{Z}的立方体体积"),
        (
            "正方体[的|]棱长[是|为]{a}{Z}，[体积是多少？|求体积。]",
            "一个棱长{a}{Z}的[正方体|立方体]，体积[是|等于]多少？",
            "已知正方体棱长{a}{Z}，求它的体积。",
        ),
        weight=0.7,
    ),
    _shape(
        "geom_cube_surface",
        _sides(1, 60, 6),
        "print(6*{a}**2)",
        _SURFACE_PLAN,
        (
            "the surface area of a cube with edge {a}{U}",
            "the total surface area of a cube with side length {a}{U}",
            "the surface area of a cube whose edges are {a}{U} long",
        ),
        (
            "A cube has [an edge of|edges of length|side length] {a}{U}. [What is its surface area?|Find its total surface area.]",
            "[If|When] the edge of a cube is {a}{U}, what is [its|the] surface area?",
            "How large is the surface of a cube of edge {a}{U}?",
            "cube, edge {a}{U}: surface area?",
        ),
        ("棱长为{a}{Z}的正方体的表面积", "棱长{a}{Z}的立方体表面积"),
        (
            "正方体[的|]棱长[是|为]{a}{Z}，[表面积是多少？|求表面积。]",
            "一个棱长{a}{Z}的[正方体|立方体]，表面积[是|等于]多少？",
            "已知正方体棱长{a}{Z}，求它的表面积。",
        ),
        weight=0.6,
    ),
    _shape(
        "geom_box_volume",
        _sides(3, 40, 6),
        "print({a}*{b}*{c})",
        _VOLUME_PLAN,
        (
            "the volume of a box measuring {a}{U} by {b}{U} by {c}{U}",
            "the volume of a rectangular prism with edges {a}, {b} and {c}",
            "the volume of a cuboid with length {a}{U}, width {b}{U} and height {c}{U}",
            "the volume of a {a} by {b} by {c} box",
        ),
        (
            "A [box|cuboid|rectangular prism] [is|measures] {a}{U} by {b}{U} by {c}{U}. [What is its volume?|Find its volume.]",
            "A box is {a}{U} long, {b}{U} wide and {c}{U} high. [What is its volume?|Find the volume.|How large is its volume?]",
            "[If|When] a cuboid has edges {a}, {b} and {c}, what is its volume?",
            "box {a} x {b} x {c}: volume?",
        ),
        ("长{a}{Z}、宽{b}{Z}、高{c}{Z}的长方体的体积", "长宽高分别为{a}{Z}、{b}{Z}、{c}{Z}的长方体体积"),
        (
            "长方体[的|]长{a}{Z}，宽{b}{Z}，高{c}{Z}，[体积是多少？|求体积。]",
            "一个长方体，长宽高分别是{a}{Z}、{b}{Z}和{c}{Z}，它的体积[是|等于]多少？",
            "已知长方体的三条棱长{a}{Z}、{b}{Z}、{c}{Z}，求体积。",
        ),
        cot=("{a}*{b}", "{_}*{c}"),
        weight=0.9,
    ),
    _shape(
        "geom_box_surface",
        _sides(3, 30, 6),
        "a,b,c={a},{b},{c}\nprint(2*(a*b+b*c+a*c))",
        _SURFACE_PLAN,
        (
            "the surface area of a box measuring {a}{U} by {b}{U} by {c}{U}",
            "the surface area of a rectangular prism with edges {a}, {b} and {c}",
            "the total surface area of a cuboid with length {a}{U}, width {b}{U} and height {c}{U}",
        ),
        (
            "A [box|cuboid|rectangular prism] [is|measures] {a}{U} by {b}{U} by {c}{U}. [What is its surface area?|Find its total surface area.]",
            "A box is {a}{U} long, {b}{U} wide and {c}{U} high. [What is its surface area?|Find the surface area.]",
            "[If|When] a cuboid has edges {a}, {b} and {c}, what is its surface area?",
        ),
        ("长{a}{Z}、宽{b}{Z}、高{c}{Z}的长方体的表面积", "长宽高分别为{a}{Z}、{b}{Z}、{c}{Z}的长方体表面积"),
        (
            "长方体[的|]长{a}{Z}，宽{b}{Z}，高{c}{Z}，[表面积是多少？|求表面积。]",
            "一个长方体，长宽高分别是{a}{Z}、{b}{Z}和{c}{Z}，它的表面积[是|等于]多少？",
            "已知长方体的三条棱长{a}{Z}、{b}{Z}、{c}{Z}，求表面积。",
        ),
        weight=0.5,
    ),
    _shape(
        "geom_third_angle",
        _angles(180),
        "print(180-{b}-{c})",
        _ANGLE_PLAN,
        (
            "the third angle of a triangle with angles {B} and {C}",
            "the third angle of a triangle if two angles are {B} and {C}",
            "the missing angle of a triangle with angles {B} and {C}",
        ),
        (
            "Two angles of a triangle [are|measure] {B} and {C}. [What is the third angle?|Find the third angle.|How large is the remaining angle?]",
            "A triangle has angles of {B} and {C}. [What is the third one?|Find the missing angle.]",
            "In triangle ABC, angle A is {B} and angle B is {C}. [Find angle C.|What is angle C?]",
            "[If|When] two angles of a triangle are {B} and {C}, [what is the third|how big is the third one]?",
        ),
        ("三角形两个角为{Y}和{Z}时的第三个角", "内角有{Y}和{Z}的三角形的第三个角"),
        (
            "三角形的两个[内角|角][分别是|是|为]{Y}和{Z}，[第三个角是多少度？|求第三个角。]",
            "在三角形ABC中，角A为{Y}，角B为{Z}，角C[是多少|等于多少]度？",
            "已知三角形有两个角是{Y}和{Z}，求另一个角。",
        ),
        weight=0.8,
    ),
    _shape(
        "geom_supplementary",
        _angles(180),
        "print(180-{a})",
        ("Supplementary angles add to 180.", "互补的两角之和为180度。"),
        ("the supplement of an angle of {A}", "the supplementary angle of {A}", "the angle that together with {A} makes a straight angle"),
        (
            "Two angles are supplementary. One is {A}. [What is the other?|Find the other one.]",
            "[Which|What] angle is supplementary to {A}?",
            "Two angles on a straight line: one is {A}. [How big is the other?|Find the other angle.]",
            "[If|When] two supplementary angles include one of {A}, what is the other one?",
        ),
        ("{X}角的补角", "{X}的补角"),
        ("{X}的补角[是多少度|等于多少]？", "两个角互补，其中一个是{X}，另一个[是多少度|是多少]？", "一个角是{X}，它的补角是[多少|几]度？"),
        weight=0.5,
    ),
    _shape(
        "geom_complementary",
        _angles(90),
        "print(90-{a})",
        ("Complementary angles add to 90.", "互余的两角之和为90度。"),
        (
            "the complement of an angle of {A}",
            "the complementary angle of {A}",
            "the other acute angle of a right triangle with an angle of {A}",
        ),
        (
            "Two angles are complementary. One is {A}. [What is the other?|Find the other one.]",
            "[Which|What] angle is complementary to {A}?",
            "A right triangle has an acute angle of {A}. [How big is the other acute angle?|Find the other acute angle.]",
            "[If|When] two complementary angles include one of {A}, what is the other one?",
        ),
        ("{X}角的余角", "{X}的余角"),
        (
            "{X}的余角[是多少度|等于多少]？",
            "两个角互余，其中一个是{X}，另一个[是多少度|是多少]？",
            "直角三角形的一个锐角是{X}，另一个锐角是[多少|几]度？",
        ),
        weight=0.5,
    ),
    _shape(
        "geom_angle_sum",
        _polygon,
        "print(({n}-2)*180)",
        ("The angle sum is (n-2)*180.", "内角和为(n-2)乘180度。"),
        (
            "the sum of the interior angles of a {G}",
            "the angle sum of a {G}",
            "the sum of the inside angles of a {G} in degrees",
            "the total of all interior angles in a {G}",
        ),
        (
            "What do the interior angles of a {G} add up to?",
            "How many degrees do the angles of a {G} have in total?",
            "A {G} is given. [What is its angle sum?|Find the sum of its interior angles.]",
        ),
        ("{H}的内角和", "{H}的所有内角之和"),
        ("{H}的内角和[是多少|是多少度|等于多少度]？", "一个{H}，它的内角和[是|为]多少[度|]？", "{H}所有内角[加起来|的和]是多少度？"),
        weight=0.7,
    ),
    _shape(
        "geom_regular_angle",
        _regular,
        _FLOAT.format("({n}-2)*180/{n}"),
        ("Divide the angle sum by the number of angles.", "内角和除以角的个数。"),
        (
            "each interior angle of a regular {G}",
            "the interior angle of a regular {G}",
            "the measure of one interior angle of a regular {G}",
            "the size of an inside angle of a regular {G}",
        ),
        (
            "How [big|large] is [each|an] interior angle of a regular {G}?",
            "A {G} is regular. [What is each interior angle?|How many degrees has each of its angles?]",
            "How many degrees does one angle of a regular {G} have?",
        ),
        ("正{H}的每个内角的度数", "正{H}的一个内角"),
        ("正{H}的[每个|一个]内角[是多少度|等于多少度|是多少]？", "一个正{H}，它的每个内角[是|为]多少度？", "求正{H}每个内角的大小。"),
        weight=0.5,
    ),
    _shape(
        "geom_exterior_angle",
        _regular,
        _FLOAT.format("360/{n}"),
        ("The exterior angles add to 360.", "外角和为360度。"),
        (
            "each exterior angle of a regular {G}",
            "the exterior angle of a regular {G}",
            "the measure of one exterior angle of a regular {G}",
        ),
        (
            "How [big|large] is [each|an] exterior angle of a regular {G}?",
            "A {G} is regular. [What is each exterior angle?|Find its exterior angle.]",
            "How many degrees does an exterior angle of a regular {G} have?",
        ),
        ("正{H}的每个外角的度数", "正{H}的一个外角"),
        ("正{H}的[每个|一个]外角[是多少度|等于多少度|是多少]？", "一个正{H}，它的每个外角[是|为]多少度？", "求正{H}每个外角的大小。"),
        weight=0.3,
    ),
    _shape(
        "geom_regular_perimeter",
        _regular,
        "print({n}*{a})",
        _PERIMETER_PLAN,
        (
            "the perimeter of a regular {G} with side {a}",
            "the perimeter of a regular {G} whose sides are {a} long",
            "the perimeter of an equilateral {G} with side length {a}",
        ),
        (
            "A regular {G} has sides of length {a}. [What is its perimeter?|Find its perimeter.]",
            "[If|When] each side of a regular {G} is {a}, what is the perimeter?",
            "The side of a regular {G} is {a}. [What is its perimeter?|How long is the way around it?]",
        ),
        ("边长为{a}的正{H}的周长", "边长{a}的正{H}周长"),
        ("正{H}的边长是{a}，[周长是多少？|求周长。]", "一个边长{a}的正{H}，周长[是|等于]多少？", "已知正{H}边长为{a}，求它的周长。"),
        cot=("{n}*{a}",),
        weight=0.4,
    ),
)


def _radius(rng: Random, is_small: bool) -> Slots:
    """A circle of radius a and diameter d; P is the required form of the answer."""
    slots = _sides(1, rng.choice((20, 60, 120)))(rng, is_small)
    return {
        **slots,
        "d": 2 * int(str(slots["a"])),
        "A": rng.choice(("", "", " in terms of π", " in terms of $\\pi$", " in terms of pi", " exactly")),
        "B": rng.choice(("", "", "（用π表示）", "（结果保留π）", "（保留$\\pi$）")),
    }


def _diameter(rng: Random, is_small: bool) -> Slots:
    slots = _radius(rng, is_small)
    return {**slots, "d": int(str(slots["a"])) * 2 if rng.random() < 0.8 else int(str(slots["a"]))}


def _cylinder(rng: Random, is_small: bool) -> Slots:
    slots = _sides(2, 20)(rng, is_small)
    return {
        **slots,
        "A": rng.choice(("", "", " in terms of π", " in terms of $\\pi$", " in terms of pi")),
        "B": rng.choice(("", "", "（用π表示）", "（结果保留π）")),
    }


def _approximate(rng: Random, is_small: bool) -> Slots:
    slots = _sides(1, 120)(rng, is_small)
    return {
        **slots,
        "P": rng.choice(("π = 3.14", "pi = 3.14", "$\\pi = 3.14$", "π ≈ 3.14", "$\\pi \\approx 3.14$", "3.14 for π", "3.14 for pi")),
        "Q": rng.choice(("π取3.14", "π=3.14", "π≈3.14", "$\\pi$取3.14")),
    }


def _from_area(rng: Random, is_small: bool) -> Slots:
    del is_small
    r = rng.randint(2, 120)
    look = style(rng)
    pi = "\\pi" if look.is_latex else rng.choice(("π", "π", "pi"))
    gap = " " if pi == "pi" else ""
    return {"s": r * r, "c": 2 * r, "S": look.wrap(f"{r * r}{gap}{pi}"), "C": look.wrap(f"{2 * r}{gap}{pi}")}


def _round(
    name: str,
    draw: Draw,
    expression: str,
    plan: tuple[str, str],
    noun: Sequence[str],
    own: Sequence[str],
    zh_noun: Sequence[str],
    zh_own: Sequence[str],
    weight: float = 1.0,
) -> Schema:
    return _shape(
        f"circle_{name}", draw, f"from sympy import *\nprint(latex({expression}))", plan, noun, own, zh_noun, zh_own, weight=weight
    )


_CIRCLE = (
    _round(
        "area",
        _radius,
        "pi*{a}**2",
        _AREA_PLAN,
        (
            "the area of a circle with radius {a}{U}{A}",
            "the area of a circle of radius {a}{U}{A}",
            "the area of a disk with radius {a}{U}{A}",
            "the area of a circle whose radius is {a}{U}{A}",
        ),
        (
            "A circle has [a radius of|radius] {a}{U}. [What is its area{A}?|Find its area{A}.|Calculate the area{A}.]",
            "The radius of a circle is {a}{U}. [What is the area{A}?|Find the area{A}.]",
            "[If|When] a circle has radius {a}{U}, what is its area{A}?",
            "circle, r = {a}{U}: area{A}?",
            "How large is the area of a circle with radius {a}{U}{A}?",
        ),
        ("半径为{a}{Z}的圆的面积{B}", "半径是{a}{Z}的圆的面积{B}", "r={a}{Z}的圆的面积{B}"),
        (
            "圆的半径[是|为]{a}{Z}，[面积是多少{B}？|求面积{B}。]",
            "一个半径{a}{Z}的圆，面积[是|等于]多少{B}？",
            "已知圆的半径为{a}{Z}，求它的面积{B}。",
        ),
        1.3,
    ),
    _round(
        "circumference",
        _radius,
        "2*pi*{a}",
        ("Compute the circumference.", "计算圆的周长。"),
        (
            "the circumference of a circle with radius {a}{U}{A}",
            "the circumference of a circle of radius {a}{U}{A}",
            "the perimeter of a circle with radius {a}{U}{A}",
            "the circumference of a circle whose radius is {a}{U}{A}",
        ),
        (
            "A circle has [a radius of|radius] {a}{U}. [What is its circumference{A}?|Find its circumference{A}.|Calculate the circumference{A}.]",
            "The radius of a circle is {a}{U}. [What is the circumference{A}?|Find the circumference{A}.]",
            "[If|When] a circle has radius {a}{U}, what is its circumference{A}?",
            "circle, r = {a}{U}: circumference{A}?",
            "How long is the way around a circle of radius {a}{U}{A}?",
        ),
        ("半径为{a}{Z}的圆的周长{B}", "半径是{a}{Z}的圆的周长{B}", "r={a}{Z}的圆的周长{B}"),
        (
            "圆的半径[是|为]{a}{Z}，[周长是多少{B}？|求周长{B}。]",
            "一个半径{a}{Z}的圆，周长[是|等于]多少{B}？",
            "已知圆的半径为{a}{Z}，求它的周长{B}。",
        ),
        1.2,
    ),
    _round(
        "area_diameter",
        _diameter,
        "pi*S({d})**2/4",
        ("Compute the area from the diameter.", "由直径计算面积。"),
        (
            "the area of a circle with diameter {d}{U}{A}",
            "the area of a circle whose diameter is {d}{U}{A}",
            "the area of a disk with diameter {d}{U}{A}",
        ),
        (
            "A circle has [a diameter of|diameter] {d}{U}. [What is its area{A}?|Find its area{A}.]",
            "The diameter of a circle is {d}{U}. [What is the area{A}?|Find the area{A}.]",
            "[If|When] a circle has diameter {d}{U}, what is its area{A}?",
            "circle, d = {d}{U}: area{A}?",
        ),
        ("直径为{d}{Z}的圆的面积{B}", "直径是{d}{Z}的圆的面积{B}"),
        (
            "圆的直径[是|为]{d}{Z}，[面积是多少{B}？|求面积{B}。]",
            "一个直径{d}{Z}的圆，面积[是|等于]多少{B}？",
            "已知圆的直径为{d}{Z}，求它的面积{B}。",
        ),
        0.7,
    ),
    _round(
        "circumference_diameter",
        _diameter,
        "pi*{d}",
        ("The circumference is pi times the diameter.", "周长等于π乘直径。"),
        (
            "the circumference of a circle with diameter {d}{U}{A}",
            "the circumference of a circle whose diameter is {d}{U}{A}",
            "the perimeter of a circle with diameter {d}{U}{A}",
        ),
        (
            "A circle has [a diameter of|diameter] {d}{U}. [What is its circumference{A}?|Find its circumference{A}.]",
            "The diameter of a circle is {d}{U}. [What is the circumference{A}?|Find the circumference{A}.]",
            "[If|When] a circle has diameter {d}{U}, what is its circumference{A}?",
            "circle, d = {d}{U}: circumference{A}?",
        ),
        ("直径为{d}{Z}的圆的周长{B}", "直径是{d}{Z}的圆的周长{B}"),
        (
            "圆的直径[是|为]{d}{Z}，[周长是多少{B}？|求周长{B}。]",
            "一个直径{d}{Z}的圆，周长[是|等于]多少{B}？",
            "已知圆的直径为{d}{Z}，求它的周长{B}。",
        ),
        0.7,
    ),
    _shape(
        "circle_area_decimal",
        _approximate,
        _FLOAT.format("3.14*{a}**2"),
        ("Compute the area with pi=3.14.", "取π=3.14计算面积。"),
        (
            "the area of a circle with radius {a}{U}, using {P}",
            "the area of a circle of radius {a}{U} (use {P})",
            "the approximate area of a circle with radius {a}{U}, taking {P}",
        ),
        (
            "A circle has radius {a}{U}. [What is its area?|Find its area.] [Use|Take] {P}.",
            "Use {P}. What is the area of a circle of radius {a}{U}?",
            "The radius of a circle is {a}{U}. [Use|Take] {P} and [find|compute] its area.",
        ),
        ("半径为{a}{Z}的圆的面积（{Q}）", "半径{a}{Z}的圆的面积，{Q}"),
        (
            "圆的半径[是|为]{a}{Z}，[面积是多少？|求面积。]（{Q}）",
            "一个半径{a}{Z}的圆，{Q}，面积[是|等于]多少？",
            "{Q}，求半径为{a}{Z}的圆的面积。",
        ),
        weight=0.7,
    ),
    _shape(
        "circle_circumference_decimal",
        _approximate,
        _FLOAT.format("2*3.14*{a}"),
        ("Compute the circumference with pi=3.14.", "取π=3.14计算周长。"),
        (
            "the circumference of a circle with radius {a}{U}, using {P}",
            "the circumference of a circle of radius {a}{U} (use {P})",
            "the approximate circumference of a circle with radius {a}{U}, taking {P}",
        ),
        (
            "A circle has radius {a}{U}. [What is its circumference?|Find its circumference.] [Use|Take] {P}.",
            "Use {P}. What is the circumference of a circle of radius {a}{U}?",
            "The radius of a circle is {a}{U}. [Use|Take] {P} and [find|compute] its circumference.",
        ),
        ("半径为{a}{Z}的圆的周长（{Q}）", "半径{a}{Z}的圆的周长，{Q}"),
        (
            "圆的半径[是|为]{a}{Z}，[周长是多少？|求周长。]（{Q}）",
            "一个半径{a}{Z}的圆，{Q}，周长[是|等于]多少？",
            "{Q}，求半径为{a}{Z}的圆的周长。",
        ),
        weight=0.6,
    ),
    _shape(
        "circle_radius_area",
        _from_area,
        "from math import *\nprint(isqrt({s}))",
        ("The radius is the root of area over pi.", "半径是面积除以π的平方根。"),
        ("the radius of a circle with area {S}", "the radius of a circle whose area is {S}"),
        (
            "A circle has an area of {S}. [What is its radius?|Find the radius.]",
            "The area of a circle is {S}. [What is its radius?|How long is the radius?]",
            "[If|When] the area of a circle is {S}, what is the radius?",
        ),
        ("面积为{S}的圆的半径", "面积是{S}的圆的半径"),
        ("圆的面积[是|为]{S}，[半径是多少？|求半径。]", "一个圆面积为{S}，它的半径[是|等于]多少？", "已知圆的面积{S}，求半径。"),
        weight=0.5,
    ),
    _shape(
        "circle_radius_circumference",
        _from_area,
        "print({c}//2)",
        ("The radius is the circumference over 2 pi.", "半径是周长除以2π。"),
        ("the radius of a circle with circumference {C}", "the radius of a circle whose circumference is {C}"),
        (
            "A circle has a circumference of {C}. [What is its radius?|Find the radius.]",
            "The circumference of a circle is {C}. [What is its radius?|How long is the radius?]",
            "[If|When] the circumference of a circle is {C}, what is the radius?",
        ),
        ("周长为{C}的圆的半径", "周长是{C}的圆的半径"),
        ("圆的周长[是|为]{C}，[半径是多少？|求半径。]", "一个圆周长为{C}，它的半径[是|等于]多少？", "已知圆的周长{C}，求半径。"),
        weight=0.5,
    ),
    _round(
        "cylinder",
        _cylinder,
        "pi*{a}**2*{b}",
        _VOLUME_PLAN,
        (
            "the volume of a cylinder with radius {a}{U} and height {b}{U}{A}",
            "the volume of a cylinder of radius {a}{U} and height {b}{U}{A}",
        ),
        (
            "A cylinder has radius {a}{U} and height {b}{U}. [What is its volume{A}?|Find its volume{A}.]",
            "The base radius of a cylinder is {a}{U} and its height is {b}{U}. [What is the volume{A}?|Find the volume{A}.]",
            "[If|When] a cylinder has radius {a}{U} and height {b}{U}, what is its volume{A}?",
            "cylinder, r = {a}{U}, h = {b}{U}: volume{A}?",
        ),
        ("底面半径{a}{Z}、高{b}{Z}的圆柱的体积{B}", "底面半径为{a}{Z}、高为{b}{Z}的圆柱体积{B}"),
        (
            "圆柱[的|]底面半径[是|为]{a}{Z}，高[是|为]{b}{Z}，[体积是多少{B}？|求体积{B}。]",
            "一个圆柱，底面半径{a}{Z}，高{b}{Z}，体积[是|等于]多少{B}？",
            "已知圆柱底面半径{a}{Z}、高{b}{Z}，求体积{B}。",
        ),
        0.6,
    ),
    _round(
        "cone",
        _cylinder,
        "pi*{a}**2*{b}/3",
        _VOLUME_PLAN,
        ("the volume of a cone with radius {a}{U} and height {b}{U}{A}", "the volume of a cone of base radius {a}{U} and height {b}{U}{A}"),
        (
            "A cone has radius {a}{U} and height {b}{U}. [What is its volume{A}?|Find its volume{A}.]",
            "The base radius of a cone is {a}{U} and its height is {b}{U}. [What is the volume{A}?|Find the volume{A}.]",
            "[If|When] a cone has radius {a}{U} and height {b}{U}, what is its volume{A}?",
        ),
        ("底面半径{a}{Z}、高{b}{Z}的圆锥的体积{B}", "底面半径为{a}{Z}、高为{b}{Z}的圆锥体积{B}"),
        (
            "圆锥[的|]底面半径[是|为]{a}{Z}，高[是|为]{b}{Z}，[体积是多少{B}？|求体积{B}。]",
            "一个圆锥，底面半径{a}{Z}，高{b}{Z}，体积[是|等于]多少{B}？",
            "已知圆锥底面半径{a}{Z}、高{b}{Z}，求体积{B}。",
        ),
        0.4,
    ),
    _round(
        "sphere_volume",
        _radius,
        "4*pi*{a}**3/3",
        _VOLUME_PLAN,
        (
            "the volume of a sphere with radius {a}{U}{A}",
            "the volume of a ball of radius {a}{U}{A}",
            "the volume of a sphere whose radius is {a}{U}{A}",
        ),
        (
            "A sphere has radius {a}{U}. [What is its volume{A}?|Find its volume{A}.]",
            "The radius of a [sphere|ball] is {a}{U}. [What is the volume{A}?|Find the volume{A}.]",
            "[If|When] a sphere has radius {a}{U}, what is its volume{A}?",
        ),
        ("半径为{a}{Z}的球的体积{B}", "半径是{a}{Z}的球体的体积{B}"),
        (
            "球的半径[是|为]{a}{Z}，[体积是多少{B}？|求体积{B}。]",
            "一个半径{a}{Z}的球，体积[是|等于]多少{B}？",
            "已知球的半径为{a}{Z}，求它的体积{B}。",
        ),
        0.4,
    ),
    _round(
        "sphere_surface",
        _radius,
        "4*pi*{a}**2",
        _SURFACE_PLAN,
        (
            "the surface area of a sphere with radius {a}{U}{A}",
            "the surface area of a ball of radius {a}{U}{A}",
            "the surface area of a sphere whose radius is {a}{U}{A}",
        ),
        (
            "A sphere has radius {a}{U}. [What is its surface area{A}?|Find its surface area{A}.]",
            "The radius of a [sphere|ball] is {a}{U}. [What is the surface area{A}?|Find the surface area{A}.]",
            "[If|When] a sphere has radius {a}{U}, what is its surface area{A}?",
        ),
        ("半径为{a}{Z}的球的表面积{B}", "半径是{a}{Z}的球体的表面积{B}"),
        (
            "球的半径[是|为]{a}{Z}，[表面积是多少{B}？|求表面积{B}。]",
            "一个半径{a}{Z}的球，表面积[是|等于]多少{B}？",
            "已知球的半径为{a}{Z}，求它的表面积{B}。",
        ),
        0.4,
    ),
)
_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37))


def _right_triangle(rng: Random, is_small: bool) -> Slots:
    """Legs a and b, hypotenuse c; half of them Pythagorean triples."""
    slots = _sides(2, 20)(rng, is_small)
    a, b, c = rng.choice(_TRIPLES[: rng.choice((2, 4, 7))])
    k = rng.randint(1, 10 if c < 10 else 4)
    a, b, c = a * k, b * k, c * k
    if rng.random() < 0.5:
        a, b = b, a
    if rng.random() < 0.4:
        a, b = rng.randint(1, 15), rng.randint(1, 15)
        c = max(a, b) + rng.randint(1, 6)
    return {**slots, "a": a, "b": b, "c": c}


def _points(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, _ = rng.choice(_TRIPLES[:3])
    k = rng.randint(1, 3)
    dx, dy = rng.choice((a * k, -a * k)), rng.choice((b * k, -b * k))
    if rng.random() < 0.4:
        dx, dy = rng.randint(-8, 8), rng.randint(1, 8)
    x, y = rng.randint(-8, 8), rng.randint(-8, 8)
    look = style(rng)
    return {
        "a": x,
        "b": y,
        "c": x + dx,
        "d": y + dy,
        "x": abs(dx),
        "y": abs(dy),
        "A": look.wrap(f"({x},{look.gap}{y})"),
        "B": look.wrap(f"({x + dx},{look.gap}{y + dy})"),
    }


def _root_program(expression: str) -> str:
    return f"from sympy import *\nprint(latex(sqrt({expression})))"


_PYTH_PLAN = ("Use the Pythagorean theorem.", "用勾股定理。")
_PYTH = (
    _shape(
        "pyth_hypotenuse",
        _right_triangle,
        _root_program("{a}**2+{b}**2"),
        _PYTH_PLAN,
        (
            "the hypotenuse of a right triangle with legs {a}{U} and {b}{U}",
            "the length of the hypotenuse of a right triangle with legs {a}{U} and {b}{U}",
            "the hypotenuse if the legs of a right triangle are {a}{U} and {b}{U}",
            "the longest side of a right triangle whose shorter sides are {a}{U} and {b}{U}",
        ),
        (
            "A right triangle has legs [of|of length] {a}{U} and {b}{U}. [What is the hypotenuse?|Find the hypotenuse.|How long is the hypotenuse?]",
            "The legs of a right triangle [are|measure] {a}{U} and {b}{U}. [How long is the hypotenuse?|What is the length of the longest side?|Find the hypotenuse.]",
            "[If|When] the two shorter sides of a right triangle are {a}{U} and {b}{U}, how long is the [longest|third] side?",
            "[right triangle|right-angled triangle], legs {a}{U} and {b}{U}, hypotenuse?",
            "In a right-angled triangle the sides at the right angle are {a}{U} and {b}{U}. [Find the third side.|What is the third side?]",
        ),
        ("两直角边为{a}{Z}和{b}{Z}的直角三角形的斜边", "直角边长{a}{Z}、{b}{Z}的直角三角形的斜边长"),
        (
            "直角三角形[的|]两条直角边[分别是|长为|是]{a}{Z}和{b}{Z}，[斜边是多少？|求斜边。|斜边长多少？]",
            "一个直角三角形，直角边{a}{Z}和{b}{Z}，斜边[是|等于]多少？",
            "已知直角三角形的两直角边长为{a}{Z}、{b}{Z}，求斜边长。",
            "勾为{a}{Z}，股为{b}{Z}，弦是多少？",
        ),
        weight=1.3,
    ),
    _shape(
        "pyth_leg",
        _right_triangle,
        _root_program("{c}**2-{a}**2"),
        _PYTH_PLAN,
        (
            "the other leg of a right triangle with hypotenuse {c}{U} and one leg {a}{U}",
            "the missing leg of a right triangle with hypotenuse {c}{U} and leg {a}{U}",
            "the second leg if a right triangle has hypotenuse {c}{U} and a leg of {a}{U}",
        ),
        (
            "A right triangle has a hypotenuse of {c}{U} and a leg of {a}{U}. [What is the other leg?|Find the other leg.|How long is the other leg?]",
            "The hypotenuse of a right triangle is {c}{U} and one leg is {a}{U}. [How long is the other leg?|Find the missing side.]",
            "[If|When] the hypotenuse of a right triangle is {c}{U} and one leg is {a}{U}, [what is the other leg|how long is the third side]?",
            "right triangle, hypotenuse {c}{U}, leg {a}{U}, other leg?",
        ),
        ("斜边为{c}{Z}、一条直角边为{a}{Z}的直角三角形的另一条直角边", "斜边{c}{Z}、直角边{a}{Z}的直角三角形的另一直角边"),
        (
            "直角三角形[的|]斜边[是|为]{c}{Z}，一条直角边[是|为]{a}{Z}，[另一条直角边是多少？|求另一条直角边。]",
            "一个直角三角形，斜边{c}{Z}，一条直角边{a}{Z}，另一条[是|等于]多少？",
            "已知直角三角形斜边长{c}{Z}，一直角边长{a}{Z}，求另一直角边。",
        ),
        weight=1.1,
    ),
    _shape(
        "pyth_rectangle_diagonal",
        _right_triangle,
        _root_program("{a}**2+{b}**2"),
        _PYTH_PLAN,
        (
            "the diagonal of a rectangle with sides {a}{U} and {b}{U}",
            "the length of the diagonal of a {a} by {b} rectangle",
            "the diagonal of a rectangle with length {a}{U} and width {b}{U}",
        ),
        (
            "A rectangle [is|measures] {a}{U} by {b}{U}. [How long is its diagonal?|Find its diagonal.|What is the length of the diagonal?]",
            "The sides of a rectangle are {a}{U} and {b}{U}. [How long is the diagonal?|Find the diagonal.]",
            "[If|When] a rectangle has sides {a}{U} and {b}{U}, how long is its diagonal?",
            "rectangle {a}{U} by {b}{U}: diagonal?",
        ),
        ("长{a}{Z}、宽{b}{Z}的长方形的对角线长", "边长为{a}{Z}和{b}{Z}的矩形的对角线"),
        (
            "长方形[的|]长{a}{Z}，宽{b}{Z}，[对角线长多少？|求对角线的长。]",
            "一个{a}{Z}乘{b}{Z}的长方形，对角线[是|等于]多少？",
            "已知矩形两边为{a}{Z}、{b}{Z}，求对角线。",
        ),
        weight=0.7,
    ),
    _shape(
        "pyth_distance",
        _points,
        "from sympy import *\n(a,b),(c,d)=({a},{b}),({c},{d})\nprint(latex(sqrt((a-c)**2+(b-d)**2)))",
        ("Use the distance formula.", "用两点间距离公式。"),
        (
            "the distance between {A} and {B}",
            "the distance between the points {A} and {B}",
            "the distance from {A} to {B}",
            "the length of the segment from {A} to {B}",
        ),
        (
            "How far [is {A} from {B}|apart are the points {A} and {B}|is it from {A} to {B}]?",
            "[Two points are|The points are|Given are the points] {A} and {B}. [How far apart are they?|Find their distance.|What is the distance between them?]",
            "Let P = {A} and Q = {B}. [What is the length of PQ?|How far are P and Q apart?]",
            "distance {A} to {B}?",
        ),
        ("点{A}与点{B}之间的距离", "{A}到{B}的距离", "两点{A}和{B}的距离"),
        (
            "点{A}和点{B}[之间|]的距离是多少？",
            "[已知|]两点{A}、{B}，[求它们的距离。|它们相距多少？]",
            "平面上{A}到{B}[有多远|的距离等于多少]？",
        ),
    ),
    _shape(
        "pyth_square_diagonal",
        _sides(1, 200),
        _root_program("2*{a}**2"),
        _PYTH_PLAN,
        ("the diagonal of a square with side {a}{U}", "the length of the diagonal of a square of side {a}{U}"),
        (
            "A square has sides of {a}{U}. [How long is its diagonal?|Find its diagonal.]",
            "The side of a square is {a}{U}. [How long is the diagonal?|Find the diagonal.]",
            "[If|When] a square has side {a}{U}, how long is its diagonal?",
        ),
        ("边长为{a}{Z}的正方形的对角线长", "边长{a}{Z}的正方形的对角线"),
        (
            "正方形[的|]边长[是|为]{a}{Z}，[对角线长多少？|求对角线的长。]",
            "一个边长{a}{Z}的正方形，对角线[是|等于]多少？",
            "已知正方形边长{a}{Z}，求对角线。",
        ),
        weight=0.5,
    ),
    _shape(
        "pyth_midpoint",
        _points,
        "from sympy import *\n(a,b),(c,d)=({a},{b}),({c},{d})\nprint((S(a+c)/2,S(b+d)/2))",
        ("Average the coordinates.", "取坐标的平均数。"),
        ("the midpoint of {A} and {B}", "the midpoint of the segment from {A} to {B}", "the point halfway between {A} and {B}"),
        (
            "[Which|What] point lies [halfway|in the middle] between {A} and {B}?",
            "[Two points are|The points are|Given are the points] {A} and {B}. [What is their midpoint?|Find their midpoint.]",
            "Let P = {A} and Q = {B}. [What is the midpoint of PQ?|Find the middle of PQ.]",
        ),
        ("{A}与{B}的中点", "点{A}和点{B}连线的中点坐标"),
        ("点{A}和点{B}的中点[坐标|]是什么？", "[已知|]两点{A}、{B}，[求中点。|求它们的中点坐标。]", "{A}和{B}正中间的点是哪个？"),
        weight=0.5,
    ),
    _shape(
        "pyth_slope",
        accepted(_points, lambda slots: bool(slots["x"])),
        "from sympy import *\n(a,b),(c,d)=({a},{b}),({c},{d})\nprint(S(d-b)/(c-a))",
        ("Divide the change in y by the change in x.", "纵坐标之差除以横坐标之差。"),
        ("the slope of the line through {A} and {B}", "the gradient of the line from {A} to {B}", "the slope between {A} and {B}"),
        (
            "A line [goes|passes] through {A} and {B}. [What is its slope?|Find its slope.|Find the gradient.]",
            "[Which|What] slope does the line through {A} and {B} have?",
            "Given are the points {A} and {B}. What is the slope of the line through them?",
        ),
        ("过{A}和{B}的直线的斜率", "经过点{A}、{B}的直线的斜率"),
        (
            "直线[过|经过]点{A}和{B}，[斜率是多少？|求它的斜率。]",
            "[已知|]两点{A}、{B}，求直线的斜率。",
            "过{A}、{B}两点的直线斜率等于多少？",
        ),
        weight=0.5,
    ),
)

# unit conversion: (English names of the larger unit, of the smaller unit, Chinese names of both, how many of the smaller)
_UNITS = (
    (("kilometers", "kilometres", "km"), ("meters", "metres", "m"), ("千米", "公里", "km"), ("米", "m"), 1000),
    (("meters", "metres", "m"), ("centimeters", "centimetres", "cm"), ("米", "m"), ("厘米", "cm"), 100),
    (("meters", "metres", "m"), ("millimeters", "mm"), ("米",), ("毫米", "mm"), 1000),
    (("centimeters", "centimetres", "cm"), ("millimeters", "millimetres", "mm"), ("厘米", "cm"), ("毫米", "mm"), 10),
    (("hours", "hours", "h"), ("minutes", "minutes", "min"), ("小时",), ("分钟", "分"), 60),
    (("minutes", "minutes", "min"), ("seconds", "seconds", "s"), ("分钟", "分"), ("秒",), 60),
    (("hours",), ("seconds",), ("小时",), ("秒",), 3600),
    (("days",), ("hours",), ("天", "日"), ("小时",), 24),
    (("weeks",), ("days",), ("周", "个星期"), ("天",), 7),
    (("years",), ("months",), ("年",), ("个月",), 12),
    (("kilograms", "kg", "kilos"), ("grams", "g"), ("千克", "公斤", "kg"), ("克", "g"), 1000),
    (("grams", "g"), ("milligrams", "mg"), ("克",), ("毫克", "mg"), 1000),
    (("tonnes", "metric tons", "t"), ("kilograms", "kg"), ("吨",), ("千克", "公斤"), 1000),
    (("liters", "litres", "L"), ("milliliters", "millilitres", "ml"), ("升", "L"), ("毫升", "mL"), 1000),
    (("dollars",), ("cents",), ("元",), ("分",), 100),
    (("euros",), ("cents",), ("元",), ("角",), 10),
    (("feet",), ("inches",), ("米",), ("分米",), 10),
    (("yards",), ("feet",), ("公顷",), ("平方米",), 10000),
    (("square meters", "m²"), ("square centimeters", "cm²"), ("平方米",), ("平方厘米",), 10000),
    (("dozens",), ("pieces",), ("斤",), ("两",), 10),
)
_ENGLISH_FACTOR = {("euros", "cents"): 100, ("feet", "inches"): 12, ("yards", "feet"): 3, ("dozens", "pieces"): 12}


def _amount(rng: Random, *, whole: bool) -> str:
    if whole or rng.random() < 0.5:
        return str(rng.randint(2, rng.choice((12, 60, 300))))
    return rng.choice(
        (
            f"{rng.randint(0, 20)}.{rng.choice('5525')}",
            f"{rng.randint(0, 9)}.{rng.randint(1, 9)}",
            f"{rng.randint(0, 9)}.{rng.choice(('25', '75', '05', '35'))}",
        )
    )


def _convert(lang: str, *, down: bool) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        big, small, big_zh, small_zh, factor = rng.choice(_UNITS)
        if lang == "en":
            factor = _ENGLISH_FACTOR.get((big[0], small[0]), factor)
            place = rng.randrange(2)
            large, little = (names[min(place, len(names) - 1)] if rng.random() < 0.7 else names[-1] for names in (big, small))
        else:
            large, little = rng.choice(big_zh), rng.choice(small_zh)
        is_whole = factor in {7, 12, 24, 3}
        if down:
            return {"a": _amount(rng, whole=is_whole), "k": factor, "U": large, "V": little}
        value = (
            rng.randint(1, 60) * factor
            if is_whole or factor in {60, 3600, 24}
            else rng.choice((rng.randint(1, 60) * factor, rng.randint(1, 99) * max(1, factor // 10), rng.randint(1, 999)))
        )
        if factor == 60 and rng.random() < 0.4:
            value = rng.randint(1, 20) * 15
        if factor >= 3600 and rng.random() < 0.3:
            value = rng.randint(1, 12) * factor // 2
        return {"a": value, "k": factor, "U": little, "V": large}

    return draw


_CONVERT_EN = (
    ("{a} {U} in {V}", "{a} {U} converted to {V}", "the number of {V} in {a} {U}"),
    ("convert {a} {U} to {V}", "convert {a} {U} into {V}", "change {a} {U} to {V}", "express {a} {U} in {V}", "write {a} {U} in {V}"),
    (
        "How many {V} are [there |]in {a} {U}?",
        "How many {V} are {a} {U}?",
        "{a} {U} = [?|how many|___] {V}",
        "{a} {U} [is|equals|makes] how many {V}?",
        "I have {a} {U}. How many {V} is that?",
        "[Convert|convert] to {V}: {a} {U}",
        "{a} {U} to {V}[?| please|]",
        "[Something|The result] [measures|is|comes to] {a} {U}. [How many {V} is that?|What is that in {V}?|Give it in {V}.]",
    ),
)
_CONVERT_ZH = (
    ("{a}{U}换算成{V}的结果", "{a}{U}对应的{V}数", "{a}{U}化成{V}后的数"),
    ("把{a}{U}换算成{V}", "将{a}{U}化成{V}", "把{a}{U}改写成{V}"),
    (
        "{a}{U}[等于|是|合|有]多少{V}？",
        "{a}{U}=（？）{V}",
        "[单位换算|换算|填空][：|:]{a}{U}=____{V}",
        "{a}{U}换算成{V}[是多少|等于多少|得多少]？",
        "[请问|问一下，]{a}{U}是[多少|几]{V}？",
        "多少{V}等于{a}{U}？",
    ),
)


def _two_part(pairs: Sequence[tuple[str, str, str, str, int]]) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        big, small, big_zh, small_zh, factor = rng.choice(pairs)
        return {
            "a": rng.randint(1, 12),
            "b": rng.randint(1, factor - 1 if factor < 1000 else 95) * (10 if factor == 1000 else 1),
            "k": factor,
            "U": big,
            "V": small,
            "X": big_zh,
            "Y": small_zh,
        }

    return draw


_PAIRS = (
    ("hours", "minutes", "小时", "分钟", 60),
    ("h", "min", "时", "分", 60),
    ("minutes", "seconds", "分", "秒", 60),
    ("meters", "centimeters", "米", "厘米", 100),
    ("m", "cm", "米", "厘米", 100),
    ("kilograms", "grams", "千克", "克", 1000),
    ("kg", "g", "千克", "克", 1000),
    ("kilometers", "meters", "千米", "米", 1000),
    ("dollars", "cents", "元", "分", 100),
    ("days", "hours", "天", "小时", 24),
)


def _celsius(rng: Random, is_small: bool) -> Slots:
    del is_small
    c = rng.randint(-20, 60)
    return {"c": c, "f": f"{c * 9 / 5 + 32:.10g}"}


def _speed(rng: Random, is_small: bool) -> Slots:
    del is_small
    m = rng.choice((rng.randint(1, 40), rng.randint(1, 80) / 2))
    return {"m": f"{m:.10g}", "k": f"{m * 3.6:.10g}"}


def _conversion(name: str, lang: str, *, down: bool, weight: float) -> Schema:
    frames = {"en": _CONVERT_EN} if lang == "en" else {"zh": _CONVERT_ZH}
    program = _FLOAT.format("{a}*{k}" if down else "{a}/{k}")
    return task(
        f"convert_{name}_{lang}",
        _convert(lang, down=down),
        program,
        (
            "1 {V} is {k} {U}: divide." if not down else "1 {U} is {k} {V}: multiply.",
            "1{V}等于{k}{U}，用除法。" if not down else "1{U}等于{k}{V}，用乘法。",
        ),
        en=frames.get("en", ()),
        zh=frames.get("zh", ()),
        weight=weight,
    )


_CONVERT = (
    _conversion("down", "en", down=True, weight=1.2),
    _conversion("down", "zh", down=True, weight=0.7),
    _conversion("up", "en", down=False, weight=1.2),
    _conversion("up", "zh", down=False, weight=0.7),
    task(
        "convert_two_part",
        _two_part(_PAIRS),
        "print({a}*{k}+{b})",
        ("Convert the larger unit and add.", "先换算大单位再相加。"),
        en=(
            ("{a} {U} {b} {V} in {V}", "{a} {U} and {b} {V} in {V}", "the number of {V} in {a} {U} and {b} {V}"),
            ("convert {a} {U} {b} {V} to {V}", "convert {a} {U} and {b} {V} to {V}", "express {a} {U} and {b} {V} in {V}"),
            (
                "How many {V} are [there |]in {a} {U} and {b} {V}?",
                "{a} {U} {b} {V} [is|equals|makes] how many {V}?",
                "{a} {U} {b} {V} = [?|how many] {V}",
                "[It lasts|It is|We have] {a} {U} and {b} {V}. [How many {V} is that?|What is that in {V} only?]",
            ),
        ),
        zh=(
            ("{a}{X}{b}{Y}换算成{Y}的结果", "{a}{X}{b}{Y}化成{Y}后的数"),
            ("把{a}{X}{b}{Y}换算成{Y}", "将{a}{X}{b}{Y}化成{Y}"),
            ("{a}{X}{b}{Y}[等于|是|合|一共]多少{Y}？", "{a}{X}{b}{Y}=____{Y}", "{a}{X}零{b}{Y}是多少{Y}？"),
        ),
        weight=1.0,
    ),
    task(
        "convert_to_fahrenheit",
        _celsius,
        _FLOAT.format("{c}*9/5+32"),
        ("Fahrenheit is 9/5 of Celsius plus 32.", "华氏度等于摄氏度乘9/5加32。"),
        en=(
            ("{c} degrees Celsius in Fahrenheit", "{c} °C in °F", "{c}°C in Fahrenheit"),
            ("convert {c} degrees Celsius to Fahrenheit", "convert {c}°C to °F", "express {c} °C in degrees Fahrenheit"),
            (
                "How many degrees Fahrenheit [are|is] {c} degrees Celsius?",
                "It is {c} °C outside. [What is that in Fahrenheit?|How many °F is that?]",
                "[Water|The oven|My room] is at {c}°C. What is its temperature in Fahrenheit?",
                "{c} C to F[?|]",
            ),
        ),
        zh=(
            ("{c}摄氏度对应的华氏度", "{c}℃换算成华氏度的结果"),
            ("把{c}摄氏度换算成华氏度", "将{c}℃转换为华氏温度"),
            ("{c}摄氏度[等于|是]多少华氏度？", "气温{c}℃，[合|是]华氏多少度？", "{c}℃是多少℉？"),
        ),
        weight=0.5,
    ),
    task(
        "convert_to_celsius",
        _celsius,
        _FLOAT.format("({f}-32)*5/9"),
        ("Celsius is 5/9 of Fahrenheit minus 32.", "华氏度减32再乘5/9。"),
        en=(
            ("{f} degrees Fahrenheit in Celsius", "{f} °F in °C", "{f}°F in Celsius"),
            ("convert {f} degrees Fahrenheit to Celsius", "convert {f}°F to °C", "express {f} °F in degrees Celsius"),
            (
                "How many degrees Celsius [are|is] {f} degrees Fahrenheit?",
                "It is {f} °F outside. [What is that in Celsius?|How many °C is that?]",
                "[Water|The oven|My room] is at {f}°F. What is its temperature in Celsius?",
                "{f} F to C[?|]",
            ),
        ),
        zh=(
            ("{f}华氏度对应的摄氏度", "{f}℉换算成摄氏度的结果"),
            ("把{f}华氏度换算成摄氏度", "将{f}℉转换为摄氏温度"),
            ("{f}华氏度[等于|是]多少摄氏度？", "气温{f}℉，[合|是]摄氏多少度？", "{f}℉是多少℃？"),
        ),
        weight=0.4,
    ),
    task(
        "convert_speed",
        _speed,
        _FLOAT.format("{k}/3.6"),
        ("Divide by 3.6.", "除以3.6。"),
        en=(
            ("{k} km/h in m/s", "{k} kilometers per hour in meters per second", "a speed of {k} km/h in m/s"),
            ("convert {k} km/h to m/s", "express {k} km/h in meters per second", "change {k} kilometres per hour to metres per second"),
            (
                "How many m/s [is|are] {k} km/h?",
                "A car [goes|drives at] {k} km/h. [How many meters per second is that?|What is that in m/s?]",
                "{k} km/h = [?|how many] m/s",
            ),
        ),
        zh=(
            ("{k}千米/时化成米/秒的结果", "{k}km/h换算成m/s的结果"),
            ("把{k}km/h换算成m/s", "将{k}千米每小时化成米每秒"),
            ("{k}km/h[等于|是]多少m/s？", "时速{k}公里是每秒多少米？", "{k}千米/时=____米/秒"),
        ),
        weight=0.4,
    ),
)

SCHEMAS: tuple[Schema, ...] = balanced((*_GEOM, *_CIRCLE, *_PYTH, *_CONVERT), {"geom": 3.0, "circle": 1.6, "pyth": 1.5, "convert": 1.8})
