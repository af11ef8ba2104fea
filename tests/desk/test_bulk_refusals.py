"""Orders for many articles are no way around a right."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, BulkJob, Channel, Tag
from tests.builders import a_draft, a_published
from tests.desk.office import LIST, ask, browser_of, confirm, hidden

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_the_list_offers_only_what_the_person_may_do(aygul: User, mahong: User, root: User) -> None:
    a_draft()

    def offered(user: User) -> set[str]:
        choices = browser_of(user).get(LIST).context["action_form"].fields["action"].choices
        return {value for value, _ in choices if value}

    assert offered(aygul) == {"add_tags", "remove_tags", "move", "submit"}
    assert offered(mahong) == {"send_back"}
    assert "delete_selected" not in offered(root)


@pytest.mark.parametrize("action", ["add_tags", "submit", "withdraw", "nonsense"])
def test_without_the_right_there_is_no_page(action: str, mahong: User) -> None:
    draft = a_draft()
    browser = browser_of(mahong)

    assert browser.get(f"{LIST}bulk/{action}/", {"ids": draft.pk}).status_code in {403, 404}
    posted = browser.post(f"{LIST}bulk/{action}/", {"ids": draft.pk, "tags": "x"})

    assert posted.status_code in {403, 404}
    assert not BulkJob.objects.exists()


def test_who_is_held_to_a_channel_stays_there(aygul: User, channel: Channel) -> None:
    other = Channel.objects.create(name="别的", slug="bie-de")
    Tag.objects.create(name="新材料")
    aygul.channels.add(channel)
    own, foreign = a_draft(channel=channel), a_draft(channel=other)
    browser = browser_of(aygul)

    page = ask(browser, "add_tags", [own, foreign], tags="新材料")
    assert "您没有分到“别的”栏目" in page
    forged = {**hidden(page), f"seen-{foreign.pk}": f"{foreign.saves}.0.draft", "tags": "新材料"}
    browser.post(f"{LIST}bulk/add_tags/", forged)
    moved = ask(browser, "move", [own], channel=other.pk)

    assert own.tags.exists()
    assert not foreign.tags.exists()
    assert "将要办理的" not in moved


def test_a_forged_list_does_not_touch_what_is_signed(aygul: User) -> None:
    live = a_published(title="已公开")
    Tag.objects.create(name="新材料")
    browser = browser_of(aygul)
    page = ask(browser, "add_tags", [a_draft()], tags="新材料")

    forged = {**hidden(page), "ids": str(live.pk), "tags": "新材料"}
    forged[f"seen-{live.pk}"] = f"{live.saves}.{live.steps.count()}.signed"
    answer = browser.post(f"{LIST}bulk/add_tags/", forged, follow=True)

    assert "只有草稿能改" in answer.content.decode()
    assert not live.tags.exists()


@pytest.mark.parametrize("ids", ["", "x", "0", "9" * 30, "\x00", ",,,", "1;2"])
def test_keys_that_are_none_lead_back_to_the_list(ids: str, aygul: User) -> None:
    answer = browser_of(aygul).get(f"{LIST}bulk/submit/", {"ids": ids})

    assert answer.status_code in {302, 400}


@pytest.mark.parametrize(
    "bad",
    [{"token": ""}, {"token": "x" * 500}, {"token": "文" * 32}, {"listed": "x"}, {"seen": ""}],
)
def test_forged_confirmations_do_nothing(bad: dict[str, str], aygul: User) -> None:
    draft = a_draft()
    browser = browser_of(aygul)
    fields = hidden(ask(browser, "submit", [draft]))
    if "seen" in bad:
        fields.pop(f"seen-{draft.pk}")

    answer = browser.post(f"{LIST}bulk/submit/", {**fields, **bad})

    assert answer.status_code in {200, 302, 403}
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_too_many_are_refused_in_words(aygul: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.desk.bulk.MOST", 2)
    chosen = {"action": "submit", "_selected_action": [a_draft().pk for _ in range(3)]}

    answer = browser_of(aygul).post(LIST, chosen, follow=True)

    assert "一次最多办 2 篇" in answer.content.decode()


def test_a_get_does_nothing(aygul: User) -> None:
    browser = browser_of(aygul)
    page = ask(browser, "submit", [a_draft()])

    browser.get(f"{LIST}bulk/submit/", hidden(page))

    assert not BulkJob.objects.exists()
    assert Article.objects.get().is_draft
    assert confirm(Client(), "submit", page).status_code == 403  # the login
    assert not BulkJob.objects.exists()
