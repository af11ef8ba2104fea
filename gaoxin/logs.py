"""What the log writes down, and what it does not: one line a record, nobody's data in it."""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, Error
from django.template import TemplateDoesNotExist

from gaoxin.requests import handled, milliseconds, route_of

# What opens an unpublished edition, what opens a reader's letter, and how people are reached.
UNSAID = (
    (re.compile(r"(/preview/+)[-A-Za-z0-9_]{20,}"), r"\1…"),
    (re.compile(r"(/feedback/+)[0-9]{8}-[0-9A-Za-z]{8}"), r"\1…"),
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "…@…"),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "…"),
)
# Errors that speak of the program and the machine; the words of others may be a reader's.
SPEAK_OF_THE_MACHINE = (
    OSError, Error, ImportError, AttributeError, NameError, TypeError, ArithmeticError,
    MemoryError, RecursionError, ImproperlyConfigured, TemplateDoesNotExist,
)  # fmt: skip
SPEAK_OF_PEOPLE = (SMTPException, DataError, UnicodeError)
LONGEST_MESSAGE, LONGEST_TRACEBACK = 1_000, 20_000
HERE = ZoneInfo("Asia/Shanghai")


def masked(text: str) -> str:
    """Return *text* without what is secret or somebody's own."""
    for pattern, instead in UNSAID:
        text = pattern.sub(instead, text)
    return text


def one_line(text: str) -> str:
    """Return *text* with escapes in place of line ends, controls and invisible characters.

    What a client sent cannot begin a line of its own, nor reverse one on a screen.
    """
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in text
    )


class WithoutTokens(logging.Filter):
    """Cuts the token out of the address of a preview link, whatever failed under it (ADR 0013)."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        kept = masked(said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True


class Line(logging.Formatter):
    """``time level logger request message``, and the traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        error = facts.pop("error", "")
        line = " ".join(map(str, facts.values()))
        return f"{line}\n{error}" if error else line


class JSONLine(logging.Formatter):
    """One JSON object a line, the traceback one field of it."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts_of(record), ensure_ascii=False)


def facts_of(record: logging.LogRecord) -> dict[str, str | int]:
    """Return what is written of *record*; of the request only what names nobody."""
    status = getattr(record, "status_code", 0)
    by_client = 400 <= status < 500
    level = min(record.levelno, logging.WARNING) if by_client else record.levelno
    facts: dict[str, str | int] = {
        "at": datetime.fromtimestamp(record.created, HERE).isoformat(timespec="milliseconds"),
        "level": logging.getLevelName(level),
        "logger": record.name,
        "message": one_line(masked(record.getMessage())[:LONGEST_MESSAGE]),
    }
    # Django writes of what a view answered after the last middleware.
    request = handled() or getattr(record, "request", None)
    if hasattr(request, "number"):
        facts |= {"request": request.number, "route": route_of(request)}
        facts |= {"method": one_line(request.method), "status": status or ""}
        facts |= {"ms": milliseconds(request)}
    if record.exc_info and record.exc_info[1] and not by_client:
        facts["error"] = traceback_of(record.exc_info[1])
    return {name: fact for name, fact in facts.items() if fact != ""}


def traceback_of(error: BaseException) -> str:
    """Return where *error* came from, with the words only of errors that quote nobody."""
    parts = [
        "".join(traceback.format_tb(one.__traceback__)) + _words_of(one) for one in _chain(error)
    ]
    return "\n\n".join(reversed(parts))[-LONGEST_TRACEBACK:]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _words_of(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, SPEAK_OF_PEOPLE) or not isinstance(error, SPEAK_OF_THE_MACHINE):
        return name
    # Only the first line: PostgreSQL's second one quotes the row.
    first = masked(str(error)).partition("\n")[0]
    return f"{name}: {one_line(first[:LONGEST_MESSAGE])}"
