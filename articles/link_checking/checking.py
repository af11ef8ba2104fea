"""A portion of the addresses that are due: asked for side by side, one at a time of each host."""

import ipaddress
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles.link_checking.domains import domain_of
from articles.link_checking.fetching import Answer, Policy, Refused, Unreachable, fetch
from articles.link_checking.judging import Result, Verdict, failure_of, judge
from articles.models import LinkCheck, SiteIdentity

log = logging.getLogger(__name__)
AT_ONCE = 40
OF_ONE_HOST = 3
SIDE_BY_SIDE = 8
LONGEST_RUN = 50.0  # seconds; what is not back by then comes up again
CLAIMED = timedelta(hours=1)
WEEKLY, DAILY, SOON = timedelta(days=7), timedelta(days=1), timedelta(hours=12)
# An address is broken after so many failures in a row, over so long.
MOST_FAILURES, FAILING_FOR = 3, timedelta(hours=20)
# So many hosts in one run and none reached: it is our own line.
HOSTS_TO_TELL = 4


class NoNetwork(Exception):
    """Nobody could be reached: that says nothing about the addresses."""


@dataclass(frozen=True)
class Found:
    """What came of one address: an answer, or why there is none."""

    link: LinkCheck
    answer: Answer | None = None
    refusal: str = ""
    failure: str = ""


Fetch = Callable[[str, Policy], Answer]


def check_due(fetching: Fetch = fetch) -> int:
    """Check a portion of what is due; return how many addresses were answered for.

    Raises NoNetwork, and counts nothing against anybody, when no host at all was reached.
    """
    if not settings.LINK_CHECKS:
        return 0
    links = _claimed()
    if not links:
        return 0
    found = list(_ask(links, _policy(), fetching))
    reached = [one for one in found if not one.failure]
    if not reached and len({one.link.host for one in found}) >= HOSTS_TO_TELL:
        raise NoNetwork
    for one in found:
        _write(one)
    return len(found)


def _claimed() -> list[LinkCheck]:
    """Return links that are due and now ours for an hour; few of any one host."""
    now = timezone.now()
    due = LinkCheck.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    hosts: dict[str, int] = defaultdict(int)
    mine = []
    for link in due[: AT_ONCE * 5]:
        if len(mine) == AT_ONCE:
            break
        if hosts[link.host] == OF_ONE_HOST:
            continue
        rows = LinkCheck.objects.filter(pk=link.pk, due_at=link.due_at)
        if rows.update(due_at=now + CLAIMED):
            hosts[link.host] += 1
            mine.append(link)
    return mine


def _policy() -> Policy:
    identity = SiteIdentity.objects.first()
    domain = identity.domain.encode("idna").decode() if identity and identity.domain else ""
    where = f" (+https://{domain}/)" if domain else ""
    networks = tuple(map(ipaddress.ip_network, settings.LINK_CHECK_NETWORKS))
    return Policy(f"GaoxinLinkCheck/1.0{where}", networks)


def _ask(links: list[LinkCheck], policy: Policy, fetching: Fetch) -> Iterator[Found]:
    """Yield what came back in time. The threads ask the network only, never the database."""
    hosts: dict[str, list[LinkCheck]] = defaultdict(list)
    for link in links:
        hosts[link.host].append(link)

    def one_after_another(group: list[LinkCheck]) -> list[Found]:
        return [_asked(link, policy, fetching) for link in group]

    pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="links")
    try:
        asked = [pool.submit(one_after_another, group) for group in hosts.values()]
        for done in as_completed(asked, timeout=LONGEST_RUN):
            yield from done.result()
    except TimeoutError:
        return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _asked(link: LinkCheck, policy: Policy, fetching: Fetch) -> Found:
    try:
        return Found(link, answer=fetching(link.address, policy))
    except Refused as refused:
        return Found(link, refusal=str(refused))
    except Unreachable as unreachable:
        return Found(link, failure=str(unreachable))
    except Exception as error:  # one page that we do not bear must not hold up the others
        log.exception("link %d", link.pk)
        return Found(link, failure=f"检查时出了意外（{type(error).__name__}）")


def _write(found: Found) -> None:
    """Write the result into the row, unless an editor's word came in between."""
    link, answer = found.link, found.answer
    verdict = Verdict(Result.BLOCKED, found.refusal) if found.refusal else None
    if answer is not None:
        verdict = judge(link, answer)
    told = _failed(link, found) if verdict is None else _settled(link, verdict)
    if answer is not None and verdict is not None:
        told |= _seen(link, answer, verdict)
    rows = LinkCheck.objects.filter(pk=link.pk, accepted_at=link.accepted_at)
    rows.update(checked_at=timezone.now(), **told)


def _settled(link: LinkCheck, verdict: Verdict) -> dict[str, object]:
    spread = timedelta(minutes=int(link.digest[:4], 16) % (24 * 60))
    return {
        "result": verdict.result,
        "detail": verdict.detail[:400],
        "failures": 0,
        "failing_since": None,
        "due_at": timezone.now() + WEEKLY - spread,
    }


def _failed(link: LinkCheck, found: Found) -> dict[str, object]:
    now = timezone.now()
    failures, since = link.failures + 1, link.failing_since or now
    reason = found.failure or failure_of(found.answer)
    is_broken = failures >= MOST_FAILURES and now - since >= FAILING_FOR
    told: dict[str, object] = {"failures": failures, "failing_since": since}
    if is_broken or link.result == Result.BROKEN:
        return told | {"result": Result.BROKEN, "detail": reason, "due_at": now + DAILY}
    detail = f"第 {failures} 次没有打开：{reason}；还要再查，才算打不开"
    return told | {"detail": detail[:400], "due_at": now + SOON}


def _seen(link: LinkCheck, answer: Answer, verdict: Verdict) -> dict[str, object]:
    """Return what was seen; the first time that is what the office is taken to have meant."""
    seen = {
        "final_address": answer.final_address,
        "domain": domain_of(answer.final_address),
        "title": answer.title,
        "organisation": answer.organisation,
    }
    if verdict.result in {Result.OK, Result.MOVED}:
        first = {"domain": "", "title": "", "organisation": ""}
        seen |= {
            f"accepted_{name}": seen[name]
            for name in first
            if not getattr(link, f"accepted_{name}")
        }
    return seen
