"""English bare mathematics in plain wordings: areas, perimeters, volumes, angles, circles, right triangles, points, units.

Here: what is asked for. Not here: ways to ask (``scenes_en_asking.py``), numbers and programs (``maths_geometry.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_en_asking import done, named


def _figure(wanted: str, *figures: str, facts: tuple[str, ...], after: str = "") -> tuple[str, ...]:
    """Ask for what is wanted of a figure; each fact says all that is known about it, without its name."""
    figure, fact = f"[{'|'.join(figures)}]", f"[{'|'.join(facts)}]"
    return (
        *named(f"{wanted} of a {figure} with {fact}{after}"),
        f"{figure}, {fact}: {wanted}{after}[?|]",
        f"[A|a] {figure} has {fact}. [What is the {wanted}{after}?|Find the {wanted}{after}.|What's its {wanted}{after}?|Calculate its {wanted}{after}.]",
        f"{fact}, {figure}, {wanted}{after}?",
        f"If a {figure} has {fact}, [find the {wanted}{after}.|what is its {wanted}{after}?]",
        f"{wanted}{after}: {figure}, {fact}",
    )


_SIDES = ("length {a}{U} and width {b}{U}", "sides {a}{U} and {b}{U}", "sides of {a}{U} and {b}{U}", "width {b}{U} and length {a}{U}")
_HEIGHT = ("base {a}{U} and height {b}{U}", "a base of {a}{U} and a height of {b}{U}", "height {b}{U} and base {a}{U}")
_SIDE = ("side {a}{U}", "side length {a}{U}", "sides of {a}{U}", "a side of {a}{U}")
_EDGE = ("edge {a}{U}", "side {a}{U}", "edge length {a}{U}", "an edge of {a}{U}")
_BOX = (
    "length {a}{U}, width {b}{U} and height {c}{U}",
    "edges {a}{U}, {b}{U} and {c}{U}",
    "a length of {a}{U}, a width of {b}{U} and a height of {c}{U}",
    "sides {a}{U}, {b}{U}, {c}{U}",
)
_TRAPEZOID = (
    "bases {a}{U} and {b}{U} and height {c}{U}",
    "parallel sides {a}{U} and {b}{U} and height {c}{U}",
    "parallel sides of {a}{U} and {b}{U} that are {c}{U} apart",
    "height {c}{U} and bases {a}{U} and {b}{U}",
    "a = {a}{U}, b = {b}{U} as bases and h = {c}{U}",
)
_RADIUS = ("radius {a}{U}", "a radius of {a}{U}", "r = {a}{U}", "r={a}{U}")
_DIAMETER = ("diameter {d}{U}", "a diameter of {d}{U}", "d = {d}{U}")
_UPRIGHT = (
    "radius {a}{U} and height {b}{U}",
    "base radius {a}{U} and height {b}{U}",
    "r = {a}{U} and h = {b}{U}",
    "a radius of {a}{U} and a height of {b}{U}",
    "height {b}{U} and base radius {a}{U}",
)
_FIGURES = {
    "geom_rectangle_area": (
        *_figure("area", "rectangle", facts=_SIDES),
        "[How big|how big|How large] is the area of a {a}{U} by {b}{U} rectangle?",
        "rectangle {a} x {b}, area[?| =]",
    ),
    "geom_rectangle_perimeter": (
        *_figure("perimeter", "rectangle", facts=_SIDES),
        "[How long|how long] is the perimeter of a {a}{U} by {b}{U} rectangle?",
        "rectangle {a} x {b}, perimeter[?| =]",
    ),
    "geom_rectangle_decimal": _figure("area", "rectangle", facts=_SIDES),
    "geom_rectangle_side": (
        *_figure("other side", "rectangle", facts=("area {s} and one side {a}", "an area of {s} and a side of {a}")),
        *_figure("width", "rectangle", facts=("area {s} and length {a}", "an area of {s} and a length of {a}")),
    ),
    "geom_rectangle_side_perimeter": (
        *_figure("other side", "rectangle", facts=("perimeter {p} and one side {a}", "a perimeter of {p} and a side of {a}")),
        *_figure("width", "rectangle", facts=("perimeter {p} and length {a}", "a perimeter of {p} and a length of {a}")),
    ),
    "geom_square_area": _figure("area", "square", facts=_SIDE),
    "geom_square_perimeter": _figure("perimeter", "square", facts=_SIDE),
    "geom_square_side_area": _figure("side", "square", facts=("area {s}", "an area of {s}")),
    "geom_square_side_perimeter": _figure("side", "square", facts=("perimeter {p}", "a perimeter of {p}")),
    "geom_triangle_area": (*_figure("area", "triangle", facts=_HEIGHT), "triangle: b = {a}{U}, h = {b}{U}, area?"),
    "geom_triangle_perimeter": (
        *_figure("perimeter", "triangle", facts=("sides {a}, {b} and {c}", "sides of {a}, {b} and {c}", "side lengths {a}, {b}, {c}")),
    ),
    "geom_trapezoid_area": (
        *_figure("area", "trapezoid", "trapezium", facts=_TRAPEZOID),
        "[How big|how big|How large] is the area of a [trapezoid|trapezium] with [bases|parallel sides] {a}{U} and {b}{U} and height {c}{U}?",
        "[The parallel sides|The bases|The two bases] of a [trapezoid|trapezium] are {a}{U} and {b}{U}[, the height is| and its height is] {c}{U}. [What is the area?|Find its area.|Area?]",
        "[Trapezoid|Trapezium|trapezoid] area: [bases|parallel sides] {a} and {b}, height {c}[?|]",
    ),
    "geom_parallelogram_area": _figure("area", "parallelogram", facts=_HEIGHT),
    "geom_rhombus_area": _figure("area", "rhombus", "kite", facts=("diagonals {a}{U} and {b}{U}", "diagonals of {a}{U} and {b}{U}")),
    "geom_cube_volume": _figure("volume", "cube", facts=_EDGE),
    "geom_cube_surface": _figure("surface area", "cube", facts=_EDGE),
    "geom_box_volume": (
        *_figure("volume", "box", "cuboid", "rectangular prism", facts=_BOX),
        "[Volume|volume] of a {a} x {b} x {c} box[?|]",
    ),
    "geom_box_surface": (
        *_figure("surface area", "box", "cuboid", "rectangular prism", facts=_BOX),
        "[Surface area|surface area] of a {a} x {b} x {c} box[?|]",
    ),
    "geom_third_angle": (
        *_figure("third angle", "triangle", facts=("angles {B} and {C}", "two angles of {B} and {C}")),
        "[Two angles of a triangle|two angles of a triangle] are {B} and {C}. [What is the third?|Find the third one.|How large is the third angle?]",
    ),
    "geom_supplementary": (
        *named("supplement of {A}", "supplementary angle to {A}", "supplement of a {A} angle"),
        "[Which|What|what] angle is supplementary to {A}?",
        "[Two angles on a straight line|Two supplementary angles]: one is {A}. [Find the other.|How large is the other?]",
    ),
    "geom_complementary": (
        *named("complement of {A}", "complementary angle to {A}", "complement of a {A} angle"),
        "[Which|What|what] angle is complementary to {A}?",
        "[Two complementary angles|Two angles make a right angle]: one is {A}. [Find the other.|How large is the other?]",
    ),
    "geom_angle_sum": (
        *named("sum of the interior angles of a {G}", "sum of all angles in a {G}", "interior angle sum of a {G}"),
        "[How many|how many] degrees are the [interior |]angles of a {G} [in total|altogether]?",
        "[What do|what do] the [interior |inside |]angles of a {G} add up to?",
    ),
    "geom_regular_angle": (
        *named("interior angle of a regular {G}", "size of each angle in a regular {G}", "measure of an interior angle of a regular {G}"),
        "[How large|How big|how big] is [each|one|every] [interior|inside] angle of a regular {G}?",
        "[How many|how many] degrees has each interior angle of a regular {G}?",
    ),
    "geom_exterior_angle": (
        *named(
            "exterior angle of a regular {G}",
            "size of each exterior angle of a regular {G}",
            "measure of an exterior angle of a regular {G}",
        ),
        "[How large|How big|how big] is [each|one|every] [exterior|outside] angle of a regular {G}?",
    ),
    "geom_regular_perimeter": (
        *_figure("perimeter", "regular {G}", facts=("side {a}", "side length {a}", "sides of length {a}", "sides of {a}", "all sides {a}")),
        "[Each|Every|each] side of a regular {G} [is|measures|has length] {a}. [What is its perimeter?|Find the perimeter.|How long is the perimeter?]",
        "[How long|how long] is the perimeter of a regular {G} with sides of {a}?",
        "[Regular|regular] {G}, [each side|all sides|every side] {a}[. What is its perimeter?|. Find the perimeter.|: perimeter?]",
        "[Perimeter|perimeter], regular {G}, side {a}[?|]",
        "[How far is it|How far is it once] around a regular {G} with side {a}?",
    ),
    "circle_area": _figure("area", "circle", facts=_RADIUS, after="{A}"),
    "circle_circumference": _figure("circumference", "circle", facts=_RADIUS, after="{A}"),
    "circle_area_diameter": _figure("area", "circle", facts=_DIAMETER, after="{A}"),
    "circle_circumference_diameter": _figure("circumference", "circle", facts=_DIAMETER, after="{A}"),
    "circle_area_decimal": _figure("area", "circle", facts=_RADIUS, after=" ({P})"),
    "circle_circumference_decimal": _figure("circumference", "circle", facts=_RADIUS, after=" ({P})"),
    "circle_radius_area": _figure("radius", "circle", facts=("area {S}", "an area of {S}", "A = {S}")),
    "circle_radius_circumference": _figure("radius", "circle", facts=("circumference {C}", "a circumference of {C}", "C = {C}")),
    "circle_cylinder": (
        *_figure("volume", "cylinder", facts=_UPRIGHT, after="{A}"),
        "[Volume|volume] of a cylinder, r = {a}{U}, h = {b}{U}{A}[?|]",
    ),
    "circle_cone": (
        *_figure("volume", "cone", "circular cone", "right circular cone", facts=_UPRIGHT, after="{A}"),
        "[Volume|volume] of a cone, r = {a}{U}, h = {b}{U}{A}[?|]",
        "[How big|how big|How large] is the volume of a cone with [base |]radius {a}{U} and height {b}{U}{A}?",
        "[A cone is {b}{U} high and|A cone is {b}{U} tall and] [its base has|has a base with] radius {a}{U}. [What is its volume{A}?|Find the volume{A}.|Volume{A}?]",
        "[The base of a cone has radius|The radius of the base of a cone is] {a}{U} and its height is {b}{U}. [Find its volume{A}.|What is the volume{A}?]",
    ),
    "circle_sphere_volume": _figure("volume", "sphere", "ball", facts=_RADIUS, after="{A}"),
    "circle_sphere_surface": _figure("surface area", "sphere", "ball", facts=_RADIUS, after="{A}"),
}
_LEGS = ("legs {a}{U} and {b}{U}", "legs of {a}{U} and {b}{U}", "shorter sides {a}{U} and {b}{U}", "a = {a}{U} and b = {b}{U} as legs")
_POINTS = "[{A} and {B}|the points {A} and {B}|the point {A} and the point {B}]"
_RIGHT = {
    "pyth_hypotenuse": _figure("hypotenuse", "right triangle", "right-angled triangle", facts=_LEGS),
    "pyth_leg": _figure(
        "other leg",
        "right triangle",
        "right-angled triangle",
        facts=("hypotenuse {c}{U} and one leg {a}{U}", "a hypotenuse of {c}{U} and a leg of {a}{U}", "leg {a}{U} and hypotenuse {c}{U}"),
    ),
    "pyth_rectangle_diagonal": _figure("diagonal", "rectangle", facts=_SIDES),
    "pyth_square_diagonal": _figure("diagonal", "square", facts=_SIDE),
    "pyth_distance": (
        *named(f"distance between {_POINTS}", "distance from {A} to {B}"),
        "[How far|how far] is it from {A} to {B}?",
        "[How far|how far] apart are {A} and {B}?",
        "{A}, {B}[: distance?|, distance between them?]",
        "[Distance|distance] {A} {B}[?|]",
    ),
    "pyth_midpoint": (
        *named(f"midpoint of {_POINTS}", "midpoint of the segment from {A} to {B}", "point halfway between {A} and {B}"),
        "[Which|What] point lies [halfway|midway] between {A} and {B}?",
        "{A}, {B}[: midpoint?|, midpoint?]",
    ),
    "pyth_slope": (
        *named(f"slope of the line through {_POINTS}", "gradient of the line through {A} and {B}", "slope between {A} and {B}"),
        "[How steep|how steep] is the line through {A} and {B}?",
        "{A}, {B}[: slope?|, slope?|, slope of the line?]",
    ),
}
_CONVERT = (
    *done("convert {a} {U} to {V}", "convert {a} {U} into {V}", "change {a} {U} to {V}"),
    "{a} {U} [to|in|into] {V}[?|| =]",
    "{a} {U} = ? {V}",
    "{a} {U} = how many {V}?",
    "[How many|how many] {V} [are|are there in|make] {a} {U}?",
    "[How many|how many] {V} are in {a} {U}?",
    "[What is|what's|What's|How much is] {a} {U} in {V}?",
    "{a} {U} is how many {V}?",
    "{a} {U}, [in|converted to] {V}[?|]",
    "[Express|Give|Write|express] {a} {U} in {V}[.|]",
)
_UNITS = {
    "convert_down_en": _CONVERT,
    "convert_up_en": _CONVERT,
    "convert_two_part": (
        *done("convert {a} {U} {b} {V} to {V}", "convert {a} {U} and {b} {V} into {V}"),
        "{a} {U} {b} {V} [in|to] {V}[?|]",
        "[How many|how many] {V} are {a} {U} [and |]{b} {V}?",
        "{a} {U} and {b} {V} [is|makes] how many {V} [in total|altogether]?",
        "[What is|what's|How much is] {a} {U} [and |]{b} {V} in {V}?",
    ),
    "convert_to_fahrenheit": (
        *done(
            "convert {c} °C to °F", "convert {c} degrees Celsius to Fahrenheit", "convert {c} C to F", "convert {c} celsius to fahrenheit"
        ),
        "{c} °C [in|to] °F[?|]",
        "{c}°C = ? °F",
        "{c} [degrees Celsius|celsius|C|°C] [in|to] [Fahrenheit|fahrenheit][?|]",
        "[What is|what's|How much is|How hot is] {c} [degrees Celsius|°C|Celsius] in Fahrenheit?",
    ),
    "convert_to_celsius": (
        *done(
            "convert {f} °F to °C", "convert {f} degrees Fahrenheit to Celsius", "convert {f} F to C", "convert {f} fahrenheit to celsius"
        ),
        "{f} °F [in|to] °C[?|]",
        "{f}°F = ? °C",
        "{f} [degrees Fahrenheit|fahrenheit|F|°F] [in|to] [Celsius|celsius][?|]",
        "[What is|what's|How much is|How hot is] {f} [degrees Fahrenheit|°F|Fahrenheit] in Celsius?",
    ),
    "convert_speed": (
        *done("convert {k} km/h to m/s", "change {k} km/h into m/s", "convert {k} kilometers per hour to meters per second"),
        "{k} km/h [in|to] m/s[?|]",
        "{k} km/h = ? m/s",
        "[How many|how many] [m/s|meters per second] is {k} [km/h|kilometers per hour]?",
        "[What is|what's|How fast is] {k} km/h in m/s?",
    ),
}

SCENES: dict[str, tuple[str, ...]] = {**_FIGURES, **_RIGHT, **_UNITS}
