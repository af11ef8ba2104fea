"""Floor 4: addresses of tags that were merged lead on for ever (T-URL-01)."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.models import Tag


def to_kept_tag(slug: str, *, route: str) -> HttpResponsePermanentRedirect:
    """Redirect to *route* of the tag that the one at *slug* was merged into; 404 when there is none.

    A tag that readers can see nothing under is not betrayed (P2).
    """
    kept = Tag.objects.in_use().filter(redirects__slug=slug).first()
    if kept is None:
        raise Http404("没有这个标签。")
    return HttpResponsePermanentRedirect(reverse(route, args=[kept.slug]))
