"""Staff choose the front page's figures among those readers see; no new signature is needed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, HomeFigure, KeyFigure
from articles.workflow import perform
from tests.builders import SENTENCE, a_draft, a_figure, a_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/articles/homefigure/"
BODY = f"<p>{SENTENCE}</p>"


def choose(client: Client, figure: KeyFigure | int, position: int = 1) -> str:
    pk = figure.pk if isinstance(figure, KeyFigure) else figure
    answer = client.post(f"{LIST}add/", {"figure": pk, "position": position, "seen_state": ""})
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_the_front_page_shows_the_choice_in_its_order(desk: Client) -> None:
    article = a_published(body=BODY)
    later, sooner = a_figure(article, indicator="后一项"), a_figure(article, indicator="前一项")

    assert (choose(desk, later, 2), choose(desk, sooner, 1)) == ("302", "302")

    shown = Client().get("/").content.decode()
    assert shown.index("前一项") < shown.index("后一项")
    assert f'href="{article.get_absolute_url()}#{sooner.code}"' in shown
    assert "前一项 41亿元" in desk.get(LIST).content.decode()


def test_a_choice_is_changed_in_its_place(desk: Client) -> None:
    article = a_published(body=BODY)
    first, second = a_figure(article), a_figure(article, indicator="另一项")
    choose(desk, first)
    address = f"{LIST}{HomeFigure.objects.get().pk}/change/"
    seen = desk.get(address).context["adminform"].form.initial["seen_state"]

    changed = {"figure": second.pk, "position": 1, "seen_state": seen}
    assert desk.post(address, changed).status_code == 302
    stale = desk.post(address, {**changed, "figure": first.pk})

    assert HomeFigure.objects.get().code == second.code
    assert "又被保存过" in stale.content.decode()


def test_six_are_enough(desk: Client) -> None:
    article = a_published(body=BODY)
    figures = [a_figure(article, indicator=f"第{n}项") for n in range(7)]

    answers = [choose(desk, figure) for figure in figures]

    assert answers[:6] == ["302"] * 6
    assert "首页最多 6 项" in answers[6]
    HomeFigure.objects.create(public_id=article.public_id, code=figures[6].code)
    assert len(HomeFigure.objects.shown()) == 6


def test_what_readers_do_not_see_cannot_be_chosen(desk: Client) -> None:
    draft = a_draft(body=BODY)
    hidden = a_figure(draft)
    shown = a_figure(a_published(body=BODY))

    for wrong in (hidden.pk, 0, 10**30, -1):
        assert "errorlist" in choose(desk, wrong)
    assert choose(desk, shown) == "302"
    assert "已经在首页" in choose(desk, shown)
    assert HomeFigure.objects.count() == 1


def test_a_choice_that_readers_lost_is_named_in_the_list(desk: Client, chenjing: User) -> None:
    live = a_published(body=BODY)
    choose(desk, a_figure(live))

    perform("withdraw", live, actor=chenjing, remark="有误")

    assert "首页不显示" in desk.get(LIST).content.decode()
    change = f"{LIST}{HomeFigure.objects.get().pk}/change/"
    assert desk.get(change).status_code == 200


def test_choosing_needs_the_right(client: Client, django_user_model: type) -> None:
    nobody = django_user_model.objects.create_user("nobody", password="x", is_staff=True)
    client.force_login(nobody)
    figure = a_figure(a_published(body=BODY))

    assert client.post(f"{LIST}add/", {"figure": figure.pk, "position": 1}).status_code == 403
    assert not HomeFigure.objects.exists()
    assert Article.objects.published().count() == 1
