"""Every page in both scripts; addresses and manuscripts are untouched."""

import re

import pytest
from django.test import Client

from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def test_the_report_stands_in_traditional_script(client: Client) -> None:
    shown = page(client, "/zh-hant/articles/20220001/")

    assert '<html lang="zh-Hant">' in shown
    assert "園區高質量發展百強（2022）" in shown
    assert "烏魯木齊高新區（新市區）" in shown
    assert "qū" not in shown
    assert "高质量" not in re.sub(r'translate="no"[^<]*<', "", shown)


def test_links_stay_inside_the_script_and_keep_their_addresses(client: Client) -> None:
    simplified = page(client, "/articles/20220001/")
    traditional = page(client, "/zh-hant/articles/20220001/")

    def internal(text: str) -> list[str]:
        found = re.findall(r'href="(/(?!static|media)[^"]*)"', text)
        return [re.sub("^/zh-hant/", "/", address) for address in found]

    assert internal(traditional) == internal(simplified)
    outside = [
        address
        for address in re.findall(r'href="(/[^"]*)"', traditional)
        if not address.startswith(("/zh-hant/", "/static/"))
    ]
    assert set(outside) == {"/articles/20220001/"}


@pytest.mark.parametrize("address", ["/", "/articles/20220001/", "/tags/", "/photos/20220001-1/"])
def test_each_script_points_to_the_other(client: Client, address: str) -> None:
    for own, other in ((address, f"/zh-hant{address}"), (f"/zh-hant{address}", address)):
        shown = page(client, own)
        codes = ("zh-Hans", "zh-Hant") if own == address else ("zh-Hant", "zh-Hans")
        assert f'<link rel="canonical" href="http://testserver{own}">' in shown
        assert f'hreflang="{codes[0]}" href="http://testserver{own}"' in shown
        assert f'hreflang="{codes[1]}" href="http://testserver{other}"' in shown
        assert f'<a href="{other}" hreflang="{codes[1]}"' in shown


def test_the_manuscript_is_shown_as_received_in_both_scripts(client: Client) -> None:
    shown = page(client, "/zh-hant/articles/20190001/source/")

    assert "乌鲁木齐高新技术产业开发区" in shown
    assert "烏魯木齊高新技術產業開發區" in shown


def test_errors_and_feed_come_in_traditional_script_too(client: Client) -> None:
    missing = client.get("/zh-hant/articles/20990001/")

    assert missing.status_code == 404
    assert "沒有找到這個頁面" in missing.content.decode()
    feed = page(client, "/zh-hant/feeds/articles.xml")
    assert "園區高質量發展百強" in feed
    assert "/zh-hant/articles/20220001/" in feed


def test_the_accept_language_header_decides_nothing(client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": "zh-Hant, en"})

    assert response.status_code == 200
    assert '<html lang="zh-CN">' in response.content.decode()
