"""Who may act now: the desk's rows and the workflow's refusals say the same."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.duties import DUTIES, capacities_of, people_for, waiting_for
from articles.models import Article, CalendarDay, Channel, Delegation
from articles.workflow import Action, Case, perform, refusal_in
from articles.working_days import WorkingDays
from tests.builders import a_draft, a_published, a_signer
from tests.conftest import member
from tests.desk.office import signed_up_to, submitted

pytestmark = pytest.mark.django_db


def is_due(case: Case, action: str, person: User) -> bool:
    """What the table allows, narrowed to what is expected of somebody."""
    if refusal_in(case, action, person):
        return False
    if action != Action.REVIEW_SECRECY:
        return True
    is_open = case.secrecy is None or case.secrecy.conclusion == "referred"
    return is_open and case.article.status != Article.Status.DRAFT


@pytest.fixture
def office(
    aygul: User, wanglei: User, mahong: User, zhaoyong: User, chenjing: User, sulaiman: User, root: User
) -> list[User]:  # fmt: skip
    """Everybody: one person of each role, two of some, all in one, one held to a channel."""
    all_three = member("duolian", "多联", "一审", "二审", "三审", "保密审查员")
    elsewhere = member("qita", "其他栏目", "一审", "二审", "三审")
    elsewhere.channels.add(Channel.objects.create(name="别的栏目", slug="bie-de"))
    gone = member("lizhi", "离职", "一审", is_active=False)
    stand_in = member("daiqian", "代签", "采编")
    now = timezone.now()
    for delegator in (chenjing, aygul, mahong):
        Delegation.objects.create(
            delegator=delegator, delegate=stand_in, reason="出差",
            begins=now - timedelta(days=1), ends=now + timedelta(days=1),
        )  # fmt: skip
    Delegation.objects.create(
        delegator=zhaoyong, delegate=stand_in, reason="已经回来",
        begins=now - timedelta(days=2), ends=now - timedelta(days=1),
    )  # fmt: skip
    return [aygul, wanglei, mahong, zhaoyong, chenjing, sulaiman, root, all_three, elsewhere, gone, stand_in]  # fmt: skip


def every_kind(office: list[User]) -> list[Article]:
    """Articles in all states, with every way in which somebody can be barred."""
    aygul, wanglei, mahong, zhaoyong, chenjing, sulaiman, root, all_three, *_ = office
    signers = [mahong, zhaoyong, chenjing]
    known = [signed_up_to(level, aygul, signers) for level in range(4)]
    known += [signed_up_to(level, aygul, [all_three, zhaoyong, chenjing]) for level in range(4)]
    for article, conclusion in zip(known, ["public", "closed", "referred", "public"], strict=False):
        perform("review_secrecy", article, actor=sulaiman, conclusion=conclusion, basis="规定")
    again = signed_up_to(2, aygul, signers)
    perform("send_back", again, actor=chenjing, remark="再核")
    perform("submit", again, actor=aygul)
    helped = submitted(aygul)
    helped.contributors.add(mahong)
    urgent = submitted(wanglei)
    perform("review_secrecy", urgent, actor=sulaiman, conclusion="public", basis="规定")
    perform("publish_urgently", urgent, actor=root, remark="灾情")
    amended = perform("amend", a_published(created_by=zhaoyong), actor=aygul)
    perform("submit", amended, actor=aygul)
    withdrawn = perform("withdraw", a_published(), actor=a_signer(), remark="有误")
    return [*known, again, helped, urgent, amended, withdrawn, a_draft(created_by=aygul), a_published()]  # fmt: skip


def test_desk_and_notifications_name_exactly_whom_the_table_allows(office: list[User]) -> None:
    """A superuser without a role may act, and sees it on the desk, but is not told of it."""
    root, articles = office[6], every_kind(office)
    assert {article.status for article in articles} == set(Article.Status.values)
    capacities = {person: capacities_of(person) for person in office}
    cases = [Case(article) for article in articles]

    for action, duty in DUTIES.items():
        shown = {p: set(waiting_for(capacities[p], duty) or ()) for p in office}
        for case in cases:
            allowed = {person for person in office if is_due(case, action, person)}
            seen = {person for person in office if case.article in shown[person]}
            assert seen == allowed, (action, case.article.status)
            if allowed:
                told = people_for(case.article, duty) & {person.pk for person in office}
                assert told == {person.pk for person in allowed - {root}}


def test_what_waits_longest_stands_first_and_is_counted_in_working_days(
    aygul: User, mahong: User
) -> None:
    first, second = submitted(aygul), submitted(aygul)
    duty = DUTIES[Action.PASS_FIRST]

    rows = list(waiting_for(capacities_of(mahong), duty))

    assert rows == [first, second]
    assert rows[0].since <= rows[1].since


def test_weekends_and_entered_holidays_are_not_counted() -> None:
    friday = timezone.localdate().replace(year=2026, month=9, day=25)
    CalendarDay.objects.create(kind="rest", first=friday.replace(month=10, day=1), last=friday.replace(month=10, day=7))  # fmt: skip
    CalendarDay.objects.create(kind="work", first=friday.replace(month=10, day=10))

    calendar = WorkingDays.since(friday)

    assert calendar.between(friday, friday + timedelta(days=3)) == 1
    assert calendar.between(friday.replace(day=30), friday.replace(month=10, day=10)) == 3
    assert calendar.between(friday, friday) == 0
