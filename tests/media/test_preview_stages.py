"""What a preview link answers as its edition goes on its way."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import previewing
from articles.workflow import perform
from tests.builders import a_draft, a_published, approve, publish
from tests.media.sharing import a_link, a_pictured_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_reviewed_and_a_scheduled_edition_are_still_shown(
    client: Client, aygul: User, chenjing: User
) -> None:
    draft = a_draft()
    address = a_link(draft, aygul)

    approve(draft)
    assert client.get(address).status_code == 200
    perform("publish", draft, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))

    assert client.get(address).status_code == 200


def test_a_published_edition_leads_to_its_public_page(
    client: Client, aygul: User, chenjing: User
) -> None:
    draft = a_pictured_draft()
    address, picture = a_link(draft, aygul), draft.captions.get().image.name

    publish(draft, actor=chenjing)

    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == draft.get_absolute_url()
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(f"{address}media/{picture}").status_code == 404


def test_a_withdrawn_edition_is_gone(client: Client, aygul: User, chenjing: User) -> None:
    draft = a_pictured_draft()
    address, picture = a_link(draft, aygul), draft.captions.get().image.name
    publish(draft, actor=chenjing)

    perform("withdraw", draft, actor=chenjing, remark="原因")

    answer = client.get(address)
    assert answer.status_code == 410
    assert "尚未发布的报道" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(f"{address}media/{picture}").status_code == 404


def test_an_edition_withdrawn_before_it_was_seen_is_not_found(
    client: Client, aygul: User, chenjing: User
) -> None:
    draft = a_draft()
    address = a_link(draft, aygul)
    publish(draft, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))

    perform("withdraw", draft, actor=chenjing, remark="原因")

    assert client.get(address).status_code == 404


def test_a_link_shows_its_own_edition_beside_the_live_one(
    client: Client, aygul: User, chenjing: User
) -> None:
    live = a_published(title="公开的标题")
    amended = perform("amend", live, actor=aygul)
    amended.title = "修订的标题"
    amended.save()

    page = client.get(a_link(amended, aygul)).content.decode()

    assert "修订的标题" in page
    assert "修订的标题" not in client.get(live.get_absolute_url()).content.decode()


def test_what_the_secrecy_review_keeps_is_not_shared(
    client: Client, aygul: User, sulaiman: User
) -> None:
    draft = a_pictured_draft()
    address, picture = a_link(draft, aygul), draft.captions.get().image.name

    perform("review_secrecy", draft, actor=sulaiman, conclusion="closed", basis="第七条")

    assert client.get(address).status_code == 404
    assert client.get(f"{address}media/{picture}").status_code == 404
    with pytest.raises(previewing.NotShared, match="保密审查"):
        a_link(draft, aygul)


@pytest.mark.parametrize("days", [0, 15, -1])
def test_a_link_lasts_at_most_a_fortnight(aygul: User, days: int) -> None:
    with pytest.raises(previewing.NotShared, match="1 至 14 天"):
        previewing.make(a_draft(), actor=aygul, purpose="核对", days=days)


def test_what_is_public_needs_no_link(aygul: User) -> None:
    with pytest.raises(previewing.NotShared, match="公开网址"):
        previewing.make(a_published(), actor=aygul, purpose="核对")


def test_too_many_live_links_are_refused(aygul: User) -> None:
    draft = a_draft()
    for _ in range(previewing.MOST_LIVE):
        a_link(draft, aygul)

    with pytest.raises(previewing.NotShared, match="先停用"):
        previewing.make(draft, actor=aygul, purpose="核对")
