"""Chinese stories about ages, averages, pieces of ground, motion, work and temperature.

Here: their facts and questions. Not here: numbers, programs (``stories.py``, ``stories_relations.py``, ``stories_situations.py``), the
orders of facts and question (``scenes_zh_telling.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_zh_telling import told


def _all(*stories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frames in stories for frame in frames)


_SOMEONE = ("{kid}", "{name}", "爸爸", "妈妈", "{adult}", "老师", "一棵树")
_COUPLES = (("爸爸", "{kid}"), ("妈妈", "{kid}"), ("{adult}", "{kid2}"), ("老师", "学生"), ("父亲", "儿子"), ("甲", "乙"))


def _one_age(ask: str, amount: str) -> tuple[str, ...]:
    return _all(*(told((f"{who}[今年|现在|]{{a}}岁",), ask.replace("~", who), amount.replace("~", who)) for who in _SOMEONE))


def _two_ages(second: str, ask: str, amount: str, *, fixed: bool = True) -> tuple[str, ...]:
    frames: list[str] = []
    for one, two in _COUPLES:
        facts = (f"{one}[今年|现在|]{{a}}岁", second.replace("~", one).replace("^", two))
        frames += told(facts, ask.replace("~", one).replace("^", two), amount.replace("~", one).replace("^", two), fixed=fixed)
    return tuple(frames)


def _averages(letters: str) -> tuple[str, ...]:
    listed = "、".join(f"{{{letter}}}" for letter in letters)
    count = {3: "三", 4: "四"}[len(letters)]
    frames: list[str] = []
    for says, ask in (
        (f"{{name}}{count}次测验的成绩是#分", "[平均分是多少|平均每次多少分|平均成绩是多少分]"),
        (f"{count}个数是#", "[平均数是多少|它们的平均数是多少]"),
        (f"{{name}}{count}天分别看书#页", "[平均每天看多少页|平均一天看几页]"),
        (f"{count}名同学的身高分别是#厘米", "[平均身高是多少厘米|平均身高多少]"),
        (f"{{shop}}{count}天卖出的{{item}}分别是#{{mw}}", "[平均每天卖多少{mw}|平均一天卖出几{mw}]"),
        (f"{count}个小组分别有#人", "[平均每组多少人|每组平均几人]"),
        (f"{count}天的气温分别是#度", "[平均气温是多少度|平均气温是多少]"),
        (f"{count}箱{{crop}}分别重#千克", "[平均每箱重多少千克|平均每箱多少千克]"),
        (f"{{name}}{count}次跳绳#下", "[平均每次跳多少下|平均一次跳几下]"),
    ):
        frames += told((says.replace("#", f"[{listed}|{listed.replace('、', '，')}]"),), ask, "平均数", fixed=True)
    return tuple(frames)


_TESTS = (("次测验", "分"), ("次考试", "分"), ("局比赛", "分"), ("天", "页"), ("次射击", "环"), ("次跳绳", "下"))


def _later_averages() -> tuple[str, ...]:
    frames: list[str] = []
    for times, unit in _TESTS:
        facts = (f"{{name}}[前|]{{k}}{times}平均{{m}}{unit}", f"[要使|想让]{{j}}{times}平均[达到|为|是]{{n}}{unit}")
        frames += told(facts, f"[下一次|第{{j}}次|最后一次][要|应]得多少{unit}", "下一次的数", fixed=True)
    return tuple(frames)


def _joined_averages() -> tuple[str, ...]:
    frames: list[str] = []
    for times, unit in (*_TESTS, ("个数", ""), ("名同学", "分"), ("箱货物", "千克")):
        facts = (f"{{n}}{times}的平均数是{{a}}{unit}", f"[又有一个是|再加一个|下一个是|后来又来一个]{{b}}{unit}")
        frames += told(facts, f"[现在的平均数是多少|新的平均数是多少|平均数变成多少{unit}]", "新的平均数", fixed=True)
    return tuple(frames)


def _needed_averages() -> tuple[str, ...]:
    frames: list[str] = []
    for times, unit in _TESTS:
        facts = (
            f"{{name}}[前|]{{k}}{times}[分别是|得]{{V_ZH}}{unit}",
            f"[要使{{n}}{times}平均{{m}}{unit}|{{n}}{times}的平均数是{{m}}{unit}]",
        )
        frames += told(facts, f"[最后一次|剩下的一次|还有一次][是|应是]多少{unit}", "最后一次的数", fixed=True)
    return tuple(frames)


_PLOTS = (
    "一个长方形花坛", "一块长方形菜地", "一间教室", "一个操场", "一块草坪", "一张长方形桌面", "一个游泳池", "一个长方形", "一块玻璃", "一幅长方形的画",
)  # fmt: skip
_AREA = "[面积是多少|面积是多少平方~|占地多少平方~|它的面积有多大]"
_PERIMETER = "[周长是多少|周长是多少~|绕一圈是多少~|围一圈篱笆要多少~|四周一共长多少~]"


def _plots(first: str, second: str, ask: str, amount: str, plots: tuple[str, ...] = _PLOTS) -> tuple[str, ...]:
    frames: list[str] = []
    for plot in plots:
        for unit in ("米", "厘米", "分米"):
            facts = [text.replace("@", plot).replace("~", unit) for text in (first, second) if text]
            frames += told(facts, ask.replace("~", unit), amount, fixed=True)
    return tuple(frames)


_BOTH = "[@长{a}~，宽{b}~|@的长是{a}~，宽是{b}~|@长是{a}~、宽是{b}~|@的长和宽分别是{a}~和{b}~|@的长{a}~，宽{b}~]"
_LONG, _WIDE = "[@长{a}~|@的长是{a}~|@的长为{a}~]", "[@宽{a}~|@的宽是{a}~|@的宽为{a}~]"
_LESS = "[宽比长少{b}~|宽比长短{b}~|长比宽多{b}~|它的宽比长少{b}~]"
_MORE = "[长比宽多{b}~|长比宽长{b}~|宽比长少{b}~|它的长比宽多{b}~]"
_SQUARE = ("一个正方形花坛", "一块正方形菜地", "一个正方形操场", "一块正方形手帕", "一个正方形", "一张正方形纸", "一个正方形鱼塘")


def _two_movers(kind: str) -> tuple[str, ...]:
    speeds = "[{one}每{dur}行{v}{dist}，{other}每{dur}行{w}{dist}|{one}的速度是每{dur}{v}{dist}，{other}是每{dur}{w}{dist}|{one}和{other}的速度分别是每{dur}{v}{dist}和{w}{dist}]"
    if kind == "apart":
        away = "[{one}和{other}同时从一个地方向相反方向出发|{one}和{other}从同一地点背向而行|{one}、{other}同时同地相背出发]"
        meet = "[{one}和{other}从两地同时相向而行|{one}、{other}分别从{city}和{city2}同时出发，相对而行]"
        return told(
            (away, speeds), "[{t}{dur}后相距多少{dist}|经过{t}{dur}两者相距多远|{t}{dur}后距离是多少{dist}]", "{t}{dur}后的距离", fixed=True
        ) + told((meet, speeds, "[{t}{dur}后相遇|经过{t}{dur}相遇]"), "[两地相距多少{dist}|两地距离是多少{dist}]", "两地的距离", fixed=True)
    start = "[{city}和{city2}相距{s}{dist}|两地相距{s}{dist}|{city}到{city2}有{s}{dist}]"
    go = "[{one}和{other}同时从两地相向而行|{one}、{other}分别从两地同时出发，相向而行|{one}和{other}同时从两头出发对着走]"
    return told((start, go, speeds), "[几{dur}后相遇|经过多少{dur}相遇|多少{dur}相遇]", "相遇的时间", fixed=True)


def _workers() -> tuple[str, ...]:
    frames: list[str] = []
    for task, one, two in (("一项工程", "甲队", "乙队"), ("一批零件", "甲", "乙"), ("一池水", "甲管", "乙管"), ("一份稿件", "{name}", "{name2}"), ("一条路", "第一队", "第二队"), ("一块地", "大拖拉机", "小拖拉机")):  # fmt: skip
        for span in ("天", "小时"):
            facts = (f"{task}，{one}单独[做|完成][要|需要|需]{{a}}{span}", f"{two}单独[做|完成][要|需要|需]{{b}}{span}")
            frames += told(facts, f"[两者合做几{span}完成|一起做要多少{span}|合作需要多少{span}]", "合做的时间", fixed=True)
    return tuple(frames)


_DEGREES = "[气温是{a}℃|早上气温{a}℃|{city}的气温是{a}℃|温度计显示{a}℃|室外{a}度]"
_FALL = "[下降了#℃|降低#℃|又降了#℃|冷了#℃|温度下降#度]"
_RISE = "[上升了#℃|升高#℃|升了#℃|暖和了#℃|温度上升#度]"
_NOW = "[现在是多少度|这时气温是多少℃|现在的温度是多少|最后是多少℃]"


def _degrees(*changes: tuple[str, str]) -> tuple[str, ...]:
    said = [f"[|后来|接着]{(_FALL if sign == '-' else _RISE).replace('#', f'{{{slot}}}')}" for sign, slot in changes]
    return told((_DEGREES, *said), _NOW, "现在的温度", fixed=True)


_THINGS = (("克", "面粉", "人"), ("克", "糖", "杯"), ("千克", "大米", "天"), ("毫升", "牛奶", "份"), ("克", "肉", "人"))

SCENES: dict[str, tuple[str, ...]] = {
    "age_future": _one_age("[{b}年后~多少岁|再过{b}年~几岁|{b}年以后~多大]", "{b}年后~的年龄"),
    "age_past": _one_age("[{b}年前~多少岁|{b}年以前~几岁|{b}年前~多大]", "{b}年前~的年龄"),
    "age_times_future": _two_ages(
        "[~的年龄是^的{k}倍|是^年龄的{k}倍|~的岁数等于^的{k}倍]", "[{c}年后^多少岁|再过{c}年^几岁]", "{c}年后^的年龄"
    ),
    "age_when_times": _two_ages(
        "^[今年|现在|]{b}岁",
        "[几年后~的年龄是^的{k}倍|再过多少年~的岁数是^的{k}倍|多少年后~的年龄等于^的{k}倍]",
        "~年龄是^{k}倍时还要过的年数",
        fixed=False,
    ),
    "average_three": _averages("abc"),
    "average_four": _averages("abcd"),
    "average_next": _later_averages(),
    "average_plus_one": _joined_averages(),
    "average_needed": _needed_averages(),
    "field_area": _plots(_BOTH, "", _AREA, "面积"),
    "field_perimeter": _plots(_BOTH, "", _PERIMETER, "周长"),
    "field_square": _plots("[@边长{a}~|@的边长是{a}~|@每边长{a}~|@一条边长{a}~]", "", _PERIMETER, "周长", _SQUARE),
    "field_area_less": _plots(_LONG, _LESS, _AREA, "面积"),
    "field_perimeter_less": _plots(_LONG, _LESS, _PERIMETER, "周长"),
    "field_area_more": _plots(_WIDE, _MORE, _AREA, "面积"),
    "field_perimeter_more": _plots(_WIDE, _MORE, _PERIMETER, "周长"),
    "field_side_from_perimeter": _plots(
        "[@的周长是{p}~|@周长{p}~|围@一圈要{p}~]", "[长是{a}~|一条边是{a}~|其中长{a}~]", "[宽是多少~|宽多少~|另一条边是多少~]", "宽"
    ),
    "rate_apart": _two_movers("apart"),
    "rate_meet": _two_movers("meet"),
    "rate_together": _workers(),
    "rate_chase": told(
        (
            "[{one}在{other}前面{d}{dist}|{other}在{one}后面{d}{dist}|{one}先走了{d}{dist}]",
            "[{one}每{dur}行{w}{dist}，{other}每{dur}行{v}{dist}|{other}每{dur}行{v}{dist}，{one}每{dur}行{w}{dist}]",
            "[两者同向而行|方向相同|{other}从后面追]",
        ),
        "[几{dur}后{other}追上{one}|{other}多少{dur}能追上|要多少{dur}追上]",
        "追上的时间",
        fixed=True,
    ),
    "rate_fuel": _all(
        *(
            told(
                (f"{car}每100千米耗油{{u}}升", "[行驶{s}千米|要走{s}千米|全程{s}千米]"),
                "[耗油多少升|要用多少升油|需要多少升汽油]",
                "用油量",
                fixed=True,
            )
            for car in ("一辆汽车", "{name}的车", "货车", "面包车")
        )
    ),
    "rate_recipe": _all(
        *(
            told(
                (f"[{{a}}{count}要用{{q}}{unit}{thing}|{{q}}{unit}{thing}够{{a}}{count}用|做{{a}}{count}的量需{{q}}{unit}{thing}]",),
                f"[{{b}}{count}要用多少{unit}|{{b}}{count}需要多少{unit}{thing}|照这样，{{b}}{count}要多少{unit}]",
                f"{{b}}{count}的用量",
            )
            for unit, thing, count in _THINGS
        )
    ),
    "rate_speed_decimal": _all(
        *(
            told(
                (f"{who}[行了|共行|走了]{{s}}千米", "[用了{t}小时|花了{t}小时|共{t}小时]"),
                "[平均速度是多少|平均每小时行多少千米|速度是每小时多少千米]",
                "平均速度",
            )
            for who in ("一辆汽车", "{name}骑车", "一列火车", "一艘船", "货车")
        )
    ),
    "puzzle_colder": _degrees(("-", "b")),
    "puzzle_warmer": _degrees(("+", "b")),
    "change_signed_fall_rise": _degrees(("-", "b"), ("+", "c")),
    "change_signed_rise_fall": _degrees(("+", "b"), ("-", "c")),
}
