"""到期下线: the end of what is public is set, moved and taken away, and the table is printed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article
from articles.workflow import TRANSITIONS, NotAllowed, perform
from tests.builders import a_published, publish

HOUR = timedelta(hours=1)


def test_an_end_is_set_moved_and_taken_away(chenjing: User) -> None:
    live, end = a_published(), timezone.now() + HOUR

    for until, seen_later in ((end, False), (end + HOUR, True), (None, True)):
        perform("expire", live, actor=chenjing, visible_until=until)

        assert Article.objects.published(end).exists() is seen_later


def test_an_end_in_the_past_is_refused(chenjing: User) -> None:
    with pytest.raises(NotAllowed, match="撤稿"):
        perform("expire", a_published(), actor=chenjing, visible_until=timezone.now() - HOUR)


def test_what_another_edition_replaces_has_its_end(aygul: User, chenjing: User) -> None:
    live = a_published()
    publish(perform("amend", live, actor=aygul), actor=chenjing, visible_from=timezone.now() + HOUR)

    with pytest.raises(NotAllowed, match="第 2 版替换"):
        perform("expire", Article.objects.get(pk=live.pk), actor=chenjing, visible_until=None)


def test_the_table_is_printed_for_people() -> None:
    out = StringIO()

    call_command("show_workflow", stdout=out)

    printed = out.getvalue()
    assert all(f"{transition.label}：" in printed for transition in TRANSITIONS.values())
    assert "一审一校通过：不是作者；本轮未签过名；审、校两项；写明审核意见" in printed
