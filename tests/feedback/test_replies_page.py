"""What was published with the sender's consent, and nothing else, is on the list."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.feedback import perform
from articles.models import Feedback
from articles.workflow import perform as perform_on_article
from tests.builders import a_published, a_signer
from tests.feedback.letters import SECRETS, a_message, an_answered, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PAGE = "/feedback/replies/"


def a_published_reply(aygul: User, chenjing: User, **fields: object) -> Feedback:
    row = an_answered(aygul, may_publish=True, **fields)
    return perform("publish", row, actor=chenjing)


def test_a_published_exchange_is_shown_whole_and_without_the_sender(
    client: Client, aygul: User, chenjing: User
) -> None:
    article = a_published(title="园区报道")
    a_published_reply(
        aygul, chenjing, text="公开的<b>问题</b>", sentence="所指原句", article=article, **SECRETS
    )

    page = client.get(PAGE)

    text = shown(page)
    for expected in ("公开的<b>问题</b>", "所指原句", "已经改正，谢谢。", "园区报道", "纠错"):
        assert expected in text
    for private in (*SECRETS.values(), "阿依古丽", "陈静"):
        assert private not in text
    assert "<b>问题" not in page.content.decode()
    assert '<meta name="ColumnType" content="咨询投诉">' in page.content.decode()


def test_what_was_not_published_is_nowhere(client: Client, aygul: User) -> None:
    row = an_answered(aygul, text="不公开的问题", may_publish=True)

    for address in (PAGE, "/", "/sitemap-pages.xml", "/feeds/articles.xml", "/site-map/"):
        page = client.get(address)
        assert "不公开的问题" not in page.content.decode()
        assert row.receipt not in page.content.decode()


def test_taking_it_back_takes_it_off_the_list(client: Client, aygul: User, chenjing: User) -> None:
    row = a_published_reply(aygul, chenjing, text="公开又撤回的")
    before = client.get(PAGE)

    perform("unpublish", row, actor=chenjing, remark="涉及隐私")
    after = client.get(PAGE, headers={"If-None-Match": before["ETag"]})

    assert "公开又撤回的" in shown(before)
    assert after.status_code == 200
    assert "公开又撤回的" not in shown(after)


def test_with_its_article_withdrawn_it_goes_too(
    client: Client, aygul: User, chenjing: User
) -> None:
    """P2: the sentence that a reader quoted was the article's."""
    article = a_published(title="会撤下的")
    a_published_reply(aygul, chenjing, sentence="撤下的原句", article=article)
    assert "撤下的原句" in shown(client.get(PAGE))

    perform_on_article("withdraw", article, actor=a_signer(), remark="原因")

    assert "撤下的原句" not in shown(client.get(PAGE))


def test_publishing_changes_the_version_of_every_page(
    client: Client, aygul: User, chenjing: User
) -> None:
    row = an_answered(aygul, may_publish=True)
    before = client.get("/")["ETag"]
    a_message(text="另一件")
    assert client.get("/")["ETag"] == before

    perform("publish", row, actor=chenjing)

    assert client.get("/")["ETag"] != before


def test_the_list_has_pages_and_few_queries(
    client: Client, aygul: User, chenjing: User, django_assert_max_num_queries
) -> None:
    article = a_published()
    for number in range(21):
        a_published_reply(aygul, chenjing, text=f"第 {number} 问", article=article)

    with django_assert_max_num_queries(5):  # one of them once a generation: the site's identity
        first = client.get(PAGE)

    assert "第 20 问" in shown(first)
    assert "第 0 问" not in shown(first)
    assert "第 0 问" in shown(client.get(PAGE, {"page": 2}))
    for page in ("0", "3", "x", "9" * 20):
        assert client.get(PAGE, {"page": page}).status_code == 404


def test_an_empty_list_is_not_offered(client: Client, aygul: User, chenjing: User) -> None:
    """T-UI-08: no blank columns."""
    offering = ("/feedback/", "/site-map/", "/sitemap-pages.xml")
    for address in offering:
        assert "/feedback/replies/" not in client.get(address).content.decode()

    a_published_reply(aygul, chenjing)

    for address in offering:
        assert "/feedback/replies/" in client.get(address).content.decode()


def test_an_empty_list_says_so(client: Client) -> None:
    assert "还没有公开的问答" in shown(client.get(PAGE))
    assert "還沒有公開的問答" in shown(client.get(f"/zh-hant{PAGE}"))
