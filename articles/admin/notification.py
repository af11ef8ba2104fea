"""What a member was told 通知: their own only, read and marked as read."""

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from articles.admin.audit_entry import is_auditor
from articles.admin.office import OfficeAdmin, is_key
from articles.models import Notification

PER_PAGE = 50


@admin.register(Notification)
class NotificationAdmin(OfficeAdmin):
    """A page of sentences instead of a table of rows; nobody edits what was said."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return request.user.is_staff and (obj is None or obj.recipient_id == request.user.pk)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.page), name="articles_notification_changelist"),
            path("read/", view(require_POST(self.read_all)), name="articles_notification_read_all"),
            path(
                "<int:pk>/open/",
                view(require_POST(self.open_one)),
                name="articles_notification_open",
            ),
        ]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show what was told to this person, the unread or all, the newest first."""
        own = Notification.objects.filter(_readable(request.user), recipient=request.user)
        shows_all = "all" in request.GET
        chosen = own if shows_all else own.unread()
        number = request.GET.get("p", "1")
        pages = Paginator(chosen.select_related("article"), PER_PAGE)
        page = pages.get_page(number if is_key(number) else 1)
        context = {"title": "通知", "page": page, "shows_all": shows_all, "total": pages.count}
        return render(
            request,
            "admin/articles/notification/page.html",
            {**self.admin_site.each_context(request), **context, "opts": self.opts},
        )

    def read_all(self, request: HttpRequest) -> HttpResponse:
        """Mark the ones that the page showed as read: what came since stays unread."""
        last = request.POST.get("last", "")
        own = Notification.objects.filter(recipient=request.user)
        done = own.filter(pk__lte=int(last)).mark_read() if is_key(last) else 0
        messages.success(request, f"已把 {done} 条通知标为已读。")
        return HttpResponseRedirect(reverse("admin:articles_notification_changelist"))

    def open_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark one as read; ``open`` leads on to its article."""
        rows = Notification.objects.filter(recipient=request.user, pk=pk if is_key(pk) else 0)
        row = rows.first()
        if row is None:
            raise Http404("没有这条通知，可能已经过期删除。")
        rows.mark_read()
        return HttpResponseRedirect(self._after(request, row))

    def _after(self, request: HttpRequest, row: Notification) -> str:
        if "open" in request.POST and row.article_id:
            return reverse("admin:articles_article_change", args=[row.article_id])
        if "open" in request.POST:
            return reverse("admin:articles_auditentry_changelist")
        return reverse("admin:articles_notification_changelist")


def _readable(user: AbstractBaseUser) -> Q:
    """What the person's rights still cover: a role may have been taken away since."""
    readable = Q(pk__in=[])
    if user.has_perm("articles.view_article"):
        readable |= Q(article__isnull=False)
    if is_auditor(user):
        readable |= Q(article=None)
    return readable
