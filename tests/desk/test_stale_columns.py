"""Columns that do not move are counted down on the home page (T-VETO-03, T-VETO-04)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Channel
from tests.builders import a_published
from tests.desk.office import home_of, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (6, "都在更新期限之内"),
        (7, "还有 7 天到期"),
        (10, "还有 4 天到期，请尽快安排"),
        (14, "已 14 天没有更新，已到期限"),
        (20, "超过期限 6 天"),
    ],
)
def test_columns_are_counted_down_warned_of_and_late(
    days: int, words: str, channel: Channel, aygul: User
) -> None:
    channel.update_cycle = Channel.Update.FORTNIGHT
    channel.save()
    article = a_published(channel=channel)
    Article.objects.filter(pk=article.pk).update(
        first_published_at=timezone.now() - timedelta(days=days)
    )

    assert words in section(home_of(aygul), "stale")


def test_blank_columns_are_flagged_and_columns_as_needed_are_not(
    channel: Channel, aygul: User
) -> None:
    Channel.objects.create(name="空栏", slug="kong-lan", update_cycle="as_needed")
    article = a_published(channel=channel)
    Article.objects.filter(pk=article.pk).update(
        first_published_at=timezone.now() - timedelta(days=400)
    )

    shown = section(home_of(aygul), "stale")

    assert "空栏" in shown
    assert "空白栏目" in shown
    assert "园区动态" not in shown
    assert "首页" in shown
