"""The page that asks before an action on a reader's message is done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.admin.clashes import tried_again
from articles.admin.office import viewable
from articles.feedback import TRANSITIONS, NotAllowed, perform, refusal
from articles.models import Feedback, FeedbackStep

Action = FeedbackStep.Action
EXPLANATIONS = {
    Action.TAKE_UP: "读者凭回执号看到“处理中”。",
    Action.ANSWER: "读者凭回执号看到这段答复。要放到网站的“公开的问答”，须由三审再办“公开问答”。",
    Action.REFUSE: "读者凭回执号看到这段原因。",
    Action.PUBLISH: "留言和答复一起放到网站的“公开的问答”。读者的话不能改，请先看清里面有没有个人信息。",
    Action.UNPUBLISH: "从“公开的问答”里撤下。读者凭回执号仍能看到答复。",
    Action.REOPEN: "回到“处理中”，读者暂时看不到原来的答复；原来的答复留在办理记录里。",
    Action.FORGET: "称呼、电话和邮箱从系统里删除，不能恢复。内容和办理记录不变。",
}


class OrderForm(forms.Form):
    """What an action asks for; each shows only its own fields."""

    reply = forms.CharField(
        label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 8}), required=False
    )
    remark = forms.CharField(
        label="内部意见",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="只进办理记录，读者看不到。请不要写读者的姓名、电话。",
    )
    seen_steps = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=100_000,
        error_messages={"required": "请从留言页面打开，看过内容再办理。"},
    )

    def __init__(self, action: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        transition = TRANSITIONS[action]
        self.fields["remark"].required = transition.needs_remark
        self.fields["reply"].required = transition.needs_reply
        if not transition.needs_reply:
            del self.fields["reply"]
        elif action == Action.REFUSE:
            self.fields["reply"].label = "不予受理的原因"


@tried_again
def perform_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, action: str
) -> HttpResponse:
    """GET asks, POST does; a refusal comes back as a form error with the typed text kept."""
    feedback = viewable(model_admin, request, pk)
    if action not in TRANSITIONS:
        raise Http404("没有这项操作。")
    posted = request.POST if request.method == "POST" else None
    form = OrderForm(action, posted, initial=_initial(feedback))
    if form.is_valid():
        try:
            perform(action, feedback, actor=request.user, **form.cleaned_data)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{feedback.receipt}：{TRANSITIONS[action].label}，已办。")
            return HttpResponseRedirect(
                reverse("admin:articles_feedback_change", args=[feedback.pk])
            )
    return _ask(model_admin, request, feedback, action, form)


def _initial(feedback: Feedback) -> dict[str, Any]:
    """Begin with the answer that was given before the message was reopened."""
    steps = list(feedback.steps.all())
    answers = [step.reply for step in steps if step.reply]
    return {"seen_steps": len(steps), "reply": answers[-1] if answers else ""}


def _ask(
    model_admin: ModelAdmin, request: HttpRequest, feedback: Feedback, action: str, form: OrderForm
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{TRANSITIONS[action].label}：{feedback.receipt}",
        "opts": model_admin.opts,
        "feedback": feedback,
        "transition": TRANSITIONS[action],
        "explanation": EXPLANATIONS[action],
        "refusal": refusal(action, feedback, request.user),
        "form": form,
    }
    return render(request, "admin/articles/feedback/perform.html", context)
