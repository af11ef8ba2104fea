"""Rights per channel: who is assigned to channels works in these and in no other."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Channel
from articles.workflow import NotAllowed, perform
from tests.admin.desk import ADD, change_url, form
from tests.builders import a_draft, a_published, a_signer, publish
from tests.workflow.stages import TICKED, in_state


@pytest.fixture
def other(db: None) -> Channel:
    return Channel.objects.create(name="通知公告", slug="tong-zhi", description="通知")


def test_a_reviewer_signs_only_in_the_own_channel(
    mahong: User, other: Channel, channel: Channel
) -> None:
    other.staff.add(mahong)
    elsewhere, own = in_state("first_review"), in_state("first_review", channel=other)

    with pytest.raises(NotAllowed, match="权限"):
        perform("pass_first", elsewhere, actor=mahong, **TICKED)
    perform("pass_first", own, actor=mahong, **TICKED)

    assert own.status == "second_review"


def test_a_superuser_who_is_assigned_is_held_to_it(root: User, other: Channel) -> None:
    other.staff.add(root)

    with pytest.raises(NotAllowed, match="权限"):
        perform("pass_first", in_state("first_review"), actor=root, **TICKED)


def test_an_old_edition_does_not_bring_an_article_back_from_others(
    aygul: User, root: User, other: Channel, channel: Channel
) -> None:
    old = a_published(channel=other)
    moved = perform("amend", old, actor=root)
    Article.objects.filter(pk=moved.pk).update(channel=channel)
    publish(moved, actor=a_signer())
    other.staff.add(aygul)

    with pytest.raises(NotAllowed, match="最新一版在“园区动态”栏目"):
        perform("restore", old, actor=aygul)

    assert Article.objects.count() == 2


def test_an_editor_writes_only_in_the_own_channel(
    desk: Client, aygul: User, other: Channel, channel: Channel
) -> None:
    other.staff.add(aygul)
    foreign = a_draft(channel=channel)

    assert desk.post(ADD, form(channel)).status_code == 200
    assert desk.post(ADD, form(other)).status_code == 302
    assert desk.post(change_url(foreign), form(channel)).status_code == 403
    assert "通知公告" in desk.get(ADD).content.decode()
    assert "园区动态</option>" not in desk.get(ADD).content.decode()
