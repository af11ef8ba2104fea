"""The index moves in the transaction of whoever writes, and with it is taken back."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from articles.models import Article, Enterprise, Official, PhotoCaption, SearchDocument, Tag
from articles.search.rebuilding import differences
from tests.builders import a_draft, a_published
from tests.search.looking import found
from tests.seeding import load_fixtures

pytestmark = pytest.mark.django_db


def assert_index_agrees() -> None:
    assert list(differences()) == []


def test_fixtures_are_followed_twice(seeded: None) -> None:
    assert_index_agrees()
    assert found("赛迪发布") == ["园区高质量发展百强（2022）"]

    load_fixtures()

    assert_index_agrees()


def test_every_change_of_a_record_is_followed() -> None:
    article = a_published(title="果业兴旺")
    official = Official.objects.create(name="某人")
    enterprise = Enterprise.objects.create(full_name="某公司")
    tag = Tag.objects.create(name="某标签")
    cluster = Tag.objects.create(name="某集群", kind="industry")

    def rename(record: object, **fields: str) -> None:
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()

    changes: list[Callable[[], object]] = [
        lambda: article.officials.add(official),
        lambda: article.enterprises.set([enterprise]),
        lambda: article.tags.add(tag),
        lambda: PhotoCaption.objects.create(article=article, caption="摘果"),
        lambda: article.captions.get().tags.set([tag]),
        lambda: article.captions.get().officials.add(official),
        lambda: rename(article.captions.get(), caption="晒果"),
        lambda: official.posts.create(title="园长"),
        lambda: rename(official, name="阿依努尔", aliases="努尔"),
        lambda: rename(enterprise, introduction="做果酱", cluster=cluster),
        lambda: enterprise.tags.add(tag),
        lambda: article.related_links.create(label="外面的报道", url="https://a.example/"),
        lambda: rename(tag, name="水果", synonyms="果品", slug="shui-guo-2"),
        lambda: rename(enterprise, cluster=None),
        lambda: official.posts.get().delete(),
        lambda: article.related_links.get().delete(),
        lambda: official.articles.clear(),
        lambda: official.articles.add(article),
        lambda: official.captions.remove(article.captions.get()),
        lambda: enterprise.articles.remove(article),
        lambda: article.tags.clear(),
        lambda: article.captions.get().delete(),
        lambda: enterprise.tags.clear(),
        lambda: enterprise.delete(),
        lambda: official.delete(),
    ]
    for number, change in enumerate(changes):
        change()
        assert list(differences()) == [], number


def test_a_new_name_is_found_and_the_old_one_no_more() -> None:
    tag = Tag.objects.create(name="旧名")
    a_published().tags.add(tag)

    tag.name = "新名"
    tag.save()

    assert (found("旧名"), found("新名")) == ([], ["新名"])


def test_work_on_a_draft_leaves_the_index_alone() -> None:
    draft = a_draft()
    PhotoCaption.objects.create(article=draft, caption="说明").tags.add("标签甲")
    before = SearchDocument.objects.count()

    draft.title = "改一个字"
    draft.save()
    draft.tags.add("标签甲")

    assert SearchDocument.objects.count() == before
    assert_index_agrees()


def test_a_rolled_back_write_leaves_nothing() -> None:
    before = SearchDocument.objects.count()

    with transaction.atomic():
        a_published(title="果业兴旺")
        transaction.set_rollback(rollback=True)

    assert SearchDocument.objects.count() == before
    assert found("果业") == []
    assert_index_agrees()


def test_the_admin_is_followed(root: User, client: Client) -> None:
    a_published().tags.add(tag := Tag.objects.create(name="旧名"))
    client.force_login(root)

    address = f"/admin/articles/tag/{tag.pk}/change/"
    shown = client.get(address).context["adminform"].form
    typed = {name: shown[name].value() or "" for name in shown.fields}

    answer = client.post(address, {**typed, "name": "新名"})

    assert answer.status_code == 302
    assert found("新名") == ["新名"]


def test_deleting_an_article_leaves_nothing() -> None:
    article = a_published(title="果业兴旺")
    PhotoCaption.objects.create(article=article, caption="果子")

    Article.objects.filter(pk=article.pk).update(status="draft", visible_from=None)
    for records in (article.steps, article.secrecy_reviews):
        records.all()._raw_delete("default")
    Article.objects.get(pk=article.pk).delete()

    assert not SearchDocument.objects.filter(article=article.pk).exists()
