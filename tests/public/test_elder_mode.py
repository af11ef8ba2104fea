"""T-OLD-01: the one other form of every page, without JavaScript (docs/adr/0009)."""

import re

import pytest
from django.test import Client

from articles.public.modes import elder_address
from tests.builders import a_draft
from tests.page_kinds import ARTICLE, PAGE_KINDS
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
BAR = '<form id="access"'


@pytest.mark.one_database
@pytest.mark.parametrize("script", ["", "/zh-hant"])
def test_every_link_to_an_own_page_stays_in_the_mode(client: Client, script: str) -> None:
    for address in PAGE_KINDS.values():
        shown = client.get(script + elder_address(address)).content.decode()
        ways = re.findall(r'<a [^>]*?href="(/[^"#]*)', shown)
        pages = [way for way in ways if "." not in way.rpartition("/")[2]]
        out = [way.partition("?")[0] for way in pages if "mode=elder" not in way]

        assert 'data-mode="elder"' in shown, address
        assert BAR in shown, address
        assert len(ways) > 5, address
        back = [] if 'data-without="mode" href="?"' in shown else [address.partition("?")[0]]
        assert out == [script + own for own in back], address  # 返回普通版


def test_the_world_knows_one_address(client: Client) -> None:
    """T-META-07: canonical, alternates and tags name the ordinary page."""
    for address in ("/", ARTICLE, f"/zh-hant{ARTICLE}"):
        head, _, _ = page(client, f"{address}?mode=elder").partition("<body>")

        assert "mode=elder" not in head
        assert f'<link rel="canonical" href="http://testserver{address}">' in head


@pytest.mark.parametrize("mode", ["", "Elder", "elder ", "plain", "elder&mode=x", "１"])
def test_any_other_value_is_ignored(client: Client, mode: str) -> None:
    assert page(client, f"{ARTICLE}?mode={mode}") == page(client, ARTICLE)


def test_the_ordinary_page_leads_there_and_keeps_its_place(client: Client) -> None:
    signed = re.search(r"/leave/\?to=[^\"]+", page(client, ARTICLE))[0]

    assert f'href="{ARTICLE}?mode=elder"' in page(client, ARTICLE)
    assert f'href="{signed}&amp;mode=elder"' in page(client, signed)
    assert BAR not in page(client, ARTICLE)


def test_it_shows_nothing_more_than_the_page_itself(client: Client) -> None:
    """P2: a draft is 404 in every form."""
    draft = a_draft()

    missing = page(client, f"{draft.get_absolute_url()}?mode=elder", status=404)

    assert draft.title not in missing
    assert BAR in missing


def test_a_redirect_stays_in_the_mode(client: Client) -> None:
    assert client.get("/zh-hant?mode=elder")["Location"] == "/zh-hant/?mode=elder"
    assert client.get("/tags?mode=elder")["Location"] == "/tags/?mode=elder"
    assert (
        client.get("/admin/?mode=elder")["Location"] == "/admin/login/?next=/admin/%3Fmode%3Delder"
    )


def test_it_is_cached_and_revalidated_like_any_page(
    client: Client, django_assert_num_queries
) -> None:
    response = client.get(f"{ARTICLE}?mode=elder")
    again = {"If-None-Match": response["ETag"]}

    with django_assert_num_queries(1):
        unchanged = client.get(f"{ARTICLE}?mode=elder", headers=again)

    assert unchanged.status_code == 304
    assert not unchanged.content
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not response.cookies
    assert int(response["Content-Length"]) == len(response.content)


def test_files_have_no_such_form(client: Client) -> None:
    for address in ("/feeds/articles.xml", "/sitemap.xml", "/robots.txt", f"{ARTICLE}qr.svg"):
        assert client.get(f"{address}?mode=elder").content == client.get(address).content
