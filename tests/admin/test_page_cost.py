"""What the page of a draft asks the database grows little with its pictures."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Enterprise, Official, PhotoCaption
from tests.admin.desk import change_url
from tests.builders import a_draft

pytestmark = pytest.mark.django_db
PICTURES = 5


def queries(desk: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(url).status_code == 200
    return len(asked)


def test_a_further_picture_costs_its_tags_and_its_two_lists_of_names(desk: Client) -> None:
    draft = a_draft()
    official, enterprise = Official.objects.create(name="张三"), Enterprise.objects.create(full_name="甲厂")  # fmt: skip
    url = change_url(draft)
    desk.get(url)  # what is asked once in a process
    before = queries(desk, url)

    for place in range(PICTURES):
        caption = PhotoCaption.objects.create(article=draft, position=place, caption="厂房")
        caption.officials.add(official)
        caption.enterprises.add(enterprise)

    # The findings' and the content's own reading of the names is three more, however many.
    assert queries(desk, url) - before <= 3 * PICTURES + 5
