"""What the pages of the door ask for."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.admin.office import KnownKeysField
from articles.models import Account, Channel
from articles.models.account import folded_name
from articles.roles import not_together

TEMPORARY = "当面或用电话告诉本人；本人首次登录时必须改掉。要求与正式密码相同。"


class PasswordForm(forms.Form):
    """Name and password; the view says what is wrong with them."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The code on the phone, or one of the recovery codes."""

    code = forms.CharField(
        label="动态口令",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    recovery_code = forms.CharField(
        label="恢复码",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def typed(self) -> str:
        return self.cleaned_data["code"] or self.cleaned_data["recovery_code"]


class NameMixin:
    """Refuses a user name that reads like somebody else's (T-DB-01)."""

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        others = Account.objects.exclude(user=self.instance.pk or 0)
        if others.filter(folded_name=folded_name(username)).exists():
            raise ValidationError("已有同样的用户名（不分大小写和全角半角）。")
        return username


class NewUserForm(NameMixin, BaseUserCreationForm):
    """A new member of staff with a temporary password."""

    class Meta:
        model = User
        fields = ("username", "first_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "临时密码"
        self.fields["password1"].help_text = TEMPORARY
        self.fields["password2"].label = "再输一次"
        self.fields["password2"].help_text = ""
        self.fields["first_name"].label = "姓名"
        self.instance.is_staff = True


class UserForm(NameMixin, forms.ModelForm):
    """An account."""

    class Meta:
        model = User
        fields = (
            "username", "first_name", "email", "is_active", "is_staff", "groups",
            "is_superuser", "user_permissions",
        )  # fmt: skip

    LABELS = {"first_name": "姓名", "groups": "角色", "is_staff": "可登录后台"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.LABELS.keys() & self.fields.keys():
            self.fields[name].label = self.LABELS[name]
            self.fields[name].help_text = ""


class AssigningForm(UserForm):
    """An account with the channels it is held to; for whoever gives roles."""

    channels = KnownKeysField(
        label="负责栏目（留空为全部）",
        queryset=Channel.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="选了栏目的人只办这些栏目的稿件。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["channels"] = list(self.instance.channels.values_list("pk", flat=True))

    def clean_groups(self) -> QuerySet[Group]:
        """Refuse roles that are kept apart, so that nobody watches over themselves."""
        groups = self.cleaned_data["groups"]
        if reason := not_together({group.name for group in groups}):
            raise ValidationError(reason)
        return groups


class TemporaryPasswordForm(AdminPasswordChangeForm):
    """A password for somebody else, who changes it at the next login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].label = "临时密码"
        self.fields["password1"].help_text = TEMPORARY
        self.fields["password2"].label = "再输一次"
        self.fields["password2"].help_text = ""
