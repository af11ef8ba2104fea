"""Every change of a record can be taken back, while nobody has changed it again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import (
    AuditEntry,
    CalendarDay,
    Channel,
    Enterprise,
    HomeFigure,
    Official,
    Post,
    SiteIdentity,
    Tag,
)
from tests.audit.test_changes import last

pytestmark = pytest.mark.django_db


def undo_url(record: object, entry: AuditEntry | None = None) -> str:
    entry = entry or AuditEntry.objects.about(f"{record._meta.label_lower}:{record.pk}")[0]
    name = f"admin:articles_{record._meta.model_name}_undo"
    return reverse(name, args=[record.pk, entry.pk])


def history_url(record: object) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_history", args=[record.pk])


def change(record: object, **values: object) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def test_the_history_says_who_changed_what_and_shows_no_address(desk: Client) -> None:
    official = Official.objects.create(name="崔玉森")
    posted = {
        "name": "崔玉淼",
        "tags": "领导",
        **NO_POSTS,
        "seen_state": seen_state(desk, official),
    }
    desk.post(f"/admin/articles/official/{official.pk}/change/", posted)

    page = desk.get(history_url(official)).content.decode()

    assert all(words in page for words in ("阿依古丽", "姓名", "崔玉森", "崔玉淼", "领导", "标签"))
    assert page.count("撤销这次修改") == 1
    assert "127.0.0.1" not in page


NO_POSTS = {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}


def seen_state(desk: Client, record: object) -> str:
    url = f"/admin/articles/{record._meta.model_name}/{record.pk}/change/"
    return desk.get(url).context["adminform"].form.initial["seen_state"]


def test_one_save_is_taken_back_with_its_tags(desk: Client, aygul: User) -> None:
    official = Official.objects.create(name="崔玉森", biography="旧")
    posted = {
        "name": "崔玉淼",
        "biography": "",
        "tags": "领导",
        **NO_POSTS,
        "seen_state": seen_state(desk, official),
    }
    desk.post(f"/admin/articles/official/{official.pk}/change/", posted)
    url = undo_url(official)

    asked = desk.get(url).content.decode()
    desk.post(url)

    official.refresh_from_db()
    undone = AuditEntry.objects.about(f"articles.official:{official.pk}").filter(action="undo")
    assert "撤销后" in asked
    assert (official.name, official.biography, official.tags.count()) == ("崔玉森", "旧", 0)
    assert {entry.actor for entry in undone} == {aygul}
    assert "阿依古丽" in undone[0].note


def test_an_undo_can_be_undone(superuser: Client) -> None:
    tag = Tag.objects.create(name="新材料", description="一")
    change(tag, description="二")

    superuser.post(undo_url(tag))
    superuser.post(undo_url(tag))

    tag.refresh_from_db()
    assert tag.description == "二"


def test_each_kind_of_record_goes_back(superuser: Client, site: SiteIdentity) -> None:
    cluster = Tag.objects.create(name="新材料", kind="industry")
    rows = [
        (Channel.objects.create(name="栏目", slug="lan-mu", description="一"), {"position": 3}),
        (Enterprise.objects.create(full_name="企业", cluster=cluster), {"cluster": None}),
        (Tag.objects.create(name="旧名"), {"name": "新名", "kind": "city"}),
        (site, {"contact": "电话 0991-7654321", "is_sample": False}),
        (HomeFigure.objects.create(public_id="20220001", code="F01"), {"position": 2}),
        (CalendarDay.objects.create(kind="rest", first="2026-10-01"), {"last": "2026-10-07"}),
    ]
    for record, values in rows:
        record.refresh_from_db()
        before = {name: getattr(record, name) for name in values}
        change(record, **values)

        answer = superuser.post(undo_url(record))

        record.refresh_from_db()
        assert answer.status_code == 302, record
        assert {name: getattr(record, name) for name in values} == before


def test_a_part_goes_back_from_the_page_of_its_record(desk: Client) -> None:
    official = Official.objects.create(name="崔玉淼")
    post = Post.objects.create(official=official, title="书记")
    change(post, title="副书记")

    desk.post(undo_url(official, last(kind="articles.post")))

    post.refresh_from_db()
    assert post.title == "书记"
