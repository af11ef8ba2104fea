"""The whole road in the admin: write, sign by another, amend, withdraw."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.models import Article
from articles.signing import content_hash
from tests.admin.test_ways_around import perform_url
from tests.builders import a_draft, a_picture, a_published, approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_signing_shows_the_article_to_readers(signer: Client) -> None:
    draft = approve(a_draft(title="要发布的"))

    answer = signer.post(
        perform_url(draft, "publish"),
        {"remark": "同意", "seen_hash": content_hash(draft)},
        follow=True,
    )

    assert "《要发布的》：发布已办理，目前是“已发布”。" in answer.content.decode()
    assert Client().get(draft.get_absolute_url()).status_code == 200


def test_the_preview_leads_to_signing_exactly_what_it_showed(signer: Client) -> None:
    draft = approve(a_draft())
    preview = signer.get(f"/admin/articles/article/{draft.pk}/preview/").content.decode()
    address = re.search(r'href="([^"]+/perform/publish/\?seen=(\w{64}))"', preview)
    assert address
    opened = signer.get(address[1]).content.decode()
    seen = re.search(r'name="seen_hash" value="(\w{64})"', opened)
    assert seen
    assert seen[1] == address[2]
    Article.objects.filter(pk=draft.pk).update(body="<p>看过之后又改了。</p>")

    answer = signer.post(perform_url(draft, "publish"), {"seen_hash": seen[1]})

    assert "改动" in answer.content.decode()
    assert not Article.objects.published().exists()


def test_a_refusal_keeps_what_the_signer_typed(signer: Client) -> None:
    draft = a_draft()

    answer = signer.post(
        perform_url(draft, "publish"),
        {"remark": "写了很久的意见", "seen_hash": content_hash(draft)},
    )

    shown = answer.content.decode()
    assert "稿件目前是“草稿”，不能发布。" in shown
    assert "写了很久的意见" in shown


def test_a_schedule_is_read_in_the_offices_time(signer: Client) -> None:
    draft = approve(a_draft())

    answer = signer.post(
        perform_url(draft, "publish"),
        {
            "visible_from_0": "2099-12-01",
            "visible_from_1": "09:00",
            "seen_hash": content_hash(draft),
        },
        follow=True,
    )

    assert "将于 2099-12-01 09:00 发布" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.visible_from.isoformat() == "2099-12-01T01:00:00+00:00"


@pytest.mark.parametrize(
    "posted",
    [
        {"visible_from_0": "2026-13-45", "visible_from_1": "25:00"},
        {"visible_from_0": "99999-01-01", "visible_from_1": "x"},
        {"visible_until_0": "2020-01-01", "visible_until_1": "09:00"},
        {"remark": "长" * 1001},
        {"seen_hash": "0" * 64},
        {"remark": "没有看过"},
    ],
)
def test_bad_orders_are_form_errors(signer: Client, posted: dict) -> None:
    draft = approve(a_draft())

    answer = signer.post(perform_url(draft, "publish"), posted)

    assert answer.status_code == 200
    assert "errornote" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.is_internal


def test_withdrawing_asks_for_the_reason(signer: Client) -> None:
    live = a_published()

    without = signer.post(perform_url(live, "withdraw"), {"remark": "", "public_notice": "说明"})
    assert "errornote" in without.content.decode()
    assert "说明" in without.content.decode()
    assert Article.objects.published().exists()

    signer.post(perform_url(live, "withdraw"), {"remark": "原因", "public_notice": "说明"})
    assert Client().get(live.get_absolute_url()).status_code == 410


def test_amending_opens_the_new_draft(client: Client, aygul: User) -> None:
    live = a_published(title="线上")
    client.force_login(aygul)

    answer = client.post(perform_url(live, "amend"), follow=True)

    assert "第 2 版" in answer.content.decode()
    assert Article.objects.get(public_id=live.public_id, edition=2).is_draft


def test_a_picture_in_the_text_passes_the_same_door(client: Client, aygul: User) -> None:
    client.force_login(aygul)
    exif = Image.Exif()
    exif[0x010E] = "secret"
    upload = SimpleUploadedFile("中文 名.JPG", a_picture(exif=exif.tobytes()), "image/jpeg")

    answer = client.post("/admin/articles/article/picture-upload/", {"upload": upload}).json()

    assert answer["uploaded"] == 1
    stored = client.get(answer["url"]).content
    assert not Image.open(io.BytesIO(stored)).getexif()
    refused = client.post(
        "/admin/articles/article/picture-upload/",
        {"upload": SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")},
    ).json()
    assert refused["uploaded"] == 0
    assert "不是可用的图片" in refused["error"]["message"]
