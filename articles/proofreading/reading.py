"""What is read before checking: the article's texts, and the records they are held against.

The number of queries does not grow with records, captions or links.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from articles.linking import Matcher, Mention, Target
from articles.models import (
    Article,
    Enterprise,
    HouseTerm,
    Official,
    PhotoCaption,
    RelatedLink,
    SiteIdentity,
)
from articles.proofreading.findings import Passage, Spot, Where
from articles.text.correcting import EditableBody
from articles.text.punctuation import addresses
from articles.text.tracking import Edit

LINES = ("kicker", "title", "subtitle", "summary", "change_note")


@dataclass
class Reading:
    """An article laid open for the checks."""

    article: Article
    body: EditableBody
    passages: list[Passage]
    captions: list[PhotoCaption]
    links: list[RelatedLink]
    officials: list[Official]
    enterprises: list[Enterprise]
    terms: list[HouseTerm]
    chosen_officials: set[int]
    own_hosts: frozenset[str]
    _mentions: dict[int, list[Mention]] = field(default_factory=dict)

    def edits(self, rule: Callable[[str], Iterable[Edit]], message: str) -> Iterator[Spot]:
        """The places where a rule of the text floor would edit; none inside web addresses."""
        for passage in self.passages:
            kept_as_is = list(addresses(passage.text))
            for edit in rule(passage.text):
                if not any(start < edit.end and edit.start < end for start, end in kept_as_is):
                    found = passage.text[edit.start : edit.end]
                    fix = edit.text if edit.text != found else None
                    yield Spot(passage, edit.start, edit.end, message, fix)

    def mentions(self, passage: Passage) -> list[Mention]:
        """The officials and enterprises that *passage* names exactly, longest names first."""
        if id(passage) not in self._mentions:
            self._mentions[id(passage)] = list(self._matcher.mentions(passage.text))
        return self._mentions[id(passage)]

    @cached_property
    def _matcher(self) -> Matcher:
        people = [
            Target("official", one.pk, one.name, "", tuple(one.aliases.splitlines()))
            for one in self.officials
        ]
        bodies = [
            Target("enterprise", one.pk, one.full_name, "", tuple(one.aliases.splitlines()))
            for one in self.enterprises
        ]
        return Matcher([*people, *bodies])

    @property
    def date(self) -> str:
        """The day the article speaks of, as precisely as is known: its own, or its publication."""
        published = self.article.first_published_at or timezone.now()
        return self.article.dated or str(timezone.localdate(published))

    def passage(self, name: str) -> Passage:
        """The passage of one field of the article; an empty one when nothing is written there."""
        for passage in self.passages:
            if passage.where.field == name and passage.where.number is None:
                return passage
        return Passage(_where(name), "")


def read(article: Article) -> Reading:
    """Lay *article* open, as it is saved."""
    body = EditableBody(article.body)
    captions = list(article.captions.all())
    lines = [Passage(_where(name), getattr(article, name)) for name in LINES]
    written = [*lines, Passage(_where("body"), body.text), *_caption_passages(captions)]
    domains = SiteIdentity.objects.values_list("domain", flat=True)
    return Reading(
        article,
        body,
        [passage for passage in written if passage.text],
        captions,
        list(article.related_links.all()),
        list(Official.objects.prefetch_related("posts").order_by("pk")),
        list(Enterprise.objects.only("full_name", "aliases").order_by("pk")),
        list(HouseTerm.objects.all()),
        set(article.officials.values_list("pk", flat=True)),
        frozenset(
            host.lower() for domain in domains for host in (domain, f"www.{domain}") if domain
        ),
    )


def _where(name: str) -> Where:
    return Where(name, str(Article._meta.get_field(name).verbose_name))


def caption_where(caption: PhotoCaption, row: int, name: str) -> Where:
    """Where a field of a picture stands in the form."""
    label = PhotoCaption._meta.get_field(name).verbose_name
    kind = caption.get_kind_display()
    return Where(name, f"{kind} {caption.number} 的{label}", caption.number, row)


def _caption_passages(captions: list[PhotoCaption]) -> Iterator[Passage]:
    for row, caption in enumerate(captions):
        for name in ("caption", "alt_text"):
            yield Passage(caption_where(caption, row, name), getattr(caption, name))
