"""The media desk: lacking words are written in place; rights, bad input, queries."""

import pytest
from django.test import Client
from django.utils.html import escape

from articles.models import Article, Channel
from tests.builders import a_draft
from tests.conftest import member
from tests.media.library import DESK, a_slot, an_upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def upload_to(article: Article) -> str:
    return f"{DESK}article/{article.pk}/"


def test_lacking_words_are_written_in_place(desk: Client) -> None:
    slot = a_slot(a_draft(), size=(64, 40), photographer="王磊")
    page = desk.get(f"{DESK}lacking/").content.decode()
    assert "缺：版权、替代文字" in page
    words = {"photographer": "王磊", "rights": "本单位", "alt_text": "一排厂房", "back": "lacking"}

    stale = desk.post(f"{DESK}slot/{slot.pk}/", {**words, "seen_state": "x" * 64})
    seen = stale.context["card"]["form"]["seen_state"].initial
    saved = desk.post(f"{DESK}slot/{slot.pk}/", {**words, "seen_state": seen})

    assert "又被保存过" in stale.content.decode()
    assert "一排厂房" in stale.content.decode()
    assert saved["Location"] == f"{DESK}lacking/"
    slot.refresh_from_db()
    assert (slot.rights, slot.alt_text) == ("本单位", "一排厂房")
    assert "缺：" not in desk.get(f"{DESK}lacking/").content.decode()


def test_a_decorative_picture_with_an_alternative_text_is_refused(desk: Client) -> None:
    slot = a_slot(a_draft(), size=(64, 40))

    answer = desk.post(f"{DESK}slot/{slot.pk}/", {"is_decorative": "on", "alt_text": "厂房"})

    assert "请清空替代文字" in answer.content.decode()


def test_rights_are_asked_for(client: Client) -> None:
    draft = a_draft()
    slot = a_slot(draft)
    reader = member("y", "杨", "一审")
    client.force_login(reader)
    assert client.get(DESK).status_code == 200
    client.post(upload_to(draft), {f"image-{slot.pk}": an_upload()})
    client.force_login(member("s", "孙", "系统管理员"))
    for page in ("", "lacking/", "files/", "unused/", "duplicates/", "missing/", f"slot/{slot.pk}/"):  # fmt: skip
        assert client.get(f"{DESK}{page}").status_code == 403, page
    assert client.post(upload_to(draft), {f"image-{slot.pk}": an_upload()}).status_code == 403
    writer = member("z", "郑", "采编")
    writer.channels.add(Channel.objects.create(name="别的栏目", slug="bie-de"))
    client.force_login(writer)
    client.post(upload_to(draft), {f"image-{slot.pk}": an_upload()})

    slot.refresh_from_db()
    assert not slot.image


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_bad_input_is_no_fault(desk: Client, number: str) -> None:
    assert desk.get(f"{DESK}slot/{number}/").status_code == 404
    assert desk.post(f"{DESK}article/{number}/").status_code == 404
    assert desk.get(f"{DESK}?page={number}").status_code == 200
    draft = a_draft(title="<b>粗</b>")
    slot = a_slot(draft, caption="说<明")
    odd = {f"image-{number}": an_upload(), "image-": an_upload(), "x": an_upload(), "page": number}
    assert desk.post(upload_to(draft), odd).status_code == 302
    assert escape("说<明") in desk.get(f"{DESK}slot/{slot.pk}/").content.decode()


def test_the_number_of_queries_does_not_grow(desk: Client, django_assert_max_num_queries) -> None:
    for _ in range(8):
        draft = a_draft()
        a_slot(draft)
        a_slot(draft, size=(8, 6))

    for page, most in (("", 14), ("lacking/", 11), ("files/", 14), ("unused/", 15), ("duplicates/", 15), ("missing/", 12)):  # fmt: skip
        with django_assert_max_num_queries(most):
            desk.get(f"{DESK}{page}")
