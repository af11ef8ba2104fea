"""What should have been answered already is said in words, and first (T-VETO-05)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Feedback
from tests.builders import a_published
from tests.feedback.letters import a_message, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/articles/feedback/"


def test_the_list_says_what_is_late(desk: Client, django_assert_max_num_queries) -> None:
    late, calm = a_message(article=a_published()), a_message(text="不急的")
    due = timezone.localdate() - timedelta(days=2)
    Feedback.objects.filter(pk=late.pk).update(due_on=due)
    for number in range(8):
        a_message(text=f"第 {number} 件", article=late.article)

    with django_assert_max_num_queries(10):
        everything = desk.get(LIST)
    overdue = shown(desk.get(LIST, {"standing": "overdue"}))

    assert "超期 2 天" in shown(everything)
    assert next(iter(everything.context["cl"].result_list)) == late
    assert late.receipt in overdue
    assert calm.receipt not in overdue


def test_the_desk_says_first_what_is_late(desk: Client) -> None:
    assert "超期未办结" not in shown(desk.get("/admin/"))

    due = timezone.localdate() - timedelta(days=2)
    Feedback.objects.filter(pk=a_message().pk).update(due_on=due)

    assert f"有 1 件留言超期未办结，最早的一件期限是 {due}，超期 2 天。" in shown(
        desk.get("/admin/")
    )


@pytest.mark.parametrize("standing", ["waiting", "overdue", "received", "published", "x", "%00"])
def test_every_filter_answers(desk: Client, standing: str) -> None:
    a_message()

    assert desk.get(f"{LIST}?standing={standing}").status_code in {200, 400}
