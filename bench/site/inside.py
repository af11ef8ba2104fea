"""What is done within the application's own code, for the benchmark: one order a line.

Started by ``office.Office``; reads JSON orders from standard input and answers in JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article, Channel, PhotoCaption, Tag  # noqa: E402
from articles.workflow import perform  # noqa: E402
from bench.filling import chance, characters  # noqa: E402
from bench.search import missed  # noqa: E402
from gaoxin.wsgi import application  # noqa: E402
from tests.builders import a_published, a_signer, approve  # noqa: E402


def ask(address: str, etag: str = "") -> tuple[str, list[tuple[str, str]], bytes]:
    """Answer one request as the server would; return status, headers and body."""
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    environ["wsgi.input"] = BytesIO()
    if etag:
        environ["HTTP_IF_NONE_MATCH"] = etag
    answer: list = []
    chunks = application(environ, lambda status, headers, *_: answer.extend((status, headers)))
    body = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    return answer[0], answer[1], body


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect every statement that Django sends to any database."""
    asked: list[str] = []

    def note(execute: Callable, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    wrappers = [each.execute_wrappers for each in connections.all()]
    for each in wrappers:
        each.append(note)
    try:
        yield asked
    finally:
        for each in wrappers:
            each.remove(note)


def move() -> None:
    """Move the site's generation, as every publication does."""
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE articles_generation SET number = number + 1")


def queries(addresses: list[str], warm: str) -> dict[str, Any]:
    """Return the number of queries of each page asked first, and of its revalidation.

    The generation moves before each, and *warm* is asked: what pages share is there.
    """
    counts, etag = {}, ""
    for address in addresses:
        move()
        ask(warm)
        with counted() as asked:
            _, headers, _ = ask(address)
        counts[address] = len(asked)
        etag = {name.lower(): value for name, value in headers}["etag"]
    with counted() as asked:
        status, _, _ = ask(addresses[-1], etag)
    return {"cold": counts, "revalidation": len(asked), "status": status}


def prepare(number: int, channel: str, tag: str) -> list[dict[str, str]]:
    """Publish *number* articles and sign a second edition of each; ``publish`` shows it."""
    made = []
    writer, _ = User.objects.get_or_create(username="bench-writer", defaults={"is_superuser": True})
    for _ in range(number):
        token = "".join(chance.choices(characters(), k=6))
        old = a_published(title=f"旧版{token}", channel=Channel.objects.get(slug=channel))
        draft = perform("amend", old, actor=writer)
        draft.title, draft.change_note = f"新版{token}", "更新"
        draft.save()
        draft.tags.add(Tag.objects.get(slug=tag))
        approve(draft)
        made.append({"pk": draft.pk, "public_id": draft.public_id, "title": draft.title})
    return made


def publish(pk: int) -> float:
    """Show a signed edition; return the moment of the commit by the clock that all processes share."""
    moments: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(time.monotonic()))
        perform("publish", Article.objects.get(pk=pk), actor=a_signer())
    return moments[0]


def editor_at_work(captions: int) -> dict[str, str]:
    """Return a draft with *captions* pictures' slots and the cookie of an editor's login."""
    user, _ = User.objects.get_or_create(username="bench-editor", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name="采编"))
    draft = Article.objects.filter(status="signed").order_by("-pk").first()
    draft = Article.objects.create(
        title="写作中的报道", channel=draft.channel, source="本站", body=draft.body, created_by=user
    )
    for number in range(captions):
        PhotoCaption.objects.create(article=draft, position=number, caption=f"第{number}幅图的说明")
    draft.tags.add(*Tag.objects.all()[:4])
    client = Client()
    client.force_login(user, "articles.accounts.backend.OfficeBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"address": f"/admin/articles/article/{draft.pk}/change/", "session": cookie}


def recall(words: int) -> list[int]:
    """Compare the search with a scan of all texts; return hits, hits lost, answers out of order."""
    return list(missed(words))


ORDERS = {one.__name__: one for one in (queries, prepare, publish, editor_at_work, recall)}


def main() -> None:
    """Carry out orders until there are no more; what the code prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        order = json.loads(line)
        answer = ORDERS[order["do"]](**order["with"])
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
