"""A wrong figure is refused with the reason; the database refuses what no form saw."""

import json
from decimal import Decimal

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, KeyFigure
from articles.models.key_figure import plain_decimal
from tests.builders import SENTENCE, a_draft, a_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Article:
    return a_draft(body=f"<p>前一句。{SENTENCE}</p>")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"value": Decimal("42")}, "数值与报道所印的“41”不同"),
        ({"printed": "四十一", "value": None}, "读不成一个数"),
        ({"printed": "5"}, "原句里没有“5”"),
        ({"printed": "0.5", "value": Decimal("0.5")}, "原句里没有“0.5”"),
        ({"earlier": "20.6", "earlier_period": "2020"}, "原句里没有“20.6”"),
        ({"earlier": "许多", "earlier_period": "2020"}, "不是一个数"),
        ({"earlier": "20.5"}, "早先的时期"),
        ({"earlier": "20.5", "earlier_period": "2020", "period": ""}, "现在的时期"),
        ({"share": "41"}, "总数是什么"),
        ({"total": "41"}, "总数是什么"),
        ({"span": "since", "period": ""}, "请填时期"),
        ({"period": "二〇二五"}, "2022-12-27"),
        ({"theme": "weather"}, "weather"),
        ({"sentence": ""}, "不能为空"),
    ],
)
def test_a_wrong_value_is_refused_with_the_reason(
    draft: Article, fields: dict, reason: str
) -> None:
    figure = a_figure(draft)
    for name, value in fields.items():
        setattr(figure, name, value)

    with pytest.raises(ValidationError) as refused:
        figure.full_clean()

    assert reason in str(refused.value)


def test_the_value_is_read_off_the_printed_number(draft: Article) -> None:
    figure = a_figure(draft)
    figure.printed, figure.value = "20.5", None

    figure.full_clean()

    assert figure.value == Decimal("20.5")


@pytest.mark.parametrize(
    "broken",
    [
        {"theme": "weather"},
        {"printed": ""},
        {"sentence": ""},
        {"earlier": "20.5"},
        {"share": "50"},
        {"span": "since", "period": ""},
        {"span": "maybe"},
    ],
)
def test_the_database_refuses_what_no_form_saw(draft: Article, broken: dict) -> None:
    figure = a_figure(draft)

    with pytest.raises(IntegrityError), transaction.atomic():
        KeyFigure.objects.filter(pk=figure.pk).update(**broken)


def test_a_code_is_given_once_and_the_next_is_free(draft: Article) -> None:
    first = a_figure(draft)
    KeyFigure.objects.filter(pk=first.pk).update(code="F99")

    following = a_figure(draft, indicator="另一指标")

    assert following.code == "F100"
    assert a_figure(a_draft()).code == "F101"
    with pytest.raises(IntegrityError), transaction.atomic():
        a_figure(draft, code="F100")


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", 'F1" onload="x'), ("code", "main"), ("earlier", "<b>20</b>"), ("share", "半")],
)
def test_what_would_break_the_page_is_not_loaded(draft: Article, field: str, value: str) -> None:
    a_figure(draft)
    row = json.loads(serializers.serialize("json", KeyFigure.objects.all()))
    row[0]["fields"][field] = value

    (loaded,) = serializers.deserialize("json", json.dumps(row))

    with pytest.raises(ValidationError):
        loaded.save()


def test_text_is_cleaned_on_its_way_in(draft: Article) -> None:
    figure = a_figure(draft, indicator="园区\u202e总\u200b产值\n", note="一\x00二")

    stored = KeyFigure.objects.get(pk=figure.pk)

    assert (stored.indicator, stored.note) == ("园区总产值", "一二")


@pytest.mark.parametrize(
    ("value", "shown"), [("1000.000000", "1000"), ("57.900000", "57.9"), ("-3.25", "-3.25"), ("0", "0")]
)  # fmt: skip
def test_decimals_are_shown_without_the_columns_zeros(value: str, shown: str) -> None:
    assert plain_decimal(Decimal(value)) == shown
