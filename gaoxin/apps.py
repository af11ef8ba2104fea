"""Third-party applications, configured for this project."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

# Parts of CKEditor that the toolbar does not use: samples, manual tests, plugins with
# published holes. They are neither collected nor served.
UNUSED_EDITOR_FOLDERS = (
    "samples",
    *(
        f"plugins/{plugin}"
        for plugin in (
            "cloudservices",
            "codesnippetgeshi",
            "docprops",
            "easyimage",
            "embed",
            "embedbase",
            "embedsemantic",
            "exportpdf",
            "flash",
            "forms",
            "iframe",
            "iframedialog",
            "mathjax",
            "pagebreak",
            "preview",
            "scayt",
            "templates",
            "wsc",
        )
    ),
)


class LeanStaticFilesConfig(StaticFilesConfig):
    """Static files without the parts of CKEditor that are never used."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *(f"ckeditor/ckeditor/{folder}/*" for folder in UNUSED_EDITOR_FOLDERS),
        "*.md",
        "galleriffic",
        "file-icons",
    ]


class OfficeAdminConfig(AdminConfig):
    """Django's admin, titled for the office."""

    default_site = "gaoxin.admin_site.OfficeAdminSite"


class OfficeAuthConfig(AuthConfig):
    """Django's accounts, named as the office says it."""

    verbose_name = "账号与角色"
