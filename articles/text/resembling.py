"""Characters and words that are taken for one another: by shape, by sound, by one slip.

Promise: ``one_slip`` finds a substituted, a missing, an added or two exchanged characters,
and nothing farther apart.
"""

from functools import lru_cache

from pypinyin import Style, pinyin

from articles.text.punctuation import HAN

# Characters of names that the eye takes for one another; a character may be in several groups.
_SHAPES = (
    "淼森焱鑫垚晶磊犇品", "淼水", "焱炎", "森林", "晶日", "己已巳", "未末", "戊戌戍戎", "日曰",
    "土士", "大太犬", "天夫无", "王玉主", "千干于", "治冶", "洽恰", "晓哓", "晨展", "睛晴", "瑞端",
    "炜玮伟", "祥详", "栋拣", "辉晖", "垣恒", "昊昱", "萍苹", "薄簿", "侯候", "崇祟", "徽微", "钧钓",
    "赢嬴羸", "崔催", "雷蕾", "艳滟", "吕昌", "田由甲申", "斯新", "杨扬", "沈沉", "汪江", "刘刚",
    "陈阵", "李季", "林材", "徐除", "孙孔", "周同", "吴昊", "冯凭", "蒋将", "贾货", "阎间", "付什",
    "芬芳", "丽俪", "艾艺", "买卖", "曼慢", "依衣", "库裤", "尔你", "提题", "江红", "哈哙", "萨隆",
)  # fmt: skip
# One thing of a numbered or paired series is not a slip for another: 第一小学, 第二小学.
_SERIES = ("一二三四五六七八九十0123456789", "东西南北中", "上下", "大小", "新老", "前后", "男女")


def alike(one: str, other: str) -> bool:
    """Whether two characters look or sound alike.

    >>> alike("森", "淼"), alike("雷", "磊"), alike("立", "国")
    (True, True, False)
    """
    return one == other or _same_shape(one, other) or bool(_sounds(one) & _sounds(other))


def _same_shape(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _SHAPES)


@lru_cache(maxsize=4096)
def _sounds(character: str) -> frozenset[str]:
    if not "\u3400" <= character <= "\u9fff":
        return frozenset()
    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def substituted(word: str, name: str) -> int:
    """Where *word* has one other character than *name* of the same length; -1 for anything else.

    >>> substituted("崔玉森", "崔玉淼"), substituted("崔淼", "崔玉淼"), substituted("第二小学", "第一小学")
    (2, -1, -1)
    """
    if len(word) != len(name):
        return -1
    places = [at for at, pair in enumerate(zip(word, name, strict=True)) if len({*pair}) > 1]
    if len(places) != 1:
        return -1
    at = places[0]
    is_series = any(word[at] in group and name[at] in group for group in _SERIES)
    return -1 if is_series else at


def exchanged(word: str, name: str) -> bool:
    """Whether two neighbours changed places: 崔淼玉 for 崔玉淼.

    >>> exchanged("崔淼玉", "崔玉淼"), exchanged("崔玉淼", "崔玉淼")
    (True, False)
    """
    if len(word) != len(name) or word == name:
        return False
    places = [at for at, pair in enumerate(zip(word, name, strict=True)) if len({*pair}) > 1]
    first, last = places[0], places[-1]
    return last == first + 1 and word[first : last + 1] == name[last] + name[first]


def one_slip(word: str, name: str) -> bool:
    """Whether *word* is *name* with one character wrong, missing or too many, the ends kept.

    >>> one_slip("新疆来沃科技公司", "新疆莱沃科技公司"), one_slip("新疆莱沃科公司", "新疆莱沃科技公司")
    (True, True)
    >>> one_slip("疆莱沃科技公司", "新疆莱沃科技公司")
    False
    """
    if len(word) == len(name):
        return substituted(word, name) >= 0 or exchanged(word, name)
    longer, shorter = sorted((word, name), key=len, reverse=True)
    if len(longer) != len(shorter) + 1 or (longer[0], longer[-1]) != (shorter[0], shorter[-1]):
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))


IS_NAME = f"[{HAN}·]"
