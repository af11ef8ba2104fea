"""A link that ended answers as a wrong one, and a live one makes nothing public."""

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
    for reply in (answer, wrong):
        del reply.headers["X-Request-ID"]  # a new number for each request
    assert answer.headers == wrong.headers
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(f"{address}media/{picture}").status_code == 404


def test_all_404s_cost_the_same_queries(
    client: Client, aygul: User, django_assert_num_queries
) -> None:
    address = a_link(a_draft(), aygul)
    revoked(PreviewLink.objects.get(), aygul)
    client.get("/nowhere/")  # the site is read once for all

    for tried in (address, f"/preview/{'x' * 43}/", "/preview/x/"):
        with django_assert_num_queries(2):
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
