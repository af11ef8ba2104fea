"""Settings, all of them read from the environment; README names each variable."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from gaoxin.editor import EDITOR_CONFIG
from gaoxin.environment import (
    CACHE_SCHEMES,
    DATABASE_SCHEMES,
    MAIL_SCHEMES,
    allowed_hosts,
    choice,
    known_address,
    media_folder,
    networks,
    port,
    secret_key,
    switch,
    whole_number,
)
from gaoxin.services import cache, media_store, replica

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of start this is -------------------------------------------------
DEBUG = switch("DEBUG", default=False)
SECRET_KEY = secret_key(debug=DEBUG, kept_in=BASE_DIR / ".secret_key")
ALLOWED_HOSTS = allowed_hosts(debug=DEBUG)
HTTPS = switch("HTTPS", default=not DEBUG)
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", default=0)
if DEBUG and TRUSTED_PROXIES:
    raise ImproperlyConfigured(
        "DEBUG is on while TRUSTED_PROXIES says that readers come through a proxy: "
        "DEBUG shows secrets to readers. Set DEBUG=0 and a SECRET_KEY."
    )
PORT = port("PORT", default=8000)
# Who may read /metrics; with none there is no such page, and nothing is counted.
METRICS_NETWORKS = networks("METRICS_NETWORKS")
known_address("DATABASE_URL", DATABASE_SCHEMES)
known_address("CACHE_URL", CACHE_SCHEMES)
known_address("EMAIL_URL", MAIL_SCHEMES)
# Whether reviewers and above must have a second factor; only a developer's machine does without.
SECOND_FACTOR = switch("SECOND_FACTOR", default=not DEBUG)
if not (SECOND_FACTOR or DEBUG):
    raise ImproperlyConfigured("SECOND_FACTOR=off is for a developer's machine only (DEBUG=on).")

# --- Applications ---------------------------------------------------------------
INSTALLED_APPS = [
    "gaoxin.apps.OfficeAdminConfig",
    "gaoxin.apps.OfficeAuthConfig",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",  # its widget templates, so that ours can stand beside them
    "django.contrib.sitemaps",
    "gaoxin.apps.LeanStaticFilesConfig",
    "csp",
    "ckeditor",
    "taggit",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "articles",
]
MIDDLEWARE = [
    "gaoxin.requests.numbered",
    *(["gaoxin.metrics.measured"] if METRICS_NETWORKS else []),
    "articles.public.moments.until_the_second_ends",
    "articles.public.middleware.trusted_proxy",
    "articles.public.middleware.database_outage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.public.compression.compressed",
    "csp.middleware.CSPMiddleware",
    "articles.public.middleware.readable_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "articles.public.middleware.ScriptMiddleware",
    "articles.public.middleware.elder_mode",
    "articles.public.middleware.designed_not_found",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "articles.accounts.middleware.StaffAuthentication",
    "articles.audit.acting.audited",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.admin.account_gate.Gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "gaoxin.urls"
WSGI_APPLICATION = "gaoxin.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database and cache ---------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ENGINE = DATABASES["default"].get("ENGINE")
if ENGINE == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction begins: deferred transactions
    # that upgrade their lock later fail at once instead of waiting.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
elif ENGINE == "django.db.backends.postgresql":
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
else:
    raise ImproperlyConfigured("DATABASE_URL must name a sqlite or a postgres database.")
if os.environ.get("REPLICA_URL"):
    DATABASES["replica"] = replica(env.db_url("REPLICA_URL"), of=DATABASES["default"])
    DATABASE_ROUTERS = ["articles.replicas.Router"]
CACHES = {"default": cache(os.environ.get("CACHE_URL") or "locmemcache://")}
# Finished pages in the memory of each worker; none while somebody changes the templates.
PAGE_STORE_MB = 0 if DEBUG else whole_number("PAGE_STORE_MB", default=8)

# --- Language and time ----------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "/media/"
MEDIA_ROOT = media_folder(standard=BASE_DIR / "media", static=STATIC_ROOT, house=BASE_DIR)
STORAGES = {
    "default": media_store(os.environ.get("MEDIA_S3", "")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "gaoxin.static_files.LeanStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o644
# /readyz names the disk once less is free: pictures of a day's work still fit.
DISK_FREE_MB = whole_number("DISK_FREE_MB", default=200)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# An article of 200 pictures posts some fifteen fields for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Security -------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# The office speaks for its own host, not for the district's other sites under the domain.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "articles.admin.account_gate.csrf_failure"

# --- The staff door (docs/adr/0011) ----------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "articles.accounts.backend.OfficeBackend",
]
SESSION_IDLE_MINUTES = whole_number("SESSION_IDLE_MINUTES", default=30)
SESSION_HOURS = whole_number("SESSION_HOURS", default=12)
if not (SESSION_IDLE_MINUTES and SESSION_HOURS):
    raise ImproperlyConfigured("SESSION_IDLE_MINUTES and SESSION_HOURS must be at least 1.")
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# 0: never. 等保 asks for 90; changing a good password for its age's sake makes worse ones.
PASSWORD_EXPIRY_DAYS = whole_number("PASSWORD_EXPIRY_DAYS", default=0)
# Whoever has not signed in for so long is let in no more (T-DB-05); 0: no such rule.
ACCOUNT_UNUSED_DAYS = whole_number("ACCOUNT_UNUSED_DAYS", default=90)
AXES_HANDLER = "articles.accounts.lockout.OfficeLockout"
AXES_USERNAME_CALLABLE = "articles.accounts.lockout.name_tried"
AXES_CLIENT_IP_CALLABLE = "articles.accounts.lockout.network_tried"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=20)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "高新区信息发布后台"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"articles.accounts.passwords.{rule}"}
    for rule in ("LongEnough", "ManyKinds", "UnlikeTheName", "NotCommon", "NotUsedBefore")
]

# --- Content Security Policy ------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Editor and tags ------------------------------------------------------------
# ckeditor.W001 warns that CKEditor 4 is no longer mended; docs/adr/0002 lists what contains it.
CKEDITOR_CONFIGS = {"default": EDITOR_CONFIG}
# security.W005 and W021 ask for HSTS on subdomains and preload: not ours to decide.
# axes.W002 asks for a middleware that would answer a lock in English; our login page does.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001", "security.W005", "security.W021", "axes.W002"]
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.models.tag.split_tag_names"
TAGGIT_STRING_FROM_TAGS = "articles.models.tag.join_tag_names"

# --- Mail: none is sent unless EMAIL_URL names a server ----------------------------
MAILS_NOTIFICATIONS = bool(os.environ.get("EMAIL_URL"))
vars().update(env.email_url_config(os.environ.get("EMAIL_URL") or "dummymail://"))
EMAIL_TIMEOUT = 10  # seconds that ``tick``, which sends, waits for the server at most
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM") or "webmaster@localhost"

# --- Links to elsewhere: ``tick`` asks other machines for them, through no proxy ----
LINK_CHECKS = switch("LINK_CHECKS", default=not DEBUG)
LINK_CHECK_NETWORKS: list[str] = []  # asked besides the public Internet, at any port: tests only

# --- Logging: to standard error, without personal data ---------------------------
LOG_FORMAT = choice("LOG_FORMAT", ("json", "line"), default="line" if DEBUG else "json")
SLOW_REQUEST_MS = whole_number("SLOW_REQUEST_MS", default=1000)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "gaoxin.logs.JSONLine"},
        "line": {"()": "gaoxin.logs.Line"},
        # A developer's own machine: every word of an error.
        "debug": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "filters": {"without_tokens": {"()": "gaoxin.logs.WithoutTokens"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "debug" if DEBUG and LOG_FORMAT == "line" else LOG_FORMAT,
            "filters": ["without_tokens"],
        }
    },
    # Django's own handlers would write every record again, with what is cut out above.
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
