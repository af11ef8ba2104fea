"""A page from anywhere in a list holds what plain slicing of the whole list holds."""

import random

import pytest
from django.utils import timezone

from articles.catalogue import reading
from articles.public import paging
from articles.public.paging import Listing
from tests.catalogue.shelves import (  # fmt: skip
    an_edition,
    days,
    enter,
    months_plainly,
    named,
    plainly,
    some_names,
    subjects,
)

pytestmark = pytest.mark.django_db


class Site:
    """Each has an ETag of its own: nothing is kept from one to the next."""

    def __init__(self) -> None:
        self.etag = object()


def check_every_page(subject: str, *, size: int) -> None:
    whole, listing = plainly(subject), Listing(Site(), subject)
    assert listing.count() == len(whole)
    assert listing.months() == months_plainly(subject)
    for start in range(0, len(whole) + size, size):
        shown = [row.pk for row in listing[start : start + size]]
        assert shown == whole[start : start + size], (subject, start)


@pytest.mark.parametrize("seed", range(3))
def test_every_page_of_every_list_is_the_slice_of_the_whole(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "STEPS", 5)  # so that few articles make deep pages
    chance, now, names = random.Random(seed), timezone.now(), some_names()
    moments = [now - days(chance.randint(0, 200)) for _ in range(12)]
    rows = []
    for number in range(60):
        at = chance.choice(moments)  # many of the very same moment
        begun = at if chance.random() < 0.8 else now + days(chance.randint(1, 90))
        ends = chance.choice([None, None, None, begun, begun + days(chance.uniform(0, 300))])
        status = chance.choice(["signed"] * 5 + ["withdrawn"] if ends else ["signed"])
        shown_at = at if begun == at else begun
        rows.append(an_edition(number, shown_at, visible_from=begun, visible_until=ends, status=status))  # fmt: skip
    for article in enter(rows):
        named(article, *(record for record in names if chance.random() < 0.6))

    for subject in subjects(*names):
        check_every_page(subject, size=7)


def test_a_part_of_a_list_is_cut_at_the_months_of_the_office(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "STEPS", 2)
    first, after = reading.month_after("2025-02"), reading.month_after("2025-03")
    hour = days(1 / 24)
    inside = [first, first + hour, after - hour, after - hour / 3600]
    enter([an_edition(n, at) for n, at in enumerate([*inside, first - hour / 3600, after], 1)])

    march = Listing(Site(), since=first, until=after)

    assert march.months() == {"2025-03": 4}
    assert [row.public_id for row in march[0:10]] == ["202600004", "202600003", "202600002", "202600001"]  # fmt: skip
    assert [row.public_id for row in march[3:10]] == ["202600001"]


def test_a_list_asks_one_question_a_page_and_one_a_generation(
    django_assert_num_queries,
) -> None:
    enter([an_edition(n, timezone.now() - days(n)) for n in range(3)])
    site = Site()

    with django_assert_num_queries(2):
        assert Listing(site).count() == len(Listing(site)[0:20]) == 3
    with django_assert_num_queries(1):
        assert Listing(site).count() == len(Listing(site)[0:20]) == 3
    with django_assert_num_queries(0):
        assert not Listing(site)[5:5]


def test_what_begins_or_ends_by_the_clock_is_counted_when_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    tag, *_ = some_names()
    later = an_edition(1, now + days(1))
    ending = an_edition(2, now - days(1), visible_until=now + days(2))
    for article in enter([later, ending, an_edition(3, now - days(3))]):
        named(article, tag)
    subject = f"tag:{tag.pk}"
    assert (Listing(Site(), subject).count(), reading.totals("tag")) == (2, {tag.pk: 2})

    for passed, wanted in ((1.5, 3), (2.5, 2)):
        monkeypatch.setattr(timezone, "now", lambda passed=passed: now + days(passed))

        listing = Listing(Site(), subject)

        assert listing.count() == wanted == len(listing[0:9])
        assert reading.totals("tag") == {tag.pk: wanted}


def test_pages_beyond_the_end_are_empty() -> None:
    enter([an_edition(n, timezone.now() - days(n)) for n in range(3)])

    assert list(Listing(Site())[reading.STEPS + 100 : reading.STEPS + 120]) == []
    assert paging.PAGE_SIZE == 20
