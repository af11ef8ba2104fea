"""Floor 4: every name the site knows, in one query, with a mark on those an article chose."""

from collections.abc import Callable

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse

from articles.linking import Matcher, Target
from articles.models import Article, Enterprise, Official, Post, Tag

# When two records share a form, the earlier kind is linked.
ORDER = {"official": 0, "enterprise": 1, "tag": 2}


def vocabulary(article: Article | None = None) -> list[tuple[Target, str]]:
    """Return (target, detail) of every official, enterprise and tag; one query.

    ``chosen`` is true for the records that *article* names. ``detail`` is an official's
    post, an enterprise's kind or a tag's kind, for display.
    """
    post = Post.objects.filter(official=OuterRef("pk")).values("title")[:1]
    rows = _rows(
        Official, "name", "aliases", Subquery(post, output_field=CharField()), article
    ).union(
        _rows(Enterprise, "full_name", "aliases", F("kind"), article),
        _rows(Tag, "name", "synonyms", F("kind"), article),
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
                chosen=bool(chosen),
            ),
            _detail(kind, detail),
        )
        for kind, pk, label, slug, other_names, detail, chosen in rows
    ]
    return sorted(found, key=lambda pair: _rank(pair[0]))


def _rank(target: Target) -> tuple:
    """Order in which records may take a form they share: chosen ones first, then by kind."""
    return (not target.chosen, ORDER[target.kind], target.url)


def _rows(model: type, label: str, names: str, detail: object, article: Article | None) -> QuerySet:
    kind = model._meta.model_name
    chosen: object = Value(value=False, output_field=BooleanField())
    if article is not None:
        chosen = Exists(_choice(model)(article))
    return (
        model.objects.order_by()
        .annotate(
            label=F(label),
            other_names=F(names),
            detail=detail,
            chosen=chosen,
        )
        .annotate(record_kind=Value(kind, output_field=CharField()))
        .values_list("record_kind", "pk", "label", "slug", "other_names", "detail", "chosen")
    )


def _choice(model: type) -> Callable[[Article], QuerySet]:
    through = {
        "official": (Article.officials.through, "official"),
        "enterprise": (Article.enterprises.through, "enterprise"),
        "tag": (Article.tags.through, "tag"),
    }
    table, column = through[model._meta.model_name]
    owner = "content_object" if column == "tag" else "article"
    return lambda article: table.objects.filter(**{owner: article, column: OuterRef("pk")})


def _detail(kind: str, value: str | None) -> str:
    labels = {"enterprise": Enterprise.Kind, "tag": Tag.Kind}
    return labels[kind](value).label if kind in labels else value or ""


def matcher_for(kind: str, key: int) -> tuple[Matcher, Target]:
    """Return a matcher that yields the mentions of one record only, and that record's target."""
    targets = [
        Target(t.kind, t.key, t.name, t.url, t.aliases, chosen=(t.kind, t.key) == (kind, key))
        for t, _ in vocabulary()
    ]
    targets.sort(key=_rank)
    return Matcher(targets), targets[0]
