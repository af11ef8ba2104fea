"""T-CHR-06: the same figures for spreadsheets and for programs, exactly as printed."""

import csv
import io
import json

import pytest
from django.test import Client

from articles.models import SiteIdentity
from tests.builders import SENTENCE, a_figure, a_published

pytestmark = pytest.mark.django_db
CSV, JSON = "/figures/data.csv", "/figures/data.json"


def table(client: Client) -> list[dict[str, str]]:
    content = client.get(CSV).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_both_files_hold_every_figure_its_source_and_the_licence(
    seeded: None, client: Client
) -> None:
    rows = table(client)
    data = json.loads(client.get(JSON).content)

    assert [row["编号"] for row in rows] == [f"F{n:02d}" for n in range(1, 38)]
    assert [figure["code"] for figure in data["figures"]] == [row["编号"] for row in rows]
    twelfth, parsed = rows[11], data["figures"][11]
    assert (twelfth["报道所印"], twelfth["占比（%）"], twelfth["总数"]) == ("419", "57.9", "723")
    assert (parsed["printed"], parsed["value"], parsed["share"]) == ("419", "419", "57.9")
    assert twelfth["原句网址"] == parsed["url"] == "http://testserver/articles/20190001/#F12"
    assert all(isinstance(value, str) for figure in data["figures"] for value in figure.values())
    licence = f"{SiteIdentity.objects.get().data_licence}（示例）"
    assert data["licence"] == twelfth["使用说明"] == licence
    assert f"使用说明：{licence}" in client.get("/figures/").content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_a_formula(site: None, client: Client, start: str) -> None:
    article = a_published(body=f"<p>{SENTENCE}</p>")
    a_figure(article, indicator=f"{start}SUM(A1)")

    assert table(client)[0]["指标"] == f"'{start}SUM(A1)"


def test_a_number_below_nought_stays_a_number(site: None, client: Client) -> None:
    article = a_published(body="<p>增长-3.2%。</p>")
    a_figure(article, printed="-3.2", value="-3.2", unit="%", sentence="增长-3.2%。")

    row = table(client)[0]

    assert (row["报道所印"], row["数值"]) == ("-3.2", "-3.2")


@pytest.mark.parametrize("address", [CSV, JSON])
def test_files_are_public_pages(site: None, client: Client, address: str) -> None:
    answer = client.get(address)

    again = client.get(address, headers={"If-None-Match": answer["ETag"]})

    assert again.status_code == 304
    assert "s-maxage" in answer["Cache-Control"]
    assert not answer.cookies
    assert "attachment" in answer["Content-Disposition"]
    assert client.post(address).status_code == 405
    assert client.get(f"/zh-hant{address}").status_code == 404
    assert f'href="{address}"' in client.get("/zh-hant/figures/").content.decode()


def test_an_empty_site_has_empty_files(site: None, client: Client) -> None:
    assert table(client) == []
    assert json.loads(client.get(JSON).content)["figures"] == []
