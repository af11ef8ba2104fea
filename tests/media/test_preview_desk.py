"""The desk's preview at three widths, and the page where links are made and revoked."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Channel, PreviewLink
from articles.workflow import perform
from tests.builders import a_draft, publish
from tests.conftest import member
from tests.media.sharing import a_link, a_pictured_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def preview(article: Article, rest: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/preview/{rest}"


def links_page(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview-links/"


def test_the_frame_shows_the_chosen_width(desk: Client) -> None:
    draft = a_draft()

    phone = desk.get(preview(draft, "frame/")).content.decode()
    every = desk.get(preview(draft, "frame/?width=all&script=hant&form=elder")).content.decode()

    assert re.findall(r'class="preview-frame (preview-\w+)"', phone) == ["preview-phone"]
    assert re.findall(r'class="preview-frame (preview-\w+)"', every) == [
        "preview-phone", "preview-tablet", "preview-desktop",
    ]  # fmt: skip
    assert "framed=1&amp;script=hant&amp;form=elder&amp;mode=elder" in every


def test_only_these_two_pages_touch_the_policy_on_frames(desk: Client) -> None:
    draft = a_draft()

    inner, frame = desk.get(preview(draft)), desk.get(preview(draft, "frame/"))

    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in inner["Content-Security-Policy"]
    assert "frame-src" not in inner["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in frame["Content-Security-Policy"]
    assert "frame-src 'self'" in frame["Content-Security-Policy"]
    others = ("/admin/", f"/admin/articles/article/{draft.pk}/change/", links_page(draft), "/")
    for address in others:
        answer = desk.get(address)
        assert answer["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], address
        assert "frame-src" not in answer["Content-Security-Policy"], address


def test_script_form_and_print_can_be_chosen(desk: Client) -> None:
    draft = a_draft(title="园区产业发展")

    assert "園區產業發展" in desk.get(preview(draft, "?script=hant")).content.decode()
    assert 'data-mode="elder"' in desk.get(preview(draft, "?mode=elder")).content.decode()
    assert 'media="print"' not in desk.get(preview(draft, "?form=print")).content.decode()


def test_any_edition_can_be_previewed(desk: Client, aygul: User, chenjing: User) -> None:
    first = a_pictured_draft(title="第一版的标题")
    publish(first, actor=chenjing)
    second = perform("amend", first, actor=aygul)
    publish(second, actor=chenjing)
    perform("withdraw", second, actor=chenjing, remark="原因")

    for edition in (first, second):
        page = desk.get(preview(edition)).content.decode()
        picture = re.search(r'src="(/media/pictures/[^"]+)"', page)[1]
        assert "第一版的标题" in page
        assert desk.get(picture).status_code == 200
    assert "第 2 版（已撤稿）" in desk.get(preview(first, "frame/")).content.decode()


def test_an_empty_draft_can_be_previewed(desk: Client) -> None:
    empty = Article.objects.create()

    assert desk.get(preview(empty)).status_code == 200
    assert desk.get(preview(empty, "frame/")).status_code == 200


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
