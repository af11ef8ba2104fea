"""Floor 4: every name the site knows, read once a generation, and those an article chose."""

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256

from django.db.models import CharField, Expression, F, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import get_language

from articles.linking import Identity, Matcher, Target
from articles.models import Article, Enterprise, Official, Post, Tag
from articles.models.addresses import address
from articles.prepared import Prepared
from articles.public.kept import HasETag, kept

# When two records share a form, the earlier kind is linked.
ORDER = {"official": 0, "enterprise": 1, "tag": 2}
# What an article chose, by kind: the table that says so, and its two columns.
CHOICES = {
    "official": (Article.officials.through, "article", "official"),
    "enterprise": (Article.enterprises.through, "article", "enterprise"),
    "tag": (Article.tags.through, "content_object", "tag"),
}
Named = tuple[Target, str]  # a name of the vocabulary, and what is said beside it


class Vocabulary:
    """Every official, enterprise and tag, in the order in which they may take a form they share.

    What is said beside a name is an official's post, an enterprise's kind or a tag's kind.
    """

    def __init__(self, names: Iterable[Named]) -> None:
        ordered = sorted(names, key=lambda named: (ORDER[named[0].kind], named[0].url))
        self._names = {target.identity: (target, detail) for target, detail in ordered}
        self._places = {identity: place for place, identity in enumerate(self._names)}

    def __contains__(self, identity: Identity) -> bool:
        return identity in self._names

    @cached_property
    def digest(self) -> bytes:
        """A digest of all that readers see of the names."""
        return sha256(repr([*self._names.values()]).encode("utf-8", "replace")).digest()

    def chosen(self, identities: Iterable[Identity], *kinds: str) -> list[Named]:
        """Return the names of these records that are of one of these kinds, in order."""
        wanted = [identity for identity in identities if identity[0] in kinds]
        return [self._names[identity] for identity in sorted(wanted, key=self._places.__getitem__)]

    @cached_property
    def matcher(self) -> Matcher:
        """Finds every name; it is made once, and ``choosing`` from it costs next to nothing."""
        return Matcher([target for target, _ in self._names.values()])


def vocabulary(site: HasETag, chosen: Iterable[Identity] = ()) -> Vocabulary:
    """Return every name in the script of the request, and surely those of the *chosen* records.

    A tag that only a draft carries may be younger than what is kept: then all are read again.
    """
    whole = kept(site, ("vocabulary", get_language()), _read)
    return whole if all(identity in whole for identity in chosen) else _read()


def _choices(article: int) -> QuerySet:
    first, *others = (
        table.objects.order_by()
        .filter(**{owner: article})
        .annotate(record_kind=Value(kind, output_field=CharField()), record=F(f"{column}_id"))
        .values_list("record_kind", "record")
        for kind, (table, owner, column) in CHOICES.items()
    )
    return first.union(*others, all=True)


_choices_of = Prepared(_choices)


def choices(article: Article) -> list[Identity]:
    """Return the kind and the key of every record that *article* names; one query."""
    return _choices_of(article=article.pk)


def matcher_for(record: Official | Enterprise) -> tuple[Matcher, Target]:
    """Return a matcher that yields the mentions of *record* only, and the record's target."""
    identity = (record._meta.model_name, record.pk)
    whole = _read()
    ((target, _),) = whole.chosen([identity], record._meta.model_name)
    return whole.matcher.choosing([identity]), target


def _names() -> QuerySet:
    post = Subquery(
        Post.objects.filter(official=OuterRef("pk")).values("title")[:1], output_field=CharField()
    )
    return _rows(Official, "name", "aliases", post).union(
        _rows(Enterprise, "full_name", "aliases", F("kind")),
        _rows(Tag, "name", "synonyms", F("kind")),
        all=True,
    )


_all_names = Prepared(_names)


def _read() -> Vocabulary:
    """Read every record; one query."""
    return Vocabulary(
        (
            Target(kind, pk, label, address(kind, slug), tuple(other_names.splitlines())),
            _detail(kind, detail),
        )
        for kind, pk, label, slug, other_names, detail in _all_names()
    )


def _rows(
    model: type[Official | Enterprise | Tag], label: str, names: str, detail: Expression | F
) -> QuerySet:
    columns = {
        "record_kind": Value(model._meta.model_name, output_field=CharField()),
        "label": F(label),
        "other_names": F(names),
        "detail": detail,
    }
    order = ("record_kind", "pk", "label", "slug", "other_names", "detail")
    return model.objects.order_by().annotate(**columns).values_list(*order)


def _detail(kind: str, value: str | None) -> str:
    labels = {"enterprise": Enterprise.Kind, "tag": Tag.Kind}
    return labels[kind](value).label if kind in labels else value or ""
