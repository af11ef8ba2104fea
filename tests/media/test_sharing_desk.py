"""Preview links are made and revoked on the desk, by those who write or review."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Channel, PreviewLink
from tests.builders import a_draft
from tests.conftest import member
from tests.media.sharing import a_link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def links_page(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview-links/"


def test_the_address_of_a_new_link_is_shown_once(desk: Client, client: Client) -> None:
    draft = a_draft()

    made = desk.post(links_page(draft), {"purpose": "统计局李科长核对数字", "days": 5})

    address = re.search(r'value="(http://testserver/preview/[^"]+)"', made.content.decode())[1]
    assert Client().get(address).status_code == 200
    again = desk.get(links_page(draft)).content.decode()
    assert address not in again
    assert "统计局李科长核对数字" in again
    assert "（1 个有效）" in desk.get(f"/admin/articles/article/{draft.pk}/change/").content.decode()  # fmt: skip


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"purpose": "", "days": 3}, "这个字段是必填项"),
        ({"purpose": " \u200b ", "days": 3}, "errorlist"),
        ({"purpose": "核对", "days": 15}, "14"),
        ({"purpose": "核对", "days": "9" * 30}, "14"),
        ({"purpose": "核\0对", "days": 3}, "空字符"),
    ],
)
def test_bad_orders_are_refused_with_the_text_kept(desk: Client, order: dict, reason: str) -> None:
    answer = desk.post(links_page(a_draft()), order)

    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_revoking_closes_the_link_at_once(desk: Client, aygul: User, mahong: User) -> None:
    draft = a_draft()
    address, link = a_link(draft, mahong), PreviewLink.objects.get()
    revoke = f"{links_page(draft)}{link.pk}/revoke/"
    assert desk.get(revoke).status_code == 405

    for _ in range(2):
        assert desk.post(revoke).status_code == 302

    link.refresh_from_db()
    assert link.revoked_by == aygul
    assert Client().get(address).status_code == 404
    assert "已停用" in desk.get(links_page(draft)).content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_an_unknown_link_is_not_found(desk: Client, number: str) -> None:
    assert desk.post(f"{links_page(a_draft())}{number}/revoke/").status_code == 404


def test_reviewers_share_and_others_do_not(client: Client) -> None:
    draft = a_draft()
    link = PreviewLink.objects.get(article=draft) if a_link(draft, member("x", "徐", "采编")) else None  # fmt: skip

    for role, status in (("一审", 200), ("保密审查员", 200), ("系统管理员", 403), ("审计员", 403)):
        client.force_login(member(f"u{role}", role, role))
        assert client.get(links_page(draft)).status_code == status, role
        if status == 403:
            assert client.post(links_page(draft), {"purpose": "看", "days": 1}).status_code == 403
            assert client.post(f"{links_page(draft)}{link.pk}/revoke/").status_code == 403
    assert PreviewLink.objects.count() == 1
    assert PreviewLink.objects.get().revoked_at is None


def test_who_works_in_other_channels_does_not_share(desk: Client, aygul: User) -> None:
    draft = a_draft()
    aygul.channels.add(Channel.objects.create(name="别的栏目", slug="bie-de"))

    assert desk.get(links_page(draft)).status_code == 403


def test_the_number_of_queries_does_not_grow(
    desk: Client, aygul: User, django_assert_max_num_queries
) -> None:
    draft = a_draft()
    for _ in range(8):
        Client().get(a_link(draft, aygul))

    with django_assert_max_num_queries(12):
        desk.get(links_page(draft))
