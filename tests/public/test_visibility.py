"""P2: what is not published is nowhere, and what is withdrawn answers 410 with its notice (T-URL-01)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Enterprise, Official, PhotoCaption, Tag
from articles.public.sitemaps import sections
from articles.workflow import perform
from tests.builders import a_draft, a_published, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SECRET = "不可外泄的标题"
SITEMAPS = ["/sitemap.xml", *(f"/sitemap-{section}.xml" for section in sections())]


def give_everything(article: Article) -> None:
    """Let *article* share its tag, its names and its picture's with one that is published."""
    other = a_published(title="公开的另一篇")
    tag, _ = Tag.objects.get_or_create(name="某标签")
    official, _ = Official.objects.get_or_create(name="某人")
    enterprise, _ = Enterprise.objects.get_or_create(full_name="某企业")
    caption = PhotoCaption.objects.create(article=article, caption=f"{SECRET}的图片")
    for record in (article, other, caption):
        record.tags.add(tag)
        record.officials.add(official)
        record.enterprises.add(enterprise)


def public_addresses(article: Article) -> list[str]:
    now = timezone.localtime()
    year, month = now.year, f"{now.month:02d}"
    named = (Tag, Official, Enterprise)
    records = [article.channel, *(row for model in named for row in model.objects.all())]
    pages = [
        "/", "/archive/", f"/archive/{year}/",
        f"/archive/{year}/{month}/", "/tags/", "/officials/", "/enterprises/", "/photos/",
        "/site-map/", "/feeds/articles.xml",
        *[f"/feeds{record.get_absolute_url()[:-1]}.xml" for record in records],
        *[record.get_absolute_url() for record in records],
    ]  # fmt: skip
    return [*pages, *[f"/zh-hant{page}" for page in pages], *SITEMAPS]


def own_addresses(article: Article) -> list[str]:
    own = article.get_absolute_url()
    pictures = [caption.get_absolute_url() for caption in article.captions.all()]
    pages = [own, f"{own}source/", *pictures]
    return [*pages, *[f"/zh-hant{page}" for page in pages]]


def assert_nowhere(client: Client, article: Article, status: int = 404) -> None:
    for address in public_addresses(article):
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 200, address
        assert SECRET not in text, address
        assert "不可外洩的標題" not in text, address
        assert article.public_id not in text, address
    for address in own_addresses(article):
        expected = status if "/articles/" in address else 404
        assert client.get(address).status_code == expected, address


def test_a_draft_is_nowhere(client: Client) -> None:
    draft = a_draft(title=SECRET, manuscript=SECRET)
    give_everything(draft)

    assert_nowhere(client, draft)


def test_a_scheduled_article_is_nowhere_until_its_time(client: Client, chenjing: User) -> None:
    draft = a_draft(title=SECRET, manuscript=SECRET)
    give_everything(draft)
    tomorrow = timezone.now() + timedelta(days=1)

    publish(draft, actor=chenjing, visible_from=tomorrow)

    assert_nowhere(client, draft)


def test_a_withdrawn_article_is_gone_everywhere_at_once(client: Client, chenjing: User) -> None:
    draft = a_draft(title=SECRET, manuscript=SECRET)
    give_everything(draft)
    publish(draft, actor=chenjing)
    assert client.get(draft.get_absolute_url()).status_code == 200

    perform("withdraw", draft, actor=chenjing, remark="内部原因", public_notice="数据正在核实。")

    assert_nowhere(client, draft, status=410)
    gone = client.get(draft.get_absolute_url()).content.decode()
    assert "数据正在核实。" in gone
    assert "内部原因" not in gone
    assert "王磊" not in gone


def test_an_amendment_in_work_is_nowhere(client: Client, aygul: User) -> None:
    live = a_published(title="公开的标题")
    draft = perform("amend", live, actor=aygul)
    Article.objects.filter(pk=draft.pk).update(title=SECRET)

    for address in [*public_addresses(live), live.get_absolute_url()]:
        assert SECRET not in client.get(address).content.decode(), address


def test_staff_see_the_public_site_as_readers_do(aygul: User) -> None:
    draft = a_draft(title=SECRET)
    staff = Client()
    staff.force_login(aygul)

    assert staff.get(draft.get_absolute_url()).status_code == 404
    assert SECRET not in staff.get("/").content.decode()


def test_what_never_was_there_is_404_and_not_410(client: Client) -> None:
    response = client.get("/articles/20990001/")

    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()


def test_records_that_only_a_draft_names_are_nowhere(client: Client, chenjing: User) -> None:
    draft = a_draft()
    draft.tags.add("只在草稿里的标签")
    draft.officials.add(Official.objects.create(name="只在草稿里的人"))
    draft.enterprises.add(Enterprise.objects.create(full_name="只在草稿里的企业"))
    records = [Tag.objects.get(), Official.objects.get(), Enterprise.objects.get()]
    lists = ("/", "/tags/", "/officials/", "/enterprises/", *SITEMAPS)
    for record in records:
        assert client.get(record.get_absolute_url()).status_code == 404
        assert not any(record.slug in client.get(page).content.decode() for page in lists)

    publish(draft, actor=chenjing)

    for record in records:
        assert client.get(record.get_absolute_url()).status_code == 200
        assert any(record.get_absolute_url() in client.get(page).content.decode() for page in lists)
