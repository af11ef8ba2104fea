"""Awaited pictures are listed and brought in, through the one door and on drafts only."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, ArticleVersion, StoredPicture
from articles.workflow import perform
from tests.builders import a_draft, a_published, approve, publish
from tests.media.library import DESK, a_slot, an_upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def upload_to(article: Article) -> str:
    return f"{DESK}article/{article.pk}/"


def test_awaited_pictures_are_listed_by_article_the_oldest_first(desk: Client) -> None:
    drafts = [a_draft(title=f"等图的报道{number}") for number in (1, 2)]
    for draft in reversed(drafts):
        a_slot(draft, caption=f"{draft.title}的厂房")
    a_slot(drafts[0], caption="视频位", kind="video")
    a_slot(a_draft(title="有图的报道"), size=(64, 40))

    page = desk.get(DESK).content.decode()

    assert page.index("等图的报道1的厂房") < page.index("等图的报道2的厂房")
    assert "2 篇稿件的 2 幅图片待补" in page
    assert "视频位" not in page
    assert "有图的报道" not in page


def test_only_the_edition_that_can_be_worked_on_is_listed(
    desk: Client, aygul: User, chenjing: User
) -> None:
    live = a_draft(title="等图的报道")
    a_slot(live)
    publish(live, actor=chenjing)
    page = desk.get(DESK).content.decode()
    assert "修订后补图" in page
    assert 'type="file"' not in page

    amended = perform("amend", live, actor=aygul)
    page = desk.get(DESK).content.decode()
    assert "修订后补图" not in page
    assert f"/article/{amended.pk}/" in page
    publish(amended, actor=chenjing)
    perform("withdraw", amended, actor=chenjing, remark="原因")

    assert "没有待补的图片" in desk.get(DESK).content.decode()


def test_a_picture_is_uploaded_right_there(desk: Client, aygul: User) -> None:
    draft = a_draft()
    slot, other = a_slot(draft, position=7), a_slot(draft, caption="车间")

    answer = desk.post(upload_to(draft), {f"image-{slot.pk}": an_upload()}, follow=True)

    slot.refresh_from_db()
    draft.refresh_from_db()
    assert "已存上 1 幅图片" in answer.content.decode()
    assert slot.size == (640, 400)
    assert (slot.caption, slot.position) == ("厂房", 7)
    assert other.is_awaited
    assert StoredPicture.objects.get(name=slot.image.name).uploaded_by == aygul
    assert draft.saves == 1  # whoever has the form open is told
    assert aygul in draft.contributors.all()
    before, after = ArticleVersion.objects.filter(article=draft)
    assert before.content["captions"][0]["image"] == ""
    assert after.reason == "图片台补图"


def test_what_is_no_picture_is_refused_and_the_others_are_kept(desk: Client) -> None:
    draft = a_draft()
    good, bad = a_slot(draft), a_slot(draft)

    answer = desk.post(
        upload_to(draft),
        {f"image-{good.pk}": an_upload(), f"image-{bad.pk}": an_upload(name="a.html")},
        follow=True,
    )

    assert f"第 {bad.number} 图没有存上：只接受 JPG" in answer.content.decode()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.image
    assert not bad.image


def test_nothing_but_a_draft_takes_a_picture(desk: Client, chenjing: User) -> None:
    """P3: what is signed does not change behind the signature."""
    reviewed, live = a_draft(), a_draft()
    slots = [a_slot(reviewed), a_slot(live)]
    approve(reviewed)
    publish(live, actor=chenjing)

    for slot in slots:
        said = desk.post(upload_to(slot.article), {f"image-{slot.pk}": an_upload()}, follow=True)
        details = desk.post(f"{DESK}slot/{slot.pk}/", {"rights": "本单位"}, follow=True)
        slot.refresh_from_db()
        assert "没有存上" in said.content.decode()
        assert "没有保存" in details.content.decode()
        assert not slot.image
        assert not slot.rights


def test_a_foreign_slot_is_not_filled_through_a_draft_of_ones_own(desk: Client) -> None:
    own, live = a_draft(), a_published()
    foreign = a_slot(live)

    desk.post(upload_to(own), {f"image-{foreign.pk}": an_upload()})

    foreign.refresh_from_db()
    assert not foreign.image
