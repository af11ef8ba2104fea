"""When an address is called broken, and whose doing an outage is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.link_checking.checking import NoNetwork, check_due
from articles.link_checking.fetching import Answer, Policy, Refused, Unreachable
from articles.models import LinkCheck
from tests.ticking.clockwork import ago, ahead
from tests.ticking.links import HOME, a_link, check, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def switched_on(settings) -> None:
    settings.LINK_CHECKS = True


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


def test_a_page_that_we_do_not_bear_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    bad, good = (a_link(f"https://{name}.example/", due_at=ago(hours=1)) for name in ("a", "b"))

    def stumble(address: str, policy: Policy) -> Answer:
        if address == bad.address:
            raise AttributeError(address)
        return page(address)

    assert check_due(stumble) == 2

    assert "意外（AttributeError）" in LinkCheck.objects.get(pk=bad.pk).detail
    assert LinkCheck.objects.get(pk=good.pk).result == "ok"
    assert "AttributeError" in caplog.text
