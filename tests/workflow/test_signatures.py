"""T-REV-02…04: three people, none of them a writer, each for exactly what stands there."""

import pytest
from django.contrib.auth.models import User

from articles.models import Article, Tag
from articles.workflow import NotAllowed, perform, refusal
from tests.builders import a_draft, approve
from tests.workflow.stages import TICKED, chief, in_state

Status = Article.Status


def test_one_person_signs_once_a_round_the_superuser_too(root: User) -> None:
    draft = in_state(Status.FIRST_REVIEW)
    perform("pass_first", draft, actor=root, **TICKED)

    with pytest.raises(NotAllowed, match="三位不同的同志"):
        perform("pass_second", draft, actor=root, **TICKED)


def test_who_reviewed_before_the_return_may_review_again(aygul: User, root: User) -> None:
    draft = in_state(Status.FIRST_REVIEW)
    perform("pass_first", draft, actor=root, **TICKED)
    perform("send_back", draft, actor=chief(1), remark="请核实数字")
    perform("submit", draft, actor=aygul)

    perform("pass_first", draft, actor=root, **TICKED)

    assert draft.status == Status.SECOND_REVIEW


@pytest.mark.parametrize("level", ["first", "second", "third"])
def test_the_writer_signs_at_no_level(level: str, root: User) -> None:
    draft = in_state(f"{level}_review", created_by=root)

    with pytest.raises(NotAllowed, match="另一位同志"):
        perform(f"pass_{level}", draft, actor=root, **TICKED)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({**TICKED, "has_reviewed": False}, "勾选“审”“校”两项"),
        ({**TICKED, "has_proofread": False}, "勾选“审”“校”两项"),
        ({**TICKED, "remark": " \u200b"}, "请写明审核意见"),
    ],
)
def test_a_signature_is_two_ticks_and_an_opinion(order: dict, reason: str, mahong: User) -> None:
    draft = in_state(Status.FIRST_REVIEW)

    with pytest.raises(NotAllowed, match=reason):
        perform("pass_first", draft, actor=mahong, **order)


def test_each_level_needs_its_own_right(mahong: User, zhaoyong: User) -> None:
    second = in_state(Status.SECOND_REVIEW)

    with pytest.raises(NotAllowed, match="没有二审二校通过的权限"):
        perform("pass_second", second, actor=mahong, **TICKED)
    perform("pass_second", second, actor=zhaoyong, **TICKED)

    assert second.status == Status.THIRD_REVIEW


def test_a_change_after_a_signature_voids_it(zhaoyong: User) -> None:
    draft = in_state(Status.SECOND_REVIEW)
    Article.objects.filter(pk=draft.pk).update(title="绕过后台改的标题")

    with pytest.raises(NotAllowed, match="一审签名之后内容有改动"):
        perform("pass_second", Article.objects.get(pk=draft.pk), actor=zhaoyong, **TICKED)


def test_a_change_after_the_third_signature_stops_publication(chenjing: User) -> None:
    draft = approve(a_draft())
    draft.tags.add("后加的标签")

    with pytest.raises(NotAllowed, match="签名已经作废"):
        perform("publish", draft, actor=chenjing)


def test_a_new_name_of_a_tag_voids_nothing(chenjing: User) -> None:
    draft = a_draft()
    draft.tags.add("新材料")
    approve(draft)
    tag = Tag.objects.get(name="新材料")
    tag.name = "新材料产业"
    tag.save()

    perform("publish", draft, actor=chenjing)

    assert Article.objects.published().exists()


@pytest.mark.parametrize("conclusion", ["closed", "referred"])
def test_nothing_is_published_against_the_secrecy_review(
    conclusion: str, chenjing: User, sulaiman: User
) -> None:
    draft = approve(a_draft())
    perform("review_secrecy", draft, actor=sulaiman, conclusion=conclusion, basis="涉及内部数据")

    with pytest.raises(NotAllowed, match="保密审查结论"):
        perform("publish", draft, actor=chenjing)


def test_t_sec_01_the_secrecy_review_is_for_exactly_one_content(
    aygul: User, chenjing: User, sulaiman: User
) -> None:
    draft = a_draft(created_by=aygul)
    perform("review_secrecy", draft, actor=sulaiman, conclusion="public", basis="不涉密")
    Article.objects.filter(pk=draft.pk).update(body="<p>加了一句。</p>")
    draft.refresh_from_db()

    assert "没有保密审查记录" in refusal_of_publication(draft, chenjing)


def refusal_of_publication(draft: Article, chenjing: User) -> str:
    perform("submit", draft, actor=draft.created_by)
    for number, level in enumerate(("pass_first", "pass_second", "pass_third")):
        perform(level, draft, actor=chief(number), **TICKED)
    return refusal("publish", draft, chenjing)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"conclusion": "", "basis": "x"}, "请选择"),
        ({"conclusion": "open", "basis": "x"}, "请选择"),
        ({"conclusion": "public", "basis": " "}, "依据"),
    ],
)
def test_a_secrecy_review_says_what_and_why(order: dict, reason: str, sulaiman: User) -> None:
    draft = a_draft()

    with pytest.raises(NotAllowed, match=reason):
        perform("review_secrecy", draft, actor=sulaiman, **order)

    assert not draft.secrecy_reviews.exists()


def test_the_same_conclusion_twice_is_one_record(sulaiman: User) -> None:
    draft = a_draft()
    order = {"actor": sulaiman, "conclusion": "public", "basis": "不涉密"}
    perform("review_secrecy", draft, **order)

    with pytest.raises(NotAllowed, match="同样的结论"):
        perform("review_secrecy", draft, **order)

    assert draft.secrecy_reviews.count() == 1


def test_only_a_writer_recalls(wanglei: User, aygul: User) -> None:
    draft = in_state(Status.FIRST_REVIEW, created_by=aygul)

    with pytest.raises(NotAllowed, match="只有参与编辑"):
        perform("recall", draft, actor=wanglei)


@pytest.mark.parametrize("status", [Status.FIRST_REVIEW, Status.APPROVED])
def test_sending_back_needs_a_reason(status: str, root: User) -> None:
    draft = in_state(status)

    with pytest.raises(NotAllowed, match="退回的原因"):
        perform("send_back", draft, actor=root)

    draft.refresh_from_db()
    assert draft.status == status
