"""The article page reproduces a report whole, with everything known about it and nothing more."""

import re

import pytest
from django.test import Client

from articles.models import Article, Enterprise
from articles.text.sanitizing import plain_text
from tests.builders import a_published, publish
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("public_id", ["20190001", "20220001"])
def test_every_sentence_of_the_report_is_on_the_page(
    seeded: None, client: Client, public_id: str
) -> None:
    article = Article.objects.get(public_id=public_id)

    shown = plain_text(page(client, article.get_absolute_url()))

    for line in plain_text(article.body).split("\n"):
        assert line in shown
    for caption in article.captions.all():
        assert caption.caption in shown


def test_the_head_says_what_is_known_and_admits_what_is_not(seeded: None, client: Client) -> None:
    shown = page(client, "/articles/20190001/")

    assert "<h1" in shown
    assert "数据来源</dt><dd>乌鲁木齐高新区（新市区）委宣传部" in shown
    assert "来源</dt><dd>未注明" in shown
    assert "成文时间</dt><dd>2019年" in shown
    assert re.search(r"本站发布时间</dt><dd><time [^>]*>\d{4}-\d\d-\d\d \d\d:\d\d</time>", shown)
    assert "责任编辑" not in shown


def test_four_identical_captions_are_one_group_of_awaited_frames(
    seeded: None, client: Client
) -> None:
    shown = page(client, "/articles/20220001/")

    assert shown.count("图片待补") == 10
    assert shown.count("视频待补") == 1
    assert shown.count("<figure") == 8
    assert "（4 幅）" in shown
    assert re.findall('<img src="([^"]+)', shown) == ["/articles/20220001/qr.svg"]


def test_the_outside_link_goes_through_the_leave_notice(seeded: None, client: Client) -> None:
    shown = page(client, "/articles/20220001/")
    (href,) = re.findall(r'href="(/leave/\?to=[^"]+)"', shown)

    notice = client.get(href.replace("&amp;", "&"))

    assert 'href="https://mp.weixin.qq.com' not in shown
    assert notice.status_code == 200
    assert "即将离开" in notice.content.decode()
    assert 'href="https://mp.weixin.qq.com/s/DcXz8ihS8FKuxE-7z-Uzhw"' in notice.content.decode()


@pytest.mark.parametrize("to", ["", "https://evil.example/", "https://evil.example/:sig", "%00"])
def test_the_leave_notice_is_no_open_redirect(site: None, client: Client, to: str) -> None:
    response = client.get("/leave/", {"to": to})

    assert response.status_code == 404
    assert "evil.example" not in response.content.decode()


def test_first_mentions_are_linked_to_their_pages(seeded: None, client: Client) -> None:
    shown = page(client, "/articles/20220001/")
    names = re.findall(r'<a class="name[^"]*" href="([^"]+)">([^<]+)</a>', shown)

    assert len(names) == len(set(names))
    assert ("/officials/cui-yu-miao/", "崔玉淼") in names
    company = Enterprise.objects.get(full_name="新疆莱沃科技股份有限公司")
    assert (company.get_absolute_url(), company.full_name) in names
    assert ("/tags/xin-cai-liao/", "新材料") in names
    for address, _ in names:
        assert client.get(address).status_code == 200


def test_the_other_report_is_related(seeded: None, client: Client) -> None:
    shown = page(client, "/articles/20220001/")

    related = shown[shown.index("相关文章") :]
    assert "/articles/20190001/" in related


def test_an_amended_page_shows_when_and_why(client: Client, aygul, chenjing) -> None:
    from articles.workflow import perform

    draft = perform("amend", a_published(), actor=aygul)
    Article.objects.filter(pk=draft.pk).update(change_note="更正一处数字")
    publish(draft, actor=chenjing)

    shown = page(client, draft.get_absolute_url())

    assert "更新时间" in shown
    assert "更正一处数字" in shown


def test_page_tags_of_an_article(seeded: None, client: Client) -> None:
    """T-META-01, T-META-04, T-META-05: letter case, presence, and the visible time."""
    shown = page(client, "/articles/20190001/")
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', shown))

    for name in ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription",
                 "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"):  # fmt: skip
        assert tags[name], name
        assert shown.count(f'name="{name}"') == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])
    assert tags["PubDate"] in plain_text(shown)
    assert tags["Url"] == "http://testserver/articles/20190001/"


def test_a_title_with_markup_is_text_everywhere(site: None, client: Client) -> None:
    article = a_published(title='“甲” & <b>乙</b> "丙"')

    shown = page(client, article.get_absolute_url())

    assert "<b>乙</b>" not in shown
    assert "“甲” &amp; &lt;b&gt;乙&lt;/b&gt; &quot;丙&quot;" in shown
