"""Floor 1: the one vocabulary of tags for all four kinds of record."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from taggit.models import ItemBase, TagBase

from articles.text.names import slug_from, split_names

from .addresses import address
from .fields import AddressField, LineField, NamesField, PlainTextField

MAX_TAG_LENGTH = 60


def split_tag_names(text: str) -> list[str]:
    """Split what an editor typed: ``，、；,;`` and line breaks all separate tags."""
    return split_names(text)


def join_tag_names(tags: list["Tag"]) -> str:
    """Return the tags as an editor would type them."""
    return "、".join(tag.name for tag in tags)


class TagQuerySet(models.QuerySet):
    def get_by_natural_key(self, name: str) -> "Tag":
        return self.get(name=name)

    def in_use(self) -> "TagQuerySet":
        """Tags that something readers can see carries; a draft's new tag is not among them (P2)."""
        published = TaggedArticle.content_object.field.related_model.objects.published()
        officials = TaggedOfficial.content_object.field.related_model.objects.in_use()
        enterprises = TaggedEnterprise.content_object.field.related_model.objects.in_use()
        tag = OuterRef("pk")
        return self.filter(
            Exists(TaggedArticle.objects.filter(tag=tag, content_object__in=published))
            | Exists(
                TaggedPhotoCaption.objects.filter(tag=tag, content_object__article__in=published)
            )
            | Exists(TaggedOfficial.objects.filter(tag=tag, content_object__in=officials))
            | Exists(TaggedEnterprise.objects.filter(tag=tag, content_object__in=enterprises))
            | Exists(enterprises.filter(cluster=tag))
        )


class TagAddressField(AddressField):
    """A tag's address; one that leads on to another tag since a merge is never given again."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001
        value = super().pre_save(model_instance, add)
        if add and TagRedirect.objects.filter(slug=value).exists():
            raise ValidationError(REDIRECTED.format(value))
        return value


REDIRECTED = "网址名“{}”属于一个已经合并的标签，不能再用，请换一个。"


class Tag(TagBase):
    """A word under which records are found; one vocabulary for all four kinds of record."""

    class Kind(models.TextChoices):
        INDUSTRY = "industry", "产业"
        INVESTMENT = "investment", "招商"
        GOVERNMENT = "government", "政务"
        TALENT = "talent", "人才就业"
        TECHNOLOGY = "technology", "科技"
        WELFARE = "welfare", "民生"
        CITY = "city", "城建"
        STATUS = "status", "体制与荣誉"
        PLACE = "place", "地区"
        OTHER = "other", "其他"

    name = LineField("名称", max_length=MAX_TAG_LENGTH, unique=True)
    slug = TagAddressField(
        "网址名",
        max_length=100,
        unique=True,
        blank=True,
        help_text="留空时按拼音生成；保存后不再改。",
    )
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.OTHER)
    synonyms = NamesField(
        "同义词", blank=True, help_text="用顿号隔开；正文里出现时同样链接到本标签。"
    )
    description = PlainTextField("说明", blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "标签"
        verbose_name_plural = "标签"
        ordering = ["kind", "name"]
        permissions = [("merge_tag", "可以合并标签")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "industry",
                        "investment",
                        "government",
                        "talent",
                        "technology",
                        "welfare",
                        "city",
                        "status",
                        "place",
                        "other",
                    ]
                ),
                name="tag_kind_is_known",
            ),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.name,)

    def get_absolute_url(self) -> str:
        return address("tag", self.slug)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the address that taggit's ``save()`` tries for a new tag (the *i*-th try)."""
        base = slug_from(tag)[:60] or "tag"
        slug = f"{base}-{i}" if i else base
        if TagRedirect.objects.filter(slug=slug).exists():
            return self.slugify(tag, (i or 0) + 1)
        return slug

    def clean(self) -> None:
        super().clean()
        if self._state.adding and TagRedirect.objects.filter(slug=self.slug).exists():
            raise ValidationError({"slug": REDIRECTED.format(self.slug)})


class TagRedirectQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str) -> "TagRedirect":
        return self.get(slug=slug)


class TagRedirect(models.Model):
    """The address of a tag that was merged, and the tag that it leads to for ever.

    Never a chain: what led to the merged tag leads to the kept one from then on.
    """

    slug = models.SlugField("旧网址名", max_length=100, unique=True)
    name = LineField("原名称", max_length=MAX_TAG_LENGTH, blank=True)
    tag = models.ForeignKey(
        Tag, models.PROTECT, related_name="redirects", verbose_name="保留的标签"
    )
    at = models.DateTimeField("合并时间", default=timezone.now)

    objects = TagRedirectQuerySet.as_manager()

    class Meta:
        verbose_name = "标签转址"
        verbose_name_plural = "标签转址"
        ordering = ["slug"]

    def __str__(self) -> str:
        return f"{self.name or self.slug} → {self.tag}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["articles.tag"]


class TaggedItem(ItemBase):
    """What the four through tables share; plain foreign keys, not generic ones."""

    class Meta:
        abstract = True
        ordering = ["pk"]

    def natural_key(self) -> tuple:
        return (*self.content_object.natural_key(), *self.tag.natural_key())


class TaggedItemQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key: object) -> TaggedItem:
        *record, tag = key
        owner = self.model._meta.get_field("content_object").related_model
        return self.get(content_object=owner.objects.get_by_natural_key(*record), tag__name=tag)


class TaggedArticle(TaggedItem):
    tag = models.ForeignKey(
        Tag, models.PROTECT, related_name="tagged_articles", verbose_name="标签"
    )
    content_object = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="tagged_items"
    )
    objects = TaggedItemQuerySet.as_manager()

    class Meta(TaggedItem.Meta):
        verbose_name = "稿件标签"
        verbose_name_plural = "稿件标签"
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_once"),
        ]


class TaggedPhotoCaption(TaggedItem):
    tag = models.ForeignKey(
        Tag, models.PROTECT, related_name="tagged_captions", verbose_name="标签"
    )
    content_object = models.ForeignKey(
        "articles.PhotoCaption", models.CASCADE, related_name="tagged_items"
    )
    objects = TaggedItemQuerySet.as_manager()

    class Meta(TaggedItem.Meta):
        verbose_name = "图片标签"
        verbose_name_plural = "图片标签"
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="caption_tag_once"),
        ]


class TaggedOfficial(TaggedItem):
    tag = models.ForeignKey(
        Tag, models.PROTECT, related_name="tagged_officials", verbose_name="标签"
    )
    content_object = models.ForeignKey(
        "articles.Official", models.CASCADE, related_name="tagged_items"
    )
    objects = TaggedItemQuerySet.as_manager()

    class Meta(TaggedItem.Meta):
        verbose_name = "负责人标签"
        verbose_name_plural = "负责人标签"
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="official_tag_once"),
        ]


class TaggedEnterprise(TaggedItem):
    tag = models.ForeignKey(
        Tag, models.PROTECT, related_name="tagged_enterprises", verbose_name="标签"
    )
    content_object = models.ForeignKey(
        "articles.Enterprise", models.CASCADE, related_name="tagged_items"
    )
    objects = TaggedItemQuerySet.as_manager()

    class Meta(TaggedItem.Meta):
        verbose_name = "企业标签"
        verbose_name_plural = "企业标签"
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="enterprise_tag_once"),
        ]
