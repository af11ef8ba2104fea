"""The desk's preview of any edition at three widths, and its policy on frames."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from articles.workflow import perform
from tests.builders import a_draft, publish
from tests.media.sharing import a_pictured_draft

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
