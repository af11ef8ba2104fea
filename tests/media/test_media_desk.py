"""The media desk: awaited pictures are brought in, lacking words are written, on drafts only."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.html import escape

from articles.models import Article, ArticleVersion, Channel, StoredPicture
from articles.workflow import perform
from tests.builders import a_draft, a_published, approve, publish
from tests.conftest import member
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
    assert ArticleVersion.objects.get(article=draft).reason == "图片台补图"


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


def test_a_picture_that_came_in_meanwhile_is_not_overwritten(desk: Client) -> None:
    draft = a_draft()
    slot = a_slot(draft)
    desk.post(upload_to(draft), {f"image-{slot.pk}": an_upload(), f"seen-{slot.pk}": ""})
    slot.refresh_from_db()
    first = slot.image.name

    late = desk.post(
        upload_to(draft), {f"image-{slot.pk}": an_upload(), f"seen-{slot.pk}": ""}, follow=True
    )

    slot.refresh_from_db()
    assert "别人已经补过" in late.content.decode()
    assert slot.image.name == first


def test_replacing_keeps_the_place_and_the_old_edition_its_file(
    desk: Client, aygul: User, chenjing: User, client: Client
) -> None:
    live = a_draft()
    old = a_slot(live, size=(640, 400), position=3, rights="本单位")
    publish(live, actor=chenjing)
    amended = perform("amend", live, actor=aygul)
    slot = amended.captions.get()

    desk.post(
        upload_to(amended),
        {"back": "slot", f"image-{slot.pk}": an_upload((320, 200)), f"seen-{slot.pk}": slot.image.name},
    )  # fmt: skip

    slot.refresh_from_db()
    old.refresh_from_db()
    assert slot.size == (320, 200)
    assert (slot.number, slot.position, slot.caption) == (old.number, 3, "厂房")
    assert old.size == (640, 400)
    assert Client().get(old.image.url).status_code == 200


def test_a_picture_used_already_is_taken_and_said(desk: Client) -> None:
    known, draft = a_draft(title="先用的报道"), a_draft()
    a_slot(known, size=(640, 400))
    slot = a_slot(draft)

    answer = desk.post(upload_to(draft), {f"image-{slot.pk}": an_upload()}, follow=True)

    assert "这张图片已用在《先用的报道》第 1 版（草稿）第 1 图" in answer.content.decode()
    slot.refresh_from_db()
    assert slot.image


def test_the_text_editor_says_it_too(desk: Client) -> None:
    a_slot(a_draft(title="先用的报道"), size=(640, 400))

    answer = desk.post("/admin/articles/article/picture-upload/", {"upload": an_upload()}).json()

    assert answer["uploaded"] == 1
    assert "《先用的报道》" in answer["error"]["message"]


def test_lacking_words_are_written_in_place(desk: Client) -> None:
    slot = a_slot(a_draft(), size=(64, 40), photographer="王磊")
    page = desk.get(f"{DESK}lacking/").content.decode()
    assert "缺：版权、替代文字" in page
    words = {"photographer": "王磊", "rights": "本单位", "alt_text": "一排厂房", "back": "lacking"}

    stale = desk.post(f"{DESK}slot/{slot.pk}/", {**words, "seen_state": "x" * 64})
    seen = stale.context["card"]["form"]["seen_state"].initial
    saved = desk.post(f"{DESK}slot/{slot.pk}/", {**words, "seen_state": seen})

    assert "又被保存过" in stale.content.decode()
    assert "一排厂房" in stale.content.decode()
    assert saved["Location"] == f"{DESK}lacking/"
    slot.refresh_from_db()
    assert (slot.rights, slot.alt_text) == ("本单位", "一排厂房")
    assert "缺：" not in desk.get(f"{DESK}lacking/").content.decode()


def test_a_decorative_picture_with_an_alternative_text_is_refused(desk: Client) -> None:
    slot = a_slot(a_draft(), size=(64, 40))

    answer = desk.post(f"{DESK}slot/{slot.pk}/", {"is_decorative": "on", "alt_text": "厂房"})

    assert "请清空替代文字" in answer.content.decode()


def test_rights_are_asked_for(client: Client) -> None:
    draft = a_draft()
    slot = a_slot(draft)
    reader = member("y", "杨", "一审")
    client.force_login(reader)
    assert client.get(DESK).status_code == 200
    client.post(upload_to(draft), {f"image-{slot.pk}": an_upload()})
    client.force_login(member("s", "孙", "系统管理员"))
    for page in ("", "lacking/", "files/", "unused/", "duplicates/", "missing/", f"slot/{slot.pk}/"):  # fmt: skip
        assert client.get(f"{DESK}{page}").status_code == 403, page
    assert client.post(upload_to(draft), {f"image-{slot.pk}": an_upload()}).status_code == 403
    writer = member("z", "郑", "采编")
    writer.channels.add(Channel.objects.create(name="别的栏目", slug="bie-de"))
    client.force_login(writer)
    client.post(upload_to(draft), {f"image-{slot.pk}": an_upload()})

    slot.refresh_from_db()
    assert not slot.image


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_bad_input_is_no_fault(desk: Client, number: str) -> None:
    assert desk.get(f"{DESK}slot/{number}/").status_code == 404
    assert desk.post(f"{DESK}article/{number}/").status_code == 404
    assert desk.get(f"{DESK}?page={number}").status_code == 200
    draft = a_draft(title="<b>粗</b>")
    slot = a_slot(draft, caption="说<明")
    odd = {f"image-{number}": an_upload(), "image-": an_upload(), "x": an_upload(), "page": number}
    assert desk.post(upload_to(draft), odd).status_code == 302
    assert escape("说<明") in desk.get(f"{DESK}slot/{slot.pk}/").content.decode()


def test_the_number_of_queries_does_not_grow(desk: Client, django_assert_max_num_queries) -> None:
    for _ in range(8):
        draft = a_draft()
        a_slot(draft)
        a_slot(draft, size=(8, 6))

    for page, most in (("", 14), ("lacking/", 11), ("files/", 14), ("unused/", 15), ("duplicates/", 15), ("missing/", 12)):  # fmt: skip
        with django_assert_max_num_queries(most):
            desk.get(f"{DESK}{page}")
