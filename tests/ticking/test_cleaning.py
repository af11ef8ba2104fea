"""What ended long ago goes; what is open, recent or signed stays."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from articles.models import (
    ArticleVersion,
    AuditEntry,
    BulkJob,
    Presence,
    PreviewLink,
    PreviewVisit,
    StaffSession,
)
from articles.ticking.cleaning import clean
from tests.builders import a_draft, a_published
from tests.ticking.clockwork import ago, ahead

pytestmark = pytest.mark.django_db


def test_browser_sessions_that_expired_go() -> None:
    for expiry in (timedelta(hours=1), timedelta(hours=-1)):
        session = SessionStore()
        session.set_expiry(timezone.now() + expiry)
        session.save()

    clean()

    assert Session.objects.count() == 1


def test_a_login_that_lapsed_is_ended_and_an_ancient_one_goes(aygul: User) -> None:
    living = StaffSession.objects.create(user=aygul)
    idle = StaffSession.objects.create(user=aygul, created=ago(hours=2), last_seen=ago(hours=1))
    aged = StaffSession.objects.create(user=aygul, created=ago(hours=13), last_seen=ago(minutes=1))
    StaffSession.objects.create(user=aygul, created=ago(days=200), last_seen=ago(days=184))

    said = clean()

    kept = dict(StaffSession.objects.values_list("pk", "ending"))
    assert kept == {living.pk: "", idle.pk: "idle", aged.pk: "age"}
    assert "3 次登录已到时" in said
    assert "1 行半年前的登录" in said


def test_marks_counts_and_finished_orders_go(aygul: User) -> None:
    draft = a_draft()
    Presence.objects.create(article=draft, user=aygul, seen_at=ago(minutes=6))
    for name, age in (("old", ago(minutes=21)), ("new", ago(minutes=2))):
        AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessAttempt.objects.filter(username=name).update(attempt_time=age)
    BulkJob.objects.create(owner=aygul, action="submit", token="a", finished_at=ago(days=91))
    BulkJob.objects.create(owner=aygul, action="submit", token="b", finished_at=ago(days=89))
    BulkJob.objects.create(owner=aygul, action="submit", token="c", created=ago(days=200))

    clean()

    assert not Presence.objects.exists()
    assert AccessAttempt.objects.get().username == "new"
    assert set(BulkJob.objects.values_list("token", flat=True)) == {"b", "c"}


def test_a_preview_link_goes_half_a_year_after_its_end_and_the_trail_says_so(aygul: User) -> None:
    made = {"article": a_draft(), "content_hash": "x", "purpose": "核对", "made_by": aygul}
    for place, end in enumerate((ago(days=184), ago(days=182), ahead(days=1))):
        link = PreviewLink.objects.create(
            **made, token_hash=str(place), made_at=ago(days=190), expires_at=end
        )
        PreviewVisit.objects.create(link=link, network="192.0.2.0/24")

    said = clean()

    assert set(PreviewLink.objects.values_list("token_hash", flat=True)) == {"1", "2"}
    assert PreviewVisit.objects.count() == 2
    assert AuditEntry.objects.filter(kind="articles.previewlink", action="delete").count() == 1
    assert "1 条半年前到期的预览链接" in said


def test_every_kept_version_stays_and_a_second_time_does_nothing() -> None:
    a_published()
    before = list(ArticleVersion.objects.values_list("pk", flat=True))

    clean()

    assert clean() == ""
    assert list(ArticleVersion.objects.values_list("pk", flat=True)) == before
