"""Floor 2: contents as ``signing.content_of`` keeps them: named, and compared field by field."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.models import (
    Article,
    Channel,
    Enterprise,
    KeyFigure,
    Official,
    PhotoCaption,
    Tag,
)
from articles.text.differing import Passage, Run, html_difference, text_difference
from articles.text.units import without_blanks

Content = dict[str, Any]
Row = dict[str, Any]
Names = dict[tuple[str, str], str]

RECORDS: dict[str, type[Model]] = {
    "channel": Channel, "tags": Tag, "officials": Official, "enterprises": Enterprise,
}  # fmt: skip
NAMED = ("tags", "officials", "enterprises")
# In the order in which an editor fills them in.
TEXTS = (
    "kicker", "title", "subtitle", "summary", "body", "source", "source_url", "data_source",
    "author", "responsible_editor", "dated", "change_note", "manuscript",
)  # fmt: skip
CAPTION_TEXTS = (*(name for name in PhotoCaption.READER_FIELDS if name != "number"), "image")
FIGURE_TEXTS = tuple(name for name in KeyFigure.READER_FIELDS if name != "code")


@dataclass(frozen=True)
class Difference:
    """What changed in one field: runs of a text, passages of a body, names of a set, or rows."""

    name: str
    label: str
    runs: tuple[Run, ...] = ()
    passages: tuple[Passage, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rows: tuple["RowDifference", ...] = ()


@dataclass(frozen=True)
class RowDifference:
    """What changed in one picture, figure or link; ``key`` is its number, code or address."""

    key: str
    label: str
    change: str  # 新增, 删除, 修改
    parts: tuple[Difference, ...] = ()


def label_of(name: str, model: type[Model] = Article) -> str:
    """Return what an editor calls the field."""
    labels = {"links": "新闻链接", "figures": "数据", "captions": "图片与视频"}
    return labels.get(name) or str(model._meta.get_field(name).verbose_name)


def names_in(contents: Iterable[Content]) -> Names:
    """Return the names of all records the contents name; four queries, however many there are."""
    wanted: dict[str, set[str]] = {field: set() for field in RECORDS}
    for content in contents:
        wanted["channel"].add(content["channel"])
        for holder in (content, *content["captions"]):
            for field in NAMED:
                wanted[field].update(holder[field])
    names: Names = {}
    for field, model in RECORDS.items():
        for record in model._default_manager.filter(slug__in=wanted[field]) if wanted[field] else ():  # fmt: skip
            names[field, record.slug] = str(record)
    return names


def name_of(field: str, slug: str, names: Names) -> str:
    """Return the record's name; its address where the record exists no longer."""
    return names.get((field, slug)) or (f"{slug}（已不存在）" if slug else "")


def differences(old: Content, new: Content, *, names: Names | None = None) -> list[Difference]:
    """Return what changed from *old* to *new*, in the order of the form; [] when nothing did.

    *names*: of the records in both, where the caller has looked them up already.
    """
    names = names_in((old, new)) if names is None else names
    found: list[Difference] = []
    if old["channel"] != new["channel"]:
        before, after = (name_of("channel", content["channel"], names) for content in (old, new))
        found.append(Difference("channel", "栏目", runs=_replaced(before, after)))
    found += [_text(name, old, new) for name in TEXTS if not is_same(name, old, new)]
    found += _named(old, new, names)
    for name, compare in (("captions", _captions), ("figures", _figures), ("links", _links)):
        if rows := compare(old, new, names):
            found.append(Difference(name, label_of(name), rows=rows))
    return found


def is_same(field: str, old: Content, new: Content) -> bool:
    """Whether readers see the same of *field*; blanks between the blocks of a body are none."""
    before, after = old.get(field, ""), new.get(field, "")
    if field == "body" and before != after:
        return without_blanks(before) == without_blanks(after)
    return before == after


def shown(model: type[Model], name: str, value: Any) -> str:
    """Return a kept value as an editor reads it."""
    if name == "image":
        return f"图片 {value.rsplit('/', 1)[-1]}" if value else "待补"
    if isinstance(value, bool):
        return "是" if value else "否"
    choices = dict(model._meta.get_field(name).choices or ())
    return str(choices.get(value, "" if value is None else value))


def caption_name(row: Row) -> str:
    """Return what an editor calls the slot: 第 3 图 企业厂房外景."""
    word = "视频" if row["kind"] == PhotoCaption.Kind.VIDEO else "图"
    return f"第 {row['number']} {word} {row['caption']}"


def figure_name(row: Row) -> str:
    """Return what an editor calls the figure: 数据 F04 园区总产值."""
    name = f"{row['indicator']}：{row['part']}" if row["part"] else row["indicator"]
    return f"数据 {row['code']} {name}"


def _text(name: str, old: Content, new: Content) -> Difference:
    before, after = old.get(name, ""), new.get(name, "")
    if name == "body":
        return Difference(name, label_of(name), passages=tuple(html_difference(before, after)))
    return Difference(name, label_of(name), runs=text_difference(before, after))


def _replaced(before: str, after: str) -> tuple[Run, ...]:
    return tuple(run for run in (Run(before, "del"), Run(after, "ins")) if run.text)


def _named(
    old: Content, new: Content, names: Names, model: type[Model] = Article
) -> list[Difference]:
    found = []
    for field in NAMED:
        before, after = set(old[field]), set(new[field])
        if before != after:
            added, removed = (
                tuple(name_of(field, slug, names) for slug in sorted(slugs))
                for slugs in (after - before, before - after)
            )
            found.append(Difference(field, label_of(field, model), added=added, removed=removed))
    return found


def _captions(old: Content, new: Content, names: Names) -> tuple[RowDifference, ...]:
    def parts(before: Row, after: Row) -> list[Difference]:
        texts = _row_texts(PhotoCaption, CAPTION_TEXTS, before, after)
        return [*texts, *_named(before, after, names, PhotoCaption)]

    return _rows(old["captions"], new["captions"], ("number", caption_name), parts)


def _figures(old: Content, new: Content, names: Names) -> tuple[RowDifference, ...]:
    def parts(before: Row, after: Row) -> list[Difference]:
        return _row_texts(KeyFigure, FIGURE_TEXTS, before, after)

    return _rows(old["figures"], new["figures"], ("code", figure_name), parts)


def _links(old: Content, new: Content, names: Names) -> tuple[RowDifference, ...]:
    def parts(before: Row, after: Row) -> list[Difference]:
        runs = text_difference(before["label"], after["label"])
        return (
            [Difference("label", "链接文字", runs=runs)]
            if before["label"] != after["label"]
            else []
        )

    befores, afters = ([{"label": label, "url": url} for label, url in content["links"]] for content in (old, new))  # fmt: skip
    rows = _rows(befores, afters, ("url", lambda row: f"{row['label']}（{row['url']}）"), parts)
    moved = [row["url"] for row in befores] != [row["url"] for row in afters]
    same = {row["url"] for row in befores} == {row["url"] for row in afters}
    return (*rows, RowDifference("", "链接的次序", "修改")) if moved and same else rows


def _row_texts(
    model: type[Model], names: Iterable[str], before: Row, after: Row
) -> list[Difference]:
    found = []
    for name in names:
        if before.get(name) != after.get(name):
            old, new = (shown(model, name, row.get(name)) for row in (before, after))
            is_text = isinstance(after.get(name), str) and name not in {"image", "kind", "theme"}
            runs = text_difference(old, new) if is_text else _replaced(old, new)
            found.append(Difference(name, label_of(name, model), runs=runs))
    return found


def _rows(
    befores: list[Row],
    afters: list[Row],
    key: tuple[str, Callable[[Row], str]],
    parts: Callable[[Row, Row], list[Difference]],
) -> tuple[RowDifference, ...]:
    """Set rows of the same key beside each other."""
    field, name = key
    old, new = {row[field]: row for row in befores}, {row[field]: row for row in afters}
    found = [
        RowDifference(str(number), name(row), "删除")
        for number, row in old.items()
        if number not in new
    ]
    for number, row in new.items():
        if number not in old:
            found.append(RowDifference(str(number), name(row), "新增"))
        elif changed := parts(old[number], row):
            found.append(RowDifference(str(number), name(row), "修改", tuple(changed)))
    return tuple(found)
