"""Floor 1: officials 负责人 and the posts they hold."""

from django.db import models
from django.db.models import OuterRef, Subquery
from taggit.managers import TaggableManager

from articles.imaging import dimensions

from .addresses import address
from .fields import (
    AddressField,
    LineField,
    NamesField,
    PartialDateField,
    PlainTextField,
)
from .named import NamedQuerySet
from .picture_field import PictureField


class OfficialQuerySet(NamedQuerySet):
    def get_by_natural_key(self, name: str, disambiguator: str) -> "Official":
        return self.get(name=name, disambiguator=disambiguator)

    def with_post(self) -> "OfficialQuerySet":
        """With ``post``: the first post that each holds, as a list shows it."""
        posts = Post.objects.filter(official=OuterRef("pk"))
        return self.annotate(post=Subquery(posts.values("title")[:1]))


class Official(models.Model):
    """A person named in reports; what the sources do not say stays empty."""

    name = LineField("姓名", max_length=60, help_text="少数民族姓名的间隔号用“·”。")
    disambiguator = LineField(
        "区分", max_length=30, blank=True, help_text="同名时填写，例如任职单位；不公开显示。"
    )
    slug = AddressField(
        "网址名",
        max_length=60,
        unique=True,
        blank=True,
        help_text="留空时按拼音生成；保存后不再改。",
    )
    aliases = NamesField("别名", blank=True, help_text="用顿号隔开；正文里出现时同样链接到本人。")
    portrait = PictureField("照片", upload_to="pictures/", max_length=100, blank=True)
    biography = PlainTextField("简历", blank=True, help_text="只写有出处的内容，未知的留空。")
    tags = TaggableManager("标签", through="articles.TaggedOfficial", blank=True, help_text="")

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "负责人"
        verbose_name_plural = "负责人"
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "disambiguator"],
                name="official_once",
                violation_error_message="已有同名的负责人，请填写“区分”。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.disambiguator}）" if self.disambiguator else self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.name, self.disambiguator)

    def get_absolute_url(self) -> str:
        return address("official", self.slug)

    @property
    def portrait_size(self) -> tuple[int, int] | None:
        """(width, height) of the portrait in pixels."""
        return dimensions(self.portrait.name) if self.portrait else None


class PostQuerySet(models.QuerySet):
    def get_by_natural_key(self, name: str, disambiguator: str, title: str) -> "Post":
        return self.get(official__name=name, official__disambiguator=disambiguator, title=title)


class Post(models.Model):
    """A post 职务 as a report printed it, with what is known of its term."""

    official = models.ForeignKey(
        Official, models.CASCADE, related_name="posts", verbose_name="负责人"
    )
    title = LineField("职务", max_length=120)
    held_from = PartialDateField("任职起", blank=True, help_text="不知道就留空。")
    held_until = PartialDateField("任职止", blank=True, help_text="不知道就留空。")
    stated_on = PartialDateField(
        "报道时间", blank=True, help_text="哪一时间的报道这样称呼，例如 2022-12。"
    )
    position = models.PositiveSmallIntegerField("排序", default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "职务"
        verbose_name_plural = "职务"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "title"],
                name="post_once",
                violation_error_message="这项职务已经列出。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.official.natural_key(), self.title)

    natural_key.dependencies = ["articles.official"]
