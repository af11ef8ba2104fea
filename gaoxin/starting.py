"""What stops a server before it starts: ``python -m gaoxin.starting``, as deploy/serve asks it.

It reads the settings and sets nothing up, so a start takes no longer for it. Whoever starts
the server reads one sentence, no traceback.
"""

import os
import sys
from importlib import import_module
from types import ModuleType

from django.core.exceptions import ImproperlyConfigured

from gaoxin.environment import is_this_machine

UNCOLLECTED = "静态文件还没有收集，每个页面都会出错。请先运行 deploy/collect。"
OPEN_DEBUG = (
    "DEBUG 只能用于本机：HOST={host} 会让别的机器看到密钥和数据。"
    "请去掉 HOST，或设 DEBUG=off 和 SECRET_KEY。"
)
NO_HOSTS = "HOST={host} 对外服务，但没有设置 ALLOWED_HOSTS，所有读者都会被拒绝。请填写网站的域名。"
NO_HTTPS = "注意：HTTPS=off 而 HOST={host} 对外服务，登录密码会明文传输。只可用于试用。"


def stop_unsafe(host: str) -> ModuleType:
    """End with a sentence when a server on *host* must not start; return the settings if it may."""
    try:
        settings = import_module("gaoxin.settings")  # its own refusals are sentences, too
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    if is_this_machine(host):
        return settings
    if settings.DEBUG:
        sys.exit(OPEN_DEBUG.format(host=host))
    if "ALLOWED_HOSTS" not in os.environ:
        sys.exit(NO_HOSTS.format(host=host))
    if not settings.HTTPS:
        sys.stderr.write(NO_HTTPS.format(host=host) + "\n")
    return settings


def stop_uncollected(settings: ModuleType) -> None:
    """End with a sentence when no page could name its style sheet."""
    if not (settings.DEBUG or (settings.STATIC_ROOT / "staticfiles.json").exists()):
        sys.exit(UNCOLLECTED)


if __name__ == "__main__":
    stop_uncollected(stop_unsafe(os.environ.get("HOST") or "0.0.0.0"))  # noqa: S104
