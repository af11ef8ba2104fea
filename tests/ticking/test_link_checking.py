"""What an answer means, and how many are asked at once."""

import pytest

from articles.link_checking import checking
from articles.link_checking.checking import check_due
from articles.link_checking.fetching import Answer, Policy
from tests.ticking.clockwork import ago, ahead
from tests.ticking.links import a_link, check, page
from tests.ticking.web import Web

pytestmark = pytest.mark.django_db
HOME = "https://www.park.example/news/1"


@pytest.fixture(autouse=True)
def switched_on(settings) -> None:
    settings.LINK_CHECKS = True


def test_a_first_answer_is_taken_as_what_was_meant_and_comes_up_in_a_week() -> None:
    link = check(a_link(), page(organisation="园区管委会"))

    assert (link.result, link.detail) == ("ok", "")
    assert link.accepted_title == "园区招商服务网"
    assert link.accepted_domain == "park.example"
    assert link.accepted_organisation == "园区管委会"
    assert ahead(days=5) < link.due_at < ahead(days=8)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("https://www.casino.example/news/1", redirects=(302,)), "另一个网站 casino.example"),
        (page(title="域名出售"), "网页标题从“园区招商服务网”变成了“域名出售”"),
        (page(organisation="某某娱乐公司"), "从“园区管委会”变成了“某某娱乐公司”"),
    ],
)
def test_another_owner_is_noticed_and_what_was_meant_stays(answer: Answer, said: str) -> None:
    link = check(a_link(), page(organisation="园区管委会"))

    link = check(link, answer)

    assert link.result == "changed"
    assert said in link.detail
    assert link.accepted_title == "园区招商服务网"
    assert check(link, page(organisation="园区管委会")).result == "ok"


def test_a_first_answer_from_another_domain_is_not_taken_for_granted() -> None:
    link = check(a_link(), page("https://other.example/", redirects=(301,)))

    assert (link.result, link.accepted_title) == ("changed", "")


@pytest.mark.parametrize(
    ("end", "redirects", "result"),
    [
        ("https://www.park.example/news/2", (301,), "moved"),
        ("https://new.park.example/news/1", (301, 308), "moved"),
        ("https://www.park.example/news/2", (301, 302), "ok"),
        ("https://www.park.example/", (302,), "moved"),  # the page is gone
        ("https://park.example/news/1/", (301,), "ok"),
    ],
)
def test_what_moved_for_good_is_told_and_what_only_turns_is_not(
    end: str, redirects: tuple[int, ...], result: str
) -> None:
    assert check(a_link(), page(end, redirects=redirects)).result == result


def test_a_run_is_bounded_and_spares_each_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 5)
    for number in range(9):
        a_link(f"https://one.example/{number}", due_at=ago(hours=1))
    for number in range(4):
        a_link(f"https://other{number}.example/", due_at=ago(seconds=1))
    asked: list[str] = []

    def note(address: str, policy: Policy) -> Answer:
        asked.append(address)
        return page(address)

    assert check_due(note) == 5
    assert sum("one.example" in address for address in asked) == 3


def test_switched_off_nobody_is_asked(settings) -> None:
    settings.LINK_CHECKS = False
    a_link(due_at=ago(seconds=1))

    assert check_due(lambda *_: pytest.fail("asked")) == 0


def test_the_real_web_is_asked_with_our_name(site: object, web: Web, settings) -> None:
    settings.LINK_CHECK_NETWORKS = ["127.0.0.0/8"]
    link = a_link(web.at("/page"), due_at=ago(seconds=1))

    assert check_due() == 1

    link.refresh_from_db()
    assert (link.result, link.title) == ("ok", "高新区 & 园区")
    assert "GaoxinLinkCheck/1.0 (+https://gaoxin.example/)" in web.agents
