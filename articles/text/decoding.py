"""From the bytes of a manuscript file to its text.

Promise: a file in UTF-8, UTF-16 or GB18030 is read; any other is refused with one Chinese
sentence that says what to do. Strict decoding in a fixed order decides, and a count of
common characters where several encodings would do; no guess from a statistic of languages.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable


class UnreadableManuscript(ValueError):  # a fact about the file, not a fault of ours
    """The bytes are no manuscript; the message is for the editor."""


_EMPTY = "文件是空的，没有可整理的文字。"
_WORD = "这是 Word 文档，请在 Word 中另存为纯文本（.txt）后再试。"
_UNKNOWN = "无法识别文件的编码，请另存为 UTF-8、UTF-16 或 GB18030 编码的纯文本后再试。"
_SIGNATURES = {
    b"PK\x03\x04": _WORD,
    b"\xd0\xcf\x11\xe0": _WORD,
    b"{\\rtf": _WORD,
    b"%PDF": "这是 PDF 文件，请将其中的文字另存为纯文本后再试。",
    b"\x89PNG": "这是图片，不是文字稿。",
    b"\xff\xd8\xff": "这是图片，不是文字稿。",
    b"GIF8": "这是图片，不是文字稿。",
    b"RIFF": "这是图片或音视频，不是文字稿。",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SAMPLE = 20_000  # characters looked at to tell text from chance


def decode(data: bytes) -> str:
    """The text of a manuscript file, without byte order mark.

    >>> decode("区委".encode("gb18030"))
    '区委'
    """
    for signature, sentence in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableManuscript(sentence)
    text = _decoded(data)
    if not text.strip("\ufeff\x00 \t\r\n\u3000\u00a0"):
        raise UnreadableManuscript(_EMPTY)
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding, _UNKNOWN)
    if b"\x00" not in data:
        utf8 = _attempt(data, "utf-8")
        if utf8 is not None and _looks_like_text(utf8):
            return utf8
    candidates: list[tuple[float, str]] = []
    for encoding, (weight, least) in _CANDIDATES.items():
        text = _attempt(data, encoding)
        if text is not None and _looks_like_text(text):
            share = _share(text, weight)
            candidates += [(share, text)] if share >= least else []
    if not candidates:
        raise UnreadableManuscript(_UNKNOWN)
    return max(candidates, key=lambda candidate: candidate[0])[1]


def _strictly(data: bytes, encoding: str, sentence: str) -> str:
    text = _attempt(data, encoding)
    if text is None:
        raise UnreadableManuscript(sentence)
    return text


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_like_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return "\x00" not in sample and len(_CONTROL.findall(sample)) <= len(sample) // 50


def _share(text: str, weight: Callable[[str], float]) -> float:
    """How much of what is beyond ASCII is writing rather than accident, about 0 to 1."""
    beyond = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(map(weight, beyond)) / len(beyond) if beyond else 1.0


def _weight_in_gb18030(character: str) -> float:
    if "\ue000" <= character <= "\uf8ff":  # Big5 misread is full of private characters
        return -5
    is_four_bytes = len(character.encode("gb18030", "ignore")) == 4
    if is_four_bytes and unicodedata.category(character)[0] in "LM":
        return 1  # a rare name: accidents are seldom well-formed four-byte codes
    # A traditional text has plenty of characters that simplified text shares.
    return 1 if _is_simplified(character) else 0.5 * _is_traditional(character)


def _weight_in_utf16(character: str) -> float:
    is_arabic = "\u0620" <= character <= "\u06d5"
    return float(is_arabic or _is_simplified(character) or _is_traditional(character))


def _is_simplified(character: str) -> bool:
    """In the first level of GB 2312, or a mark of it."""
    gb = character.encode("gb2312", "ignore")
    return bool(gb) and (0xA1 <= gb[0] <= 0xA3 or 0xB0 <= gb[0] <= 0xD7)


def _is_traditional(character: str) -> bool:
    """In the first level of Big5."""
    big5 = character.encode("big5", "ignore")
    return len(big5) == 2 and 0xA4 <= big5[0] <= 0xC6


# How much of the text must be writing. Any even number of bytes is some UTF-16.
_CANDIDATES: dict[str, tuple[Callable[[str], float], float]] = {
    "gb18030": (_weight_in_gb18030, 0.5),
    "utf-16-le": (_weight_in_utf16, 0.7),
    "utf-16-be": (_weight_in_utf16, 0.7),
}
