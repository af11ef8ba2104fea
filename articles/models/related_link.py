"""Floor 1: links 新闻链接 at the end of an article."""

from django.db import models

from .article import Article
from .fields import LineField, WebAddressField


class RelatedLinkQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id: str, edition: int, url: str) -> "RelatedLink":
        return self.get(article__public_id=public_id, article__edition=edition, url=url)


class RelatedLink(models.Model):
    """An outside page that the article names; readers pass the leave notice on the way."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="related_links", verbose_name="稿件"
    )
    label = LineField("链接文字", max_length=120)
    url = WebAddressField("网址", max_length=500)
    position = models.PositiveSmallIntegerField("排序", default=0)

    objects = RelatedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "新闻链接"
        verbose_name_plural = "新闻链接"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "url"],
                name="related_link_once",
                violation_error_message="这个网址已经列出。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.article.natural_key(), self.url)

    natural_key.dependencies = ["articles.article"]
