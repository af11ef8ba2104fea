"""What must be there: the source, words for pictures, and links that lead somewhere."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from articles.models import Article, Channel, Enterprise, Official, PhotoCaption, Severity, Tag
from articles.proofreading.findings import Passage, Spot
from articles.proofreading.reading import Reading, caption_where

_TRADITIONAL = "/zh-hant/"


def missing_source(reading: Reading) -> Iterator[Spot]:
    """T-META-08: ``ContentSource`` is 必选; nothing is published without it."""
    if not reading.article.source:
        yield Spot(reading.passage("source"), 0, 0, "没有填写来源")


def caption_alternatives(reading: Reading) -> Iterator[Spot]:
    """T-A11Y-04: a picture has words for those who do not see it, and not the caption over again.

    Not for a slot whose picture is awaited, a video, or a picture marked as decorative.
    """
    for row, caption in enumerate(reading.captions):
        passage = Passage(caption_where(caption, row, "alt_text"), caption.alt_text)
        if not caption.image or caption.is_decorative:
            continue
        if not caption.alt_text:
            yield Spot(passage, 0, 0, f"图片“{caption.caption}”没有替代文字：写画面里有什么")
        elif caption.alt_text == caption.caption:
            message = "替代文字与图片说明相同，读屏会念两遍：改写画面里有什么"
            yield Spot(passage, 0, len(passage.text), message, None, Severity.WARNING)


def internal_links(reading: Reading) -> Iterator[Spot]:
    """T-URL-02: a link to a page of this site leads to one that answers readers."""
    links = [
        (link, pages)
        for link in _links(reading)
        if (pages := _own_page(link[0], reading.own_hosts)) is not None
    ]
    answered = _answering([page for _, page in links])
    for (address, passage, start, end), page in links:
        if page not in answered:
            yield Spot(passage, start, end, f"站内链接 {address[:80]} 读者打不开")


def insecure_links(reading: Reading) -> Iterator[Spot]:
    """T-DB-03: an outside link is https where it can be; ``http://`` can be changed on its way."""
    for address, passage, start, end in _links(reading):
        outside = urlsplit(address).hostname not in reading.own_hosts
        if outside and address.lower().startswith("http://"):
            message = f"外部链接 {address[:80]} 不是 https，请核对能否改用 https"
            yield Spot(passage, start, end, message)


Link = tuple[str, Passage, int, int]
Page = tuple[str, str]  # name of the route, its argument


def _links(reading: Reading) -> Iterator[Link]:
    body = reading.passage("body")
    for address, start, end in reading.body.links():
        yield address, body, start, end
    source = Passage(reading.passage("source_url").where, reading.article.source_url)
    if source.text:
        yield source.text, source, 0, len(source.text)
    for link in reading.links:
        listed = Passage(reading.passage("source_url").where, link.url)
        yield link.url, listed, 0, len(link.url)


def _own_page(address: str, own_hosts: frozenset[str]) -> Page | None:
    """The page of this site that *address* means; ("", address) for one that nobody can open."""
    parts = urlsplit(address)
    if parts.hostname and parts.hostname.lower() not in own_hosts:
        return None
    if not parts.hostname and not address.startswith("/"):
        return None
    path = unquote(parts.path) or "/"
    if path.startswith(_TRADITIONAL):
        path = path.removeprefix(_TRADITIONAL[:-1])
    try:
        match = resolve(path)
    except Resolver404:
        return "", address
    if match.namespaces:  # the office's own pages
        return "", address
    return match.url_name or "", "-".join(map(str, match.kwargs.values()))


def _answering(pages: list[Page]) -> set[Page]:
    """Those of *pages* that answer readers; one query a kind of page."""
    found = {page for page in pages if page[0] and page[0] not in _RECORDS}
    for name, (rows, column) in _RECORDS.items():
        wanted = {argument for kind, argument in pages if kind == name}
        if wanted:
            there = rows().filter(**{f"{column}__in": wanted}).values_list(column, flat=True)
            found |= {(name, key) for key in there}
    return found | _photos(pages)


def _articles() -> QuerySet:
    return Article.objects.published()


_RECORDS = {
    "article": (_articles, "public_id"),
    "article_source": (_articles, "public_id"),
    "tag": (lambda: Tag.objects.in_use(), "slug"),
    "official": (lambda: Official.objects.in_use(), "slug"),
    "enterprise": (lambda: Enterprise.objects.in_use(), "slug"),
    "channel": (lambda: Channel.objects.all(), "slug"),
    "photo": (lambda: PhotoCaption.objects.none(), "pk"),
}


def _photos(pages: list[Page]) -> set[Page]:
    wanted = {argument for kind, argument in pages if kind == "photo"}
    if not wanted:
        return set()
    articles = {argument.partition("-")[0] for argument in wanted}
    slots = PhotoCaption.objects.published().filter(article__public_id__in=articles)
    there = {
        f"{public_id}-{number}"
        for public_id, number in slots.values_list("article__public_id", "number")
    }
    return {("photo", argument) for argument in wanted & there}
