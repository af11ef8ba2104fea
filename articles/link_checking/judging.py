"""What an answer means; no database, no network."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.link_checking.domains import domain_of
from articles.link_checking.fetching import Answer
from articles.link_checking.titles import is_another
from articles.models import LinkCheck

Result = LinkCheck.Result
# What web firewalls answer to programs; a person may get the page.
SHUT_TO_PROGRAMS = frozenset({401, 403, 405, 406, 412, 418, 421, 429, 451, 521, 999})
MEANINGS = {
    404: "没有这个页面",
    410: "页面已撤下",
    500: "网站出错",
    502: "网站出错",
    503: "网站暂停服务",
}


@dataclass(frozen=True)
class Verdict:
    """What is written into the report."""

    result: str
    detail: str = ""


def judge(link: LinkCheck, answer: Answer) -> Verdict | None:
    """Return what *answer* means for *link*; None: nothing there, to be tried again."""
    if answer.status in SHUT_TO_PROGRAMS:
        return Verdict(Result.BLOCKED, f"网站不让程序查看（{answer.status}），请点开看看")
    if not 200 <= answer.status < 300:
        return None
    if reason := _another_owner(link, answer):
        return Verdict(Result.CHANGED, reason)
    if reason := _elsewhere(link, answer):
        return Verdict(Result.MOVED, reason)
    return Verdict(Result.OK)


def failure_of(answer: Answer) -> str:
    """Say in Chinese what an answer that is none means."""
    meaning = MEANINGS.get(answer.status)
    return f"返回 {answer.status}" + (f"（{meaning}）" if meaning else "")


def _another_owner(link: LinkCheck, answer: Answer) -> str:
    domain = domain_of(answer.final_address)
    accepted = link.accepted_domain or domain_of(link.address)
    if domain != accepted:
        return f"转到了另一个网站 {domain}，原来是 {accepted}"
    old, new = link.accepted_organisation, answer.organisation
    if old and new and old != new:
        return f"安全证书上的单位从“{old}”变成了“{new}”"
    if is_another(link.accepted_title, answer.title):
        return f"网页标题从“{link.accepted_title}”变成了“{answer.title}”"
    return ""


def _elsewhere(link: LinkCheck, answer: Answer) -> str:
    if not answer.redirects or answer.final_address == link.accepted_address:
        return ""
    old, new = urlsplit(link.address), urlsplit(answer.final_address)
    if old.path.strip("/") and not new.path.strip("/") and not new.query:
        return "转到了对方网站的首页，原来的页面可能没有了"
    same_page = _page(link.address) == _page(answer.final_address)
    return "" if same_page or not answer.has_moved else f"永久转到了 {answer.final_address}"


def _page(address: str) -> tuple[str, str, str]:
    """Return what stays when a site moves to https, gains or drops www or a last slash."""
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
