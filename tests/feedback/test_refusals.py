"""What is refused comes back with a sentence, and with every word that was typed."""

from datetime import timedelta

import pytest
from django.test import Client

from articles.models import Feedback
from tests.feedback.letters import (
    FORM,
    SECRETS,
    a_minute_later,
    a_stamp,
    letter,
    send,
    shown,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TYPED = {"sentence": "打了很久的原句", "text": "打了很久的正文", **SECRETS}
REFUSALS = {
    "no kind": ({"kind": ""}, "请选择类别"),
    "a kind there is not": ({"kind": "complaint"}, "没有这个类别"),
    "the trap": ({"homepage": "https://spam.example"}, "误以为这是自动程序"),
    "too fast": ({"age": timedelta(0)}, "提交得太快"),
    "too old": ({"age": timedelta(days=2)}, "这个页面打开得太久"),
    "forged": ({"stamp": "abc:def:ghi"}, "这个页面打开得太久"),
    "no stamp": ({"stamp": ""}, "这个页面打开得太久"),
    "an article there is not": ({"article": "20990001"}, "已改为不指定文章"),
    "a name too long": ({"contact_name": "长" * 31}, "“称呼”写了 31 字，最多 30 字"),
    "a contact too long": ({"contact": "长" * 81}, "“电话或邮箱”写了 81 字，最多 80 字"),
    "a sentence too long": ({"sentence": "长" * 501}, "“哪一句话”写了 501 字，最多 500 字"),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_says_why_and_loses_nothing(client: Client, refusal: str) -> None:
    wrong, said = REFUSALS[refusal]
    posted = {**TYPED, "may_publish": "on", **wrong}

    answer = send(client, **posted)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in shown(answer)
    for name in TYPED:
        assert posted[name] in page
    assert 'id="id_may_publish" checked' in page
    assert answer["Cache-Control"] == "private, no-cache"
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("refusal", ["the trap", "too fast", "too old", "forged", "no stamp"])
def test_the_form_that_comes_back_can_be_sent(client: Client, refusal: str) -> None:
    """Nobody is locked out by time, by a filled-in trap or by a lost field."""
    wrong, _ = REFUSALS[refusal]

    answer = send(client, **wrong)
    page = answer.content.decode()
    with a_minute_later():
        again = client.post(FORM, letter(stamp=answer.context["stamp"]))

    assert 'name="homepage" id="id_homepage" value=""' in page
    assert again.status_code == 302


def test_a_form_refused_for_its_words_keeps_its_stamp(client: Client) -> None:
    stamp = a_stamp()

    answer = send(client, text="", stamp=stamp)

    assert answer.context["stamp"] == stamp
    assert "请写内容" in shown(answer)


def test_a_fresh_stamp_replaces_one_that_expired(client: Client) -> None:
    old = a_stamp(age=timedelta(days=2))

    answer = send(client, stamp=old)

    assert answer.context["stamp"] not in {"", old}


def test_errors_are_named_in_a_summary_and_beside_their_fields(client: Client) -> None:
    page = send(client, kind="", text="").content.decode()

    assert page.index('class="problems"') < page.index('<form method="post"')
    assert '<a href="#id_kind_0">' in page
    assert '<a href="#id_text">' in page
    assert 'id="id_text_error"' in page
    assert 'aria-invalid="true"' in page
    assert "<title>没有提交－" in page


def test_characters_that_deceive_are_taken_out_and_rare_ones_kept(client: Client) -> None:
    send(client, text="\u202e𠮷\u200b林\x00路\ufeff\r\n第二行", contact_name="\u2066王\u2069")

    row = Feedback.objects.get()
    assert (row.text, row.contact_name) == ("𠮷林路\n第二行", "王")


@pytest.mark.parametrize("count", [2000, 2001])
def test_characters_are_counted_after_cleaning(client: Client, count: int) -> None:
    answer = send(client, text="𠮷" * count + "\u200b" * 50)

    assert answer.status_code == (302 if count == 2000 else 200)
    if count > 2000:
        assert "“内容”写了 2001 字，最多 2000 字" in shown(answer)
