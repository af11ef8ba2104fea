"""Accounts and roles: nobody makes themselves more than they are.

系统管理员 makes and deactivates accounts, and gives no roles. 安全管理员 gives roles and
channels, and makes no accounts. Nobody changes their own; superusers are the superusers' to
change.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import sessions, signals
from articles.admin.account_forms import AssigningForm, NewUserForm, TemporaryPasswordForm, UserForm
from articles.admin.account_security import may_secure, security_of
from articles.admin.account_words import RightsField, right_words
from articles.admin.office import KnownKeysField, OfficeAdmin, is_key
from articles.models import Account, StaffSession

# The door has its own pages for devices; the package would add its own, in English.
admin.site.unregister([User, Group, TOTPDevice])
PERSON = ("username", "first_name", "email", "is_active", "is_staff")
PERSON_SHOWN = ("username", "name", "email", "is_active", "is_staff")
FIXED = ("last_login", "date_joined")
ABOVE = ("is_superuser", "user_permissions")
MAKES, ASSIGNS = "auth.add_user", "articles.assign_account"


class SaidRightsMixin:
    """Shows rights in Chinese."""

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in ("permissions", "user_permissions"):
            kwargs |= {"form_class": RightsField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class OfficeGroupAdmin(SaidRightsMixin, OfficeAdmin, GroupAdmin):
    """Roles; what a role may do is the superuser's to change."""

    form = GroupAdmin.form
    filter_horizontal = []

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        return ["name", "permissions" if request.user.is_superuser else "rights"]

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        return [] if request.user.is_superuser else ["rights"]

    @admin.display(description="权限")
    def rights(self, role: Group) -> str:
        held = role.permissions.select_related("content_type")
        return "；".join(right_words(right) for right in held)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser


@admin.register(User)
class OfficeUserAdmin(SaidRightsMixin, OfficeAdmin, UserAdmin):
    """Django's accounts; only a superuser touches superusers or gives single rights."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = TemporaryPasswordForm
    add_form_template = "admin/auth/user/new.html"
    change_form_template = "admin/auth/user/account.html"
    change_user_password_template = "admin/auth/user/temporary_password.html"  # noqa: S105
    list_display = ["username", "name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name"]
    filter_horizontal = []
    add_fieldsets = [(None, {"fields": ("username", "first_name", "password1", "password2")})]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are deactivated, not deleted: their names stand in the records."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> list:
        if obj is None:
            return self.add_fieldsets
        may_assign = _may_assign(request.user, obj)
        roles = ("groups", "channels") if may_assign else ("roles", "held_to")
        return [
            (None, {"fields": PERSON if request.user.has_perm(MAKES) else PERSON_SHOWN}),
            ("角色和栏目", {"fields": roles}),
            *([("超级用户的权限", {"fields": ABOVE})] if request.user.is_superuser else []),
            ("时间", {"fields": FIXED}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        actor = request.user
        if obj is None:
            return FIXED
        fixed = FIXED if actor.has_perm(MAKES) else (*FIXED, *PERSON_SHOWN)
        if obj == actor:
            fixed += ("is_active", "is_staff", *ABOVE)
        if not _may_assign(actor, obj):
            fixed += ("roles", "held_to")
        return fixed if actor.is_superuser else (*fixed, *ABOVE)

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type:
        if obj is not None and _may_assign(request.user, obj):
            kwargs["form"] = AssigningForm
        return super().get_form(request, obj, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "groups":
            kwargs |= {"form_class": KnownKeysField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Set a temporary password for somebody else, whose logins end."""
        if not request.user.has_perm(MAKES):
            raise PermissionDenied("只有系统管理员可以设置临时密码。")
        if str(id) == str(request.user.pk):
            raise PermissionDenied("自己的密码请在“我的账号”里修改。")
        if not is_key(id):
            id = "0"
        before = User.objects.filter(pk=id).values_list("password", flat=True).first()
        answer = super().user_change_password(request, id, form_url)
        user = User.objects.filter(pk=id).first()
        if user and request.method == "POST" and user.password != before:
            self._temporary(request, user)
        return answer

    def _temporary(self, request: HttpRequest, user: User) -> None:
        Account.objects.filter(user=user).update(must_change_password=True)
        ending = StaffSession.Ending.PASSWORD
        sessions.end(user.staff_sessions.all(), ending=ending, request=request, actor=request.user)
        signals.password_changed.send(
            User, request=request, user=user, actor=request.user, is_temporary=True
        )

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001
    ) -> None:
        form.before = _state(obj.pk) if change else {}
        super().save_model(request, obj, form, change)
        if not change:
            Account.objects.filter(user=obj).update(must_change_password=True)

    def save_related(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: list,
        change: bool,  # noqa: FBT001
    ) -> None:
        """Save roles and channels, draw the consequences, and say what changed."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        if "channels" in form.cleaned_data:
            user.channels.set(form.cleaned_data["channels"])
        after = _state(user.pk)
        before = form.before or dict.fromkeys(after)
        changes = {
            name: (before[name], after[name]) for name in after if before[name] != after[name]
        }
        if form.before and "is_active" in changes:
            self._follow_activity(request, user)
        if changes:
            signals.account_changed.send(
                User, request=request, user=user, actor=request.user,
                changes=changes, is_new=not change,
            )  # fmt: skip

    def _follow_activity(self, request: HttpRequest, user: User) -> None:
        if user.is_active:
            Account.objects.filter(user=user).update(active_since=timezone.now())
            return
        ended = sessions.end(
            user.staff_sessions.all(), ending=StaffSession.Ending.DEACTIVATED,
            request=request, actor=request.user,
        )  # fmt: skip
        messages.info(request, f"账号已停用，{ended} 处登录立即结束。")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        user = context.get("original")
        if user is not None:
            actor = request.user
            is_own = user == actor
            context["may_secure"] = may_secure(actor, user) and not is_own
            context["may_set_password"] = actor.has_perm(MAKES) and not is_own
            context |= security_of(user)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="姓名", ordering="first_name")
    def name(self, user: User) -> str:
        return user.first_name

    @admin.display(description="角色")
    def roles(self, user: User) -> str:
        return "、".join(group.name for group in user.groups.all())

    @admin.display(description="负责栏目")
    def held_to(self, user: User) -> str:
        return "、".join(channel.name for channel in user.channels.all()) or "全部"


def _may_assign(actor: User, user: User) -> bool:
    """Whether *actor* gives roles and channels to *user*: never to oneself."""
    return actor.has_perm(ASSIGNS) and actor != user


def _state(pk: int) -> dict[str, Any]:
    """Return what the trail compares: the columns, and roles and channels by name."""
    user = User.objects.get(pk=pk)
    columns = ("username", "first_name", "email", "is_active", "is_staff", "is_superuser")
    return {
        **{name: getattr(user, name) for name in columns},
        "groups": tuple(user.groups.order_by("pk").values_list("name", flat=True)),
        "channels": tuple(user.channels.order_by("pk").values_list("name", flat=True)),
        "user_permissions": tuple(user.user_permissions.values_list("codename", flat=True)),
    }
