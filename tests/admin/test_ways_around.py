"""P3: every way around the workflow is shut."""

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from articles.models import Article, WorkflowStep
from tests.admin.desk import change_url, form
from tests.builders import a_channel, a_draft, a_published, approve
from tests.feedback.letters import a_message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def perform_url(article: Article, action: str) -> str:
    return f"/admin/articles/article/{article.pk}/perform/{action}/"


def test_posted_fields_do_not_publish(desk: Client) -> None:
    draft = a_draft()
    forged = {
        "status": "signed", "visible_from_0": "2026-01-01", "visible_from_1": "00:00",
        "visible_from": "2026-01-01", "first_published_at": "2020-01-01", "public_id": "20990001",
        "edition": 9, "created_by": "",
    }  # fmt: skip

    desk.post(change_url(draft), form(draft.channel, **forged))

    changed = Article.objects.get(pk=draft.pk)
    assert (changed.status, changed.visible_from, changed.edition) == ("draft", None, 1)
    assert changed.public_id == draft.public_id


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_author_cannot_publish_by_address(desk: Client, method: str) -> None:
    draft = approve(a_draft())

    answer = getattr(desk, method)(perform_url(draft, "publish"))

    assert answer.status_code == 200
    assert "没有发布的权限" in answer.content.decode()
    assert not Article.objects.published().exists()


def test_a_get_never_publishes(signer: Client) -> None:
    draft = approve(a_draft())

    assert signer.get(perform_url(draft, "publish")).status_code == 200

    assert not Article.objects.published().exists()


def test_the_superuser_cannot_change_or_delete_what_is_signed(superuser: Client) -> None:
    live = a_published(title="原来的")

    changed = superuser.post(change_url(live), form(live.channel, title="改过的"))
    deleted = superuser.post(f"/admin/articles/article/{live.pk}/delete/", {"post": "yes"})
    superuser.post(
        "/admin/articles/article/",
        {"action": "delete_selected", "_selected_action": [live.pk], "post": "yes"},
    )

    assert (changed.status_code, deleted.status_code) == (409, 403)
    assert Article.objects.get(pk=live.pk).title == "原来的"


def test_captions_and_links_of_what_is_signed_are_closed_too(
    superuser: Client, seeded: None
) -> None:
    live = Article.objects.get(public_id="20220001")
    caption = live.captions.first()
    rows = {
        "captions-TOTAL_FORMS": 1, "captions-INITIAL_FORMS": 1, "captions-0-id": caption.pk,
        "captions-0-article": live.pk, "captions-0-caption": "改过的", "captions-0-DELETE": "on",
    }  # fmt: skip

    assert superuser.post(change_url(live), form(live.channel, **rows)).status_code == 409
    assert superuser.get(f"/admin/articles/photocaption/{caption.pk}/change/").status_code == 200
    answer = superuser.post(f"/admin/articles/photocaption/{caption.pk}/change/", {"caption": "改"})
    assert answer.status_code == 403
    assert live.captions.get(pk=caption.pk).caption == caption.caption


def test_steps_cannot_be_written_in_the_admin(superuser: Client) -> None:
    step = a_published().steps.last()
    steps = WorkflowStep.objects.count()

    assert superuser.get("/admin/articles/workflowstep/add/").status_code == 403
    address = f"/admin/articles/workflowstep/{step.pk}"
    assert superuser.post(f"{address}/change/", {"remark": "改"}).status_code == 403
    assert superuser.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert WorkflowStep.objects.count() == steps


def test_who_is_not_staff_sees_a_login_and_nothing_else(client: Client) -> None:
    reader = User.objects.create_user("reader", password="x")
    draft = a_draft(title="秘密")
    for visitor in (None, reader):
        if visitor:
            client.force_login(visitor)
        for address in (
            change_url(draft), perform_url(draft, "publish"), "/admin/articles/article/",
            f"/admin/articles/article/{draft.pk}/preview/",
            "/admin/articles/article/picture-upload/",
        ):  # fmt: skip
            answer = client.get(address, follow=True)
            assert "秘密" not in answer.content.decode()
            assert "username" in answer.content.decode()


def test_a_picture_upload_needs_the_right_and_the_token(aygul: User, chenjing: User) -> None:
    address = "/admin/articles/article/picture-upload/"
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(aygul)
    assert checked.post(address).status_code == 403

    reader_of_drafts = Client()
    reader_of_drafts.force_login(chenjing)
    answer = reader_of_drafts.post(address)
    assert answer.json()["uploaded"] == 0
    assert "权限" in answer.json()["error"]["message"]


def test_what_is_gone_or_nonsense_is_404(superuser: Client) -> None:
    draft = a_draft(channel=a_channel())

    assert superuser.get(perform_url(draft, "approve")).status_code == 404
    for pk in ("0", "99999999999999999999999999"):
        for page in ("preview/", "perform/publish/"):
            assert superuser.get(f"/admin/articles/article/{pk}/{page}").status_code == 404


def test_the_way_to_a_public_page_is_for_who_may_see_the_record(
    client: Client, mahong: User, superuser: Client
) -> None:
    message = a_message()
    kind = ContentType.objects.get_for_model(message).pk
    client.force_login(mahong)

    for address in (f"{kind}/{message.pk}", f"%20{kind}/{message.pk}", f"{kind}/%20{message.pk}"):
        answer = client.get(f"/admin/r/{address}/")
        assert answer.status_code in {403, 404}
        assert message.receipt not in answer.headers.get("Location", "")
    seen = superuser.get(f"/admin/r/{kind}/{message.pk}/")
    assert seen["Location"] == message.get_absolute_url()
