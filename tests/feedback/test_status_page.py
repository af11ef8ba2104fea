"""Who holds the receipt sees how the message stands, and nobody's personal data."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.feedback import perform
from articles.workflow import perform as perform_on_article
from tests.builders import a_published, a_signer
from tests.feedback.letters import SECRETS, a_message, an_answered, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_the_receipt_is_shown_with_the_deadline(client: Client) -> None:
    row = a_message()

    page = client.get(row.get_absolute_url())

    text = shown(page)
    assert row.receipt in text
    assert "请记下或截图保存回执号" in text
    assert f"{row.due_on.year}年{row.due_on.month}月{row.due_on.day}日" in text
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("action", "said"), [("take_up", "处理中"), ("answer", "已答复"), ("refuse", "不予受理")]
)
def test_each_state_is_named(client: Client, aygul: User, action: str, said: str) -> None:
    row = perform(action, a_message(), actor=aygul, reply="理由在此 <b>&</b>", remark="内部的话")

    page = client.get(row.get_absolute_url())

    assert f"<h1>{said}</h1>" in page.content.decode()
    assert ("理由在此" in shown(page)) == (action != "take_up")
    assert "<b>" not in page.content.decode()
    assert "内部的话" not in shown(page)


def test_neither_the_words_nor_the_contact_are_on_it(client: Client, aygul: User) -> None:
    row = an_answered(aygul, text="我写的话", sentence="原句", **SECRETS)

    page = client.get(row.get_absolute_url()).content.decode()

    for private in ("我写的话", "原句", *SECRETS.values(), "阿依古丽"):
        assert private not in page


def test_an_unknown_receipt_is_404_and_kept_by_nobody(client: Client) -> None:
    for receipt in ("20261120-AAAAAAAA", "00000000-00000000", "20261120-aaaaaaaa"):
        page = client.get(f"/feedback/{receipt}/")
        assert page.status_code == 404
        assert page["Cache-Control"] == "no-store"
    for address in ("/feedback/20261120/", "/feedback/x/", "/feedback/20261120-AAAA/"):
        assert client.get(address).status_code == 404


def test_the_article_is_named_only_while_readers_can_see_it(client: Client) -> None:
    article = a_published(title="会撤下的")
    row = a_message(article=article)
    assert "会撤下的" in shown(client.get(row.get_absolute_url()))

    perform_on_article("withdraw", article, actor=a_signer(), remark="原因")

    assert "会撤下的" not in shown(client.get(row.get_absolute_url()))


def test_the_lookup_forgives_how_a_receipt_is_typed(client: Client) -> None:
    row = a_message()
    blank = row.receipt.replace("-", " ").lower()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in row.receipt.replace("-", ""))
    misread = row.receipt[:9] + row.receipt[9:].translate(str.maketrans("852", "BSZ"))

    for typed in (row.receipt, f"  {blank} ", wide, misread):
        answer = client.get("/feedback/status/", {"receipt": typed})
        assert answer["Location"] == row.get_absolute_url(), typed


def test_the_lookup_says_that_there_is_no_such_receipt(client: Client) -> None:
    for entered in ("20261120-ZZZZZZZZ", "你好", "\u202e𠮷", "9" * 3000, "<script>", "-"):
        page = client.get("/feedback/status/", {"receipt": entered})
        assert page.status_code == 200
        assert "没有这个回执号" in shown(page)
        assert 'name="q" type="search" value=""' in page.content.decode()  # no word to search for
        assert "<script>" not in page.content.decode()
    assert "没有这个回执号" not in shown(client.get("/feedback/status/"))


def test_nothing_but_reading_is_allowed(client: Client) -> None:
    row = a_message()

    for address in (row.get_absolute_url(), "/feedback/status/", "/feedback/replies/"):
        for method in (client.post, client.put, client.delete, client.patch):
            assert method(address).status_code == 405
    for method in (client.put, client.delete, client.patch, client.options):
        assert method("/feedback/").status_code == 405


@pytest.mark.parametrize("address", ["/feedback/", "/feedback/status/", "/feedback/{}/"])
def test_few_queries_are_asked(client: Client, address: str, django_assert_max_num_queries) -> None:
    row = a_message(article=a_published())

    with django_assert_max_num_queries(4):
        assert client.get(address.format(row.receipt)).status_code == 200
