"""Related articles: who shares most tags and names, the newest of these first."""

import random
from collections import Counter

import pytest
from django.utils import timezone

from articles.models import Article, Enterprise, Official, Tag
from articles.public import relating
from articles.public.relating import RELATED, related_articles
from tests.builders import a_draft
from tests.catalogue.shelves import an_edition, days, enter, named, some_names

pytestmark = pytest.mark.django_db


def links(article: Article) -> set:
    return {*article.tags.all(), *article.officials.all(), *article.enterprises.all()}


def plainly(found: Article) -> list[Article]:
    """Return the same by comparing every published article."""
    others = Article.objects.published().exclude(public_id=found.public_id).newest_first()
    own = links(found)
    shared = Counter({other: len(own & links(other)) for other in others})
    return [other for other, count in shared.most_common(RELATED) if count]


def some_articles(number: int, *, seed: int) -> list[Article]:
    chance, now = random.Random(seed), timezone.now()
    records = [
        *some_names(),
        *(Tag.objects.create(name=f"标签{n}") for n in range(3)),
        Official.objects.create(name="阿依古丽"),
        Enterprise.objects.create(full_name="新疆某某有限公司"),
    ]
    rows = enter([an_edition(n, now - days(chance.randint(0, 9))) for n in range(number)])
    for row in rows:
        named(row, *(record for record in records if chance.random() < 0.3))
    return rows


@pytest.mark.parametrize("seed", range(2))
def test_they_are_those_that_share_most(seed: int) -> None:
    rows = some_articles(30, seed=seed)
    for hidden in rows[:5]:
        Article.objects.filter(pk=hidden.pk).update(visible_until=hidden.visible_from)

    for row in rows:
        assert related_articles(row) == plainly(row)


def test_a_draft_shows_in_its_preview_what_it_will_lead_to() -> None:
    tag, *_ = some_names()
    (live,) = enter([an_edition(1, timezone.now())])
    draft = a_draft()
    named(live, tag)
    named(draft, tag)

    assert related_articles(draft) == [live]
    assert related_articles(live) == []


def test_only_the_newest_of_a_frequent_tag_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    tag, official, _ = some_names()
    now = timezone.now()
    article, old, *newer = enter([an_edition(n, now - days(10 - n)) for n in (9, 1, 2, 3, 4, 5)])
    for row in (article, old, *newer):
        named(row, tag)
    monkeypatch.setattr(relating, "_related", relating._comparing(3))

    shown = related_articles(article)

    assert old not in shown
    named(old, official)
    named(article, official)
    assert related_articles(article)[-1] == old


def test_an_article_without_tags_and_names_leads_nowhere(django_assert_num_queries) -> None:
    alone, _ = enter([an_edition(n, timezone.now()) for n in range(2)])

    with django_assert_num_queries(1):
        assert related_articles(alone) == []
