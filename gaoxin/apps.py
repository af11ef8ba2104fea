"""Third-party applications, configured for this project."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

# CKEditor plugins that the toolbar uses. Whatever else the package ships (samples,
# manual tests, plugins with published holes) is neither collected nor served.
UNUSED_EDITOR_FILES = [
    f"ckeditor/ckeditor/{name}"
    for name in (
        "samples",
        "samples/*",
        "plugins/exportpdf",
        "plugins/exportpdf/*",
        "plugins/iframe",
        "plugins/iframe/*",
        "plugins/iframedialog",
        "plugins/iframedialog/*",
        "plugins/flash",
        "plugins/flash/*",
        "plugins/preview",
        "plugins/preview/*",
        "plugins/forms",
        "plugins/forms/*",
        "plugins/docprops",
        "plugins/docprops/*",
        "plugins/scayt",
        "plugins/scayt/*",
        "plugins/wsc",
        "plugins/wsc/*",
        "plugins/mathjax",
        "plugins/mathjax/*",
        "plugins/codesnippetgeshi",
        "plugins/codesnippetgeshi/*",
        "plugins/embed",
        "plugins/embed/*",
        "plugins/embedbase",
        "plugins/embedbase/*",
        "plugins/embedsemantic",
        "plugins/embedsemantic/*",
        "plugins/pagebreak",
        "plugins/pagebreak/*",
        "plugins/templates",
        "plugins/templates/*",
        "plugins/easyimage",
        "plugins/easyimage/*",
        "plugins/cloudservices",
        "plugins/cloudservices/*",
    )
]


class LeanStaticFilesConfig(StaticFilesConfig):
    """Static files without the parts of CKEditor that are never used."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *UNUSED_EDITOR_FILES,
        "*.md",
        "galleriffic",
        "file-icons",
    ]


class OfficeAdminConfig(AdminConfig):
    """Django's admin, titled for the office."""

    default_site = "gaoxin.admin_site.OfficeAdminSite"
