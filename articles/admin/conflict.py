"""Two editors saved one draft: what each changed, field by field, and what may be chosen.

Promise P4: nothing is overwritten unseen. What only one of them changed is kept by itself;
where both did, the editor who came second decides, or takes the clean merge of both.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils import timezone

from articles import versions
from articles.admin.conflict_mine import Mine, comparable
from articles.contents import (
    NAMED,
    TEXTS,
    Content,
    Difference,
    Row,
    RowDifference,
    caption_name,
    differences,
    figure_name,
    is_same,
    label_of,
    names_in,
)
from articles.models import Article, ArticleVersion
from articles.text.merging import merged, merged_html

MINE, THEIRS, MERGED = "mine", "theirs", "merged"
LABELS = {MINE: "用我的", THEIRS: "用他人的", MERGED: "合并两边的改动"}
ROWS = {"captions": "captions", "key_figures": "figures"}  # prefix of the form: name in a content
KEYS = {"captions": "number", "key_figures": "code"}
PLANS = ("planned_from", "planned_until")


@dataclass(frozen=True)
class Choice:
    """One field or row that the two copies differ in."""

    name: str
    label: str
    options: tuple[str, ...] = (MINE, THEIRS)
    default: str = ""
    note: str = ""
    opened: str = ""
    theirs: Difference | RowDifference | str = ""
    mine: Difference | RowDifference | str = ""
    merged: Difference | None = None

    @property
    def picks(self) -> list[tuple[str, str]]:
        return [(option, LABELS[option]) for option in self.options]


@dataclass
class Conflict:
    """What stands between an editor's form and the draft as somebody else saved it."""

    saves: int
    version: int
    saved_by: str
    saved_at: Any
    choices: list[Choice] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    has_base: bool = True


def base_of(article: Article, number: int | None) -> ArticleVersion | None:
    """Return what the form was opened with; of a draft older than its history, the first found."""
    kept = article.versions.filter(number=number or 1).first()
    return kept if kept and (number or kept.reason == versions.FOUND) else None


def merge_of(name: str, *, base: Content, mine: str, theirs: Content) -> str | None:
    """Return the text with both editors' changes; None when these meet."""
    join = merged_html if name == "body" else merged
    return join(base.get(name, ""), mine, theirs.get(name, ""))


def conflict_of(
    form: forms.ModelForm, formsets: list, article: Article, picked: dict[str, str]
) -> Conflict:
    """Compare the bound *form* with *article* as it is; under its lock.

    *picked*: what was chosen before, in a first try that somebody's save overtook.
    """
    newest = versions.keep(article, actor=None, reason=versions.FOUND)
    base = base_of(article, form.cleaned_data.get("seen_version"))
    found = Conflict(article.saves, newest.number, newest.actor_name, timezone.localtime(article.saved_at))  # fmt: skip
    found.has_base = base is not None
    theirs = newest.content
    mine = Mine(form, formsets, theirs)
    sides = _Sides(base.content if base else None, mine, theirs)
    found.choices = [
        replace(choice, default=picked.get(choice.name, choice.default))
        for choice in (*sides.fields(), *_plans(form, article), *sides.rows(), *sides.links())
    ]
    found.added = list(sides.added())
    return found


class _Sides:
    """The three contents: as opened (if it is known), as typed, and as saved by somebody else."""

    def __init__(self, base: Content | None, mine: Mine, theirs: Content) -> None:
        self.mine, self.theirs = mine, theirs
        self.base = theirs if base is None else base
        self.is_known = base is not None
        names = names_in((self.base, theirs)) | mine.names
        by_them = differences(self.base, theirs, names=names)
        by_me = differences(self.base, mine.content, names=names)
        self.by_them = {found.name: found for found in by_them}
        self.by_me = {found.name: found for found in by_me}
        self.names = names

    def fields(self) -> Iterator[Choice]:
        for name in (*TEXTS[:5], "channel", *TEXTS[5:], *NAMED):
            mine = self.mine.content
            if is_same(name, mine, self.theirs):
                continue
            if not (self.is_known and is_same(name, self.base, self.theirs)):
                yield self._field(name, mine[name])

    def _field(self, name: str, mine: Any) -> Choice:
        label = "栏目" if name == "channel" else label_of(name)
        only_theirs = self.is_known and is_same(name, self.base, self.mine.content)
        choice = Choice(
            name,
            label,
            default=THEIRS if only_theirs else "",
            note="您没有改这一栏。" if only_theirs else "两边都改了。",
            opened=self._opened(name),
            theirs=self.by_them.get(name) or "（见下，您的与之不同）",
            mine=self.by_me.get(name) or "没有改动",
        )
        if only_theirs or not self.is_known or name not in TEXTS:
            return choice
        joined = merge_of(name, base=self.base, mine=mine, theirs=self.theirs)
        if joined is None:
            return choice
        shown = differences(self.base, {**self.base, name: joined}, names=self.names)
        note = "两边都改了，改的不是同一处，可以合并。"
        options = (MERGED, MINE, THEIRS)
        return replace(choice, options=options, default=MERGED, note=note, merged=next(iter(shown), None))  # fmt: skip

    def _opened(self, name: str) -> str:
        text = self.base.get(name, "")
        known = self.is_known and isinstance(text, str) and name not in {"body", "channel"}
        return text if known and len(text) <= 200 else ""

    def rows(self) -> Iterator[Choice]:
        """The pictures and figures that somebody else changed or deleted."""
        for prefix in ROWS:
            base, theirs = (self._by_key(content, prefix) for content in (self.base, self.theirs))
            for key, (_, mine) in self.mine.rows(prefix).items():
                before, now = (comparable(prefix, rows.get(key)) for rows in (base, theirs))
                if now is None or (self.is_known and before == now):
                    continue
                if comparable(prefix, mine) != now:
                    untouched = self.is_known and comparable(prefix, mine) == before
                    yield self._row(prefix, key, (base.get(key), mine, theirs[key]), untouched=untouched)  # fmt: skip
            yield from self._gone(prefix, [row for key, row in base.items() if key not in theirs])

    def _row(
        self, prefix: str, key: str, rows: tuple[Row | None, Row | None, Row], *, untouched: bool
    ) -> Choice:
        before, mine, theirs = rows
        spell = caption_name if prefix == "captions" else figure_name
        return Choice(
            f"{prefix}-{key}",
            spell(theirs),
            default=THEIRS if untouched else "",
            note="他人改过，您没有改。" if untouched else "两边都改了。",
            theirs=self._compared(prefix, before, theirs),
            mine=self._compared(prefix, before or theirs, mine),
        )

    def _gone(self, prefix: str, deleted: list[Row]) -> Iterator[Choice]:
        """Rows of the form that somebody else deleted meanwhile."""
        spell = caption_name if prefix == "captions" else figure_name
        left = list(deleted)
        gone = self.mine.gone(prefix)
        for place, mine in gone.items():
            same = [row for row in left if comparable(prefix, row) == comparable(prefix, mine)]
            row = (same or left or [None])[0]
            if row is not None:
                left.remove(row)
            untouched = bool(same) or mine is None
            yield Choice(
                f"{prefix}-gone{place}",
                spell(row or mine) if row or mine else "已删除的一行",
                default=THEIRS if untouched else "",
                note="他人已删除，您没有改。"
                if untouched
                else "他人已删除，您改过。用我的会另存为新的一行，图片文件要重新选。",
                theirs="删除",
                mine=self._compared(prefix, row, mine) if row else "保留",
            )

    def links(self) -> Iterator[Choice]:
        before, theirs, mine = self.base["links"], self.theirs["links"], self.mine.links
        changed = theirs != mine and not (self.is_known and before == theirs)
        if not changed and not self.mine.has_gone_links():
            return
        untouched = self.is_known and mine == before
        opened = {**self.base}
        by_me = differences(opened, {**opened, "links": mine}, names=self.names)
        yield Choice(
            "related_links",
            label_of("links"),
            default=THEIRS if untouched else "",
            note="他人改过，您没有改。"
            if untouched
            else "两边都改了；用我的时，他人新加的链接也留着。",
            theirs=self.by_them.get("links") or "没有改动",
            mine=next(iter(by_me), "没有改动"),
        )

    def added(self) -> Iterator[str]:
        """The pictures and figures that somebody else added: they stay, whatever is chosen."""
        for prefix in ROWS:
            base, theirs = (self._by_key(content, prefix) for content in (self.base, self.theirs))
            posted = self.mine.rows(prefix)
            spell = caption_name if prefix == "captions" else figure_name
            yield from (spell(row) for key, row in theirs.items() if key not in base and key not in posted)  # fmt: skip

    def _compared(self, prefix: str, old: Row | None, new: Row | None) -> RowDifference | str:
        if new is None:
            return "删除"
        if old is None:
            return "没有留底，见下面的表单"
        name = ROWS[prefix]
        empty = {**self.base, "captions": [], "figures": []}
        key = KEYS[prefix]
        pair = ({**empty, name: [row]} for row in (old, {**new, key: old[key]}))
        found = [part for part in differences(*pair, names=self.names) if part.name == name]
        return found[0].rows[0] if found else "没有改动"

    @staticmethod
    def _by_key(content: Content, prefix: str) -> dict[str, Row]:
        return {str(row[KEYS[prefix]]): row for row in content[ROWS[prefix]]}


def _plans(form: forms.ModelForm, article: Article) -> Iterator[Choice]:
    """The wished dates, which no kept content holds."""
    for name in PLANS:
        mine, theirs = form.cleaned_data.get(name), getattr(article, name)
        if name in form.fields and mine != theirs:
            spelt = [f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "（空）" for at in (theirs, mine)]  # fmt: skip
            yield Choice(name, label_of(name), note="两边不同。", theirs=spelt[0], mine=spelt[1])
