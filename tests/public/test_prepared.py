"""A prepared query gives what its queryset would, whatever is asked and whoever listens."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet, Value
from django.utils import timezone

from articles.models import Article, Channel
from articles.prepared import Prepared
from tests.builders import a_channel, a_published

pytestmark = pytest.mark.django_db


def _readable(now: datetime, slug: str) -> QuerySet:
    found = Article.objects.published(now).filter(channel__slug=slug).exclude(title="100%s 'x'")
    return found.select_related("channel").annotate(said=Value("%s 的“话”'")).newest_first()


def _titles(key: int) -> QuerySet:
    return Article.objects.filter(pk=key).annotate(n=F("edition") + 1).values_list("n", "title")


readable, titles = Prepared(_readable), Prepared(_titles)


def facts(articles: list[Article]) -> list[tuple]:
    return [
        (one.pk, one.title, one.first_published_at, one.channel.name, one.said) for one in articles
    ]


def test_it_gives_what_the_queryset_gives(django_assert_num_queries) -> None:
    for title in ("一%s", "二$1%", "100%s 'x'"):
        a_published(title=title)
    now, slug = timezone.now(), a_channel().slug
    expected = facts(_readable(now, slug))

    with django_assert_num_queries(1):
        heard = readable(now=now, slug=slug)
    unheard = [readable(now=now, slug=slug) for _ in range(7)]  # PostgreSQL changes plans at six

    assert len(expected) == 2
    assert facts(heard) == expected
    assert all(facts(found) == expected for found in unheard)
    assert heard[0].get_deferred_fields() == set()
    assert not heard[0]._state.adding


def test_every_call_asks_for_its_own_values() -> None:
    first, second = a_published(title="甲"), a_published(title="乙")

    assert titles(key=first.pk) == [(2, "甲")]
    assert titles(key=second.pk) == [(2, "乙")]
    assert titles(key=0) == []
    assert readable(now=timezone.now() - timedelta(days=1), slug=a_channel().slug) == []
    assert readable(now=timezone.now(), slug="' OR ''='") == []


def test_a_moment_that_would_stand_still_is_refused() -> None:
    def now_visible() -> QuerySet:
        return Article.objects.published()

    with pytest.raises(ValueError, match="moment"):
        Prepared(now_visible)()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="statements are PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_is_gone_is_asked_as_ever_and_prepared_again() -> None:
    Channel.objects.create(name="动态", slug="dong-tai", description="动态")
    article = Article.objects.create(title="甲", channel=Channel.objects.get())
    titles(key=article.pk)

    for _ in range(3):
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        assert titles(key=article.pk) == [(2, "甲")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="statements are PostgreSQL's")
def test_a_failing_statement_raises_what_django_raises() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        titles(key=2**70)
