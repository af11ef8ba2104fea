"""The catalogue follows every write, whoever writes; what it would be made anew it is already."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from articles.catalogue import upkeep
from articles.models import Article, Tag, TaggedArticle
from articles.tagging import merge
from articles.workflow import perform
from tests.builders import a_draft, a_published, publish
from tests.catalogue.shelves import an_edition, days, enter, named, plainly, some_names, subjects

pytestmark = pytest.mark.django_db
ROWS = "SELECT subject, at, public_id, article_id, is_open FROM articles_listed ORDER BY 1, 2, 3, 4"
COUNTS = "SELECT subject, month, open FROM articles_tally WHERE open <> 0 ORDER BY 1, 2"


def asked(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def check_upkeep() -> None:
    """The triggers left both tables as filling them anew leaves them."""
    before = asked(ROWS), asked(COUNTS)
    upkeep.rebuild()
    assert (asked(ROWS), asked(COUNTS)) == before


def lists_of(article: Article) -> list[str]:
    return [row[0] for row in asked(ROWS) if row[3] == article.pk]


def test_a_draft_is_in_no_list_until_it_is_signed(chenjing: User) -> None:
    tag, official, firm = some_names()
    draft = a_draft()
    named(draft, tag, official, firm)
    assert lists_of(draft) == []

    publish(draft, actor=chenjing)

    assert sorted(lists_of(draft)) == sorted(subjects(tag, official, firm))
    check_upkeep()


def test_a_new_edition_takes_the_place_and_a_withdrawn_one_leaves(
    aygul: User, chenjing: User
) -> None:
    first = a_published()
    second = publish(perform("amend", first, actor=aygul), actor=chenjing)
    assert plainly("site") == [second.pk]
    assert ("site", "", 1) in asked(COUNTS)

    perform("withdraw", second, actor=chenjing, remark="重复")

    assert lists_of(second) == []
    assert asked(COUNTS) == []
    check_upkeep()


def test_links_that_come_and_go_are_followed() -> None:
    tag, official, firm = some_names()
    other = Tag.objects.create(name="新能源")
    article = a_published()
    named(article, tag, official, firm)
    assert len(lists_of(article)) == 5

    article.enterprises.clear()
    article.tags.set([other])

    assert sorted(lists_of(article)) == sorted(subjects(other, official))
    check_upkeep()


def test_rows_written_past_every_signal_are_followed() -> None:
    tag, *_ = some_names()
    other = Tag.objects.create(name="新能源")
    rows = enter([an_edition(n, timezone.now() - days(40 * n)) for n in range(5)])
    TaggedArticle.objects.bulk_create(TaggedArticle(tag=tag, content_object=row) for row in rows)
    TaggedArticle.objects.filter(content_object=rows[0]).update(tag=other)
    Article.objects.filter(pk=rows[1].pk).update(visible_until=timezone.now())
    TaggedArticle.objects.filter(content_object=rows[2]).delete()
    Article.objects.filter(pk=rows[3].pk).delete()

    check_upkeep()
    assert lists_of(rows[3]) == []
    assert f"tag:{other.pk}" in lists_of(rows[0])


def test_what_does_not_move_an_article_leaves_its_rows_alone() -> None:
    article = a_published()
    rows = asked(ROWS)

    Article.objects.filter(pk=article.pk).update(title="改了标题", saves=7)
    Article.objects.get(pk=article.pk).save()

    assert asked(ROWS) == rows
    check_upkeep()


def test_a_merged_tag_takes_its_articles_along() -> None:
    tag, *_ = some_names()
    kept = Tag.objects.create(name="新能源")
    both, one = a_published(), a_published()
    named(both, tag, kept)
    named(one, tag)

    merge(tag, kept)

    assert not [row for row in asked(ROWS) if row[0] == f"tag:{tag.pk}"]
    assert f"tag:{kept.pk}" in lists_of(one)
    check_upkeep()


def test_ensure_brings_back_what_a_migration_took_away() -> None:
    article = a_published()
    upkeep.remove(connection)
    Article.objects.filter(pk=article.pk).update(visible_until=timezone.now())
    assert not upkeep.is_installed(connection)

    upkeep.ensure()

    assert upkeep.is_installed(connection)
    assert asked(COUNTS) == []
