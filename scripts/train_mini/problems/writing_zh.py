"""How people write Chinese problems: units, money, synonyms, exam and casual style, full-width digits.

Here: changes to a finished text that leave its meaning and its numbers. Not here: punctuation and spacing, which the sets for measuring
have too (``words_zh_vocabulary.py``); English (``writing_en.py``).
"""

from __future__ import annotations

import re
from random import Random

from scripts.train_mini.problems.style import Style

_SYNONYMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("一共", ("总共", "共", "合计", "加起来", "全部加起来")),
    ("总共", ("一共", "共", "合起来")),
    ("还剩", ("剩下", "还余", "剩余", "余下")),
    ("剩下", ("还剩", "余下")),
    ("现在", ("目前", "如今", "这时")),
    ("原来", ("起初", "最初", "本来", "原先")),
    ("买了", ("购买了", "买来", "买到")),
    ("送给", ("给了", "赠给")),
    ("卖出", ("卖掉", "售出")),
    ("多少钱", ("几元", "多少元")),
    ("小朋友", ("孩子", "小孩")),
    ("平均分给", ("平分给", "均分给")),
    ("需要", ("要",)),
    ("后来", ("之后", "随后", "接着")),
    ("每天", ("每日", "一天")),
    ("每小时", ("每个小时", "一小时")),
    ("同学", ("学生",)),
    ("妈妈", ("母亲",)),
    ("爸爸", ("父亲",)),
    ("相距", ("距离", "相隔")),
    ("(?<![请试学])问(?![题号候])", ("请问", "试问")),
    ("(?<![要请试需恳])求(?![助出和的答解])", ("试求", "请算出")),
)
_UNITS = (
    (r"(?<=\d)千克", ("公斤", "kg", " kg")),
    (r"(?<=\d)千米(?!每|/)", ("公里", "km", " km")),
    (r"(?<=\d)厘米", ("cm", " cm", "公分")),
    (r"(?<=\d)米(?!布|线|路|长)", ("m", " m")),
    (r"(?<=\d)分米", ("dm",)),
    (r"(?<=\d)克", ("g", " g")),
    (r"(?<=\d)升", ("L", "公升")),
    (r"(?<=\d)毫升", ("mL", "ml")),
    (r"(?<=\d)小时", ("个小时", "h", "个钟头")),
    (r"(?<=\d)分钟", ("min", "分")),
)
_EXAM = (
    "第{n}题：", "{n}．", "（{n}分）", "{n}、", "题目{n}：", "例{n}：", "【应用题】", "练习{n}：", "填空题：", "解决问题：", "（本题{n}分）",
)  # fmt: skip
_ASKING = (
    "谁会做这题：", "孩子的作业：", "考考你：", "大家帮忙：", "您好，请教一下：", "这题怎么做？", "帮我解一下：", "小学数学题：", "急求：", "老师布置的：", "我不会：", "请解答：", "麻烦算一下：",
)  # fmt: skip
_ENDING = (
    "（{n}分）",
    "（列式解答）",
    "谢谢啦",
    "怎么算？",
    "求答案",
    "解：",
    "答案是？",
    "请写出得数。",
    "（只写答案）",
    "在线求助！",
    "麻烦了。",
)
_WIDE_DIGITS = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


restyle = Style(_EXAM, _ASKING, _ENDING, ("。", "？")).restyle


def reword(text: str, rng: Random) -> str:
    """Say a story in other words: synonyms, other forms of units and money, full-width digits."""
    if rng.random() < 0.25:
        for word, others in rng.sample(_SYNONYMS, 8):
            if rng.random() < 0.5:
                text = re.sub(word, rng.choice(others), text, count=1)
    if rng.random() < 0.1:
        for pattern, others in _UNITS:
            text = re.sub(pattern, rng.choice(others), text)
    if rng.random() < 0.06:
        text = re.sub(r"(\d)元(?!钱)", rf"\1{rng.choice(('块', '块钱', '元钱', ' 元'))}", text)
    elif rng.random() < 0.02:
        text = re.sub(r"(?<![\d.])(\d+(?:\.\d+)?)元", r"¥\1", text)
    if rng.random() < 0.02 and "\\" not in text:
        text = text.translate(_WIDE_DIGITS)
    return text
