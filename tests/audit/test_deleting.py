"""Deletion is refused while something refers to the record, with links to the places."""

from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import Article, Channel, Enterprise, Official, PhotoCaption, Tag
from tests.builders import a_draft
from tests.conftest import member

pytestmark = pytest.mark.django_db


def delete_url(record: object) -> str:
    return f"/admin/articles/{record._meta.model_name}/{record.pk}/delete/"


def delete(desk: Client, record: object) -> str:
    return desk.post(delete_url(record), {"post": "yes"}).content.decode()


def delete_by_list(desk: Client, *records: object) -> str:
    posted = {
        "action": "delete_selected",
        "_selected_action": [record.pk for record in records],
        "post": "yes",
    }
    url = f"/admin/articles/{records[0]._meta.model_name}/"
    return desk.post(url, posted).content.decode()


def in_caption(record: object) -> None:
    caption = PhotoCaption.objects.create(article=a_draft(title="有图的稿件"), caption="厂房外景")
    field = {"Official": "officials", "Enterprise": "enterprises", "Tag": "tags"}
    getattr(caption, field[type(record).__name__]).add(record)


def in_article(record: object) -> None:
    article = a_draft(title="有图的稿件")
    if isinstance(record, Channel):
        article.channel = record
        article.save()
        return
    field = {"Official": "officials", "Enterprise": "enterprises", "Tag": "tags"}
    getattr(article, field[type(record).__name__]).add(record)


def on_enterprise(record: Tag) -> None:
    Enterprise.objects.create(full_name="中电科").tags.add(record)


def as_cluster(record: Tag) -> None:
    Enterprise.objects.create(full_name="中电科", cluster=record)


RECORDS: dict[str, Callable] = {
    "official": lambda: Official.objects.create(name="崔玉淼"),
    "enterprise": lambda: Enterprise.objects.create(full_name="萊沃"),
    "channel": lambda: Channel.objects.create(name="别的栏目", slug="bie-de", description="一"),
    "tag": lambda: Tag.objects.create(name="新材料", kind="industry"),
}


@pytest.mark.parametrize(
    ("kind", "used", "named"),
    [
        ("official", in_article, '/change/">稿件《有图的稿件》'),
        ("official", in_caption, '/change/">图片与视频“厂房外景”，在稿件'),
        ("enterprise", in_article, '/change/">稿件《有图的稿件》'),
        ("enterprise", in_caption, '/change/">图片与视频“厂房外景”，在稿件'),
        ("channel", in_article, '/change/">稿件《有图的稿件》'),
        ("tag", in_article, '/change/">稿件《有图的稿件》'),
        ("tag", in_caption, '/change/">图片与视频“厂房外景”，在稿件'),
        ("tag", on_enterprise, '/change/">企业、园区与机构“中电科”'),
        ("tag", as_cluster, '/change/">企业、园区与机构“中电科”'),
    ],
)
def test_what_is_used_is_not_deleted(
    superuser: Client, kind: str, used: Callable, named: str
) -> None:
    record = RECORDS[kind]()
    used(record)

    pages = [superuser.get(delete_url(record)).content.decode()]
    pages += [delete(superuser, record), delete_by_list(superuser, record)]

    assert type(record).objects.filter(pk=record.pk).exists()
    assert all(page.count(named) == 1 for page in pages)
    assert all("不能删除" in page for page in pages)


def test_a_name_given_while_the_confirmation_stood_open_counts(superuser: Client) -> None:
    official = Official.objects.create(name="崔玉淼")
    asked = superuser.get(delete_url(official)).content.decode()
    in_article(official)

    refused = delete(superuser, official)

    assert "没有稿件、图片或其他记录提到它" in asked
    assert "不能删除" in refused
    assert Article.objects.get().officials.get() == official


def test_several_go_together_or_not_at_all(superuser: Client) -> None:
    free, used = Tag.objects.create(name="闲"), Tag.objects.create(name="用")
    in_article(used)

    refused = delete_by_list(superuser, free, used)
    kept = Tag.objects.count()
    delete_by_list(superuser, free)

    assert "用：<a href" in refused
    assert kept == 2
    assert list(Tag.objects.all()) == [used]


def test_a_place_that_one_may_not_see_has_a_number_and_no_name(client: Client) -> None:
    client.force_login(member("guanli", "管理", "系统管理员"))
    channel = RECORDS["channel"]()
    in_article(channel)

    page = client.get(delete_url(channel)).content.decode()

    assert f"稿件，编号 {Article.objects.get().public_id}" in page
    assert "有图的稿件" not in page
    assert "/admin/articles/article/" not in page
