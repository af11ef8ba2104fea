"""Publishing, replacing and expiring are intervals; the clock does the rest."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from articles.workflow import perform
from tests.builders import a_draft, a_published, publish


def test_scheduled_publication_is_an_interval_and_needs_no_job(aygul: User, chenjing: User) -> None:
    first = a_published()
    second = perform("amend", first, actor=aygul)
    tomorrow = timezone.now() + timedelta(days=1)

    publish(second, actor=chenjing, visible_from=tomorrow)

    assert second.stage == "待发布"
    assert Article.objects.published().get() == first
    assert Article.objects.published(tomorrow).get() == second
    assert Article.objects.published(tomorrow - timedelta(microseconds=1)).get() == first


def test_an_expiry_ends_the_page_by_the_clock(chenjing: User) -> None:
    draft = a_draft()
    end = timezone.now() + timedelta(hours=1)

    publish(draft, actor=chenjing, visible_until=end)

    assert Article.objects.published().exists()
    assert not Article.objects.published(end).exists()


def test_a_schedule_that_never_began_did_not_publish_anything(aygul: User, chenjing: User) -> None:
    first = a_draft()
    publish(first, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))
    second = perform("amend", first, actor=aygul)

    publish(second, actor=chenjing)

    first.refresh_from_db()
    assert first.stage == "已更新"
    assert second.first_published_at == second.visible_from
    assert second.first_published_at <= timezone.now()


def test_a_schedule_withdrawn_before_its_time_published_nothing(
    aygul: User, chenjing: User
) -> None:
    first = a_draft()
    soon = timezone.now() + timedelta(days=1)
    publish(first, actor=chenjing, visible_from=soon)
    perform("withdraw", first, actor=chenjing, remark="暂缓")
    second = perform("amend", first, actor=aygul)

    publish(second, actor=chenjing, visible_from=soon + timedelta(days=1))

    assert second.first_published_at == second.visible_from


def test_a_correction_of_a_schedule_keeps_its_time(aygul: User, chenjing: User) -> None:
    first = a_draft()
    soon = timezone.now() + timedelta(days=1)
    publish(first, actor=chenjing, visible_from=soon)
    second = perform("amend", first, actor=aygul)

    publish(second, actor=chenjing, visible_from=soon + timedelta(days=1))

    assert second.first_published_at == soon


def test_over_is_the_same_for_a_row_and_for_a_query(aygul: User, chenjing: User) -> None:
    live, scheduled = a_published(), a_draft()
    publish(scheduled, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))
    publish(perform("amend", scheduled, actor=aygul), actor=chenjing)

    over = set(Article.objects.over(timezone.now()))

    for article in Article.objects.all():
        assert (article in over) is article.is_over
    assert {article.stage for article in over} == {"已更新"}
    assert live not in over
