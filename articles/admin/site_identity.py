"""The one record with the site's name and numbers."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.admin.forms import PictureInput
from articles.admin.record_history import RecordAdmin
from articles.models import SiteIdentity
from articles.models.picture_field import PictureField


@admin.register(SiteIdentity)
class SiteIdentityAdmin(RecordAdmin):
    formfield_overrides = {
        **RecordAdmin.formfield_overrides,
        PictureField: {"widget": PictureInput},
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteIdentity.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: SiteIdentity | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        only = SiteIdentity.objects.first()
        if only is None or not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:articles_siteidentity_change", args=[only.pk]))
