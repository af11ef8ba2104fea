"""Says in plain words which browser a login came from."""

import re

UNKNOWN = "未知浏览器"
# The first that is found names it: each later one's word stands in the earlier ones' too.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓手机或平板"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows 电脑"),
    ("Mac OS", "Mac 电脑"),
    ("Linux", "Linux 电脑"),
)


def browser_words(agent: str) -> str:
    """Return what the User-Agent header says, as one would say it.

    >>> browser_words("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36")
    'Chrome 128 · Windows 电脑'
    """
    browser = next((words for word, words in BROWSERS if word in agent), UNKNOWN)
    word = next((word for word, _ in BROWSERS if word in agent), "")
    version = re.search(rf"{word}[a-zA-Z]*/(\d{{1,4}})", agent) if word else None
    if word == "Safari":
        version = re.search(r"Version/(\d{1,4})", agent)
    system = next((words for word, words in SYSTEMS if word in agent), "")
    name = f"{browser} {version[1]}" if version else browser
    return f"{name} · {system}" if system else name
