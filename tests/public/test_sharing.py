"""T-UI-04: an article is passed on by its address, as text and as a QR code, without a third party."""

import re

import pytest
import segno
from django.test import Client

from articles.public.views.sharing import QUIET_ZONE, qr_svg
from articles.workflow import perform
from tests.builders import a_draft, a_published, a_signer
from tests.page_kinds import ARTICLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def modules(svg: str) -> list[list[int]]:
    """Read the drawing back: ``m`` moves, ``h`` draws a run of dark modules in a row."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    drawn = [[0] * size for _ in range(size)]
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    x, y = 0, 0.0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        first, *rest = map(float, re.findall(r"-?[\d.]+", numbers))
        if step == "h":
            drawn[int(y)][int(x) : int(x + first)] = [1] * int(first)
            x += first
        else:
            x, y = (first, rest[0]) if step == "M" else (x + first, y + rest[0])
    inner = slice(QUIET_ZONE, size - QUIET_ZONE)
    return [row[inner] for row in drawn[inner]]


@pytest.mark.parametrize("script", ["", "/zh-hant"])
def test_the_code_says_the_canonical_address_of_its_page(
    seeded: None, client: Client, script: str
) -> None:
    shown = client.get(f"{script}{ARTICLE}").content.decode()
    canonical = re.search(r'rel="canonical" href="([^"]+)"', shown)[1]
    (address,) = re.findall(r'<img src="([^"]+qr\.svg)" alt="[^"]+" width="\d+"', shown)

    response = client.get(address)

    assert address == f"{script}{ARTICLE}qr.svg"
    assert canonical == f"http://testserver{script}{ARTICLE}"
    assert response["Content-Type"] == "image/svg+xml"
    drawn = modules(response.content.decode())
    assert drawn == [list(row) for row in segno.make_qr(canonical, error="m").matrix]


def test_the_drawing_keeps_the_quiet_zone_on_white() -> None:
    svg = qr_svg("https://gaoxin.example/articles/20220001/").decode()

    assert 'fill="#fff"' in svg
    assert "<script" not in svg
    assert len(modules(svg)) + 2 * QUIET_ZONE == int(re.search(r'viewBox="0 0 (\d+)', svg)[1])


def test_it_is_cacheable_like_its_page(client: Client, django_assert_num_queries) -> None:
    address = f"{a_published().get_absolute_url()}qr.svg"
    response = client.get(address)

    with django_assert_num_queries(1):
        unchanged = client.get(address, headers={"If-None-Match": response["ETag"]})

    assert unchanged.status_code == 304
    assert "public" in response["Cache-Control"]
    assert not response.cookies


def test_what_is_not_published_has_no_code(client: Client) -> None:
    draft = a_draft()
    gone = perform(
        "withdraw", a_published(), actor=a_signer(), remark="有误", public_notice="核实中。"
    )

    for article in (draft, gone):
        for script in ("", "/zh-hant"):
            response = client.get(f"{script}{article.get_absolute_url()}qr.svg")
            assert response.status_code == 404
    assert client.get("/articles/20990001/qr.svg").status_code == 404
