"""The addresses that readers are given are gathered and checked."""

from articles.link_checking import checking, gathering
from articles.ticking.trouble import Trouble


def check() -> str:
    """Check a portion of the addresses that are due."""
    try:
        checked = checking.check_due()
    except checking.NoNetwork as nobody:
        raise Trouble("一个网站也连不上，多半是本机出不了外网；没有计入任何网址") from nobody
    return f"检查了 {checked} 个网址" if checked else ""


def gather_recent() -> str:
    """Take in the addresses of what was published lately."""
    return _said(gathering.gather_recent())


def gather_all() -> str:
    """Take in all addresses, and forget those that no reader meets any more."""
    return _said(gathering.gather_all())


def _said(new: int) -> str:
    return f"新收 {new} 个网址" if new else ""
