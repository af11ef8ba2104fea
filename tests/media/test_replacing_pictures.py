"""A picture is replaced in its place; what came in meanwhile is kept, a twin is told of."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from articles.workflow import perform
from tests.builders import a_draft, publish
from tests.media.library import DESK, a_slot, an_upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def upload_to(article: Article) -> str:
    return f"{DESK}article/{article.pk}/"


def test_a_picture_that_came_in_meanwhile_is_not_overwritten(desk: Client) -> None:
    draft = a_draft()
    slot = a_slot(draft)
    desk.post(upload_to(draft), {f"image-{slot.pk}": an_upload(), f"seen-{slot.pk}": ""})
    slot.refresh_from_db()
    first = slot.image.name

    late = desk.post(
        upload_to(draft), {f"image-{slot.pk}": an_upload(), f"seen-{slot.pk}": ""}, follow=True
    )

    slot.refresh_from_db()
    assert "别人已经补过" in late.content.decode()
    assert slot.image.name == first


def test_replacing_keeps_the_place_and_the_old_edition_its_file(
    desk: Client, aygul: User, chenjing: User, client: Client
) -> None:
    live = a_draft()
    old = a_slot(live, size=(640, 400), position=3, rights="本单位")
    publish(live, actor=chenjing)
    amended = perform("amend", live, actor=aygul)
    slot = amended.captions.get()

    desk.post(
        upload_to(amended),
        {"back": "slot", f"image-{slot.pk}": an_upload((320, 200)), f"seen-{slot.pk}": slot.image.name},
    )  # fmt: skip

    slot.refresh_from_db()
    old.refresh_from_db()
    assert slot.size == (320, 200)
    assert (slot.number, slot.position, slot.caption) == (old.number, 3, "厂房")
    assert old.size == (640, 400)
    assert Client().get(old.image.url).status_code == 200


def test_a_picture_used_already_is_taken_and_said(desk: Client) -> None:
    known, draft = a_draft(title="先用的报道"), a_draft()
    a_slot(known, size=(640, 400))
    slot = a_slot(draft)

    answer = desk.post(upload_to(draft), {f"image-{slot.pk}": an_upload()}, follow=True)

    assert "这张图片已用在《先用的报道》第 1 版（草稿）第 1 图" in answer.content.decode()
    slot.refresh_from_db()
    assert slot.image


def test_the_text_editor_says_it_too(desk: Client) -> None:
    a_slot(a_draft(title="先用的报道"), size=(640, 400))

    answer = desk.post("/admin/articles/article/picture-upload/", {"upload": an_upload()}).json()

    assert answer["uploaded"] == 1
    assert "《先用的报道》" in answer["error"]["message"]
