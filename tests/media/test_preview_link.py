"""A preview link shows one unpublished edition to somebody without an account, and no more."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import previewing
from articles.models import PreviewLink, PreviewVisit
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


def revoked(link: PreviewLink, maker: User) -> None:
    previewing.revoke(link, actor=maker)


def expired(link: PreviewLink, maker: User) -> None:
    now = timezone.now()
    PreviewLink.objects.update(made_at=now - timedelta(days=4), expires_at=now)


def deleted(link: PreviewLink, maker: User) -> None:
    link.article.delete()


def left_behind(link: PreviewLink, maker: User) -> None:
    User.objects.filter(pk=maker.pk).update(is_active=False)


@pytest.mark.parametrize("ended", [revoked, expired, deleted, left_behind])
def test_a_link_that_ended_answers_as_a_wrong_one(client: Client, aygul: User, ended) -> None:
    draft = a_pictured_draft()
    address, picture = a_link(draft, aygul), draft.captions.get().image.name
    wrong = client.get(f"/preview/{'x' * 43}/")

    ended(PreviewLink.objects.get(), aygul)

    answer = client.get(address)
    assert answer.status_code == wrong.status_code == 404
    assert answer.content == wrong.content
    assert answer.headers == wrong.headers
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(f"{address}media/{picture}").status_code == 404


def test_all_404s_cost_the_same_queries(
    client: Client, aygul: User, django_assert_num_queries
) -> None:
    address = a_link(a_draft(), aygul)
    revoked(PreviewLink.objects.get(), aygul)

    for tried in (address, f"/preview/{'x' * 43}/", "/preview/x/"):
        with django_assert_num_queries(3):
            client.get(tried)


def test_a_visit_is_written_down_with_its_network_only(client: Client, aygul: User) -> None:
    address = a_link(a_draft(), aygul)

    client.get(address, REMOTE_ADDR="198.51.100.77")
    client.get(address, REMOTE_ADDR="198.51.100.78")
    client.get(address, REMOTE_ADDR="2001:db8:1:2::9")
    client.get("/preview/wrong/", REMOTE_ADDR="203.0.113.1")

    assert {visit.network for visit in PreviewVisit.objects.all()} == {
        "198.51.100.0/24",
        "2001:db8:1::/48",
    }
    assert PreviewVisit.objects.count() == 2


def test_the_token_is_stored_nowhere(client: Client, aygul: User) -> None:
    token = a_link(a_draft(), aygul).split("/")[2]

    row = PreviewLink.objects.values().get()

    assert token not in str(row)
    assert len(row["token_hash"]) == 64


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-articles.xml", "/feeds/articles.xml", "/search/?q=尚未发布", "/"])  # fmt: skip
def test_a_link_makes_nothing_public(client: Client, aygul: User, address: str) -> None:
    a_link(a_pictured_draft(), aygul)

    page = client.get(address).content.decode()

    assert SECRET not in page.replace("尚未发布”", "")
    assert "/preview/" not in page
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("token", ["%00", "x" * 129, "中文", "a" * 43 + "%0a", "..%2f"])
def test_any_other_address_is_not_found(client: Client, token: str) -> None:
    assert client.get(f"/preview/{token}/").status_code in {400, 404}
    assert client.get(f"/preview/{'x' * 43}/media/{token}").status_code in {400, 404}
    assert client.post(f"/preview/{'x' * 43}/").status_code in {403, 405}
