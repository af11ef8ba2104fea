"""Floor 1: the one record that says whose site this is."""

import re

from django.core.validators import RegexValidator
from django.db import models

from .fields import LineField, WebAddressField
from .picture_field import PictureField

SITE_CODE = r"^(bm\d{8}|\d{10})$"  # T-META-02
MARK = {"upload_to": "pictures/", "max_length": 100, "blank": True}
MARK_HELP = "从主管部门下载的图片，由本站提供，不从别处加载；页脚按一行字的两倍高显示。"
PUBLIC_SECURITY_RECORD = "https://beian.mps.gov.cn/#/query/webSearch?code="


class SiteIdentityManager(models.Manager):
    def get_by_natural_key(self, key: str) -> "SiteIdentity":
        return self.get(key=key)


class SiteIdentity(models.Model):
    """Name, numbers and contact of the site; sample values are printed as 示例."""

    KEY = "site"

    key = models.CharField(max_length=4, default=KEY, unique=True, editable=False)
    is_sample = models.BooleanField(
        "以下为示例",
        default=True,
        help_text="勾选时，页面在这些值后标明“示例”。填好真实信息后取消。",
    )
    name = LineField("网站名称", max_length=60)
    subtitle = LineField("副题", max_length=60, blank=True)
    domain = LineField("网站域名", max_length=100)
    site_code = LineField(
        "网站标识码",
        max_length=10,
        validators=[RegexValidator(SITE_CODE, "应为 10 位数字，或 bm 加 8 位数字。")],
    )
    icp_number = LineField(
        "ICP 备案号",
        max_length=40,
        blank=True,
        validators=[
            RegexValidator(
                r"^[\u4e00-\u9fa5]ICP备\d{6,}号(-\d+)?$", "应形如“新ICP备12345678号-1”。"
            )
        ],
    )
    public_security_number = LineField(
        "公安备案号",
        max_length=40,
        blank=True,
        validators=[
            RegexValidator(
                r"^[\u4e00-\u9fa5]公网安备[：:]?\s*\d{14}号?$",
                "应形如“新公网安备 65010402000001号”。",
            )
        ],
    )
    host_organisation = LineField("主办单位", max_length=60)
    undertaking_organisation = LineField("承办单位", max_length=60, blank=True)
    contact = LineField("联系方式", max_length=120, blank=True)
    party_mark_url = WebAddressField("党政机关网站标识链接", blank=True)
    party_mark_image = PictureField("党政机关网站标识图片", help_text=MARK_HELP, **MARK)
    report_error_url = WebAddressField("“我为政府网站找错”链接", blank=True)
    report_error_image = PictureField("“我为政府网站找错”图片", help_text=MARK_HELP, **MARK)
    public_security_image = PictureField("公安备案图标", help_text=MARK_HELP, **MARK)
    data_licence = LineField(
        "数据使用说明",
        max_length=200,
        blank=True,
        help_text="写在“数据”页和下载文件里：别人可以怎样使用这些数据。",
    )

    objects = SiteIdentityManager()

    class Meta:
        verbose_name = "网站信息"
        verbose_name_plural = "网站信息"
        constraints = [
            models.CheckConstraint(condition=models.Q(key="site"), name="site_identity_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def marks(self) -> list[str]:
        """Names of the stored pictures that the foot of every page shows."""
        images = (self.party_mark_image, self.report_error_image, self.public_security_image)
        return [image.name for image in images if image]

    @property
    def public_security_url(self) -> str:
        """The site's record at the police, by the fourteen digits of its number (T-FOOT-02)."""
        return PUBLIC_SECURITY_RECORD + "".join(re.findall(r"\d", self.public_security_number))

    @property
    def publisher(self) -> str:
        """Who publishes, for machines; a sample organisation is not given out as a real one."""
        return self.name if self.is_sample else self.host_organisation or self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)
