"""The sitemap: every page in both scripts, with its date and its pictures, in bounded parts."""

import re
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Tag
from articles.public import sitemaps
from tests.builders import a_draft, a_picture, publish

pytestmark = pytest.mark.django_db


def xml(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml"
    text = response.content.decode()
    ElementTree.fromstring(text)
    return text


def parts(client: Client) -> list[str]:
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", xml(client, "/sitemap.xml"))


def test_every_page_stands_in_a_part_in_both_scripts(seeded: None, client: Client) -> None:
    text = "".join(xml(client, part) for part in parts(client))

    for address in ("/", "/articles/20190001/", "/tags/xin-cai-liao/", "/officials/cui-yu-miao/"):
        assert text.count(f"<loc>http://testserver{address}</loc>") == 1
        assert text.count(f"<loc>http://testserver/zh-hant{address}</loc>") == 1


@pytest.mark.one_database
def test_what_stands_in_a_part_is_there(seeded: None, client: Client) -> None:
    """So every tag, name and picture has its page, in both scripts."""
    text = "".join(xml(client, part) for part in parts(client))

    for address in re.findall(r"<loc>http://testserver([^<]+)</loc>", text):
        assert client.get(address).status_code == 200, address


def test_an_article_has_its_date_and_its_twin(seeded: None, client: Client) -> None:
    text = xml(client, "/sitemap-articles.xml")

    assert "<lastmod>2026-11-20T09:30:00+08:00</lastmod>" in text
    for code, prefix in (("zh-Hans", ""), ("zh-Hant", "/zh-hant")):
        twin = f'hreflang="{code}" href="http://testserver{prefix}/articles/20190001/"'
        assert text.count(twin) == 2


def test_pictures_are_named_where_they_are_shown(site: None, client: Client, chenjing) -> None:
    draft = a_draft()
    upload = SimpleUploadedFile("厂房.jpg", a_picture(), "image/jpeg")
    caption = draft.captions.create(number=1, caption="生产线", image=upload)
    draft.captions.create(number=2, caption="待补")
    publish(draft, actor=chenjing)
    image = f"<image:loc>http://testserver{caption.image.url}</image:loc>"

    assert xml(client, "/sitemap-articles.xml").count(image) == 2
    assert xml(client, "/sitemap-photos.xml").count(image) == 2


def test_a_large_part_is_split(seeded: None, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps.BothScripts, "limit", 40)

    tags = [part for part in parts(client) if part.startswith("/sitemap-tags.xml")]
    shown = "".join(xml(client, part) for part in tags)

    assert tags == ["/sitemap-tags.xml", "/sitemap-tags.xml?p=2", "/sitemap-tags.xml?p=3"]
    assert shown.count("<loc>") == 2 * Tag.objects.in_use().count()
    assert sitemaps.BothScripts.limit * 2 <= 50_000


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-tags.xml?p=9", "/sitemap-tags.xml?p=x"])  # fmt: skip
def test_there_is_no_other_part(seeded: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
