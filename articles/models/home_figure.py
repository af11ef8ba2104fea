"""Floor 1: the figures an editor chose for the front page 首页数据; not part of any signature."""

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from .article import PUBLIC_ID
from .fields import refuse_unless
from .key_figure import KeyFigure

MOST_HOME_FIGURES = 6


class ChosenArticleField(models.CharField):
    """The public id of the article, whichever edition of it readers see."""

    def get_db_prep_save(self, value: object, connection: object) -> object:
        refuse_unless(PUBLIC_ID, value, "稿件编号")
        return super().get_db_prep_save(value, connection)


class HomeFigureQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id: str, code: str) -> "HomeFigure":
        return self.get(public_id=public_id, code=code)

    def shown(self) -> models.QuerySet:
        """Return the chosen figures that readers may see, in order, with their articles.

        A choice whose article is withdrawn, or whose figure a new edition dropped, is silent.
        """
        chosen = HomeFigure.objects.filter(
            public_id=OuterRef("article__public_id"), code=OuterRef("code")
        )
        return (
            KeyFigure.objects.published()
            .filter(Exists(chosen))
            .annotate(
                place=Subquery(chosen.values("position")[:1]),
                choice=Subquery(chosen.values("pk")[:1]),
            )
            .select_related("article")
            .defer("article__manuscript", "article__body")
            .order_by("place", "choice")[:MOST_HOME_FIGURES]
        )


class HomeFigure(models.Model):
    """One choice: an article's figure by its stable code."""

    public_id = ChosenArticleField("稿件编号", max_length=12)
    code = models.CharField("数据编号", max_length=6)
    position = models.PositiveSmallIntegerField("排序", default=0, help_text="数字小的在前。")

    objects = HomeFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "首页数据"
        verbose_name_plural = "首页数据"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "code"], name="home_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.code}"

    def natural_key(self) -> tuple[str, str]:
        return (self.public_id, self.code)
