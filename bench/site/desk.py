"""Saving an article in the admin, as an editor's browser does it."""

import time
from html.parser import HTMLParser
from urllib.parse import urlencode

from bench.site.asking import Line
from bench.site.costs import Cost, Measured
from bench.site.databases import NotMeasurable
from bench.site.office import Office


class Form(HTMLParser):
    """Collects what the fields of a page's article form hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._textarea = self._select = ""
        self._text: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = given.get("id") == "article_form" if tag == "form" else self._inside
        name = given.get("name", "")
        if not self._inside:
            return
        if tag == "input" and name and self._counts(given):
            self.fields.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.fields.append((self._select, given["value"]))

    @staticmethod
    def _counts(given: dict[str, str]) -> bool:
        kind = given.get("type", "text")
        is_set = kind not in {"checkbox", "radio"} or "checked" in given
        return kind not in {"submit", "file", "button"} and is_set

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            self.fields.append((self._textarea, "".join(self._text).removeprefix("\n")))
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False


def saves(
    measured: Measured, office: Office, *, captions: int, number: int
) -> list[tuple[Cost, float]]:
    """Save a draft *number* times, its body changed each time; return CPU and wall milliseconds."""
    draft = office.do("editor_at_work", captions=captions)
    lines, spent = measured.lines(), []
    for turn in range(number + 2):
        spent.append(_save(measured, lines[turn % len(lines)], draft, turn))
    return spent[2:]  # each worker's first knows no admin yet


def _save(measured: Measured, line: Line, draft: dict[str, str], turn: int) -> tuple[Cost, float]:
    cookie = f"sessionid={draft['session']}"
    page = line.ask(draft["address"], {"Cookie": cookie})
    if page.status != 200:
        raise NotMeasurable(f"the editor's page answered {page.status}")
    fields = Form(page.body.decode()).fields
    fields = [(name, f"{value}<p>第{turn}次修改。</p>" if name == "body" else value) for name, value in fields]  # fmt: skip
    token = page.headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": f"{cookie}; {token}", "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode([*fields, ("_continue", "1")])
    strangers = measured.strangers()
    before, started = measured.spent(strangers), time.perf_counter()
    reply = line.ask(draft["address"], headers, method="POST", body=body)
    wall = (time.perf_counter() - started) * 1000
    if reply.status != 302:
        raise NotMeasurable(f"the save answered {reply.status}")
    return measured.spent(strangers) - before, wall
