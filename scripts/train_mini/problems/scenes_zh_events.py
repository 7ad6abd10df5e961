"""Chinese stories told event by event: something is there, more comes, some goes; one of the numbers is asked.

Here: worlds (what may happen to one kind of thing). Not here: numbers, programs (``stories.py``, ``stories_relations.py``), the
orders of facts and question (``scenes_zh_telling.py``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from scripts.train_mini.problems.event_scenes import event_scenes
from scripts.train_mini.problems.scenes_zh_telling import told


@dataclass(frozen=True)
class World:
    """Clauses about one kind of thing, ``#`` for the number (一些 where it is not known).

    ``now``, ``first``, ``came`` and ``went`` are questions without their mark; ``amount`` and ``start_amount`` are nouns.
    """

    start: str
    gain: str
    lose: str
    end: str
    now: str
    amount: str
    first: str
    start_amount: str
    came: str
    went: str


_WORLDS = (
    World(
        "[{name}有#{mw}{item}|{name}原来有#{mw}{item}|{name}本来有#{mw}{item}|{name}手里有#{mw}{item}|{name}收藏了#{mw}{item}|{name}的抽屉里有#{mw}{item}]",
        "[又买了#{mw}|{name2}送给{he}#{mw}|{adult}又给{he}#{mw}|又得到#{mw}|捡到#{mw}|赢了#{mw}|又做了#{mw}|收到#{mw}|抽奖抽中#{mw}|网上又订了#{mw}|{name2}还给{he}#{mw}"
        "|换来#{mw}|添了#{mw}|老师奖励{he}#{mw}]",
        "[送给{name3}#{mw}|用掉了#{mw}|弄丢了#{mw}|卖掉#{mw}|借给{name3}#{mw}|坏了#{mw}|扔掉#{mw}|被人拿走#{mw}|捐出#{mw}|分给同学#{mw}|给了{name3}#{mw}|拿出#{mw}送人|用去#{mw}]",
        "[现在有#{mw}|{he}现在有#{mw}{item}|这时有#{mw}|最后有#{mw}{item}|手里有#{mw}了]",
        "[{name}现在有[多少|几]{mw}{item}|现在有[多少|几]{mw}|{he}[最后|这时|现在]有[多少|几]{mw}{item}|现在[一共|共]有多少{mw}]",
        "{name}现在的{item}数",
        "[{name}原来有[多少|几]{mw}{item}|原来有[多少|几]{mw}|开始时有多少{mw}|本来有几{mw}]",
        "{name}原来的{item}数",
        "[得到了[多少|几]{mw}|增加了[多少|几]{mw}]",
        "[少了[多少|几]{mw}|减少了[多少|几]{mw}|用去[多少|几]{mw}]",
    ),
    World(
        "[车上有#人|公交车上有#名乘客|教室里有#人|{place}里有#人|排队的有#人|会场里坐着#人]",
        "[又来了#人|上来#人|进来#人|又加入#人|后来到了#人|走进#人]",
        "[走了#人|下去#人|离开#人|出去#人|有#人先走了|有#人回家]",
        "[现在有#人|这时有#人|最后有#人]",
        "[现在有[多少|几]人|这时有多少人|最后有多少人|还有多少人]",
        "现在的人数",
        "[原来有[多少|几]人|开始时有多少人|一开始有几人]",
        "原来的人数",
        "[来了[多少|几]人|上来[多少|几]人|增加了多少人]",
        "[走了[多少|几]人|离开了[多少|几]人|少了多少人]",
    ),
    World(
        "[{name}有#{yuan}|{name}带了#{yuan}|{name}存了#{yuan}|钱包里有#{yuan}|账户里有#{yuan}|储蓄罐里有#{yuan}|微信里有#{yuan}]",
        "[{adult}又给了#{yuan}|又存入#{yuan}|挣了#{yuan}|收到红包#{yuan}|捡到#{yuan}|又攒了#{yuan}|发工资#{yuan}|退款#{yuan}]",
        "[花了#{yuan}|买{item}用去#{yuan}|吃饭花掉#{yuan}|借出#{yuan}|取走#{yuan}|坐车用了#{yuan}|捐了#{yuan}|交费#{yuan}]",
        "[现在有#{yuan}|这时有#{yuan}|最后有#{yuan}]",
        "[现在有多少钱|还有多少钱|{name}现在有多少{yuan}|余额是多少|最后有多少钱]",
        "现在的钱数",
        "[原来有多少钱|开始时有多少钱|本来有多少{yuan}]",
        "原来的钱数",
        "[得到多少钱|增加了多少钱]",
        "[花了多少钱|用去多少{yuan}]",
    ),
    World(
        "[水箱里有#升水|油罐里有#升油|桶里有#升水|水池中有水#升]",
        "[又倒进#升|加入#升|注入#升|又添了#升|运进#升]",
        "[用去#升|倒出#升|用掉#升|漏掉#升|取走#升|运走#升]",
        "[现在有#升|还有#升|这时有#升]",
        "[现在有多少升|还有多少升|这时有多少升]",
        "现有的升数",
        "[原来有多少升|开始时有多少升]",
        "原有的升数",
        "[加入多少升|增加了多少升]",
        "[用去多少升|减少了多少升]",
    ),
    World(
        "[农场有#{ma}{animal}|牧场养了#{ma}{animal}|{name}家养了#{ma}{animal}|动物园里有#{ma}{animal}|山坡上有#{ma}{animal}]",
        "[又买来#{ma}|又生了#{ma}|新来#{ma}|又养了#{ma}|邻居送来#{ma}]",
        "[卖掉#{ma}|跑了#{ma}|送走#{ma}|病死#{ma}|运走#{ma}|卖出#{ma}]",
        "[现在有#{ma}|这时有#{ma}{animal}|最后有#{ma}]",
        "[现在有[多少|几]{ma}{animal}|现在有多少{ma}|最后有[多少|几]{ma}]",
        "现在的{animal}数",
        "[原来有[多少|几]{ma}{animal}|原来有多少{ma}|开始时有几{ma}]",
        "原来的{animal}数",
        "[增加了[多少|几]{ma}|新来了[多少|几]{ma}]",
        "[少了[多少|几]{ma}|走了[多少|几]{ma}]",
    ),
    World(
        "[树上有#只小鸟|池塘里有#只鸭子|草地上有#只鸽子|荷叶上有#只青蛙|花丛中有#只蝴蝶]",
        "[又飞来#只|又来了#只|来了#只同伴|又过来#只]",
        "[走了#只|离开#只|有#只被吓跑了|游走或飞走#只]",
        "[现在有#只|这时有#只|最后有#只]",
        "[现在有[多少|几]只|这时有[多少|几]只|最后有多少只|那里有多少只]",
        "现在的只数",
        "[原来有[多少|几]只|开始时有多少只]",
        "原来的只数",
        "[来了[多少|几]只|增加了[多少|几]只]",
        "[走了[多少|几]只|少了[多少|几]只]",
    ),
    World(
        "[{shop}有#{mw}{item}|货架上摆着#{mw}{item}|{shop}早上有#{mw}{item}|仓库里有#{mw}{item}|库存#{mw}{item}]",
        "[又进货#{mw}|运来#{mw}|补货#{mw}|顾客退回#{mw}|到货#{mw}|又进了#{mw}]",
        "[卖出#{mw}|卖了#{mw}|运走#{mw}|发货#{mw}|损坏#{mw}|售出#{mw}|下架#{mw}]",
        "[现在有#{mw}|还有#{mw}|库存变成#{mw}]",
        "[现在有[多少|几]{mw}|现在库存多少{mw}|还有多少{mw}{item}|这时有多少{mw}]",
        "现在的库存",
        "[原来有[多少|几]{mw}{item}|原来有多少{mw}|开始有几{mw}]",
        "原来的库存",
        "[进货[多少|几]{mw}|运来[多少|几]{mw}]",
        "[卖出[多少|几]{mw}|卖了多少{mw}]",
    ),
    World(
        "[盘子里有#{mf}{food}|篮子里有#{mf}{food}|妈妈买了#{mf}{food}|桌上放着#{mf}{food}|冰箱里有#{mf}{food}]",
        "[又放进#{mf}|又买来#{mf}|{adult}又拿来#{mf}|添了#{mf}]",
        "[吃了#{mf}|吃掉#{mf}|拿走#{mf}|{name}吃了#{mf}|坏了#{mf}|送人#{mf}|掉了#{mf}|分给小朋友#{mf}]",
        "[现在有#{mf}|还有#{mf}|盘里有#{mf}了]",
        "[现在有[多少|几]{mf}|还有[多少|几]{mf}{food}|现在有多少{mf}{food}]",
        "现在的{food}数",
        "[原来有[多少|几]{mf}|原来有多少{mf}{food}]",
        "原来的{food}数",
        "[放进[多少|几]{mf}|增加了[多少|几]{mf}]",
        "[吃了[多少|几]{mf}|少了[多少|几]{mf}]",
    ),
    World(
        "[{name}有#分|{name}得了#分|{name}打游戏先得#分|比赛中{grade}已得#分|积分是#分]",
        "[又得#分|加了#分|赢得#分|奖励#分]",
        "[扣掉#分|被扣#分|失去#分|罚了#分]",
        "[现在是#分|最后得#分|总分变成#分]",
        "[现在有多少分|最后得多少分|现在是多少分|最后是几分]",
        "现在的分数",
        "[原来有多少分|开始是多少分]",
        "原来的分数",
        "[加了多少分|得了多少分]",
        "[扣了多少分|失去多少分]",
    ),
    World(
        "[合唱队有#人|{grade}有学生#人|社团有#名成员|公司有#名员工|群里有#人|兴趣班有#人]",
        "[又招了#人|转来#人|新加入#人|调入#人|又报名#人]",
        "[转走#人|退出#人|离职#人|调走#人|有#人毕业]",
        "[现在有#人|现在共#人|人数变成#人]",
        "[现在有多少人|现在[共|一共]有几人|现在是多少人]",
        "现在的人数",
        "[原来有多少人|开始时有多少人|原有几人]",
        "原来的人数",
        "[加入了多少人|增加了[多少|几]人]",
        "[离开了多少人|减少了[多少|几]人]",
    ),
    World(
        "[水位是#厘米|水库的水位是#厘米|早上水位为#厘米]",
        "[上升#厘米|上涨了#厘米|又升高#厘米]",
        "[下降#厘米|回落#厘米|降低了#厘米]",
        "[现在是#厘米|最后是#厘米]",
        "[现在是多少厘米|水位是多少|最后是多少厘米]",
        "现在的水位",
        "[原来是多少厘米|开始是多少厘米]",
        "原来的水位",
        "上升了多少厘米",
        "下降了多少厘米",
    ),
)


def _there(place: str, things: str, measure: str, gains: str, losses: str) -> World:
    """Return a world of things at a place; gains and losses are clauses divided by slashes."""
    comes, goes = (f"[{text.replace('/', '|')}]" for text in (gains, losses))
    return World(
        f"[{place}有#{measure}{things}|{place}原有{things}#{measure}|{place}一共有#{measure}{things}]",
        comes,
        goes,
        f"[{place}现在有#{measure}|现在有#{measure}{things}|最后有#{measure}]",
        f"[{place}现在有多少{measure}{things}|现在有[多少|几]{measure}|最后有[多少|几]{measure}{things}|{place}还有多少{measure}]",
        f"{place}现在的{things}数",
        f"[{place}原来有[多少|几]{measure}|原来有多少{measure}{things}]",
        f"{place}原来的{things}数",
        f"[增加了[多少|几]{measure}|多了多少{measure}]",
        f"[少了[多少|几]{measure}|减少多少{measure}]",
    )


_PLACES = (
    _there("停车场", "汽车", "辆", "开进来#辆/又停了#辆/驶入#辆/新到#辆", "开走#辆/驶出#辆/开出去#辆/离开#辆"),
    _there("鱼缸里", "金鱼", "条", "又放进#条/又买来#条/新添#条", "死了#条/捞走#条/送人#条"),
    _there("冰箱里", "鸡蛋", "个", "又放进#个/妈妈买回#个/补了#个", "吃了#个/用掉#个/打碎#个/煮了#个/坏了#个"),
    _there("树上", "苹果", "个", "又结了#个/又长出#个", "摘下#个/掉了#个/被风吹落#个/烂了#个"),
    _there("手机里", "照片", "张", "又拍了#张/存进#张/收到#张", "删除#张/删掉#张/误删#张/清理了#张"),
    _there("图书馆", "书", "本", "新购#本/还回#本/捐来#本/又买进#本", "借出#本/丢失#本/破损#本/借走#本"),
    _there("酒店里", "客人", "位", "入住#位/新来#位/又到了#位", "退房#位/离店#位/走了#位"),
    _there("公司里", "员工", "名", "招聘#名/新入职#名/调来#名", "离职#名/退休#名/辞职#名/调走#名"),
    _there("花园里", "花", "朵", "又开了#朵/新开#朵/长出#朵", "凋谢#朵/摘走#朵/枯萎#朵/谢了#朵"),
    _there("墙上", "画", "幅", "又挂上#幅/新挂#幅/添了#幅", "取下#幅/摘下#幅/掉下#幅"),
    _there("港口", "船", "艘", "驶入#艘/开来#艘/靠岸#艘", "开走#艘/出海#艘/驶离#艘"),
    _there("教室里", "椅子", "把", "搬来#把/又添#把/借来#把", "搬走#把/坏了#把/借走#把"),
    _there("面包店", "面包", "个", "又烤出#个/新做了#个/又出炉#个", "卖掉#个/卖出#个/烤焦#个/送出#个"),
    _there("聚会上", "气球", "只", "又吹了#只/挂上#只/添了#只", "爆了#只/飞走#只/破了#只/漏气#只"),
    _there("森林里", "树", "棵", "新种#棵/栽了#棵/补种#棵", "砍掉#棵/枯死#棵/倒了#棵/烧毁#棵"),
    _there("微信群里", "人", "个", "拉进#个/新进#个/加入#个", "退出#个/移出#个/退群#个"),
    _there("鸡舍里", "鸡", "只", "孵出#只/买来#只/又养#只", "卖掉#只/跑了#只/杀了#只/丢了#只"),
    _there("书包里", "练习本", "本", "又放进#本/买了#本/添#本", "拿出#本/用完#本/丢了#本"),
    _there("篮子里", "草莓", "颗", "又摘了#颗/放进#颗/添了#颗", "吃掉#颗/拿走#颗/压坏#颗"),
    _there("晾衣绳上", "衣服", "件", "又晾#件/挂上#件", "收走#件/吹掉#件/取下#件"),
    _there("棋盘上", "棋子", "枚", "又放#枚/摆上#枚", "吃掉#枚/拿走#枚/收起#枚"),
)
_MINE = {"{name}家": "我家", "{name}": "我", "{he}": "我"}


def _mine(world: World) -> World:
    texts = asdict(world)
    for key in texts:
        for old, new in _MINE.items():
            texts[key] = texts[key].replace(old, new)
    return World(**texts)


WORLDS = (*_WORLDS, *_PLACES, *(_mine(world) for world in _WORLDS if world.start.startswith("[{name}")))

_THEN = ("[|||后来|然后|不久]", "[|后来|接着|再后来|之后]", "[|最后|接着|然后]")

Events = tuple[tuple[str, str], ...]


def _n(clause: str, slot: str) -> str:
    return clause.replace("#", f"{{{slot}}}")


def _happened(world: World, events: Events) -> list[str]:
    return [then + _n(world.gain if sign == "+" else world.lose, slot) for then, (sign, slot) in zip(_THEN, events, strict=False)]


def _without_measure(clause: str) -> str:
    """Say 一些 in place of a number and its measure word."""
    text = clause
    for measure in (
        "{mw}",
        "{ma}",
        "{mf}",
        "名",
        "只",
        "{yuan}",
        "升",
        "分",
        "厘米",
        "辆",
        "条",
        "个",
        "张",
        "本",
        "位",
        "朵",
        "幅",
        "艘",
        "把",
        "棵",
        "颗",
        "件",
        "枚",
    ):
        text = text.replace(f"#{measure}", {"{yuan}": "一些钱", "升": "一些", "分": "一些分", "厘米": "一些"}.get(measure, "一些"))
    return text.replace("#人", "一些人").replace("一共有一些", "有一些")


def _ends(start: str, *events: tuple[str, str]) -> tuple[str, ...]:
    return tuple(
        frame for one in WORLDS for frame in told((_n(one.start, start), *_happened(one, events)), one.now, one.amount, fixed=True)
    )


def _starts(end: str, *events: tuple[str, str]) -> tuple[str, ...]:
    frames: list[str] = []
    for one in WORLDS:
        start, happened, last = _without_measure(one.start), _happened(one, events), _n(one.end, end)
        frames += told((start, *happened, last), one.first, one.start_amount, fixed=True)
        frames += told((*happened, last), one.first, one.start_amount, fixed=True)[:3]
    return tuple(frames)


def _middles(start: str, sign: str, end: str) -> tuple[str, ...]:
    frames: list[str] = []
    for one in WORLDS:
        change, asked = (one.gain, one.came) if sign == "+" else (one.lose, one.went)
        first, last = _n(one.start, start), _n(one.end, end)
        frames += told((first, f"[|后来]{_without_measure(change)}", last), asked, f"{'增加' if sign == '+' else '减少'}的数量", fixed=True)
        frames += told((first, last), asked, f"{'增加' if sign == '+' else '减少'}的数量", fixed=True)[:3]
    return tuple(frames)


SCENES = event_scenes(_ends, _starts, _middles)
