"""Accounts and roles: nobody makes themselves more than they are."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from articles.admin.office import OfficeAdmin

admin.site.unregister([User, Group])


@admin.register(Group)
class OfficeGroupAdmin(OfficeAdmin, GroupAdmin):
    """Roles; what a role may do is the superuser's to change."""

    form = GroupAdmin.form

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser


@admin.register(User)
class OfficeUserAdmin(OfficeAdmin, UserAdmin):
    """Django's accounts; only a superuser touches superusers or gives single rights."""

    form = UserAdmin.form
    list_display = ["username", "first_name", "roles", "is_active", "last_login"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are deactivated, not deleted: their names stand in the records."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fixed = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        if request.user.is_superuser:
            return fixed
        own_roles = ["groups"] if obj == request.user else []
        return [*fixed, *own_roles, "is_superuser", "user_permissions"]

    @admin.display(description="角色")
    def roles(self, user: User) -> str:
        return "、".join(group.name for group in user.groups.all())
