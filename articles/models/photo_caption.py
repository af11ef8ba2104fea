"""Floor 1: pictures and video slots of an article, each with its caption 图片说明."""

import re
from typing import Any

from django.db import models
from django.db.models import Max, Q
from taggit.managers import TaggableManager

from articles.imaging import dimensions, rendition_name, rendition_widths

from .addresses import address
from .article import Article
from .enterprise import Enterprise
from .fields import LineField, PartialDateField, refuse_unless
from .official import Official
from .picture_field import PictureField

SLOT_NUMBER = re.compile(r"[0-9]{1,4}")


class SlotNumberField(models.PositiveIntegerField):
    """The picture's number within its article, given once and kept through every edition."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        if getattr(model_instance, self.attname) is None:
            highest = PhotoCaption.objects.filter(
                article__public_id=model_instance.article.public_id
            ).aggregate(highest=Max("number"))["highest"]
            setattr(model_instance, self.attname, (highest or 0) + 1)
        return getattr(model_instance, self.attname)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        refuse_unless(SLOT_NUMBER, value, "图号")
        return super().get_db_prep_save(value, connection)


class PhotoCaptionQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id: str, edition: int, number: int) -> "PhotoCaption":
        return self.get(article__public_id=public_id, article__edition=edition, number=number)

    def published(self) -> "PhotoCaptionQuerySet":
        """Captions of articles that readers may see."""
        return self.filter(article__in=Article.objects.published())

    def newest_first(self) -> "PhotoCaptionQuerySet":
        """The newest article's first, in the order of the article."""
        return self.order_by("-article__first_published_at", "position", "number")


class PhotoCaption(models.Model):
    """A slot for a picture or a video; the file itself may still be awaited."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "图片"
        VIDEO = "video", "视频"

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="captions", verbose_name="稿件"
    )
    number = SlotNumberField("图号", editable=False, null=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.PHOTO)
    image = PictureField(
        "图片文件",
        upload_to="pictures/",
        max_length=100,
        blank=True,
        help_text="JPG、PNG、GIF 或 WebP，不超过 10 MB；留空时页面显示“待补”；视频位不放文件。",
    )
    caption = LineField("图片说明", max_length=200, blank=True, help_text="送审前必须填写。")
    alt_text = LineField(
        "替代文字", max_length=200, blank=True, help_text="读给看不见图片的人听：画面里有什么。"
    )
    is_decorative = models.BooleanField("装饰图，不需要替代文字", default=False)
    photographer = LineField("摄影", max_length=60, blank=True)
    taken_where = LineField("拍摄地点", max_length=80, blank=True)
    taken_when = PartialDateField("拍摄时间", blank=True)
    rights = LineField("版权", max_length=120, blank=True, help_text="权利人或授权情况。")
    officials = models.ManyToManyField(
        Official, related_name="captions", blank=True, verbose_name="图中负责人"
    )
    enterprises = models.ManyToManyField(
        Enterprise, related_name="captions", blank=True, verbose_name="图中企业、园区与机构"
    )
    tags = TaggableManager("标签", through="articles.TaggedPhotoCaption", blank=True, help_text="")

    # As for articles; the picture itself goes beside these, by its stored name.
    READER_FIELDS = (
        "number",
        "position",
        "kind",
        "caption",
        "alt_text",
        "is_decorative",
        "photographer",
        "taken_where",
        "taken_when",
        "rights",
    )

    objects = PhotoCaptionQuerySet.as_manager()

    class Meta:
        verbose_name = "图片与视频"
        verbose_name_plural = "图片与视频"
        ordering = ["position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="caption_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["photo", "video"]), name="caption_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt_text=""),
                name="caption_decorative_has_no_alt",
                violation_error_message="勾选了“装饰图”，请清空替代文字。",
            ),
            models.CheckConstraint(
                condition=Q(kind="photo") | Q(image=""),
                name="caption_video_has_no_image",
                violation_error_message="视频位不能放图片，请把类型改为“图片”。",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or f"第 {self.number} 幅图"

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article"]

    def get_absolute_url(self) -> str:
        return address("photo", self.article.public_id, self.number)

    @property
    def is_awaited(self) -> bool:
        """Whether the file is still to come."""
        return not self.image

    @property
    def alternative(self) -> str:
        """What a screen reader says for the picture: empty when decorative."""
        return "" if self.is_decorative else self.alt_text or self.caption

    @property
    def size(self) -> tuple[int, int] | None:
        """(width, height) in pixels."""
        return dimensions(self.image.name) if self.image else None

    @property
    def srcset(self) -> str:
        """The ``srcset`` of the WebP renditions; empty when the picture is awaited."""
        if not self.image:
            return ""
        storage, name = self.image.storage, self.image.name
        return ", ".join(
            f"{storage.url(rendition_name(name, width=width))} {width}w"
            for width in rendition_widths(name)
        )


class BodyPicture(models.Model):
    """A picture placed in the text of a signed edition: what makes its file public."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="body_pictures")
    name = models.CharField(max_length=100, db_index=True)

    class Meta:
        verbose_name = "正文图片"
        verbose_name_plural = "正文图片"
        constraints = [
            models.UniqueConstraint(fields=["article", "name"], name="body_picture_once"),
        ]

    def __str__(self) -> str:
        return self.name
