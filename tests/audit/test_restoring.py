"""A deleted record comes back with its key, its address, its posts and the tags that remain."""

import pytest
from django.test import Client

from articles.models import AuditEntry, CalendarDay, Enterprise, HomeFigure, Official, Post, Tag
from tests.audit.test_changes import last

pytestmark = pytest.mark.django_db
OFFICIALS = "/admin/articles/official/"


def delete(desk: Client, record: object) -> AuditEntry:
    desk.post(f"/admin/articles/{record._meta.model_name}/{record.pk}/delete/", {"post": "yes"})
    return last(kind=record._meta.label_lower, action="delete")


def restore_url(record: object, entry: AuditEntry) -> str:
    return f"/admin/articles/{record._meta.model_name}/deleted/{entry.pk}/restore/"


def test_an_official_comes_back_whole(superuser: Client) -> None:
    official = Official.objects.create(name="崔玉淼", biography="有出处的简历")
    Post.objects.create(official=official, title="书记", held_from="2022-12")
    official.tags.set([Tag.objects.create(name="领导"), gone := Tag.objects.create(name="旧标签")])
    deletion = delete(superuser, official)
    gone.delete()

    listed = superuser.get(f"{OFFICIALS}deleted/").content.decode()
    asked = superuser.get(restore_url(official, deletion)).content.decode()
    answer = superuser.post(restore_url(official, deletion))

    back = Official.objects.get()
    assert "崔玉淼" in listed
    assert "有出处的简历" in asked
    assert answer["Location"] == f"{OFFICIALS}{official.pk}/change/"
    assert (back.pk, back.slug, back.biography) == (official.pk, official.slug, "有出处的简历")
    assert [post.held_from for post in back.posts.all()] == ["2022-12"]
    assert [tag.name for tag in back.tags.all()] == ["领导"]
    assert last(kind="articles.official", action="restore").note.startswith("恢复删除")


def test_a_post_that_was_deleted_alone_comes_back_from_the_officials_page(
    superuser: Client,
) -> None:
    official = Official.objects.create(name="崔玉淼")
    post = Post.objects.create(official=official, title="书记")
    key = post.pk
    post.delete()
    url = f"{OFFICIALS}{official.pk}/history/{last(kind='articles.post').pk}/undo/"

    listed = superuser.get(f"{OFFICIALS}{official.pk}/history/").content.decode()
    superuser.post(url)
    again = superuser.post(url).content.decode()

    assert url in listed
    assert (official.posts.get().pk, official.posts.get().title) == (key, "书记")
    assert "已经恢复" in again


def test_it_comes_back_once(superuser: Client) -> None:
    day = CalendarDay.objects.create(kind="work", first="2026-10-10", note="调休")
    deletion = delete(superuser, day)

    superuser.post(restore_url(day, deletion))
    again = superuser.post(restore_url(day, deletion))

    assert CalendarDay.objects.get().pk == day.pk
    assert again.status_code == 404


def test_a_name_that_was_given_anew_is_refused(superuser: Client) -> None:
    enterprise = Enterprise.objects.create(full_name="中电科")
    deletion = delete(superuser, enterprise)
    Enterprise.objects.create(full_name="中电科")

    refused = superuser.post(restore_url(enterprise, deletion)).content.decode()

    assert "不能恢复" in refused
    assert "全称" in refused
    assert Enterprise.objects.count() == 1


def test_the_front_page_takes_no_seventh_figure(superuser: Client) -> None:
    figure = HomeFigure.objects.create(public_id="20220001", code="F01")
    deletion = delete(superuser, figure)
    for number in range(2, 8):
        HomeFigure.objects.create(public_id="20220001", code=f"F0{number}")

    refused = superuser.post(restore_url(figure, deletion)).content.decode()

    assert "首页最多 6 项" in refused
    assert HomeFigure.objects.count() == 6


def test_only_who_may_add_such_a_record_brings_one_back(
    superuser: Client, signer: Client, desk: Client
) -> None:
    tag = Tag.objects.create(name="新材料")
    deletion = delete(superuser, tag)

    refused = [signer.post(restore_url(tag, deletion)), signer.get("/admin/articles/tag/deleted/")]
    allowed = desk.post(restore_url(tag, deletion))

    assert [answer.status_code for answer in refused] == [403, 403]
    assert allowed.status_code == 302
