"""Finds the web addresses that readers meet, and where each stands.

A signed edition never changes, so what it names is read once when it appears
(``gather_recent``); each night ``gather_all`` reads everything, and forgets what is shown no more.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from urllib.parse import urldefrag, urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Enterprise, LinkCheck, LinkUse, RelatedLink, SiteIdentity
from articles.models.link_check import digest_of
from articles.text.sanitizing import web_address

Place = LinkUse.Place
# The sanitiser wrote the text: every attribute in double quotes.
HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
RECENT = timedelta(hours=3)
AT_ONCE = 200
LONGEST = 2000

Named = tuple[str, str, int | None, int | None]  # address, place, article, enterprise


def gather_recent() -> int:
    """Read what appeared in the last hours, all records and the site's own; return new addresses."""
    since = timezone.now() - RECENT
    return _gather(_with_addresses().filter(visible_from__gte=since))


def gather_all() -> int:
    """Read everything that is shown, forget what no longer is; return new addresses."""
    new = _gather(_with_addresses())
    LinkUse.objects.exclude(pk__in=LinkUse.objects.shown().values("pk")).delete()
    LinkCheck.objects.filter(~Exists(LinkUse.objects.filter(link=OuterRef("pk")))).delete()
    return new


def _with_addresses() -> QuerySet[Article]:
    linked = Exists(RelatedLink.objects.filter(article=OuterRef("pk")))
    named = Q(body__contains="<a ") | ~Q(source_url="") | linked
    return Article.objects.published().filter(named)


def _gather(articles: QuerySet[Article]) -> int:
    own = _own_host()
    rows = articles.order_by("pk").only("pk", "body", "source_url")
    readings = rows.prefetch_related("related_links").iterator(chunk_size=AT_ONCE)
    new = 0
    while batch := list(islice(readings, AT_ONCE)):
        named = [one for article in batch for one in _of_article(article)]
        scope = LinkUse.objects.filter(article__in=[article.pk for article in batch])
        new += _write(named, scope, own)
    return new + _write([*_of_records()], LinkUse.objects.filter(article=None), own)


def _of_article(article: Article) -> Iterator[Named]:
    for address in HREF.findall(article.body):
        yield html.unescape(address), Place.BODY, article.pk, None
    yield article.source_url, Place.SOURCE, article.pk, None
    for link in article.related_links.all():
        yield link.url, Place.RELATED, article.pk, None


def _of_records() -> Iterator[Named]:
    for key, address in Enterprise.objects.exclude(website="").values_list("pk", "website"):
        yield address, Place.WEBSITE, None, key
    identity = SiteIdentity.objects.first()
    if identity and not identity.is_sample:
        yield identity.party_mark_url, Place.SITE, None, None
        yield identity.report_error_url, Place.SITE, None, None


def _own_host() -> str:
    identity = SiteIdentity.objects.first()
    return identity.domain.lower() if identity else ""


@transaction.atomic
def _write(named: Iterable[Named], scope: QuerySet[LinkUse], own: str) -> int:
    """Leave exactly *named* as the uses in *scope*; return how many addresses are new."""
    wanted = {}
    for text, *where in named:
        address = _checkable(text, own)
        if address:
            wanted[(digest_of(address), *where)] = address
    digests = {key[0]: address for key, address in wanted.items()}
    known = set(_rows(digests).values_list("digest", flat=True))
    LinkCheck.objects.bulk_create(
        (
            LinkCheck(digest=digest, address=address, host=_host(address))
            for digest, address in digests.items()
            if digest not in known
        ),
        ignore_conflicts=True,
    )
    keys = dict(_rows(digests).values_list("digest", "pk"))
    uses = {(keys[digest], *where) for digest, *where in wanted if digest in keys}
    present = {
        (link, *where): key
        for key, link, *where in scope.values_list("pk", "link", "place", "article", "enterprise")
    }
    LinkUse.objects.filter(pk__in=[present[use] for use in present.keys() - uses]).delete()
    LinkUse.objects.bulk_create(
        LinkUse(link_id=link, place=place, article_id=article, enterprise_id=enterprise)
        for link, place, article, enterprise in sorted(
            uses - present.keys(), key=lambda use: use[0]
        )
    )
    return len(digests.keys() - known)


def _rows(digests: Iterable[str]) -> QuerySet[LinkCheck]:
    return LinkCheck.objects.filter(digest__in=list(digests))


def _checkable(text: str, own: str) -> str:
    """Return the address without its fragment; "" for what is none, and for the site's own."""
    address = urldefrag(web_address(text)).url if text else ""
    return "" if len(address) > LONGEST or _host(address) in {"", own} else address


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "")[:255]
