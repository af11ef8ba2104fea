"""The number of queries does not grow with the number of rows."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Enterprise,
    KeyFigure,
    Official,
    PhotoCaption,
    Tag,
    TaggedArticle,
)
from tests.builders import a_channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
LIMITS = {
    "/": 13,  # the first page of a generation: the identity, and the counts of all tags
    "/channels/yuan-qu-dong-tai/": 6,
    "/archive/": 6,
    "/articles/20220001/": 8,
    "/articles/20190001/": 8,
    "/articles/20220001/source/": 6,
    "/tags/": 6,
    "/tags/xin-cai-liao/": 8,
    "/officials/": 6,
    "/officials/cui-yu-miao/": 9,
    "/enterprises/": 6,
    "/enterprises/xin-jiang-lai-wo-ke-ji-gu-fen-you-xian-gong-si/": 9,
    "/figures/": 6,
    "/photos/": 6,
    "/photos/20220001-1/": 8,
    "/site-map/": 6,
    "/feedback/replies/": 4,
    "/search/?q=高新": 6,
    "/feeds/articles.xml": 2,
    "/feeds/channels/yuan-qu-dong-tai.xml": 3,
    "/feeds/tags/xin-cai-liao.xml": 3,
    "/feeds/officials/cui-yu-miao.xml": 3,
    "/feeds/enterprises/xin-jiang-lai-wo-ke-ji-gu-fen-you-xian-gong-si.xml": 3,
    "/sitemap.xml": 9,
    "/sitemap-articles.xml": 5,
    "/sitemap-tags.xml": 3,
    "/sitemap-photos.xml": 3,
}


def add_articles(number: int) -> None:
    """Add published articles that carry, name and show the records of the addresses above."""
    now = timezone.now()
    tag = Tag.objects.get(slug="xin-cai-liao")
    official = Official.objects.get()
    company = Enterprise.objects.get(full_name="新疆莱沃科技股份有限公司")
    rows = Article.objects.bulk_create(
        Article(
            channel=a_channel(), public_id=f"2026{n:04d}", title=f"第{n}篇", status="signed",
            body=f"<p>{company.full_name}与{official.name}说新材料。</p>", source="本站",
            visible_from=now, first_published_at=now,
        )
        for n in range(1, number + 1)
    )  # fmt: skip
    TaggedArticle.objects.bulk_create(TaggedArticle(tag=tag, content_object=row) for row in rows)
    Article.officials.through.objects.bulk_create(
        Article.officials.through(article=row, official=official) for row in rows
    )
    Article.enterprises.through.objects.bulk_create(
        Article.enterprises.through(article=row, enterprise=company) for row in rows
    )
    PhotoCaption.objects.bulk_create(
        PhotoCaption(article=row, number=1, caption=f"第{row.public_id}幅") for row in rows
    )
    KeyFigure.objects.bulk_create(
        KeyFigure(
            article=row, code=f"F{100 + n}", theme="city", indicator=f"指标{n}", printed="1", value=1,
            sentence="说1。",
        )
        for n, row in enumerate(rows)
    )  # fmt: skip
    Tag.objects.bulk_create(Tag(name=f"标签{n}", slug=f"biao-qian-{n}") for n in range(number))


@pytest.mark.parametrize("rows", [3, 300])
def test_queries_stay_within_their_limit(
    client: Client, rows: int, django_assert_max_num_queries
) -> None:
    add_articles(rows)

    for address, limit in LIMITS.items():
        with django_assert_max_num_queries(limit, info=address):
            response = client.get(address)

        assert response.status_code == 200, address
