"""A preview link shows one unpublished edition to somebody without an account, and no more."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.builders import a_draft
from tests.media.sharing import a_link, a_pictured_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SECRET = "尚未发布的报道"


def test_it_shows_the_edition_and_is_kept_by_nobody(client: Client, aygul: User) -> None:
    address = a_link(a_pictured_draft(), aygul)

    answer = client.get(address)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert SECRET in page
    assert "预览，未发布，请勿转发" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "DENY"
    assert not answer.has_header("ETag")
    assert not answer.cookies


def test_it_comes_in_traditional_script_and_for_elder_readers(client: Client, aygul: User) -> None:
    address = a_link(a_draft(title="园区产业发展"), aygul)

    assert "園區產業發展" in client.get(f"/zh-hant{address}").content.decode()
    elder = client.get(f"{address}?mode=elder").content.decode()
    assert 'data-mode="elder"' in elder
    assert "园区产业发展" in elder


def test_only_its_own_pictures_open_under_the_token(client: Client, aygul: User) -> None:
    draft, other = a_pictured_draft(), a_pictured_draft(title="另一篇")
    address, foreign = a_link(draft, aygul), other.captions.get().image.name

    shown = re.findall(r'(?:src|href|srcset)="([^" ]*/pictures/[^" ]*)', client.get(address).content.decode())  # fmt: skip

    assert len(set(shown)) >= 2
    for picture in shown:
        answer = client.get(picture)
        assert picture.startswith(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"{address}media/{foreign}").status_code == 404
    assert client.get(f"/media/{draft.captions.get().image.name}").status_code == 404


def test_pictures_in_the_text_open_too(client: Client, aygul: User) -> None:
    name = a_pictured_draft().captions.get().image.name
    draft = a_draft(body=f'<p><img src="/media/{name}" alt="厂房"></p>')

    page = client.get(address := a_link(draft, aygul)).content.decode()

    assert f'src="{address}media/{name}"' in page
    assert client.get(f"{address}media/{name}").status_code == 200


def test_it_says_when_the_content_changed_since(client: Client, aygul: User) -> None:
    draft = a_draft()
    address = a_link(draft, aygul)
    assert "又有改动" not in client.get(address).content.decode()

    draft.title = "改过的标题"
    draft.save()

    page = client.get(address).content.decode()
    assert "又有改动" in page
    assert "改过的标题" in page
