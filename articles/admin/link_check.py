"""The report on web addresses 网址检查: read here, confirmed here, checked by ``tick``."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Prefetch, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.office import OfficeAdmin, viewable
from articles.link_checking.accepting import ACCEPTABLE, NotAccepted, accept, check_again
from articles.models import LinkCheck, LinkUse

Result = LinkCheck.Result
# The worst first.
SEVERITY = (Result.CHANGED, Result.BROKEN, Result.MOVED, Result.BLOCKED, Result.WAITING, Result.OK)
ACCEPT = "articles.accept_linkcheck"
USES_NAMED, LONGEST_ADDRESS = 3, 80
LOOKS = {Result.CHANGED: "withdrawn", Result.BROKEN: "withdrawn", Result.OK: "signed"}


class ResultFilter(admin.SimpleListFilter):
    """By result; without a choice everything, the worst first."""

    title = "结果"
    parameter_name = "result"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("pressing", "要处理（去向已变和打不开）"),
            *((one.value, one.label) for one in SEVERITY),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        choice = self.value()
        if choice == "pressing":
            return queryset.filter(result__in=LinkCheck.PRESSING)
        return queryset.filter(result=choice) if choice in Result else queryset


class PlaceFilter(admin.SimpleListFilter):
    title = "用在"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(LinkUse.Place.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in LinkUse.Place:
            return queryset
        uses = LinkUse.objects.shown().filter(place=self.value())
        return queryset.filter(pk__in=uses.values("link"))


@admin.register(LinkCheck)
class LinkCheckAdmin(OfficeAdmin):
    """No form: the only thing a person says of an address is that it is right as it is."""

    list_display = ["shortened", "outcome", "said", "used_in", "checked_at"]
    list_filter = [ResultFilter, PlaceFilter]
    list_per_page = 30
    ordering = [
        Case(*(When(result=one, then=Value(place)) for place, one in enumerate(SEVERITY))),
        "host",
        "pk",
    ]
    search_fields = ["address", "detail", "title"]
    search_help_text = "按网址、说明或网页标题查找"
    actions = None
    change_form_template = "admin/articles/linkcheck/change_form.html"
    change_list_template = "admin/articles/linkcheck/change_list.html"
    fieldsets = [
        ("上次看到的", {"fields": ["final_address", "title", "organisation", "checked_at"]}),
        (
            "认可的去向",
            {
                "fields": [
                    "accepted_domain",
                    "accepted_title",
                    "accepted_organisation",
                    "accepted_by",
                    "accepted_at",
                ]
            },
        ),
        ("检查", {"fields": ["failures", "failing_since", "due_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        shown = LinkUse.objects.shown().select_related("article", "enterprise")
        uses = Prefetch("uses", shown, to_attr="shown_uses")
        return super().get_queryset(request).in_use().prefetch_related(uses)

    @admin.display(description="网址", ordering="address")
    def shortened(self, link: LinkCheck) -> str:
        text = link.address
        return text if len(text) <= LONGEST_ADDRESS else f"{text[:LONGEST_ADDRESS]}……"

    @admin.display(description="结果", ordering="result")
    def outcome(self, link: LinkCheck) -> SafeString:
        look = LOOKS.get(link.result, "draft")
        return format_html(
            '<span class="stage stage-{}">{}</span>', look, link.get_result_display()
        )

    @admin.display(description="说明", ordering="detail")
    def said(self, link: LinkCheck) -> str:
        return link.detail

    @admin.display(description="用在哪里")
    def used_in(self, link: LinkCheck) -> SafeString:
        uses = list(
            {use.article_id or f"e{use.enterprise_id}": use for use in link.shown_uses}.values()
        )
        named = format_html_join("、", "{}", ((_linked(use),) for use in uses[:USES_NAMED]))
        more = len(uses) - USES_NAMED
        return format_html("{}{}", named, f"等 {len(uses)} 处" if more > 0 else "")

    # --- rights: nobody writes here ------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    # --- pages and buttons of our own -------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/accept/",
                view(require_POST(self.accept)),
                name="articles_linkcheck_accept",
            ),
            path(
                "<int:pk>/again/", view(require_POST(self.again)), name="articles_linkcheck_again"
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        switched = {"is_switched_off": not settings.LINK_CHECKS}
        return super().changelist_view(request, {**switched, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        link = kwargs["obj"]
        may = request.user.has_perm(ACCEPT)
        context["may_accept"] = may and link.result in ACCEPTABLE
        context["may_check_again"] = may and settings.LINK_CHECKS
        context["look"] = LOOKS.get(link.result, "draft")
        may_amend = request.user.has_perm("articles.add_article")
        context["uses"] = [
            {"place": use.get_place_display(), "name": _name(use), "url": _edit(use),
             "amend": _amend(use) if may_amend else ""}
            for use in link.shown_uses
        ]  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    def accept(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take where the address leads now as right."""
        link = self._allowed(request, pk)
        seen = request.POST.get("seen", "")
        try:
            accept(link.pk, seen=_moment(seen), actor=request.user)
            messages.success(request, f"已确认 {link.address} 的去向无误。")
        except NotAccepted as reason:
            messages.error(request, f"没有确认：{reason}")
        return HttpResponseRedirect(self._page(link))

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let it be looked at within a minute or two."""
        link = self._allowed(request, pk)
        check_again(link.pk)
        messages.success(request, "一两分钟内会再查一次，请过一会儿刷新。")
        return HttpResponseRedirect(self._page(link))

    def _allowed(self, request: HttpRequest, pk: int) -> LinkCheck:
        link = viewable(self, request, pk)
        if not request.user.has_perm(ACCEPT):
            raise PermissionDenied
        return link

    def _page(self, link: LinkCheck) -> str:
        return reverse("admin:articles_linkcheck_change", args=[link.pk])


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _name(use: LinkUse) -> str:
    if use.article:
        return f"{use.article}（{use.article.public_id}）"
    return str(use.enterprise) if use.enterprise else "网站信息（由系统管理员填写）"


def _linked(use: LinkUse) -> SafeString | str:
    url = _edit(use)
    return format_html('<a href="{}">{}</a>', url, _name(use)) if url else _name(use)


def _edit(use: LinkUse) -> str:
    """Return where the use is edited; "" for the site's own record, which other people keep."""
    if use.article_id:
        return reverse("admin:articles_article_change", args=[use.article_id])
    if use.enterprise_id:
        return reverse("admin:articles_enterprise_change", args=[use.enterprise_id])
    return ""


def _amend(use: LinkUse) -> str:
    if not use.article_id:
        return ""
    return reverse("admin:articles_article_perform", args=[use.article_id, "amend"])
