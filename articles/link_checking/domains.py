"""Who owns an address: the part of its host name that somebody registered."""

import ipaddress
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


def domain_of(address: str) -> str:
    """Return the registrable domain of *address*, by the public suffix list that is installed.

    >>> domain_of("https://news.wlmq.gov.cn/a"), domain_of("http://192.0.2.7:8080/")
    ('wlmq.gov.cn', '192.0.2.7')
    """
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return (_suffixes().privatesuffix(host) or host)[:255]


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
