"""The archive as a calendar: what was published when, and nothing where nothing was."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles.models import Article
from tests.builders import a_channel
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def published(*moments: datetime) -> None:
    first = Article.objects.count() + 1
    Article.objects.bulk_create(
        Article(
            channel=a_channel(), public_id=f"2025{n:04d}", title=f"第{n}篇", status="signed",
            source="本站", visible_from=at, first_published_at=at,
        )
        for n, at in enumerate(moments, first)
    )  # fmt: skip


def at(year: int, month: int, day: int, hour: int = 4) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_a_year_shows_twelve_months_and_links_the_filled_ones(client: Client) -> None:
    published(at(2025, 3, 1), at(2025, 3, 9), at(2023, 12, 31))

    shown = page(client, "/archive/")

    assert re.findall(r'href="/archive/(\d+/\d+)/"', shown) == ["2025/03", "2023/12"]
    assert shown.count("<li><span>") == 22
    assert "<small>2 篇</small>" in shown
    assert "2024年" not in shown


def test_a_month_begins_at_midnight_in_urumqi_office_time(client: Client) -> None:
    published(at(2025, 3, 31, 17))  # 01:00 on 1 April in Asia/Shanghai

    assert "2025年4月" in page(client, "/archive/2025/04/")
    assert client.get("/archive/2025/03/").status_code == 404


def test_a_month_shows_its_days_and_the_way_to_its_neighbours(client: Client) -> None:
    published(at(2025, 1, 5), at(2025, 3, 9), at(2025, 3, 9), at(2025, 6, 1))

    shown = page(client, "/archive/2025/03/")

    assert re.findall(r'href="(\?page=[^"]+)"', shown) == ["?page=1#day-9"]
    assert shown.count('id="day-9"') == 1
    assert re.search(r'rel="prev" href="/archive/2025/01/"', shown)
    assert re.search(r'rel="next" href="/archive/2025/06/"', shown)
    assert shown.count("<th scope") == 7


def test_a_day_leads_to_the_page_where_it_begins(client: Client) -> None:
    published(at(2025, 3, 2), *[at(2025, 3, 9)] * 25)

    first = page(client, "/archive/2025/03/")
    second = page(client, "/archive/2025/03/?page=2")

    assert re.findall(r'href="(\?page=\d+#[^"]+)"', first) == ["?page=2#day-2", "?page=1#day-9"]
    assert 'id="day-2"' in second


@pytest.mark.parametrize("empty", ["2025/02/", "2024/", "2024/03/", "0000/", "9999/12/"])
def test_a_time_in_which_nothing_was_published_is_not_found(client: Client, empty: str) -> None:
    published(at(2025, 3, 1))

    assert client.get(f"/archive/{empty}").status_code == 404


def test_an_empty_site_has_an_empty_archive(client: Client) -> None:
    assert "还没有发布的文章" in page(client, "/archive/")
