"""The panel beside a draft: findings in words, a repair that is a save, a reason that stays."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Official, Tag, Waiver
from articles.models.append_only import AppendOnly
from articles.proofreading import proofread
from articles.workflow import NotAllowed, perform
from tests.builders import a_draft, a_figure, publish
from tests.proofreading.marking import a_text, found, the_secretary

pytestmark = pytest.mark.django_db


def page(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def act(desk: Client, article: Article, what: str, **typed: object) -> str:
    answer = desk.post(
        f"/admin/articles/article/{article.pk}/{what}/",
        {"seen_saves": article.saves, **typed},
        follow=True,
    )
    article.refresh_from_db()
    return answer.content.decode()


def test_the_panel_counts_and_marks(desk: Client) -> None:
    the_secretary()
    draft = a_text("高新区（新市区）委书记崔玉森说,发展的的成果。")

    shown = desk.get(page(draft)).content.decode()

    assert "校对：1 个错误，2 条提醒" in shown
    assert "<mark>崔玉森</mark>" in shown
    assert 'href="#id_body"' in shown


def test_a_repair_is_a_save_of_the_editor(desk: Client, aygul: User) -> None:
    the_secretary()
    draft = a_draft(body="<p>区委书记<strong>崔玉</strong>森说。</p><p>崔玉森又说。</p>")
    first = found(draft, "official-name")[0]

    shown = act(desk, draft, "repair", finding=first.key)

    assert draft.body == "<p>区委书记<strong>崔玉淼</strong>说。</p><p>崔玉森又说。</p>"
    assert (draft.saves, list(draft.contributors.all())) == (1, [aygul])
    before, after = draft.versions.order_by("number")
    assert "<strong>崔玉</strong>森" in before.content["body"]
    assert (after.actor, after.reason) == (aygul, "校对：“崔玉森”改为“崔玉淼”")
    assert "已把“崔玉森”改为“崔玉淼”，并已保存。" in shown


def test_a_repair_carries_the_figures_sentence_along(desk: Client) -> None:
    sentence = "2025年,园区总产值由2020年的20.5亿元增加到41亿元。"
    draft = a_text(sentence)
    figure = a_figure(draft, sentence=sentence)

    act(desk, draft, "repair", finding=found(draft, "half-width-mark")[0].key)

    figure.refresh_from_db()
    assert figure.sentence == sentence.replace(",", "，")


@pytest.mark.parametrize("change", ["saved", "signed", "corrected"])
def test_a_repair_of_a_draft_that_changed_is_refused(desk: Client, root: User, change: str) -> None:
    draft = a_text("发展的的成果。")
    key = found(draft, "repeated-word")[0].key
    if change == "saved":
        Article.objects.update(saves=5)
    elif change == "signed":
        publish(draft, actor=root)
    else:
        Article.objects.update(body="<p>发展的成果。</p>")

    shown = act(desk, draft, "repair", finding=key, seen_saves=0)

    assert "没有改动" in shown or "不能再改动" in shown
    assert "发展的" in draft.body


def test_a_waiver_stays_with_the_sentence_into_the_next_edition(
    desk: Client, aygul: User, root: User
) -> None:
    draft = a_text("发展的的成果。")
    key = found(draft, "repeated-word")[0].key

    shown = act(desk, draft, "waive", finding=key, reason="原话如此")

    assert "没有发现问题" in shown
    assert "写明理由保留的（1）" in shown
    publish(draft, actor=root)
    edition = perform("amend", draft, actor=aygul)
    [carried] = found(edition, "repeated-word")
    assert carried.waiver.reason == "原话如此"
    Article.objects.filter(pk=edition.pk).update(body="<p>发展的的新成果。</p>")
    edition.refresh_from_db()
    assert found(edition, "repeated-word")[0].is_open


@pytest.mark.parametrize("reason", ["", "\u200b", "长" * 201])
def test_a_waiver_needs_a_reason(desk: Client, reason: str) -> None:
    draft = a_text("发展的的成果。")
    key = found(draft, "repeated-word")[0].key

    shown = act(desk, draft, "waive", finding=key, reason=reason)

    assert "请写明不改的理由" in shown
    assert not Waiver.objects.exists()


def test_an_error_cannot_be_waived(desk: Client) -> None:
    draft = a_draft(source="")

    shown = act(desk, draft, "waive", finding=proofread(draft)[0].key, reason="不要紧")

    assert "这是错误，不能保留" in shown


def test_a_waiver_cannot_be_changed(desk: Client) -> None:
    draft = a_text("发展的的成果。")
    act(desk, draft, "waive", finding=found(draft, "repeated-word")[0].key, reason="原话")

    with pytest.raises(AppendOnly):
        Waiver.objects.all().delete()
    with pytest.raises(AppendOnly):
        Waiver.objects.get().save()


def test_an_error_blocks_submission_and_a_warning_does_not(aygul: User) -> None:
    official = the_secretary()
    wrong, doubtful = a_text("崔玉森说。", created_by=aygul), a_text("的的。", created_by=aygul)
    wrong.officials.add(official)

    with pytest.raises(NotAllowed, match="校对还有错误，请先改正：正文：登记的负责人是“崔玉淼”"):
        perform("submit", wrong, actor=aygul)
    perform("submit", doubtful, actor=aygul)

    assert doubtful.status == Article.Status.FIRST_REVIEW


def test_ticked_suggestions_are_added_in_one_save(desk: Client) -> None:
    person = Official.objects.create(name="崔玉淼")
    tag = Tag.objects.create(name="新材料", slug="a")
    other = Tag.objects.create(name="未提到的", slug="b")
    draft = a_text("崔玉淼谈新材料。")
    keys = [f"official-{person.pk}", f"tag-{tag.pk}", f"tag-{other.pk}", "tag-x", "\0"]

    shown = act(desk, draft, "choose", add=keys)

    assert (list(draft.officials.all()), list(draft.tags.all())) == ([person], [tag])
    assert draft.saves == 1
    assert "已添加：崔玉淼、新材料。" in shown


@pytest.mark.parametrize("what", ["repair", "waive", "choose"])
def test_who_may_not_write_may_not_answer(chenjing: User, client: Client, what: str) -> None:
    draft = a_text("发展的的成果。")
    address = f"/admin/articles/article/{draft.pk}/{what}/"
    client.force_login(chenjing)

    for status in ("draft", "first_review"):  # which may be a draft again a moment later
        Article.objects.filter(pk=draft.pk).update(status=status)
        typed = {"finding": "x", "reason": "原话", "add": "tag-1"}
        assert client.post(address, typed).status_code == 403
    assert client.get(address).status_code == 405
    client.logout()
    assert client.post(address).status_code == 302


@pytest.mark.parametrize("key", ["", "\0", "9" * 500])
def test_nonsense_is_a_sentence_not_an_error(desk: Client, key: str) -> None:
    draft = a_draft()

    for what in ("repair", "waive", "choose"):
        typed = {"finding": key, "reason": "原话", "add": key, "seen_saves": key}
        answer = desk.post(f"/admin/articles/article/{draft.pk}/{what}/", typed)
        assert (answer.status_code, answer["Location"]) == (302, f"{page(draft)}#proofreading")
