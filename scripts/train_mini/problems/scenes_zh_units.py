"""Chinese stories about so much for each: groups of one size, prices, wages, speeds.

Here: worlds (what comes in groups, what is paid or done for each) and their stories. Not here: numbers, programs (``stories.py``),
the orders of facts and question (``scenes_zh_telling.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.train_mini.problems.scenes_zh_telling import told


@dataclass(frozen=True)
class Groups:
    """Clauses, ``#`` for the number: groups of one size (``each``), how many there are (``count``), all of it (``total``).

    ``both`` names the count ``@`` and the size; ``into`` shares the total; ``unit`` and ``group`` go behind 多少.
    """

    each: str
    count: str
    both: str
    total: str
    into: str
    unit: str
    group: str
    one: str


GROUPS = (
    Groups(
        "[每{box}[有|装|放]#{mw}|每{box}里有#{mw}{item}|一{box}[装|有]#{mw}]",
        "[{name}有#{box}{item}|{name}买了#{box}{item}|{shop}运来#{box}{item}]",
        "[@{box}{item}，每{box}#{mw}|{name}买了@{box}{item}，每{box}都是#{mw}]",
        "[有#{mw}{item}|{name}有#{mw}{item}|{shop}有#{mw}{item}]",
        "[平均装进#{box}|平均分装成#{box}|装满#{box}，每{box}一样多]",
        "{mw}",
        "{box}",
        "每{box}",
    ),
    Groups(
        "[每排#个座位|一排有#个座位|每排有#个]",
        "[会场有#排座位|电影院有#排座位|教室里有#排座位]",
        "[会场有@排座位，每排#个|有@排座位，每排都是#个]",
        "[有#个座位|会场有座位#个]",
        "[平均排成#排|排成#排，每排一样多]",
        "个",
        "排",
        "每排",
    ),
    Groups(
        "[每组#人|每个小组有#人|一组有#人]",
        "[全班分成#组|有#个小组|同学们分成#组]",
        "[同学们分成@组，每组#人|有@个小组，每组都有#人]",
        "[有#名同学|{grade}有学生#人|参加活动的有#人]",
        "[平均分成#组|分成人数相同的#组]",
        "人",
        "组",
        "每组",
    ),
    Groups(
        "[每{ms}{seat}[坐|载]#人|一{ms}{seat}能坐#人|每{ms}{seat}都坐#人]",
        "[有#{ms}{seat}|来了#{ms}{seat}|租了#{ms}{seat}]",
        "[租了@{ms}{seat}，每{ms}坐#人|有@{ms}{seat}，每{ms}都坐#人]",
        "[有#人去春游|{grade}有#人|一共来了#人]",
        "[平均坐在#{ms}{seat}里|平均分到#{ms}{seat}]",
        "人",
        "{ms}",
        "每{ms}",
    ),
    Groups(
        "[每层[放|摆]#本书|每层有#本|一层放#本书]",
        "[书架有#层|一个书架共#层]",
        "[书架有@层，每层放#本书|一个书架@层，每层都有#本书]",
        "[有#本书|图书室有#本书|新买了#本书]",
        "[平均放在#层书架上|平均放#层]",
        "本",
        "层",
        "每层",
    ),
    Groups(
        "[每天看#页|一天看#页|每天读#页]",
        "[{name}看了#天|看了#天|看#天正好看完]",
        "[{name}每天看#页书，看了@天|{name}看一本书，看了@天，每天#页]",
        "[一本书有#页|{title}共#页]",
        "[用#天看完，每天看得一样多|平均#天看完]",
        "页",
        "天",
        "每天",
    ),
    Groups(
        "[每人分#{mf}|每个小朋友分到#{mf}|一人#{mf}]",
        "[有#个小朋友|来了#个小朋友|班里有#人]",
        "[@个小朋友，每人分#{mf}{food}|给@个小朋友分{food}，每人#{mf}]",
        "[有#{mf}{food}|老师有#{mf}{food}|妈妈买了#{mf}{food}]",
        "[平均分给#个小朋友|分给#人，每人一样多|#个小朋友平分]",
        "{mf}",
        "人",
        "每人",
    ),
    Groups(
        "[每小时[生产|做]#个|一小时做#个零件|每小时能做#个]",
        "[{boss}工作了#小时|做了#小时|机器开了#小时]",
        "[{boss}每小时做#个零件，做了@小时|一台机器工作@小时，每小时生产#个零件]",
        "[要做#个零件|{boss}接到任务要做#个零件]",
        "[#小时做完，每小时做得一样多|平均#小时完成]",
        "个",
        "小时",
        "每小时",
    ),
    Groups(
        "[每行种#棵|每行有#棵|一行种#棵]",
        "[种了#行{tree}|{tree}有#行]",
        "[种了@行{tree}，每行#棵|{place}的{tree}有@行，每行都是#棵]",
        "[有#棵{tree}|要种#棵{tree}]",
        "[平均种成#行|种成#行，每行一样多]",
        "棵",
        "行",
        "每行",
    ),
    Groups(
        "[每束#枝|每束有#枝花|一束花#枝]",
        "[扎了#束花|花店有#束花]",
        "[扎了@束花，每束#枝|花店卖出@束花，每束都是#枝]",
        "[有#枝花|花店进了#枝花]",
        "[平均扎成#束|扎成一样的#束]",
        "枝",
        "束",
        "每束",
    ),
    Groups(
        "[每箱[重|装]#千克|一箱装#千克|每箱都装#千克]",
        "[{shop}运来#箱{crop}|有#箱{crop}|卖出#箱{crop}]",
        "[运来@箱{crop}，每箱#千克|有@箱{crop}，每箱重#千克]",
        "[有{crop}#千克|收了#千克{crop}]",
        "[平均装#箱|装成同样重的#箱]",
        "千克",
        "箱",
        "每箱",
    ),
)


def _n(clause: str, slot: str) -> str:
    return clause.replace("#", f"{{{slot}}}")


def _both(one: Groups, count: str, each: str) -> str:
    return one.both.replace("@", f"{{{count}}}").replace("#", f"{{{each}}}")


def _ask_total(one: Groups) -> tuple[str, str]:
    return f"[一共|共|总共|一共有|共有]多少{one.unit}", "总数"


def _products(last: str = "", *slots: str) -> tuple[str, ...]:
    """Groups a of size b; ``last`` is a further clause about so many of ``unit``."""
    frames: list[str] = []
    for one in GROUPS:
        more = tuple(_n(last.replace("~", one.unit), slot) for slot in slots)
        ask, amount = _ask_total(one)
        if last:
            ask = f"[现在|][有|共有|一共有]多少{one.unit}"
        frames += told((_n(one.count, "a"), _n(one.each, "b"), *more), ask, amount, fixed=bool(last))
        frames += told((_both(one, "a", "b"), *more), ask, amount, fixed=True)
    return tuple(frames)


def _divided(ask: str) -> tuple[str, ...]:
    frames: list[str] = []
    for one in GROUPS:
        if ask == "left":
            asked = f"[还剩|剩下|余下|多出]多少{one.unit}", "剩下的数量"
        else:
            verb = {"天": "要看", "小时": "要做", "人": "能分给"}.get(one.group, "[需要|能分成|要]" if one.group != "{ms}" else "需要")
            asked = f"{verb}[多少|几]{one.group}", f"{one.group}数"
        frames += told((_n(one.total, "a"), _n(one.each, "b")), *asked)
    return tuple(frames)


def _shared(change: str = "", by: str = "b") -> tuple[str, ...]:
    frames: list[str] = []
    for one in GROUPS:
        changes = (_n(change.replace("~", one.unit), "b"),) if change else ()
        shared = f"[|剩下的|其余的]{_n(one.into, by)}" if "拿" in change else _n(one.into, by)
        frames += told((_n(one.total, "a"), *changes, shared), f"{one.one}[多少|几]{one.unit}", f"{one.one}的数量", fixed=True)
    return tuple(frames)


def _two_kinds() -> tuple[str, ...]:
    frames: list[str] = []
    for one in GROUPS:
        second = f"[另外|还有|又有]{{c}}{one.group}，每{one.group}{{d}}{one.unit}"
        ask, amount = _ask_total(one)
        frames += told((_both(one, "a", "b"), second), ask, amount, fixed=True)
    return tuple(frames)


_GOODS = (
    ("{mw}", "{item}"),
    ("{mf}", "{food}"),
    ("千克", "{crop}"),
    ("张", "门票"),
    ("本", "笔记本"),
    ("盒", "牛奶"),
    ("米", "布"),
    ("瓶", "饮料"),
    ("斤", "水果"),
    ("{mw2}", "{item2}"),
)
_COSTS = "[每~*$|一~*$|*每~$|*的单价是$|买一~*要$|*$一~|*每~的价钱是$]"
_BUYS = "[{name}买了#~|买#~|{adult}买#~*|要买#~|{name}买#~*]"
_BUYS_AT = "[{name}买了#~*，每~$|买#~单价$的*|#~*，每~$|买#~$一~的*]"
_COST_ASK = "[一共要多少钱|应付多少钱|要付多少元|共花多少元|一共多少钱|总价是多少元|需要多少钱]"
_MONEY = ("{P}元", "{P}块", "{P}元钱", "¥{P}")


def _shop(facts: tuple[tuple[str, str], ...], ask: str, amount: str, *, fixed: bool = False) -> tuple[str, ...]:
    """Facts are templates with the slot of their number: ``~`` measure word, ``*`` thing, ``$`` money, ``#`` a number."""
    frames: list[str] = []
    for measure, thing in _GOODS:
        for money in _MONEY:
            said = [
                _n(text, slot).replace("$", money.replace("{P}", f"{{{slot}}}")).replace("~", measure).replace("*", thing)
                for text, slot in facts
            ]
            frames += told(
                said, ask.replace("~", measure).replace("*", thing), amount.replace("~", measure).replace("*", thing), fixed=fixed
            )
    return tuple(frames)


def _costs(price: str) -> tuple[str, ...]:
    bought = _BUYS_AT.replace("#", "{a}")
    return _shop(((_COSTS, price), (_BUYS, "a")), _COST_ASK, "总价") + _shop(((bought, price),), _COST_ASK, "总价", fixed=True)


def _unit_price(cost: str, count: str) -> tuple[str, ...]:
    bought = f"[买{{{count}}}~*花了$|{{{count}}}~*$|{{name}}花$买了{{{count}}}~*|{{{count}}}~*一共$|买{{{count}}}~*要付$]"
    return _shop(((bought, cost),), "[每~多少元|一~多少钱|平均每~多少元|单价是多少元|一~*多少钱]", "*的单价", fixed=True)


def _two_prices() -> tuple[str, ...]:
    frames: list[str] = []
    for (measure, thing), (measure2, thing2) in (
        (("{mw}", "{item}"), ("{mw2}", "{item2}")),
        (("{mf}", "{food}"), ("{mf2}", "{food2}")),
        (("张", "成人票"), ("张", "儿童票")),
        (("本", "笔记本"), ("支", "笔")),
        (("千克", "苹果"), ("千克", "香蕉")),
    ):
        for yuan in ("元", "块"):
            prices = (
                f"[每{measure}{thing}{{p}}{yuan}|{thing}每{measure}{{p}}{yuan}]",
                f"[每{measure2}{thing2}{{q}}{yuan}|{thing2}每{measure2}{{q}}{yuan}]",
            )
            frames += told((*prices, f"[{{name}}|]买{{a}}{measure}{thing}和{{b}}{measure2}{thing2}"), _COST_ASK, "总价", fixed=True)
            both = (
                f"[{{name}}|]买了{{a}}{measure}{thing}，每{measure}{{p}}{yuan}",
                f"[又|还]买了{{b}}{measure2}{thing2}，每{measure2}{{q}}{yuan}",
            )
            frames += told(both, _COST_ASK, "总价", fixed=True)
    return tuple(frames)


_PURSE = "[{name}有$|{name}带了$|{adult}给{name}$|口袋里有$]"
_PAYS = "[付了$|付给营业员$|给收银员$|{name}拿出$|付出$]"
_BACK = "[应找回多少元|找回多少钱|要找多少元|应找多少钱|还能找回多少元]"


def _savings() -> tuple[str, ...]:
    frames: list[str] = []
    for span, counted in (("周", "周"), ("个月", "个月"), ("天", "天")):
        wants = "[{name}想买一{mw}{a}{yuan}的{item}|一{mw}{item}要{a}{yuan}|{name}需要{a}{yuan}|目标是{a}{yuan}]"
        owned, saves = (
            "[已经有{b}{yuan}|已存{b}{yuan}|手里有{b}{yuan}]",
            f"[每{span}存{{c}}{{yuan}}|每{span}攒{{c}}{{yuan}}|一{span}能存{{c}}{{yuan}}]",
        )
        frames += told((wants, owned, saves), f"[还要|再存|需要][多少|几]{counted}[才够|]", "还要存的时间", fixed=True)
    return tuple(frames)


def _wages() -> tuple[str, ...]:
    frames: list[str] = []
    for span, work in (("小时", "工作"), ("天", "干"), ("小时", "打工")):
        pay = f"[{{boss}}每{span}工资{{b}}元|{{boss}}每{span}挣{{b}}元|每{span}报酬{{b}}元]"
        extra = "[另得奖金{c}元|还有补贴{c}元|又发了{c}元奖金|外加奖金{c}元]"
        frames += told((pay, f"{work}了{{a}}{span}", extra), "[一共拿到多少元|共得多少钱|一共挣多少元]", "总收入", fixed=True)
    return tuple(frames)


def _scaled() -> tuple[str, ...]:
    frames: list[str] = []
    for who, verb, unit in (("一台机器", "生产", "个零件"), ("{boss}", "做", "个零件"), ("{name}", "打", "个字"), ("水泵", "抽", "吨水"),
                            ("{name}", "看", "页书"), ("打印机", "打", "张"), ("{mover}", "走", "千米"), ("工程队", "修", "米路")):  # fmt: skip
        for span in ("小时", "分钟", "天"):
            fact = f"[{who}{{b}}{span}{verb}{{a}}{unit}|{who}{verb}{{a}}{unit}用了{{b}}{span}]"
            frames += told((fact,), f"[照这样计算，|照这样的速度，|]{{c}}{span}[能|可以|]{verb}多少{unit}", f"{{c}}{span}{verb}的数量")
    return tuple(frames)


_SPEED = "[{mover}每{dur}{goes}#{dist}|{mover}的速度是每{dur}#{dist}|{mover}以每{dur}#{dist}的速度{goes}|{mover}速度为#{dist}/{dur}]"
_TIME = "[{goes}了#{dur}|用了#{dur}|一共{goes}#{dur}]"
_WAY = "[全程#{dist}|路程是#{dist}|要{goes}#{dist}|从{city}到{city2}有#{dist}]"
_DRIVEN = "[{mover}{goes}了#{dist}|{mover}共{goes}#{dist}|全程#{dist}]"

SCENES: dict[str, tuple[str, ...]] = {
    "groups_product": _products(),
    "groups_product_plus": _products("[又来了#~|另外还有#~|再加上#~|又增加#~|多出#~]", "c"),
    "groups_product_minus": _products("[拿走#~|去掉#~|其中#~不算|少了#~|减去#~]", "c"),
    "groups_two": _two_kinds(),
    "groups_pack": _divided("groups"),
    "groups_left": _divided("left"),
    "groups_share": _shared(),
    "groups_take_share": _shared("[先拿走#~|拿出#~不分|先拿掉#~]", "c"),
    "groups_add_share": _shared("[又增加#~|后来又来了#~|再加上#~]", "c"),
    "money_cost": _costs("b"),
    "money_cost_decimal": _costs("p"),
    "money_unit_price": _unit_price("a", "b"),
    "money_unit_price_decimal": _unit_price("c", "n"),
    "money_two_prices": _two_prices(),
    "money_afford": _shop(((_PURSE, "a"), (_COSTS, "b")), "[最多能买[多少|几]~|可以买几~|最多买多少~*]", "最多能买的数量"),
    "money_pay": _shop(((_COSTS, "p"), (_BUYS, "a"), (_PAYS, "m")), _BACK, "找回的钱", fixed=True),
    "money_pay_decimal": _shop(((_COSTS, "p"), (_BUYS, "a"), (_PAYS, "m")), _BACK, "找回的钱", fixed=True),
    "money_profit": _shop(
        (("[*进价每~$|每~*进价$|{shop}进*，每~$]", "p"), ("[售价每~$|卖价$一~|每~卖$]", "q"), ("[卖出#~|卖了#~|一共卖掉#~]", "a")),
        "[一共赚多少元|能赚多少钱|利润是多少元|获利多少元]",
        "利润",
        fixed=True,
    ),
    "money_save": _savings(),
    "money_wage": _wages(),
    "rate_scale": _scaled(),
    "rate_distance": told(
        (_n(_SPEED, "v"), _n(_TIME, "t")), "[{goes}了多少{dist}|一共{goes}多少{dist}|路程是多少{dist}|能{goes}多远]", "{goes}的路程"
    ),
    "rate_time": told((_n(_SPEED, "v"), _n(_WAY, "s")), "[要用几{dur}|需要多少{dur}|几{dur}能到]", "所用的时间"),
    "rate_speed": told(
        (_n(_DRIVEN, "s"), _n(_TIME, "t")), "[速度是多少|每{dur}{goes}多少{dist}|平均每{dur}{goes}多少{dist}]", "{mover}的速度"
    ),
    "rate_two_legs": told(
        ("{mover}先以每{dur}{v}{dist}的速度{goes}{t}{dur}", "[再|又|然后]以每{dur}{w}{dist}的速度{goes}{u}{dur}"),
        "[一共{goes}多少{dist}|共{goes}了多少{dist}|全程多少{dist}]",
        "总路程",
        fixed=True,
    ),
}
