"""Floor 2: stored pictures: where each is used, which lack something, and deleting the unused.

``uses_of`` and ``unused`` ask indexes only and serve lists; before a file is deleted
``every_use`` reads all bodies and all kept versions as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.imaging import dimensions, rendition_name, rendition_widths
from articles.models import (
    Article,
    ArticleVersion,
    BodyPicture,
    Generation,
    Official,
    PhotoCaption,
    SiteIdentity,
    StoredPicture,
)

FOLDER = "pictures"
STEM = re.compile(r"/media/(pictures/[0-9a-f]{32}-\d{1,5}x\d{1,5})")
# An editor may have uploaded it into a text that is not saved yet.
SPARED = timedelta(hours=24)
VERSIONS_NAMED = 3
AT_ONCE = 500


@dataclass(frozen=True)
class Use:
    """One place that shows a picture, in words, and the edition and slot if it is one."""

    text: str
    article: Article | None = None
    slot: PhotoCaption | None = None


class NotDeleted(Exception):
    """The file stays; the message says why, in Chinese."""


def stem_of(name: str) -> str:
    """Return the part of a stored name that its renditions share."""
    return name.rpartition(".")[0]


def _both_endings(stems: Iterable[str]) -> list[str]:
    return [f"{stem}.{ending}" for stem in stems for ending in ("jpg", "webp")]


# --- where it is used ------------------------------------------------------------


def uses_of(names: Iterable[str]) -> dict[str, list[Use]]:
    """Return the uses of each of *names* in captions, texts, portraits and marks; 5 queries."""
    names = list(names)
    found: dict[str, list[Use]] = defaultdict(list)
    slots = PhotoCaption.objects.filter(image__in=names).select_related("article")
    for slot in slots.order_by("article__public_id", "article__edition", "position", "number"):
        text = f"{_edition(slot.article)}第 {slot.number} 图"
        found[slot.image.name].append(Use(text, slot.article, slot))
    for name, article in _in_texts(names):
        found[name].append(Use(f"{_edition(article)}正文", article))
    for official in Official.objects.filter(portrait__in=names):
        found[official.portrait.name].append(Use(f"负责人 {official} 的照片"))
    for name in _marks() & set(names):
        found[name].append(Use("网站信息的标识"))
    return found


def _edition(article: Article) -> str:
    return f"《{article}》第 {article.edition} 版（{article.stage}）"


def _in_texts(names: list[str]) -> Iterable[tuple[str, Article]]:
    """Yield the names in texts: of published editions by their index, of others by reading."""
    for row in BodyPicture.objects.filter(name__in=names).select_related("article"):
        yield row.name, row.article
    wanted = {stem_of(name): name for name in names}
    for article in _internal_with_pictures():
        for stem in dict.fromkeys(STEM.findall(article.body)):
            if stem in wanted:
                yield wanted[stem], article


def _internal_with_pictures() -> QuerySet:
    return Article.objects.filter(status__in=Article.INTERNAL, body__contains="/media/pictures/")


def _marks() -> set[str]:
    identity = SiteIdentity.objects.first()
    return set(identity.marks) if identity else set()


def every_use(picture: StoredPicture) -> list[Use]:
    """Return all uses, those in texts of no index and in kept versions too: what a restored
    version would show again is not thrown away."""
    stem = stem_of(picture.name)
    uses = uses_of([picture.name])[picture.name]
    known = {use.article.pk for use in uses if use.article and not use.slot}
    for article in Article.objects.filter(body__contains=stem).exclude(pk__in=known):
        uses.append(Use(f"{_edition(article)}正文", article))
    versions = ArticleVersion.objects.filter(canonical__contains=stem).select_related("article")
    for version in versions[:VERSIONS_NAMED]:
        text = f"{_edition(version.article)}的历次保存（第 {version.number} 次）"
        uses.append(Use(text, version.article))
    return uses


# --- lists of the desk -------------------------------------------------------------


def current_editions() -> QuerySet[Article]:
    """The newest edition of each article, where it is still to be seen or is seen."""
    newest = Article.objects.filter(public_id=OuterRef("public_id")).order_by("-edition")
    return (
        Article.objects.filter(pk=Subquery(newest.values("pk")[:1]))
        .exclude(status=Article.Status.WITHDRAWN)
        .exclude(visible_until__lte=timezone.now())
    )


def awaited() -> QuerySet[PhotoCaption]:
    """Slots of pictures that are still to come."""
    return PhotoCaption.objects.filter(image="", kind=PhotoCaption.Kind.PHOTO)


def awaiting() -> QuerySet[Article]:
    """Current editions with such slots, the oldest article first."""
    slots = awaited().filter(article=OuterRef("pk"))
    return current_editions().filter(Exists(slots)).order_by("public_id")


def lacking() -> QuerySet[PhotoCaption]:
    """Pictures of current editions without rights, photographer or alternative text."""
    silent = Q(alt_text="", is_decorative=False)
    return (
        PhotoCaption.objects.exclude(image="")
        .filter(Q(rights="") | Q(photographer="") | silent, article__in=current_editions())
        .select_related("article__channel")
        .order_by("article__public_id", "position", "number")
    )


def unused() -> QuerySet[StoredPicture]:
    """Registered files that no list of uses names, the oldest first."""
    drafts = {stem for article in _internal_with_pictures() for stem in STEM.findall(article.body)}
    shown = [*_both_endings(drafts), *_marks()]
    return (
        StoredPicture.objects.exclude(name__in=shown)
        .filter(
            ~Exists(PhotoCaption.objects.filter(image=OuterRef("name"))),
            ~Exists(BodyPicture.objects.filter(name=OuterRef("name"))),
            ~Exists(Official.objects.filter(portrait=OuterRef("name"))),
        )
        .order_by("uploaded_at", "pk")
    )


def duplicated() -> QuerySet:
    """Digests that several files share, as rows of ``sha256``."""
    rows = StoredPicture.objects.order_by("sha256").values("sha256")
    return rows.annotate(files=Count("pk")).filter(files__gt=1)


def twins_of(name: str) -> list[Use]:
    """Return where files with the same content as *name* are used."""
    own = StoredPicture.objects.filter(name=name).values("sha256")
    twins = StoredPicture.objects.filter(sha256__in=own).exclude(name=name)
    uses = uses_of(twins.values_list("name", flat=True)[:20])
    return [use for used in uses.values() for use in used]


def said_of_twins(name: str) -> str:
    """Say that the same picture is used already; "" when it is not."""
    uses = twins_of(name)
    more = f"等 {len(uses)} 处" if len(uses) > 1 else ""
    return f"这张图片已用在{uses[0].text}{more}。" if uses else ""


# --- the disk ------------------------------------------------------------------------


def on_disk() -> set[str]:
    """Return the names of the pictures in the storage, renditions left out.

    A folder that nobody has made is empty; a storage that does not answer raises OSError.
    """
    try:
        _, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return set()
    return {name for file in files if dimensions(name := f"{FOLDER}/{file}")}


def missing() -> list[str]:
    """Return the names that something shows and the storage has not (T-UI-09)."""
    portraits = Official.objects.exclude(portrait="").values_list("portrait", flat=True)
    shown = {
        *PhotoCaption.objects.exclude(image="").values_list("image", flat=True),
        *BodyPicture.objects.values_list("name", flat=True),
        *portraits,
        *_marks(),
    }
    return sorted(shown - on_disk())


def register_found(*, most: int) -> tuple[int, int]:
    """Register up to *most* files of the disk that no row names; return (done, still to do)."""
    known = set(StoredPicture.objects.values_list("name", flat=True))
    found = sorted(on_disk() - known)
    for name in found[:most]:
        with default_storage.open(name) as file:
            data = file.read()
        at = default_storage.get_modified_time(name)
        StoredPicture.objects.register(name, data, uploaded_at=at)
    return len(found[:most]), max(0, len(found) - most)


def note_lost() -> tuple[int, int]:
    """Note in the register which files are gone and which are back; return how many of each.

    Readers' pages follow: a picture in a bucket is shown as awaited from then on. A storage
    without any picture is the wrong folder or bucket, not a loss: nothing is noted then.
    """
    # The register first: a picture that is uploaded meanwhile is in neither.
    known = list(StoredPicture.objects.values_list("name", "lost_at"))
    there = on_disk()
    if not there:
        return 0, 0
    gone = [name for name, lost_at in known if lost_at is None and name not in there]
    back = [name for name, lost_at in known if lost_at is not None and name in there]
    with transaction.atomic():
        for names, at in ((gone, timezone.now()), (back, None)):
            for some in batched(names):
                StoredPicture.objects.filter(name__in=some).update(lost_at=at)
        if gone or back:
            Generation.objects.move()
    return len(gone), len(back)


def batched(names: list[str]) -> Iterable[list[str]]:
    """Yield *names* in parts that any database takes as parameters."""
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]


# --- deleting ------------------------------------------------------------------------


def obstacle(picture: StoredPicture) -> str:
    """Say in Chinese why the file stays; "" when nothing shows it and it is old enough."""
    if picture.uploaded_at > timezone.now() - SPARED:
        return "上传不到 24 小时，可能有人正在写的稿件要用，暂不能删除。"
    uses = every_use(picture)
    named = "；".join(use.text for use in uses[:5])
    return f"有 {len(uses)} 处在用，不能删除：{named}。" if uses else ""


def delete(key: int) -> StoredPicture:
    """Delete an unused file with its renditions; raise NotDeleted with the reason otherwise.

    The row goes first: a file left behind by a crash is found on the disk again.
    """
    with transaction.atomic():
        picture = StoredPicture.objects.select_for_update().filter(pk=key).first()
        if picture is None:
            raise NotDeleted("这个文件刚刚已被删除。")
        reason = obstacle(picture)
        if reason:
            raise NotDeleted(reason)
        name = picture.name
        picture.delete()
        transaction.on_commit(lambda: _remove(name))
    return picture


def _remove(name: str) -> None:
    for width in rendition_widths(name):
        default_storage.delete(rendition_name(name, width=width))
    default_storage.delete(name)
