"""Pictures by address: public while something published shows them; originals nowhere."""

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client

from articles.imaging import rendition_name
from articles.models import PhotoCaption
from articles.models.picture_field import store_picture
from articles.workflow import perform
from tests.builders import a_draft, a_picture, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def a_captioned_draft():
    draft = a_draft()
    PhotoCaption.objects.create(
        article=draft, caption="说明", image=ContentFile(a_picture(), name="照片.jpg")
    )
    return draft


def test_a_drafts_picture_is_for_staff_only(client: Client, aygul: User) -> None:
    address = a_captioned_draft().captions.get().image.url

    assert client.get(address).status_code == 404
    client.force_login(aygul)
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_published_picture_is_served_safely_with_its_renditions(
    client: Client, chenjing: User
) -> None:
    draft = a_captioned_draft()
    publish(draft, actor=chenjing)
    image = draft.captions.get().image

    for name, kind in ((image.name, "image/jpeg"), (rendition_name(image.name, width=480), "image/webp")):  # fmt: skip
        response = client.get(f"/media/{name}")
        assert response.status_code == 200
        assert response["Content-Type"] == kind
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "immutable" in response["Cache-Control"]
        assert not response.cookies


def test_who_has_a_picture_is_told_so_while_it_is_public(
    client: Client, chenjing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = a_captioned_draft()
    publish(draft, actor=chenjing)
    address = draft.captions.get().image.url
    held = {"If-None-Match": client.get(address)["ETag"]}

    monkeypatch.setattr("articles.public.views.media.stored_picture", None)  # no file is read
    again = client.get(address, headers=held)
    perform("withdraw", draft, actor=chenjing, remark="原因")

    assert (again.status_code, again.content) == (304, b"")
    assert "immutable" in again["Cache-Control"]
    assert client.get(address, headers=held).status_code == 404


def test_a_withdrawn_picture_is_gone(client: Client, chenjing: User) -> None:
    draft = a_captioned_draft()
    publish(draft, actor=chenjing)
    address = draft.captions.get().image.url

    perform("withdraw", draft, actor=chenjing, remark="原因")

    assert client.get(address).status_code == 404


def test_a_picture_in_the_text_is_public_with_its_article(client: Client, chenjing: User) -> None:
    from django.core.files.storage import default_storage

    from articles.imaging import clean_picture

    name = store_picture(clean_picture(a_picture(), filename="a.jpg"), default_storage)
    draft = a_draft(body=f'<p>图</p><p><img src="/media/{name}" alt="厂房"></p>')
    assert client.get(f"/media/{name}").status_code == 404

    publish(draft, actor=chenjing)

    assert client.get(f"/media/{name}").status_code == 200
    shown = client.get(draft.get_absolute_url()).content.decode()
    assert 'width="640" height="400"' in shown
    assert "640w" in shown
    assert 'alt="厂房"' in shown


@pytest.mark.parametrize(
    "name",
    ["pictures/../../../manage.py", "../db.sqlite3", "pictures/a.jpg", "x.html", "pictures/%00.jpg",
     "pictures/" + "0" * 32 + "-1x1.jpg", "pictures/" + "0" * 32 + "-1x1.svg"],
)  # fmt: skip
def test_any_other_name_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/media/{name}").status_code in {400, 404}
