"""Names and titles are held against the records, and nothing is invented."""

import pytest

from articles.models import Enterprise, Official, Severity
from tests.proofreading.marking import a_text, found, the_secretary

pytestmark = pytest.mark.django_db
LAIWO = "新疆莱沃科技股份有限公司"


@pytest.mark.parametrize("slip", ["崔玉森", "崔玉水", "崔淼玉", "催玉淼"])
def test_a_slip_beside_the_post_is_an_error(slip: str) -> None:
    the_secretary()

    [finding] = found(a_text(f"高新区（新市区）委书记{slip}说。"), "official-name")

    assert (finding.severity, finding.found, finding.fix) == (Severity.ERROR, slip, "崔玉淼")


def test_a_slip_of_a_chosen_official_is_an_error() -> None:
    article = a_text("崔玉森说。")
    article.officials.add(the_secretary())

    [finding] = found(article, "official-name")

    assert finding.is_error


def test_a_slip_elsewhere_may_be_somebody_else() -> None:
    the_secretary()

    [finding] = found(a_text("商户崔玉森的店开了张。"), "official-name")

    assert finding.severity == Severity.WARNING


def test_ordinary_words_and_known_people_are_no_slips() -> None:
    the_secretary()
    Official.objects.create(name="王建国")
    Official.objects.create(name="崔玉森", disambiguator="另一人")

    findings = found(a_text("国王建立了，崔玉淼、崔玉森和翡翠玉石。"), "official-name")

    assert findings == []


def test_a_slip_in_a_title_is_found() -> None:
    the_secretary()

    [finding] = found(a_text("高新区（新市区）委书纪崔玉淼说。"), "official-title")

    assert finding.fix == "高新区（新市区）委书记"


def test_a_post_that_had_ended_is_found() -> None:
    the_secretary(held_until="2021")

    [finding] = found(a_text("高新区（新市区）委书记崔玉淼说。", dated="2022-12"), "official-title")

    assert finding.message == "这项职务任至2021年，稿件时间是2022年12月"


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, "高新区（新市区）委书记崔玉淼说。"),
        ({"held_from": "2022"}, "高新区（新市区）委书记崔玉淼说。"),
        ({"held_until": "2022-12"}, "高新区（新市区）委书记崔玉淼说。"),
        ({"held_until": "2021"}, "时任高新区（新市区）委书记崔玉淼说。"),
        ({"held_until": "2021"}, "崔玉淼说。"),
    ],
)
def test_an_unknown_or_possible_term_is_left_alone(dates: dict, words: str) -> None:
    the_secretary(**dates)

    assert found(a_text(words, dated="2022-12"), "official-title") == []


@pytest.mark.parametrize("slip", ["新疆来沃科技股份有限公司", "新疆莱沃科技股有限公司"])
def test_a_slip_in_an_enterprise_name_is_found(slip: str) -> None:
    Enterprise.objects.create(full_name=LAIWO)

    [finding] = found(a_text(f"在{slip}，设备运行有序。"), "enterprise-name")

    assert (finding.found, finding.fix) == (slip, LAIWO)


def test_full_names_short_forms_and_numbered_ones_are_no_slips() -> None:
    Enterprise.objects.create(full_name=LAIWO, aliases="莱沃")
    Enterprise.objects.create(full_name="高新区第一小学校")
    Enterprise.objects.create(full_name="新疆莱沃新材料有限公司")

    text = f"{LAIWO}、莱沃、莱沃科技、新疆莱沃科技、高新区第二小学校、{LAIWO}新疆分公司。"

    assert found(a_text(text), "enterprise-name") == []
