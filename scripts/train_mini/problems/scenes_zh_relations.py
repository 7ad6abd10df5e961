"""Chinese stories that compare two or three amounts: 多, 少, 倍, 一共.

Here: what can be compared (attributes). Not here: numbers, programs (``stories.py``, ``stories_relations.py``), the orders of facts
and question (``scenes_zh_telling.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.train_mini.problems.scenes_zh_telling import told


@dataclass(frozen=True)
class Attribute:
    """What someone or something has: ``verb`` (有, 做了; may be empty) and ``unit`` (measure word and noun).

    ``short`` is the measure word alone, ``noun`` what is counted as a noun ("苹果数"); ``more`` and ``fewer`` follow 比乙.
    """

    who: tuple[str, str, str]
    verb: str
    unit: str
    short: str
    noun: str
    more: str = "多"
    fewer: str = "少"
    ask: str = ""


_PEOPLE = ("{name}", "{name2}", "{name3}")


def _counted(verb: str, unit: str, short: str, noun: str, who: tuple[str, str, str] = _PEOPLE) -> Attribute:
    return Attribute(who, verb, unit, short, noun)


_ATTRIBUTES = (
    _counted("有", "{mw}{item}", "{mw}", "{item}数"),
    _counted("有", "{mf}{food}", "{mf}", "{food}数"),
    _counted("买了", "{mw}{item}", "{mw}", "{item}数"),
    _counted("收集了", "{mw}{item}", "{mw}", "{item}数"),
    _counted("做了", "道题", "道", "做题数"),
    _counted("跳绳", "下", "下", "跳绳数"),
    _counted("得了", "分", "分", "得分"),
    _counted("看了", "页书", "页", "看书页数"),
    _counted("种了", "棵{tree}", "棵", "棵数"),
    _counted("折了", "只纸鹤", "只", "纸鹤数"),
    _counted("写了", "个字", "个", "字数"),
    _counted("存了", "元", "元", "存款"),
    _counted("花了", "元", "元", "花费"),
    _counted("跑了", "米", "米", "路程"),
    _counted("卖了", "{mw}{item}", "{mw}", "{item}数"),
    _counted("生产", "{mware}{ware}", "{mware}", "{ware}数", ("甲厂", "乙厂", "丙厂")),
    _counted("有", "人", "人", "人数", ("{grade}", "{grade2}", "隔壁班")),
    _counted("捐书", "本", "本", "捐书数", ("{grade}", "{grade2}", "老师们")),
    _counted("运来", "千克{crop}", "千克", "{crop}重量", ("第一辆车", "第二辆车", "第三辆车")),
    _counted("卖出", "{mw}{item}", "{mw}", "卖出数", ("上午", "下午", "晚上")),
    _counted("修路", "米", "米", "修路长度", ("甲队", "乙队", "丙队")),
    _counted("有", "只", "只", "只数", ("鸡", "鸭", "鹅")),
    _counted("有", "棵", "棵", "棵数", ("桃树", "梨树", "杏树")),
    _counted("有", "人", "人", "人数", ("合唱队", "舞蹈队", "美术组")),
    _counted("有", "本", "本", "本数", ("故事书", "科技书", "漫画书")),
    _counted("有", "朵", "朵", "朵数", ("红花", "黄花", "白花")),
    Attribute(("一{mw}{item}", "一{mw2}{item2}", "一个书包"), "", "元", "元", "价钱", "贵", "便宜", "[多少钱|多少元]"),
    Attribute(("红绳", "蓝绳", "绿绳"), "长", "米", "米", "长度", "长", "短", "长多少米"),
    Attribute(("松树", "柏树", "杨树"), "高", "米", "米", "高度", "高", "矮", "高多少米"),
    Attribute(("大箱", "小箱", "纸箱"), "重", "千克", "千克", "重量", "重", "轻", "重多少千克"),
    Attribute(("甲数", "乙数", "丙数"), "是", "", "", "值", "大", "小", "是多少"),
    Attribute(("苹果", "香蕉", "葡萄"), "有", "千克", "千克", "重量"),
)


def _says(one: Attribute, who: str, number: str) -> str:
    return f"{who}{one.verb}{number}{one.unit}"


def _ask(one: Attribute, who: str) -> str:
    return f"{who}{one.ask or f'{one.verb}[多少|几]{one.unit}'}"


def _amount(one: Attribute, who: str) -> str:
    return f"{who}的{one.noun}" if one.noun != "值" else who


def _differs(one: Attribute, who: str, other: str, number: str, *, is_more: bool) -> str:
    word = one.more if is_more else one.fewer
    verb = one.verb if one.verb not in {"有", "长", "高", "重", "是"} else ""
    return f"{who}比{other}{f'[{word}{verb}|{word}]' if verb else word}{number}{one.short}"


def _times(one: Attribute, who: str, other: str, number: str) -> str:
    thing = "" if one.noun == "值" else f"的{one.noun}"
    number = number.replace("~", one.short)
    return f"[{who}{thing}是{other}的{number}|{who}是{other}的{number}|{who}{thing}等于{other}的{number}]"


def _total(one: Attribute) -> tuple[str, str]:
    if one.noun == "值":
        return "[它们的和是多少|两数之和是多少]", "两数的和"
    return f"[一共|共|总共|合起来|加起来]{'有' if one.verb == '有' else ''}多少{one.short}", "总数"


def _related(kind: str, number: str, *, is_total: bool = False, is_reverse: bool = False) -> tuple[str, ...]:
    frames: list[str] = []
    for one in _ATTRIBUTES:
        first, second, _ = one.who
        pair = (first, second) if is_reverse else (second, first)
        link = _times(one, *pair, number) if kind == "times" else _differs(one, *pair, number, is_more=kind == "more")
        asked = _total(one) if is_total else (_ask(one, second), _amount(one, second))
        frames += told((_says(one, first, "{a}"), link), *asked)
    return tuple(frames)


def _sums(count: int) -> tuple[str, ...]:
    frames: list[str] = []
    for one in _ATTRIBUTES:
        ask, amount = _total(one)
        facts = [_says(one, who, f"{{{slot}}}") for who, slot in zip(one.who[:count], "abc", strict=False)]
        frames += told(facts, ask.replace("两数之和", "它们的和"), amount.replace("两数的", "它们的"))
    return tuple(frames)


def _together(one: Attribute, number: str) -> str:
    first, second, _ = one.who
    if one.noun == "值":
        return f"[{first}与{second}的和是{number}|{first}、{second}两数和为{number}]"
    verb = one.verb if one.verb not in {"长", "高", "重"} else ""
    return f"[{first}和{second}一共{verb}{number}{one.unit}|{first}、{second}共{verb}{number}{one.unit}|{first}与{second}合起来{verb}{number}{one.unit}]"


def _rest() -> tuple[str, ...]:
    frames: list[str] = []
    for one in _ATTRIBUTES:
        first, second, _ = one.who
        frames += told((_together(one, "{a}"), _says(one, first, "{b}")), _ask(one, second), _amount(one, second))
    return tuple(frames)


def _gaps() -> tuple[str, ...]:
    frames: list[str] = []
    for one in _ATTRIBUTES:
        first, second, _ = one.who
        facts = (_says(one, first, "{a}"), _says(one, second, "{b}"))
        for who, other, word in ((first, second, one.more), (second, first, one.fewer)):
            frames += told(facts, f"{who}比{other}{word}{'[多少|几]' if one.short else '多少'}{one.short}", "相差的数")
        frames += told(facts, f"[两者|他们|它们]相差多少{one.short}", "相差的数")[:4]
    return tuple(frames)


def _sum_and(kind: str, number: str, *, asks_larger: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for one in _ATTRIBUTES:
        first, second, _ = one.who
        larger, smaller = (first, second) if kind == "fewer" else (second, first)
        link = _times(one, second, first, number) if kind == "times" else _differs(one, second, first, number, is_more=kind == "more")
        who = larger if asks_larger else smaller
        frames += told((_together(one, "{s}"), link), _ask(one, who), _amount(one, who))
    return tuple(frames)


_PAIRS = (("{kid}", "{kid2}"), ("{kid}", "{parent}"), ("{kid}", "{older}"), ("弟弟", "哥哥"), ("妹妹", "妈妈"))
_IS = "[今年|现在|]"


def _ages(kind: str, number: str, *, later: str = "") -> tuple[str, ...]:
    frames: list[str] = []
    for one, two in _PAIRS:
        link = f"[{two}的年龄是{one}的{number}|{two}的岁数等于{one}的{number}]" if kind == "times" else f"{two}比{one}大{number}岁"
        asked = (
            (f"[{{{later}}}年后|再过{{{later}}}年]{two}[多少|几]岁", f"{{{later}}}年后{two}的年龄")
            if later
            else (f"{two}[多少|几]岁", f"{two}的年龄")
        )
        frames += told((f"{one}{_IS}{{a}}岁", link), *asked)
    return tuple(frames)


def _age_sums(*, asks_older: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for one, two in _PAIRS[:4]:
        both = f"[{one}和{two}的年龄和是{{s}}岁|{one}和{two}一共{{s}}岁|{one}与{two}年龄加起来是{{s}}]"
        for link in (f"{two}比{one}大{{d}}岁", f"{one}比{two}小{{d}}岁"):
            who = two if asks_older else one
            frames += told((both, link), f"{who}[多少|几]岁", f"{who}的年龄")
    return tuple(frames)


SCENES: dict[str, tuple[str, ...]] = {
    "combine_two": _sums(2),
    "combine_three": _sums(3),
    "combine_part": _rest(),
    "compare_difference": _gaps(),
    "compare_more": _related("more", "{b}"),
    "compare_fewer": _related("fewer", "{b}"),
    "compare_more_total": _related("more", "{b}", is_total=True),
    "compare_fewer_total": _related("fewer", "{b}", is_total=True),
    "compare_times": _related("times", "{b}倍"),
    "compare_times_total": _related("times", "{b}倍", is_total=True),
    "compare_part": _related("times", "{FEN}"),
    "compare_more_reverse": _related("more", "{b}", is_reverse=True),
    "compare_fewer_reverse": _related("fewer", "{b}", is_reverse=True),
    "compare_times_reverse": _related("times", "{b}倍", is_reverse=True),
    "compare_times_plus": _related("times", "{b}倍[还多|多|又多]{c}~"),
    "compare_times_minus": _related("times", "{b}倍[少|还少]{c}~"),
    "age_times": _ages("times", "{k}倍"),
    "age_older_future": _ages("more", "{b}", later="c"),
    "age_sum_older": _age_sums(asks_older=True),
    "age_sum_younger": _age_sums(asks_older=False),
    "puzzle_sum_difference_larger": _sum_and("more", "{d}", asks_larger=True) + _sum_and("fewer", "{d}", asks_larger=True),
    "puzzle_sum_difference_smaller": _sum_and("more", "{d}", asks_larger=False) + _sum_and("fewer", "{d}", asks_larger=False),
    "puzzle_sum_times": _sum_and("times", "{k}倍", asks_larger=False),
}
