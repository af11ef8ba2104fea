"""The contact is seen by who handles the message, is written nowhere else, and goes away (T-DB-11)."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.feedback import limiting, perform
from articles.models import Feedback, FeedbackAttempt, FeedbackStep
from tests.feedback.letters import FORM, SECRETS, a_message, an_answered, letter, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def forget() -> str:
    said = StringIO()
    call_command("forget_contacts", stdout=said)
    return said.getvalue()


def days_later(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)


def test_no_log_line_carries_it(
    client: Client, aygul: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(limiting, "MOST", 1)
    for posted in (letter(**SECRETS), letter(**SECRETS, text="又一件"), letter(**SECRETS, kind="")):
        client.post(FORM, posted)
    row = Feedback.objects.get()
    client.force_login(aygul)
    client.post(f"/admin/articles/feedback/{row.pk}/perform/forget/", {"seen_steps": 1})
    forget()

    # Statements at DEBUG are the database's own echo, which is off outside a developer's machine.
    lines = [line.getMessage() for line in caplog.records if line.name != "django.db.backends"]
    assert lines
    for secret in SECRETS.values():
        assert not any(secret in line for line in lines)


def test_no_history_of_the_admin_carries_it(client: Client, aygul: User) -> None:
    row = a_message(**SECRETS)
    client.force_login(aygul)
    for action in ("take_up", "answer", "forget"):
        client.post(
            f"/admin/articles/feedback/{row.pk}/perform/{action}/",
            {"reply": "答复", "remark": "意见", "seen_steps": row.steps.count()},
        )
    client.post(f"/admin/articles/feedback/{row.pk}/change/", {"contact": "x"})

    kept = [*LogEntry.objects.values_list("object_repr", "change_message")]
    kept += FeedbackStep.objects.values_list("remark", "reply", "actor_name")

    assert row.steps.count() == 4
    for secret in SECRETS.values():
        assert secret not in str(kept)
        assert secret not in str(row)


def test_it_is_on_the_page_of_who_handles_it_and_in_no_list(client: Client, aygul: User) -> None:
    row = a_message(**SECRETS)
    client.force_login(aygul)

    handled = shown(client.get(f"/admin/articles/feedback/{row.pk}/change/"))
    listed = client.get("/admin/articles/feedback/").content.decode()
    searched = shown(client.get("/admin/articles/feedback/", {"q": SECRETS["contact"]}))

    for secret in SECRETS.values():
        assert secret in handled
        assert secret not in listed
    assert row.receipt not in searched


def test_one_action_deletes_it_for_good(client: Client, aygul: User) -> None:
    row = a_message(**SECRETS)
    client.force_login(aygul)

    client.post(f"/admin/articles/feedback/{row.pk}/perform/forget/", {"seen_steps": 1})

    row.refresh_from_db()
    assert (row.contact, row.contact_name, row.text) == ("", "", "第二段的年份写错了。")
    assert row.contact_deleted_at is not None
    assert row.steps.last().actor == aygul


def test_the_command_deletes_it_a_month_after_the_answer(
    aygul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = an_answered(aygul, **SECRETS)
    waiting = a_message(text="还在等", **SECRETS)
    days_later(29, monkeypatch)
    assert "删除了 0 件" in forget()

    days_later(1, monkeypatch)
    first, second = forget(), forget()

    assert "删除了 1 件" in first
    assert "删除了 0 件" in second
    for row in (settled, waiting):
        row.refresh_from_db()
    assert (settled.has_contact, waiting.has_contact) == (False, True)
    assert (settled.steps.last().action, settled.steps.last().actor_name) == ("forget", "系统")
    assert not any(secret in first for secret in SECRETS.values())


def test_reopened_it_is_kept_until_it_is_settled_again(
    aygul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = an_answered(aygul, **SECRETS)
    perform("reopen", row, actor=aygul, remark="再核实")
    days_later(60, monkeypatch)

    forget()

    row.refresh_from_db()
    assert row.has_contact


def test_the_command_clears_the_counting_of_senders(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(FORM, letter())
    days_later(1, monkeypatch)

    assert "清除了 1 行" in forget()
    assert not FeedbackAttempt.objects.exists()


def test_the_form_says_what_it_is_for_and_when_it_goes(client: Client) -> None:
    text = shown(client.get(FORM))

    assert "只用来向您核实情况、告诉您结果" in text
    assert "办结满 30 天自动删除" in text
