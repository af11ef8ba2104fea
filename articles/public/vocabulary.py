"""Floor 4: every name the site knows, in one query, with a mark on those an article chose."""

from collections.abc import Callable

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.urls import reverse

from articles.linking import Matcher, Target
from articles.models import Article, Enterprise, Official, Post, Tag

# When two records share a form, the earlier kind is linked.
ORDER = {"official": 0, "enterprise": 1, "tag": 2}


# What an article chose, by kind: the table that says so, and its two columns.
CHOICES = {
    Official: (Article.officials.through, "article", "official"),
    Enterprise: (Article.enterprises.through, "article", "enterprise"),
    Tag: (Article.tags.through, "content_object", "tag"),
}


def vocabulary(article: Article) -> list[tuple[Target, str]]:
    """Return (target, detail) of every official, enterprise and tag; one query.

    ``chosen`` is true for the records that *article* names. ``detail`` is an official's
    post, an enterprise's kind or a tag's kind, for display.
    """

    def named(model: type[Model]) -> Exists:
        table, owner, column = CHOICES[model]
        return Exists(table.objects.filter(**{owner: article, column: OuterRef("pk")}))

    return _vocabulary(named)


def matcher_for(record: Official | Enterprise) -> tuple[Matcher, Target]:
    """Return a matcher that yields the mentions of *record* only, and the record's target."""

    def same(model: type[Model]) -> ExpressionWrapper:
        wanted = Q(pk=record.pk) if isinstance(record, model) else Q(pk__isnull=True)
        return ExpressionWrapper(wanted, output_field=BooleanField())

    targets = [target for target, _ in _vocabulary(same)]
    return Matcher(targets), targets[0]


def _vocabulary(chosen: Callable[[type[Model]], Expression]) -> list[tuple[Target, str]]:
    """Return every record, those that *chosen* is true for first."""
    post = Subquery(
        Post.objects.filter(official=OuterRef("pk")).values("title")[:1], output_field=CharField()
    )
    rows = _rows(Official, "name", "aliases", post, chosen).union(
        _rows(Enterprise, "full_name", "aliases", F("kind"), chosen),
        _rows(Tag, "name", "synonyms", F("kind"), chosen),
        all=True,
    )
    found = [
        (
            Target(
                kind=kind,
                key=pk,
                name=label,
                url=reverse(kind, args=[slug]),
                aliases=tuple(other_names.splitlines()),
                chosen=bool(is_chosen),
            ),
            _detail(kind, detail),
        )
        for kind, pk, label, slug, other_names, detail, is_chosen in rows
    ]
    return sorted(found, key=lambda pair: _rank(pair[0]))


def _rank(target: Target) -> tuple:
    """Order in which records may take a form they share: chosen ones first, then by kind."""
    return (not target.chosen, ORDER[target.kind], target.url)


def _rows(
    model: type[Model],
    label: str,
    names: str,
    detail: Expression | F,
    chosen: Callable[[type[Model]], Expression],
) -> QuerySet:
    columns = {
        "record_kind": Value(model._meta.model_name, output_field=CharField()),
        "label": F(label),
        "other_names": F(names),
        "detail": detail,
        "chosen": chosen(model),
    }
    order = ("record_kind", "pk", "label", "slug", "other_names", "detail", "chosen")
    return model.objects.order_by().annotate(**columns).values_list(*order)


def _detail(kind: str, value: str | None) -> str:
    labels = {"enterprise": Enterprise.Kind, "tag": Tag.Kind}
    return labels[kind](value).label if kind in labels else value or ""
