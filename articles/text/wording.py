"""Slips of the hand in words, figures and characters, as a proofreader looks for them.

Each function finds the places of one rule; every rule says what it leaves alone. An edit
whose text is what already stands there only reports.
"""

import re
import unicodedata
from collections.abc import Iterator

from articles.text.punctuation import HAN
from articles.text.tracking import Edit

# A doubled character that is a slip, unless one of these surrounds it.
_DOUBLED = {
    "的": r"(?<![目标靶])的的(?!确|士)",
    "了": r"(?<![为除不一到完])了了(?![解事结断却无然分之])",
    "和": r"(?<!人)和和(?![平谐美气睦田好会解合乐])",
    "是": r"是是(?![非否])",
    "被": r"(?<![棉植])被被",
    "着": r"着着(?![火重眼手力装])",
    "于": r"(?<=[由关对基属位处])于于",
    "及": r"(?<=以)及及(?![时早其第])",
    "与": r"(?<![参给])与与(?!会)",
    "们": "们们",
    "把": r"(?<![一几两])把把",
}
_DOUBLED_CHARACTER = re.compile("|".join(_DOUBLED.values()))
_FUNCTION_WORDS = "以及 对于 关于 进行 通过 我们 他们 由于 因为 但是 并且 同时 已经 可以 为了 其中 目前 以来 以后 如果 不仅 而且 或者 根据 按照 围绕 其他 这些 那些"  # fmt: skip
_DOUBLED_WORD = re.compile("(" + "|".join(_FUNCTION_WORDS.split()) + r")\1")
_DOUBLED_PHRASE = re.compile(rf"([{HAN}]{{3,12}})\1")
_ONE_BY_ONE = re.compile("[一几每两]")

_UNITS = {"㎡": "平方米", "㎥": "立方米", "㎞": "公里", "㎏": "千克", "㎝": "厘米", "㎜": "毫米", "㎎": "毫克", "㏄": "毫升"}  # fmt: skip
_FULL_WIDTH_RUN = re.compile(
    "[０-９Ａ-Ｚａ-ｚ％＋－．／＝]*[０-９Ａ-Ｚａ-ｚ％＋＝][０-９Ａ-Ｚａ-ｚ％＋－．／＝]*"
)

_NUMBER_OF_A_DOCUMENT = re.compile(
    rf"(?<=[{HAN}])([〔\[【(（［〖])((?:19|20)[0-9]{{2}})([〕\]】)）］〗])\s*(第?)\s*([0-9]{{1,4}})\s*号"
)

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
# Twelve characters of the compatibility block are no doubles of others.
_COMPATIBLE = "\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff\U0002f800-\U0002fa1f"  # fmt: skip
_RADICALS = "\u2e80-\u2fd5"
_ODD = re.compile(f"[{_PRIVATE}{_COMPATIBLE}{_RADICALS}]|[\U0003347a-\U0003ffff]")


def repeated_words(text: str) -> Iterator[Edit]:
    """A word written twice by a slip: 发展的的 → 发展的, 以及以及, 高质量发展高质量发展.

    Not what Chinese doubles on purpose (看看, 天天, 一项一项, 的的确确), nor where one word
    ends and the next begins with the same character (为了了解, 目的的, 参与与).

    >>> [edit.text for edit in repeated_words("发展的的成果，以及以及其他")]
    ['的', '以及']
    >>> list(repeated_words("看看，天天向上，为了了解，的的确确，是是非非，一步一步，一个又一个又一个"))
    []
    """
    for match in _DOUBLED_CHARACTER.finditer(text):
        yield Edit(*match.span(), match[0][0])
    for pattern in (_DOUBLED_WORD, _DOUBLED_PHRASE):
        for match in pattern.finditer(text):
            is_counted = _ONE_BY_ONE.match(match[1]) or len(set(match[1])) < 3
            if pattern is _DOUBLED_WORD or not is_counted:
                yield Edit(*match.span(), match[1])


def full_width_digits(text: str) -> Iterator[Edit]:
    """Figures and Latin letters are half-width: ２０２２年 → 2022年, ５０％ → 50% (GB/T 15835).

    >>> [edit.text for edit in full_width_digits("２０２２年增长５．５％")]
    ['2022', '5.5%']
    >>> list(full_width_digits("2022年，第3位：－"))
    []
    """
    for match in _FULL_WIDTH_RUN.finditer(text):
        yield Edit(*match.span(), unicodedata.normalize("NFKC", match[0]))


def units(text: str) -> Iterator[Edit]:
    """A unit squeezed into one character is written out: 20㎡ → 20平方米; ℃ stays.

    >>> [edit.text for edit in units("20㎡，30℃")]
    ['平方米']
    """
    for match in re.finditer("[" + "".join(_UNITS) + "]", text):
        yield Edit(*match.span(), _UNITS[match[0]])


def document_numbers(text: str) -> Iterator[Edit]:
    """文号 has 〔 〕 and neither 第 nor leading zeros: 阳府办函[2021]09号 → 阳府办函〔2021〕9号 (T-GOV-05).

    >>> [edit.text for edit in document_numbers("新政发（2021）第09号")]
    ['〔2021〕9号']
    >>> list(document_numbers("阳府办函〔2021〕9号")), list(document_numbers("百强（2022）第73位"))
    ([], [])
    """
    for match in _NUMBER_OF_A_DOCUMENT.finditer(text):
        number = match[5].lstrip("0") or "0"
        written = f"〔{match[2]}〕{number}号"
        if written != match[0]:
            yield Edit(*match.span(), written)


def odd_characters(text: str) -> Iterator[Edit]:
    """Characters that look right and are not: compatibility ideographs, radicals, private use.

    What search and readers' fonts do not know (T-CHR-03); rare characters in use, such as
    those of names in the extensions, stay.

    >>> [edit.text for edit in odd_characters("\\uf9a8\\u2f08")], list(odd_characters("崔玉淼㛃𬱖𰻝"))
    (['令', '人'], [])
    """
    for match in _ODD.finditer(text):
        ordinary = unicodedata.normalize("NFKC", match[0])
        yield Edit(*match.span(), ordinary if not _ODD.match(ordinary) else match[0])
