"""Answers to readers: sending a message, following it by its receipt, and what was published.

Sending is the one thing on the public floor that writes, through ``articles.feedback.receive``.
It is exempt from the CSRF check: that check protects what a signed-in visitor may do, and this
form carries no authority, reads no session and sets no cookie. The signed stamp guards it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from articles.feedback import Message, TooMany, read_receipt, receive
from articles.feedback.deadlines import WORKING_DAYS
from articles.feedback.forgetting import KEPT_DAYS
from articles.models import Article, Feedback
from articles.public.errors import NO_STORE, page_not_found
from articles.public.feedback_form import (
    LONGEST_SENTENCE,
    FeedbackForm,
    StampRefused,
    kept_stamp,
    published_article,
    stamp_key,
)
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.paging import page_of
from articles.public.site import read_site

TOO_BIG, UNREADABLE, BUSY = 413, 400, 429
TOO_BIG_MESSAGE = "提交的内容超过了限额，没有收下。请按浏览器的“后退”，缩短文字后再提交。"
UNREADABLE_MESSAGE = "提交的内容无法识别，没有收下。请在下面重新填写。"
# What reading a body can end in besides a form; a length that is no number is a ValueError.
NO_FORM = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError)


class Unreadable(Exception):
    """What was posted cannot be read as a form; ``status`` says how it is answered."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def fresh_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make *view* a page for one visitor: kept by no proxy, and asked for every time.

    His own browser may keep it: with no-store it would not give back, on 后退, what was typed
    into the form before a server or a line failed.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.site = read_site()
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    return page


def private_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make *view* a page that is kept by nobody and listed by no search engine."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.site = read_site()
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = page_not_found(request)
        response["Cache-Control"] = NO_STORE
        response["X-Robots-Tag"] = "noindex"
        return response

    return page


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_page
def feedback(request: HttpRequest) -> HttpResponse:
    """The form; GET shows it, POST sends it and leads on to the receipt."""
    if request.method == "POST":
        return _send(request)
    wanted = request.GET.get("article", "")
    article = published_article(wanted)
    initial = {
        "kind": Feedback.Kind.CORRECTION if article else None,
        "sentence": request.GET.get("sentence", "")[:LONGEST_SENTENCE],
    }
    return _ask(request, FeedbackForm(initial=initial), article=article, unknown=wanted)


def _send(request: HttpRequest) -> HttpResponse:
    try:
        posted = _posted(request)
    except Unreadable as reason:
        return _ask(request, FeedbackForm(), problem=str(reason), status=reason.status)
    form, stamp = FeedbackForm(posted), posted.get("stamp", "")
    problem, status = "", 200
    if form.is_valid():
        try:
            return HttpResponseRedirect(_received(request, form, stamp).get_absolute_url())
        except StampRefused as reason:
            problem = str(reason)
        except TooMany as reason:
            problem, status = str(reason), BUSY
    article = published_article(posted.get("article", ""))
    return _ask(request, form, article=article, stamp=stamp, problem=problem, status=status)


def _posted(request: HttpRequest) -> QueryDict:
    """Return what was sent; raise Unreadable for what is no form, or too much of one."""
    try:
        return request.POST
    except RequestDataTooBig as error:
        raise Unreadable(TOO_BIG_MESSAGE, TOO_BIG) from error
    except NO_FORM as error:
        raise Unreadable(UNREADABLE_MESSAGE, UNREADABLE) from error


def _received(request: HttpRequest, form: FeedbackForm, stamp: str) -> Feedback:
    sent = {name: value for name, value in form.cleaned_data.items() if name != "homepage"}
    key, address = stamp_key(stamp), request.META.get("REMOTE_ADDR", "")
    return receive(Message(**sent), key=key, address=address)


def _ask(
    request: HttpRequest,
    form: FeedbackForm,
    *,
    article: Article | None = None,
    unknown: str = "",
    stamp: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    response = show(
        request,
        "articles/feedback_form.html",
        _column(),
        form=form,
        article=article,
        is_unknown=bool(unknown and not article),
        problems=_problems(form, problem),
        stamp=kept_stamp(stamp),
        kept_days=KEPT_DAYS,
        working_days=WORKING_DAYS,
        has_replies=Feedback.objects.published().exists(),
        asked={"article": article.public_id} if article else {},
    )
    response.status_code = status
    return response


def _problems(form: FeedbackForm, problem: str) -> list[tuple[str, str]]:
    """Return (address of the field, sentence) for the summary; the whole form's come first."""
    unseen = ("article", "homepage")
    found = [("", problem)] if problem else []
    found += [("", message) for name in unseen for message in form.errors.get(name, [])]
    for name in [name for name in form.errors if name not in unseen]:
        field = form[name]
        place = field.id_for_label or f"{field.auto_id}_0"  # the first of several buttons
        found += [(f"#{place}", message) for message in form.errors[name]]
    return found


@require_safe
@private_page
def progress(request: HttpRequest, receipt: str) -> HttpResponse:
    """How a message stands; for whoever holds its receipt. The sender's data are not on it."""
    rows = Feedback.objects.with_article().defer("contact", "contact_name")
    found = rows.filter(receipt=receipt.upper()).first()
    if found is None:
        raise Http404("没有这个回执号。")
    return show(request, "articles/feedback_status.html", _column("办理情况"), feedback=found)


@require_safe
@private_page
def lookup(request: HttpRequest) -> HttpResponse:
    """A small form for the receipt; forgiving about how it is typed."""
    wanted = request.GET.get("receipt", "").strip()[:100]
    receipt = read_receipt(wanted)
    if wanted and Feedback.objects.filter(receipt=receipt).exists():
        return redirect("feedback_status", receipt)
    return show(request, "articles/feedback_lookup.html", _column("查询办理情况"), wanted=wanted)


@public_page
def replies(request: HttpRequest) -> HttpResponse:
    """Questions and answers that the office published with the senders' consent."""
    rows = Feedback.objects.published().with_article().defer("contact", "contact_name")
    page = page_of(request, rows.order_by("-published_at", "-pk"))
    return show(request, "articles/feedback_replies.html", _column("公开的问答"), page=page)


def _column(part: str = "") -> Column:
    return Column(
        name=part or "意见反馈",
        description="对本站文章纠错、提意见建议和咨询，凭回执号查询办理情况",
        keywords=("意见反馈", "纠错", "咨询"),
        kind="咨询投诉",
        url=reverse("feedback"),
    )
