"""Two editors at one draft: who else has it open, and whether somebody saved it meanwhile."""

from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from articles.admin.clashes import tried_again
from articles.admin.office import viewable
from articles.models import Article, Presence


def others_at(article: Article, user: AbstractBaseUser) -> str:
    """Return who else has *article* open: 王磊 也在编辑（2 分钟前）; "" for nobody."""
    others = Presence.objects.now().filter(article=article).exclude(user=user)
    return "；".join(
        f"{_name(other.user)} 也在编辑（{_ago(other)}）"
        for other in others.select_related("user").order_by("-seen_at", "pk")
    )


@tried_again
def presence_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """POST says that the page is open (or, with ``leave``, closed) and answers who else is there."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = viewable(model_admin, request, pk)
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    if "leave" in request.POST:
        Presence.objects.leave(article, request.user)
        return HttpResponse(status=204)
    if article.is_draft:
        Presence.objects.enter(article, request.user)
    answer = {
        "others": others_at(article, request.user),
        "saves": article.saves,
        "is_draft": article.is_draft,
    }
    response = JsonResponse(answer)
    response["Cache-Control"] = "private, no-store"
    return response


def _name(user: AbstractBaseUser) -> str:
    return user.get_full_name() or user.get_username()


def _ago(presence: Presence) -> str:
    minutes = int((timezone.now() - presence.seen_at).total_seconds() // 60)
    return f"{minutes} 分钟前" if minutes else "刚刚"
