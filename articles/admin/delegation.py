"""Delegations 代签委托: everybody leaves their own signature to another, for a time."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.forms import GuardedForm
from articles.admin.office import OfficeAdmin
from articles.models import Delegation


class DelegationForm(GuardedForm):
    """Refuses a period that lies in the past: what was signed then is signed.

    A time that is past ends a delegation now; one that has not begun never will.
    """

    def clean_ends(self) -> Any:
        ends, now = self.cleaned_data["ends"], timezone.now()
        if self.instance.pk is not None:
            return max(ends, now, self.instance.begins)
        if ends <= now:
            raise ValidationError("结束时间已经过去，请填将来的时间。")
        return ends


class PersonField(ModelChoiceField):
    """People by the name the office calls them."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person.get_full_name() or person.get_username()}（{person.get_username()}）"


@admin.register(Delegation)
class DelegationAdmin(OfficeAdmin):
    """Made and ended by the delegator; never deleted, for signatures stand on it."""

    form = DelegationForm
    list_display = ["delegator_name", "delegate_name", "begins", "ends", "reason", "standing"]
    fields = ["delegate", "begins", "ends", "reason"]
    list_select_related = ["delegator", "delegate"]

    @admin.display(description="委托人", ordering="delegator")
    def delegator_name(self, row: Delegation) -> str:
        return row.delegator.get_full_name() or row.delegator.get_username()

    @admin.display(description="代签人", ordering="delegate")
    def delegate_name(self, row: Delegation) -> str:
        return row.delegate.get_full_name() or row.delegate.get_username()

    @admin.display(description="状态")
    def standing(self, row: Delegation) -> str:
        now = timezone.now()
        if row.ends <= now:
            return "已结束"
        return "生效中" if row.begins <= now else "未开始"

    def has_change_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        """Only the delegator ends a delegation early, while it lasts."""
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        return obj.delegator_id == request.user.pk and obj.ends > timezone.now()

    def has_delete_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Delegation | None = None) -> list[str]:
        return ["delegate", "begins", "reason"] if obj else []

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer active staff, oneself excepted."""
        others = get_user_model().objects.filter(is_active=True, is_staff=True)
        kwargs |= {
            "form_class": PersonField,
            "queryset": others.exclude(pk=request.user.pk).order_by("first_name", "username"),
        }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Delegation, form: Any, change: Any) -> None:
        if not change:
            obj.delegator = request.user
        super().save_model(request, obj, form, change)
