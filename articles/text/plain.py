"""Plain text as fields, feeds and databases can bear it.

Promise: whatever comes in, what goes out is accepted by XML, HTML and PostgreSQL,
and no character in it hides or reverses another. All three functions are idempotent.
"""

import re
import unicodedata
from collections.abc import Iterator

# Letters of the Arabic script, as Uyghur is written: only between two of them do
# the joiners U+200C and U+200D decide how a word looks.
_ARABIC = "\u0600-\u0603\u0606-\u061b\u061d-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_ARABIC_LETTER = re.compile(f"[{_ARABIC}]")

_FORBIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls that are not line ends
    "\u00ad\u034f\u180e\u200b\u2060-\u2065\ufeff"  # zero width
    "\u115f\u1160\u2800\u3164\uffa0"  # letters that are blank
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # writing direction
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags nobody sees
    "\ud800-\udfff\ufdd0-\ufdef"  # surrogates, noncharacters
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
)
# A vertical tab or form feed is a line end to an editor and an error to XML.
_UNSAFE = re.compile(f"[{_FORBIDDEN}]")
_UNSAFE_OR_JOINER = re.compile(f"[{_FORBIDDEN}\x0b\x0c\u200c\u200d]")
_JOINERS = re.compile("[\u200c\u200d]+")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def unsafe_characters(text: str) -> Iterator[tuple[int, int]]:
    """Places (start, end) of what ``strip_unsafe_characters`` removes, one by one.

    >>> list(unsafe_characters("区\u200b委"))
    [(1, 2)]
    """
    for match in _UNSAFE_OR_JOINER.finditer(text):
        if match[0] not in "\u200c\u200d" or not _joins_arabic(text, *match.span()):
            yield match.span()


def strip_unsafe_characters(text: str) -> str:
    """The text without the characters that no store accepts or that deceive a reader.

    Controls, bidi overrides, zero-width and blank letters, surrogates and
    noncharacters go; line ends, blanks and everything else stay verbatim.

    >>> strip_unsafe_characters("a\u202eb\u200b　c")
    'ab　c'
    """
    stripped = _UNSAFE.sub("", text).replace("\x0b", "").replace("\x0c", "")
    return _JOINERS.sub(_joiner_kept, stripped)


def normalise_line(text: str) -> str:
    """One line: NFC, safe characters, single ordinary blanks, none at the ends.

    >>> normalise_line("　崔玉淼\u00a0 \\n讲话\ufeff ")
    '崔玉淼 讲话'
    """
    safe = strip_unsafe_characters(_LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", " ".join(safe.split()))


def normalise_text(text: str) -> str:
    """Several lines: each as ``normalise_line``, parted by ``\\n``, no blank edge lines.

    >>> normalise_text(" 一\\r\\n\\r\\n二　\\n")
    '一\\n\\n二'
    """
    return "\n".join(normalise_line(line) for line in _LINE_END.split(text)).strip("\n")


def _joiner_kept(match: re.Match[str]) -> str:
    return match[0][0] if _joins_arabic(match.string, *match.span()) else ""


def _joins_arabic(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return bool(_ARABIC_LETTER.match(before) and _ARABIC_LETTER.match(after))
