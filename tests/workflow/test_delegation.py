"""T-REV-06: who is away leaves the signature to another, for a time; the step says so."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Delegation
from articles.workflow import NotAllowed, perform
from tests.workflow.stages import TICKED, in_state

DAY = timedelta(days=1)


def delegate(delegator: User, to: User, **period: object) -> Delegation:
    now = timezone.now()
    period = {"begins": now - DAY, "ends": now + DAY, **period}
    return Delegation.objects.create(delegator=delegator, delegate=to, reason="出差", **period)


def test_the_delegate_signs_and_the_step_names_both(mahong: User, zhaoyong: User) -> None:
    draft = in_state("first_review")
    delegate(mahong, zhaoyong)

    perform("pass_first", draft, actor=zhaoyong, **TICKED)

    step = draft.steps.last()
    assert (step.actor, step.acting_for, step.signer) == (zhaoyong, mahong, "赵勇（代 马红）")


def test_one_pair_of_eyes_is_not_two(mahong: User, zhaoyong: User) -> None:
    draft = in_state("first_review")
    delegate(mahong, zhaoyong)
    perform("pass_first", draft, actor=zhaoyong, **TICKED)

    with pytest.raises(NotAllowed, match="签过名"):
        perform("pass_second", draft, actor=zhaoyong, **TICKED)


@pytest.mark.parametrize(
    ("begins", "ends"), [(-3 * DAY, -DAY), (DAY, 3 * DAY)], ids=["over", "not yet"]
)
def test_outside_the_period_it_gives_nothing(
    begins: timedelta, ends: timedelta, mahong: User, wanglei: User
) -> None:
    draft, now = in_state("first_review"), timezone.now()
    delegate(mahong, wanglei, begins=now + begins, ends=now + ends)

    with pytest.raises(NotAllowed, match="权限"):
        perform("pass_first", draft, actor=wanglei, **TICKED)


def test_the_writer_does_not_sign_for_another(aygul: User, mahong: User) -> None:
    draft = in_state("first_review", created_by=aygul)
    delegate(mahong, aygul)

    with pytest.raises(NotAllowed, match="参与过"):
        perform("pass_first", draft, actor=aygul, **TICKED)


def test_nobody_signs_for_the_writer(root: User, mahong: User, wanglei: User) -> None:
    draft = in_state("first_review", created_by=mahong)
    delegate(mahong, wanglei)

    with pytest.raises(NotAllowed, match="委托人"):
        perform("pass_first", draft, actor=wanglei, **TICKED)


def test_who_was_deactivated_has_nothing_to_delegate(mahong: User, wanglei: User) -> None:
    draft = in_state("first_review")
    delegate(mahong, wanglei)
    User.objects.filter(pk=mahong.pk).update(is_active=False)

    with pytest.raises(NotAllowed, match="权限"):
        perform("pass_first", draft, actor=wanglei, **TICKED)


def test_writing_is_not_delegated(aygul: User, mahong: User) -> None:
    live = in_state("signed")
    delegate(aygul, mahong)

    with pytest.raises(NotAllowed, match="没有修订的权限"):
        perform("amend", live, actor=mahong)

    assert Article.objects.count() == 1


def test_a_delegation_to_oneself_or_backwards_is_no_row(mahong: User, zhaoyong: User) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        delegate(mahong, mahong)
    with pytest.raises(IntegrityError), transaction.atomic():
        delegate(mahong, zhaoyong, begins=now, ends=now - DAY)


def test_the_desk_makes_and_ends_a_delegation(mahong: User, zhaoyong: User, signed_in) -> None:
    desk = signed_in(mahong)
    period = {"begins_0": "2026-01-01", "begins_1": "09:00", "ends_0": "2099-01-01", "ends_1": "09:00"}  # fmt: skip
    answer = desk.post(
        "/admin/articles/delegation/add/", {"delegate": zhaoyong.pk, "reason": "出差", **period}
    )
    row = Delegation.objects.get()
    assert (answer.status_code, row.delegator, row.delegate) == (302, mahong, zhaoyong)

    address = f"/admin/articles/delegation/{row.pk}/change/"
    assert signed_in(zhaoyong).post(address, {"ends_0": "2098-01-01"}).status_code == 403
    assert "结束时间已经过去" in desk_refusal(signed_in(mahong), zhaoyong, period)


@pytest.mark.parametrize("begins", [-3 * DAY, 3 * DAY], ids=["begun", "not yet"])
def test_an_end_in_the_past_ends_it_now_and_undoes_no_signature(
    begins: timedelta, mahong: User, zhaoyong: User, signed_in
) -> None:
    desk, now = signed_in(mahong), timezone.now()
    row = delegate(mahong, zhaoyong, begins=now + begins, ends=now + 9 * DAY)
    address = f"/admin/articles/delegation/{row.pk}/change/"
    seen = re.search(r'name="seen_state" value="(\w+)"', desk.get(address).content.decode())

    past = {"ends_0": "0001-01-01", "ends_1": "09:00", "seen_state": seen[1]}
    answer = desk.post(address, past)

    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.ends == max(row.ends, now, row.begins)
    assert not Delegation.objects.active(now + 5 * DAY).exists()


def desk_refusal(desk, zhaoyong: User, period: dict) -> str:
    typed = {"delegate": zhaoyong.pk, "reason": "出差", **period, "ends_0": "2026-01-02"}
    return desk.post("/admin/articles/delegation/add/", typed).content.decode()
