"""Floor 1: key figures 数据: the numbers a report prints, each with the sentence it stands in."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from articles.text.marking import Sentences
from articles.text.numbers import clause_with, find_number, read_number

from .article import Article
from .fields import LineField, PartialDateField, refuse_unless, spell_partial_date

CODE = re.compile(r"F[0-9]{2,5}")


class FigureCodeField(models.CharField):
    """``F04``: given once by the server and kept through every edition; part of addresses."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        if getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, KeyFigure.objects.next_code())
        return getattr(model_instance, self.attname)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        refuse_unless(CODE, value, "数据编号")
        return super().get_db_prep_save(value, connection)


class PrintedNumberField(LineField):
    """A number as the report prints it, in figures or as one Chinese numeral."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        self._refuse_text(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        self._refuse_text(value)
        return super().get_db_prep_save(value, connection)

    @staticmethod
    def _refuse_text(value: str) -> None:
        if value and read_number(value) is None:
            raise ValidationError(f"“{value}”不是一个数。照报道写数字，单位另填。")


class KeyFigureQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id: str, edition: int, code: str) -> "KeyFigure":
        return self.get(article__public_id=public_id, article__edition=edition, code=code)

    def published(self) -> "KeyFigureQuerySet":
        """Figures of articles that readers may see."""
        return self.filter(article__in=Article.objects.published())

    def next_code(self) -> str:
        """Return a code that no article's figure has yet."""
        longest_first = self.order_by(Length("code").desc(), "-code")
        highest = longest_first.values_list("code", flat=True).first() or "F0"
        return f"F{int(highest[1:]) + 1:02d}"


class KeyFigure(models.Model):
    """One number of a report, exactly as printed; nothing here is computed."""

    class Theme(models.TextChoices):
        HISTORY = "history", "建区沿革"
        ECONOMY = "economy", "经济总量"
        INDUSTRY = "industry", "产业与企业"
        INVESTMENT = "investment", "招商引资"
        SERVICE = "service", "政务服务"
        LIVELIHOOD = "livelihood", "民生保障"
        CITY = "city", "城市建设"
        INNOVATION = "innovation", "科技与就业"
        RANKING = "ranking", "园区排名"

    class Span(models.TextChoices):
        """How the report speaks of the period."""

        SINCE = "since", "自……起"
        UNTIL = "until", "截至……"
        END_OF = "end_of", "截至……底"

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="key_figures", verbose_name="稿件"
    )
    code = FigureCodeField("编号", max_length=6, editable=False, null=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    theme = models.CharField("主题", max_length=20, choices=Theme)
    indicator = LineField(
        "指标", max_length=60, help_text="几篇报道说的是同一指标，请写得一字不差，网页会并排列出。"
    )
    part = LineField(
        "其中", max_length=40, blank=True, help_text="几个数合成一个总数时填：这个数是哪一部分。"
    )
    qualifier = LineField(
        "限定词", max_length=12, blank=True, help_text="数前的字，照报道写：约、超、累计、第……"
    )
    printed = LineField(
        "报道所印的数", max_length=20, help_text="一字不差：1134、57.9、一。单位另填。"
    )
    value = models.DecimalField(
        "数值",
        max_digits=20,
        decimal_places=6,
        blank=True,
        help_text="留空时按左边的数读出；读不出的（如“唯一”）请填。",
    )
    unit = LineField("单位", max_length=12, blank=True)
    period = PartialDateField("时期", blank=True, help_text="2018、2019-08；报道没有说的留空。")
    span = models.CharField("时期的说法", max_length=10, choices=Span, blank=True)
    earlier = PrintedNumberField(
        "早先的数", max_length=20, blank=True, help_text="“由2010年的434.44亿元增加到”中的 434.44。"
    )
    earlier_period = PartialDateField("早先的时期", blank=True)
    share = PrintedNumberField(
        "占比（%）", max_length=20, blank=True, help_text="照报道写，不重算、不进位。"
    )
    total = PrintedNumberField(
        "总数", max_length=20, blank=True, help_text="这个数是其中一部分的。"
    )
    total_name = LineField("总数是什么", max_length=40, blank=True)
    note = LineField(
        "口径说明",
        max_length=200,
        blank=True,
        help_text="读者需要知道的：怎样取舍的小数、口径、原文的说法。报道没说的不要补。",
    )
    sentence = LineField(
        "原句", max_length=600, help_text="从正文里复制，一字不差；读者点开数据，就到这一句。"
    )

    # As for articles: a signature covers these, a new edition carries them on.
    READER_FIELDS = (
        "code", "position", "theme", "indicator", "part", "qualifier", "printed", "value", "unit",
        "period", "span", "earlier", "earlier_period", "share", "total", "total_name", "note",
        "sentence",
    )  # fmt: skip
    PRINTED_FIELDS = ("printed", "earlier", "share", "total")

    objects = KeyFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "数据"
        verbose_name_plural = "数据"
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["article", "code"], name="figure_code_once"),
            models.CheckConstraint(
                condition=~Q(printed="") & ~Q(indicator="") & ~Q(sentence=""),
                name="figure_says_what_and_where",
            ),
            models.CheckConstraint(
                condition=Q(
                    theme__in=[
                        "history", "economy", "industry", "investment", "service",
                        "livelihood", "city", "innovation", "ranking",
                    ]
                ),
                name="figure_theme_is_known",
            ),
            models.CheckConstraint(
                condition=Q(span="") | (Q(span__in=["since", "until", "end_of"]) & ~Q(period="")),
                name="figure_span_has_period",
                violation_error_message="选了时期的说法，请填时期。",
            ),
            models.CheckConstraint(
                condition=Q(earlier="", earlier_period="")
                | (~Q(earlier="") & ~Q(earlier_period="") & ~Q(period="")),
                name="figure_earlier_has_periods",
                violation_error_message="早先的数要同早先的时期、现在的时期一起填。",
            ),
            models.CheckConstraint(
                condition=Q(total="", total_name="", share="")
                | (~Q(total="") & ~Q(total_name="")),
                name="figure_share_has_total",
                violation_error_message="占比要同总数、总数是什么一起填；有总数也请写明是什么。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code or ''} {self.name} {self.statement}".strip()

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.article.natural_key(), self.code)

    natural_key.dependencies = ["articles.article"]

    def get_absolute_url(self) -> str:
        """The sentence itself, marked, in the article."""
        return f"{self.article.get_absolute_url()}#{self.code}"

    def clean(self) -> None:
        """Refuse a value that is not the printed number, and numbers that the sentence lacks."""
        problems: dict[str, str] = {}
        read = read_number(self.printed)
        if self.value is None and read is None:
            problems["value"] = f"“{self.printed}”读不成一个数，请填数值。"
        elif self.value is None:
            problems |= self._unkept(read)
            self.value = read
        elif read is not None and read != self.value:
            problems["value"] = f"数值与报道所印的“{self.printed}”不同。"
        for name in self.PRINTED_FIELDS:
            number = getattr(self, name)
            if number and self.sentence and find_number(number, self.sentence) < 0:
                problems[name] = f"原句里没有“{number}”：{self.sentence}"
        if problems:
            raise ValidationError(problems)

    def _unkept(self, read: Decimal) -> dict[str, str]:
        """Refuse a number of more digits than the column of values keeps."""
        try:
            self._meta.get_field("value").run_validators(read)
        except ValidationError as error:
            return {"printed": f"“{self.printed}”位数太多，存不下。{''.join(error.messages)}"}
        return {}

    @property
    def name(self) -> str:
        """The indicator with the part of it that this number is."""
        return f"{self.indicator}：{self.part}" if self.part else self.indicator

    @property
    def statement(self) -> str:
        """The number in one word, as printed: 约1.2万名."""
        return f"{self.qualifier}{self.printed}{self.unit}"

    @property
    def is_worded(self) -> bool:
        """Whether the report writes the number in words: 一, 唯一."""
        return not self.printed.isascii()

    @property
    def period_name(self) -> str:
        """The period as the report speaks of it: 截至2019年8月底; "" when it does not say."""
        spelt = spell_partial_date(self.period)
        return self.get_span_display().replace("……", spelt) if self.span else spelt

    @property
    def earlier_period_name(self) -> str:
        return spell_partial_date(self.earlier_period)

    @property
    def clause(self) -> str:
        """The part of the sentence that says the number."""
        return clause_with(self.printed, self.sentence)

    @property
    def decimal(self) -> str:
        """The value in plain figures, without the zeros that only the column adds."""
        return plain_decimal(self.value)


def plain_decimal(value: Decimal) -> str:
    """Return *value* in figures, never as ``1E+3``.

    >>> plain_decimal(Decimal("1000.000000")), plain_decimal(Decimal("57.900000"))
    ('1000', '57.9')
    """
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def without_sentence(figures: Iterable[KeyFigure], body: str) -> list[KeyFigure]:
    """Return those of *figures* whose sentence does not stand in *body*: they may not outlive it."""
    sentences = Sentences(body)
    return [figure for figure in figures if figure.sentence not in sentences]
