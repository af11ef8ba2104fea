"""Text as the search compares it: script, width, case, glosses and punctuation do not count.

Promise: each character folds by itself, whatever stands beside it, so that every part of
a text folds to a part of the folded text and a search for it cannot miss. Only two things
look at their neighbours: a reading in brackets after its own character, and the dot
between the parts of a name; both are dropped before.

``VERSION`` moves whenever the same text folds differently: the index is then made anew.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from articles.text.punctuation import HAN
from articles.text.rules import pinyin_glosses
from articles.text.script import simplified_characters

VERSION = 1

# The dot of a name, in every form people type it (T-PUN-05).
_DOT = "·•・･‧∙⋅．.﹒"
_NAME_DOT = re.compile(rf"(?<=[{HAN}])[ \u00a0\u3000]?[{_DOT}][ \u00a0\u3000]?(?=[{HAN}])")
_PERHAPS_GLOSS = re.compile(rf"[(（]\s*[^\W\d_A-Z{HAN}]")  # a bracket and a small letter
# What neither can do without: most texts need no closer look.
_DOT_OR_BRACKET = re.compile(rf"[{_DOT}(（]")
# Simplified characters that one traditional character, or a habit, writes in two ways.
_MERGED = str.maketrans("著瞭藉覆祇衹甦幺", "着了借复只只苏么")
_UNHEARD = {"Mn", "Mc", "Me", "Cf"}  # accents of their own, joiners: part of the letter before


@dataclass(frozen=True)
class Folded:
    """A folded text that knows where each of its characters came from."""

    text: str
    origins: tuple[int, ...]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded stretch stands in the source; a dropped gloss inside it included."""
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> str:
    """The letters and digits of *text* in comparable form, one blank between runs.

    >>> fold("《營商環(huán)境》ＡＢＣ，434.44%"), fold("阿不都·热合曼") == fold("阿不都‧熱合曼")
    ('营商环境 abc 434 44', True)
    """
    if not folds_by_character(text):
        text = "".join(text[start:end] for start, end in _kept(text))
    return " ".join(text.translate(_TABLE).split())


def folds_by_character(text: str) -> bool:
    """Whether nothing in *text* is dropped because of its neighbours.

    Whatever a part of such a text folds to then stands in what the whole folds to.

    >>> folds_by_character("高新區（新市區）"), folds_by_character("環(huán)境")
    (True, False)
    """
    if not _DOT_OR_BRACKET.search(text):
        return True
    return not (_PERHAPS_GLOSS.search(text) or _NAME_DOT.search(text))


def fold_with_origins(text: str) -> Folded:
    """As ``fold``, with the place in *text* that each folded character came from."""
    letters: list[str] = []
    places: list[int] = []
    for start, end in _kept(text):
        part = text[start:end]
        folded = part.translate(_TABLE)
        if _TABLE.keeps_length(part):
            letters.append(folded)
            places += range(start, end)
        else:
            each = [_TABLE[ord(character)] for character in part]
            letters += each
            places += [start + place for place, one in enumerate(each) for _ in one]
    return _without_spare_blanks("".join(letters), places, text)


def _without_spare_blanks(letters: str, places: list[int], source: str) -> Folded:
    runs: list[str] = []
    origins: list[int] = []
    for match in re.finditer("[^ ]+", letters):
        if runs:
            origins.append(places[match.start() - 1])
        runs.append(match[0])
        origins += places[match.start() : match.end()]
    return Folded(" ".join(runs), tuple(origins), source)


def grams(folded: str) -> set[str]:
    """What a folded text is found by: its characters and its pairs of neighbours.

    >>> sorted(grams("高新 4"))
    ['4', '新', '高', '高新']
    """
    found: set[str] = set()
    for run in folded.split():
        found.update(run)
        found.update(map("".join, pairwise(run)))
    return found


def needed_grams(folded: str) -> set[str]:
    """The fewest of its grams that any text holding *folded* must have.

    >>> sorted(needed_grams("高新区 4"))
    ['4', '新区', '高新']
    """
    found: set[str] = set()
    for run in folded.split():
        found.update(map("".join, pairwise(run)) if len(run) > 1 else run)
    return found


def _kept(text: str) -> list[tuple[int, int]]:
    """The stretches of *text* that are neither a gloss nor the dot of a name."""
    dropped = [match.span() for match in _NAME_DOT.finditer(text)]
    if _PERHAPS_GLOSS.search(text):
        dropped += [(edit.start, edit.end) for edit in pinyin_glosses(text)]
    kept, position = [], 0
    for start, end in sorted(dropped):
        kept.append((position, start))
        position = end
    return [*kept, (position, len(text))]


class _Table(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._uneven: set[str] = set()  # what folds to nothing, or to several characters

    def __missing__(self, code: int) -> str:
        folded = _folded_character(chr(code))
        if len(folded) != 1:
            self._uneven.add(chr(code))
        self[code] = folded
        return folded

    def keeps_length(self, text: str) -> bool:
        """Whether every character of *text*, folded before, becomes exactly one."""
        return self._uneven.isdisjoint(text)


_TABLE = _Table()


def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    simple = "".join(map(_simplified, plain)).translate(_MERGED)
    return "".join(_letter(one) for one in simple)


@cache
def _simplified(character: str) -> str:
    """The simplified form, followed to its end: 薴 → 苧 → 苎."""
    table = simplified_characters()
    while (simple := table.get(character, character)) != character:
        character = simple
    return character


def _letter(character: str) -> str:
    if character.isalnum():
        return character
    unheard = character in "·•・･‧∙⋅" or unicodedata.category(character) in _UNHEARD
    return "" if unheard else " "
