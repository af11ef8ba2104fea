"""Floor 1: enterprises, parks and institutions 企业、园区与机构."""

from django.db import models
from taggit.managers import TaggableManager

from .addresses import address
from .fields import (
    AddressField,
    LineField,
    NamesField,
    PartialDateField,
    PlainTextField,
    WebAddressField,
)
from .named import NamedQuerySet
from .tag import Tag


class EnterpriseQuerySet(NamedQuerySet):
    def get_by_natural_key(self, full_name: str) -> "Enterprise":
        return self.get(full_name=full_name)


class Enterprise(models.Model):
    """An organisation named in reports, under the name they print."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", "企业"
        PARK = "park", "园区"
        INSTITUTION = "institution", "公共机构"

    class Relation(models.TextChoices):
        RESIDENT = "resident", "驻区"
        PARTNER = "partner", "战略合作"

    full_name = LineField(
        "全称", max_length=100, unique=True, help_text="按报道所印；未确认的不要补全。"
    )
    slug = AddressField(
        "网址名",
        source="full_name",
        max_length=60,
        unique=True,
        blank=True,
        help_text="留空时按拼音生成；保存后不再改。",
    )
    aliases = NamesField(
        "简称和别名", blank=True, help_text="用顿号隔开；三个字以上的，正文里出现时同样链接。"
    )
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.ENTERPRISE)
    relation = models.CharField(
        "与本区的关系",
        max_length=20,
        choices=Relation,
        blank=True,
        help_text="报道没有说明的留空。",
    )
    cluster = models.ForeignKey(
        Tag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cluster_enterprises",
        limit_choices_to={"kind": Tag.Kind.INDUSTRY},
        verbose_name="产业集群",
    )
    cluster_year = PartialDateField(
        "集群称谓年份", blank=True, help_text="哪一年的报道把它归入该集群，例如 2022。"
    )
    introduction = PlainTextField("简介", blank=True, help_text="只写有出处的内容，未知的留空。")
    website = WebAddressField("网站", blank=True)
    tags = TaggableManager("标签", through="articles.TaggedEnterprise", blank=True, help_text="")

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = "企业、园区与机构"
        verbose_name_plural = "企业、园区与机构"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["enterprise", "park", "institution"]),
                name="enterprise_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=["", "resident", "partner"]),
                name="enterprise_relation_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(cluster_year="") | models.Q(cluster__isnull=False),
                name="cluster_year_needs_cluster",
                violation_error_message="填写了集群称谓年份，请同时选择产业集群。",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def natural_key(self) -> tuple[str]:
        return (self.full_name,)

    natural_key.dependencies = ["articles.tag"]

    def get_absolute_url(self) -> str:
        return address("enterprise", self.slug)
