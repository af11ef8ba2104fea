"""Links that are due, and the answers that they get."""

from articles.link_checking.checking import check_due
from articles.link_checking.fetching import Answer, Policy
from articles.models import LinkCheck
from articles.models.link_check import digest_of
from tests.ticking.clockwork import ago

HOME = "https://www.park.example/news/1"


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
