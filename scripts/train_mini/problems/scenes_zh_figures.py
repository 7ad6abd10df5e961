"""Chinese bare mathematics in plain wordings: areas, perimeters, volumes, angles, circles, right triangles, points, units.

Here: what is asked for. Not here: ways to ask (``scenes_zh_asking.py``), numbers and programs (``maths_geometry.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_zh_asking import done, named


def _figure(wanted: str, *figures: str, facts: tuple[str, ...], after: str = "") -> tuple[str, ...]:
    """Ask for what is wanted of a figure; each fact says all that is known about it, without its name."""
    figure, fact = f"[{'|'.join(figures)}]", f"[{'|'.join(facts)}]"
    return (
        *named(f"{fact}的{figure}的{wanted}{after}"),
        f"{figure}，{fact}，[求{wanted}{after}。|{wanted}是多少{after}？|{wanted}{after}=？|{wanted}{after}]",
        f"[一个|已知|有一个]{figure}[，|]{fact}，[求{wanted}{after}。|求它的{wanted}{after}。|{wanted}是多少{after}？|它的{wanted}是多少{after}？]",
        f"{fact}，{figure}的{wanted}[是|等于]多少{after}？",
        f"[求|计算]{figure}的{wanted}{after}：{fact}",
    )


_SIDES = ("长{a}{Z}、宽{b}{Z}", "长为{a}{Z}，宽为{b}{Z}", "长{a}{Z}宽{b}{Z}", "宽{b}{Z}、长{a}{Z}")
_HEIGHT = ("底{a}{Z}、高{b}{Z}", "底为{a}{Z}，高为{b}{Z}", "底{a}{Z}高{b}{Z}", "底边长{a}{Z}，高{b}{Z}")
_SIDE = ("边长{a}{Z}", "边长为{a}{Z}", "边长是{a}{Z}")
_EDGE = ("棱长{a}{Z}", "棱长为{a}{Z}", "边长{a}{Z}")
_BOX = ("长{a}{Z}、宽{b}{Z}、高{c}{Z}", "长宽高分别是{a}{Z}、{b}{Z}、{c}{Z}", "长为{a}{Z}，宽为{b}{Z}，高为{c}{Z}")
_TRAPEZOID = (
    "上底{a}{Z}、下底{b}{Z}、高{c}{Z}",
    "上底为{a}{Z}，下底为{b}{Z}，高为{c}{Z}",
    "上底是{a}{Z}，下底是{b}{Z}，高是{c}{Z}",
    "两底分别为{a}{Z}和{b}{Z}，高{c}{Z}",
    "上底{a}{Z}下底{b}{Z}高{c}{Z}",
)
_RADIUS = ("半径{a}{Z}", "半径为{a}{Z}", "半径是{a}{Z}", "r={a}{Z}")
_DIAMETER = ("直径{d}{Z}", "直径为{d}{Z}", "直径是{d}{Z}", "d={d}{Z}")
_UPRIGHT = (
    "底面半径{a}{Z}、高{b}{Z}",
    "底面半径为{a}{Z}，高为{b}{Z}",
    "底面半径是{a}{Z}，高是{b}{Z}",
    "r={a}{Z}，h={b}{Z}",
    "高{b}{Z}，底面半径{a}{Z}",
)
_FIGURES = {
    "geom_rectangle_area": _figure("面积", "长方形", "矩形", facts=_SIDES),
    "geom_rectangle_perimeter": _figure("周长", "长方形", "矩形", facts=_SIDES),
    "geom_rectangle_decimal": _figure("面积", "长方形", "矩形", facts=_SIDES),
    "geom_rectangle_side": _figure("宽", "长方形", "矩形", facts=("面积{s}、长{a}", "面积为{s}，长为{a}", "面积是{s}，长是{a}")),
    "geom_rectangle_side_perimeter": _figure("宽", "长方形", "矩形", facts=("周长{p}、长{a}", "周长为{p}，长为{a}", "周长是{p}，长是{a}")),
    "geom_square_area": _figure("面积", "正方形", facts=_SIDE),
    "geom_square_perimeter": _figure("周长", "正方形", facts=_SIDE),
    "geom_square_side_area": _figure("边长", "正方形", facts=("面积{s}", "面积为{s}", "面积是{s}")),
    "geom_square_side_perimeter": _figure("边长", "正方形", facts=("周长{p}", "周长为{p}", "周长是{p}")),
    "geom_triangle_area": _figure("面积", "三角形", facts=_HEIGHT),
    "geom_triangle_perimeter": _figure("周长", "三角形", facts=("三边长{a}、{b}、{c}", "三边为{a}，{b}，{c}", "边长分别是{a}、{b}、{c}")),
    "geom_trapezoid_area": (
        *_figure("面积", "梯形", facts=_TRAPEZOID),
        "梯形面积[怎么算|]：上底{a}{Z}，下底{b}{Z}，高{c}{Z}",
        "梯形两条平行边[长|分别长]{a}{Z}和{b}{Z}，高{c}{Z}，[面积多少|面积是多少]？",
    ),
    "geom_parallelogram_area": _figure("面积", "平行四边形", facts=_HEIGHT),
    "geom_rhombus_area": _figure(
        "面积", "菱形", facts=("对角线{a}{Z}和{b}{Z}", "两条对角线长{a}{Z}、{b}{Z}", "对角线分别为{a}{Z}，{b}{Z}")
    ),
    "geom_cube_volume": _figure("体积", "正方体", "立方体", facts=_EDGE),
    "geom_cube_surface": _figure("表面积", "正方体", "立方体", facts=_EDGE),
    "geom_box_volume": _figure("体积", "长方体", facts=_BOX),
    "geom_box_surface": _figure("表面积", "长方体", facts=_BOX),
    "geom_third_angle": (
        "三角形[的|]两个[角|内角][是|为|分别是]{Y}和{Z}，[第三个角是多少|求第三个角|另一个角是多少|第三个角多大][？|]",
        "[一个|]三角形，两角分别[为|是]{Y}、{Z}，[求第三个角。|第三角=？]",
    ),
    "geom_supplementary": (
        *named("{X}的补角", "{X}角的补角"),
        "[哪个角|多少度的角]与{X}互补[？|]",
        "两角互补，一个是{X}，另一个[是多少|多大]？",
    ),
    "geom_complementary": (
        *named("{X}的余角", "{X}角的余角"),
        "[哪个角|多少度的角]与{X}互余[？|]",
        "两角互余，一个是{X}，另一个[是多少|多大]？",
    ),
    "geom_angle_sum": (*named("{H}的内角和", "{H}内角和的度数"), "{H}[所有|全部]内角加起来[是|等于]多少度[？|]"),
    "geom_regular_angle": (*named("正{H}每个内角的度数", "正{H}的内角", "正{H}的一个内角"), "正{H}的每个内角[是多少度|多少度|多大][？|]"),
    "geom_exterior_angle": (*named("正{H}每个外角的度数", "正{H}的外角", "正{H}的一个外角"), "正{H}的每个外角[是多少度|多少度|多大][？|]"),
    "geom_regular_perimeter": (
        *_figure("周长", "正{H}", facts=("边长{a}", "边长为{a}", "边长是{a}", "每边长{a}", "每条边长{a}")),
        "正{H}[的|]每[条|]边[长|是|都是]{a}，[周长是多少|周长多少|周长是几][？|]",
        "正{H}边长{a}，绕一[圈|周]有多长？",
    ),
    "circle_area": _figure("面积", "圆", facts=_RADIUS, after="{B}"),
    "circle_circumference": _figure("周长", "圆", facts=_RADIUS, after="{B}"),
    "circle_area_diameter": _figure("面积", "圆", facts=_DIAMETER, after="{B}"),
    "circle_circumference_diameter": _figure("周长", "圆", facts=_DIAMETER, after="{B}"),
    "circle_area_decimal": _figure("面积", "圆", facts=_RADIUS, after="（{Q}）"),
    "circle_circumference_decimal": _figure("周长", "圆", facts=_RADIUS, after="（{Q}）"),
    "circle_radius_area": _figure("半径", "圆", facts=("面积{S}", "面积为{S}", "面积是{S}")),
    "circle_radius_circumference": _figure("半径", "圆", facts=("周长{C}", "周长为{C}", "周长是{C}")),
    "circle_cylinder": _figure("体积", "圆柱", "圆柱体", facts=_UPRIGHT, after="{B}"),
    "circle_cone": (
        *_figure("体积", "圆锥", "圆锥体", facts=_UPRIGHT, after="{B}"),
        "圆锥高{b}{Z}，底面半径{a}{Z}，[体积多少|体积是多少|体积等于多少]{B}？",
        "圆锥[的|]底面半径[是|为]{a}{Z}，高[是|为]{b}{Z}，[它的体积是多少|体积有多大]{B}？",
    ),
    "circle_sphere_volume": _figure("体积", "球", "球体", facts=_RADIUS, after="{B}"),
    "circle_sphere_surface": _figure("表面积", "球", "球体", facts=_RADIUS, after="{B}"),
}
_RIGHT = {
    "pyth_hypotenuse": _figure(
        "斜边",
        "直角三角形",
        facts=("直角边{a}{Z}和{b}{Z}", "两直角边为{a}{Z}、{b}{Z}", "两条直角边分别是{a}{Z}和{b}{Z}", "勾{a}{Z}、股{b}{Z}"),
    ),
    "pyth_leg": _figure(
        "另一条直角边",
        "直角三角形",
        facts=("斜边{c}{Z}、一条直角边{a}{Z}", "斜边为{c}{Z}，一直角边为{a}{Z}", "一条直角边{a}{Z}，斜边{c}{Z}"),
    ),
    "pyth_rectangle_diagonal": _figure("对角线", "长方形", "矩形", facts=_SIDES),
    "pyth_square_diagonal": _figure("对角线", "正方形", facts=_SIDE),
    "pyth_distance": (
        *named("{A}与{B}的距离", "点{A}到点{B}的距离", "{A}和{B}两点间的距离"),
        "{A}，{B}，[两点距离是多少|求两点间距离|距离=？]",
        "{A}到{B}有多远[？|]",
    ),
    "pyth_midpoint": (
        *named("{A}与{B}的中点", "线段端点{A}、{B}的中点坐标", "{A}和{B}连线的中点", what="[什么|多少]"),
        "{A}，{B}，[中点是什么|求中点|中点坐标]",
    ),
    "pyth_slope": (*named("过{A}和{B}的直线的斜率", "经过点{A}与点{B}的直线斜率"), "{A}，{B}，[过两点直线的斜率是多少|求斜率|斜率=？]"),
}
_CONVERT = (
    "{a}{U}[等于|是|合|=]多少{V}[？|?|]",
    "{a}{U}[=|＝]（ ）{V}",
    "{a}{U}[=|＝]？{V}",
    "{a}{U}[有|是|等于]几{V}[？|]",
    "{a}{U}[换算成|化成|转换成|换成|折合]{V}[是多少|][？|]",
    "[单位换算|换算|填空]：{a}{U}=__{V}",
    *done("把{a}{U}换算成{V}", "将{a}{U}化成{V}"),
)
_UNITS = {
    "convert_down_zh": _CONVERT,
    "convert_up_zh": _CONVERT,
    "convert_two_part": (
        "{a}{X}{b}{Y}[等于|是|=|一共是]多少{Y}[？|]",
        "{a}{X}{b}{Y}[=|＝]（ ）{Y}",
        "{a}{X}{b}{Y}[换算成|化成]{Y}[是多少|][？|]",
        "[把|将]{a}{X}{b}{Y}化成{Y}[。|]",
    ),
    "convert_to_fahrenheit": (
        "{c}[摄氏度|℃|°C][等于|是]多少[华氏度|℉|°F][？|]",
        "{c}[摄氏度|℃|°C][换算成|转|化成|转换成][华氏度|华氏|℉|°F][是多少|][？|]",
        "[把|将]{c}摄氏度换算成华氏度[。|]",
        "{c}℃=？℉",
    ),
    "convert_to_celsius": (
        "{f}[华氏度|℉|°F][等于|是]多少[摄氏度|℃|°C][？|]",
        "{f}[华氏度|℉|°F][换算成|转|化成|转换成][摄氏度|摄氏|℃|°C][是多少|][？|]",
        "[把|将]{f}华氏度换算成摄氏度[。|]",
        "{f}℉=？℃",
    ),
    "convert_speed": (
        "{k}[km/h|千米/时|公里每小时][等于|是]多少[m/s|米/秒|米每秒][？|]",
        "{k}[km/h|千米每小时][换算成|转|化成][m/s|米/秒|米每秒][是多少|][？|]",
        "[把|将]{k}km/h换算成m/s[。|]",
        "{k}km/h=？m/s",
    ),
}

SCENES: dict[str, tuple[str, ...]] = {**_FIGURES, **_RIGHT, **_UNITS}
