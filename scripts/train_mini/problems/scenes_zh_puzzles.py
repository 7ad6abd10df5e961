"""Chinese stories that are riddles: numbers to guess, shares in a ratio, heads and feet, choices, chances, right triangles, packs.

Here: their facts and questions. Not here: numbers, programs (``stories.py``, ``stories_relations.py``, ``stories_situations.py``), the
orders of facts and question (``scenes_zh_telling.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_zh_telling import told


def _all(*stories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frames in stories for frame in frames)


_WHICH = "[这个数是多少|这个数是几|它是多少]"


def _guess(sign: str, other: str, result: str) -> tuple[str, ...]:
    word, verb = ("加", "加上") if sign == "+" else ("减", "减去")
    much = "多" if sign == "+" else "少"
    get = f"[得{{{result}}}|等于{{{result}}}|结果是{{{result}}}|得到{{{result}}}]"
    return _all(
        told((f"[一个数的{{k}}倍|某数的{{k}}倍|一个数乘{{k}}|{{k}}乘一个数]{verb}{{{other}}}{get}",), _WHICH, "这个数"),
        told(
            ("{name}想了一个数", "[把它|这个数]乘{k}", f"再{verb}{{{other}}}", get),
            "[{name}想的数是多少|这个数是多少]",
            "{name}想的数",
            fixed=True,
        ),
        told((f"{{{result}}}比一个数的{{k}}倍{much}{{{other}}}",), _WHICH, "这个数"),
        told(("我心里有个数", f"[乘以|乘]{{k}}后{word}{{{other}}}", get), "[我心里的数是几|这个数是多少]", "我心里的数", fixed=True),
        told((f"甲数的{{k}}倍{verb}{{{other}}}{get}",), "甲数是多少", "甲数"),
    )


_TWO = (
    ("{name}", "{name2}", "{mw}{item}", "{mw}"),
    ("{grade}", "{grade2}", "本书", "本"),
    ("男生", "女生", "名同学", "名"),
    ("红球", "白球", "个球", "个"),
    ("水泥", "沙子", "千克混凝土", "千克"),
    ("甲", "乙", "元", "元"),
    ("糖", "水", "克糖水", "克"),
)
_THREE = (
    ("{name}", "{name2}", "{name3}", "{mw}{item}", "{mw}"),
    ("甲", "乙", "丙", "元", "元"),
    ("一班", "二班", "三班", "棵树", "棵"),
    ("水泥", "沙子", "石子", "千克混凝土", "千克"),
    ("红花", "黄花", "白花", "朵花", "朵"),
    ("爸爸", "叔叔", "姑姑", "亩地", "亩"),
)


def _ratios(*, asks_first: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for one, two, things, unit in _TWO:
        who = one if asks_first else two
        total = f"[一共有{{s}}{things}|共{{s}}{things}|总共{{s}}{things}]"
        ratio = (
            f"[{one}与{two}的比是{{m}}:{{n}}|{one}和{two}按{{m}}:{{n}}分配|{one}与{two}之比为{{m}}:{{n}}|{one}和{two}的比为{{m}}比{{n}}]"
        )
        frames += told((total, ratio), f"[{who}[有|占]多少{unit}|{who}是多少{unit}]", f"{who}的数量")
    return tuple(frames)


def _three(kind: str) -> tuple[str, ...]:
    frames: list[str] = []
    for one, two, three, things, unit in _THREE:
        total = f"[一共有{{s}}{things}|共{{s}}{things}|总共{{s}}{things}]"
        ratio = f"[{one}、{two}、{three}的比是{{p}}:{{q}}:{{r}}|{one}、{two}和{three}按{{p}}:{{q}}:{{r}}分配|{one}、{two}、{three}三者之比为{{p}}:{{q}}:{{r}}]"
        ask, amount = (
            (f"[{two}是多少{unit}|{two}占多少{unit}]", f"{two}的数量")
            if kind == "中"
            else (f"[{kind}的一份是多少{unit}|{kind}的是多少{unit}]", f"{kind}的一份")
        )
        frames += told((total, ratio), ask, amount)
    return tuple(frames)


def _legs(asked: str, measure: str) -> tuple[str, ...]:
    heads = "[共有{h}个头|从上面数有{h}个头|一共{h}只|{h}个脑袋]"
    feet = "[有{f}只脚|从下面数有{f}只脚|共{f}条腿|{f}条腿]"
    where = "[{bird}和{beast}关在一个笼子里|农场里有{bird}和{beast}|{name}家养了{bird}和{beast}|院子里有{bird}和{beast}]"
    vehicle = "两轮车" if asked == "{bird}" else "四轮车"
    return told((where, heads, feet), f"{asked}有[多少|几]{measure}", f"{asked}的数量", fixed=True) + told(
        ("[停车场有两轮车和四轮车|车棚里停着两轮车和四轮车]", "[共{h}辆|一共{h}辆]", "[共有{f}个轮子|{f}个轮子]"),
        f"{vehicle}有[多少|几]辆",
        f"{vehicle}的数量",
        fixed=True,
    )


_BALLS = "[袋子里有{a}个{P_ZH}球、{b}个{Q_ZH}球和{c}个{R_ZH}球|盒中装有{P_ZH}球{a}个、{Q_ZH}球{b}个、{R_ZH}球{c}个|箱子里{a}个{P_ZH}球，{b}个{Q_ZH}球，{c}个{R_ZH}球]"
_DRAWN = "[任意摸出一个|随机取一个|闭眼摸一个|从中任取一个]"
_WAYS = "[有多少种不同的选法|一共有多少种选法|选法有几种|有几种可能]"

SCENES: dict[str, tuple[str, ...]] = {
    "puzzle_number_plus": _guess("+", "b", "c"),
    "puzzle_number_minus": _guess("-", "b", "e"),
    "puzzle_chain": _all(
        told(
            ("[一个数|某数|{name}想的数]{DO_ZH}", "[再|然后|接着]{PUT_ZH}{b}", "[得{c}|结果是{c}|等于{c}|得到{c}]"),
            "[这个数是多少|原来的数是几|它是多少]",
            "这个数",
            fixed=True,
        ),
        told(("{c}比一个数的{PART_ZH}{MORE_ZH}{b}",), _WHICH, "这个数"),
        told(("比某数的{PART_ZH}{MORE_ZH}{b}的数[是|等于]{c}",), "[某数是多少|这个数是几]", "某数"),
    ),
    "puzzle_consecutive": told(
        ("[三个连续的整数的和是{s}|三个连续自然数相加得{s}|三个相邻的整数之和为{s}|连续三个整数的和等于{s}|{s}是三个连续整数的和]",),
        "[最小的是多少|最小的数是几|其中最小的一个是多少|第一个数是多少]",
        "最小的数",
    ),
    "puzzle_same_parity": told(
        ("[三个连续的{KIND_ZH}的和是{s}|三个连续{KIND_ZH}相加得{s}|三个相邻的{KIND_ZH}之和为{s}|连续三个{KIND_ZH}的和等于{s}]",),
        "[{ASK_ZH}的是多少|{ASK_ZH}的数是几|其中{ASK_ZH}的一个是多少]",
        "{ASK_ZH}的数",
    ),
    "puzzle_ratio_first": _ratios(asks_first=True),
    "puzzle_ratio_second": _ratios(asks_first=False),
    "puzzle_three_largest": _three("最多"),
    "puzzle_three_smallest": _three("最少"),
    "puzzle_three_named": _three("中"),
    "puzzle_heads_feet": _legs("{beast}", "{mb}"),
    "puzzle_heads_feet_two": _legs("{bird}", "只"),
    "puzzle_legs": told(
        ("[有{x}只{bird}|农场养{bird}{x}只|{bird}{x}只]", "[有{y}{mb}{beast}|{beast}{y}{mb}|还有{y}{mb}{beast}]"),
        "[一共有多少条腿|共有几条腿|它们共有多少只脚|腿一共多少条]",
        "腿的总数",
    ),
    "puzzle_minutes": _all(
        *(
            told(
                (f"{thing}[用了|要|持续|花了]{{h}}[小时|个小时]{{m}}[分钟|分]",),
                "[是多少分钟|合多少分钟|一共多少分钟|等于多少分钟]",
                "分钟数",
            )
            for thing in ("一部电影", "{name}写作业", "开会", "路上", "一场比赛", "飞机飞行", "做饭")
        )
    ),
    "puzzle_trees": _all(
        *(
            told(
                (
                    f"[{way}长{{s}}米|{way}全长{{s}}米|一段{{s}}米长的路]",
                    f"[每隔{{d}}米{does}|每{{d}}米{does}]",
                    "[两端都有|起点和终点都有|从头到尾，两头也有|两端也要]",
                ),
                f"[一共要多少{unit}|需要几{unit}|共多少{unit}]",
                "需要的数量",
                fixed=True,
            )
            for way, does, unit in (
                ("一条路", "种一棵树", "棵"),
                ("一条小道", "放一盆花", "盆"),
                ("马路一侧", "装一盏路灯", "盏"),
                ("操场一边", "插一面彩旗", "面"),
                ("河堤", "栽一棵柳树", "棵"),
                ("公路一旁", "立一根电线杆", "根"),
            )
        )
    ),
    "story_gcd": _all(
        *(
            told(
                (have, f"[{do}，每{unit}一样，没有剩余|{do}，正好分完，每{unit}都相同|平均{do}，一点不剩]"),
                f"[最多[有|能分]几{unit}|最多可以分成多少{unit}|{unit}数最多是几]",
                f"最多的{unit}数",
                fixed=True,
            )
            for have, do, unit in (
                ("有{a}朵红花和{b}朵黄花", "扎成花束", "束"),
                ("有{a}名男生和{b}名女生", "分成小组", "组"),
                ("{name}有{a}{mw}{item}和{b}{mw2}{item2}", "装成礼包", "包"),
                ("老师买了{a}本笔记本和{b}支铅笔", "分成奖品", "份"),
                ("有{a}{mf}{food}和{b}{mf2}{food2}", "装成果篮", "篮"),
            )
        )
    ),
    "story_lcm": _all(
        *(
            told(
                (
                    f"[一{who}每{{a}}{span}{does}|第一{who}每隔{{a}}{span}{does}|一{who}{{a}}{span}{does}]",
                    f"[另一{who}每{{b}}{span}{does}|第二{who}每{{b}}{span}{does}]",
                    "[现在同时开始|刚才同时|今天是同时]",
                ),
                f"[至少再过多少{span}又同时|最少几{span}后再次同时|再过几{span}第二次同时]{does}",
                "需要的时间",
                fixed=True,
            )
            for who, does, span in (
                ("班车", "发车", "分钟"),
                ("盏灯", "闪一次", "秒"),
                ("个闹钟", "响一次", "分钟"),
                ("人", "去图书馆", "天"),
                ("条船", "靠岸", "天"),
                ("名选手", "跑一圈", "分钟"),
            )
        )
    ),
    "story_ladder": told(
        ("[一架梯子长{c}米|梯子长{c}米，靠在墙上|{c}米长的梯子斜靠着墙]", "[梯脚离墙{a}米|底端距墙{a}米|下端离墙根{a}米]"),
        "[梯顶离地多少米|梯子够到多高|顶端有多高|梯子上端距地面多少米]",
        "梯顶的高度",
        fixed=True,
    )
    + told(
        ("[一根旗杆，从杆顶拉一条{c}米的绳子到地面|从杆顶到地面拉一根{c}米长的钢丝]", "[绳子落地点离杆底{a}米|固定点距旗杆{a}米]"),
        "[旗杆高多少米|旗杆有多高]",
        "旗杆的高度",
        fixed=True,
    ),
    "story_walk": _all(
        *(
            told(
                (f"{who}[先|]向{one}[走|行]{{a}}{unit}", f"[再|然后|接着]向{two}[走|行]{{b}}{unit}"),
                f"[离出发点多少{unit}|离起点有多远|到出发点的直线距离是多少{unit}]",
                "离出发点的距离",
                fixed=True,
            )
            for who, unit in (("{name}", "米"), ("一艘船", "千米"), ("机器人", "厘米"), ("一辆车", "千米"))
            for one, two in (("东", "北"), ("南", "西"), ("北", "东"))
        )
    ),
    "groups_needed": _all(
        *(
            told(
                (
                    f"[有{{a}}{things}|一共{{a}}{things}|{{a}}{things}要{do}]",
                    f"[每{group}最多{holds}{{b}}{unit}|一{group}至多{holds}{{b}}{unit}|每{group}只能{holds}{{b}}{unit}]",
                ),
                f"[至少要几{group}|至少需要多少{group}|最少要多少{group}]",
                "至少需要的数量",
            )
            for things, do, group, holds, unit in (
                ("人", "过河", "条船", "坐", "人"),
                ("名学生", "去春游", "辆车", "坐", "人"),
                ("{mw}{item}", "装箱", "箱", "装", "{mw}"),
                ("本书", "上架", "层书架", "放", "本"),
                ("{mf}{food}", "装盘", "盘", "装", "{mf}"),
                ("位客人", "吃饭", "张桌子", "坐", "人"),
                ("吨{crop}", "运走", "辆车", "运", "吨"),
            )
        )
    ),
    "groups_regroup": _all(
        *(
            told(
                (
                    f"[有{{a}}{group}，每{group}{{b}}{unit}|原来有{{a}}{group}，每{group}{{b}}{unit}]",
                    f"[现在改成每{group}{{c}}{unit}|重新分，每{group}{{c}}{unit}|如果每{group}{{c}}{unit}]",
                ),
                f"[可以分成几{group}|现在有多少{group}|能分多少{group}]",
                f"现在的{group}数",
                fixed=True,
            )
            for group, unit in (("排", "人"), ("箱", "个"), ("组", "人"), ("行", "棵"), ("盒", "支"), ("袋", "千克"), ("层", "本"))
        )
    ),
    "groups_three": _all(
        *(
            told(
                (f"有{{a}}{big}", f"每{big}[有|装|放]{{b}}{middle}", f"每{middle}[有|装|放]{{c}}{small}"),
                f"[一共有多少{small}|共多少{small}|总共有多少{small}]",
                "总数",
                fixed=True,
            )
            for big, middle, small in (
                ("箱", "盒", "支笔"),
                ("层楼", "间教室", "盏灯"),
                ("个书架", "层", "本书"),
                ("排", "组", "人"),
                ("车", "箱", "瓶水"),
                ("个年级", "个班", "名学生"),
                ("袋", "包", "块糖"),
            )
        )
    ),
    "groups_dozen_pieces": told(
        (
            "[{name}买了{n}{PACK_ZH}{THING_ZH}|有{n}{PACK_ZH}{THING_ZH}|{shop}运来{n}{PACK_ZH}{THING_ZH}|仓库有{THING_ZH}{n}{PACK_ZH}|订了{n}{PACK_ZH}{THING_ZH}]",
        ),
        "[一共多少{PIECE_ZH}|是多少{PIECE_ZH}|合多少{PIECE_ZH}{THING_ZH}|共有几{PIECE_ZH}]",
        "{THING_ZH}的{PIECE_ZH}数",
    ),
    "groups_dozens": told(
        (
            "[{name}有{m}{PIECE_ZH}{THING_ZH}|有{m}{PIECE_ZH}{THING_ZH}|{shop}运来{m}{PIECE_ZH}{THING_ZH}|桌上有{THING_ZH}{m}{PIECE_ZH}|做好{m}{PIECE_ZH}{THING_ZH}]",
        ),
        "[是多少{PACK_ZH}|合几{PACK_ZH}|能装多少{PACK_ZH}|等于几{PACK_ZH}]",
        "{THING_ZH}的{PACK_ZH}数",
    ),
    "count_arrange_story": _all(
        *(
            told((f"{{n}}{things}[{do}|要{do}]",), "[有多少种不同的排法|有几种排法|顺序有多少种|一共有多少种可能]", "排法的种数")
            for things, do in (
                ("名同学", "站成一排"),
                ("本不同的书", "摆成一行"),
                ("个人", "排队"),
                ("首歌", "依次演唱"),
                ("位朋友", "坐成一排"),
                ("面不同颜色的旗", "挂成一排"),
            )
        )
    ),
    "count_team_story": _all(
        *(
            told(
                (f"[有{{n}}{things}|共{{n}}{things}]", f"[从中选{{k}}{unit}|选出{{k}}{unit}，不分先后|任选{{k}}{unit}|挑{{k}}{unit}]"),
                _WAYS,
                "选法的种数",
                fixed=True,
            )
            for things, unit in (("名同学", "名"), ("个人", "个"), ("本不同的书", "本"), ("名队员", "名"), ("种颜色", "种"), ("道菜", "道"))
        )
    ),
    "count_podium_story": _all(
        *(
            told(
                (f"{{n}}{who}[参加比赛|比赛|赛跑]", "[决出前三名|评出冠军、亚军、季军|颁发金、银、铜牌|产生冠亚季军]"),
                "[有多少种可能的结果|结果有几种|有多少种情况]",
                "结果的种数",
                fixed=True,
            )
            for who in ("名选手", "个人", "名同学", "支球队", "名运动员")
        )
    ),
    "count_ball_not": told(
        (_BALLS, _DRAWN),
        "[不是{R_ZH}球的概率是多少|没摸到{R_ZH}球的概率是多少|不是{R_ZH}球的可能性是多少]",
        "不是{R_ZH}球的概率",
        fixed=True,
    ),
    "count_ball_either": told(
        (_BALLS, _DRAWN), "[是{P_ZH}球或{Q_ZH}球的概率是多少|摸到{P_ZH}球或{Q_ZH}球的概率是多少]", "是{P_ZH}球或{Q_ZH}球的概率", fixed=True
    ),
    "money_two_items_decimal": told(
        (
            "[{item}每{mw}{p}元|一{mw}{item}{p}元|每{mw}{item}的价钱是{p}元]",
            "[一{mw2}{item2}{q}元|{item2}每{mw2}{q}元]",
            "[{name}买了{a}{mw}{item}和一{mw2}{item2}|买{a}{mw}{item}和1{mw2}{item2}]",
        ),
        "[一共多少元|要付多少元|共花多少钱|总价是多少元]",
        "总价",
        fixed=True,
    )
    + told(
        ("{name}买了{a}{mw}{item}，每{mw}{p}元", "[又买|还买了]一{mw2}{item2}，{q}元"),
        "[一共多少元|共花多少钱|要付多少元]",
        "总价",
        fixed=True,
    ),
}
