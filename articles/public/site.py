"""Floor 4: whose site this is, and the ETag of everything that readers can see of it.

The ETag changes when, and only when, a public page may look different: with the release, with
the generation, at the beginning and end of a visibility interval, and at midnight.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import replicas
from articles.models import Article, Generation, SiteIdentity


@dataclass(frozen=True)
class Site:
    """The site at one generation, between two moments at which nobody writes anything."""

    identity: SiteIdentity
    etag: str
    generation: int
    since: datetime
    until: datetime

    def is_current(self, generation: int, now: datetime) -> bool:
        """Whether all of this still holds."""
        return self.generation == generation and self.since <= now < self.until


# Where the page store leaves what it has read for the page to be made; no client can name it.
ALREADY_READ = "articles.site"
_read: Site | None = None


@cache
def release() -> str:
    """Return a digest of the templates, styles, code and locked versions behind the pages.

    A new release must not answer 304 to readers who hold a page of the old one.
    """
    digest = hashlib.sha256()
    for folder in ("templates", "articles", "gaoxin"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in {".html", ".css", ".js", ".py", ".json"}:
                digest.update(path.read_bytes())
    locked = settings.BASE_DIR / "requirements.txt"
    digest.update(locked.read_bytes() if locked.exists() else b"")
    return digest.hexdigest()[:8]


def read_site() -> Site:
    """Return the site as it is now; one query, and another when something has changed.

    It is read before the content, so a page can only be newer than its ETag says. Between
    two generations nobody writes a boundary: those to come are known, and the clock decides.
    """
    global _read
    return _site_at(Generation.objects.current())


def _site_at(generation: int) -> Site:
    global _read
    now, site = timezone.now(), _read
    if site is None or not site.is_current(generation, now):
        site = _read = _read_whole(now)
    return site


def site_or_last() -> Site | None:
    """Return the site as it is now; while no database answers, as this process last saw it.

    None: what was last seen has run out, or nothing was seen at all.
    """
    try:
        return replicas.current(lambda: _site_at(Generation.objects.glance()))
    except (DatabaseError, InterfaceError):
        site = _read
    return site if site and site.since <= timezone.now() < site.until else None


def forget_site() -> None:
    """Read all of it again next time, as after a change of databases in tests."""
    global _read
    _read = None


def _read_whole(now: datetime) -> Site:
    """Read identity, generation and the boundaries of visibility next to *now*, before and after."""
    boundaries = _boundaries(now)
    generation = Generation.objects.filter(pk=Generation.ONLY).values("number")
    asked = {name: Subquery(rows[:1]) for name, rows in boundaries.items()}
    row = (
        SiteIdentity.objects.annotate(generation=Coalesce(Subquery(generation), Value(0)), **asked)
        .filter(key=SiteIdentity.KEY)
        .first()
    )
    if row is None:  # not seeded yet: the same facts, without an identity
        row = SiteIdentity(name="未命名网站", is_sample=True)
        row.generation = Generation.objects.current()
        for name, rows in boundaries.items():
            setattr(row, name, next((at for fact in rows[:1] for at in fact.values()), None))
    passed = [at for at in (row.last_begun, row.last_ended) if at]
    coming = [at for at in (row.next_begun, row.next_ended) if at]
    today = timezone.localdate(now)
    newest = max((int(at.timestamp() * 1_000_000) for at in passed), default=0)
    return Site(
        identity=row,
        etag=f'W/"{release()}-{row.generation}-{newest}-{today.isoformat()}"',
        generation=row.generation,
        since=max([*passed, _midnight(today)]),
        until=min([*coming, _midnight(today + timedelta(days=1))]),
    )


def _boundaries(now: datetime) -> dict[str, QuerySet]:
    """Return, by name, rows of one moment each, the one next to *now* first."""
    begun, ended = "visible_from", "visible_until"
    every = Article.objects.all()
    return {
        "last_begun": every.filter(visible_from__lte=now).order_by(f"-{begun}").values(begun),
        "last_ended": every.filter(visible_until__lte=now).order_by(f"-{ended}").values(ended),
        "next_begun": every.filter(visible_from__gt=now).order_by(begun).values(begun),
        "next_ended": every.filter(visible_until__gt=now).order_by(ended).values(ended),
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
