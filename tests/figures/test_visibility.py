"""P2: a figure is public exactly as long as the edition it stands in, wherever it is shown."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, HomeFigure
from articles.workflow import perform
from tests.builders import SENTENCE, a_draft, a_figure, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SECRET = "不可外泄的指标"
PLACES = ("/", "/figures/", "/zh-hant/", "/zh-hant/figures/", "/figures/data.csv", "/figures/data.json", "/site-map/", "/sitemap.xml")  # fmt: skip


@pytest.fixture
def draft() -> Article:
    draft = a_draft(body=f"<p>{SENTENCE}</p>")
    figure = a_figure(draft, indicator=SECRET)
    HomeFigure.objects.create(public_id=draft.public_id, code=figure.code)
    return draft


def places_of(client: Client, word: str) -> list[str]:
    return [place for place in PLACES if word in client.get(place).content.decode()]


def assert_nowhere(client: Client) -> None:
    assert places_of(client, SECRET) == []
    assert places_of(client, "不可外洩的指標") == []


def test_a_draft_and_a_schedule_are_nowhere(client: Client, draft: Article, chenjing: User) -> None:
    assert_nowhere(client)

    publish(draft, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))

    assert_nowhere(client)


def test_a_published_one_is_everywhere_and_a_withdrawn_one_gone(
    client: Client, draft: Article, chenjing: User
) -> None:
    publish(draft, actor=chenjing)
    assert places_of(client, SECRET) == [
        "/",
        "/figures/",
        "/figures/data.csv",
        "/figures/data.json",
    ]
    assert places_of(client, "不可外洩的指標") == ["/zh-hant/", "/zh-hant/figures/"]

    perform("withdraw", draft, actor=chenjing, remark="数字有误")

    assert_nowhere(client)
    assert HomeFigure.objects.count() == 1


def test_an_amendment_in_work_shows_the_old_number(
    client: Client, draft: Article, aygul: User, chenjing: User
) -> None:
    live = publish(draft, actor=chenjing)
    amended = perform("amend", live, actor=aygul)
    amended.key_figures.update(indicator="改过的指标")

    assert places_of(client, "改过的指标") == []
    publish(amended, actor=chenjing)

    assert_nowhere(client)
    assert "改过的指标" in client.get("/figures/").content.decode()
    assert "改过的指标" in client.get("/").content.decode()


def test_a_figure_that_the_new_edition_drops_leaves_the_front_page(
    client: Client, draft: Article, aygul: User, chenjing: User
) -> None:
    amended = perform("amend", publish(draft, actor=chenjing), actor=aygul)
    amended.key_figures.all().delete()

    publish(amended, actor=chenjing)

    assert_nowhere(client)
