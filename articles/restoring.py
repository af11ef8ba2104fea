"""Floor 2: a kept content written back into a draft."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from articles.contents import NAMED, RECORDS, TEXTS, Content, Row, label_of
from articles.models import Article, KeyFigure, PhotoCaption, RelatedLink

Lost = list[str]


def restore_content(draft: Article, content: Content, *, fields: Iterable[str] = TEXTS) -> Lost:
    """Give *draft* the content; return what was left out because it exists no longer.

    Inside ``versions.saving``, which saves the draft. Status, dates, numbers and addresses are not touched; pictures
    and figures keep their numbers.
    """
    lost: Lost = []
    for name in fields:
        setattr(draft, name, content.get(name, ""))
    channel = RECORDS["channel"].objects.filter(slug=content["channel"]).first()
    if channel is not None:
        draft.channel = channel
    elif content["channel"]:
        lost.append(f"栏目：{content['channel']}")
    draft.save()
    _restore_names(draft, content, lost)
    _restore_captions(draft, content["captions"], lost)
    _restore_figures(draft, content["figures"])
    _restore_links(draft, content["links"])
    return lost


def _restore_names(holder: Article | PhotoCaption, content: Row, lost: Lost) -> None:
    for field in NAMED:
        wanted = set(content[field])
        found = list(RECORDS[field]._default_manager.filter(slug__in=wanted)) if wanted else []
        getattr(holder, field).set(found)
        missing = wanted - {record.slug for record in found}
        lost.extend(f"{label_of(field, type(holder))}：{slug}" for slug in sorted(missing))


def _restore_captions(draft: Article, rows: list[Row], lost: Lost) -> None:
    present = {caption.number: caption for caption in draft.captions.all()}
    for number in set(present) - {row["number"] for row in rows}:
        present[number].delete()
    for row in rows:
        caption = present.get(row["number"]) or PhotoCaption(article=draft)
        for name in PhotoCaption.READER_FIELDS:
            setattr(caption, name, row[name])
        image = row["image"]
        if image and not caption.image.storage.exists(image):
            lost.append(f"第 {row['number']} 图的文件")
            image = ""
        caption.image = image
        caption.save()
        _restore_names(caption, row, lost)


def _restore_figures(draft: Article, rows: list[Row]) -> None:
    present = {figure.code: figure for figure in draft.key_figures.all()}
    for code in set(present) - {row["code"] for row in rows}:
        present[code].delete()
    for row in rows:
        figure = present.get(row["code"]) or KeyFigure(article=draft)
        for name in KeyFigure.READER_FIELDS:
            setattr(figure, name, row[name])
        figure.value = Decimal(row["value"])
        figure.save()


def _restore_links(draft: Article, rows: list[list[Any]]) -> None:
    kept = [[link.label, link.url] for link in draft.related_links.all()]
    if kept == rows:
        return
    draft.related_links.all().delete()
    for position, (label, url) in enumerate(rows):
        RelatedLink.objects.create(article=draft, label=label, url=url, position=position)
