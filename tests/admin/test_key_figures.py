"""Figures are edited with their draft, and refused when its text does not say them."""

import re

import pytest
from django.test import Client

from articles.models import Article, Channel, KeyFigure
from tests.admin.desk import ADD, change_url, form
from tests.builders import SENTENCE, a_draft, a_figure, a_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
BODY = f"<p>前一句。{SENTENCE}</p>"


def a_figure_row(**fields: object) -> dict:
    row = {
        "theme": "economy", "indicator": "园区总产值", "part": "", "qualifier": "", "printed": "41",
        "unit": "亿元", "value": "", "period": "2025", "span": "", "earlier": "20.5",
        "earlier_period": "2020", "total": "", "total_name": "", "share": "", "note": "",
        "position": 1, "sentence": SENTENCE, **fields,
    }  # fmt: skip
    return {
        "key_figures-TOTAL_FORMS": 1,
        **{f"key_figures-0-{name}": value for name, value in row.items()},
    }


def errors(html: str) -> str:
    return " ".join(re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', html, flags=re.DOTALL))


def test_a_figure_is_saved_with_the_draft(desk: Client, channel: Channel) -> None:
    answer = desk.post(ADD, form(channel, body=BODY, **a_figure_row()))

    assert answer.status_code == 302
    figure = KeyFigure.objects.get()
    assert (figure.code, figure.statement, figure.decimal) == ("F01", "41亿元", "41")
    shown = desk.get(change_url(figure.article)).content.decode()
    assert 'name="key_figures-0-value" value="41"' in shown
    assert "数据: F01" in shown or "F01 园区总产值 41亿元" in shown


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"sentence": "正文里没有写的一句。"}, "正文里没有这一句：“正文里没有写的一句。”"),
        ({"sentence": ""}, "必填"),
        ({"printed": "42"}, "原句里没有“42”"),
        ({"value": "40"}, "不同"),
        ({"value": "1e99"}, "数字"),
        ({"value": "NaN"}, "数字"),
        ({"printed": "长" * 21}, "20"),
        ({"printed": "4\x001"}, "空字符"),
        ({"theme": "weather"}, "weather"),
        ({"period": "今年"}, "2022-12-27"),
        ({"earlier": ""}, "早先的时期"),
        ({"position": "99999999999999999999"}, "小于或"),
    ],
)
def test_a_refusal_is_in_chinese_and_what_was_typed_stays(
    desk: Client, channel: Channel, fields: dict, complaint: str
) -> None:
    posted = form(channel, body=BODY, **a_figure_row(**{"note": "辛苦写下的口径", **fields}))

    answer = desk.post(ADD, posted)

    assert answer.status_code == 200
    assert complaint in errors(answer.content.decode())
    assert "辛苦写下的口径" in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("printed", ["9" * 20, "0.1234567"])
def test_a_number_that_cannot_be_kept_whole_is_refused(
    desk: Client, channel: Channel, printed: str
) -> None:
    sentence = f"总产值达到{printed}亿元。"
    row = a_figure_row(printed=printed, sentence=sentence, earlier="", earlier_period="")

    answer = desk.post(ADD, form(channel, body=f"<p>{sentence}</p>", **row))

    assert answer.status_code == 200
    assert f"“{printed}”位数太多" in errors(answer.content.decode())


def test_a_figure_does_not_outlive_its_sentence(desk: Client) -> None:
    draft = a_draft(body=BODY)
    figure = a_figure(draft, earlier="20.5", earlier_period="2020")
    row = {**a_figure_row(id=figure.pk, article=draft.pk), "key_figures-INITIAL_FORMS": 1}

    refused = desk.post(change_url(draft), form(draft.channel, body="<p>改写了。</p>", **row))
    assert "正文里没有这一句" in errors(refused.content.decode())
    assert "改写了。" in refused.content.decode()

    row["key_figures-0-DELETE"] = "on"
    saved = desk.post(change_url(draft), form(draft.channel, body="<p>改写了。</p>", **row))
    assert saved.status_code == 302
    assert not KeyFigure.objects.exists()


def test_what_is_signed_is_shown_and_closed(superuser: Client, signer: Client) -> None:
    live = a_published(body=BODY)
    figure = a_figure(live, note="口径说明一句")
    row = {
        **a_figure_row(id=figure.pk, article=live.pk, unit="万元"),
        "key_figures-INITIAL_FORMS": 1,
    }

    answer = superuser.post(change_url(live), form(live.channel, body=BODY, **row))

    assert answer.status_code == 409
    assert SENTENCE in answer.content.decode()
    assert KeyFigure.objects.get().unit == "亿元"
    shown = signer.get(change_url(live)).content.decode()
    assert "口径说明一句" in shown
    assert 'name="key_figures-0-unit"' not in shown
