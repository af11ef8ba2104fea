"""From the bytes of a manuscript file to its text.

Promise: a file in UTF-8, UTF-16 or GB18030 is read; any other is refused with one Chinese
sentence that says what to do. Strict decoding in a fixed order decides, and a count of
common characters where several encodings would do; no guess from a statistic of languages.
"""

import codecs
import re
import unicodedata


class UnreadableManuscript(ValueError):  # noqa: N818  # a fact about the file, not a fault of ours
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
# How much of the text must be in everyday use. Any even number of bytes is some UTF-16.
_LEAST_SHARE = {"gb18030": 0.5, "utf-16-le": 0.7, "utf-16-be": 0.7}
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
    for encoding, least in _LEAST_SHARE.items():
        text = _attempt(data, encoding)
        if text is not None and _looks_like_text(text):
            share = _share_of_common(text, four_bytes=encoding == "gb18030")
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


def _share_of_common(text: str, *, four_bytes: bool) -> float:
    """Which part of the characters beyond ASCII is used in writing rather than by accident.

    Rare characters that GB 18030 writes in four bytes count there, where accidents are
    seldom well-formed, and not in UTF-16, where every accident is.
    """
    beyond = [character for character in text[:_SAMPLE] if character > "\x7f"]
    common = sum(_is_everyday(c) or (four_bytes and _is_rare_letter(c)) for c in beyond)
    private = sum(
        "\ue000" <= c <= "\uf8ff" for c in beyond
    )  # Big5 read as GB 18030 is full of them
    return (common - 5 * private) / len(beyond) if beyond else 1.0


def _is_everyday(character: str) -> bool:
    """In the first level of GB 2312 or of Big5, a mark of GB 2312, or an Arabic letter."""
    gb = character.encode("gb18030", "ignore")
    big5 = character.encode("big5", "ignore")
    is_gb_level_1 = len(gb) == 2 and 0xB0 <= gb[0] <= 0xD7 and gb[1] >= 0xA1
    is_mark = len(gb) == 2 and 0xA1 <= gb[0] <= 0xA3 and gb[1] >= 0xA1
    is_big5_level_1 = len(big5) == 2 and 0xA4 <= big5[0] <= 0xC6
    return is_gb_level_1 or is_mark or is_big5_level_1 or "\u0620" <= character <= "\u06d5"


def _is_rare_letter(character: str) -> bool:
    four_bytes = len(character.encode("gb18030", "ignore")) == 4
    return four_bytes and unicodedata.category(character)[0] in "LM"
