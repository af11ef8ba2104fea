"""Third-party applications, configured for this project."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

# Parts of CKEditor that the toolbar does not use: samples, manual tests, plugins that are not
# loaded, some with published holes. They are neither collected nor served. Each file stands six
# times in the memory of every worker, by its two names and three encodings.
UNUSED_EDITOR_FOLDERS = (
    "samples",
    *(
        f"plugins/{plugin}"
        for plugin in (
            "about",
            "adobeair",
            "ajax",
            "autoembed",
            "autolink",
            "bbcode",
            "cloudservices",
            "codesnippet",
            "codesnippetgeshi",
            "colordialog",
            "devtools",
            "div",
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
            "image2",
            "language",
            "mathjax",
            "pagebreak",
            "placeholder",
            "preview",
            "scayt",
            "sharedspace",
            "showblocks",
            "smiley",
            "sourcedialog",
            "stylesheetparser",
            "tableresize",
            "templates",
            "uicolor",
            "uploadimage",
            "wsc",
            "xml",
        )
    ),
)


# Words of these in other languages than Chinese and English, which stands in where Chinese lacks.
TRANSLATED = (
    "ckeditor/ckeditor/lang",
    "ckeditor/ckeditor/plugins/*/lang",
    "ckeditor/ckeditor/plugins/*/dialogs/lang",
    "admin/js/vendor/select2/i18n",
)
OTHER_LANGUAGES = ("[!ez]*.js", "e[!n]*.js", "en-*.js")


class LeanStaticFilesConfig(StaticFilesConfig):
    """Static files without the parts of CKEditor that are never used."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *(f"ckeditor/ckeditor/{folder}/*" for folder in UNUSED_EDITOR_FOLDERS),
        *(f"{folder}/{other}" for folder in TRANSLATED for other in OTHER_LANGUAGES),
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
