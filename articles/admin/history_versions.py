"""Finding the kept contents of an article, of whichever edition."""

from django.db.models import QuerySet
from django.http import Http404

from articles.admin.office import is_key
from articles.models import Article, ArticleVersion


def find_version(article: Article, key: object) -> ArticleVersion:
    """Return the save with the key, of whichever edition; 404 when it is another article's."""
    found = versions_of(article).filter(pk=key).first() if is_key(key) else None
    if found is None:
        raise Http404("没有这次保存。")
    return found


def versions_of(article: Article) -> QuerySet[ArticleVersion]:
    editions = ArticleVersion.objects.filter(article__public_id=article.public_id)
    return editions.select_related("article")
