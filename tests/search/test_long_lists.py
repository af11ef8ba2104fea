"""Nothing is lost of a list that fills many pages of the database, and the order holds.

SQLite 3.40, which Debian 12 has, loses pages of such a list when it is read downwards and
some pages, but not all, span more than 2**56 row numbers: a year of ranks.
"""

import random
from collections.abc import Iterator

import pytest
from django.db import transaction

from articles.search import postings
from articles.search.postings import TEXTS, Row, Wanted

pytestmark = pytest.mark.django_db
LENGTH = 5000
EVERYWHERE, SOMEWHERE = "高新", "园区"


def _ranks() -> Iterator[int]:
    """Ranks of articles, lowest first: busy years and quiet ones."""
    chance = random.Random(5)  # not every list is lost of: of this one SQLite 3.40.1 loses
    seconds = 1_451_606_400
    for number, key in enumerate(sorted(chance.sample(range(200_000), LENGTH))):
        if number % 400 == 0:
            apart = chance.randint(30_000, 90_000)
        seconds += int(apart * chance.uniform(0.5, 1.5))
        yield (seconds << 28 | key) << 3 | 4


RANKS = list(_ranks())[::-1]
RARE = RANKS[::40]


def _rows() -> Iterator[Row]:
    for rank in reversed(RANKS):
        words = f"{EVERYWHERE} {SOMEWHERE}" if rank in RARE else EVERYWHERE
        yield Row(rank, words, words)


@pytest.fixture(autouse=True)
def _long_list() -> None:
    with transaction.atomic():  # its end writes the pages
        postings.add(_rows())


def test_two_words_are_found_in_every_document_that_has_both() -> None:
    found = postings.candidates(TEXTS, Wanted((SOMEWHERE, EVERYWHERE)), LENGTH)

    assert found == RARE


def test_a_list_goes_on_below_any_rank() -> None:
    found = [
        postings.candidates(TEXTS, Wanted((EVERYWHERE,), below=below), 2) for below in RANKS[:-2:10]
    ]

    assert found == [RANKS[at + 1 : at + 3] for at in range(0, LENGTH - 2, 10)]


def test_what_was_entered_again_is_found_once_with_its_new_words() -> None:
    some = RANKS[::25]
    changed = [row for row in _rows() if row.rank in some]

    with transaction.atomic():
        postings.remove(changed)
        postings.add(Row(row.rank, row.title, f"{row.text} 改") for row in changed)

    assert postings.candidates(TEXTS, Wanted((EVERYWHERE,)), LENGTH + 1) == RANKS
    assert postings.candidates(TEXTS, Wanted(("改", EVERYWHERE)), LENGTH) == some


def test_both_lists_at_once_begin_with_the_highest_ranks() -> None:
    titles, texts = postings.first_candidates(Wanted((SOMEWHERE, EVERYWHERE)), LENGTH)

    assert titles == texts == RARE
    assert postings.alike([SOMEWHERE], 3) == RARE[:3]
