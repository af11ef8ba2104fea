"""Names that a vocabulary should not hold twice.

Promise: ``name_key`` is equal for names that differ in width, case, blanks, punctuation or
script only; ``nearness`` says in what two names are alike, and "" when they are not.
"""

from articles.text.folding import fold
from articles.text.resembling import exchanged, substituted

_LONG_ENOUGH = 4


def name_key(name: str) -> str:
    """The letters and digits of a name, comparable; the name itself when it has none.

    >>> name_key("“放管服” 改革") == name_key("放管服改革") == name_key("放管服改革".upper())
    True
    """
    return fold(name).replace(" ", "") or name


def nearness(one: str, other: str) -> str:
    """In what two names are alike.

    >>> nearness("營商環境", "营商环境"), nearness("营商环镜", "营商环境"), nearness("材料", "新材料")
    ('只差标点、大小写或简繁', '只差一个字', '')
    """
    first, second = name_key(one), name_key(other)
    if first == second:
        return "只差标点、大小写或简繁"
    return "只差一个字" if _is_one_off(first, second) else ""


def _is_one_off(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH:
        return False
    if len(one) == len(other):
        return substituted(one, other) >= 0 or exchanged(one, other)
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
