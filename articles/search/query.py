"""Floor 2: what a reader typed, as words to look for. Any string at all is understood."""

import re
from dataclasses import dataclass

from articles.text.folding import fold
from articles.text.plain import normalise_line

LONGEST = 100  # characters; nobody looks for more, and every one costs
MOST_WORDS = 10
# A phrase in quotation marks of either kind, or what stands between blanks and list commas.
_PART = re.compile('["“”]([^"“”]+)["“”]|([^\\s，、；"“”]+)')


@dataclass(frozen=True)
class Query:
    """The words of a search, as typed and as compared."""

    typed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_cut: bool = False

    def without(self, number: int) -> str:
        """Return the query as typed, less its word of that number."""
        return " ".join(self.typed[:number] + self.typed[number + 1 :])


def parse(typed: str) -> Query:
    """Return the words of *typed*, each once; those without a letter or digit are left out.

    >>> parse("營商環境 “高新 區” 营商环境 !!").words
    ('营商环境', '高新 区')
    """
    line = normalise_line(typed[: LONGEST * 10])
    parts: dict[str, str] = {}
    for match in _PART.finditer(line[:LONGEST]):
        if word := fold(match[0]):
            parts.setdefault(word, match[0])
    return Query(
        typed=tuple(parts.values())[:MOST_WORDS],
        words=tuple(parts)[:MOST_WORDS],
        is_cut=len(line) > LONGEST or len(parts) > MOST_WORDS,
    )
