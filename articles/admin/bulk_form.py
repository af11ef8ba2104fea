"""What an order for many articles asks for; each action shows only its own fields."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from articles.admin.forms import TagChoiceField
from articles.desk.bulk import Order
from articles.models import BulkJob, Channel, Tag

Action = BulkJob.Action
LONGEST = 1000


def _text(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KnownTagsField(TagChoiceField):
    """Tags of the vocabulary; many articles at once are no place to make a new one."""

    def clean(self, value: Any) -> list[Tag]:
        names = super().clean(value)
        known = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
        missing = [name for name in names if name not in known]
        if missing:
            raise forms.ValidationError(
                f"还没有标签“{'、'.join(missing)}”。批量办理只能用已有的标签。"
            )
        return sorted(known.values(), key=lambda tag: tag.name)


class BulkForm(forms.Form):
    """Reads an order; ``listed`` says for which order the list below was shown."""

    tags = KnownTagsField(label="标签", help_text="只能用已有的标签；用顿号、逗号或分号隔开。")
    channel = forms.ModelChoiceField(Channel.objects.none(), label="移到栏目")
    remark = _text("原因")
    public_notice = _text("公开说明", "读者在原网址看到的说明；留空则只写“这篇文章已经撤下”。")

    FIELDS = {
        Action.ADD_TAGS: ("tags",),
        Action.REMOVE_TAGS: ("tags",),
        Action.MOVE: ("channel",),
        Action.SUBMIT: (),
        Action.SEND_BACK: ("remark",),
        Action.WITHDRAW: ("remark", "public_notice"),
    }

    def __init__(self, action: str, person: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        for name in set(self.fields) - set(self.FIELDS[action]):
            del self.fields[name]
        if "channel" in self.fields:
            own = person.channels.all()
            self.fields["channel"].queryset = own if own.exists() else Channel.objects.all()
        if "public_notice" in self.fields:
            self.fields["public_notice"].required = False
        if "remark" in self.fields:
            self.fields["remark"].label = f"{Action(action).label}的原因"

    @property
    def changes_the_list(self) -> bool:
        """Whether what will happen to each article depends on what is filled in here."""
        return bool({"tags", "channel"} & set(self.fields))

    @property
    def order(self) -> Order:
        """The order of a valid form; of one that asks for nothing that matters here, also before."""
        said = getattr(self, "cleaned_data", {})
        return Order(
            self.action,
            tuple(said.get("tags") or ()),
            said.get("channel"),
            said.get("remark", ""),
            said.get("public_notice", ""),
        )

    @property
    def listed(self) -> str:
        """Name the part of the order on which the list depends."""
        order = self.order
        told = f"{[tag.pk for tag in order.tags]} {order.channel and order.channel.pk}"
        return hashlib.sha256(told.encode()).hexdigest()
