"""Floor 4: what the text of an article gives its page, kept while text and names stay the same.

A page that is made again because something else was published costs no second reading. What
is kept is found by a digest of everything it is made from, so it can never be of an older text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from cachetools import LRUCache, cached
from django.utils.translation import get_language

from articles.linking import Identity, MarkedSentence, first_sentence_naming
from articles.public.rendering import Heading, outlined, render_text
from articles.public.vocabulary import Vocabulary
from articles.text.sanitizing import plain_text

MOST_CHARACTERS = 2_000_000  # about 4 MB in each process
CARD_SENTENCE = 64
RECORDS = ("official", "enterprise")


@dataclass(frozen=True)
class Written:
    """The words of one edition, and which records it names."""

    body: str
    captions: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]  # the code and the sentence of each
    chosen: Sequence[Identity]


@dataclass(frozen=True)
class Reading:
    """The body as readers get it but for its pictures, and where it names the chosen records."""

    body_html: str
    headings: list[Heading]
    sentences: dict[Identity, MarkedSentence | None]


def _digest(written: Written, names: Vocabulary) -> bytes:
    return sha256(repr((get_language(), names.digest, written)).encode("utf-8", "replace")).digest()


@cached(
    LRUCache(maxsize=MOST_CHARACTERS, getsizeof=lambda reading: len(reading.body_html) + 2_000),
    key=_digest,
    lock=Lock(),
)
def read(written: Written, names: Vocabulary) -> Reading:
    """Return the reading; it is shared between threads and must not be changed."""
    matcher = names.matcher.choosing(written.chosen)
    body_html, headings = outlined(render_text(written.body, matcher, written.figures))
    text = "\n".join([plain_text(written.body), *written.captions])
    sentences = {}
    for target, _ in names.chosen(written.chosen, *RECORDS):
        found = first_sentence_naming(text, target, matcher)
        sentences[target.identity] = found and found.around_the_name(CARD_SENTENCE)
    return Reading(body_html, headings, sentences)
