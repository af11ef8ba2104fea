"""An editor's open form of a draft, and what a refusal of it proposes."""

from django.http import HttpResponse
from django.test import Client

from articles import versions
from articles.models import Article
from tests.admin.desk import change_url, form


class Desk:
    """An editor's open form of one draft: what was opened with, what is sent."""

    def __init__(self, client: Client, draft: Article) -> None:
        draft.refresh_from_db()
        self.client, self.draft = client, draft
        self.fields = form(
            draft.channel, title=draft.title, body=draft.body, source=draft.source,
            seen_saves=draft.saves, seen_version=versions.last_number(draft),
        )  # fmt: skip

    def send(self, **fields: object) -> HttpResponse:
        self.fields |= fields
        return self.client.post(change_url(self.draft), self.fields)

    def choose(self, refused: HttpResponse, **picks: str) -> HttpResponse:
        """Answer a refusal; what is not named is left as the page proposes it."""
        conflict = refused.context["conflict"]
        chosen = {c.name: picks.get(c.name.replace("-", "_"), c.default) for c in conflict.choices}
        return self.send(
            merge_saves=conflict.saves,
            merge_version=conflict.version,
            pick=list(chosen),
            **{f"pick-{name}": way for name, way in chosen.items() if way},
        )


def choices(refused: HttpResponse) -> dict[str, tuple[tuple[str, ...], str]]:
    assert refused.status_code == 200
    return {c.name: (c.options, c.default) for c in refused.context["conflict"].choices}


CAPTION = ("id", "kind", "position", "caption", "alt_text", "photographer", "rights", "taken_where", "taken_when")  # fmt: skip
FIGURE = (
    "id", "sentence", "theme", "indicator", "part", "position", "qualifier", "printed", "unit", "value",
    "period", "span", "earlier", "earlier_period", "total", "total_name", "share", "note",
)  # fmt: skip


def rows_of(draft: Article) -> dict[str, object]:
    """What a browser posts of the rows that the form was opened with."""
    links = draft.related_links.all()
    sets = {
        "captions": [{name: getattr(row, name) for name in CAPTION} | {"tags": ""} for row in draft.captions.all()],
        "key_figures": [
            {name: getattr(row, name) for name in FIGURE} | {"value": row.decimal}
            for row in draft.key_figures.all()
        ],
        "related_links": [{"id": row.pk, "label": row.label, "url": row.url, "position": row.position} for row in links],
    }  # fmt: skip
    posted: dict[str, object] = {}
    for prefix, rows in sets.items():
        posted |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for place, row in enumerate(rows):
            posted |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return posted
