"""Every change of a record leaves old and new values, who, from where."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import (
    Article,
    AuditEntry,
    Channel,
    Official,
    PhotoCaption,
    Post,
    Tag,
)
from tests.admin.desk import ADD, form
from tests.builders import a_channel, a_draft

pytestmark = pytest.mark.django_db


def last(**wanted: object) -> AuditEntry:
    return AuditEntry.objects.filter(**wanted).latest("pk")


def test_a_saved_draft_says_who_from_where_and_what(desk: Client, aygul: User) -> None:
    channel = a_channel()

    desk.post(ADD, form(channel, title="新的报道", tags="新材料"), REMOTE_ADDR="203.0.113.7")

    article = Article.objects.get()
    made = last(kind="articles.article", action="create")
    tagged = last(kind="articles.article", action="change", changes__has_key="tags")
    assert (made.actor, made.actor_name) == (aygul, "阿依古丽（aygul）")
    assert (made.address, made.category, made.result) == ("203.0.113.7", "content", "done")
    assert (made.key, made.name) == (str(article.pk), "新的报道")
    assert made.changes["title"] == [None, "新的报道"]
    assert made.changes["channel"] == [None, {"key": channel.pk, "name": "园区动态"}]
    assert tagged.changes == {"tags": [[], [{"key": Tag.objects.get().pk, "name": "新材料"}]]}
    assert tagged.act == made.act


def test_of_a_long_text_the_trail_keeps_hash_and_length() -> None:
    article = a_draft(body="<p>旧的正文。</p>")
    article.body = "<p>新的正文，长一些。</p>"
    article.save()

    changes = last(kind="articles.article").changes

    assert set(changes) == {"body"}
    assert [value["length"] for value in changes["body"]] == [12, 16]
    assert "正文" not in str(changes)


def test_a_save_that_changes_nothing_leaves_nothing() -> None:
    article = a_draft()
    before = AuditEntry.objects.count()

    article.saves += 1
    article.save()
    article.officials.set([])

    assert AuditEntry.objects.count() == before


def test_a_part_is_found_with_the_record_it_belongs_to() -> None:
    official = Official.objects.create(name="崔玉淼")
    owner = f"articles.official:{official.pk}"
    post = Post.objects.create(official=official, title="书记")
    post.title = "党委书记"
    post.save()
    official.delete()

    trail = AuditEntry.objects.about(owner)

    assert [(entry.kind, entry.action) for entry in trail] == [
        ("articles.official", "delete"),
        ("articles.post", "delete"),
        ("articles.post", "change"),
        ("articles.post", "create"),
        ("articles.official", "create"),
    ]
    assert trail[2].changes == {"title": ["书记", "党委书记"]}
    assert trail[0].changes["name"] == ["崔玉淼", None]


def test_links_are_recorded_from_either_side() -> None:
    article = a_draft()
    official = Official.objects.create(name="崔玉淼")
    named = {"key": official.pk, "name": "崔玉淼"}

    official.articles.add(article)
    added = last(kind="articles.article").changes
    official.articles.clear()
    cleared = last(kind="articles.article").changes
    article.officials.add(official)
    article.officials.remove(official)
    removed = last(kind="articles.article").changes

    assert added == {"officials": [[], [named]]}
    assert cleared == removed == {"officials": [[named], []]}


def test_a_deleted_draft_takes_its_pictures_along_in_the_trail() -> None:
    article = a_draft()
    PhotoCaption.objects.create(article=article, caption="厂房")
    owner = f"articles.article:{article.pk}"
    article.delete()

    gone = AuditEntry.objects.about(owner).filter(action="delete")

    assert {entry.kind for entry in gone} == {"articles.article", "articles.photocaption"}


def test_what_a_rolled_back_save_did_is_not_in_the_trail(desk: Client) -> None:
    Channel.objects.create(name="园区动态", slug="a", description="一")
    before = AuditEntry.objects.count()

    desk.post("/admin/articles/channel/add/", {"name": "园区动态", "slug": "b"})

    assert AuditEntry.objects.count() == before


def test_telephones_and_identity_cards_are_masked() -> None:
    tag = Tag.objects.create(name="人才", description="联系 139-1234-5678 或 650102199001011234")

    entry = last(kind="articles.tag")

    assert entry.changes["description"] == [None, "联系 139****5678 或 6501****1234"]
    assert tag.description.startswith("联系 139-1234-5678")
