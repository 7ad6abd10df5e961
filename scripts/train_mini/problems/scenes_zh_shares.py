"""Chinese stories about parts of a whole: fractions, percentages, 折, prices that change, interest.

Here: worlds and their stories. Not here: numbers, programs (``stories.py``, ``stories_situations.py``), the orders of facts and
question (``scenes_zh_telling.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.train_mini.problems.scenes_zh_telling import told

_P = "[{p}%|{p}%|{p}%|百分之{p}]"
_F = "[{SHARE_ZH}|{SHARE_ZH}|{n}/{d}]"


@dataclass(frozen=True)
class Whole:
    """``#`` is the number, ``%`` the share; ``known`` says the part when it is a number, ``of`` what it is a part of."""

    all: str
    part: str
    ask_part: str
    ask_rest: str
    known: str
    of: str
    ask_all: str


def _who(place: str, group: str, measure: str, such: str, others: str) -> Whole:
    return Whole(
        f"[{place}有#{measure}{group}|{place}共有{group}#{measure}|{place}一共有#{measure}{group}]",
        f"[其中%是{such}|{such}占%|其中{such}占%|有%是{such}]",
        f"{such}有[多少|几]{measure}",
        f"[{others}有[多少|几]{measure}|不是{such}的有多少{measure}|其余的有多少{measure}]",
        f"[{place}有{such}#{measure}|{such}有#{measure}]",
        f"[{group}总数|总数|全部{group}]",
        f"[{place}一共有多少{measure}{group}|{group}共有多少{measure}|{group}总数是多少]",
    )


_WHOLES = (
    _who("学校", "学生", "名", "男生", "女生"),
    _who("{grade}", "同学", "名", "近视的", "不近视的"),
    _who("工厂", "工人", "名", "女工", "男工"),
    _who("{place}", "人", "个", "孩子", "大人"),
    _who("合唱队", "队员", "名", "女生", "男生"),
    _who("盒子里", "球", "个", "红球", "其他颜色的球"),
    _who("果园", "果树", "棵", "梨树", "其他果树"),
    _who("图书角", "书", "本", "故事书", "其他的书"),
    _who("花坛里", "花", "朵", "黄花", "别的花"),
    _who("农场", "动物", "只", "羊", "其他动物"),
    _who("停车场", "车", "辆", "小轿车", "别的车"),
    _who("试卷上", "题", "道", "选择题", "其他题"),
    Whole(
        "[{name}有#{mw}{item}|{name}原有#{mw}{item}]",
        "[送给{name2}%|用去%|卖掉其中的%|给了{name2}%|拿走%]",
        "[是多少{mw}|那是多少{mw}|送出或用去多少{mw}]",
        "[还剩多少{mw}|剩下[多少|几]{mw}|还有多少{mw}{item}]",
        "[{name}送出#{mw}{item}|{name}用去#{mw}{item}]",
        "[{item}总数|全部|原来]",
        "{name}原来有多少{mw}{item}",
    ),
    Whole(
        "[{name}有#元|{name}带了#元|{adult}的工资是#元|{name}存了#元]",
        "[花了%|用去%|其中%用来买书|捐出%]",
        "[是多少元|那是多少钱|用了多少元]",
        "[还剩多少元|剩下多少钱|还有多少元]",
        "[{name}花了#元|{name}捐了#元]",
        "[全部的钱|总钱数|原有的钱]",
        "{name}原来有多少元",
    ),
    Whole(
        "[一本书有#页|{title}共#页|{name}读一本#页的书]",
        "[已看了%|第一天看了全书的%|看完%|读了%]",
        "[看了多少页|是多少页]",
        "[还剩多少页|没看的有多少页|还要看多少页]",
        "[已看了#页|{name}看了#页]",
        "[全书|总页数]",
        "[这本书有多少页|全书多少页]",
    ),
    Whole(
        "[一条路长#米|一根绳子长#米|要修#米路|一段布长#米]",
        "[已修或用了%|用去%|完成了%|截去%]",
        "[是多少米|用了多少米]",
        "[还剩多少米|剩下多少米]",
        "[用去#米|已完成#米]",
        "[全长|总长]",
        "[全长多少米|一共有多少米]",
    ),
    Whole(
        "[仓库有{crop}#千克|一桶油重#千克|{shop}运来#千克{crop}|一堆{crop}有#千克]",
        "[卖出%|用去%|运走%|吃掉%]",
        "[是多少千克|卖出或用去多少千克]",
        "[还剩多少千克|剩下多少千克|还有多少千克]",
        "[卖出#千克|运走#千克]",
        "[总重|全部|总数]",
        "[一共有多少千克|原来有多少千克]",
    ),
    Whole(
        "[全程#千米|{city}到{city2}有#千米|一段路#千米]",
        "[已行%|走了全程的%|已经走了%]",
        "[走了多少千米|是多少千米]",
        "[还剩多少千米|离终点还有多少千米|还要走多少千米]",
        "[已行#千米|走了#千米]",
        "[全程|总路程]",
        "[全程多少千米|全长多少千米]",
    ),
)


def _parts(share: str, *, asks_rest: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for one in _WHOLES:
        ask, amount = (one.ask_rest, "剩下或其余的数量") if asks_rest else (one.ask_part, "这部分的数量")
        frames += told((one.all.replace("#", "{a}"), one.part.replace("%", share)), ask, amount, fixed=True)
    return tuple(frames)


def _wholes(share: str, part: str) -> tuple[str, ...]:
    frames: list[str] = []
    for one in _WHOLES:
        known = one.known.replace("#", f"{{{part}}}")
        frames += told((known, f"[占|是|正好是|相当于|恰好占]{one.of}的{share}"), one.ask_all, "总量", fixed=True)
    return tuple(frames)


def _what_percent() -> tuple[str, ...]:
    frames: list[str] = []
    for one in _WHOLES:
        whole, known = one.all.replace("#", "{b}"), one.known.replace("#", "{a}")
        ask = f"[占{one.of}的百分之几|是{one.of}的百分之多少|占百分之几|这是百分之几]"
        frames += told((whole, known), ask, "所占的百分比", fixed=True)
    return tuple(frames)


_GOODS = ("一{mw}{item}", "一件衣服", "一双鞋", "一台电脑", "一部手机", "一本书", "一个书包", "一张门票", "一辆自行车", "一件商品")
_PRICE = "[原价{a}元|定价{a}元|标价{a}元|的价钱是{a}元|{a}元|原来卖{a}元]"
_NOW = "[现价是多少元|现在多少元|现在要多少钱|要付多少元|现在卖多少元]"


def _changed(change: str, ask: str, amount: str, things: tuple[str, ...] = _GOODS, first: str = _PRICE) -> tuple[str, ...]:
    return tuple(frame for thing in things for frame in told((thing + first, change), ask, amount, fixed=True))


_OFF = f"[降价{_P}|便宜了{_P}|优惠{_P}|降低{_P}|打折后少{_P}]"
_UP = f"[涨价{_P}|提高了{_P}|上涨{_P}|增加{_P}|涨了{_P}]"
_COUNTED = ("{place}去年有", "产量原来是", "去年收入", "人口原来是", "一个数是", "会员原有")


def _from_to(wording: str) -> tuple[str, ...]:
    frames: list[str] = []
    for thing in (*_GOODS, "房租", "{name}的工资", "一个月的产量", "人数"):
        facts = (f"{thing}[原来是|从前是|去年是]{{a}}", "[现在是|今年是|后来变成]{b}")
        money = (f"{thing}[原来|去年]{{a}}元", "[现在|今年]{b}元")
        for pair in (facts, money) if thing not in {"一个月的产量", "人数"} else (facts,):
            frames += told(pair, f"[{wording}了百分之几|{wording}了百分之多少|{wording}百分之几]", f"{wording}的百分数", fixed=True)
    return tuple(frames)


def _interest(ask: str, amount: str) -> tuple[str, ...]:
    put = "[{name}存入银行{a}元|{adult}把{a}元存入银行|本金{a}元|{boss}贷款{a}元|存款{a}元]"
    rate = "[年利率{r}%（单利）|单利，年利率是{r}%|按单利计算，年利率{r}%|年利率为{r}%，不计复利]"
    return told((put, rate, "[存{t}年|存期{t}年|时间{t}年|{t}年]"), ask, amount, fixed=True)


SCENES: dict[str, tuple[str, ...]] = {
    "percent_of": _parts(_P, asks_rest=False),
    "percent_left": _parts(_P, asks_rest=True),
    "percent_rest_people": tuple(
        frame
        for one in _WHOLES[:5]
        for frame in told((one.all.replace("#", "{a}"), one.part.replace("%", _P)), one.ask_rest, "其余的人数", fixed=True)
    ),
    "fraction_of": _parts(_F, asks_rest=False),
    "fraction_left": _parts(_F, asks_rest=True),
    "percent_whole": _wholes(_P, "a"),
    "fraction_whole": _wholes(_F, "e"),
    "percent_what": _what_percent(),
    "percent_discount": _changed(_OFF, _NOW, "现价"),
    "percent_zhe": _changed("[打{z}折|打{z}折出售|现在{z}折|按{z}折卖|促销打{z}折]", _NOW, "现价"),
    "money_discount_amount": _changed(_OFF, "[便宜多少元|省了多少钱|可以省多少元|少付多少元]", "省下的钱"),
    "percent_increase": _changed(_UP, _NOW, "现价") + _changed(_UP, "[现在是多少|后来是多少]", "现在的数", _COUNTED, "{a}"),
    "percent_tip": _changed(
        f"[另加{_P}服务费|再付{_P}的小费|加收{_P}服务费|服务费{_P}]",
        "[一共付多少元|共付多少钱|总共要付多少元]",
        "总共付的钱",
        ("一顿饭", "晚餐", "打车", "理发", "午餐"),
        "[{a}元|花{a}元|要{a}元]",
    ),
    "percent_markup": _changed(
        f"[加价{_P}出售|按成本加{_P}定价|利润率{_P}|加{_P}卖出]",
        "[售价是多少元|卖多少元|定价多少元]",
        "售价",
        first="[进价{a}元|成本{a}元|的进价是{a}元]",
    ),
    "percent_story_up": _from_to("[增加|提高|上涨|增长]"),
    "percent_story_down": _from_to("[减少|降低|下降]"),
    "percent_interest": _interest("[利息是多少元|得到利息多少元|可得利息多少钱|利息多少元]", "利息"),
    "percent_compound": told(
        (
            "[{name}存入银行{a}元|{adult}投资{a}元|本金{a}元|{boss}用{a}元买理财]",
            "[年利率{r}%，按复利计算|每年复利{r}%|复利年利率是{r}%|每年的利息计入本金，年利率{r}%]",
            "[{t}年后取出|存{t}年|过{t}年]",
        ),
        "[本息和是多少元，精确到分|一共有多少元（保留两位小数）|到期共多少元，精确到分]",
        "本息和（精确到分）",
        fixed=True,
    ),
    "percent_interest_total": _interest("[本息和是多少元|一共取回多少元|到期共多少元|本金和利息一共多少元]", "本息和"),
}
