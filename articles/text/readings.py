"""Whether some Latin letters are a reading of a Chinese character.

Promise: yes only for letters that pypinyin lists for that very character, with the right
tone, with the tone as a digit, or with none at all.
"""

import re
import unicodedata
from functools import cache

from pypinyin.constants import PINYIN_DICT

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_SPELLED = str.maketrans({"ɑ": "a", "ɡ": "g", "v": "ü"})
_TONE_DIGIT = re.compile(r"[0-5]$")


def is_reading(letters: str, *, of: str) -> bool:
    """Whether ``letters`` are a reading of the character ``of``.

    >>> is_reading("qū", of="區"), is_reading("ban", of="辦"), is_reading("lv4", of="绿")
    (True, True, True)
    >>> is_reading("AI", of="爱"), is_reading("qū", of="市")
    (False, False)
    """
    written = unicodedata.normalize("NFKC", letters).strip()
    if written != written.lower():  # a name or an abbreviation: 李(Li), 爱(AI)
        return False
    syllable, tone = _syllable_and_tone(written)
    return any(
        syllable == known and tone in ("", known_tone, "0" if known_tone == "5" else known_tone)
        for known, known_tone in _readings(of)
    )


@cache
def _readings(character: str) -> frozenset[tuple[str, str]]:
    listed = PINYIN_DICT.get(ord(character), "")
    found = (_syllable_and_tone(reading) for reading in listed.split(",") if reading)
    return frozenset((syllable, tone or "5") for syllable, tone in found)


def _syllable_and_tone(written: str) -> tuple[str, str]:
    """The letters without their tone, and the tone as a digit ("" when not written)."""
    written = written.replace("u:", "ü").translate(_SPELLED)
    tone = ""
    letters = []
    for letter in unicodedata.normalize("NFD", written):
        tone = _TONES.get(letter, tone)
        letters += [letter] if letter not in _TONES else []
    syllable = unicodedata.normalize("NFC", "".join(letters))
    if not tone and (digit := _TONE_DIGIT.search(syllable)):
        return syllable[:-1], digit[0]
    return syllable, tone
