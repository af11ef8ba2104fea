"""Emergency publication: own right, reason, a red flag until somebody else countersigns."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import Article
from articles.workflow import NotAllowed, perform
from tests.builders import a_draft
from tests.conftest import member
from tests.workflow.stages import TICKED


@pytest.fixture
def cleared(aygul: User, sulaiman: User) -> Article:
    draft = a_draft(created_by=aygul)
    return perform("review_secrecy", draft, actor=sulaiman, conclusion="public", basis="不涉密")


@pytest.fixture
def second_chief(db: None) -> User:
    return member("liumin", "刘敏", "三审")


def test_it_is_public_at_once_and_flagged(cleared: Article, chenjing: User) -> None:
    perform("publish_urgently", cleared, actor=chenjing, remark="停水通知")

    assert Article.objects.published().get() == cleared
    assert timedelta(hours=23) < cleared.countersign_by - timezone.now() <= timedelta(hours=24)


def test_another_person_countersigns(cleared: Article, chenjing: User, second_chief: User) -> None:
    perform("publish_urgently", cleared, actor=chenjing, remark="停水通知")
    with pytest.raises(NotAllowed, match="签过名"):
        perform("countersign", cleared, actor=chenjing, **TICKED)

    perform("countersign", cleared, actor=second_chief, **TICKED)

    assert cleared.countersign_by is None


def test_it_needs_its_own_right_and_a_reason(
    cleared: Article, mahong: User, chenjing: User
) -> None:
    with pytest.raises(NotAllowed, match="没有紧急发布的权限"):
        perform("publish_urgently", cleared, actor=mahong, remark="急")
    with pytest.raises(NotAllowed, match="紧急发布的原因"):
        perform("publish_urgently", cleared, actor=chenjing)

    assert not Article.objects.published().exists()


def test_secrecy_is_not_passed_over(aygul: User, chenjing: User) -> None:
    with pytest.raises(NotAllowed, match="没有保密审查记录"):
        perform("publish_urgently", a_draft(created_by=aygul), actor=chenjing, remark="急")


def test_nobody_publishes_their_own_urgently(cleared: Article, aygul: User) -> None:
    aygul.groups.add(Group.objects.get(name="三审"))

    with pytest.raises(NotAllowed, match="另一位同志"):
        perform("publish_urgently", cleared, actor=User.objects.get(pk=aygul.pk), remark="急")


def test_what_was_published_in_order_needs_no_countersignature(
    cleared: Article, second_chief: User, chenjing: User
) -> None:
    perform("publish_urgently", cleared, actor=chenjing, remark="急")
    perform("countersign", cleared, actor=second_chief, **TICKED)

    with pytest.raises(NotAllowed, match="没有待补签"):
        perform("countersign", cleared, actor=second_chief, **TICKED)
