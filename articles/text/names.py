"""Names of people, enterprises and tags: read from one field, written into an address.

Promise: ``split_names`` never returns an empty or a repeated name; ``slug_from`` returns
only ``a-z``, ``0-9`` and single hyphens, at most sixty of them.
"""

import re
import unicodedata

from pypinyin import lazy_pinyin

from articles.text.plain import normalise_line, normalise_text

_LONGEST_SLUG = 60
_SEPARATOR = re.compile(r"[，、；,;\n]")
_HAN_RUN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


def split_names(text: str) -> list[str]:
    """The names in a list as people type it, in order, each once whatever its case.

    >>> split_names("崔玉淼，阿不都·热合曼、KL星品汇;kl星品汇, 新疆 莱沃")
    ['崔玉淼', '阿不都·热合曼', 'KL星品汇', '新疆 莱沃']
    """
    names: dict[str, str] = {}
    for part in _SEPARATOR.split(normalise_text(text)):
        if name := normalise_line(part):
            names.setdefault(name.casefold(), name)
    return list(names.values())


def slug_from(name: str) -> str:
    """An address proposed for a name: pinyin by phrase, "" when nothing can be romanised.

    >>> slug_from("崔玉淼"), slug_from("“3+1”产业集群"), slug_from("重庆银行")
    ('cui-yu-miao', '3-1-chan-ye-ji-qun', 'chong-qing-yin-hang')
    """
    spelled = _HAN_RUN.sub(lambda run: f" {_romanised(run[0])} ", normalise_line(name))
    plain = unicodedata.normalize("NFKD", spelled).lower()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall("[a-z0-9]+", letters)
    slug = "-".join(words)
    while len(slug) > _LONGEST_SLUG and len(words) > 1:
        words.pop()
        slug = "-".join(words)
    return slug[:_LONGEST_SLUG]


def _romanised(han: str) -> str:
    return " ".join(lazy_pinyin(han, errors="ignore"))
