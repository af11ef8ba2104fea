"""Personal numbers are not kept in the trail: telephones and identity cards (T-DB-11)."""

import re

_PERSONAL = re.compile(
    r"(?<!\d)(?:"
    r"(?P<card>[1-9]\d{5}(?:19|20)\d{9}[\dXx])"
    r"|(?P<mobile>1[3-9]\d(?:[- ]?\d{4}){2})"
    r"|(?P<line>0\d{2,3}[- ]\d{7,8})"
    r")(?!\d)"
)
_MASK = re.compile(r"\d{2,4}\*{4}[\dXx]{2,4}")


def masked(text: str) -> str:
    """Return *text* with the middle of each personal number taken out.

    >>> masked("电话13812345678，证号650102199001011234")
    '电话138****5678，证号6501****1234'
    """
    return _PERSONAL.sub(_with_middle_gone, text) if len(text) > 9 else text


def has_mask(text: str) -> bool:
    """Whether something was taken out of *text*, so that it can not be written back."""
    return bool(_MASK.search(text))


def masked_account(name: str) -> str:
    """Return the beginning of a name that is no account's: people type passwords there.

    >>> masked_account("zhangsan")
    'zh****'
    """
    return f"{name[:2]}****" if name else "（空）"


def _with_middle_gone(found: re.Match) -> str:
    number = found[0]
    head = 4 if found["card"] else 3
    return f"{number[:head]}****{number[-4:]}"
