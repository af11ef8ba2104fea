"""Floor 4: what an article leads on to: others that carry its tags or name the same records."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from articles.catalogue.statements import LINKS, LISTED
from articles.models import Article
from articles.prepared import Prepared

RELATED = 4
# Of each tag and name the newest so many articles are compared: what shares more is newer news.
COMPARED = 60
# More are asked for than are shown: editions that were replaced or have not begun are among them.
ASKED = 60


def related_articles(found: Article) -> list[Article]:
    """Return published articles that share tags or named records with *found*, closest first.

    Closest is who shares most, and among those of the same number the newest. One query, and
    no more rows than ``COMPARED`` for each tag and name, however many articles carry it.
    """
    return _related(article=found.pk, public_id=found.public_id, now=timezone.now())


_NEAR = (
    "SELECT there.article_id, count(*) AS shared"  # noqa: S608
    f" FROM own JOIN {LISTED} there ON there.subject = own.subject AND there.at >= own.begun"
    " GROUP BY there.article_id, there.at, there.public_id"
    f" ORDER BY shared DESC, there.at DESC, there.public_id DESC LIMIT {ASKED}"
)


def _own(compared: int) -> str:
    """Return the SQL of an article's lists, each with the moment its compared articles begin at."""
    return " UNION ALL ".join(
        f"SELECT '{kind}:' || {record} AS subject, COALESCE("  # noqa: S608
        f"(SELECT at FROM {LISTED} WHERE subject = '{kind}:' || {record}"
        f" ORDER BY at DESC, public_id DESC LIMIT 1 OFFSET {compared - 1}),"
        f" '0001-01-01 00:00:00+00') AS begun FROM {table} WHERE {owner} = %s"
        for kind, table, record, owner in LINKS
    )


def _visible(article: int, public_id: str, now: datetime) -> QuerySet:
    others = Article.objects.published(now).exclude(public_id=public_id).order_by()
    return others.only("public_id", "title", "source", "first_published_at")


def _comparing(compared: int) -> Prepared:
    return Prepared(
        _visible,
        around=(
            f"WITH own AS MATERIALIZED ({_own(compared)}), near AS MATERIALIZED ({_NEAR})"  # noqa: S608
            " SELECT visible.* FROM near JOIN ({}) visible ON visible.id = near.article_id"
            " ORDER BY near.shared DESC, visible.first_published_at DESC, visible.public_id DESC"
            f" LIMIT {RELATED}"
        ),
        before=["article"] * len(LINKS),
    )


_related = _comparing(COMPARED)
