"""Floor 4: the form in which readers write to the office, and the stamp that guards it.

There is no CAPTCHA (T-A11Y-05). Instead the form carries a **stamp**: a random key and the
time of opening, signed. It says that a person may have read the form (not too fast), that it
is of today (not too old), and which sending it is (twice the same is once).
"""

import re
import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from articles.models import Article, Feedback
from articles.text.plain import normalise_line, normalise_text

SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(hours=24)
LONGEST_SENTENCE = 500
PUBLIC_ID = re.compile(r"[0-9]{8,12}")
SIGNER = TimestampSigner(salt="articles.feedback.stamp")

TOO_LONG = "“{label}”写了 %(show_value)d 字，最多 %(limit_value)d 字，请缩短一些。"
NO_SUCH_ARTICLE = (
    "您要说的那篇文章已经撤下，或者没有这个编号。已改为不指定文章，您写的内容还在下面；"
    "请在正文里写明是哪一篇，再点一次“提交”。"
)
TAKEN_FOR_A_MACHINE = (
    "系统误以为这是自动程序填写的，没有收下。您写的内容还在下面，请再点一次“提交”。"
)
TOO_FAST = "提交得太快，系统没有收下。您写的内容还在下面，请过几秒再点一次“提交”。"
TOO_OLD = "这个页面打开得太久，刚才没有收下。您写的内容都还在，请再点一次“提交”。"


class StampRefused(Exception):
    """The stamp is missing, forged, too fresh or too old; the message says what to do."""


def new_stamp() -> str:
    return SIGNER.sign(secrets.token_urlsafe(12))


def kept_stamp(stamp: str) -> str:
    """Return *stamp* while it can still be used, or a new one: for a form that comes back."""
    try:
        SIGNER.unsign(stamp, max_age=LONGEST)
    except BadSignature:
        return new_stamp()
    return stamp


def stamp_key(stamp: str) -> str:
    """Return the key in *stamp*; raise StampRefused unless it is neither too fresh nor too old."""
    try:
        key = SIGNER.unsign(stamp, max_age=LONGEST)
    except BadSignature as error:
        raise StampRefused(TOO_OLD) from error
    try:
        SIGNER.unsign(stamp, max_age=SHORTEST)
    except SignatureExpired:
        return key
    raise StampRefused(TOO_FAST)


class Counted:
    """A text field that cleans as the stored field does, and then counts characters.

    No ``maxlength`` on the widget: a browser would cut off pasted text without a word.
    """

    def __init__(self, *, label: str, max_length: int, **kwargs: Any) -> None:
        messages = {"max_length": TOO_LONG.format(label=label), **kwargs.pop("error_messages", {})}
        super().__init__(label=label, max_length=max_length, error_messages=messages, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class CountedLine(Counted, forms.CharField):
    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value))


class CountedText(Counted, forms.CharField):
    def to_python(self, value: Any) -> str:
        return normalise_text(super().to_python(value))


class FeedbackForm(forms.Form):
    """What a reader sends; every refusal says which field and what to do."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="类别",
        choices=Feedback.Kind,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择类别：纠错、意见建议或咨询。",
            "invalid_choice": "没有这个类别，请重新选择。",
        },
    )
    sentence = CountedText(
        label="哪一句话",
        max_length=LONGEST_SENTENCE,
        required=False,
        help_text="可以把有错的那句话复制到这里。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = CountedText(
        label="内容",
        max_length=2000,
        help_text="写明哪里有错、应当怎样，或您的建议、问题。最多 2000 字。请不要写身份证号等隐私。",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写内容：哪里有错，或您的建议、问题。"},
    )
    contact_name = CountedLine(
        label="称呼",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = CountedLine(label="电话或邮箱", max_length=80, required=False)
    may_publish = forms.BooleanField(
        label="同意把这件留言和答复一起在网站上公开（不公开称呼和联系方式）", required=False
    )
    article = forms.CharField(required=False)
    homepage = forms.CharField(required=False)  # the trap: hidden, and left empty by people

    def clean_article(self) -> Article | None:
        public_id = self.cleaned_data["article"]
        if not public_id:
            return None
        found = published_article(public_id)
        if found is None:
            raise ValidationError(NO_SUCH_ARTICLE)
        return found

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(TAKEN_FOR_A_MACHINE)
        return ""


def published_article(public_id: str) -> Article | None:
    """Return the article that *public_id* names, if readers can see it."""
    if not PUBLIC_ID.fullmatch(public_id):
        return None
    rows = Article.objects.published().only("public_id", "title")
    return rows.filter(public_id=public_id).first()
