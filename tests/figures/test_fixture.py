"""The 37 figures of both reports, each as printed and in its sentence; nothing computed."""

import pytest

from articles.models import HomeFigure, KeyFigure
from articles.text.numbers import find_number
from articles.text.sanitizing import plain_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
# code: number, unit and period as the reports print them
PRINTED = {
    "F01": "1992年", "F02": "1961年", "F03": "2011年1月", "F04": "1134亿元 2018年",
    "F05": "164.26亿元 2018年", "F06": "超千亿元 2018年", "F07": "3个 2019年", "F08": "5大板块 2019年",
    "F09": "21个 截至2019年8月底", "F10": "723项 截至2019年8月底", "F11": "682项 截至2019年8月底",
    "F12": "419项 截至2019年8月底", "F13": "一个工作日 2019年", "F14": "每年平均100亿元 自2010年起",
    "F15": "两批共30个 截至2019年8月", "F16": "620.8亿元 截至2019年8月", "F17": "72% 2018年",
    "F18": "886万元 2018年", "F19": "3926万元 2018年", "F20": "约1.2万名 2018年",
    "F21": "45.76万人 2018年", "F22": "34座 2018年", "F23": "8条 2018年", "F24": "14处 2018年",
    "F25": "2处 2018年", "F26": "53家 2022年", "F27": "47家 2022年", "F28": "第73位 2022年",
    "F29": "唯一 2022年", "F30": "连续两年 2022年", "F31": "169家 截至2021年",
    "F32": "共计230家 截至2021年", "F33": "10年 2022年", "F34": "五层", "F35": "3个 2022年",
    "F36": "六项工程 2022年", "F37": "三年",
}  # fmt: skip


def test_all_thirty_seven_are_as_printed_and_in_their_sentences() -> None:
    figures = {figure.code: figure for figure in KeyFigure.objects.published()}

    shown = {
        code: f"{figure.statement} {figure.period_name}".strip() for code, figure in figures.items()
    }
    assert shown == PRINTED
    assert KeyFigure.objects.next_code() == "F38"
    for code, figure in figures.items():
        lines = plain_text(figure.article.body).split("\n")
        assert any(figure.sentence in line for line in lines), code
        assert figure.sentence.endswith("。"), code
        for name in KeyFigure.PRINTED_FIELDS:
            number = getattr(figure, name)
            assert not number or find_number(number, figure.sentence) >= 0, (code, number)
        figure.full_clean()


def test_comparisons_and_the_basis_are_the_reports_own() -> None:
    figures = {figure.code: figure for figure in KeyFigure.objects.all()}

    assert (figures["F04"].earlier, figures["F04"].earlier_period) == ("434.44", "2010")
    assert (figures["F05"].earlier, figures["F05"].earlier_period) == ("24.2", "2010")
    assert (figures["F11"].total, figures["F11"].share) == ("723", "94.3")
    assert (figures["F12"].total, figures["F12"].share) == ("723", "57.9")
    assert "57.95%" in figures["F12"].note
    assert "按报道数字计算" in figures["F12"].note
    assert "合并前" in figures["F04"].note
    assert figures["F04"].note == figures["F05"].note
    assert "参评" in figures["F26"].note
    assert 4 <= len(HomeFigure.objects.shown()) == HomeFigure.objects.count() <= 6
