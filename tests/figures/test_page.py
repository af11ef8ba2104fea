"""The page: every number large, the way to its sentence, and plots where they say more."""

import re

import pytest
from django.test import Client

from articles.models import KeyFigure
from articles.public.views import figures
from articles.text.sanitizing import plain_text
from tests.builders import SENTENCE, a_figure, a_published
from tests.pages import page

pytestmark = pytest.mark.django_db


def test_every_figure_leads_to_its_marked_sentence(seeded: None, client: Client) -> None:
    shown = page(client, "/figures/")
    reports = {key: page(client, f"/articles/{key}/") for key in ("20190001", "20220001")}

    for figure in KeyFigure.objects.select_related("article"):
        assert figure.statement in plain_text(shown).replace(" ", ""), figure.code
        assert f'href="{figure.get_absolute_url()}">{figure.clause}</a>' in shown, figure.code
        assert figure.note in shown
        _, mark, wrapped = reports[figure.article.public_id].partition(f'<span id="{figure.code}">')
        assert mark
        assert mark not in wrapped
        assert plain_text(wrapped).startswith(figure.sentence)
    assert '<span id="F04">' in page(client, "/zh-hant/articles/20190001/")


def test_plots_and_pairs_stand_where_reports_compare(seeded: None, client: Client) -> None:
    shown = page(client, "/figures/")
    plots = re.findall(r'<figure class="plot">.*?</figure>', shown, re.DOTALL)
    (pair,) = [part for part in shown.split("<li ") if ">主导产业</h3>" in part]

    for plot in plots:
        name, text = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', plot).groups()
        assert f'<title id="{name}">' in plot
        assert f'<desc id="{text}">' in plot
        assert '<th scope="row">' in plot
        assert not re.search("style=|fill=", plot)
    widths = [re.findall(r'width="(\d+)" height="16"', plot) for plot in plots]
    assert widths == [["107", "280"], ["41", "280"], ["280", "264"], ["280", "162"], ["148", "132"]]
    assert "2010年434.44亿元；2018年1134亿元" in plots[0]
    assert "100家（按报道数字计算）" in plots[-1]
    for said in ("2019年报道", "2022年12月报道", "/20190001/#F07", "/20220001/#F35"):
        assert said in pair
    for computed in ("2.61", "6.79", "12.7", "27.0", "94.33", "20.7"):
        assert computed not in plain_text(shown)


def test_page_tags(site: None, client: Client) -> None:
    """T-META-03: the four column tags, and their kind is 数据发布."""
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page(client, "/figures/")))

    assert tags["ColumnType"] == "数据发布"
    for name in ("ColumnName", "ColumnDescription", "ColumnKeywords"):
        assert tags[name]


def test_the_page_is_found_from_everywhere(site: None, client: Client) -> None:
    for address in ("/", a_published().get_absolute_url(), "/site-map/"):
        assert 'href="/figures/"' in page(client, address), address
    assert "/figures/</loc>" in page(client, "/sitemap-pages.xml")


def test_a_site_without_figures_says_so(site: None, client: Client) -> None:
    assert "还没有公开的数据" in page(client, "/figures/")
    assert "数据看高新" not in page(client, "/")


def test_a_page_too_long_for_a_phone_is_cut_and_says_so(
    site: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = a_published(body=f"<p>{SENTENCE}</p>")
    for number in range(3):
        a_figure(article, indicator=f"第{number}项")
    monkeypatch.setattr(figures, "MOST", 2)

    shown = page(client, "/figures/")

    assert "全部见下载文件" in shown
    assert ("第1项" in shown, "第2项" in shown) == (True, False)


def test_what_an_editor_typed_is_text(site: None, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    article = a_published(body=f"<p>{SENTENCE}</p>")
    a_figure(article, indicator=evil, unit="<b>", note=evil, earlier="20.5", earlier_period="2020")

    shown = page(client, "/figures/")

    assert evil not in shown
    assert shown.count("&lt;script&gt;") >= 3


def test_a_plot_bears_any_number(site: None, client: Client) -> None:
    article = a_published(body="<p>2025年由0变为-3，共0项。</p>")
    sentence = {"sentence": "2025年由0变为-3，共0项。", "printed": "-3", "value": -3}
    a_figure(article, earlier="0", earlier_period="2020", **sentence)
    a_figure(article, indicator="另一", total="0", total_name="全部", **sentence)

    assert page(client, "/figures/").count("<svg") == 2
