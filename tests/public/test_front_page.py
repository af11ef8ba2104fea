"""The front page: what leads, what is new in each channel, and what reports say of an industry."""

import re

import pytest
from django.test import Client

from articles.models import Channel, Enterprise, Official, Tag
from articles.public.listing import newest_by_channel
from tests.builders import a_channel, a_draft, a_published
from tests.pages import page

pytestmark = pytest.mark.django_db


def test_the_newest_report_leads_with_three_of_its_names(seeded: None, client: Client) -> None:
    shown = page(client, "/")

    lead = shown[shown.index('class="lead"') : shown.index('class="latest"')]
    names = re.findall(r'<li><a href="[^"]+">([^<]+)</a></li>', lead)
    assert "园区高质量发展百强（2022）" in lead
    assert names == ["崔玉淼", "特变电工新特能源股份有限公司", "新疆莱沃科技股份有限公司"]


def test_each_filled_channel_shows_its_newest(site: None, client: Client) -> None:
    other = Channel.objects.create(name="民生实事", slug="min-sheng", position=9)
    Channel.objects.create(name="空栏目", slug="kong")
    articles = [a_published(title=f"第{n}条消息") for n in range(3)]
    a_published(title="另一栏目的消息", channel=other)
    a_draft(title="草稿", channel=other)

    found = newest_by_channel(list(Channel.objects.filled()), most=2)

    assert [(channel, [article.title for article in rows]) for channel, rows in found] == [
        (a_channel(), [articles[2].title, articles[1].title]),
        (other, ["另一栏目的消息"]),
    ]


def test_an_industry_is_shown_with_the_sentence_that_is_most_its_own(
    seeded: None, client: Client
) -> None:
    shown = page(client, "/")

    sentence = re.search(
        r"新材料</a></h3>\s*<blockquote[^>]*><p>(.*?)</p>.*?href=\"([^\"]+)\"", shown, re.S
    )
    assert sentence
    assert re.sub("<[^>]+>", "", sentence[1]).strip() == (
        "吸引新材料产业资源聚集，形成了新疆硅铝基电子新材料和高分子膜材料的聚集地和主导区。"
    )
    assert sentence[2] == "/articles/20190001/"


def test_an_industry_that_no_report_describes_has_no_sentence(site: None, client: Client) -> None:
    cluster = Tag.objects.create(name="低空经济", slug="di-kong-jing-ji", kind="industry")
    company = Enterprise.objects.create(full_name="某航空企业", cluster=cluster)
    article = a_published(body="<p>正文没有提到。</p>")
    article.enterprises.add(company)

    shown = page(client, "/")

    assert "低空经济" in shown
    assert "<blockquote" not in shown


def test_a_site_without_articles_says_so(site: None, client: Client) -> None:
    Official.objects.create(name="某人")

    shown = page(client, "/")

    assert "还没有发布的文章。" in shown
    assert "某人" not in shown
