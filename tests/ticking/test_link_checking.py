"""What an answer means, when an address is called broken, and whose doing an outage is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.link_checking import checking
from articles.link_checking.checking import NoNetwork, check_due
from articles.link_checking.fetching import Answer, Policy, Refused, Unreachable
from articles.models import LinkCheck
from articles.models.link_check import digest_of
from tests.ticking.clockwork import ago, ahead
from tests.ticking.web import Web

pytestmark = pytest.mark.django_db
HOME = "https://www.park.example/news/1"


@pytest.fixture(autouse=True)
def switched_on(settings) -> None:
    settings.LINK_CHECKS = True


def a_link(address: str = HOME, **fields: object) -> LinkCheck:
    host = address.split("/")[2].partition(":")[0]
    return LinkCheck.objects.create(address=address, digest=digest_of(address), host=host, **fields)


def check(link: LinkCheck, answer: Answer | Exception) -> LinkCheck:
    """Let *link* be due and answered so."""

    def fetching(address: str, policy: Policy) -> Answer:
        if isinstance(answer, Exception):
            raise answer
        return answer

    LinkCheck.objects.filter(pk=link.pk).update(due_at=ago(seconds=1))
    assert check_due(fetching) == 1
    return LinkCheck.objects.get(pk=link.pk)


def page(address: str = HOME, **more: object) -> Answer:
    return Answer(200, address, **{"title": "园区招商服务网", **more})


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


def test_an_address_is_broken_after_three_failures_over_a_day() -> None:
    link = check(a_link(), page())
    for number in (1, 2, 3):
        link = check(link, Answer(404, HOME))
        assert (link.result, link.failures) == ("ok", number)
        assert "没有这个页面" in link.detail
        assert link.due_at < ahead(hours=13)

    LinkCheck.objects.update(failing_since=timezone.now() - timedelta(days=1))
    link = check(LinkCheck.objects.get(), Unreachable("连不上服务器"))

    assert (link.result, link.detail) == ("broken", "连不上服务器")
    assert ahead(hours=23) < link.due_at < ahead(hours=25)
    assert check(link, Unreachable("连不上服务器")).result == "broken"
    link = check(link, page())
    assert (link.result, link.failures, link.failing_since) == ("ok", 0, None)


@pytest.mark.parametrize("answer", [Answer(403, HOME), Answer(521, HOME), Refused("系统不去查")])
def test_what_is_shut_to_programs_is_not_called_broken(answer: Answer | Exception) -> None:
    assert check(a_link(), answer).result == "blocked"


def test_an_outage_of_our_own_counts_against_nobody() -> None:
    for number in range(4):
        a_link(f"https://host{number}.example/", due_at=ago(seconds=1))

    def dark(address: str, policy: Policy) -> Answer:
        raise Unreachable("连不上服务器")

    with pytest.raises(NoNetwork):
        check_due(dark)

    assert not LinkCheck.objects.filter(failures__gt=0).exists()
    assert check_due(dark) == 0  # they come up again, later


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
