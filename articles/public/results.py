"""Floor 4: search results, and the links that narrow them down, as the page shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet, prefetch_related_objects

from articles.linking import MarkedSentence
from articles.models import Article, Channel, Official, PhotoCaption, SearchDocument
from articles.models.addresses import address as page_address
from articles.prepared import Prepared
from articles.public.listing import excerpt as beginning
from articles.search import postings
from articles.search.documents import (
    KIND_NAMES,
    Record,
    Words,
    article_of,
    own_words_of,
    record_of,
    words_of,
)
from articles.search.excerpts import excerpt, mark
from articles.search.finding import Found, count_facets

# What results are narrowed down by: the parameter, and what readers call it.
FILTERS = {
    "kind": "类型",
    "channel": "栏目",
    "year": "年份",
    "tag": "标签",
    "enterprise": "企业与园区",
    "official": "负责人",
}
KINDS = {
    "article": "文章",
    "photo": "图片与视频",
    "official": "负责人",
    "enterprise": "企业、园区与机构",
    "tag": "标签",
}
NAMED = ("tag", "enterprise", "official")  # their facets have a document of their own
MOST_CHOICES = 8


@dataclass(frozen=True)
class Result:
    """One document of the list: what it is, where it leads, and the sentence that was looked for."""

    kind: str
    url: str
    title: MarkedSentence
    also: MarkedSentence | None
    sentence: MarkedSentence | None
    beginning: str
    article: Article | None

    @property
    def is_marked(self) -> bool:
        """Whether the words stand somewhere in what the row shows."""
        return bool(self.title.is_marked or self.also or self.sentence)

    @property
    def is_of_article(self) -> bool:
        """Whether the record is a part of an article that has to be named beside it."""
        return self.kind == KINDS["photo"]


@dataclass(frozen=True)
class Choice:
    """A link that narrows the results down, or takes the narrowing away again."""

    label: str
    count: int
    url: str
    is_chosen: bool


def address(asked: Mapping[str, str]) -> str:
    """Return the address of the search for what is *asked*."""
    page = page_address("search")
    return f"{page}?{urlencode(asked)}" if asked else page


# What a row of the list shows of a record, and what its words are.
SHOWN = (
    "key", "text_folded", "article__public_id", "article__kicker", "article__title", "article__subtitle",
    "article__summary", "article__body", "article__source", "article__data_source",
    "article__author", "article__responsible_editor", "article__first_published_at",
    "article__channel__name", "article__channel__slug", "caption__number", "caption__caption",
    "caption__alt_text", "caption__photographer", "caption__taken_where", "caption__rights",
    "official__name", "official__slug", "official__aliases", "official__biography",
    "enterprise__full_name", "enterprise__slug", "enterprise__aliases",
    "enterprise__introduction", "tag__name", "tag__slug", "tag__synonyms", "tag__description",
)  # fmt: skip


@Prepared
def _documents(ranks: str, keys: str) -> QuerySet:
    named = SearchDocument.objects.filter(postings.either(ranks, keys))
    records = ("article__channel", "caption", "official", "enterprise", "tag")
    return named.select_related(*records).only(*SHOWN)


PARTS = ((Article, "related_links"), (Official, "posts"))


class Results:
    """What one page of results shows; two queries, and one each for links and posts if needed."""

    def __init__(self, found: Found, ranks: Iterable[int], words: tuple[str, ...]) -> None:
        self._found, self._words, self._ranks = found, words, list(ranks)
        self._counts = count_facets(found) if found.ranks else {}
        self._by_filter: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for row in self._counts.items():
            self._by_filter[row[0].partition(":")[0]].append(row)
        self._folded: dict[int, str] = {}
        self._records = self._read() if found.ranks else {}

    def _read(self) -> dict[int, Record]:
        naming = [facet for name in NAMED for facet, _ in self._most_frequent(name)]
        documents = _documents(ranks=postings.spelled(self._ranks), keys=postings.spelled(naming))
        self._folded = {document.rank: document.text_folded for document in documents}
        return {document.rank: record_of(document) for document in documents}

    def _most_frequent(self, name: str) -> list[tuple[str, int]]:
        return self._by_filter[name][:MOST_CHOICES]

    def rows(self) -> list[Result]:
        """Return the page's results in their order.

        Links and posts are read for those only in whose own words nothing was found.
        """
        ranks = [rank for rank in self._ranks if rank in self._records]
        shown = [self._records[rank] for rank in ranks]
        rows = [
            self._row(record, own_words_of(record), self._folded[rank].split("\n"))
            for rank, record in zip(ranks, shown, strict=True)
        ]
        bare = [place for place, row in enumerate(rows) if not row.is_marked]
        for kind, parts in PARTS:
            owners = [shown[place] for place in bare if isinstance(shown[place], kind)]
            prefetch_related_objects(owners, parts)
        for place in bare:
            rows[place] = self._row(shown[place], words_of(shown[place]))
        return rows

    def _row(self, record: Record, words: Words, folded: Sequence[str] = ()) -> Result:
        """Return the row of *record*; *folded* are its words as the index has them."""
        if isinstance(record, Official):  # there his posts stand before his biography
            folded = ()
        first, *rest = words.title or words.text[:1]
        start = len(words.title) or 1
        text = words.text if words.title else words.text[1:]
        sentence = excerpt(text, self._words, folded[start:])
        title = mark(first, self._words)
        is_article = isinstance(record, Article)
        return Result(
            kind=KINDS[KIND_NAMES[type(record)]],
            url=record.get_absolute_url(),
            title=title,
            also=None if title.is_marked else excerpt(rest, self._words, folded[1:]),
            sentence=sentence,
            beginning=beginning(record) if is_article and not sentence else "",
            article=article_of(record),
        )

    def filters(
        self, channels: list[Channel], chosen: Mapping[str, str], asked: Mapping[str, str]
    ) -> list[tuple[str, list[Choice]]]:
        """Return (name, choices) of every filter that narrows the results down, or could."""
        labels = self._labels(channels)
        groups = []
        for name, title in FILTERS.items():
            counted = self._most_frequent(name)
            if name in chosen:
                facet = f"{name}:{chosen[name]}"
                counted = [(facet, self._counts.get(facet, 0))]
            elif len(counted) == 1 and counted[0][1] == len(self._found.ranks):
                counted = []
            choices = _choices(counted, labels, asked, name) if counted else []
            groups += [(title, choices)] if choices else []
        return groups

    def _labels(self, channels: list[Channel]) -> dict[str, str]:
        names = {
            f"{KIND_NAMES[type(record)]}:{record.slug}": own_words_of(record).title[0]
            for record in self._records.values()
            if not isinstance(record, Article | PhotoCaption)
        }
        kinds = {f"kind:{kind}": label for kind, label in KINDS.items()}
        return names | kinds | {f"channel:{channel.slug}": channel.name for channel in channels}


def _choices(
    counted: Iterable[tuple[str, int]],
    labels: Mapping[str, str],
    asked: Mapping[str, str],
    name: str,
) -> list[Choice]:
    """Return a choice for each of the facets of one filter."""
    without = address({key: kept for key, kept in asked.items() if key != name})
    chosen, choices = asked.get(name), []
    for facet, count in counted:
        value = facet.partition(":")[2]
        is_chosen = value == chosen
        url = without if is_chosen else f"{without}&{urlencode({name: value})}"
        spelled = f"{value}年" if name == "year" else value
        choices.append(Choice(labels.get(facet, spelled), count, url, is_chosen))
    return choices
