"""A reader sends a message and gets a receipt (T-VETO-05, T-A11Y-05)."""

import re

import pytest
from django.test import Client

from articles.models import Feedback
from articles.workflow import perform
from tests.builders import a_draft, a_published, a_signer
from tests.feedback.letters import FORM, letter, send, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_message_is_stored_and_leads_to_its_receipt(client: Client) -> None:
    answer = send(client, kind="inquiry", text="怎样入驻园区？", may_publish="on")

    row = Feedback.objects.get()
    assert (row.kind, row.text, row.may_publish, row.status) == (
        "inquiry", "怎样入驻园区？", True, "received",
    )  # fmt: skip
    assert re.fullmatch(r"\d{8}-[2-9AC-HJKMNP-RT-Y]{8}", row.receipt)
    assert (answer.status_code, answer["Location"]) == (302, f"/feedback/{row.receipt}/")
    assert [step.action for step in row.steps.all()] == ["receive"]


def test_the_article_leads_to_a_form_that_knows_it(client: Client) -> None:
    article = a_published(title="园区报道")

    page = client.get(article.get_absolute_url()).content.decode()
    address = re.search(r'href="(/feedback/[^"]*)">纠错', page)
    form = client.get(address[1])
    send(client, article=article.public_id, sentence="正文一段")

    assert "关于文章：园区报道" in shown(form)
    row = Feedback.objects.get()
    assert (row.article, row.sentence) == (article, "正文一段")


def test_the_form_offers_the_sentence_of_its_address(client: Client) -> None:
    page = client.get(FORM, {"sentence": "<b>𠮷林</b>" + "长" * 900}).content.decode()

    assert "&lt;b&gt;𠮷林&lt;/b&gt;长" in page
    assert "长" * 492 not in page


@pytest.mark.parametrize("sent_twice", ["at once", "after a reload of the receipt"])
def test_the_same_form_sent_twice_is_one_message(client: Client, sent_twice: str) -> None:
    posted = letter(contact="a@b.example")

    first, second = client.post(FORM, posted), client.post(FORM, posted)

    assert first["Location"] == second["Location"]
    assert Feedback.objects.count() == 1


def test_another_text_from_the_same_form_is_another_message(client: Client) -> None:
    posted = letter()

    client.post(FORM, posted)
    client.post(FORM, {**posted, "text": "还有一处。"})

    assert Feedback.objects.count() == 2


def test_every_reader_gets_a_form_of_his_own_that_nobody_keeps(client: Client) -> None:
    first, second = client.get(FORM), client.get(FORM)

    stamps = [
        re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]
        for page in (first, second)
    ]
    assert stamps[0] != stamps[1]
    assert first["Cache-Control"] == "private, no-cache"
    assert "ETag" not in first
    assert not first.cookies


def test_no_cookie_and_no_token_is_asked_for() -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(FORM, letter(), headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 302
    assert not answer.cookies


def test_nothing_is_written_by_a_get(client: Client) -> None:
    assert client.get(FORM, letter()).status_code == 200

    assert not Feedback.objects.exists()


def test_in_traditional_script_the_words_stay_as_typed(client: Client) -> None:
    article = a_published(title="园区发展")

    page = client.get(f"/zh-hant/feedback/?article={article.public_id}")
    refused = client.post(
        "/zh-hant/feedback/", letter(kind="", text="皇后与后来", article=article.public_id)
    )
    sent = client.post("/zh-hant/feedback/", letter(text="皇后与后来"))

    assert "園區發展" in shown(page)
    assert (
        f'href="/feedback/?article={article.public_id}" hreflang="zh-Hans"' in page.content.decode()
    )
    assert "皇后与后来</textarea>" in refused.content.decode()
    assert sent["Location"].startswith("/zh-hant/feedback/")
    assert Feedback.objects.get().text == "皇后与后来"


def test_the_form_is_linked_from_every_page_and_the_site_map(client: Client) -> None:
    assert 'href="/feedback/">意见反馈' in client.get("/").content.decode()
    assert 'href="/feedback/"' in client.get("/site-map/").content.decode()
    assert "/zh-hant/feedback/</loc>" in client.get("/sitemap-pages.xml").content.decode()


def test_an_article_that_is_not_published_is_not_named(client: Client) -> None:
    draft = a_draft(title="秘密")
    gone = perform("withdraw", a_published(title="撤下的"), actor=a_signer(), remark="原因")

    for public_id in (draft.public_id, gone.public_id, "99990001", "x", "１" * 8, "9" * 400):
        page = client.get(FORM, {"article": public_id})
        assert page.status_code == 200
        assert "没有找到您要说的那篇文章" in shown(page)
        assert "秘密" not in shown(page)
        assert "撤下的" not in shown(page)
