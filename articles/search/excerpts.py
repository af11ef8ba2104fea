"""Floor 2: the sentence that holds the words, with the words marked as they are printed."""

from collections.abc import Iterator, Sequence

from articles.linking import SENTENCE, MarkedSentence, marked
from articles.text.folding import fold, fold_with_origins, folds_by_character

LONGEST = 160
_BEFORE = 50  # characters kept before the first word of a sentence that is too long


def mark(text: str, words: Sequence[str]) -> MarkedSentence:
    """Return *text* in pieces, the places of the folded *words* marked."""
    return marked(text, _spans(text, words))


def excerpt(
    lines: Sequence[str], words: Sequence[str], folded: Sequence[str] = ()
) -> MarkedSentence | None:
    """Return the first sentence of *lines* with the most of the *words*; None without any.

    *folded* are the same lines as the index has them; if they are given, and were of another
    text, another sentence is returned, or none.
    """
    best, most = "", 0
    known = folded if len(folded) >= len(lines) else map(fold, lines)
    for line, whole in zip(lines, known, strict=False):
        # What a line does not hold, its sentences do not: most lines are looked at once only.
        if folds_by_character(line) and _held(whole, words) <= most:
            continue
        for part in (*_sentences(line), line):  # a phrase may run over a full stop
            if (count := _held(fold(part), words)) > most:
                best, most = part, count
            if most == len(words):
                return mark(_shortened(best, words), words)
    return mark(_shortened(best, words), words) if best else None


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a line that has more than one."""
    found = [match[0].strip() for match in SENTENCE.finditer(line) if match[0]]
    yield from found if len(found) > 1 else ()


def _held(folded: str, words: Sequence[str]) -> int:
    return sum([word in folded for word in words])


def _shortened(sentence: str, words: Sequence[str]) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    start = max(0, _spans(sentence, words)[0][0] - _BEFORE)
    end = start + LONGEST
    dots = ("……" if start else "", "……" if end < len(sentence) else "")
    return f"{dots[0]}{sentence[start:end]}{dots[1]}"


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand in *text*, from left to right, none touching another."""
    if not _held(fold(text), words):  # a title most often: where its characters came from is dear
        return []
    folded = fold_with_origins(text)
    found = []
    for word in words:
        start = folded.text.find(word)
        while start >= 0:
            found.append(folded.span(start, start + len(word)))
            start = folded.text.find(word, start + 1)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
