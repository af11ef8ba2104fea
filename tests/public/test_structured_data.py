"""What machines read of a page: JSON-LD and Open Graph say what the page says, and no more."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import SiteIdentity
from tests.builders import a_draft, a_picture, a_published, publish

pytestmark = pytest.mark.django_db


def structured(client: Client, address: str) -> dict[str, dict]:
    """Return the page's structured data by type."""
    shown = client.get(address).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown, re.S)
    found = [json.loads(block) for block in blocks]
    assert all(data["@context"] == "https://schema.org" for data in found)
    return {data["@type"]: data for data in found}


def shared_as(client: Client, address: str) -> dict[str, str]:
    shown = client.get(address).content.decode()
    pairs = re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', shown)
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


def test_an_article_says_when_where_and_whom_it_names(seeded: None, client: Client) -> None:
    article = structured(client, "/articles/20220001/")["NewsArticle"]

    assert article["headline"] == "园区高质量发展百强（2022）"
    assert article["inLanguage"] == "zh-Hans"
    assert article["mainEntityOfPage"] == "http://testserver/articles/20220001/"
    assert article["datePublished"] == "2026-11-20T09:30:00+08:00"
    people = [one for one in article["mentions"] if one["@type"] == "Person"]
    assert [one["name"] for one in people] == ["崔玉淼"]
    assert len(article["mentions"]) == 10
    for unknown in ("author", "editor", "image", "creditText", "abstract"):
        assert unknown not in article


def test_in_traditional_script_it_is_traditional(seeded: None, client: Client) -> None:
    found = structured(client, "/zh-hant/articles/20220001/")

    assert found["NewsArticle"]["headline"] == "園區高質量發展百強（2022）"
    assert found["NewsArticle"]["inLanguage"] == "zh-Hant"
    trail = found["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in trail] == [(1, "首頁"), (2, "園區動態")]
    assert trail[1]["item"] == "http://testserver/zh-hant/channels/yuan-qu-dong-tai/"


def test_each_kind_of_record_is_what_it_is(seeded: None, client: Client) -> None:
    official = structured(client, "/officials/cui-yu-miao/")["Person"]
    address = "/enterprises/xin-jiang-lai-wo-ke-ji-gu-fen-you-xian-gong-si/"
    company = structured(client, address)["Organization"]

    assert official["name"] == "崔玉淼"
    assert official["jobTitle"] == ["市委常委、高新区（新市区）委书记"]
    assert company["name"] == "新疆莱沃科技股份有限公司"
    assert company["url"] == f"http://testserver{address}"
    assert "description" not in company
    assert "ImageObject" not in structured(client, "/photos/20220001-1/")


def test_the_site_has_a_search_and_its_figures_are_data(seeded: None, client: Client) -> None:
    site = structured(client, "/zh-hant/")["WebSite"]
    data = structured(client, "/figures/")["Dataset"]

    assert site["potentialAction"]["target"] == "http://testserver/zh-hant/search/?q={words}"
    files = {file["encodingFormat"]: file["contentUrl"] for file in data["distribution"]}
    assert set(files) == {"text/csv", "application/json"}
    for kind, address in files.items():
        assert client.get(address)["Content-Type"].startswith(kind)


def test_a_picture_is_described_once_it_is_there(site: None, client: Client, chenjing) -> None:
    draft = a_draft()
    upload = SimpleUploadedFile("厂房.jpg", a_picture(), "image/jpeg")
    caption = draft.captions.create(number=1, caption="生产线", image=upload, rights="本站")
    publish(draft, actor=chenjing)

    own = structured(client, caption.get_absolute_url())["ImageObject"]
    article = structured(client, draft.get_absolute_url())["NewsArticle"]

    assert own["caption"] == "生产线"
    assert own["contentUrl"] == f"http://testserver{caption.image.url}"
    assert (own["width"], own["height"]) == caption.size
    assert article["image"][0]["contentUrl"] == own["contentUrl"]
    assert shared_as(client, draft.get_absolute_url())["image"] == own["contentUrl"]


def test_nothing_in_it_can_end_its_element(site: None, client: Client) -> None:
    hostile = '</script><script>alert(1)</script><!-- & "\\u003C'
    article = a_published(title=hostile)

    shown = client.get(article.get_absolute_url()).content.decode()

    assert structured(client, article.get_absolute_url())["NewsArticle"]["headline"] == hostile
    assert "<script>alert" not in shown
    assert "<!--" not in shown


def test_a_sample_organisation_is_not_given_out_as_the_publisher(site: None, client) -> None:
    SiteIdentity.objects.update(is_sample=True, host_organisation="示例单位")
    address = a_published().get_absolute_url()

    sample = structured(client, address)["NewsArticle"]["publisher"]["name"]
    identity = SiteIdentity.objects.get()
    identity.is_sample = False
    identity.save()
    real = structured(client, address)["NewsArticle"]["publisher"]["name"]

    assert (sample, real) == (SiteIdentity.objects.get().name, "示例单位")


def test_a_shared_link_shows_title_and_first_sentence(seeded: None, client: Client) -> None:
    shared = shared_as(client, "/articles/20190001/")

    assert shared["type"] == "article"
    assert shared["title"] == "乌鲁木齐高新区（新市区）：丝绸之路经济带上璀璨之星"
    assert shared["url"] == "http://testserver/articles/20190001/"
    assert len(shared["description"]) > 30
    assert shared_as(client, "/tags/")["title"] == "标签"
