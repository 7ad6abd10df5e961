"""Chinese vocabulary of word problems: names, things with their measure words, places, noise of everyday writing.

Here: what fills the word slots of ``words_zh_counting.py`` and ``words_zh_measures.py``. Not here: sentences, numbers.

No word slot has a one-letter name: those belong to the numbers of a schema and would win.

People: ``name name2 name3`` (any person), ``he he2`` (their pronouns); ``kid kid2 kid3 kidhe`` (without a title, for ages);
``adult`` (a relative), ``parent`` (of their age), ``older younger`` (brothers, sisters), ``boss`` (a grown-up at work).
Things: ``item mw``, ``item2 mw2`` (with measure word); ``food mf``, ``food2 mf2`` (can be eaten); ``ware mware`` (made in a
factory); ``crop`` (weighed, not counted); ``box`` (a container used as a measure word); ``title`` (a book); ``tree`` (棵).
Animals: ``animal ma``, ``animal2 ma2``; ``bird`` (two legs, 只), ``beast mb`` (four legs).
Places: ``place shop city city2 grade grade2``; ``plot mplot`` (a rectangular piece of ground), ``post mp`` (stands along a road),
``seat ms`` (takes people: 客车/辆).
Motion: ``dist dur`` (units that belong together), ``mover goes`` (who moves, and its verb), ``one other`` (two that move).
Else: ``then later`` (two times in order), ``subject``, ``yuan``.
"""

from __future__ import annotations

import re
from random import Random

from scripts.train_mini.problems import writing_zh
from scripts.train_mini.problems.compose import Writer
from scripts.train_mini.problems.schema import Slots


def _words(text: str) -> list[str]:
    """Read words separated by spaces."""
    return text.split()


_BOYS = _words(
    "小明 小刚 小强 小亮 小军 小华 小东 小杰 小虎 小龙 小宇 小涛 小鹏 小林 小波 小志 明明 亮亮 乐乐 壮壮 东东 豆豆 浩浩 聪聪 阿强 阿伟 张伟 李雷 王磊 刘洋 陈浩 赵刚 孙鹏 周杰 吴昊 郑凯 冯宇 宋涛 大卫 杰克 约翰 汤姆 迈克 彼得 保罗"
)
_GIRLS = _words(
    "小红 小丽 小芳 小美 小兰 小玲 小燕 小敏 小雪 小雨 小梅 小云 小静 小莉 小青 小霞 丽丽 芳芳 圆圆 甜甜 婷婷 莉莉 玲玲 朵朵 阿花 阿珍 李娜 王芳 张敏 韩梅梅 刘婷 陈静 赵雪 杨柳 林悦 何琳 高洁 许晴 安娜 露西 玛丽 珍妮 凯特 苏珊 艾米"
)
_MEN = _words("李叔叔 王叔叔 张爷爷 刘伯伯 赵大爷 陈师傅 周老板 孙经理 马大叔 林先生 何医生 郭教练")
_WOMEN = _words("王老师 李老师 张阿姨 陈阿姨 刘奶奶 赵大妈 杨女士 周老师 吴阿姨 黄护士 徐老师 孙婆婆")
_BOSSES = _words("王师傅 李师傅 张阿姨 刘老板 陈老板 赵经理 周叔叔 吴大伯 孙大妈 杨女士 林先生 马大叔 老板 店主 店员")


def _pairs(text: str) -> list[tuple[str, str]]:
    """Read ``measure: thing thing; measure: ...`` as (thing, measure)."""
    pairs = []
    for group in text.split(";"):
        measure, _, things = group.partition(":")
        pairs += [(thing, measure.strip()) for thing in things.split()]
    return pairs


_FOOD = _pairs(
    "个: 苹果 橘子 梨 桃子 橙子 柿子 西红柿 鸡蛋 包子 馒头 面包 蛋糕 汉堡 粽子 月饼 土豆 核桃 西瓜 菠萝 石榴 芒果 猕猴桃 红薯 茶叶蛋 蛋挞 橙 柠檬 火龙果 百香果 榴莲 椰子 桃 杏子 李子 山竹 汤圆 烧饼 煎饼 肉夹馍 甜甜圈 鸡蛋饼 冰淇淋 布丁 果冻;"
    "颗: 糖果 草莓 葡萄 樱桃 巧克力豆 花生 红枣 荔枝 板栗; 块: 饼干 巧克力 豆腐干 奶糖 披萨; 根: 香蕉 黄瓜 胡萝卜 香肠 玉米 冰棍 油条; 只: 饺子 馄饨 鸡翅 大虾; 片: 薯片 吐司 西瓜片"
)
_ITEMS = _FOOD + _pairs(
    "支: 铅笔 钢笔 圆珠笔 蜡笔 毛笔 彩笔 牙刷 蜡烛; 本: 书 练习本 故事书 漫画书 字典 日记本 杂志 相册; 张: 邮票 贴纸 卡片 明信片 书签 照片 彩纸 门票 奖状 海报; 只: 气球 纸鹤 杯子 手套 玩具熊 铃铛 碗 口哨;"
    "个: 篮球 足球 排球 皮球 书包 文具盒 玩具 杯子 硬币 鸡毛毽 陀螺 积木 灯泡 风车 书架 花瓶 魔方 面具 徽章 纽扣 瓶盖 盘子 排插 闹钟; 颗: 弹珠 珠子 星星贴 螺丝 扣子 种子;"
    "块: 橡皮 手帕 电池 毛巾 肥皂 拼图 香皂 石头; 把: 尺子 雨伞 椅子 剪刀 钥匙 扇子 梳子; 条: 围巾 毛巾 裙子 项链 裤子 跳绳 红领巾; 件: T恤 毛衣 衬衫 外套 玩具; 顶: 帽子 草帽; 瓶: 牛奶 矿泉水 果汁 汽水 墨水; 盆: 花 绿萝 多肉;"
    "朵: 玫瑰 百合 小红花 纸花; 枝: 康乃馨 郁金香; 面: 小旗 镜子; 双: 袜子 筷子 鞋子; 副: 手套 眼镜 扑克牌; 盏: 台灯 灯笼; 套: 明信片 邮票; 枚: 徽章 纪念币 贝壳; 架: 飞机模型 纸飞机; 辆: 玩具车 模型车; 部: 手机; 台: 电扇 收音机 平板电脑 相机; 支: 口红 温度计 试管 彩铅 玫瑰花; 本: 小说 笔记本 绘本 词典 作文本 菜谱; 张: 光盘 车票 唱片 地图 优惠券 名片 剪纸 电影票 贺卡; 只: 风筝 拖鞋 手表 水桶 玩具狗 布娃娃 杯垫; 个: 飞盘 溜溜球 钱包 水杯 笔筒 枕头 头盔 背包 望远镜 指南针 花盆 轮子 箱子 闹铃 泥人 奖杯 哨子 地球仪 放大镜 保温杯 机器人 扭蛋 盲盒 挂件 玩偶 遥控器 U盘;"
    "颗: 钻石 水晶 珍珠 图钉 钉子 纽扣 玻璃球; 块: 积木 手表 毯子 木板 砖头 电路板 巧克力糖; 把: 锤子 锯子 勺子 刷子 吉他 铲子 叉子; 条: 手链 被子 皮带 毯子 丝带 领带; 件: 雨衣 夹克 背心 礼物 大衣 校服; 瓶: 洗发水 酱油 可乐 胶水 香水; 盆: 仙人掌 吊兰 月季; 幅: 油画 国画 书法; 副: 球拍 耳机 象棋; 盏: 吊灯 小夜灯; 枚: 邮票 勋章 别针 戒指; 部: 相机 词典; 包: 纸巾 饼干 薯片 种子; 罐: 可乐 茶叶 咖啡; 卷: 胶带 彩带; 串: 钥匙 糖葫芦 项链; 台: 打印机 电脑; 根: 跳绳 蜡烛 铁丝 皮筋 彩带 吸管; 顶: 遮阳帽 帐篷; 辆: 滑板车 自行车"
)
_MADE_UP = _words(
    "卡卡球 咕噜果 魔法石 能量块 星光珠 布鲁豆 蓝晶石 彩虹币 小怪兽卡 嘟嘟糖 泡泡石 迷你龙 闪电徽章 呼呼车 朗姆果 云朵糖 奥拉币 噜噜饼"
)
_WARES = _pairs(
    "个: 零件 轮胎 书包 玩具 灯泡 纸箱 瓶子 足球; 件: 衬衫 T恤 毛衣 玩具; 套: 课桌椅 校服 茶具; 只: 口罩 手套 杯子; 台: 电视机 洗衣机 冰箱 机床 电脑; 把: 椅子 雨伞; 部: 手机; 辆: 自行车 玩具车; 双: 运动鞋 皮鞋; 块: 砖 电池 手表; 张: 桌子; 盒: 月饼; 瓶: 果汁"
)
_CROPS = _words(
    "橘子 梨 白糖 食盐 豆油 钢材 沙石 肥料 牛奶 红枣 黄瓜 西红柿 芝麻 高粱 燕麦 鸡蛋 鱼 大米 小麦 玉米 土豆 白菜 苹果 西瓜 棉花 花生 黄豆 面粉 红薯 葡萄 茶叶 胡萝卜 食用油 饲料 水泥 煤 沙子"
)
_ANIMALS = _pairs(
    "只: 鸡 鸭 鹅 羊 兔子 鸽子 猴子 小鸟 绵羊 山羊 企鹅 孔雀; 头: 牛 猪 奶牛 驴 大象 梅花鹿; 匹: 马 骆驼 斑马; 条: 鱼 金鱼 狗 鲤鱼"
)
_BIRDS = _words("鸡 鸭 鹅 鸽子 鸵鸟 母鸡 火鸡 孔雀 企鹅 麻雀 仙鹤")
_BEASTS = _pairs("只: 兔 兔子 羊 狗 猫 山羊 小狗 绵羊 猴子 乌龟 老虎; 头: 牛 猪 奶牛 鹿; 匹: 马")
_PLACES = _words(
    "游乐场 健身房 银行 邮局 机场 养老院 音乐厅 剧院 水族馆 科技馆 大学 中学 餐厅 咖啡厅 服装店 理发店 菜园 牧场 学校 公园 农场 图书馆 超市 动物园 体育馆 幼儿园 少年宫 社区 博物馆 夏令营 果园 花店 工厂 食堂 书店 车站 电影院 植物园 小区 俱乐部 医院 村里"
)
_SHOPS = _words(
    "面包店 服装店 花店 书店 五金店 药店 宠物店 茶叶店 电器城 批发店 小吃店 熟食店 超市 商店 文具店 水果店 便利店 批发市场 百货商场 玩具店 小卖部 网店 集市 礼品店 杂货店 菜市场 商场"
)
_CITY_PAIRS = [
    ("甲地", "乙地"),
    ("A地", "B地"),
    ("甲城", "乙城"),
    ("东城", "西城"),
    ("北京", "上海"),
    ("南京", "武汉"),
    ("广州", "长沙"),
    ("成都", "重庆"),
    ("西安", "兰州"),
    ("青岛", "济南"),
    ("李村", "王庄"),
    ("A市", "B市"),
    ("县城", "省城"),
    ("甲站", "乙站"),
    ("杭州", "苏州"),
]
_PLOTS = _pairs(
    "块: 菜地 草坪 空地 稻田 地毯 麦田 试验田; 个: 操场 花坛 游泳池 果园 停车场 篮球场 鱼塘 院子 养鸡场 广场 公园; 间: 教室 客厅 会议室 仓库; 片: 树林 草地 花圃; 座: 花园"
)
_POSTS = _pairs("棵: 树 柳树 杨树 松树 梧桐树 银杏树 桂花树; 盏: 路灯; 根: 电线杆 木桩; 面: 彩旗 红旗; 个: 垃圾桶 路标; 盆: 花; 块: 广告牌")
_SEATS = _pairs(
    "辆: 客车 大巴 面包车 校车 中巴车; 条: 船 小船 游船; 艘: 快艇; 节: 车厢; 顶: 帐篷; 间: 宿舍 房间; 张: 长椅 餐桌; 个: 缆车厢"
)
_TREES = _words("苹果树 桃树 梨树 松树 杨树 柳树 樱花树 橘子树 银杏树 柏树 枣树 槐树")
_TITLES = _words(
    "《西游记》 《三国演义》 《水浒传》 《海底两万里》 《安徒生童话》 《昆虫记》 《小王子》 《十万个为什么》 《鲁滨逊漂流记》 《格林童话》 《城南旧事》 《爱的教育》"
)
_TIMES = [
    ("上午", "下午"),
    ("昨天", "今天"),
    ("星期一", "星期二"),
    ("第一天", "第二天"),
    ("上周", "这周"),
    ("上个月", "这个月"),
    ("周六", "周日"),
    ("去年", "今年"),
    ("早上", "晚上"),
    ("第一次", "第二次"),
    ("前天", "昨天"),
    ("一月份", "二月份"),
]
_GRADES = _words("一年级 二年级 三年级 四年级 五年级 六年级 一班 二班 三班 四班 甲班 乙班 三（1）班 五（2）班 初一 初二")
_MOTION: list[tuple[str, str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]] = [
    (
        "千米",
        "小时",
        (
            ("一辆汽车", "行驶"),
            ("一列火车", "行驶"),
            ("一艘轮船", "航行"),
            ("一架飞机", "飞行"),
            ("一辆货车", "行驶"),
            ("一辆摩托车", "行驶"),
            ("一支骑行队", "骑行"),
            ("一辆公交车", "行驶"),
            ("李叔叔", "骑行"),
            ("一艘快艇", "航行"),
            ("一群大雁", "飞行"),
            ("一名登山者", "步行"),
        ),
        (
            ("甲车", "乙车"),
            ("客车", "货车"),
            ("快车", "慢车"),
            ("小轿车", "大卡车"),
            ("甲船", "乙船"),
            ("小明", "小刚"),
            ("张叔叔", "李叔叔"),
            ("摩托车", "汽车"),
            ("甲", "乙"),
        ),
    ),
    (
        "米",
        "分钟",
        (
            ("小明", "步行"),
            ("小红", "步行"),
            ("王老师", "骑行"),
            ("一只乌龟", "爬行"),
            ("一名运动员", "跑"),
            ("一个机器人", "行走"),
            ("小军", "跑"),
            ("一台无人机", "飞行"),
            ("一只蜗牛", "爬行"),
            ("一匹马", "跑"),
        ),
        (("小明", "小红"), ("甲", "乙"), ("小强", "小丽"), ("哥哥", "弟弟"), ("小华", "小军"), ("甲机器人", "乙机器人"), ("姐姐", "妹妹")),
    ),
    (
        "米",
        "秒",
        (
            ("一名短跑选手", "跑"),
            ("一辆遥控车", "行驶"),
            ("一列高铁", "行驶"),
            ("一只猎豹", "跑"),
            ("一架无人机", "飞行"),
            ("一部电梯", "上升"),
        ),
        (("甲", "乙"), ("猎豹", "羚羊"), ("红色遥控车", "蓝色遥控车"), ("小明", "小刚")),
    ),
]
_SUBJECTS = _words("数学 语文 英语 科学 音乐 体育 美术 历史 地理 物理")


def draw_words(rng: Random) -> Slots:
    """Draw one consistent set of words; see the module for what each slot means."""
    people = [(n, "他") for n in _BOYS] + [(n, "她") for n in _GIRLS]
    kids = rng.sample(people, 6)
    names = list(kids[:3])
    for index in range(3):
        if rng.random() < 0.15:
            adults = [(n, "他") for n in _MEN] + [(n, "她") for n in _WOMEN]
            names[index] = rng.choice([adult for adult in adults if adult not in names])
    items = rng.sample(_ITEMS, 2)
    while items[0][0] == items[1][0]:
        items = rng.sample(_ITEMS, 2)
    for index, made_up in enumerate(rng.sample(_MADE_UP, 2)):
        if rng.random() < 0.06:
            items[index] = (made_up, "个")
    foods, animals, grades = rng.sample(_FOOD, 2), rng.sample(_ANIMALS, 2), rng.sample(_GRADES, 2)
    ware, beast, plot, post, seat = (rng.choice(pairs) for pairs in (_WARES, _BEASTS, _PLOTS, _POSTS, _SEATS))
    dist, dur, movers, duos = rng.choices(_MOTION, (70, 20, 10))[0]
    (mover, goes), (one, other) = rng.choice(movers), rng.choice(duos)
    city, city2 = rng.choice(_CITY_PAIRS)
    then, later = rng.choice(_TIMES)
    return {
        **{f"name{'' if i == 0 else i + 1}": person[0] for i, person in enumerate(names)},
        **{f"kid{'' if i == 0 else i + 1}": person[0] for i, person in enumerate(kids[3:])},
        "he": names[0][1],
        "he2": names[1][1],
        "kidhe": kids[3][1],
        "adult": rng.choice(_words("妈妈 爸爸 爷爷 奶奶 叔叔 姑姑 舅舅 外婆 外公 阿姨")),
        "parent": rng.choice(_words("妈妈 爸爸 叔叔 姑姑 舅舅 阿姨")),
        "older": rng.choice(_words("哥哥 姐姐 表哥 表姐 堂哥 堂姐")),
        "younger": rng.choice(_words("弟弟 妹妹 表弟 表妹 堂弟 堂妹")),
        "boss": rng.choice(_BOSSES),
        "item": items[0][0],
        "mw": items[0][1],
        "item2": items[1][0],
        "mw2": items[1][1],
        "food": foods[0][0],
        "mf": foods[0][1],
        "food2": foods[1][0],
        "mf2": foods[1][1],
        "ware": ware[0],
        "mware": ware[1],
        "crop": rng.choice(_CROPS),
        "box": rng.choice(_words("盒 箱 袋 筐 篮 包 盒 箱 袋")),
        "animal": animals[0][0],
        "ma": animals[0][1],
        "animal2": animals[1][0],
        "ma2": animals[1][1],
        "bird": rng.choice(_BIRDS),
        "beast": beast[0],
        "mb": beast[1],
        "place": rng.choice(_PLACES),
        "shop": rng.choice(_SHOPS),
        "city": city,
        "city2": city2,
        "grade": grades[0],
        "grade2": grades[1],
        "plot": plot[0],
        "mplot": plot[1],
        "post": post[0],
        "mp": post[1],
        "seat": seat[0],
        "ms": seat[1],
        "tree": rng.choice(_TREES),
        "title": rng.choice(_TITLES),
        "subject": rng.choice(_SUBJECTS),
        "dist": dist,
        "dur": dur,
        "mover": mover,
        "goes": goes,
        "one": one,
        "other": other,
        "then": then,
        "later": later,
        "yuan": rng.choices(("元", "块", "块钱"), (80, 10, 10))[0],
    }


_DIGITS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def number_word(number: int) -> str:
    """Write 1 to 100 in Chinese; 2 as it stands before a measure word."""
    if number <= 10:
        return "两" if number == 2 else _DIGITS[number]
    if number == 100:
        return "一百"
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


_NUMERALS = {number_word(n): n for n in range(1, 101)} | {"二": 2}
_NUMERAL = "[二三四五六七八九]?十[一二三四五六七八九]?|一百|[一二三四五六七八九两]"
_SIGN_SIDE = re.compile(rf"({_NUMERAL})(?=[/:]\d|[/:](?:{_NUMERAL})|℃)|(?<=[/:])({_NUMERAL})")
_IN_A_LIST = re.compile(
    rf"(?<![甲乙丙一-鿿])({_NUMERAL})(?=、)|(?<=[是为产书有])({_NUMERAL})(?=、)|(?<=、)({_NUMERAL})(?![班年、次元角边]|小时)|(?<=、)({_NUMERAL})(?=、)"
)
_LONE_TWO = re.compile(
    r"两(?=分之|[，。？；：、！,.?;:乘得再后就是的]|加(?!数)|减(?!数)|除(?!数)|等于|比(?![值例])|恰好|正好)|(?<=分之)两|(?<=[乘比])两(?=[分配的就，])"
)
_WRONG_QUESTION = re.compile(r"((?:^|[。，；：])(?:试求|求|请求出|请算出|算出|请算|算一算)(?:(?!多少|几)[^，。？；：])*)？")
_WRONG_STATEMENT = re.compile(r"((?:^|[。，；：？])(?!试?求|请?算|请求|算)(?:(?![，。？；：]).)*(?:多少|几)(?:(?![，。？；：]).)*)。$")
_ASCII = str.maketrans("，。？；：！“”（）", ',.?;:!""()')
_PREFIXES = ("问题：", "请问：", "求助：", "题目：", "应用题：", "数学题：", "你好，帮我算一下：", "帮忙看看这道题：", "作业题：", "例题：")
_SUFFIXES = ("谢谢！", "请写出答案。", "请给出答案。", "写出计算过程。", "急！", "在线等。", "求解答。", "请列式计算。")


def _repair(text: str) -> str:
    """Use digits at signs and in lists (3/4, 2:3, 5℃), 二 where no measure word follows, and ？ for questions only."""
    for pattern in (_SIGN_SIDE, _IN_A_LIST):
        text = pattern.sub(lambda match: str(_NUMERALS[match[0]]), text)
    text = _WRONG_STATEMENT.sub(r"\1？", _WRONG_QUESTION.sub(r"\1。", text))
    return _LONE_TWO.sub("二", text)


_WIDE = str.maketrans({"+": "＋", "-": "－", "=": "＝", ">": "＞", "<": "＜", "(": "（", ")": "）", "*": "×"})


def disturb(text: str, rng: Random) -> str:
    """Write the problem as people do: mostly untouched, sometimes framed, with other punctuation or spacing."""
    text = _repair(text)
    if rng.random() < 0.06:
        text = rng.choice(_PREFIXES) + text
    if rng.random() < 0.05:
        text += rng.choice(_SUFFIXES)
    elif rng.random() < 0.05:
        text = text.rstrip("。？！")
    if rng.random() < 0.04:
        text = re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ", text)
    chance = rng.random()
    if chance < 0.12:
        text = text.translate(_ASCII)
    elif chance < 0.2:
        text = text.replace("，", ",").replace("？", "?")
    elif chance < 0.27 and "\\" not in text:
        text = text.translate(_WIDE)
    return text


WRITER_ZH = Writer(
    draw_words=draw_words,
    number_word=number_word,
    disturb=disturb,
    reword=writing_zh.reword,
    restyle=writing_zh.restyle,
    distractors=(
        "[今天|这天]天气[很好|晴朗|有点冷]。",
        "{name2}最喜欢[蓝色|红色|唱歌|画画]。",
        "教室的墙上挂着{num}幅画。",
        "{name}家住在{num}号楼。",
        "{name}的学号是{num}号。",
        "{name3}[正在|刚刚在]看一本{num}页的小册子。",
        "{place}[门口|旁边]停着{num}辆自行车。",
        "{name}[早上|昨晚]看了{num}分钟电视。",
        "{name}坐{num}路公交车[回家|上学|出门]。",
        "广播里正在放一首[好听的|老]歌。",
        "{place}的大门是[绿色|红色|灰色]的。",
        "{name2}养了一只[小猫|小狗]，名叫[豆豆|毛毛|团团]。",
        "{place}的电话号码以{num}结尾。",
        "{name}[每天|有时][跑步|散步]{num}分钟。",
        "这道题在课本第{num}页。",
        "{name}和{name2}是[好朋友|邻居]。",
    ),
)
