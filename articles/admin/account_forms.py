"""What the pages of the door ask for."""

from django import forms


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
