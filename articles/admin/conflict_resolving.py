"""What an editor chose among two copies, put into the form that they sent.

The choices are applied to the posted form, which then is checked and saved as any other; they
are about one kept version, so a further save by somebody else is a new conflict.
"""

import re
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from articles.admin.conflict import MERGED, MINE, PLANS, ROWS, THEIRS, base_of, merge_of
from articles.admin.office import is_key
from articles.contents import NAMED, RECORDS, TEXTS, Content
from articles.models import Article

PICKS = "pick"
MOST_ROWS = 1000


def picked(post: QueryDict) -> dict[str, str]:
    """Return what was chosen, by the name of the choice."""
    chosen = {name: post.get(f"{PICKS}-{name}", "") for name in post.getlist(PICKS)}
    return {name: way for name, way in chosen.items() if way in {MINE, THEIRS, MERGED}}


def resolve(
    article: Article, post: QueryDict, files: MultiValueDict
) -> tuple[QueryDict, MultiValueDict] | None:
    """Return the form with the choices applied; None when they are not all made, or cannot be."""
    number, saves = post.get("merge_version", ""), post.get("merge_saves", "")
    if not (is_key(number) and is_key(saves)):
        return None
    kept = article.versions.filter(number=int(number)).first()
    ways = picked(post)
    if kept is None or set(ways) != set(post.getlist(PICKS)):
        return None
    form = _Form(article, post, files, kept.content)
    if not all(form.apply(name, way) for name, way in ways.items()):
        return None
    form.finish()
    form.post["seen_saves"], form.post["seen_version"] = saves, number
    for name in [*(f"{PICKS}-{name}" for name in ways), PICKS, "merge_saves", "merge_version"]:
        form.post.pop(name, None)
    return form.post, form.files


class _Form:
    """A posted form whose fields are replaced one by one."""

    def __init__(
        self, article: Article, post: QueryDict, files: MultiValueDict, theirs: Content
    ) -> None:
        self.article, self.theirs = article, theirs
        self.post, self.files = post.copy(), files.copy()
        self.rows: dict[str, PostedRows] = {}

    def apply(self, name: str, way: str) -> bool:
        """Put one choice into the form; False when it cannot be."""
        if name in PLANS:
            self._plan(name, way)
        elif name in (*TEXTS, *NAMED, "channel"):
            return self._field(name, way)
        elif name == "related_links":
            self._links(way)
        else:
            prefix, _, key = name.partition("-")
            return prefix in ROWS and way != MERGED and self._row(prefix, key, way)
        return True

    def finish(self) -> None:
        for rows in self.rows.values():
            rows.write(self.post, self.files)

    def _field(self, name: str, way: str) -> bool:
        if way == MERGED:
            return self._merge(name)
        if way == THEIRS and name in TEXTS:
            self.post[name] = self.theirs.get(name, "")
        elif way == THEIRS:
            slugs = [self.theirs[name]] if name == "channel" else self.theirs[name]
            records = list(RECORDS[name]._default_manager.filter(slug__in=slugs))
            values = ["、".join(tag.name for tag in records)] if name == "tags" else [str(record.pk) for record in records]  # fmt: skip
            self.post.setlist(name, values or ([""] if name == "channel" else []))
        return True

    def _merge(self, name: str) -> bool:
        seen = self.post.get("seen_version", "")
        base = base_of(self.article, int(seen)) if is_key(seen) else None
        if base is None or name not in TEXTS:
            return False
        mine = Article._meta.get_field(name).cleaned(self.post.get(name, ""))
        mine = mine.replace("\r\n", "\n")
        joined = merge_of(name, base=base.content, mine=mine, theirs=self.theirs)
        if joined is not None:
            self.post[name] = joined
        return joined is not None

    def _plan(self, name: str, way: str) -> None:
        if way == THEIRS:
            at = getattr(self.article, name)
            local = timezone.localtime(at) if at else None
            self.post[f"{name}_0"] = f"{local:%Y-%m-%d}" if local else ""
            self.post[f"{name}_1"] = f"{local:%H:%M:%S}" if local else ""

    def _rows(self, prefix: str) -> "PostedRows":
        return self.rows.setdefault(prefix, PostedRows(prefix, self.post, self.files))

    def _links(self, way: str) -> None:
        rows = self._rows("related_links")
        present = {str(pk) for pk in self.article.related_links.values_list("pk", flat=True)}
        for place in list(rows.places()):
            if way == THEIRS:
                rows.drop(place)
            elif rows.key(place) and rows.key(place) not in present:
                rows.renew(place)

    def _row(self, prefix: str, key: str, way: str) -> bool:
        """A row left out of the form is left as it stands in the database: theirs."""
        rows = self._rows(prefix)
        if gone := re.fullmatch(r"gone(\d{1,4})", key):
            place = int(gone[1])
            rows.drop(place) if way == THEIRS else rows.renew(place)
            return True
        if way == THEIRS:
            manager, field = (self.article.captions, "number") if prefix == "captions" else (self.article.key_figures, "code")  # fmt: skip
            found = {str(getattr(row, field)): str(row.pk) for row in manager.all()}
            place = rows.place_of(found.get(key, ""))
            if place is not None:
                rows.drop(place)
        return True


class PostedRows:
    """The rows of one inline of a posted form; dropped or made new, and numbered again."""

    def __init__(self, prefix: str, post: QueryDict, files: MultiValueDict) -> None:
        self.prefix = prefix
        self.name = re.compile(rf"{prefix}-(\d{{1,4}})-(.+)", re.S)
        initial = post.get(f"{prefix}-INITIAL_FORMS", "")
        self.initial = min(int(initial), MOST_ROWS) if is_key(initial) else 0
        self.fields: dict[int, dict[str, list[str]]] = {}
        self.uploads: dict[int, dict[str, list[Any]]] = {}
        for source, kept in ((post, self.fields), (files, self.uploads)):
            for name, values in source.lists():
                if match := self.name.fullmatch(name):
                    kept.setdefault(int(match[1]), {})[match[2]] = values
        self.renewed: set[int] = set()

    def places(self) -> list[int]:
        return sorted(self.fields)

    def key(self, place: int) -> str:
        return self.fields.get(place, {}).get("id", [""])[-1]

    def place_of(self, key: str) -> int | None:
        return next((place for place in self.places() if key and self.key(place) == key), None)

    def drop(self, place: int) -> None:
        self.fields.pop(place, None)
        self.uploads.pop(place, None)

    def renew(self, place: int) -> None:
        """Make a row that exists no longer a new one."""
        if place in self.fields:
            self.fields[place]["id"] = [""]
            self.renewed.add(place)

    def write(self, post: QueryDict, files: MultiValueDict) -> None:
        """Put the rows that are left back into the form, the existing ones first."""
        for source in (post, files):
            for name in [name for name in source if self.name.fullmatch(name)]:
                del source[name]
        existing = [p for p in self.places() if p < self.initial and p not in self.renewed]
        others = [p for p in self.places() if p not in existing]
        for number, place in enumerate([*existing, *others]):
            for target, kept in ((post, self.fields), (files, self.uploads)):
                for field, values in kept.get(place, {}).items():
                    target.setlist(f"{self.prefix}-{number}-{field}", values)
        post[f"{self.prefix}-INITIAL_FORMS"] = str(len(existing))
        post[f"{self.prefix}-TOTAL_FORMS"] = str(len(existing) + len(others))
