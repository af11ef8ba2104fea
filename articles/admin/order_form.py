"""What each step of the workflow asks of the person who does it."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone

from articles.models import Article, SecrecyReview
from articles.workflow import TRANSITIONS, Action

SIGNING = {"has_reviewed", "has_proofread", "remark", "seen_hash"}
LONGEST = 1000


def _text(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _moment(label: str, help_text: str) -> forms.SplitDateTimeField:
    return forms.SplitDateTimeField(
        label=label, required=False, widget=AdminSplitDateTime, help_text=help_text
    )


class OrderForm(forms.Form):
    """What an action asks for; each action shows only its own fields."""

    has_reviewed = forms.BooleanField(
        label="审：导向、事实、保密、政策无误", required=False, error_messages={}
    )
    has_proofread = forms.BooleanField(
        label="校：错别字、人名职务、地名、数字、标点、图片无误", required=False
    )
    conclusion = forms.ChoiceField(
        label="结论",
        choices=SecrecyReview.Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择保密审查的结论。"},
    )
    basis = _text("依据", "依据哪一条规定或哪一次研究，是否征求过其他机关的意见。")
    remark = _text("意见")
    public_notice = _text("公开说明", "读者在原网址看到的说明；留空则只写“这篇文章已经撤下”。")
    visible_from = _moment("定时发布", "留空为立即发布。")
    visible_until = _moment("到期下线", "留空为长期公开。")
    seen_hash = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": "请从稿件页面打开这一步，看过内容再办理。"},
    )

    FIELDS = {
        Action.SUBMIT: {"remark", "seen_hash"},
        Action.RECALL: {"remark"},
        Action.PASS_FIRST: SIGNING,
        Action.PASS_SECOND: SIGNING,
        Action.PASS_THIRD: SIGNING,
        Action.SEND_BACK: {"remark"},
        Action.REVIEW_SECRECY: {"conclusion", "basis", "seen_hash"},
        Action.PUBLISH: {"remark", "visible_from", "visible_until", "seen_hash"},
        Action.PUBLISH_URGENTLY: {"remark", "visible_until", "seen_hash"},
        Action.COUNTERSIGN: SIGNING,
        Action.EXPIRE: {"remark", "visible_until"},
        Action.WITHDRAW: {"remark", "public_notice"},
        Action.AMEND: {"remark"},
        Action.RESTORE: {"remark"},
    }
    REMARKS = {
        Action.SUBMIT: "给审核人的话",
        Action.AMEND: "修订缘由",
        Action.RESTORE: "恢复缘由",
        Action.RECALL: "撤回缘由",
    }

    def __init__(self, action: str, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        for name in set(self.fields) - self.FIELDS[action]:
            del self.fields[name]
        if "remark" in self.fields:
            named = TRANSITIONS[action].remark
            self.fields["remark"].label = named or self.REMARKS.get(action, "意见")
        if action == Action.PUBLISH:
            planned = article.planned_from
            self.initial["visible_from"] = planned if planned and planned > timezone.now() else None
        if "visible_until" in self.fields:
            self.initial["visible_until"] = article.visible_until or article.planned_until

    @property
    def button(self) -> str:
        """What the button says will happen, with the time when there is one."""
        label = TRANSITIONS[self.action].label
        start = self.initial.get("visible_from")
        if self.is_bound:
            start = getattr(self, "cleaned_data", {}).get("visible_from")
        return publishing_label(label, start)


def publishing_label(label: str, start: Any) -> str:
    """Return such as ``发布，将于 2026-12-01 09:00 公开``; *label* alone where it is at once."""
    if start is None or start <= timezone.now():
        return label
    return f"{label}，将于 {timezone.localtime(start):%Y-%m-%d %H:%M} 公开"
